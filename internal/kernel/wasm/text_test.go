package wasm

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

var update = flag.Bool("update", false, "rewrite testdata/*.wat")

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

// TestText compares the text of each testdata/NAME.ir with NAME.wat.
func TestText(t *testing.T) {
	for _, path := range programs(t) {
		var got bytes.Buffer
		if err := Fprint(&got, read(t, path), Options{Rows: 16}); err != nil {
			t.Fatal(err)
		}
		golden := strings.TrimSuffix(path, ".ir") + ".wat"
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
