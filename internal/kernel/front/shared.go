package front

import (
	"go/ast"
	"go/types"
	"sync"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// shared holds functions of a library that have been lowered. Programs hold the
// functions themselves, not copies.
type shared struct {
	mu    sync.Mutex
	l     *lowering
	needs map[*ir.Func]*closureOf
}

// closureOf is a function with all it needs, callees before callers.
type closureOf struct {
	funcs  []*ir.Func
	tables []*ir.Table
}

func newShared(lib *Library) *shared {
	return &shared{l: newLowering(lib), needs: map[*ir.Func]*closureOf{}}
}

// function lowers a function of the library on its first use.
func (s *shared) function(pkg *loaded, decl *ast.FuncDecl) (*ir.Func, *closureOf, []Diagnostic) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.l.funcs[decl]
	if f == nil {
		s.l.work = 0
		f = s.l.build(pkg, decl, pkg.info.Defs[decl.Name].(*types.Func).Signature(), called)
	}
	if f == nil {
		problems := s.l.diagnostics
		s.l.diagnostics = nil
		return nil, nil, problems
	}
	return f, s.closure(f), nil
}

// closure finds what a function needs.
func (s *shared) closure(f *ir.Func) *closureOf {
	if c := s.needs[f]; c != nil {
		return c
	}
	c := &closureOf{}
	seen := map[*ir.Func]bool{}
	tables := map[*ir.Table]bool{}
	addTable := func(t *ir.Table) {
		if !tables[t] {
			tables[t] = true
			c.tables = append(c.tables, t)
		}
	}
	f.Body.Walk(func(v *ir.Value) {
		if v.Table != nil {
			addTable(v.Table)
		}
		if v.Func == nil || seen[v.Func] {
			return
		}
		inner := s.closure(v.Func)
		for _, g := range inner.funcs {
			if !seen[g] {
				seen[g] = true
				c.funcs = append(c.funcs, g)
			}
		}
		for _, t := range inner.tables {
			addTable(t)
		}
	})
	c.funcs = append(c.funcs, f)
	s.needs[f] = c
	return c
}

// table is the table of a variable of the library, or nil.
func (s *shared) table(v *types.Var) *ir.Table {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.l.table(v)
}

// adopt takes a function of the library into the program, with all it needs.
func (l *lowering) adopt(c *closureOf) {
	for _, f := range c.funcs {
		if !l.adopted[f] {
			l.adopted[f] = true
			l.program.Funcs = append(l.program.Funcs, f)
		}
	}
	for _, t := range c.tables {
		l.adoptTable(t)
	}
}

func (l *lowering) adoptTable(t *ir.Table) {
	if !l.hasTable[t] {
		l.hasTable[t] = true
		l.program.Tables = append(l.program.Tables, t)
	}
}
