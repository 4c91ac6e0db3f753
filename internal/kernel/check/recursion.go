package check

import (
	"fmt"
	"slices"
	"strings"
)

// recursion reports functions that can reach themselves: the cycles in the graph
// of what functions mention. What a function is given as an argument, it was
// mentioned by its caller.
func (c *checker) recursion() {
	r := &cycles{c: c, index: map[*unit]int{}, low: map[*unit]int{}, on: map[*unit]bool{}}
	for _, u := range c.order {
		if r.index[u] == 0 {
			r.visit(u)
		}
	}
}

// cycles finds strongly connected components (Tarjan 1972).
type cycles struct {
	c          *checker
	index, low map[*unit]int
	on         map[*unit]bool
	stack      []*unit
}

func (r *cycles) visit(u *unit) {
	r.index[u] = len(r.index) + 1
	r.low[u] = r.index[u]
	r.stack, r.on[u] = append(r.stack, u), true
	itself := false
	for _, next := range r.next(u) {
		switch {
		case r.index[next] == 0:
			r.visit(next)
			r.low[u] = min(r.low[u], r.low[next])
		case r.on[next]:
			itself = itself || next == u
			r.low[u] = min(r.low[u], r.index[next])
		}
	}
	if r.low[u] != r.index[u] {
		return
	}
	var group []*unit
	for last := (*unit)(nil); last != u; {
		last = r.stack[len(r.stack)-1]
		r.stack, r.on[last] = r.stack[:len(r.stack)-1], false
		group = append(group, last)
	}
	if len(group) > 1 || itself {
		r.report(group)
	}
}

// next returns what a function may call: the literals in it and what it mentions.
func (r *cycles) next(u *unit) []*unit {
	all := slices.Clone(u.inner)
	for _, object := range u.uses {
		if v := r.c.units[object]; v != nil {
			all = append(all, v)
		}
	}
	return all
}

// report rejects each function of a cycle.
func (r *cycles) report(group []*unit) {
	for i, u := range group {
		message := fmt.Sprintf("%s can call itself", clip(u.name))
		if len(group) > 1 {
			var others []string
			for j := range min(len(group)-1, 3) {
				others = append(others, clip(group[(i+j+1)%len(group)].name))
			}
			message += " through " + strings.Join(others, ", ")
		}
		r.c.reject(u.at, "recursion", message, "")
	}
}
