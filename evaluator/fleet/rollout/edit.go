package rollout

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"

	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

// withPackageName returns a file's text with another name in its package clause:
// importers call a package by it.
func withPackageName(f kernel.File, name string) (string, error) {
	tree, at, err := parse(f)
	if err != nil {
		return "", err
	}
	from := at(tree.Name.Pos())
	return f.Text[:from] + name + f.Text[from+len(tree.Name.Name):], nil
}

// withImports returns a file's text with other import paths, in the same lines.
func withImports(f kernel.File, paths map[string]string) (string, error) {
	tree, at, err := parse(f)
	if err != nil {
		return "", err
	}
	text := f.Text
	for _, spec := range slices.Backward(tree.Imports) {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return "", err
		}
		if to, ok := paths[path]; ok {
			from := at(spec.Path.Pos())
			text = text[:from] + strconv.Quote(to) + text[from+len(spec.Path.Value):]
		}
	}
	return text, nil
}

// parse reads the head of a file. at tells the offset of a position in its text.
func parse(f kernel.File) (tree *ast.File, at func(token.Pos) int, err error) {
	fset := token.NewFileSet()
	tree, err = parser.ParseFile(fset, f.Name, f.Text, parser.ImportsOnly)
	return tree, func(p token.Pos) int { return fset.Position(p).Offset }, err
}

// packageName returns the name in the package clause of a text that parses.
func packageName(text string) string {
	tree, _, err := parse(kernel.File{Text: text})
	if err != nil {
		return ""
	}
	return tree.Name.Name
}
