package pass

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// overwritten removes stores whose variable is stored to again, or is never read
// again, before it is read, on every path. A stop in between does not matter: a
// program that stops has no variables left. One in a free block goes on behind it.
//
// It walks the function backwards with the set of live variables, those that may
// yet be read. Each value is visited once, whatever the nesting of loops: where a
// loop begins again, everything that it reads counts as live.
func overwritten(f *ir.Func) {
	l := &liveness{index: make(map[*ir.Var]int, len(f.Vars)), behind: map[*ir.Value]set{}, again: map[*ir.Value]set{}}
	for i, v := range f.Vars {
		l.index[v] = i
	}
	l.block(f.Body, l.none())
}

// liveness is the state of the walk.
type liveness struct {
	index  map[*ir.Var]int
	behind map[*ir.Value]set // live where a break leads
	again  map[*ir.Value]set // live where a continue leads
	stop   set               // live where a stop leads, nil for nothing
}

// set is a set of variables, by their index.
type set []uint64

func (s set) has(i int) bool { return s[i/64]>>(i%64)&1 != 0 }
func (s set) add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s set) remove(i int)   { s[i/64] &^= 1 << (i % 64) }

func (s set) union(t set) {
	for i := range s {
		s[i] |= t[i]
	}
}

func (l *liveness) none() set { return make(set, (len(l.index)+63)/64) }

func (l *liveness) copy(s set) set { return append(l.none()[:0], s...) }

// block removes stores of b, and turns what is live at its end into what is live
// at its beginning.
func (l *liveness) block(b *ir.Block, live set) set {
	at := len(b.Values)
	for i := len(b.Values) - 1; i >= 0; i-- {
		v := b.Values[i]
		if v.Op == ir.Store && !live.has(l.index[v.Var]) {
			continue
		}
		live = l.value(v, live)
		at--
		b.Values[at] = v
	}
	b.Values = b.Values[at:]
	return live
}

// value turns what is live behind v into what is live before it.
func (l *liveness) value(v *ir.Value, live set) set {
	switch v.Op {
	case ir.Load:
		live.add(l.index[v.Var])
	case ir.Store:
		if len(v.Path) == 0 {
			live.remove(l.index[v.Var])
		}
	case ir.Return:
		return l.none()
	case ir.Trap:
		if l.stop == nil {
			return l.none()
		}
		return l.copy(l.stop)
	case ir.Break:
		return l.copy(l.behind[v.Target])
	case ir.Continue:
		return l.copy(l.again[v.Target])
	case ir.If:
		other := l.block(v.Blocks[1], l.copy(live))
		live = l.block(v.Blocks[0], live)
		live.union(other)
	case ir.Label:
		l.behind[v] = l.copy(live)
		if v.Free {
			outer := l.stop
			l.stop = l.behind[v]
			defer func() { l.stop = outer }()
		}
		return l.block(v.Blocks[0], live)
	case ir.Loop:
		return l.loop(v, live)
	}
	return live
}

func (l *liveness) loop(v *ir.Value, live set) set {
	l.behind[v] = l.copy(live)
	for _, b := range v.Blocks {
		b.Walk(func(v *ir.Value) {
			if v.Op == ir.Load {
				live.add(l.index[v.Var])
			}
		})
	}
	live = l.block(v.Blocks[1], live)
	l.again[v] = l.copy(live)
	return l.block(v.Blocks[0], live)
}
