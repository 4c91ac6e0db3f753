package taskyaml

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var exact = cmp.Options{cmpopts.IgnoreUnexported(task{}), cmpopts.IgnoreFields(task{}, "Ignored"), cmp.AllowUnexported(common{})}

func pointer[T any](v T) *T { return &v }

func TestDecodeFillsEveryKind(t *testing.T) {
	src := `# a comment
env: {name: cartpole, level: 2}
instruction: |
  go: fast
  and straight
design:
  preset: smoke
  iterations: 0x10
  samples: 1_000
  rate: 1e-3
  gamma: .5
  steps: 1.5M
budget:
  usd: 2.50
  wall: 90m
search:
models:
  - name: a
  - {name: "007", timeout: 5s}
params: {length: 0.5, "pole.mass": 2k}
extra:
  stop: [x, 1, 2.5, null, true]
  nested: {a: "1"}
seeds: [18446744073709551615, 1e3]
verbose: true
`
	got := defaults()
	index, err := Decode("t.yaml", []byte(src), &got, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := defaults()
	want.Env = env{Name: "cartpole", Level: 2}
	want.Instruction = "go: fast\nand straight\n"
	want.Design = design{Preset: "smoke", Iterations: 16, Samples: 1000, Rate: 1e-3, Gamma: .5, Steps: 1500000, Small: .1}
	want.Budget = budget{USD: pointer(2.5), Wall: 90 * time.Minute}
	want.Models = []model{{"a", 90 * time.Second}, {"007", 5 * time.Second}}
	want.Params = map[string]float64{"mass": 1, "length": .5, "pole.mass": 2000}
	want.Extra = map[string]any{
		"stop":   []any{"x", int64(1), 2.5, nil, true},
		"nested": map[string]any{"a": "1"},
	}
	want.Seeds = []uint64{1<<64 - 1, 1000}
	want.Verbose = true
	if diff := cmp.Diff(want, got, exact); diff != "" {
		t.Errorf("decoded task (-want +got):\n%s", diff)
	}
	for path, line := range map[string]int{
		"budget.usd": 14, "budget.calls": 13, "models[1].timeout": 19, "models": 17, `params["pole.mass"]`: 20,
		"env.level": 2, "nowhere": 1, "extra.stop[2]": 22, "widths": 1,
	} {
		if at := index.At(path); at.Line != line {
			t.Errorf("At(%s) is %v, want line %d", path, at, line)
		}
	}
	if !index.Given("budget.usd") || index.Given("budget.calls") {
		t.Error("Given does not tell the keys of the file from the others")
	}
	if got, want := index.Problem("budget.usd", "too little").String(), "t.yaml:14:8: budget.usd: too little"; got != want {
		t.Errorf("Problem is %q, want %q", got, want)
	}
}

func TestDecodeReportsEveryMistake(t *testing.T) {
	src := `env: two words
desgin:
  iterations: 3
design:
  preset: eurka
  iteratons: 3
  iterations: 0
  samples: 3000000000
  rate: 0
  gamma: 1
  steps: 2.5
  iterations: 7
budget:
  usd: -1
  wall: 90
  calls: "3"
usd: 3
models:
  - timeout: 5d
  - name:
  - name: ""
  - 3
params: [1]
seeds: -1
widths: [1, 0, [2], x, yes]
verbose: yes
instruction: [a, b]
[1]: 2
`
	got := defaults()
	_, err := Decode("quick.yaml", []byte(src), &got, nil)
	want := `quick.yaml:1:6: env: "two words" is not a name
quick.yaml:2:1: unknown key "desgin"; did you mean "design"? (known: env, instruction, design, budget, search, models, params, extra, prompts, seeds, widths, verbose)
quick.yaml:5:11: design.preset: want one of eureka, smoke, card, got "eurka"; did you mean eureka?
quick.yaml:6:3: unknown key "iteratons" in design; did you mean "iterations"? (known: preset, iterations, samples, rate, gamma, steps, small)
quick.yaml:7:15: design.iterations: want a whole number from 1 to 100, got 0
quick.yaml:8:12: design.samples: want a whole number of at least 1, got 3000000000; it does not fit in 32 bits
quick.yaml:9:9: design.rate: want a number above 0, up to 1, got 0
quick.yaml:10:10: design.gamma: want a number from 0, below 1, got 1
quick.yaml:11:10: design.steps: want a whole number of at least 1, got 2.5
quick.yaml:12:3: the key "iterations" in design was already given at line 7
quick.yaml:14:8: budget.usd: want a number of at least 0, got -1
quick.yaml:15:9: budget.wall: want a duration such as 90s or 5m of at least 1s, got 90; add a unit, as in 90s
quick.yaml:16:10: budget.calls: want a whole number of at least 0, got "3"; remove the quotes
quick.yaml:17:1: unknown key "usd"; did you mean budget.usd? (known: env, instruction, design, budget, search, models, params, extra, prompts, seeds, widths, verbose)
quick.yaml:19:5: missing key "name" in models[0]: The model's name.
quick.yaml:19:14: models[0].timeout: want a duration such as 90s or 5m, got "5d"; the units are h, m, s and ms
quick.yaml:20:10: models[1].name: want text, got nothing
quick.yaml:21:11: models[2].name: must not be empty
quick.yaml:22:5: models[3]: want a mapping, got 3 (keys: name, timeout)
quick.yaml:23:9: params: want a mapping of names, each a number, got a list
quick.yaml:24:8: seeds: want a list, each a whole number of at least 0, got -1
quick.yaml:25:13: widths[1]: want a whole number of at least 1, got 0
quick.yaml:25:16: widths[2]: want a whole number of at least 1, got a list
quick.yaml:25:21: widths[3]: want a whole number of at least 1, got "x"
quick.yaml:25:24: widths[4]: want a whole number of at least 1, got "yes"
quick.yaml:26:10: verbose: want true or false, got "yes"; write true
quick.yaml:27:14: instruction: want text, got a list
quick.yaml:28:1: want a key, got a list`
	if err == nil {
		t.Fatal("no error")
	}
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(err.Error(), "\n")); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	var e *Error
	if !errors.As(err, &e) || e.Problems[4].Path != "design.iterations" || e.Problems[4].Column != 15 {
		t.Errorf("want problems as values, got %#v", err)
	}
	if got.Design.Gamma != .99 {
		t.Errorf("a refused value was kept: gamma %v", got.Design.Gamma)
	}
}

