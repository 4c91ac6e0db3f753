package envs

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"unsafe"

	"github.com/rewardsmith/rewardsmith/envs/draw"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// RewardFunc is a reward as task.go declares it.
type RewardFunc[S, A any] func(s S, a A, next S) (total float64, terms map[string]float64)

// Definition binds the functions of an environment's folder. The type parameters
// are its Params, State, Action and Observation. Constants and fields are read
// from the text.
type Definition[P, S, A, O any] struct {
	Name   string // as in task files
	Source fs.FS  // env.go, task.go and, where there is one, draw.go; an embed.FS

	Choose     func(i int) A // discrete environments only
	Reset      func(P, *rng.Source) S
	Step       func(S, A, *rng.Source) S
	Observe    func(S, *rng.Source) O
	Terminated func(next S) bool

	Score                     func(s S, a A, next S) float64
	Success                   func(s S, a A, next S) bool // nil where the task has none
	SparseReward, HumanReward RewardFunc[S, A]

	Draw func(S) draw.Scene // nil where there is no draw.go
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
	text, err := ReadSource(def.Source)
	if err != nil {
		return nil, fmt.Errorf("environment %q: %w", def.Name, err)
	}
	spec, err := Describe(def.Name, text)
	if err != nil {
		return nil, fmt.Errorf("environment %q: %w", def.Name, err)
	}
	e := &native[P, S, A, O]{def: def, spec: spec}
	if err := e.bind(); err != nil {
		return nil, fmt.Errorf("environment %q: %w", def.Name, err)
	}
	return e, nil
}

// bind checks that functions and types are those that the text declares.
func (e *native[P, S, A, O]) bind() error {
	d, s := &e.def, e.spec
	var errs []error
	both := func(name string, bound, declared bool) {
		if bound != declared {
			errs = append(errs, fmt.Errorf("%s is bound: %t, declared in the text: %t", name, bound, declared))
		}
	}
	both("Reset", d.Reset != nil, true)
	both("Step", d.Step != nil, true)
	both("Observe", d.Observe != nil, true)
	both("Terminated", d.Terminated != nil, true)
	both("Choose", d.Choose != nil, s.Choices > 0)
	both("Score", d.Score != nil, true)
	both("Success", d.Success != nil, s.Success != nil)
	both("SparseReward", d.SparseReward != nil, true)
	both("HumanReward", d.HumanReward != nil, true)
	both("Draw", d.Draw != nil, s.Source.Draw != "")
	errs = append(errs,
		bindType(reflect.TypeFor[P](), s.Params, &e.params), bindType(reflect.TypeFor[S](), s.State, &e.state),
		bindType(reflect.TypeFor[A](), s.Action, &e.action), bindType(reflect.TypeFor[O](), s.Observation, &e.observation))
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for i := range s.Choices {
		a := d.Choose(i)
		row := make([]float64, len(e.action))
		for f := range e.action {
			row[f] = e.action[f].get(unsafe.Pointer(&a))
		}
		s.ChoiceActions = append(s.ChoiceActions, row)
	}
	return nil
}

// bindType fills in the layout of a Go type whose leaves must be those of the
// text.
func bindType(t reflect.Type, schema Schema, l *layout) (err error) {
	if *l, err = layoutOf(t); err != nil {
		return err
	}
	same := slices.EqualFunc(*l, schema, func(leaf leaf, f Field) bool { return leaf.name == f.Name && leaf.kind.String() == string(f.Kind) })
	if !same {
		return fmt.Errorf("type %s has other fields than the text's, which are %v: embed the files that are compiled", t, schema.Names())
	}
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

func (e *native[P, S, A, O]) Score(b *Transitions, out []float64) error {
	e.each(b, func(i int, s S, a A, next S) { out[i] = e.def.Score(s, a, next) })
	return nil
}

func (e *native[P, S, A, O]) Success(b *Transitions, out []bool) error {
	if e.def.Success == nil {
		clear(out)
		return nil
	}
	e.each(b, func(i int, s S, a A, next S) { out[i] = e.def.Success(s, a, next) })
	return nil
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
