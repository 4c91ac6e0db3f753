package interp

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Launch is what a function of a grid is run with.
type Launch struct {
	First, End uint32     // the invocations First..End-1
	Args       []uint32   // the scalars after the number of the invocation: int and f32 as their bits, bool as 0 or 1
	Buffers    [][]uint32 // of ir.Func.Buffers, their elements as words, four of them for an array; they are changed
	Fuel       uint32     // of each invocation
	Races      bool       // a race of two invocations for an element is an error: see RaceError
}

// Ran says how invocations have run.
type Ran struct {
	Sites      []Fault  // what has stopped invocations, each place once; the first is none
	Stops      []uint32 // by invocation from First on: the index in Sites, 0 where it has not stopped
	Iterations int      // of loops, the most in one invocation
}

// maxIterations is how many iterations an invocation may have: many more than
// some devices do.
const maxIterations = 1 << 20

// Grid runs the invocations of f one after the other. The error names the place
// and the invocation where an index is outside its buffer, where a buffer or an
// argument is missing, or where a free loop does not end.
func Grid(f *ir.Func, l Launch) (*Ran, error) {
	g := &launch{f: f, of: l, ran: &Ran{Sites: make([]Fault, 1)}, numbers: map[Fault]uint32{}, buffers: map[*ir.Buffer][]uint32{}}
	if err := g.bind(); err != nil {
		return nil, fmt.Errorf("interp: %s: %w", f.Name, err)
	}
	if l.Races {
		g.races = races{}
	}
	for i := l.First; i < l.End; i++ {
		if g.invoke(i); g.err != nil {
			return nil, fmt.Errorf("interp: %s, invocation %d: %w", f.Name, i, g.err)
		}
	}
	return g.ran, nil
}

// launch is a run of a grid.
type launch struct {
	f       *ir.Func
	of      Launch
	ran     *Ran
	numbers map[Fault]uint32
	buffers map[*ir.Buffer][]uint32
	races   races // nil where nobody asks

	// Of the invocation:
	invocation uint32
	stopped    uint32
	iterations int
	err        error
}

// bind finds the buffers' words.
func (g *launch) bind() error {
	if !g.f.Grid || len(g.of.Args) != len(g.f.Params)-1 || len(g.of.Buffers) != len(g.f.Buffers) {
		return fmt.Errorf("%d arguments and %d buffers: not those of its grid", len(g.of.Args), len(g.of.Buffers))
	}
	for i, b := range g.f.Buffers {
		words := g.of.Buffers[i]
		if len(words)%b.Elem.Size() != 0 {
			return fmt.Errorf("buffer %s of []%s has %d words", b.Name, b.Elem, len(words))
		}
		g.buffers[b] = words
	}
	return nil
}

func (g *launch) invoke(i uint32) {
	g.invocation, g.stopped, g.iterations = i, 0, 0
	args := []Value{{uint64(i)}}
	for at, word := range g.of.Args {
		args = append(args, Value{scalarOf(g.f.Params[at+1].Type, word)})
	}
	m := &machine{fuel: int(g.of.Fuel), grid: g}
	m.call(g.f, args)
	g.ran.Stops = append(g.ran.Stops, g.stopped)
	g.ran.Iterations = max(g.ran.Iterations, g.iterations)
}

// scalarOf is the scalar of a word, NaN being the one NaN.
func scalarOf(t *ir.Type, word uint32) uint64 {
	switch t.Kind {
	case ir.Bool:
		return ofBool(word != 0)
	case ir.Float32:
		return ofFloat32(asFloat32(uint64(word)))
	}
	return uint64(word)
}

// stop notes the first stop of an invocation.
func (g *launch) stop(m *machine, f Fault) {
	if m.fault != nil {
		return
	}
	m.fault = &f
	n, known := g.numbers[f]
	if !known {
		n = uint32(len(g.ran.Sites))
		g.numbers[f], g.ran.Sites = n, append(g.ran.Sites, f)
	}
	g.stopped = n
}

// ends says that a loop has no further iteration: it takes fuel and the
// invocation has stopped, or it has had too many.
func (g *launch) ends(m *machine, v *ir.Value) bool {
	if !v.Free && m.fault != nil {
		return true
	}
	if g.iterations++; g.iterations > maxIterations {
		g.err = fmt.Errorf("%s: a loop does not end", v.Pos)
	}
	return g.err != nil
}

// failure is the exit that ends the run where something has failed, else none.
func (g *launch) failure() exit {
	if g.err != nil {
		return exit{op: ir.Trap}
	}
	return exit{}
}

// device runs what only a device has.
func (fr *frame) device(v *ir.Value) exit {
	g := fr.grid
	switch v.Op {
	case ir.Stopped:
		fr.values[v] = Value{0}
		if g != nil {
			fr.values[v] = Value{uint64(g.stopped)}
		}
	case ir.Refuel:
		fr.fuel = int(uint32(fr.values[v.Args[0]][0]))
	case ir.Extent:
		fr.values[v] = Value{uint64(len(g.buffers[v.Buffer]) / v.Buffer.Elem.Size())}
	case ir.Fetch:
		element := make(Value, v.Type.Size())
		fr.values[v] = element
		for i, word := range g.element(v, fr.values[v.Args[0]][0], v.Args[0].Type) {
			element[i] = scalarOf(leafOf(v.Type), word)
		}
	case ir.Put:
		element := g.element(v, fr.values[v.Args[1]][0], v.Args[1].Type)
		for i := range element {
			element[i] = uint32(fr.values[v.Args[0]][i])
		}
	}
	if g == nil {
		return exit{}
	}
	return g.failure()
}

// leafOf is the type of the scalars of a buffer's element.
func leafOf(t *ir.Type) *ir.Type {
	if t.Kind == ir.Array {
		return t.Elem
	}
	return t
}

// element returns the words of an element, or notes that there is none.
func (g *launch) element(v *ir.Value, index uint64, of *ir.Type) []uint32 {
	at, words, size := int64(uint32(index)), g.buffers[v.Buffer], int64(v.Buffer.Elem.Size())
	if of.Kind == ir.Int {
		at = int64(asInt(index))
	}
	if at < 0 || (at+1)*size > int64(len(words)) {
		g.err = fmt.Errorf("%s: index %d of %s, which has %d elements", v.Pos, at, v.Buffer.Name, int64(len(words))/size)
		return nil
	}
	element := words[at*size : (at+1)*size]
	if g.races != nil {
		g.err = g.races.note(g, v, int(at), element)
	}
	return element
}
