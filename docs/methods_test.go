package docs_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/diagnosis"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/screen"
)

// TestMethodsAreCurrent holds the pages of methods to the presets and to the constants
// of their stages. Every method has a page.
func TestMethodsAreCurrent(t *testing.T) {
	current(t, "methods/README.md", "Methods", map[string]string{"methods": methodList(), "stages": stages(t)})
	wanted := map[string]map[string]string{}
	for _, forms := range methods() {
		page := pageOf(&forms[0])
		if wanted[page] == nil {
			wanted[page] = tablesOf(t, page)
		}
		if forms[0].Form != formControl {
			wanted[page]["values"] = values(forms)
		}
	}
	for page, tables := range wanted {
		t.Run(page, func(t *testing.T) { current(t, "methods/"+page, "Methods", tables) })
	}
}

// tablesOf returns what a page shows besides the values of presets.
func tablesOf(t *testing.T, page string) map[string]string {
	switch page {
	case "card.md":
		return map[string]string{"sizes": sizes(
			size{"accuracy from which a reward passes", screen.DefaultPass},
			size{"episodes of each candidate that rewards rank", screen.DefaultEpisodes},
			size{"last evaluations that the model reads", constant(t, "method_card.go", "evaluations")},
			size{"moments of an episode, besides its last state", constant(t, "feedback.go", "traceRows")},
		)}
	case "mc-reward.md":
		return map[string]string{"sizes": sizes(
			size{"reviews of a candidate, at most", constant(t, "reviewing.go", "reviewRounds")},
			size{"episodes that are watched", screen.DefaultEpisodes},
			size{"failed ones that the analyst reads, at most", constant(t, "analysis.go", "failedEpisodes")},
			size{"last steps of each", constant(t, "analysis.go", "lastSteps")},
		)}
	case "progresscounts.md":
		counts := evaluator.DefaultCounts()
		return map[string]string{"sizes": sizes(
			size{"bins over the range of the first rollout", counts.Bins},
			size{"bins of the same width on either side of it", counts.Beyond},
			size{"bonus of the first visit to a bin", counts.Bonus},
		)}
	case "diagnostic.md":
		return map[string]string{
			"vocabulary": vocabulary(), "fits": fits(t),
			"sizes": sizes(size{"version of the vocabulary", diagnosis.Version}),
		}
	}
	return map[string]string{}
}

// methods groups the presets by their names.
func methods() [][]designer.Preset {
	var list [][]designer.Preset
	for _, p := range designer.Presets() {
		if n := len(list); n > 0 && list[n-1][0].Name == p.Name {
			list[n-1] = append(list[n-1], p)
			continue
		}
		list = append(list, []designer.Preset{p})
	}
	return list
}

// formControl is the form of presets that are no methods of others.
const formControl = "control"

// pageOf names the page of a method; controls share one.
func pageOf(p *designer.Preset) string {
	if p.Form == formControl {
		return "controls.md"
	}
	return p.Name + ".md"
}

// methodList is the table of all methods.
func methodList() string {
	var b strings.Builder
	b.WriteString("| method | form | candidates | what it does |\n|---|---|---:|---|\n")
	for _, p := range designer.Presets() {
		size := "none"
		if p.Searches() {
			size = fmt.Sprintf("%d x %d", p.Samples, p.Iterations)
		}
		fmt.Fprintf(&b, "| [%s](%s) | `%s` | %s | %s |\n", p.Name, pageOf(&p), p.Form, size, p.About)
	}
	return b.String()
}

// values is the table of what the forms of a method decide.
func values(forms []designer.Preset) string {
	var b strings.Builder
	b.WriteString("| key |")
	for _, p := range forms {
		fmt.Fprintf(&b, " `%s` |", p.Form)
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(forms)) + "\n")
	row := func(key string, value func(p *designer.Preset) string) {
		fmt.Fprintf(&b, "| `%s` |", key)
		for i := range forms {
			fmt.Fprintf(&b, " %s |", value(&forms[i]))
		}
		b.WriteString("\n")
	}
	for i, v := range forms[0].Values() {
		row("method."+v.Key, func(p *designer.Preset) string { return p.Values()[i].Value })
	}
	row("model.temperature", func(p *designer.Preset) string { return fmt.Sprint(p.Temperature) })
	return b.String()
}

