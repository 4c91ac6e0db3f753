package fit

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/nearest"
)

// Constant is a number that a reward names.
type Constant struct {
	// Name is as declared. Of several constants of one name each is called after
	// its function, and within one function numbered: Reward.scale,
	// Reward.scale#2.
	Name    string  `json:"name"`
	Value   float64 `json:"value"` // finite
	Line    int     `json:"line"`  // of the number, from 1
	Column  int     `json:"column"`
	Comment string  `json:"comment,omitempty"` // of its declaration, in which units are usually given
	Uses    int     `json:"uses"`              // how often the reward uses the name, at least 1

	from, to int // bytes of the number with its sign
}

// ErrNone says that a reward names no number that can be tuned.
var ErrNone = errors.New("the reward names no number to tune: write its weights and scales as constants of their own, such as const angleWeight = 0.5 // per rad")

// Constants returns the numbers that a reward names, in the order of the text:
// constants, of the package or of a function, that are used and whose value is
// one floating-point number, or a whole one of type float64. Whole numbers
// without a type may be counts, and expressions follow what they are made of;
// neither is tuned. The error is ErrNone where there is nothing to tune.
func Constants(source string) ([]Constant, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "reward.go", source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("constants: %w", err)
	}
	f := finder{fset: fset, uses: uses(file)}
	for _, d := range file.Decls {
		function := ""
		if fn, ok := d.(*ast.FuncDecl); ok {
			function = fn.Name.Name
		}
		ast.Inspect(d, func(n ast.Node) bool {
			if g, ok := n.(*ast.GenDecl); ok && g.Tok == token.CONST {
				f.group(g, function)
			}
			return true
		})
	}
	if len(f.found) == 0 {
		return nil, ErrNone
	}
	return f.named(), nil
}

// uses counts the identifiers of a file that are no declarations of constants,
// by name.
func uses(file *ast.File) map[string]int {
	count := map[string]int{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			count[n.Name]++
		case *ast.GenDecl:
			if n.Tok == token.CONST {
				for _, spec := range n.Specs {
					for _, name := range spec.(*ast.ValueSpec).Names {
						count[name.Name]--
					}
				}
			}
		case *ast.SelectorExpr: // the selected name is a field or of another package
			count[n.Sel.Name]--
		}
		return true
	})
	return count
}

// finder collects constants.
type finder struct {
	fset  *token.FileSet
	uses  map[string]int
	found []Constant
	in    []string // function of each; "" for the package
}

func (f *finder) group(g *ast.GenDecl, function string) {
	for _, spec := range g.Specs {
		s := spec.(*ast.ValueSpec)
		for i, name := range s.Names {
			if i >= len(s.Values) || name.Name == "_" || f.uses[name.Name] < 1 { // repeats the value above, or is of no use
				continue
			}
			c, ok := f.number(s.Values[i], isFloat64(s.Type))
			if !ok {
				continue
			}
			c.Name, c.Uses, c.Comment = name.Name, f.uses[name.Name], comment(g, s)
			f.found, f.in = append(f.found, c), append(f.in, function)
		}
	}
}

func isFloat64(t ast.Expr) bool {
	id, ok := t.(*ast.Ident)
	return ok && id.Name == "float64"
}

// number reads a literal with or without a sign. Whole ones count where whole is
// set.
func (f *finder) number(e ast.Expr, whole bool) (Constant, bool) {
	sign, literal := 1.0, e
	if u, ok := e.(*ast.UnaryExpr); ok && (u.Op == token.SUB || u.Op == token.ADD) {
		literal = u.X
		if u.Op == token.SUB {
			sign = -1
		}
	}
	l, ok := literal.(*ast.BasicLit)
	if !ok || l.Kind != token.FLOAT && !(whole && l.Kind == token.INT) {
		return Constant{}, false
	}
	v, err := strconv.ParseFloat(l.Value, 64)
	if l.Kind == token.INT {
		var n int64
		n, err = strconv.ParseInt(l.Value, 0, 64)
		v = float64(n)
	}
	if err != nil { // too large
		return Constant{}, false
	}
	at := f.fset.Position(e.Pos())
	return Constant{Value: sign * v, Line: at.Line, Column: at.Column, from: at.Offset, to: f.fset.Position(e.End()).Offset}, true
}

// comment returns what is said of a constant: beside it, above it, or above the
// only declaration of a group.
func comment(g *ast.GenDecl, s *ast.ValueSpec) string {
	for _, c := range []*ast.CommentGroup{s.Comment, s.Doc} {
		if c != nil {
			return strings.TrimSpace(c.Text())
		}
	}
	if len(g.Specs) == 1 && g.Doc != nil {
		return strings.TrimSpace(g.Doc.Text())
	}
	return ""
}

// named returns the constants with names that are all different.
func (f *finder) named() []Constant {
	declared := map[string]int{}
	for _, c := range f.found {
		declared[c.Name]++
	}
	numbers := map[string]int{}
	for i := range f.found {
		c := &f.found[i]
		if declared[c.Name] == 1 {
			continue
		}
		if f.in[i] != "" {
			c.Name = f.in[i] + "." + c.Name
		}
		if numbers[c.Name]++; numbers[c.Name] > 1 {
			c.Name = fmt.Sprintf("%s#%d", c.Name, numbers[c.Name])
		}
	}
	return f.found
}

// Select returns the constants of the given names in the order of the text, and
// all where none are given. It fails where there is none of a name.
func Select(constants []Constant, names []string) ([]Constant, error) {
	if len(names) == 0 {
		return constants, nil
	}
	var known []string
	var selected []Constant
	for _, c := range constants {
		known = append(known, c.Name)
		if slices.Contains(names, c.Name) {
			selected = append(selected, c)
		}
	}
	for _, name := range names {
		if slices.Contains(known, name) {
			continue
		}
		if near := nearest.Of(name, known); near != "" {
			return nil, fmt.Errorf("the reward names no number %q; did you mean %s?", name, near)
		}
		return nil, fmt.Errorf("the reward names no number %q; it names %s", name, strings.Join(known, ", "))
	}
	return selected, nil
}
