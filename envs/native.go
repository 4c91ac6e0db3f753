package envs

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"reflect"
	"slices"
	"unsafe"

	"github.com/rewardsmith/rewardsmith/envs/draw"
	"github.com/rewardsmith/rewardsmith/envs/metric"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// RewardFunc is a reward as task.go declares it.
type RewardFunc[S, A any] func(s S, a A, next S) (total float64, terms map[string]float64)

// Definition binds the functions and constants of an environment's folder.
// The type parameters are its Params, State, Action and Observation.
type Definition[P, S, A, O any] struct {
	Name   string // as in task files
	Source fs.FS  // env.go, task.go and, where there is one, draw.go; an embed.FS

	Dt       float64
	MaxSteps int
	Choices  int           // discrete environments only,
	Choose   func(i int) A // with this

	Reset      func(P, *rng.Source) S
	Step       func(S, A, *rng.Source) S
	Observe    func(S, *rng.Source) O
	Terminated func(next S) bool

	Task               string
	Score              func(s S, a A, next S) float64
	ScoreOver          int
	ScoreMin, ScoreMax float64
	SolvedAt           float64

	Success       func(s S, a A, next S) bool // nil where the task has none
	SuccessOver   int
	SolvedSuccess float64

	SparseReward, HumanReward RewardFunc[S, A]

	Draw func(S) draw.Scene // optional
}

// native runs a Definition with the functions the Go toolchain compiled.
type native[P, S, A, O any] struct {
	def  Definition[P, S, A, O]
	spec *Spec

	params, state, action, observation layout
}

// Native returns the environment of a definition, run by the functions as the
// Go toolchain compiled them. It reports everything that is missing or wrong
// in the definition at once.
func Native[P, S, A, O any](def Definition[P, S, A, O]) (Env, error) {
	e := &native[P, S, A, O]{def: def}
	if err := def.check(); err != nil {
		return nil, fmt.Errorf("environment %q: %w", def.Name, err)
	}
	if err := e.describe(); err != nil {
		return nil, fmt.Errorf("environment %q: %w", def.Name, err)
	}
	return e, nil
}

// check reports missing parts and values out of range.
func (d *Definition[P, S, A, O]) check() error {
	var errs []error
	need := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf(format, args...))
		}
	}
	need(d.Name != "", "Name is empty")
	need(d.Dt > 0, "Dt is %g, want a positive number of seconds", d.Dt)
	need(d.MaxSteps > 0, "MaxSteps is %d, want at least 1", d.MaxSteps)
	need(d.Choices >= 0 && d.Choices != 1, "Choices is %d, want 0 for continuous actions or at least 2", d.Choices)
	need((d.Choices > 0) == (d.Choose != nil), "Choices and Choose go together")
	need(d.Reset != nil && d.Step != nil && d.Observe != nil && d.Terminated != nil, "Reset, Step, Observe and Terminated are all needed")
	need(d.Task != "", "Task, the sentence that says what is to be achieved, is empty")
	need(d.Score != nil && d.SparseReward != nil && d.HumanReward != nil, "Score, SparseReward and HumanReward are all needed")
	need(d.ScoreOver >= metric.Sum && d.ScoreOver <= metric.Max, "ScoreOver is %d, want metric.Sum, Mean, Last or Max", d.ScoreOver)
	need(d.ScoreMin < d.ScoreMax, "ScoreMin %g must be below ScoreMax %g", d.ScoreMin, d.ScoreMax)
	need((d.Success == nil) == (d.SuccessOver == 0), "Success and SuccessOver go together")
	need(d.SuccessOver == 0 || d.SuccessOver == metric.Any || d.SuccessOver == metric.Last || d.SuccessOver > metric.Held,
		"SuccessOver is %d, want metric.Any, metric.Last or metric.Held+n", d.SuccessOver)
	return errors.Join(errs...)
}

