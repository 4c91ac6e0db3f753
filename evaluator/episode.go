package evaluator

import (
	"cmp"
	"math"
	"slices"

	"github.com/rewardsmith/rewardsmith/envs"
)

// episodeRun is one episode within a batch of them.
type episodeRun struct {
	number int
	score  float64
	ret    float64
	human  float64 // return of the task's human reward
	steps  int
	ok     bool
	end    string
	batch  *measureRun
	column int // instance within the batch
}

// record returns the episode with its states, actions and terms.
func (e *episodeRun) record(seed int) *Episode {
	t := e.batch.transitions
	r := &Episode{Seed: seed, Number: e.number, Score: e.score, Return: e.ret, Success: e.ok, End: e.end}
	for step := range e.steps {
		i := step*t.N + e.column
		r.States = append(r.States, envs.Row(t.State, i))
		r.Actions = append(r.Actions, envs.Row(t.Action, i))
		r.Terms = append(r.Terms, envs.Row(e.batch.terms, i))
	}
	r.States = append(r.States, envs.Row(t.Next, (e.steps-1)*t.N+e.column))
	return r
}

// byScore orders episodes by success, then score, then return.
func byScore(a, b episodeRun) int {
	rank := func(e episodeRun) int {
		if e.ok {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.score, b.score), cmp.Compare(a.ret, b.ret))
}

func (r *measured) best(seed int) *Episode {
	e := slices.MaxFunc(r.episodes, byScore)
	return e.record(seed)
}

func (r *measured) worst(seed int) *Episode {
	e := slices.MinFunc(r.episodes, byScore)
	return e.record(seed)
}

// highestReturn is the episode that the reward likes most.
func (r *measured) highestReturn() episodeRun {
	return slices.MaxFunc(r.episodes, func(a, b episodeRun) int { return cmp.Compare(a.ret, b.ret) })
}

// nearestPair returns the success and the failure whose returns lie closest, in
// this order, or nothing where there are not both.
func (r *measured) nearestPair(seed int) []Episode {
	gap := math.Inf(1)
	var pair []Episode
	var success, failure episodeRun
	for _, a := range r.episodes {
		for _, b := range r.episodes {
			if d := math.Abs(a.ret - b.ret); a.ok && !b.ok && d < gap {
				gap, success, failure = d, a, b
			}
		}
	}
	if !math.IsInf(gap, 1) {
		pair = []Episode{*success.record(seed), *failure.record(seed)}
	}
	return pair
}
