package narrow

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math32"
)

// mathPath is the package whose functions stand for those of package math.
const mathPath = "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math32"

// wideMath is how the names of the functions for float64 begin.
const wideMath = "math."

// Math is package math for float32, lowered. It is not changed once made, and can
// be used by several goroutines.
type Math struct {
	program *ir.Program
}

// NewMath lowers the text of kmath/math32.
func NewMath() (*Math, error) {
	texts, err := math32.Text()
	if err != nil {
		return nil, err
	}
	p := front.Package{Path: mathPath}
	for i, text := range texts {
		p.Files = append(p.Files, front.File{Name: fmt.Sprintf("math32/%d.go", i), Text: text})
	}
	lib, err := front.NewLibrary([]front.Package{p})
	if err != nil {
		return nil, fmt.Errorf("mathematics for float32: %w", err)
	}
	names, err := exported(texts)
	if err != nil {
		return nil, fmt.Errorf("mathematics for float32: %w", err)
	}
	var u front.Unit
	for _, name := range names {
		u.Entries = append(u.Entries, front.Entry{Package: mathPath, Func: name, Name: name})
	}
	program, diagnostics := front.Lower(lib, u)
	if len(diagnostics) > 0 {
		errs := make([]error, len(diagnostics))
		for i, d := range diagnostics {
			errs[i] = d
		}
		return nil, fmt.Errorf("mathematics for float32: %w", errors.Join(errs...))
	}
	return &Math{program}, nil
}

// exported returns the names of the exported functions of a package.
func exported(texts []string) ([]string, error) {
	var names []string
	for _, text := range texts {
		file, err := parser.ParseFile(token.NewFileSet(), "", text, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.IsExported() {
				names = append(names, f.Name.Name)
			}
		}
	}
	return names, nil
}

// isMath says that a function is one of package math for float64, or one that
// only these call.
func isMath(f *ir.Func) bool { return strings.HasPrefix(f.Name, wideMath) }

// mathName is the name of a function of package math in it.
func mathName(f *ir.Func) string { return strings.TrimPrefix(f.Name, wideMath) }
