package metric

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"
)

// TestWaysDiffer makes sure that no two ways are one, that none is what an unset
// field holds, and that Held+n is none of the others.
func TestWaysDiffer(t *testing.T) {
	seen := map[int]bool{}
	for _, way := range []int{Sum, Mean, Last, Max, Any, Held} {
		if way <= 0 || way > Held || seen[way] {
			t.Errorf("way %d is unset, above Held or there twice", way)
		}
		seen[way] = true
	}
}

// TestTextDeclaresThePackage holds the embedded text to the compiled package.
func TestTextDeclaresThePackage(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "metric.go", Text(), parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			names[spec.Names[0].Name] = true
		}
		return true
	})
	for _, name := range []string{"Sum", "Mean", "Last", "Max", "Any", "Held"} {
		if !names[name] {
			t.Errorf("the text lacks %s", name)
		}
	}
}