func TestDecodeRefusals(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"empty file", "", `t.yaml:1:1: missing key "env": The environment to design a reward for.`},
		{"only comments", "# x\n", `t.yaml:1:1: missing key "env": The environment to design a reward for.`},
		{"not a mapping", "- env\n", "t.yaml:1:1: want a mapping of keys to values, got a list"},
		{"plain text", "cartpole\n", `t.yaml:1:1: want a mapping of keys to values, got "cartpole"`},
		{"two colons", "env: a\ninstruction: go: fast\n", "t.yaml:2:16: a colon is not allowed here; indent keys of one mapping alike, and quote text that holds a colon and a space"},
		{"tab", "env: a\ndesign:\n\titerations: 1\n", "t.yaml:3:1: a tab cannot indent or separate; use spaces"},
		{"open list", "env: a\nseeds: [1, 2\nwidths: [3]\n", "t.yaml:2:12: this list is not closed with ], or a comma is missing"},
		{"open quote", "env: a\ninstruction: \"go\nseeds: [1]\n", "t.yaml:2:14: this quoted text is never closed"},
		{"bad start", "env: @a\n", "t.yaml:1:6: a value cannot begin with this character; quote the text"},
		{"list then key", "models:\n  - name: a\n seeds: [1]\nenv: a\n", "t.yaml:3:2: a key was expected here; indent keys of one mapping alike"},
		{"two documents", "env: a\n---\nenv: b\n", "t.yaml:2:1: a second document begins here; keep one, without ---"},
		{"not UTF-8", "env: a\ninstruction: \xff\n", "t.yaml:2:14: the file is not UTF-8 text here"},
		{"anchor and alias", "env: &x a\ninstruction: *x\n", "t.yaml:1:6: the anchor &x is not allowed; remove it\nt.yaml:2:14: aliases are not allowed; write the value out"},
		{"alias of nothing", "env: *x\n", "t.yaml:1:7: aliases are not allowed; write the value out, or quote text that begins with *"},
		{"tag", "env: !!str 3\n", "t.yaml:1:6: the tag !!str is not allowed; remove it"},
		{"merge", "env: a\ndesign:\n  <<: {steps: 3}\n", "t.yaml:3:3: the merge key << is not allowed; write the keys out"},
		{"infinite", "env: a\ndesign: {gamma: .inf}\n", "t.yaml:2:17: design.gamma: want a number from 0, below 1, got .inf; it must be finite"},
		{"octal", "env: a\nseeds: [010]\n", "t.yaml:2:9: seeds[0]: want a whole number of at least 0, got 010; drop the leading zero"},
		{"small suffix", "env: a\nseeds: [3m]\n", `t.yaml:2:9: seeds[0]: want a whole number of at least 0, got "3m"; the suffixes are k, M and G`},
		{"huge exponent", "env: a\nseeds: [1e999]\n", `t.yaml:2:9: seeds[0]: want a whole number of at least 0, got "1e999"; it does not fit in 64 bits`},
		{"huger exponent", "env: a\nseeds: [1e999999999]\n", `t.yaml:2:9: seeds[0]: want a whole number of at least 0, got "1e999999999"`},
		{"required and null", "env: a\nmodels: [{name: null}]\n", "t.yaml:2:17: models[0].name: want text, got nothing"},
		{"empty list value", "env: a\nseeds:\n", "t.yaml:2:7: seeds: want a list, each a whole number of at least 0, got nothing; write [] for an empty list"},
		{"several values without brackets", "env: a\nseeds: 1, 2\n", `t.yaml:2:8: seeds: want a list, each a whole number of at least 0, got "1, 2"; write [1, 2]`},
		{"a value that is no list in brackets", "env: a\nseeds: '1}'\n", `t.yaml:2:8: seeds: want a list, each a whole number of at least 0, got "1}"`},
		{"a value that brackets make no better", "env: a\nseeds: 1, x\n", `t.yaml:2:8: seeds: want a list, each a whole number of at least 0, got "1, x"`},
		{"one value in place of a list", "env: a\nseeds: 3\n", `t.yaml:2:8: seeds: want a list, each a whole number of at least 0, got 3; write [3]`},
		{"an alias in brackets", "env: a\nseeds: '*x'\n", `t.yaml:2:8: seeds: want a list, each a whole number of at least 0, got "*x"`},
		{"inside custom", "env: {name: a, levle: 2}\n", `t.yaml:1:16: unknown key "levle" in env; did you mean "level"? (known: name, level)`},
		{"custom kind", "env: [a]\n", "t.yaml:1:6: env: want a name or a mapping"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := defaults()
			_, err := Decode("t.yaml", []byte(test.src), &got, nil)
			if err == nil {
				t.Fatal("no error")
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDecodeLeavesDefaultsAlone(t *testing.T) {
	usd, shared := 3.0, map[string]float64{"mass": 1}
	base := defaults()
	base.Budget.USD, base.Params = &usd, shared
	got := base
	if _, err := Decode("t.yaml", []byte("env: a\nbudget: {usd: 5}\nparams: {mass: 2}\nwidths: []\n"), &got, nil); err != nil {
		t.Fatal(err)
	}
	if usd != 3 || shared["mass"] != 1 {
		t.Errorf("decoding changed the defaults: usd %v, mass %v", usd, shared["mass"])
	}
	if *got.Budget.USD != 5 || got.Params["mass"] != 2 || got.Widths != nil {
		t.Errorf("got usd %v, params %v, widths %v", *got.Budget.USD, got.Params, got.Widths)
	}
	if _, err := Decode("t.yaml", []byte("env: a\nbudget: {usd: null}\nsearch: {}\n"), &got, nil); err != nil {
		t.Fatal(err)
	}
	if got.Budget.USD != nil || got.Search == nil || got.Search.Width != 4 {
		t.Errorf("got usd %v, search %v, want nil and the default search", got.Budget.USD, got.Search)
	}
}

// TestUnlisted: a text that is allowed besides the others is read and shown to nobody.
func TestUnlisted(t *testing.T) {
	got := struct {
		Kind string `yaml:"kind" enum:"a,b" unlisted:"own" doc:"a or b"`
	}{Kind: "a"}
	if bytes.Contains(Schema(&got), []byte("own")) || bytes.Contains(Template(&got), []byte("own")) {
		t.Errorf("it is shown:\n%s\n%s", Schema(&got), Template(&got))
	}
	if _, err := Decode("t.yaml", []byte("kind: own\n"), &got, nil); err != nil || got.Kind != "own" {
		t.Errorf("read as %q, %v", got.Kind, err)
	}
	_, err := Decode("t.yaml", []byte("kind: other\n"), &got, nil)
	if want := `t.yaml:1:7: kind: want one of a, b, got "other"`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// TestNothingIsEmptyText: a key with nothing after it, or that is set to nothing,
// is empty text where any text is allowed.
func TestNothingIsEmptyText(t *testing.T) {
	type note struct {
		Plain    string  `yaml:"plain"`
		Optional *string `yaml:"optional"`
		Choice   *string `yaml:"choice" enum:"a,b"`
	}
	for _, test := range []struct {
		source string
		set    []string
	}{
		{"plain:\noptional: ~\nchoice: null\n", nil},
		{"plain: x\noptional: x\nchoice: a\n", []string{"plain=", "optional=", "choice="}},
	} {
		got := note{Plain: "default", Optional: pointer("default"), Choice: pointer("b")}
		if _, err := Decode("t.yaml", []byte(test.source), &got, test.set); err != nil {
			t.Fatalf("%q: %v", test.source, err)
		}
		if got.Plain != "" || got.Optional == nil || *got.Optional != "" || got.Choice != nil {
			t.Errorf("%q: got %+v, want empty texts and no choice", test.source, got)
		}
	}
}

func TestProgramMistakesPanic(t *testing.T) {
	for name, out := range map[string]any{
		"not a pointer": task{},
		"channel": &struct {
			C chan int `yaml:"c"`
		}{},
		"numeric keys": &struct {
			M map[int]int `yaml:"m"`
		}{},
		"range of text": &struct {
			S string `yaml:"s" min:"1"`
		}{},
		"bad bound": &struct {
			I int `yaml:"i" min:"many"`
		}{},
		"enum of int": &struct {
			I int `yaml:"i" enum:"1,2"`
		}{},
		"unlisted without enum": &struct {
			S string `yaml:"s" unlisted:"a"`
		}{},
		"recursive": &recursive{},
		"twice": &struct {
			A int `yaml:"a"`
			B int `yaml:"a"`
		}{},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			Schema(out)
		})
	}
}

type recursive struct {
	Inner []recursive `yaml:"inner"`
}
