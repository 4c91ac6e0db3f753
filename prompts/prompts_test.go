package prompts

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestContractIsShort(t *testing.T) {
	if n := strings.Count(strings.TrimSpace(Source(Contract)), "\n") + 1; n > 40 {
		t.Errorf("the contract has %d lines, more than 40", n)
	}
}

// TestContractListsGeom keeps the contract true to package geom.
func TestContractListsGeom(t *testing.T) {
	contract := Source(Contract)
	files, err := fs.Glob(os.DirFS("../envs/geom"), "*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of package geom: %v", err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), "../envs/geom/"+name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, exported := range declared(file) {
			if !strings.Contains(contract, exported) {
				t.Errorf("the contract does not mention geom's %s", exported)
			}
		}
	}
}

// declared returns the exported functions, methods and types that rewards can
// use; those that return an error, as those for programs do, are none.
func declared(file *ast.File) []string {
	var names []string
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && !fails(d) {
				names = append(names, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if s, ok := spec.(*ast.TypeSpec); ok && s.Name.IsExported() {
					names = append(names, s.Name.Name)
				}
			}
		}
	}
	return names
}

func fails(d *ast.FuncDecl) bool {
	if d.Type.Results == nil {
		return false
	}
	for _, r := range d.Type.Results.List {
		if id, ok := r.Type.(*ast.Ident); ok && id.Name == "error" {
			return true
		}
	}
	return false
}

func TestEveryTemplateIsNamed(t *testing.T) {
	text, err := os.ReadFile("prompts.go")
	if err != nil {
		t.Fatal(err)
	}
	var known []string
	for _, m := range regexp.MustCompile(`= "([a-z0-9-]+\.tmpl)"`).FindAllSubmatch(text, -1) {
		known = append(known, string(m[1]))
	}
	slices.Sort(known)
	if got, want := strings.Join(Names(), " "), strings.Join(known, " "); got != want {
		t.Errorf("templates are %s, want %s", got, want)
	}
	for _, name := range Names() {
		if Source(name) == "" {
			t.Errorf("%s is empty", name)
		}
	}
}

func TestOverride(t *testing.T) {
	set, err := Load(fstest.MapFS{
		"tips.tmpl": {Data: []byte("Be {{percent 0.5}} brave.")},
		".keep":     {Data: nil},
	}, "mine")
	if err != nil {
		t.Fatal(err)
	}
	got, err := set.Render(Tips, nil)
	if want := "Be 50 % brave.\n"; err != nil || got != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if untouched, err := set.Render(Reflection, nil); err != nil || !strings.Contains(untouched, "Study this") {
		t.Errorf("a template that is not replaced changed: %q, %v", untouched, err)
	}
}

// TestDigest tells any change of any template.
func TestDigest(t *testing.T) {
	digest := func(overrides fs.FS) string {
		set, err := Load(overrides, "mine")
		if err != nil {
			t.Fatal(err)
		}
		return set.Digest()
	}
	own := digest(nil)
	if digest(nil) != own {
		t.Error("the digest of the same templates differs")
	}
	seen := map[string]string{own: "none"}
	for _, name := range Names() {
		if same := digest(fstest.MapFS{name: {Data: []byte(Source(name))}}); same != own {
			t.Errorf("a copy of %s has another digest", name)
		}
		d := digest(fstest.MapFS{name: {Data: []byte(Source(name) + "{{/* */}}")}})
		if was, ok := seen[d]; ok {
			t.Errorf("a change of %s has the digest of a change of %s", name, was)
		}
		seen[d] = name
	}
}

func TestOverrideMistakes(t *testing.T) {
	for _, test := range []struct {
		name, file, text string
		want             []string
	}{
		{"misspelt", "tip.tmpl", "x", []string{"mine/tip.tmpl", "did you mean tips.tmpl?"}},
		{"unlike any", "README.md", "x", []string{"mine/README.md", "there are analyse.tmpl"}},
		{"syntax", "tips.tmpl", "{{.X", []string{"mine", "tips.tmpl"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Load(fstest.MapFS{test.file: {Data: []byte(test.text)}}, "mine")
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error %q lacks %q", err, want)
				}
			}
		})
	}
}

func TestNumbers(t *testing.T) {
	set, err := Load(fstest.MapFS{"tips.tmpl": {Data: []byte(
		`{{sig 4 12345.678}} {{sig 4 0.00012345678}} {{sig 4 1.5e9}} {{sig 2 0.0}} {{fixed 2 0.005}} {{percent 0.125}} {{percent 1.0}} {{pad 4 "x"}}|`)}}, "mine")
	if err != nil {
		t.Fatal(err)
	}
	got, err := set.Render(Tips, nil)
	if want := "12350 0.0001235 1.5e+09 0 0.01 12.5 % 100 % x   |\n"; err != nil || got != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}