// describe fills spec and the layouts from the types and the source text.
func (e *native[P, S, A, O]) describe() error {
	d := &e.def
	source, err := readSource(d.Source)
	if err != nil {
		return err
	}
	comments, doc, err := fieldComments(source.Env)
	if err != nil {
		return err
	}
	s := &Spec{
		Name: d.Name, Doc: doc, Source: source,
		Dt: d.Dt, MaxSteps: d.MaxSteps, Choices: d.Choices, Task: d.Task,
		Score: ScoreSpec{d.ScoreOver, d.ScoreMin, d.ScoreMax, d.SolvedAt},
	}
	if d.Success != nil {
		s.Success = &SuccessSpec{d.SuccessOver, d.SolvedSuccess}
	}
	var errs []error
	describeType := func(t reflect.Type, name string, l *layout, schema *Schema) {
		var err error
		if *l, err = layoutOf(t); err == nil {
			*schema, err = describeFields(*l, name, comments)
		}
		errs = append(errs, err)
	}
	describeType(reflect.TypeFor[P](), "Params", &e.params, &s.Params)
	describeType(reflect.TypeFor[S](), "State", &e.state, &s.State)
	describeType(reflect.TypeFor[A](), "Action", &e.action, &s.Action)
	describeType(reflect.TypeFor[O](), "Observation", &e.observation, &s.Observation)
	if size := reflect.TypeFor[S]().Size(); size > maxStateBytes {
		errs = append(errs, fmt.Errorf("type State has %d bytes, at most %d are allowed: make a larger world a function of a seed field", size, maxStateBytes))
	}
	for _, f := range s.Action {
		if !f.Bounded() {
			errs = append(errs, fmt.Errorf("field Action.%s needs finite bounds in its comment", f.Name))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if _, err := s.View(ShowDynamics); err != nil {
		return err
	}
	for i := 0; i < d.Choices; i++ {
		a := d.Choose(i)
		row := make([]float64, len(e.action))
		for f := range e.action {
			row[f] = e.action[f].get(unsafe.Pointer(&a))
		}
		s.ChoiceActions = append(s.ChoiceActions, row)
	}
	e.spec = s
	return nil
}

func (e *native[P, S, A, O]) Spec() *Spec { return e.spec }

// each calls f with every transition of b as Go values.
func (e *native[P, S, A, O]) each(b *Transitions, f func(i int, s S, a A, next S)) {
	var s, next S
	var a A
	for i := range b.Len() {
		e.state.store(unsafe.Pointer(&s), b.State, i)
		e.action.store(unsafe.Pointer(&a), b.Action, i)
		e.state.store(unsafe.Pointer(&next), b.Next, i)
		f(i, s, a, next)
	}
}

func (e *native[P, S, A, O]) Score(b *Transitions, out []float64) {
	e.each(b, func(i int, s S, a A, next S) { out[i] = e.def.Score(s, a, next) })
}

func (e *native[P, S, A, O]) Success(b *Transitions, out []bool) {
	if e.def.Success == nil {
		clear(out)
		return
	}
	e.each(b, func(i int, s S, a A, next S) { out[i] = e.def.Success(s, a, next) })
}

func (e *native[P, S, A, O]) Draw(state []float64) (draw.Scene, bool) {
	if e.def.Draw == nil {
		return draw.Scene{}, false
	}
	var s S
	for i := range e.state {
		e.state[i].set(unsafe.Pointer(&s), state[i])
	}
	return e.def.Draw(s), true
}

// whole says that the field takes whole numbers only.
func (f Field) whole() bool { return f.Kind == Int || f.Kind == Uint32 }

// draw returns a number from the range, a whole one if so wanted.
func (r Range) draw(source *rng.Source, whole bool) float64 {
	switch {
	case r.Lo == r.Hi:
		return r.Lo
	case whole:
		lo, hi := math.Ceil(r.Lo), math.Floor(r.Hi)
		return min(math.Floor(source.Uniform(lo, hi+1)), hi)
	}
	return source.Uniform(r.Lo, r.Hi)
}

// resolveParams returns the range of every Params field under the settings.
func (s *Spec) resolveParams(settings map[string]Range) ([]Range, error) {
	ranges := make([]Range, len(s.Params))
	for i, f := range s.Params {
		ranges[i] = Range{f.Default, f.Default}
	}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		i, r := s.Params.Index(name), settings[name]
		switch {
		case i < 0:
			errs = append(errs, fmt.Errorf("%s has no parameter %q; it has %v", s.Name, name, s.Params.Names()))
		case r.Lo > r.Hi || math.IsNaN(r.Lo) || math.IsNaN(r.Hi) || r.Lo < s.Params[i].Lo || r.Hi > s.Params[i].Hi:
			errs = append(errs, fmt.Errorf("parameter %s = %g..%g of %s must ascend within %g..%g", name, r.Lo, r.Hi, s.Name, s.Params[i].Lo, s.Params[i].Hi))
		case s.Params[i].whole() && r.Lo < r.Hi && math.Ceil(r.Lo) > math.Floor(r.Hi):
			errs = append(errs, fmt.Errorf("parameter %s = %g..%g of %s holds no whole number", name, r.Lo, r.Hi, s.Name))
		default:
			ranges[i] = r
		}
	}
	return ranges, errors.Join(errs...)
}
