package evaluator

import (
	"errors"
	"fmt"
	"math"
	"reflect"

	"github.com/rewardsmith/rewardsmith/envs"
)

// Race stops the worse candidates of an evaluation on their way, so that steps are
// spent on those that may become the best. The zero value stops none.
//
// It is successive halving (Jamieson and Talwalkar 2016, arXiv:1502.07943): all
// candidates train to the first rung, those that do worst there stop, the others go
// on to the next, and so on; the last ones train to the end. Rungs and the share that
// goes on are free here, where the paper halves and gives each round the same
// budget. There are no brackets of several races that hedge between many candidates
// and long trainings (Hyperband, Li et al. 2018, arXiv:1603.06560). Nor does a
// candidate go on before the others are there, as in ASHA (Li et al. 2020,
// arXiv:1810.05934), which keeps all cores busy and decides by the order of arrival:
// here trainings wait, so that decisions depend on curves alone, and are the same on
// any number of cores and when an evaluation is repeated.
//
// What a race saves, it pays for with the risk of stopping what would have become
// the best. Ranks early in a training are noisy: seeds of one reward differ as
// rewards do (Henderson et al. 2018, arXiv:1709.06560), dense rewards rise earlier
// than sparse ones that end higher, and at a rung the learning rate has not fallen
// as it has at the end. [NewHindsight] tells from whole curves how far it was worth it.
type Race struct {
	Rungs []float64 `yaml:"rungs" json:"rungs,omitempty" doc:"shares of training.steps at which the worse candidates stop, rising, each moved on to the next checkpoint; none for no race"`
	Keep  float64   `yaml:"keep" json:"keep,omitempty" doc:"share of the candidates in the race that go on at each rung, rounded down; at least one does, and those level with the last of them do; 0.5 where a task file leaves it out" min:"0" max:"1"`
}

// DefaultKeep is the share that a task file means which names none: half of the
// candidates, as in successive halving.
const DefaultKeep = 0.5

// Check reports what is wrong with a race of trainings with these settings.
func (r *Race) Check(s Settings) error {
	_, err := r.Steps(s)
	return err
}

// Steps returns at how many environment steps of a training the rungs are: each at
// the first checkpoint that is not before it, since a race looks at trainings and
// changes nothing about them. It fails where settings or race are out of range, where
// two rungs fall on one checkpoint, and where one falls on the end.
func (r *Race) Steps(s Settings) ([]int, error) {
	if len(r.Rungs) == 0 {
		return nil, nil
	}
	if err := s.Check(); err != nil {
		return nil, err
	}
	if !(r.Keep > 0 && r.Keep < 1) {
		return nil, fmt.Errorf("race: keep is %v, want a share between 0 and 1", r.Keep)
	}
	steps := make([]int, len(r.Rungs))
	for i, share := range r.Rungs {
		if !(share > 0 && share < 1) || i > 0 && share <= r.Rungs[i-1] {
			return nil, fmt.Errorf("race: rungs are %v, want rising shares between 0 and 1", r.Rungs)
		}
		steps[i] = s.checkpointFrom(max(1, int(math.Round(share*float64(s.Steps)))))
		if i > 0 && steps[i] == steps[i-1] {
			return nil, fmt.Errorf("race: rungs %v and %v are both at the checkpoint at %d steps: drop one, or raise training.checkpoints (%d)",
				r.Rungs[i-1], share, steps[i], s.Checkpoints)
		}
		if steps[i] >= s.end() {
			return nil, fmt.Errorf("race: there is no checkpoint between rung %v and the end of the training: lower the rung, or raise training.checkpoints (%d)",
				share, s.Checkpoints)
		}
	}
	return steps, nil
}

// end is the number of environment steps after which a training is done: whole
// rollouts.
func (s *Settings) end() int {
	l := s.learner()
	return l.Rollouts() * l.Batch()
}

// checkpointFrom returns the steps of the first checkpoint at n steps, at least 1, or
// later, or the end where there is none.
func (s *Settings) checkpointFrom(n int) int {
	batch := s.Envs * s.Horizon
	whole := func(n int) int { return (n + batch - 1) / batch * batch }
	n = whole(n)
	if !s.checkpointBetween(n-batch, n) {
		next := n*s.Checkpoints/s.Steps + 1
		n = whole((next*s.Steps + s.Checkpoints - 1) / s.Checkpoints)
	}
	return min(n, s.end())
}

// Held returns how many trainings are in the processor's memory at a time, at most,
// when so many are evaluated on so many cores: each has its rollout, the episodes of
// its last checkpoint and two Rewarders there. In a race all are, since those that
// have reached a rung wait for the others.
func (r *Race) Held(trainings, cores int) int {
	if len(r.Rungs) > 0 {
		return trainings
	}
	return min(trainings, max(cores, 1))
}

// Stopped is where and why a race stopped a training that had no fault.
type Stopped struct {
	Rung  int `json:"rung"`  // number of the rung, from 1
	Steps int `json:"steps"` // of the training until then
	Saved int `json:"saved"` // steps that it would have trained on for
	Rank  int `json:"rank"`  // of the candidate at the rung, 1 for the best; level ones share one
	Of    int `json:"of"`    // candidates that were in the race until the rung
}

// contest is the race of an evaluation in progress. Without rungs it is over.
type contest struct {
	rungs     []int // steps
	end       int   // steps of a training that is not stopped
	keep      float64
	bySuccess bool
	jobs      []Job
	in        []int // candidates that have not been stopped
}

// errMixedRace says that a race has no common scale.
var errMixedRace = errors.New("a race compares candidates that train with the same settings: evaluate the others apart")

// newContest prepares a race.
func newContest(r *Race, spec *envs.Spec, jobs []Job) (*contest, error) {
	c := &contest{keep: r.Keep, bySuccess: DecidedBySuccess(spec), jobs: jobs}
	if len(r.Rungs) == 0 || len(jobs) == 0 {
		return c, nil
	}
	s := &jobs[0].Settings
	var err error
	if c.rungs, err = r.Steps(*s); err != nil {
		return nil, err
	}
	c.end = s.end()
	for i := range jobs {
		if !reflect.DeepEqual(*s, jobs[i].Settings) || jobs[i].Combine != jobs[0].Combine {
			return nil, jobs[i].failed(i, errMixedRace)
		}
	}
	c.in = candidates(jobs)
	return c, nil
}
