package designer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

// PreflightError says that the learner does not solve the task even with the
// human reward, so that no result of a search could mean anything.
type PreflightError struct {
	Env       string
	Metric    string  // "score" or "success"
	Reached   float64 // mean over the seeds at the end of training
	Needed    float64 // threshold less the tolerance
	Threshold float64
	Fault     string // why a training failed, where one did
}

// Error implements error and says what can be done.
func (e *PreflightError) Error() string {
	what := fmt.Sprintf("%s reaches a mean %s of %.4g, and %.4g is needed (the task is solved at %.4g, less preflight.tolerance)",
		e.Env, e.Metric, e.Reached, e.Needed, e.Threshold)
	if e.Fault != "" {
		what = fmt.Sprintf("training on %s failed: %s", e.Env, e.Fault)
	}
	return "preflight: with the human reward " + what +
		"; no result could mean anything. Raise training.steps or tune the training, or set preflight.enabled to false to go on anyway"
}

// Cache keeps results from run to run. Nothing relies on it: a result that it
// does not have is made again.
type Cache interface {
	// Get returns what was put under key, false if there is nothing.
	Get(key string) ([]byte, bool)
	// Put keeps content under key, as well as it can.
	Put(key string, content []byte)
}

// preflight trains the task's human reward and fails with a *PreflightError
// where that does not solve the task.
//
// The task counts as solved if the mean over the seeds of the selection score,
// at the last checkpoint on the select family, reaches the task's threshold less
// preflight.tolerance times the range of the score.
func (l *loop) preflight(ctx context.Context) error {
	task := &l.run.Task
	if !task.Preflight.Enabled {
		return nil
	}
	if l.run.Preflight == nil || !l.run.Preflight.Done {
		if err := l.trainHuman(ctx); err != nil {
			return err
		}
		if err := l.check(); err != nil {
			return err
		}
	}
	if l.run.Preflight.Passed {
		return nil
	}
	return l.preflightError()
}

// trainHuman carries out the preflight trainings that are not known yet, from
// the cache where it has them.
func (l *loop) trainHuman(ctx context.Context) error {
	s := stage{kind: EventPreflight, iteration: -1}
	for seed := range l.run.Task.Preflight.Seeds {
		t := Trained{Stage: StagePreflight, Arm: ArmHuman, Seed: seed}
		if err := l.recall(t); err != nil {
			return err
		}
		s.want(l.preflightTrainings(), t, Code{})
	}
	if err := l.carryOut(ctx, &s, 0); err != nil {
		return err
	}
	for _, t := range l.preflightTrainings() {
		l.remember(t)
	}
	return nil
}

func (l *loop) preflightTrainings() []Trained {
	if l.run.Preflight == nil {
		return nil
	}
	return l.run.Preflight.Trainings
}

// recall records a training that the cache has, unless it is known.
func (l *loop) recall(t Trained) error {
	for _, k := range l.preflightTrainings() {
		if k.Seed == t.Seed {
			return nil
		}
	}
	if l.Cache == nil {
		return nil
	}
	content, ok := l.Cache.Get(l.cacheKey(t.Seed))
	if !ok {
		return nil
	}
	var known remembered
	if json.Unmarshal(content, &known) != nil || known.Training == nil {
		return nil // not ours, or of another version: train
	}
	t.Training, t.Weights, t.Cached = known.Training, known.Weights, true
	if err := l.files().keepPolicy(&t, t.Weights); err != nil {
		return err
	}
	return l.record(Entry{Trained: &t})
}

// remembered is a preflight training in the cache.
type remembered struct {
	Training *evaluator.Training `json:"training"`
	Weights  json.RawMessage     `json:"weights,omitempty"` // of the policy
}

// remember puts a sound training into the cache.
func (l *loop) remember(t Trained) {
	if l.Cache == nil || t.Cached || t.Training.Fault != "" {
		return
	}
	if content, err := json.Marshal(remembered{t.Training, t.Weights}); err == nil {
		l.Cache.Put(l.cacheKey(t.Seed), content)
	}
}

