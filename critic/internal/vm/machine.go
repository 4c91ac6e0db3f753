// Package vm runs lowered rewards with the yaegi interpreter. It is neither a
// sandbox nor bounded in memory: it belongs into the critic's child process.
package vm

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/traefik/yaegi/interp"

	"github.com/rewardsmith/rewardsmith/critic/internal/lower"
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath"
)

// Chunk is the largest number of transitions run at once.
const Chunk = 256

// Machine runs one reward. It is not safe for use by several goroutines.
type Machine struct {
	budget int // ticks that one call may take
	driver reflect.Value

	states, actions, next column
	totals                []float64
	terms                 []map[string]float64

	memory    reflect.Value // []Memory, one per instance; invalid without Memory
	instances int

	meter meter
}

// meter is what the interpreted program reports while it runs.
type meter struct {
	limit int // ticks that the calls of a batch may take together, 0 for any
	at    int // transition that runs
	left  int // ticks left to it
	spent int // ticks of the transitions before it
	begun bool
}

// Panics that end a call.
var (
	errBudget = errors.New("budget")
	errSlow   = errors.New("slow")
)

// Fault is a call of Reward that did not return.
type Fault struct {
	At      int    // index of the transition
	Reason  string // "panic", "budget", "slow" or one of the host
	Message string
}

func (f *Fault) Error() string { return fmt.Sprintf("transition %d: %s", f.At, f.Message) }

// New loads a program. budget is how many function calls and loop iterations
// one call of Reward may take.
func New(p *lower.Program, budget int) (m *Machine, err error) {
	m = &Machine{budget: budget}
	defer func() {
		if fault := recover(); fault != nil {
			m, err = nil, fmt.Errorf("the interpreter cannot run this program: %s", describe(fault))
		}
	}()
	in := interp.New(interp.Options{
		GoPath:               "/",
		Args:                 []string{},
		Env:                  []string{},
		Stdin:                strings.NewReader(""),
		Stdout:               io.Discard,
		Stderr:               io.Discard,
		SourcecodeFilesystem: fstest.MapFS{},
	})
	if err := in.Use(m.exports()); err != nil {
		return nil, fmt.Errorf("exporting the host's functions: %w", err)
	}
	if _, err := in.Eval(p.Text); err != nil {
		return nil, fmt.Errorf("the interpreter cannot load this program: %s", clip(err.Error()))
	}
	if m.driver, err = in.Eval(lower.Package + "." + lower.Driver); err != nil {
		return nil, fmt.Errorf("the interpreter lost the program: %w", err)
	}
	if !m.driver.IsValid() || m.driver.Kind() != reflect.Func {
		return nil, errors.New("the interpreter did not run the program")
	}
	return m, m.prepare()
}

// exports are all that a program can reach: mathematics and the meter.
func (m *Machine) exports() interp.Exports {
	math := map[string]reflect.Value{}
	for name, f := range kmath.Funcs64() {
		math[name] = reflect.ValueOf(f)
	}
	return interp.Exports{
		"math/math": math,
		lower.HostPath + "/" + lower.HostPath: {
			lower.TickFunc:   reflect.ValueOf(m.tick),
			lower.BeginFunc:  reflect.ValueOf(m.begin),
			lower.SortedFunc: reflect.ValueOf(sortedKeys),
			lower.CountFunc:  reflect.ValueOf(shiftCount),
			lower.MinFunc:    reflect.ValueOf(func(a, b float64) float64 { return min(a, b) }),
			lower.MaxFunc:    reflect.ValueOf(func(a, b float64) float64 { return max(a, b) }),
		},
	}
}

func sortedKeys(terms map[string]float64) []string { return slices.Sorted(maps.Keys(terms)) }

func shiftCount(n int) uint {
	if n < 0 {
		panic("negative shift amount")
	}
	return uint(n)
}

func (m *Machine) tick() {
	m.meter.left--
	if m.meter.left < 0 {
		panic(errBudget)
	}
}

func (m *Machine) begin(i int) {
	if m.meter.begun {
		m.meter.spent += m.budget - m.meter.left
	}
	m.meter.at, m.meter.left, m.meter.begun = i, m.budget, true
	if m.meter.limit > 0 && m.meter.spent > m.meter.limit {
		panic(errSlow)
	}
}

// Limit bounds the ticks that the calls of the next batches take together, 0
// for any number.
func (m *Machine) Limit(ticks int) {
	m.meter.limit = 0
	if ticks > 0 {
		m.meter.limit = m.Ticks() + ticks
	}
}

// prepare makes the buffers that the driver reads and writes.
func (m *Machine) prepare() error {
	t := m.driver.Type()
	for i, c := range []*column{&m.states, &m.actions, &m.next} {
		var err error
		if *c, err = newColumn(t.In(i), Chunk); err != nil {
			return err
		}
	}
	m.totals = make([]float64, Chunk)
	m.terms = make([]map[string]float64, Chunk)
	return nil
}

