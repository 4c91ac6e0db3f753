package irtest

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// statements makes some, until one leaves the block.
func (g *generator) statements(depth int) {
	for range 1 + g.r.IntN(6) {
		if g.size <= 0 || g.out.Ends() {
			return
		}
		g.size--
		g.statement(depth)
	}
}

func (g *generator) statement(depth int) {
	switch n := g.r.IntN(100); {
	case g.f.Grid && n < 15:
		g.effect()
	case n < 10 || len(g.f.Vars) == 0:
		g.value(g.anyType(2), 3)
	case n < 55 || depth > 3:
		g.store(3)
	case n < 70:
		g.branch(depth)
	case n < 80:
		g.loop(depth)
	case n < 87:
		g.label(depth)
	case n < 94:
		g.call()
	case depth > 0:
		g.leave()
	}
}

func (g *generator) store(depth int) {
	x := pick(g, g.f.Vars)
	path, indices, t := g.path(x.Type)
	value := g.value(t, depth)
	g.emit(&ir.Value{Op: ir.Store, Var: x, Path: path, Args: append([]*ir.Value{value}, indices...)})
}

// path goes some way into a type.
func (g *generator) path(t *ir.Type) (path []int, indices []*ir.Value, end *ir.Type) {
	for !t.Scalar() && t.Parts() > 0 && g.chance(75) {
		if t.Kind == ir.Array {
			path, indices = append(path, ir.Dynamic), append(indices, g.index(t.Len))
			t = t.Elem
			continue
		}
		i := g.r.IntN(t.Parts())
		path, t = append(path, i), t.Part(i)
	}
	return path, indices, t
}

// index makes an index of n elements.
func (g *generator) index(n int) *ir.Value {
	if g.chance(40) {
		return g.emit(ir.ConstInt(int32(g.r.IntN(n))))
	}
	i := g.known(ir.TInt)
	if i == nil {
		i = g.emit(someConst(g.r, ir.TInt))
	}
	if g.chance(80) { // mostly within
		u := g.emit(&ir.Value{Op: ir.Convert, Type: ir.TUint32, Args: []*ir.Value{i}})
		c := g.emit(ir.ConstUint32(uint32(n)))
		u = g.emit(&ir.Value{Op: ir.Rem, Type: ir.TUint32, Args: []*ir.Value{u, c}})
		i = g.emit(&ir.Value{Op: ir.Convert, Type: ir.TInt, Args: []*ir.Value{u}})
	}
	return g.emit(&ir.Value{Op: ir.Bound, Type: ir.TInt, Args: []*ir.Value{i}, Index: n})
}

func (g *generator) branch(depth int) {
	cond := g.value(ir.TBool, 3)
	v := &ir.Value{Op: ir.If, Args: []*ir.Value{cond}}
	v.Blocks = []*ir.Block{g.within(func() { g.statements(depth + 1) }), {}}
	if g.chance(60) {
		v.Blocks[1] = g.within(func() { g.statements(depth + 1) })
	}
	g.emit(v)
}

// loop makes a loop that counts, or seldom one that does not. What counts a free
// loop is no variable of the function yet while its body is made, which leaves it
// alone then.
func (g *generator) loop(depth int) {
	v := &ir.Value{Op: ir.Loop, Free: g.f.Grid && g.chance(60)}
	g.loops++
	i := &ir.Var{Name: fmt.Sprintf("i%d", g.loops), Type: ir.TInt}
	counts := v.Free || g.chance(95)
	switch {
	case v.Free:
		defer func() { g.f.Vars = append(g.f.Vars, i) }()
	case counts:
		g.f.Vars = append(g.f.Vars, i)
	}
	if counts {
		g.emit(&ir.Value{Op: ir.Store, Var: i, Args: []*ir.Value{g.emit(ir.ConstInt(0))}})
	}
	g.targets = append(g.targets, v)
	body := g.within(func() {
		if counts {
			g.leaveAt(v, i, int32(g.r.IntN(4)))
		}
		g.statements(depth + 1)
	})
	g.targets = g.targets[:len(g.targets)-1]
	post := g.within(func() {
		if counts {
			g.increment(i)
		}
		if g.chance(20) {
			g.store(2)
		}
	})
	v.Blocks = []*ir.Block{body, post}
	g.emit(v)
}

// leaveAt breaks out of a loop where its variable is at least n.
func (g *generator) leaveAt(loop *ir.Value, i *ir.Var, n int32) {
	at := g.emit(&ir.Value{Op: ir.Load, Type: ir.TInt, Var: i})
	end := g.emit(&ir.Value{Op: ir.Ge, Type: ir.TBool, Args: []*ir.Value{at, g.emit(ir.ConstInt(n))}})
	leave := g.within(func() { g.emit(&ir.Value{Op: ir.Break, Target: loop}) })
	g.emit(&ir.Value{Op: ir.If, Args: []*ir.Value{end}, Blocks: []*ir.Block{leave, {}}})
}

func (g *generator) increment(i *ir.Var) {
	at := g.emit(&ir.Value{Op: ir.Load, Type: ir.TInt, Var: i})
	next := g.emit(&ir.Value{Op: ir.Add, Type: ir.TInt, Args: []*ir.Value{at, g.emit(ir.ConstInt(1))}})
	g.emit(&ir.Value{Op: ir.Store, Var: i, Args: []*ir.Value{next}})
}

func (g *generator) label(depth int) {
	v := &ir.Value{Op: ir.Label, Free: g.f.Grid && g.chance(50)}
	g.targets = append(g.targets, v)
	v.Blocks = []*ir.Block{g.within(func() { g.statements(depth + 1) })}
	g.targets = g.targets[:len(g.targets)-1]
	g.emit(v)
}

// call calls a function made before, if there is one.
func (g *generator) call() {
	if len(g.p.Funcs) == 0 {
		return
	}
	f := pick(g, g.p.Funcs)
	v := &ir.Value{Op: ir.Call, Type: f.Returns(), Func: f, Free: g.f.Grid && g.chance(50)}
	for _, p := range f.Params {
		v.Args = append(v.Args, g.value(p.Type, 2))
	}
	g.emit(v)
	for i, r := range f.Results {
		if g.chance(80) {
			g.emit(&ir.Value{Op: ir.Result, Type: r.Type, Index: i, Args: []*ir.Value{v}})
		}
	}
}

// leave makes a break, continue, return or trap.
func (g *generator) leave() {
	if len(g.targets) > 0 && g.chance(70) {
		target := pick(g, g.targets)
		op := ir.Break
		if target.Op == ir.Loop && g.chance(50) {
			op = ir.Continue
		}
		g.emit(&ir.Value{Op: op, Target: target})
		return
	}
	if len(g.targets) > 0 && g.chance(10) {
		g.emit(&ir.Value{Op: ir.Trap, Index: int(ir.MissingTerm)})
		return
	}
	v := &ir.Value{Op: ir.Return}
	n := len(g.f.Results) - len(g.f.Pointers)
	for _, r := range g.f.Results[:n] {
		v.Args = append(v.Args, g.value(r.Type, 3))
	}
	for _, at := range g.f.Pointers {
		p := g.f.Params[at]
		v.Args = append(v.Args, g.emit(&ir.Value{Op: ir.Load, Type: p.Type, Var: p}))
	}
	g.emit(v)
}
