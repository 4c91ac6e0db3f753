package pass

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// rules says what [simplify] does; the tests look at each alone.
type rules struct {
	Fold    bool // fold constants and identities: fold.go, identity.go
	Share   bool // compute equal values once: share.go
	Forward bool // replace loads by what was stored: forward.go
}

// simplify rewrites f in one walk along control flow, in which each value is
// seen after its operands are in their final form. Constants make conditions
// constant, which makes stores known, which makes loads constant: one walk for
// all of it finds more than a pass for each, and costs a third.
//
// Nothing is moved: a value is left out where an earlier one that dominates it
// holds the same, or becomes another operation in its place. So stops keep their
// order, and a stop is left out only where an equal one has come before it.
//
// It says whether it would find more now: it has removed a store from a loop, at
// whose beginning everything that is stored in it is unknown.
func simplify(f *ir.Func, r rules) (again bool) {
	n := count(f.Body)
	s := &simplifier{
		rules:    r,
		replaced: make(map[*ir.Value]*ir.Value, n/2),
		known:    make(map[key]*ir.Value, n/2),
		keys:     make([]key, 0, n),
		version:  make(map[*ir.Var]int, len(f.Vars)),
	}
	for _, p := range f.Params {
		s.assign(p)
	}
	s.block(f.Body)
	return s.again
}

// count returns how many values there are in b and within.
func count(b *ir.Block) int {
	n := len(b.Values)
	for _, v := range b.Values {
		for _, inner := range v.Blocks {
			n += count(inner)
		}
	}
	return n
}

// simplifier is the state of the walk. The maps known and version hold what is
// true at the value at hand; leave takes back what a block has changed in them.
type simplifier struct {
	rules
	out      []*ir.Value             // of the block being written
	replaced map[*ir.Value]*ir.Value // values left out, and what stands for them

	known   map[key]*ir.Value // values that can be had again
	keys    []key             // in the order in which they became known
	version map[*ir.Var]int   // see assign; 0 at the variable's beginning
	changes []change
	last    int // the last version given

	loops int  // how many are around
	again bool // see simplify
}

// change is a variable that was assigned to, and its version before.
type change struct {
	v   *ir.Var
	was int
}

// block rewrites b with what is known where it begins.
func (s *simplifier) block(b *ir.Block) {
	outer := s.out
	s.out = make([]*ir.Value, 0, len(b.Values))
	s.values(b.Values)
	b.Values, s.out = s.out, outer
}

// values writes values to s.out and says whether control leaves them before
// their end.
func (s *simplifier) values(values []*ir.Value) bool {
	for _, v := range values {
		for i, a := range v.Args {
			if r, ok := s.replaced[a]; ok {
				v.Args[i] = r
			}
		}
		if s.value(v) {
			return true
		}
	}
	return false
}

// value writes v, or what it becomes, and says whether control ends there.
func (s *simplifier) value(v *ir.Value) (ends bool) {
	if s.Fold {
		s.keepWithin(v)
	}
	switch v.Op {
	case ir.If:
		return s.branch(v)
	case ir.Loop:
		s.loop(v)
		return endsAt(v)
	case ir.Label:
		s.scope(v.Blocks[0])
		s.assignStored(v)
		s.emit(v)
		return endsAt(v)
	case ir.Break, ir.Continue, ir.Return, ir.Trap:
		s.emit(v)
		return true
	case ir.Store:
		s.store(v)
		return false
	}
	if s.Fold {
		if same := s.fold(v); same != nil {
			s.replaced[v] = same
			return false
		}
	}
	if v.Op == ir.Load && s.Forward {
		s.load(v)
	}
	s.share(v)
	return false
}

func (s *simplifier) emit(v *ir.Value) { s.out = append(s.out, v) }

// branch writes an if: one of its branches where the condition is known.
func (s *simplifier) branch(v *ir.Value) (ends bool) {
	if s.Fold && v.Args[0].Op == ir.Const {
		taken := v.Blocks[1]
		if v.Args[0].Bool() {
			taken = v.Blocks[0]
		}
		return s.values(taken.Values)
	}
	if s.Fold && v.Args[0].Op == ir.Not {
		v.Args[0] = v.Args[0].Args[0]
		v.Blocks[0], v.Blocks[1] = v.Blocks[1], v.Blocks[0]
	}
	stored := s.scope(v.Blocks[0])
	stored = append(stored, s.scope(v.Blocks[1])...)
	for _, x := range stored {
		s.assign(x)
	}
	s.emit(v)
	return endsAt(v)
}

// loop writes a loop. What it stores is unknown where an iteration begins, where
// post begins, since continue goes there, and behind it: at each of these the
// variables have the versions given here, of which nothing is known.
func (s *simplifier) loop(v *ir.Value) {
	s.assignStored(v)
	s.loops++
	s.scope(v.Blocks[0])
	s.scope(v.Blocks[1])
	s.loops--
	s.emit(v)
}

// scope rewrites a block within. It returns the variables stored there that can
// be different behind it.
func (s *simplifier) scope(b *ir.Block) (stored []*ir.Var) {
	keys, changes := len(s.keys), len(s.changes)
	s.block(b)
	ends := b.Ends()
	for _, k := range s.keys[keys:] {
		delete(s.known, k)
	}
	for i := len(s.changes) - 1; i >= changes; i-- {
		c := s.changes[i]
		s.version[c.v] = c.was
		if !ends {
			stored = append(stored, c.v)
		}
	}
	s.keys, s.changes = s.keys[:keys], s.changes[:changes]
	return stored
}

// assignStored notes every store within v.
func (s *simplifier) assignStored(v *ir.Value) {
	for _, b := range v.Blocks {
		b.Walk(func(v *ir.Value) {
			if v.Op == ir.Store {
				s.assign(v.Var)
			}
		})
	}
}

// endsAt says that control does not come to what follows v.
func endsAt(v *ir.Value) bool {
	return (&ir.Block{Values: []*ir.Value{v}}).Ends()
}