// HasMemory says that the reward keeps memory from one step to the next.
func (m *Machine) HasMemory() bool { return m.driver.Type().NumIn() > 5 }

// Ticks returns how many ticks all calls so far took.
func (m *Machine) Ticks() int {
	if !m.meter.begun {
		return 0
	}
	return m.meter.spent + m.budget - m.meter.left
}

// Batch is a run of consecutive transitions of a batch in [T][N] order, as one
// column per field. The first belongs to instance First of Instances.
type Batch struct {
	State, Action, Next [][]float64
	Start               []bool // zeroes the instance's memory before the transition
	First, Instances    int
}

// Len returns the number of transitions.
func (b *Batch) Len() int { return len(b.Start) }

// Run calls Reward for each transition and hands each's total and terms to
// take. It stops at the first fault. terms is the reward's own map.
func (m *Machine) Run(b *Batch, take func(i int, total float64, terms map[string]float64) error) error {
	for lo := 0; lo < b.Len(); lo += Chunk {
		hi := min(lo+Chunk, b.Len())
		if err := m.load(b, lo, hi); err != nil {
			return err
		}
		fault := m.call(b, lo, hi)
		done := hi - lo
		if fault != nil {
			done = fault.At
			fault.At += lo
		}
		for i := range done {
			if err := take(lo+i, m.totals[i], m.terms[i]); err != nil {
				return err
			}
			m.terms[i] = nil
		}
		if fault != nil {
			return fault
		}
	}
	return nil
}

func (m *Machine) load(b *Batch, lo, hi int) error {
	if err := m.states.load(b.State, lo, hi); err != nil {
		return fmt.Errorf("type State: %w", err)
	}
	if err := m.actions.load(b.Action, lo, hi); err != nil {
		return fmt.Errorf("type Action: %w", err)
	}
	if err := m.next.load(b.Next, lo, hi); err != nil {
		return fmt.Errorf("type State: %w", err)
	}
	return nil
}

// call runs the driver on the loaded transitions. The fault counts from lo.
func (m *Machine) call(b *Batch, lo, hi int) (fault *Fault) {
	n := hi - lo
	args := []reflect.Value{
		m.states.slice.Slice(0, n), m.actions.slice.Slice(0, n), m.next.slice.Slice(0, n),
		reflect.ValueOf(m.totals[:n]), reflect.ValueOf(m.terms[:n]),
	}
	if m.HasMemory() {
		if m.instances != b.Instances {
			m.instances = b.Instances
			m.memory = reflect.MakeSlice(m.driver.Type().In(6), b.Instances, b.Instances)
		}
		args = append(args, reflect.ValueOf(b.Start[lo:hi]), m.memory, reflect.ValueOf((b.First+lo)%b.Instances))
	}
	defer func() {
		if r := recover(); r != nil {
			fault = m.fault(r)
		}
	}()
	m.driver.Call(args)
	return nil
}

func (m *Machine) fault(r any) *Fault {
	f := &Fault{At: m.meter.at, Reason: "panic", Message: "Reward panics: " + describe(r)}
	if r == any(errBudget) {
		f.Reason = "budget"
		f.Message = fmt.Sprintf("Reward takes more than %d loop iterations and function calls", m.budget)
	}
	if r == any(errSlow) {
		f.Reason = "slow"
		f.Message = "Reward takes too many loop iterations on average"
	}
	return f
}

// Forget zeroes the memory of all instances.
func (m *Machine) Forget() { m.instances = 0 }

// describe writes what was recovered. Values of other kinds than errors and
// strings are named by their type alone: formatting one can recurse for ever.
func describe(fault any) string {
	switch f := fault.(type) {
	case interp.Panic:
		return describe(f.Value)
	case *reflect.ValueError: // the interpreter uses reflection for everything
		return "a nil pointer, map or function is used"
	case error:
		return inGo(clip(f.Error()))
	case string:
		return inGo(clip(f))
	}
	return fmt.Sprintf("a value of type %T", fault)
}

// inGo turns the interpreter's words for a failure into those that Go uses.
func inGo(text string) string {
	switch {
	case strings.Contains(text, "index out of range"), strings.Contains(text, "index out of bounds"):
		return "index out of range"
	case strings.HasPrefix(text, "reflect"), strings.Contains(text, "invalid memory address"):
		return "a nil pointer, map or function is used (" + text + ")"
	}
	return strings.TrimPrefix(text, "runtime error: ")
}

var (
	ownPosition = regexp.MustCompile(`(_\.go|[\w./]*\.go)?:?\b\d+:\d+: `)
	ownName     = regexp.MustCompile(`\b(\w+?)__\d+\b`)
)

// clip bounds text that comes from the interpreter and removes positions and
// serial numbers, which only the lowered program has.
func clip(text string) string {
	text = strings.ToValidUTF8(text, "?")
	text = ownName.ReplaceAllString(ownPosition.ReplaceAllString(text, ""), "$1")
	if len(text) > 300 {
		text = text[:300] + "..."
	}
	return text
}
