package check

import (
	"go/ast"
	"go/types"
)

// unit is a function, method or function literal while and after it is checked.
type unit struct {
	name  string
	at    ast.Node
	outer *unit // of a literal

	params map[*types.Var]bool
	locals map[*types.Var]bool // with the parameters
	uses   map[types.Object]bool

	frame  int // leaves of its variables
	work   int // leaves moved by its operations
	inline bool
	calls  []site
	needs  []target // the functions it mentions and the literals in it
}

// target is a function that is called or passed on: a unit, or the object that
// stands for one.
type target struct {
	unit   *unit
	object types.Object // *types.Func, or *types.Var that holds a function
}

// site is a call.
type site struct {
	callee target
	params []*types.Var // of the callee that are functions, of which literals have no names
	args   []target     // for params
}

// enter begins a function. object is what it is called by, nil for a literal
// without a name.
func (c *checker) enter(object types.Object, name string, at ast.Node) *unit {
	u := &unit{
		name: name, at: at, outer: c.unit,
		params: map[*types.Var]bool{}, locals: map[*types.Var]bool{}, uses: map[types.Object]bool{},
	}
	if object != nil {
		c.units[object] = u
	}
	c.order = append(c.order, u)
	c.unit = u
	return u
}

func (c *checker) leave(u *unit) {
	c.unit = u.outer
	if u.outer == nil {
		return
	}
	for object := range u.uses {
		u.outer.uses[object] = true
	}
}

// local adds a variable.
func (u *unit) local(v *types.Var) {
	if u.locals[v] {
		return
	}
	u.locals[v] = true
	u.frame += leaves(v.Type())
}

// resolve finds the unit that a target stands for, nil for functions of other
// packages and for parameters.
func (c *checker) resolve(t target) *unit {
	for range 100 {
		if t.unit != nil || t.object == nil {
			return t.unit
		}
		if u := c.units[t.object]; u != nil {
			return u
		}
		t = c.bound[t.object]
	}
	return nil
}
