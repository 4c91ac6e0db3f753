package pass

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// reach removes functions that no entry calls, directly or through others, and
// tables that nothing looks up. A program without entries keeps its functions.
func reach(p *ir.Program) {
	funcs, tables := map[*ir.Func]bool{}, map[*ir.Table]bool{}
	entries := false
	for _, f := range p.Funcs {
		entries = entries || f.Entry != ""
	}
	for i := len(p.Funcs) - 1; i >= 0; i-- { // callers stand behind
		f := p.Funcs[i]
		if f.Entry == "" && entries && !funcs[f] {
			continue
		}
		funcs[f] = true
		f.Body.Walk(func(v *ir.Value) {
			switch v.Op {
			case ir.Call:
				funcs[v.Func] = true
			case ir.Lookup:
				tables[v.Table] = true
			}
		})
	}
	p.Funcs = only(p.Funcs, funcs)
	p.Tables = only(p.Tables, tables)
}

// only returns a new slice of the items that are kept.
func only[T comparable](items []T, keep map[T]bool) []T {
	var kept []T
	for _, item := range items {
		if keep[item] {
			kept = append(kept, item)
		}
	}
	return kept
}
