package output_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic/output"
)

// TestComplete makes rewards of sources that end in every way a file can.
func TestComplete(t *testing.T) {
	const head = "package reward\n\nimport \"env\"\n\n"
	progress, err := output.Named(output.Progress)
	if err != nil {
		t.Fatal(err)
	}
	function := func(parameters string) string {
		return "func Progress(" + parameters + "s env.State, a env.Action, next env.State) map[string]float64 { return nil }"
	}
	tests := []struct{ name, source, want string }{
		{"plain", head + function("") + "\n", "func Reward(s env.State, a env.Action, next env.State) (total float64, terms map[string]float64) {\n\treturn 0, Progress(s, a, next)\n}\n"},
		{"no newline", head + function("") + " // the end", "\treturn 0, Progress(s, a, next)\n"},
		{"memory", head + "type Memory struct{}\n" + function("m *Memory, "), "func Reward(m *Memory, s env.State, a env.Action, next env.State)"},
		{"a method of that name", head + "type T struct{}\nfunc (T) Progress(a, b, c, d int) {}\n" + function(""), "\treturn 0, Progress(s, a, next)\n"},
	}
	for _, tt := range tests {
		whole, err := progress.Complete(tt.source)
		if err != nil || !strings.HasPrefix(whole, tt.source+"\n\n") || !strings.Contains(whole[len(tt.source):], tt.want) {
			t.Errorf("%s: %q, error %v, want it to go on with %q", tt.name, whole, err, tt.want)
		}
	}
	if _, err := progress.Complete("package reward\n/* no end"); err == nil || !strings.Contains(err.Error(), "reward.go:2") {
		t.Errorf("error %v, want the place of the syntax error", err)
	}
	const own = "package reward // as it is, even where it is not Go ("
	if whole, err := output.Default().Complete(own); whole != own || err != nil {
		t.Errorf("%q, error %v, want the source itself", whole, err)
	}
}

func TestNamed(t *testing.T) {
	for _, k := range output.Kinds() {
		if got, err := output.Named(k.Name); got != k || err != nil {
			t.Errorf("%s: %v, error %v", k.Name, got, err)
		}
		if k.Doc == "" || strings.HasSuffix(k.Doc, ".") || len(k.Functions) == 0 || k.Called == "" {
			t.Errorf("%s is not complete: %+v", k.Name, k)
		}
	}
	if k, err := output.Named(""); k != output.Default() || err != nil {
		t.Errorf("no name is %v, error %v, want the default", k, err)
	}
	if _, err := output.Named("factors"); err == nil || !strings.Contains(err.Error(), "reward, signs, progress") {
		t.Errorf("error %v, want the names", err)
	}
}

func ExampleKinds() {
	for _, k := range output.Kinds() {
		fmt.Printf("%s:\n", k.Name)
		for _, f := range k.Functions {
			fmt.Printf("  %s\n", f.Declaration(false))
		}
	}
	// Output:
	// reward:
	//   func Reward(s env.State, a env.Action, next env.State) (total float64, terms map[string]float64)
	// signs:
	//   func Sparse(s env.State, a env.Action, next env.State) float64
	//   func Dense(s env.State, a env.Action, next env.State) float64
	// progress:
	//   func Progress(s env.State, a env.Action, next env.State) map[string]float64
}
