package pass

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// An if becomes selects where its branches compute at most cheapBranches values,
// and store to at most storedBranches variables, together.
const (
	cheapBranches  = 4
	storedBranches = 2
)

// selects replaces each if that only chooses what to store: both branches are
// computed, and a select chooses. It says whether there was any.
//
// Only values that cannot stop the program, and no loops and calls, are computed
// where they were not before, and only cheap ones: no division, no root.
func selects(f *ir.Func) bool {
	c := &chooser{}
	c.block(f.Body)
	return c.changed
}

type chooser struct {
	changed bool
	out     []*ir.Value
}

func (c *chooser) block(b *ir.Block) {
	outer := c.out
	c.out = make([]*ir.Value, 0, len(b.Values))
	for _, v := range b.Values {
		for _, inner := range v.Blocks {
			c.block(inner)
		}
		if v.Op == ir.If && chooses(v) {
			c.replace(v)
			c.changed = true
			continue
		}
		c.out = append(c.out, v)
	}
	b.Values, c.out = c.out, outer
}

// chooses says that an if can become selects.
func chooses(v *ir.Value) bool {
	values, stored := 0, map[*ir.Var]bool{}
	for _, b := range v.Blocks {
		own := map[*ir.Var]bool{} // stored in this branch
		for _, v := range b.Values {
			switch {
			case v.Op == ir.Store && len(v.Path) == 0 && v.Var.Type.Scalar():
				stored[v.Var], own[v.Var] = true, true
			case v.Op == ir.Load && own[v.Var], !cheap(v):
				return false
			case v.Op != ir.Const && v.Op != ir.Load:
				values++
			}
		}
	}
	return values <= cheapBranches && len(stored) <= storedBranches
}

// cheap says that a value costs about as much as a branch around it.
func cheap(v *ir.Value) bool {
	switch v.Op {
	case ir.Div, ir.Rem, ir.Sqrt, ir.Lookup, ir.Make, ir.Part, ir.Elem:
		return false
	case ir.Fetch: // its index may be within the buffer only there
		return false
	case ir.Load:
		return len(v.Path) == 0 && v.Type.Scalar()
	}
	return v.Removable() && v.Op != ir.Result
}

// replace writes both branches of an if and the selects.
func (c *chooser) replace(v *ir.Value) {
	var order []*ir.Var
	chosen := map[*ir.Var]*[2]*ir.Value{}
	for i, b := range v.Blocks {
		for _, w := range b.Values {
			if w.Op != ir.Store {
				c.out = append(c.out, w)
				continue
			}
			if chosen[w.Var] == nil {
				chosen[w.Var] = &[2]*ir.Value{}
				order = append(order, w.Var)
			}
			chosen[w.Var][i] = w.Args[0]
		}
	}
	for _, x := range order {
		args := []*ir.Value{v.Args[0], c.orLoad(chosen[x][0], x, v.Pos), c.orLoad(chosen[x][1], x, v.Pos)}
		s := &ir.Value{Op: ir.Select, Type: x.Type, Args: args, Pos: v.Pos}
		c.out = append(c.out, s, &ir.Value{Op: ir.Store, Var: x, Args: []*ir.Value{s}, Pos: v.Pos})
	}
}

// orLoad returns value, or what x holds where there is none.
func (c *chooser) orLoad(value *ir.Value, x *ir.Var, pos ir.Pos) *ir.Value {
	if value == nil {
		value = &ir.Value{Op: ir.Load, Type: x.Type, Var: x, Pos: pos}
		c.out = append(c.out, value)
	}
	return value
}
