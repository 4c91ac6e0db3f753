package cmd

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// traffic is a state of a number and two arrays, one of them long, and its action.
var traffic = envs.Spec{
	State: envs.Schema{
		{Name: "Speed"}, {Name: "Gap[0]"}, {Name: "Gap[1]"},
		{Name: "Other[0]"}, {Name: "Other[1]"}, {Name: "Other[2]"}, {Name: "Other[3]"}, {Name: "Other[4]"},
	},
	Action: envs.Schema{{Name: "Push"}},
}

func TestStepsLeaveLongArraysOutUnlessNamed(t *testing.T) {
	episode := titled{terms: []string{"near"}, episode: &evaluator.Episode{
		States:  [][]float64{{1, 2, 3, 10, 11, 12, 13, 14}, {1.5, 2, 3, 20, 21, 22, 23, 24}},
		Actions: [][]float64{{0.25}},
		Terms:   [][]float64{{math.Copysign(0, -1)}},
	}}
	for names, want := range map[string]string{
		"": `
STEP  Speed  Push  near
   0      1  0.25     0
   1    1.5
unchanged: Gap[0] 2, Gap[1] 3
left out of the state: Other[0..4]
`,
		"Gap[0..1],Gap,Gap[1]": `
STEP  Gap[0]  Gap[1]  Push  near
   0       2       3  0.25     0
   1       2       3
left out of the state: Speed, Other[0..4]
`,
		"Other,Gap[1]": `
STEP  Other[0]  Other[1]  Other[2]  Other[3]  Other[4]  Gap[1]  Push  near
   0        10        11        12        13        14       3  0.25     0
   1        20        21        22        23        24       3
left out of the state: Speed
`,
	} {
		var list []string
		if names != "" {
			list = strings.Split(names, ",")
		}
		columns, err := newStateColumns(traffic.State, list)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := writeSteps(&b, &traffic, episode, columns); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, "\n"+b.String()); diff != "" {
			t.Errorf("fields %q (-want +got)\n%s", names, diff)
		}
	}
}

// TestStepsEndWithTheLastTransition, which often pays most.
func TestStepsEndWithTheLastTransition(t *testing.T) {
	for _, steps := range []int{1, 2, 29, 30, 31, 99, 100} {
		e := &evaluator.Episode{States: [][]float64{{0}}}
		for i := range steps {
			e.States = append(e.States, []float64{float64(i + 1)})
			e.Actions = append(e.Actions, []float64{0.5})
			e.Terms = append(e.Terms, []float64{float64(i)})
		}
		columns, err := newStateColumns(traffic.State[:1], nil)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		spec := &envs.Spec{State: traffic.State[:1], Action: traffic.Action}
		if err := writeSteps(&b, spec, titled{terms: []string{"term"}, episode: e}, columns); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(b.String()), "\n")
		transition, end := strings.Fields(lines[len(lines)-2]), strings.Fields(lines[len(lines)-1])
		last := strconv.Itoa(steps - 1)
		if !slices.Equal(transition, []string{last, last, "0.5", last}) || !slices.Equal(end, []string{strconv.Itoa(steps), strconv.Itoa(steps)}) {
			t.Errorf("%d steps end with %q and %q", steps, transition, end)
		}
		if len(lines) > tableRows+3 || strings.Count(b.String(), "\n"+lines[len(lines)-2]) != 1 {
			t.Errorf("%d steps: %d lines\n%s", steps, len(lines), b.String())
		}
	}
}

func TestUnknownFieldsAreNamed(t *testing.T) {
	for name, want := range map[string]string{
		"speed": `--fields: the state has no field "speed"; did you mean Speed?`,
		"Colour": `--fields: the state has no field "Colour"; ` +
			`it has Speed, Gap[0..1], Other[0..4]`,
	} {
		if _, err := newStateColumns(traffic.State, []string{name}); err == nil || err.Error() != want {
			t.Errorf("%s: error %v, want %s", name, err, want)
		}
	}
}
