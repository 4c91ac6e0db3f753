package check

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"
)

// path is a variable or a part of one: fields ".x", elements "[1]", "[?]" where
// the index is not constant.
type path struct {
	root  *types.Var
	steps []string
}

// pathOf returns the path of an expression. Through a pointer parameter it
// begins with the parameter.
func (c *checker) pathOf(e ast.Expr) (path, bool) {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, ok := c.info.ObjectOf(e).(*types.Var)
		return path{root: v}, ok
	case *ast.StarExpr:
		return c.pathOf(e.X)
	case *ast.SelectorExpr:
		s := c.info.Selections[e]
		if s == nil || s.Kind() != types.FieldVal {
			return path{}, false
		}
		p, ok := c.pathOf(e.X)
		t := s.Recv()
		for _, i := range s.Index() {
			if pointer, isPointer := t.Underlying().(*types.Pointer); isPointer {
				t = pointer.Elem()
			}
			f := t.Underlying().(*types.Struct).Field(i)
			p.steps = append(p.steps, "."+f.Name())
			t = f.Type()
		}
		return p, ok
	case *ast.IndexExpr:
		t := c.info.Types[e.X].Type
		if t == nil || c.of(t) == terms {
			return path{}, false
		}
		p, ok := c.pathOf(e.X)
		step := "[?]"
		if v := c.info.Types[e.Index].Value; v != nil && v.Kind() == constant.Int {
			step = "[" + v.ExactString() + "]"
		}
		p.steps = append(p.steps, step)
		return p, ok
	}
	return path{}, false
}

// overlaps says that two paths may have something in common.
func (p path) overlaps(q path) bool {
	if p.root != q.root {
		return false
	}
	for i := range min(len(p.steps), len(q.steps)) {
		if p.steps[i] != q.steps[i] && p.steps[i] != "[?]" && q.steps[i] != "[?]" {
			return false
		}
	}
	return true
}

func (p path) String() string {
	if p.root == nil {
		return ""
	}
	return p.root.Name() + strings.Join(p.steps, "")
}
