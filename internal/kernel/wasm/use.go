package wasm

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// use is what a function's emitter knows of a value before it comes to it.
type use struct {
	n       int       // how often it is still to be an operand; parts that are aggregates are not counted off
	loop    *ir.Value // innermost loop around it
	crosses bool      // it is an operand within a loop that it stands outside of
	index   bool      // an index
	looked  bool      // an operand of part or elem
	depth   int       // of the expression that it is, if it is computed where it is used
}

// uses holds what is known of a function's values and variables beforehand.
type uses struct {
	values  map[*ir.Value]*use
	results map[*ir.Value][]*ir.Value // of calls
	stored  map[*ir.Value][]*ir.Var   // within the blocks of a value
	loaded  map[*ir.Var]bool
}

func usesOf(f *ir.Func) *uses {
	n := 0
	f.Body.Walk(func(*ir.Value) { n++ })
	u := &uses{make(map[*ir.Value]*use, n), map[*ir.Value][]*ir.Value{}, map[*ir.Value][]*ir.Var{}, map[*ir.Var]bool{}}
	u.block(f.Body, nil)
	return u
}

// block visits a block and returns the variables that are stored within it.
func (u *uses) block(b *ir.Block, loop *ir.Value) []*ir.Var {
	var stored []*ir.Var
	for _, v := range b.Values {
		u.values[v] = &use{loop: loop}
		for _, a := range v.Args {
			u.operand(v, a, loop)
		}
		for _, i := range indices(v) {
			u.values[i].index = true
		}
		switch v.Op {
		case ir.Load:
			u.loaded[v.Var] = true
		case ir.Store:
			stored = append(stored, v.Var)
		case ir.Result:
			u.results[v.Args[0]] = append(u.results[v.Args[0]], v)
		case ir.If, ir.Loop, ir.Label:
			inner := loop
			if v.Op == ir.Loop {
				inner = v
			}
			var within []*ir.Var
			for _, b := range v.Blocks {
				within = append(within, u.block(b, inner)...)
			}
			within = distinct(within)
			u.stored[v] = within
			stored = append(stored, within...)
		}
	}
	return stored
}

func (u *uses) operand(user, a *ir.Value, loop *ir.Value) {
	of := u.values[a]
	of.n++
	if loop != of.loop {
		of.crosses = true
	}
	if user.Op == ir.Part || user.Op == ir.Elem {
		of.looked = true
	}
}

// indices returns the operands of v that are indices.
func indices(v *ir.Value) []*ir.Value {
	switch v.Op {
	case ir.Load, ir.Lookup:
		return v.Args
	case ir.Store, ir.Elem:
		return v.Args[1:]
	}
	return nil
}

func distinct(vars []*ir.Var) []*ir.Var {
	seen := map[*ir.Var]bool{}
	var out []*ir.Var
	for _, v := range vars {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}

// firstRead returns the variables whose first value, the zero value, can matter:
// those that the function does not begin by storing as a whole.
func firstRead(f *ir.Func) map[*ir.Var]bool {
	seen, read := map[*ir.Var]bool{}, map[*ir.Var]bool{}
	for _, top := range f.Body.Values {
		(&ir.Block{Values: []*ir.Value{top}}).Walk(func(v *ir.Value) {
			if v.Var == nil || seen[v.Var] {
				return
			}
			seen[v.Var] = true
			read[v.Var] = v != top || v.Op != ir.Store || len(v.Path) > 0
		})
	}
	return read
}
