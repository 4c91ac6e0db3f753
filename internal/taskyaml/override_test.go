package taskyaml

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOverrides(t *testing.T) {
	src := "env: cartpole\ndesign:\n  iterations: 0\nbudget:\nmodels:\n  - name: a\n"
	got := defaults()
	index, err := Decode("t.yaml", []byte(src), &got, []string{
		"design.iterations=7", "budget.usd=1.5", "search.width=9", "models[0].timeout=3s", "models[1].name=b",
		"instruction=go: fast # now", "params.mass=2", `prompts["a.b"]=x.txt`, "seeds=[1, 2k]", "extra={a: [1]}", "verbose=true",
	})
	if err != nil {
		t.Fatal(err)
	}
	want := defaults()
	_, err = Decode("u.yaml", []byte(`env: cartpole
design: {iterations: 7}
budget: {usd: 1.5}
search: {width: 9}
models: [{name: a, timeout: 3s}, {name: b}]
instruction: "go: fast # now"
params: {mass: 2}
prompts: {a.b: x.txt}
seeds: [1, 2000]
extra: {a: [1]}
verbose: true
`), &want, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, exact); diff != "" {
		t.Errorf("overrides do not do what the file would (-file +overrides):\n%s", diff)
	}
	if at := index.At("budget.usd"); at.File != "--set budget.usd=1.5" || at.Line != 0 {
		t.Errorf("budget.usd is blamed on %v", at)
	}
}

func TestOverrideRefusals(t *testing.T) {
	for _, test := range []struct{ set, want string }{
		{"design.iterations=0", "--set design.iterations=0: design.iterations: want a whole number from 1 to 100, got 0"},
		{"design.iteratons=3", `--set design.iteratons=3: unknown key "iteratons" in design; did you mean "iterations"? (known: preset, iterations, samples, rate, gamma, steps, small)`},
		{"desing.iterations=3", `--set desing.iterations=3: unknown key "desing"; did you mean "design"? (known: env, instruction, design, budget, search, models, params, extra, prompts, seeds, widths, verbose)`},
		{"verbose", "--set verbose: want key.path=value"},
		{"=3", "--set =3: the key is empty"},
		{"a..b=3", `--set a..b=3: "a..b" is not a key path: a key between the dots is empty`},
		{"seeds[x]=3", `--set seeds[x]=3: "seeds[x]" is not a key path: expected a list index such as [2] at [x]`},
		{"seeds[0]=3", "--set seeds[0]=3: seeds is not in the file; set the whole list, as in seeds=[...]"},
		{"models[2].name=b", "--set models[2].name=b: models has 1 elements; the next is models[1]"},
		{"instruction.x=3", `--set instruction.x=3: instruction is "go" at t.yaml:2:14, which has no key "x"`},
		{"seeds=[1", "--set seeds=[1: character 2 of the value: this list is not closed with ], or a comma is missing"},
		{"verbose=", "--set verbose=: verbose: want true or false, got nothing"},
		{"seeds=[*x]", "--set seeds=[*x]: character 3 of the value: aliases are not allowed; write the value out, or quote text that begins with *"},
		{"seeds=&a [1]", "--set seeds=&a [1]: the anchor &a is not allowed; remove it"},
		{"design.preset=Eureka", "--set design.preset=Eureka: design.preset: want one of eureka, smoke, card, got \"Eureka\"; did you mean eureka?"},
	} {
		t.Run(test.set, func(t *testing.T) {
			got := defaults()
			_, err := Decode("t.yaml", []byte("env: a\ninstruction: go\nmodels: [{name: a}]\n"), &got, []string{test.set})
			if err == nil {
				t.Fatal("no error")
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("problem (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOverridesAreReportedBesideABrokenFile(t *testing.T) {
	got := defaults()
	_, err := Decode("t.yaml", []byte("env: [a\n"), &got, []string{"verbose=maybe", "budget.wall=3"})
	if err == nil {
		t.Fatal("no error")
	}
	if lines := strings.Split(err.Error(), "\n"); len(lines) != 3 || !strings.HasPrefix(lines[0], "t.yaml:1:") || !strings.HasPrefix(lines[2], "--set budget.wall=3: ") {
		t.Errorf("want the syntax error and both overrides, got:\n%v", err)
	}
}
