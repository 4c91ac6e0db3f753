package designer

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// TestReview: every rival plays the same episodes under a name of its own, in an order
// that the seed decides, and nothing that measures it is there.
func TestReview(t *testing.T) {
	b := newMethodBench(t, "icpl", "person")
	r := b.mustRun(t)
	setup := evaluator.Setup{Env: b.options.Env, Root: 1, Cores: 2, Now: time.Now}
	for i, c := range r.Candidates() {
		for k := range c.Trainings {
			c.Trainings[k].Weights = leaning(t, float32(i+1)/10, float32(k)/10)
		}
	}
	review := func() *Review {
		v, err := r.Review(t.Context(), setup, 3)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	v := review()
	if diff := cmp.Diff(v, review()); diff != "" {
		t.Errorf("the second review of the same run differs:\n%s", diff)
	}
	var names, ids []string
	for _, rival := range v.Rivals {
		names, ids = append(names, rival.Name), append(ids, rival.Candidate)
		for k, e := range rival.Episodes {
			if e.Number != k || !slices.Equal(e.States[0], v.Rivals[0].Episodes[k].States[0]) || len(e.States) != len(e.Actions)+1 {
				t.Errorf("%s, episode %d: number %d begins at %v", rival.Name, k, e.Number, e.States[0])
			}
			if e.Score != 0 || e.Return != 0 || e.Success || e.End != "" || e.Terms != nil {
				t.Errorf("%s, episode %d is measured: %+v", rival.Name, k, e)
			}
		}
	}
	if strings.Join(names, "") != "ABCDEF" || v.Names() != "A to F" {
		t.Errorf("names are %v", names)
	}
	if slices.IsSorted(ids) {
		t.Errorf("%v stand in the order of their samples", ids)
	}
	if slices.Sort(ids); strings.Join(ids, " ") != "i00-s00 i00-s01 i00-s02 i00-s03 i00-s04 i00-s05" {
		t.Errorf("rivals are %v", ids)
	}
	r.Candidates()[2].Trainings[1].Weights = json.RawMessage(`"no policy"`)
	if _, err := r.Review(t.Context(), setup, 3); err == nil || !strings.Contains(err.Error(), "candidate i00-s02: policy: ") {
		t.Errorf("error is %v", err)
	}
}

// leaning returns a policy for cartpole that pushes where the pole leans and the cart
// moves, with the given weights.
func leaning(t *testing.T, angle, speed float32) json.RawMessage {
	t.Helper()
	text, err := json.Marshal(&evaluator.Policy{
		Env: "cartpole", Sizes: []int{4, 2}, Params: []float32{0, 0, 0, speed, 0, angle, 0, 0, 0, 0},
		Normaliser: ppo.Normaliser{Mean: make([]float64, 4), Scale: []float64{1, 1, 1, 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestRivalName(t *testing.T) {
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA"} {
		if got := rivalName(i); got != want {
			t.Errorf("rival %d is called %s, want %s", i, got, want)
		}
	}
}