// stages is the table of the keys of a method with the values that they take.
func stages(t *testing.T) string {
	t.Helper()
	used := map[string][]string{} // key and value, to the methods that decide so
	gates := map[string]bool{}
	for _, p := range designer.Presets() {
		if p.Form == formControl {
			continue
		}
		for _, gate := range p.Gates {
			gates[gate] = true
		}
		for _, v := range p.Values() {
			for _, one := range strings.Split(v.Value, ", ") {
				used[v.Key+" "+one] = append(used[v.Key+" "+one], p.Name)
			}
		}
	}
	var b strings.Builder
	b.WriteString("| key | value | of |\n|---|---|---|\n")
	method := reflect.TypeFor[designer.Method]()
	for i := range method.NumField() {
		key := method.Field(i).Tag.Get("yaml")
		choices := strings.Split(method.Field(i).Tag.Get("enum"), ",")
		switch key {
		case "preset", "form":
			continue
		case "gates":
			choices = slices.Sorted(maps.Keys(gates))
		}
		for _, value := range choices {
			if value == "" {
				continue
			}
			names := slices.Compact(used[key+" "+value])
			if names == nil {
				names = []string{"none by itself"}
			}
			fmt.Fprintf(&b, "| `method.%s` | `%s` | %s |\n", key, value, strings.Join(names, ", "))
		}
	}
	return b.String()
}

// vocabulary is the table of diagnoses.
func vocabulary() string {
	var b strings.Builder
	b.WriteString("| name | what it means | found where | what the model is advised |\n|---|---|---|---|\n")
	for _, e := range diagnosis.Vocabulary() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", e.Name, e.Meaning, e.Rule, e.Advice)
	}
	return b.String()
}

// fits lists the built-in environments in which diagnoses mean something.
func fits(t *testing.T) string {
	t.Helper()
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range all {
		if spec := e.Spec(); diagnosis.Fits(spec, evaluator.DecidedBySuccess(spec)) {
			names = append(names, "`"+spec.Name+"`")
		}
	}
	return "Of the built-in environments: " + strings.Join(names, ", ") + ".\n"
}

// size is a constant of a stage.
type size struct {
	what  string
	value any
}

func sizes(list ...size) string {
	var b strings.Builder
	b.WriteString("| | |\n|---|---:|\n")
	for _, s := range list {
		fmt.Fprintf(&b, "| %s | %v |\n", s.what, s.value)
	}
	return b.String()
}

// constant returns the text of a constant in a file of package designer.
func constant(t *testing.T, file, name string) string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "designer", file), nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var text string
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.ValueSpec); ok {
			if i := slices.IndexFunc(s.Names, func(id *ast.Ident) bool { return id.Name == name }); i >= 0 && i < len(s.Values) {
				if literal, ok := s.Values[i].(*ast.BasicLit); ok {
					text = literal.Value
				}
			}
		}
		return true
	})
	if text == "" {
		t.Fatalf("%s has no constant %s", file, name)
	}
	return text
}

// place is a file or folder of the program in a page.
var place = regexp.MustCompile("`((?:cmd|critic|designer|envs|evaluator|examples|prompts)(?:/[\\w.-]+)*)`")

// TestPlacesExist finds every file that a page of a method names.
func TestPlacesExist(t *testing.T) {
	pages, err := filepath.Glob("methods/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		for _, m := range place.FindAllStringSubmatch(read(t, page), -1) {
			if _, err := os.Stat(filepath.Join("..", m[1])); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
	}
}

// taskFile is one of the examples in a command, as it is named from the root.
var taskFile = regexp.MustCompile(`(?m)^ *(?:go run \./cmd/)?rewardsmith \S+ (?:.* )?(examples/\S+\.yaml)`)

// TestCommandsNameFiles finds the task file of every command that a page shows.
func TestCommandsNameFiles(t *testing.T) {
	pages, err := filepath.Glob("methods/*.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := 0
	for _, page := range append(pages, "../README.md", "fit.md", "compare.md") {
		for _, m := range taskFile.FindAllStringSubmatch(read(t, page), -1) {
			commands++
			if _, err := os.Stat(filepath.Join("..", m[1])); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
	}
	if commands < len(pages)/2 {
		t.Errorf("found only %d commands in %d pages: is the pattern right?", commands, len(pages))
	}
}

// link is one to another page of these folders.
var link = regexp.MustCompile(`\]\(([^)#:]+\.md)\)`)

// TestLinksLead follows the links between pages.
func TestLinksLead(t *testing.T) {
	pages, err := filepath.Glob("methods/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range append(pages, "../README.md") {
		for _, m := range link.FindAllStringSubmatch(read(t, page), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), m[1])); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
	}
}
