// Package importtest holds the direction of imports between the rooms.
package importtest

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/rewardsmith/rewardsmith/"

// allowed lists, for each room, the rooms it may import; a room is the longest
// matching prefix of a package's path. Tests may import what they like.
var allowed = map[string][]string{
	"cmd":             {"cmd", "designer", "critic", "evaluator", "envs", "prompts", "internal"},
	"designer":        {"designer", "critic", "evaluator", "envs", "prompts", "internal"},
	"designer/llm":    {"designer/llm", "internal"},
	"critic":          {"critic", "envs", "internal"},
	"evaluator":       {"evaluator", "envs", "internal"},
	"envs":            {"envs", "internal/kernel"},
	"prompts":         {"prompts", "envs", "internal"},
	"examples":        {"cmd", "envs"},
	"docs":            {"designer", "critic", "evaluator", "envs", "examples", "internal"},
	"internal":        {"internal"},
	"internal/kernel": {"internal/kernel"},
}

// owners lists packages that one room alone may import.
var owners = map[string]string{
	"github.com/sashabaranov/go-openai": "designer/llm",
	"github.com/traefik/yaegi":          "critic",
	"github.com/spf13/cobra":            "cmd",
	"github.com/tetratelabs/wazero":     "internal/kernel",
	"github.com/expr-lang/expr":         "designer",
	"gonum.org/v1/gonum":                "designer",
}

func TestImportsGoOneWay(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		pkg := path.Dir(filepath.ToSlash(rel))
		seen[room(pkg)] = true
		checkFile(t, pkg, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []string{"cmd", "designer", "designer/llm", "critic", "evaluator", "envs", "prompts"} {
		if !seen[r] {
			t.Errorf("no Go file of room %s was found: the walk is broken", r)
		}
	}
}

func checkFile(t *testing.T, pkg, file string) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	from := room(pkg)
	for _, spec := range f.Imports {
		to, _ := strconv.Unquote(spec.Path.Value)
		for prefix, owner := range owners {
			if strings.HasPrefix(to, prefix) && from != owner {
				t.Errorf("%s imports %s, which only %s may", file, to, owner)
			}
		}
		inner, ok := strings.CutPrefix(to, module)
		if ok && !permitted(from, inner) {
			t.Errorf("%s: room %q may not import %s", file, from, inner)
		}
	}
}

// room returns the longest key of allowed that holds pkg.
func room(pkg string) string {
	best := ""
	for r := range allowed {
		if within(pkg, r) && len(r) > len(best) {
			best = r
		}
	}
	return best
}

func permitted(from, to string) bool {
	for _, r := range allowed[from] {
		if within(to, r) && (r == room(to) || within(room(to), r)) {
			return true
		}
	}
	return false
}

func within(pkg, room string) bool { return pkg == room || strings.HasPrefix(pkg, room+"/") }