// cacheKey names everything that a preflight training depends on.
func (l *loop) cacheKey(seed int) string {
	text, err := json.Marshal(struct {
		Format          int
		Env, Digest     string
		Params          map[string]Range
		Settings        evaluator.Settings
		Root            uint64
		Seed            int
		Device, Kernels string
		GPU             string `json:",omitempty"`
	}{2, l.run.Env.Name, l.run.Env.Digest, l.run.Task.Params, l.run.Settings, l.run.Task.Seed, seed, l.Machine.Device, l.Machine.Kernels, l.Machine.GPU})
	if err != nil {
		panic(err) // settings that do not marshal were refused by the first entry
	}
	sum := sha256.Sum256(text)
	return "preflight-" + hex.EncodeToString(sum[:16])
}

// playedPolicies is how many of the preflight's policies play. More would go to
// much the same places.
const playedPolicies = 2

// play lets the policies of the preflight play, so that rewards are tried where
// good policies go. Without a preflight there is nothing to play.
func (l *loop) play(ctx context.Context) error {
	if l.run.Stop != nil {
		return nil
	}
	for _, t := range l.preflightTrainings() {
		if t.Weights == nil || len(l.played) == playedPolicies {
			continue
		}
		b, err := l.Trainer.Play(ctx, t.Weights)
		if err != nil {
			return fmt.Errorf("playing policy %d of the preflight, to try rewards where it goes: %w", t.Seed, err)
		}
		l.played = append(l.played, b)
	}
	return nil
}

// check judges the preflight and records the judgement.
func (l *loop) check() error {
	p := l.run.Preflight
	report := l.Trainer.Report(trainings(p.Trainings))
	c := &Checked{Report: bare(report), Fault: firstFault(p.Trainings)}
	c.Passed = c.Fault == "" && report.SelectionScore(l.run.Env.BySuccess) >= l.needed()
	if err := l.record(Entry{Checked: c}); err != nil {
		return err
	}
	verdict := "solves the task"
	if !c.Passed {
		verdict = "does not solve the task"
	}
	e := Event{Kind: EventPreflight, Iteration: -1, Candidate: ArmHuman, Done: 1, Total: 1}
	if score := report.SelectionScore(l.run.Env.BySuccess); math.IsInf(score, 0) {
		e.Message = "preflight: every training on the human reward failed: " + c.Fault
	} else {
		e.Score, e.HasScore = score, true
		e.Message = fmt.Sprintf("preflight: the human reward %s (%s %.4g, needed %s)", verdict, l.run.Env.Metric(), score, l.neededWords())
	}
	l.notify(e)
	return nil
}

// needed is the selection score that passes the preflight.
func (l *loop) needed() float64 {
	return l.run.Env.Solved - l.run.Task.Preflight.Tolerance*l.run.Env.span()
}

// neededWords says what passes the preflight, and of what it comes: docs know only at
// what a task counts as solved.
func (l *loop) neededWords() string {
	env, tolerance := l.run.Env, l.run.Task.Preflight.Tolerance
	if tolerance == 0 {
		return fmt.Sprintf("%.4g, at which it is solved", env.Solved)
	}
	return fmt.Sprintf("%.4g: solved at %.4g, less %.4g of preflight.tolerance", l.needed(), env.Solved, tolerance*env.span())
}

func (l *loop) preflightError() error {
	e := l.run.Env
	return &PreflightError{
		Env: e.Name, Metric: e.Metric(), Needed: l.needed(), Threshold: e.Solved,
		Reached: l.run.Preflight.Report.SelectionScore(e.BySuccess), Fault: l.run.Preflight.Fault,
	}
}

// firstFault returns why a training failed, "" where none did.
func firstFault(all []Trained) string {
	for _, t := range all {
		if t.Training.Fault != "" {
			return t.Training.Fault
		}
	}
	return ""
}
