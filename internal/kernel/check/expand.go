package check

import (
	"fmt"
	"maps"
	"slices"

	"go/types"
)

// limits bounds what a package becomes when function literals, and functions
// that take functions, maps or strings, are written out at every call.
func (c *checker) limits() {
	if len(c.keys) > MaxTerms {
		c.reject(c.pkg.Files[0].Name, "size", fmt.Sprintf("there are %d different terms; at most %d are allowed", len(c.keys), MaxTerms), "use fewer terms")
	}
	if len(c.found) > 0 {
		return // also without recursion, which has no bound
	}
	work, memory := 0, 0
	for _, u := range c.order {
		if u.inline || u.outer != nil {
			continue
		}
		e := &expansion{c: c}
		e.add(u, nil)
		if e.frame*8 > MaxFrame {
			c.reject(u.at, "size", fmt.Sprintf("the variables of %s take %d bytes; at most %d are allowed", clip(u.name), e.frame*8, MaxFrame), "use smaller arrays")
		}
		work += e.work
		memory += e.frame * 8
		if work > MaxWork || memory > MaxMemory {
			c.reject(u.at, "size", fmt.Sprintf("with %s the package has more than %d operations or %d bytes of variables once its functions are written out", clip(u.name), MaxWork, MaxMemory),
				"write less, and pass numbers to functions in place of functions, maps and strings")
			return
		}
	}
}

// expansion counts a function with what is written out in it.
type expansion struct {
	c           *checker
	frame, work int
}

// closure is a function as it is passed on: with the functions that the
// parameters around it stand for.
type closure struct {
	unit *unit
	env  map[*types.Var]*closure
}

func (e *expansion) add(u *unit, env map[*types.Var]*closure) {
	e.frame += u.frame
	e.work += u.work + 1
	for _, s := range u.calls {
		if e.work > MaxWork || e.frame*8 > MaxMemory {
			return
		}
		callee := e.closure(s.callee, env)
		if callee == nil || !callee.unit.inline {
			continue
		}
		inner := env
		if callee.env != nil {
			inner = callee.env
		}
		inner = maps.Clone(inner)
		if inner == nil {
			inner = map[*types.Var]*closure{}
		}
		for i, p := range callee.unit.functions() {
			if i < len(s.args) {
				inner[p] = e.closure(s.args[i], env)
			}
		}
		e.add(callee.unit, inner)
	}
}

func (e *expansion) closure(t target, env map[*types.Var]*closure) *closure {
	if v, ok := t.object.(*types.Var); ok && env[v] != nil {
		return env[v]
	}
	if u := e.c.resolve(t); u != nil {
		return &closure{u, env}
	}
	return nil
}

// functions returns the parameters that are functions, in order.
func (u *unit) functions() []*types.Var {
	var all []*types.Var
	for v := range u.params {
		if _, ok := v.Type().Underlying().(*types.Signature); ok {
			all = append(all, v)
		}
	}
	slices.SortFunc(all, func(a, b *types.Var) int { return int(a.Pos() - b.Pos()) })
	return all
}
