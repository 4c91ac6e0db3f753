package pass

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// splicer puts bodies of functions in the place of chosen calls.
type splicer struct {
	f        *ir.Func
	chosen   map[*ir.Value]bool
	names    names
	results  map[*ir.Value][]*ir.Value // of calls that are gone
	replaced map[*ir.Value]*ir.Value
	out      []*ir.Value
}

func (s *splicer) block(b *ir.Block) {
	outer := s.out
	s.out = make([]*ir.Value, 0, len(b.Values))
	for _, v := range b.Values {
		s.value(v)
	}
	b.Values, s.out = s.out, outer
}

func (s *splicer) value(v *ir.Value) {
	for i, a := range v.Args {
		if r, ok := s.replaced[a]; ok {
			v.Args[i] = r
		}
	}
	if s.chosen[v] {
		s.results[v] = s.body(v)
		return
	}
	if results, ok := s.resultsOf(v); ok {
		s.replaced[v] = results[v.Index]
		return
	}
	for _, b := range v.Blocks {
		s.block(b)
	}
	s.emit(v)
}

// resultsOf returns the results of the call that v takes one of, if that is gone.
func (s *splicer) resultsOf(v *ir.Value) ([]*ir.Value, bool) {
	if v.Op != ir.Result {
		return nil, false
	}
	results, ok := s.results[v.Args[0]]
	return results, ok
}

func (s *splicer) emit(v *ir.Value) *ir.Value {
	s.out = append(s.out, v)
	return v
}

// body writes the function that a call is of, and returns its results. The
// function's variables become variables of the caller, set as they are where it
// begins: parameters to the arguments, others to zero.
func (s *splicer) body(call *ir.Value) []*ir.Value {
	g := call.Func
	c := &ir.Copier{Vars: make(map[*ir.Var]*ir.Var, len(g.Vars)), Values: map[*ir.Value]*ir.Value{}}
	for i, v := range g.Vars {
		own := s.variable(v.Name, v.Type)
		c.Vars[v] = own
		if i < len(g.Params) {
			s.emit(&ir.Value{Op: ir.Store, Var: own, Args: []*ir.Value{call.Args[i]}, Pos: call.Pos})
			continue
		}
		zero := s.emit(&ir.Value{Op: ir.Zero, Type: v.Type, Pos: call.Pos})
		s.emit(&ir.Value{Op: ir.Store, Var: own, Args: []*ir.Value{zero}, Pos: call.Pos})
	}
	body := c.Block(g.Body)
	if call.Free && stops(body) { // what follows runs even so
		return s.leaving(g, body, call.Pos, true)
	}
	if last := len(body.Values) - 1; last >= 0 && returns(body) == 1 && body.Values[last].Op == ir.Return {
		s.out = append(s.out, body.Values[:last]...)
		return body.Values[last].Args
	}
	return s.leaving(g, body, call.Pos, false)
}

func (s *splicer) variable(name string, t *ir.Type) *ir.Var {
	v := &ir.Var{Name: s.names.unique(name), Type: t}
	s.f.Vars = append(s.f.Vars, v)
	return v
}

// returns counts the returns in a block.
func returns(b *ir.Block) int {
	n := 0
	b.Walk(func(v *ir.Value) {
		if v.Op == ir.Return {
			n++
		}
	})
	return n
}

// leaving writes a body whose returns become stores to variables of the results
// and, where more follows, a break out of a block around the body; the block is
// there in any case where it is free.
func (s *splicer) leaving(g *ir.Func, body *ir.Block, pos ir.Pos, free bool) []*ir.Value {
	l := &leaver{label: &ir.Value{Op: ir.Label, Blocks: []*ir.Block{body}, Pos: pos, Free: free}}
	for _, r := range g.Results {
		l.results = append(l.results, s.variable(r.Name, r.Type))
	}
	nest(body, 0)
	l.block(body, true)
	if l.breaks || free {
		s.emit(l.label)
	} else {
		s.out = append(s.out, body.Values...)
	}
	loads := make([]*ir.Value, len(l.results))
	for i, v := range l.results {
		loads[i] = s.emit(&ir.Value{Op: ir.Load, Type: v.Type, Var: v, Pos: pos})
	}
	return loads
}

// leaver replaces the returns of a body that is inlined.
type leaver struct {
	label   *ir.Value
	results []*ir.Var
	breaks  bool // a break out of label is there
}

// block replaces the returns in b; tail says that nothing follows its end.
func (l *leaver) block(b *ir.Block, tail bool) {
	out := make([]*ir.Value, 0, len(b.Values))
	for i, v := range b.Values {
		last := tail && i == len(b.Values)-1 && v.Op != ir.Loop
		for _, inner := range v.Blocks {
			l.block(inner, last)
		}
		if v.Op != ir.Return {
			out = append(out, v)
			continue
		}
		for i, a := range v.Args {
			out = append(out, &ir.Value{Op: ir.Store, Var: l.results[i], Args: []*ir.Value{a}, Pos: v.Pos})
		}
		if !tail || i != len(b.Values)-1 {
			out = append(out, &ir.Value{Op: ir.Break, Target: l.label, Pos: v.Pos})
			l.breaks = true
		}
	}
	b.Values = out
}

// deepest is how many ifs deep nest goes.
const deepest = 8

// nest moves what follows an if into the one of its branches that goes on, where
// the other does not: if c { return x }; rest becomes if c { return x } else
// { rest }, so that returns stand where nothing follows. What runs, and in which
// order, is the same.
func nest(b *ir.Block, depth int) {
	for i, v := range b.Values {
		if v.Op != ir.If || depth == deepest {
			continue
		}
		ends, goesOn := v.Blocks[0].Ends(), v.Blocks[1]
		if !ends {
			goesOn = v.Blocks[0]
		}
		last := i == len(b.Values)-1
		if !last && ends != v.Blocks[1].Ends() {
			goesOn.Values = append(goesOn.Values, b.Values[i+1:]...)
			b.Values = b.Values[:i+1]
			last = true
		}
		if last {
			nest(v.Blocks[0], depth+1)
			nest(v.Blocks[1], depth+1)
			return
		}
	}
}
