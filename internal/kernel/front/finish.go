package front

import (
	"slices"
	"strconv"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// finish replaces the markers, drops unused variables and makes names unique.
func (f *fn) finish() {
	f.settleTerms()
	f.replaceMarkers(f.f.Body)
	used := map[*ir.Var]bool{}
	f.f.Body.Walk(func(v *ir.Value) {
		if v.Var != nil {
			used[v.Var] = true
		}
	})
	params := len(f.f.Params)
	f.f.Vars = append(f.f.Vars[:params:params], slices.DeleteFunc(f.f.Vars[params:], func(v *ir.Var) bool { return !used[v] })...)
	given := map[string]bool{}
	unique := func(first string) string {
		name := first
		for n := 2; given[name]; n++ {
			name = first + "#" + strconv.Itoa(n)
		}
		given[name] = true
		return name
	}
	for _, b := range f.f.Buffers {
		b.Name = unique(b.Name)
	}
	for _, v := range f.f.Vars {
		v.Name = unique(v.Name)
	}
}

func (f *fn) replaceMarkers(b *ir.Block) {
	if len(f.delayed) == 0 {
		return
	}
	var out []*ir.Value
	for _, v := range b.Values {
		for _, inner := range v.Blocks {
			f.replaceMarkers(inner)
		}
		fill := f.delayed[v]
		if fill == nil {
			out = append(out, v)
			continue
		}
		block := &ir.Block{}
		f.dead = false
		f.into(block, fill)
		out = append(out, block.Values...)
	}
	b.Values = out
}
