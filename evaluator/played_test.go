package evaluator

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPlayEpisodes compares the endings of more episodes than a batch holds with
// what is known of them.
func TestPlayEpisodes(t *testing.T) {
	const episodes = measureBatch + 23
	played, err := PlayEpisodes(t.Context(), setupCountdown(), still(), FamilySelect, episodes)
	if err != nil {
		t.Fatal(err)
	}
	if len(played) != 2 || played[0].Transitions.N != played[1].Transitions.N {
		t.Errorf("%d batches, want 2 of equal size", len(played))
	}
	var want, got []Ending
	for i := range episodes {
		steps := countdownLength(i)
		o := Ending{Number: i, Steps: steps, Score: float64(steps*(steps+1)) / 2, Success: steps >= 5, End: "X above 2"}
		if steps == countdownSteps {
			o.End = EndTimeLimit
		}
		want = append(want, o)
	}
	for _, p := range played {
		got = append(got, p.Endings...)
		if p.Transitions.T != countdownSteps {
			t.Errorf("%d rows, want %d", p.Transitions.T, countdownSteps)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("endings (-want +got):\n%s", diff)
	}
}

// TestPlayEpisodesIsPlay: the transitions are those of Play.
func TestPlayEpisodesIsPlay(t *testing.T) {
	played, err := PlayEpisodes(t.Context(), setupCountdown(), still(), FamilySelect, 7)
	if err != nil {
		t.Fatal(err)
	}
	transitions, err := Play(t.Context(), setupCountdown(), still(), FamilySelect, 7)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(transitions, played[0].Transitions); diff != "" {
		t.Errorf("transitions (-Play +PlayEpisodes):\n%s", diff)
	}
}

func TestPlayEpisodesRefusesForeignPolicies(t *testing.T) {
	foreign := still()
	foreign.Env = "elsewhere"
	if _, err := PlayEpisodes(t.Context(), setupCountdown(), foreign, FamilySelect, 1); err == nil {
		t.Error("a policy of another environment plays")
	}
}
