package envs

import (
	"embed"
	"errors"
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
	remedy := " into the folder"
	if _, embedded := files.(embed.FS); embedded {
		remedy += " and into the go:embed line"
	}
	var errs []error
	for _, f := range []struct {
		name     string
		text     *string
		optional bool
	}{{"env.go", &s.Env, false}, {"task.go", &s.Task, false}, {"draw.go", &s.Draw, true}} {
		text, err := fs.ReadFile(files, f.name)
		switch missing := errors.Is(err, fs.ErrNotExist); {
		case missing && !f.optional:
			errs = append(errs, fmt.Errorf("%s is missing: put it%s", f.name, remedy))
		case err != nil && !missing:
			errs = append(errs, fmt.Errorf("%s: %w", f.name, err))
		}
		*f.text = string(text)
	}
	return s, errors.Join(errs...)
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
