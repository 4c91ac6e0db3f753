package screen

import (
	"context"
	"fmt"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// DefaultEpisodes is how many episodes of a policy are looked at: as many as CARD
// keeps of each round (Sun et al., arXiv 2410.14660).
const DefaultEpisodes = 100

// Trajectories are episodes of one environment, with their transitions.
type Trajectories struct {
	Spec     *envs.Spec
	Episodes []Episode

	// batches hold the transitions as they were played, with what followed the
	// episodes: rewards with memory need them in their order.
	batches []*envs.Transitions
}

// Episode is what the task says of an episode, and where its transitions are.
type Episode struct {
	Source string  `json:"source,omitempty"` // who played it: see Trajectories.From
	Number int     `json:"number"`           // of the episode in the select family
	Steps  int     `json:"steps"`
	Score  float64 `json:"score"` // the task's, higher is better

	// Success is the task's, or, where it has none, that the score reached the
	// one at which the task counts as solved.
	Success bool   `json:"success"`
	End     string `json:"end"` // why the episode ended

	batch, column int
}

// Play has the deterministic policy play episodes 0 to n-1 of the select family. The
// same arguments give the same trajectories, whatever s.Cores is. It fails where the
// policy does not fit the environment.
func Play(ctx context.Context, s evaluator.Setup, p *evaluator.Policy, n int) (*Trajectories, error) {
	played, err := evaluator.PlayEpisodes(ctx, s, p, evaluator.FamilySelect, n)
	if err != nil {
		return nil, err
	}
	t := &Trajectories{Spec: s.Env.Spec()}
	for k, b := range played {
		t.batches = append(t.batches, b.Transitions)
		for column, o := range b.Endings {
			t.Episodes = append(t.Episodes, Episode{
				Number: o.Number, Steps: o.Steps, Score: o.Score, Success: succeeds(t.Spec, o), End: o.End,
				batch: k, column: column,
			})
		}
	}
	return t, nil
}

// succeeds says whether an episode counts as a success.
func succeeds(spec *envs.Spec, o evaluator.Ending) bool {
	if spec.Success == nil {
		return o.Score >= spec.Score.SolvedAt
	}
	return o.Success
}

// SuccessWords says what makes an episode of the environment a success.
func SuccessWords(spec *envs.Spec) string {
	if spec.Success == nil {
		return fmt.Sprintf("a score of at least %.4g, which solves the task", spec.Score.SolvedAt)
	}
	return "the task's success"
}

// From returns t with the name of who played its episodes. It shares the
// transitions.
func (t *Trajectories) From(source string) *Trajectories {
	named := *t
	named.Episodes = append([]Episode(nil), t.Episodes...)
	for i := range named.Episodes {
		named.Episodes[i].Source = source
	}
	return &named
}

// Join returns the episodes of all sets, which must be of one environment, in their
// order. There must be at least one set. The result shares the transitions.
func Join(sets ...*Trajectories) *Trajectories {
	all := &Trajectories{Spec: sets[0].Spec}
	for _, t := range sets {
		for _, e := range t.Episodes {
			e.batch += len(all.batches)
			all.Episodes = append(all.Episodes, e)
		}
		all.batches = append(all.batches, t.batches...)
	}
	return all
}

// Successes counts the episodes that are one.
func (t *Trajectories) Successes() int {
	n := 0
	for _, e := range t.Episodes {
		if e.Success {
			n++
		}
	}
	return n
}

// Record returns episode i with its states and actions, but without a reward's return
// and terms.
func (t *Trajectories) Record(i int) *evaluator.Episode {
	e := &t.Episodes[i]
	b := t.batches[e.batch]
	r := &evaluator.Episode{Number: e.Number, Score: e.Score, Success: e.Success, End: e.End}
	for step := range e.Steps {
		at := step*b.N + e.column
		r.States = append(r.States, envs.Row(b.State, at))
		r.Actions = append(r.Actions, envs.Row(b.Action, at))
	}
	r.States = append(r.States, envs.Row(b.Next, (e.Steps-1)*b.N+e.column))
	return r
}

// String names an episode in a sentence.
func (e Episode) String() string {
	name := fmt.Sprintf("episode %d", e.Number)
	if e.Source != "" {
		name = e.Source + ", " + name
	}
	return fmt.Sprintf("%s (score %.4g, %d steps, ended by %s)", name, e.Score, e.Steps, e.End)
}
