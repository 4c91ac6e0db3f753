package taskyaml

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzDecode feeds any bytes and any override to the decoder. It may not panic,
// every problem must have a place and a message, and what is accepted must
// survive encoding.
func FuzzDecode(f *testing.F) {
	for _, name := range []string{"full.yaml", "template.yaml"} {
		src, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src, "budget.usd=3")
	}
	for _, src := range []string{"", "env: a", "env: &a [*a]", "a: b: c", "\t", "env: {<<: *x}", "? [a]\n: b", "env: a\n---\n...", "env: !!binary aGk=", "\xff", "env: \"\\ud800\""} {
		f.Add([]byte(src), `prompts["x"]=|`)
	}
	f.Fuzz(func(t *testing.T, src []byte, set string) {
		got := defaults()
		index, err := Decode("t.yaml", src, &got, []string{set})
		if index == nil {
			t.Fatal("no index")
		}
		if err != nil {
			for _, p := range err.(*Error).Problems {
				if p.Message == "" || p.File == "" || p.File == "t.yaml" && (p.Line < 1 || p.Column < 1) {
					t.Fatalf("a problem without a place: %#v", p)
				}
			}
			return
		}
		again := defaults()
		text := Encode(&got)
		if _, err := Decode("u.yaml", text, &again, nil); err != nil {
			t.Fatalf("the encoding is refused: %v\n%s", err, text)
		}
		if diff := cmp.Diff(got, again, exact); diff != "" {
			t.Fatalf("the encoding says something else (-want +got):\n%s\n%s", diff, text)
		}
	})
}
