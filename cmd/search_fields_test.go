package cmd

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
)

// TestHelperFields: what the functions of package env say of a state is there to
// build rewards from, with the unit their comments give.
func TestHelperFields(t *testing.T) {
	want := map[string][]string{
		"acrobot": {"env.TipHeight(next) "}, // no field of its state is in m,
		"gripper": {
			"env.Object(next).X m", "env.Object(next).Y m", "env.ObjectSize(next).X m", "env.ObjectSize(next).Y m",
			"env.Error(next).X m", "env.Error(next).Y m", "env.Distance(next) m",
		},
		"highway":   {"env.LeadGap(next) m", "env.LeadClosing(next) m/s", "env.MeanSpeed(next) m/s"},
		"pendulum":  {"env.Angle(next) "},
		"quadrotor": {"env.Distance(next) m", "env.Tilt(next) ", "env.YawError(next) "},
		"reacher": {
			"env.ElbowPosition(next).X m", "env.ElbowPosition(next).Y m", "env.Tip(next).X m", "env.Tip(next).Y m",
		},
	}
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, env := range all {
		fields, err := helperFields(env.Spec(), envs.ShowState)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range fields {
			got = append(got, f.Name+" "+f.Unit)
		}
		if diff := cmp.Diff(want[env.Spec().Name], got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", env.Spec().Name, diff)
		}
	}
}

func TestUnitOf(t *testing.T) {
	state := envs.Schema{{Name: "Share", Unit: "-"}, {Name: "X", Unit: "m"}, {Name: "V", Unit: "m/s"}, {Name: "Theta", Unit: "rad"}}
	for doc, want := range map[string]string{
		"LoadX returns the horizontal position of the load in metres.": "m",
		"Tip returns where the tip is, in m from the shoulder.":        "m",
		"Speed returns how fast it is, in m/s.":                        "m/s",
		"Lean returns the angle in rad":                                "rad",
		"Tilt returns the angle to the vertical, in 0..pi.":            "",
		"Inside returns how far it is in motion.":                      "",
		"Share returns a part in - nothing.":                           "",
	} {
		if got := unitOf(doc, state); got != want {
			t.Errorf("unit of %q is %q, want %q", doc, got, want)
		}
	}
}

// TestCriticAcceptsTheSearch: what the search writes is a reward in every
// environment, whatever it starts from.
func TestCriticAcceptsTheSearch(t *testing.T) {
	candidates := 100
	if testing.Short() {
		candidates = 5
	}
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, env := range all {
		t.Run(env.Spec().Name, func(t *testing.T) {
			subject, err := critic.NewSubject(t.Context(), env, critic.SubjectOptions{Show: envs.ShowState})
			if err != nil {
				t.Fatal(err)
			}
			fields, err := searchFields(env.Spec(), envs.ShowState)
			if err != nil {
				t.Fatal(err)
			}
			model, err := llm.NewSearch(llm.SearchConfig{Fields: fields, Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			for k := range candidates {
				answer, err := model.Complete(t.Context(), llm.Request{Place: llm.Place{Sample: k}})
				if err != nil {
					t.Fatal(err)
				}
				verdict, err := (&critic.Critic{}).Review(t.Context(), subject, answer.Text)
				if err != nil {
					t.Fatal(err)
				}
				if !verdict.OK() {
					t.Errorf("rejected: %v\n%s", verdict.Findings, answer.Text)
				}
			}
		})
	}
}
