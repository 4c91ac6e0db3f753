package pass

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// dead removes what has no effect from f: values that nothing needs, stores to
// variables that nothing reads, blocks without contents, unused variables. An
// effect is a result, a stop, or a loop, which may take more fuel than there is;
// a call has one if its function can stop or loops, see [effects]. So stops stay
// in their places, and what a value that cannot stop would have yielded nobody
// sees.
func dead(f *ir.Func, e effects) {
	tidy(f)
	overwritten(f)
	n := count(f.Body)
	d := &reaper{
		effects: e,
		needed:  make(map[*ir.Value]bool, n),
		parent:  make(map[*ir.Value]*ir.Value, n),
		read:    map[*ir.Var]bool{},
		stores:  map[*ir.Var][]*ir.Value{},
	}
	for _, root := range d.roots(f.Body, nil, nil) {
		d.need(root)
	}
	d.sweep(f.Body)
	unusedVars(f)
}

// effects says which functions have any: a call of another can be left out.
type effects map[*ir.Func]bool

// of says that a value has an effect of its own.
func (e effects) of(v *ir.Value) bool {
	switch v.Op {
	case ir.Call:
		return e[v.Func]
	case ir.If, ir.Label, ir.Store:
		return false // if what they hold has, or is read
	case ir.Fetch, ir.Extent, ir.Stopped:
		return false // which only read, though not arguments alone
	}
	return !v.Removable()
}

// add says whether f has effects apart from its results.
func (e effects) add(f *ir.Func) {
	e[f] = false
	f.Body.Walk(func(v *ir.Value) {
		leaves := v.Op == ir.Break || v.Op == ir.Continue || v.Op == ir.Return
		if !leaves && e.of(v) {
			e[f] = true
		}
	})
}

// reaper marks what is needed, from the effects backwards, and removes the rest.
type reaper struct {
	effects
	needed map[*ir.Value]bool
	parent map[*ir.Value]*ir.Value // the if, loop or block that holds a value
	read   map[*ir.Var]bool
	stores map[*ir.Var][]*ir.Value
}

// roots appends the values of b that have effects, and notes what holds what.
func (d *reaper) roots(b *ir.Block, holder *ir.Value, roots []*ir.Value) []*ir.Value {
	for _, v := range b.Values {
		if holder != nil {
			d.parent[v] = holder
		}
		if v.Op == ir.Store {
			d.stores[v.Var] = append(d.stores[v.Var], v)
		}
		if d.effects.of(v) {
			roots = append(roots, v)
		}
		for _, inner := range v.Blocks {
			roots = d.roots(inner, v, roots)
		}
	}
	return roots
}

// need marks v, what it uses and what holds it.
func (d *reaper) need(v *ir.Value) {
	if v == nil || d.needed[v] {
		return
	}
	d.needed[v] = true
	d.need(d.parent[v])
	for _, a := range v.Args {
		d.need(a)
	}
	if v.Op == ir.Load && !d.read[v.Var] {
		d.read[v.Var] = true
		for _, store := range d.stores[v.Var] {
			d.need(store)
		}
	}
}

func (d *reaper) sweep(b *ir.Block) {
	kept := b.Values[:0]
	for _, v := range b.Values {
		if d.needed[v] {
			kept = append(kept, v)
			for _, inner := range v.Blocks {
				d.sweep(inner)
			}
		}
	}
	clear(b.Values[len(kept):])
	b.Values = kept
}

// unusedVars removes variables, but not parameters, that no value names.
func unusedVars(f *ir.Func) {
	used := make(map[*ir.Var]bool, len(f.Vars))
	f.Body.Walk(func(v *ir.Value) {
		if v.Var != nil {
			used[v.Var] = true
		}
	})
	kept := append([]*ir.Var{}, f.Params...)
	for _, v := range f.Vars[len(f.Params):] {
		if used[v] {
			kept = append(kept, v)
		}
	}
	f.Vars = kept
}
