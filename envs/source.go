package envs

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"strings"
)

// ReadSource reads the files of an environment's folder; draw.go may be missing.
func ReadSource(files fs.FS) (Source, error) {
	var s Source
	if files == nil {
		return s, fmt.Errorf("Source is missing: embed env.go and task.go")
	}
	for _, f := range []struct {
		name     string
		text     *string
		optional bool
	}{{"env.go", &s.Env, false}, {"task.go", &s.Task, false}, {"draw.go", &s.Draw, true}} {
		text, err := fs.ReadFile(files, f.name)
		if err != nil && !f.optional {
			return Source{}, fmt.Errorf("%s is missing: put it into the folder and, where it is embedded, into the go:embed line", f.name)
		}
		*f.text = string(text)
	}
	return s, nil
}

// fieldComments returns the comment of every struct field in env.go, keyed
// "Type.Field", and the package comment.
func fieldComments(source string) (comments map[string]string, doc string, err error) {
	file, err := parser.ParseFile(token.NewFileSet(), "env.go", source, parser.ParseComments)
	if err != nil {
		return nil, "", err
	}
	comments = map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		if st, ok := spec.Type.(*ast.StructType); ok {
			for _, f := range st.Fields.List {
				for _, name := range f.Names {
					comments[spec.Name.Name+"."+name.Name] = f.Comment.Text()
				}
			}
		}
		return false
	})
	return comments, strings.TrimSpace(file.Doc.Text()), nil
}
