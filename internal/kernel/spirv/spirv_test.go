package spirv

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

var update = flag.Bool("update", false, "rewrite testdata/*.spvasm")

// read parses and checks a program of testdata.
func read(t *testing.T, path string) *ir.Program {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p, err := ir.Parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := ir.Check(p); err != nil {
		t.Fatal(err)
	}
	return p
}

func programs(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.ir")
	if err != nil || len(paths) == 0 {
		t.Fatal("no programs in testdata", err)
	}
	return paths
}

// TestText compares the text of each testdata/NAME.ir with NAME.spvasm.
func TestText(t *testing.T) {
	for _, path := range programs(t) {
		var got bytes.Buffer
		if err := Fprint(&got, read(t, path), Options{}); err != nil {
			t.Fatal(err)
		}
		golden := strings.TrimSuffix(path, ".ir") + ".spvasm"
		if *update {
			if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", golden, diff)
		}
	}
}

// tool returns the path of one of the SPIR-V tools, or skips the test.
func tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed (Debian: spirv-tools)", name)
	}
	return path
}

// pipe runs a tool with input.
func pipe(input []byte, name string, args ...string) ([]byte, error) {
	c := exec.Command(name, args...)
	c.Stdin = bytes.NewReader(input)
	return c.CombinedOutput()
}

// validate holds a module to the rules of SPIR-V and Vulkan 1.1.
func validate(t *testing.T, validator string, module []byte) {
	t.Helper()
	if out, err := pipe(module, validator, "--target-env", "vulkan1.1", "-"); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestValid(t *testing.T) {
	validator := tool(t, "spirv-val")
	for _, path := range programs(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			for _, o := range []Options{{}, {Software: true}} {
				m, err := Emit(read(t, path), o)
				if err != nil {
					t.Fatal(err)
				}
				validate(t, validator, m.Binary)
			}
		})
	}
}
