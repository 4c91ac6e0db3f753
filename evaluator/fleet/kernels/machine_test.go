package kernels

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"unsafe"
)

// machine runs launches natively, by loops over invocations.
type machine struct {
	t      testing.TB
	plan   *Plan
	memory map[Buffer][]uint32
	active []uint32

	watch func(l Launch, run func()) // nil, or called in place of run
}

// functions are the grid entries by name.
var functions = map[string]any{
	"Forward": Forward, "Transpose": Transpose, "BackwardInput": BackwardInput, "WeightGradient": WeightGradient,
	"ReduceGradient": ReduceGradient, "SumSquares": SumSquares, "Adam": Adam, "CategoricalLoss": CategoricalLoss, "GaussianLoss": GaussianLoss,
	"Keys": Keys, "Gather": Gather, "ChunkAdvantages": ChunkAdvantages, "SpreadAdvantages": SpreadAdvantages,
	"Centre": Centre, "Merge": Merge, "ShiftBiases": ShiftBiases, "TakeOver": TakeOver,
	"Returns": Returns, "Scale": Scale, "Advantages": Advantages, "FoldChunks": FoldChunks, "FoldTotals": FoldTotals,
	"CountRange": CountRange, "CountWidth": CountWidth, "CountCells": CountCells, "CountVisits": CountVisits, "CountRewards": CountRewards,
}

// statistics holds a rollout's columns, of which those of observations are from
// firstColumn on.
const (
	statistics  Buffer = "statistics"
	firstColumn int    = 2
)

// observed returns those columns, [2·O][J][N].
func (m *machine) observed() []float32 {
	return m.floats(statistics)[firstColumn*m.plan.Jobs*m.plan.Instances:]
}

// newMachine returns a machine with the buffers of a plan and all jobs active.
func newMachine(t testing.TB, s Shape, c Coefficients) *machine {
	t.Helper()
	p, err := NewPlan(s, c)
	if err != nil {
		t.Fatal(err)
	}
	m := &machine{t: t, plan: p, memory: map[Buffer][]uint32{}}
	for name, words := range p.Words() {
		m.memory[name] = make([]uint32, words)
	}
	m.memory[statistics] = make([]uint32, (firstColumn+2*s.Observations)*s.Jobs*s.Instances)
	for j := range s.Jobs {
		m.active = append(m.active, uint32(j))
	}
	return m
}

// floats returns a buffer as float32s.
func (m *machine) floats(b Buffer) []float32 { return view[float32](m.memory[b]) }

// view returns words as elements of another type.
func view[T any](words []uint32) []T {
	var zero T
	if len(words) == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&words[0])), len(words)*4/int(unsafe.Sizeof(zero)))
}

// run runs launches in order.
func (m *machine) run(launches ...Launch) {
	m.t.Helper()
	for _, l := range launches {
		m.memory[Active] = m.active
		if m.watch == nil {
			m.launch(l)
		} else {
			m.watch(l, func() { m.launch(l) })
		}
	}
}

func (m *machine) launch(l Launch) {
	m.t.Helper()
	args := m.arguments(l)
	f := reflect.ValueOf(functions[l.Kernel])
	for i := range l.Invocations(len(m.active)) {
		args[0] = reflect.ValueOf(uint32(i))
		f.Call(args)
	}
}

// arguments returns what a launch calls its entry with, of which the first is left
// open.
func (m *machine) arguments(l Launch) []reflect.Value {
	m.t.Helper()
	entry := reflect.TypeOf(functions[l.Kernel])
	args := []reflect.Value{{}}
	scalars, buffers := l.Args, l.Buffers
	for p := range entry.NumIn() - 1 {
		t := entry.In(p + 1)
		if t.Kind() == reflect.Slice {
			words, ok := m.memory[buffers[0]]
			if !ok {
				m.t.Fatalf("%s: no buffer %s", l.Kernel, buffers[0])
			}
			args, buffers = append(args, slice(t, words)), buffers[1:]
			continue
		}
		args, scalars = append(args, scalar(t, scalars[0])), scalars[1:]
	}
	if len(scalars)+len(buffers) > 0 {
		m.t.Fatalf("%s: %d scalars and %d buffers too many", l.Kernel, len(scalars), len(buffers))
	}
	return args
}

func slice(t reflect.Type, words []uint32) reflect.Value {
	switch t {
	case reflect.TypeFor[[]float32]():
		return reflect.ValueOf(view[float32](words))
	case reflect.TypeFor[[][4]float32]():
		return reflect.ValueOf(view[[4]float32](words))
	}
	return reflect.ValueOf(words)
}

func scalar(t reflect.Type, word uint32) reflect.Value {
	switch t.Kind() {
	case reflect.Float32:
		return reflect.ValueOf(math.Float32frombits(word))
	case reflect.Bool:
		return reflect.ValueOf(word != 0)
	}
	return reflect.ValueOf(word)
}

// fill sets a buffer to normal numbers times scale plus mean.
func (m *machine) fill(r *rand.Rand, b Buffer, mean, scale float64) []float32 {
	x := m.floats(b)
	for i := range x {
		x[i] = float32(mean + scale*r.NormFloat64())
	}
	return x
}

// near says that two numbers agree to a relative tolerance, or where both are at
// most that far from 0 at a scale. NaN is near nothing.
func near(got, want, tolerance, scale float64) bool {
	return math.Abs(got-want) <= tolerance*max(math.Abs(want), scale)
}
