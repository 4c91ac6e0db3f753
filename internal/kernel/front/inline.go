package front

import (
	"go/ast"
	"go/token"
)

// maxNesting bounds how often one function can be inlined into itself through
// others, and how deep inlining goes.
const (
	maxNesting = 4
	maxDepth   = 64
)

// inline lowers the body of a function where it is called. Free code goes on
// behind it even where it stops.
func (f *fn) inline(fr *frame, body *ast.BlockStmt, args []value, pos token.Pos) []value {
	if !f.mayNest(fr.node, pos) {
		return f.failed(fr.sig)
	}
	caller, start := f.frame, f.slots
	fr.outer = caller
	f.frame = fr
	f.bindParams(fr, args)
	metered := caller.pkg.free && !fr.pkg.free
	end := onlyReturn(body) && !metered
	f.bindResults(fr, end)
	if end {
		f.block(body.List)
		f.frame = caller
		if len(fr.yields) != fr.sig.Results().Len() { // given up on the way
			return f.failed(fr.sig)
		}
		return fr.yields
	}
	f.labelled(caller.pkg.pos(pos), metered, func(done *join) {
		fr.done = done
		f.block(body.List)
		f.leaveScope(append(f.here(), done.exits...), start, fr.results)
	})
	results := make([]value, len(fr.results))
	for i := range results {
		results[i] = f.get(f.resultPlace(fr, i), pos)
	}
	f.frame = caller
	return results
}

// mayNest refuses recursion.
func (f *fn) mayNest(node ast.Node, pos token.Pos) bool {
	same, depth := 0, 0
	for fr := f.frame; fr != nil; fr = fr.outer {
		depth++
		if fr.node == node {
			same++
		}
	}
	if same < maxNesting && depth < maxDepth {
		return !f.exhausted()
	}
	f.refuse(pos, reasonRecursion, "a function calls itself, directly or through others", "use a loop")
	return false
}

// bindParams makes the parameters hold the arguments.
func (f *fn) bindParams(fr *frame, args []value) {
	i := 0
	if recv := fr.sig.Recv(); recv != nil {
		f.bind(recv, args[0])
		i++
	}
	for p := range fr.sig.Params().Variables() {
		f.bind(p, args[i])
		i++
	}
}

// bindResults makes cells for the results: named ones, and all where several
// returns lead to one place.
func (f *fn) bindResults(fr *frame, end bool) {
	for r := range fr.sig.Results().Variables() {
		named := r.Name() != "" && r.Name() != "_"
		if !named && end {
			fr.results = append(fr.results, nil)
			continue
		}
		name := r.Name()
		if !named {
			name = "result"
		}
		c := f.newCell(name, r.Type(), true)
		fr.results = append(fr.results, c)
		if named {
			fr.scope.vars[r] = c
			f.set(&place{cell: c, t: r.Type()}, f.zero(r.Type()), r.Pos())
		}
	}
}

func (f *fn) resultPlace(fr *frame, i int) *place {
	return &place{cell: fr.results[i], t: fr.sig.Results().At(i).Type()}
}

// leaveScope forgets what the exits of a function hold in its own variables.
func (f *fn) leaveScope(exits []exit, start int, results []any) {
	keep := map[*slot]bool{}
	for _, r := range results {
		keepSlots(r, keep)
	}
	for _, e := range exits {
		for sl := range e.state {
			if sl.number > start && !sl.kept && !keep[sl] && sl.dict == nil {
				delete(e.state, sl)
			}
		}
	}
}

func keepSlots(cell any, keep map[*slot]bool) {
	switch c := cell.(type) {
	case *slot:
		keep[c] = true
	case *record:
		for _, p := range c.parts {
			keepSlots(p, keep)
		}
	}
}

// onlyReturn says that a body returns at its end at most.
func onlyReturn(body *ast.BlockStmt) bool {
	count := 0
	ast.Inspect(body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			count++
		}
		return true
	})
	if count == 0 {
		return true
	}
	last, ok := body.List[len(body.List)-1].(*ast.ReturnStmt)
	return ok && last != nil && count == 1
}
