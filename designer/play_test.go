package designer

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// TestPoliciesOfThePreflightPlay checks that reviews know of trained play
// whatever the policies come from, and do without where there are none.
func TestPoliciesOfThePreflightPlay(t *testing.T) {
	cache := mapCache{}
	tests := []struct {
		name   string
		change func(b *bench)
		want   int // policies that play
	}{
		{"trained", func(b *bench) {}, 2},
		{"cached", func(b *bench) {}, 2},
		{"many", func(b *bench) { b.task.Preflight.Seeds = 5 }, playedPolicies},
		{"resumed", func(b *bench) { b.journal.killBefore = "asked" }, 2},
		{"without a preflight", func(b *bench) { b.task.Preflight.Enabled = false }, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t)
			b.options.Cache = cache
			b.model.plan["0 1 0"] = "quality 1 brittle"
			zero := 0
			b.task.Method.Repairs = &zero
			test.change(b)
			if b.journal.killBefore != "" {
				if _, err := b.run(t, t.Context()); err == nil {
					t.Fatal("the process was not killed")
				}
				b.trainer.played = nil
			}
			r := b.mustRun(t)
			if got := len(b.trainer.played); got != test.want {
				t.Errorf("%d policies played, want %d", got, test.want)
			}
			for _, policy := range b.trainer.played {
				if policy != `"policy of human"` {
					t.Errorf("%s played", policy)
				}
			}
			want := CandidateTrained
			if test.want > 0 {
				want = CandidateRejected
			}
			if c := r.Candidate("i00-s01"); c.Status != want {
				t.Errorf("the brittle reward is %s, want %s", c.Status, want)
			}
			if r.Preflight != nil && b.journal.files["preflight/human/policy-0.json"] != `"policy of human"` {
				t.Errorf("the policy's file holds %q", b.journal.files["preflight/human/policy-0.json"])
			}
		})
	}
}

// TestTrainedPlayRejects runs a reward that fails only where a trained policy
// goes and random play does not.
func TestTrainedPlayRejects(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for seconds")
	}
	trial := func() (*bench, *critic.Subject) {
		b := realBench(t)
		subject, err := critic.NewSubject(t.Context(), b.options.Env, critic.SubjectOptions{})
		if err != nil {
			t.Fatal(err)
		}
		b.options.Reviewer.(*Critic).Subject = subject
		s := evaluator.Tuned(b.options.Env.Spec())
		s.Steps, s.Checkpoints, s.EvalEpisodes = 30_000, 1, 4
		b.options.Settings, b.options.Trainer.(*Evaluator).Settings = s, s
		one, zero := 1, 0
		b.task.Method.Samples, b.task.Method.Iterations, b.task.Method.Repairs, b.task.Method.Retries = &one, &one, &zero, &zero
		b.task.Final.Enabled = false
		return b, subject
	}
	b, subject := trial()
	place, far := rare(t, b.options.Trainer.(*Evaluator), subject)
	t.Logf("random play comes no closer to %v than %.3f", place, far)
	answer := answerWith(failingNear(place, far/2))

	for _, trained := range []bool{true, false} {
		b, _ := trial()
		b.task.Preflight.Enabled = trained
		b.model.plan = map[string]string{"0 0 0": answer}
		v := b.mustRun(t).Candidate("i00-s00").Verdict
		if v.Accepted == trained {
			t.Fatalf("with trained play %v, accepted is %v: %+v", trained, v.Accepted, v.Findings)
		}
		if !trained {
			continue
		}
		if f := v.Findings[0]; f.Reason != "nan" || !strings.Contains(f.Message, "next = {X ") {
			t.Errorf("the finding is %+v, want nan with the transition", f)
		}
	}
}

// failingNear is a cost that is NaN in a box around a state of the cart-pole.
func failingNear(place []float64, by float64) string {
	var inside []string
	for f, name := range []string{"X", "XDot", "Theta", "ThetaDot"} {
		inside = append(inside, fmt.Sprintf("math.Abs(next.%s-(%g))", name, place[f]))
	}
	return fmt.Sprintf("math.Sqrt(max(%s)-%g)", strings.Join(inside, ", "), by)
}

// rare trains a policy as the preflight does and returns, of the states that it
// reaches, the one that random play keeps farthest away from, and how far away
// that is: the greatest difference of a field.
func rare(t *testing.T, trainer *Evaluator, subject *critic.Subject) (place []float64, far float64) {
	t.Helper()
	var policy []byte
	job := TrainJob{Stage: StagePreflight, Arm: ArmHuman}
	if err := trainer.Train(t.Context(), []TrainJob{job}, evaluator.Race{}, func(o Outcome) error { policy = o.Policy; return nil }); err != nil {
		t.Fatal(err)
	}
	played, err := trainer.Play(t.Context(), policy)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < played.Len(); i += 7 {
		state := envs.Row(played.Next, i)
		nearest := math.Inf(1)
		for _, b := range subject.Reachable {
			for j := range b.Len() {
				away := 0.0
				for f, v := range state {
					away = max(away, math.Abs(v-b.Next[f][j]))
				}
				nearest = min(nearest, away)
			}
		}
		if nearest > far {
			place, far = slices.Clone(state), nearest
		}
	}
	return place, far
}
