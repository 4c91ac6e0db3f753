package taskyaml

import (
	"bytes"
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the files in testdata")

// golden compares got with a file in testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func full() task {
	v := defaults()
	v.Env = env{"reacher", 3}
	v.Instruction = "first line\n  second: line\n"
	v.Design.Rate, v.Design.Steps, v.Design.Small = 1e-7, math.MaxInt64, 1.0/3
	v.Budget = budget{USD: pointer(0.1), Wall: 90*time.Minute + 1, Calls: pointer(0)}
	v.Search = &search{2}
	v.Models = []model{{"yes", time.Second}, {"1e3", 0}, {"", 0}}
	v.Params = map[string]float64{"pole.mass": 1e300, "b": -0.1, "a": 5e-324}
	v.Extra = map[string]any{"f": 2.0, "i": int64(3), "s": "2.0", "n": nil, "l": []any{}, "t": []any{true, "true"}, "m": map[string]any{"": "~"}}
	v.Prompts = map[string]string{"null": " padded ", "<<": "\ttab", "x y": "a\r\nb", "#": "- \u2028 \x00 \"'"}
	v.Seeds = []uint64{math.MaxUint64}
	return v
}

func TestEncodeIsReadBack(t *testing.T) {
	want := full()
	text := Encode(&want)
	golden(t, "full.yaml", text)
	want.Models = want.Models[:2] // an empty name is refused when read
	got := task{}
	if _, err := Decode("t.yaml", Encode(&want), &got, nil); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if diff := cmp.Diff(want, got, exact); diff != "" {
		t.Errorf("read back (-want +got):\n%s\nfrom\n%s", diff, text)
	}
	if again := Encode(&got); !bytes.Equal(again, Encode(&want)) {
		t.Errorf("encoding twice differs:\n%s", again)
	}
}

// TestEncodeKeepsAnyText writes texts that YAML could take for something else.
func TestEncodeKeepsAnyText(t *testing.T) {
	for _, text := range []string{
		"", " ", "\n", "a\n", "a\n\n", "\na", " a\nb", "a \nb", "a\n  b", "a\n\n b\n", "a\tb", "\ta\nb", "null", "~", "true", "No",
		"1", "1e3", ".5", "0x1", "2024-01-02", "=", "<<", "- a", "-", "?", "a: b", "a #b", "#", "*a", "&a", "!a", "!!str a", "%a", "@a", "`a",
		"{", "[]", ",", "'", "\"", "'a'", "\\", "a\rb", "a\u0085b", "\u2028", "\ufeff", "\ufeffa", "\x00", "\x1b[0m", "é", "𝄞", "---", "...", "--- a\nb",
		"a\n---\nb", "a:\n  b", "x\n#y", ">", "|", "a\u00a0b\nc", "\u00a0\nb",
	} {
		type texts struct {
			Text string            `yaml:"text"`
			List []string          `yaml:"list"`
			Map  map[string]string `yaml:"map"`
			Any  any               `yaml:"any"`
		}
		want := texts{text, []string{text, "x"}, map[string]string{text: text}, map[string]any{"k": text}}
		var got texts
		encoded := Encode(&want)
		if _, err := Decode("t.yaml", encoded, &got, nil); err != nil {
			t.Errorf("%q: %v in\n%s", text, err, encoded)
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s\nfrom\n%s", text, diff, encoded)
		}
	}
}

func TestTemplate(t *testing.T) {
	v := defaults()
	text := Template(&v, "instruction", "design.iterations")
	golden(t, "template.yaml", text)
	got := defaults()
	if _, err := Decode("template.yaml", text, &got, nil); err != nil {
		t.Fatalf("the template is not a task file: %v", err)
	}
	want := defaults()
	want.Env.Name = "pendulum" // its example
	if diff := cmp.Diff(want, got, exact); diff != "" {
		t.Errorf("the template changes defaults (-want +got):\n%s", diff)
	}
	settings := regexp.MustCompile(`(?m)^( *)#($|[^ ]|  )`).ReplaceAll(text, []byte("$1$2"))
	got = task{}
	if _, err := Decode("uncommented.yaml", settings, &got, nil); err != nil {
		t.Fatalf("with every setting uncommented: %v in\n%s", err, settings)
	}
	want.Search = &search{4}
	want.Budget.Calls = pointer(80)
	if diff := cmp.Diff(want, got, exact); diff != "" {
		t.Errorf("uncommented settings are not the defaults (-want +got):\n%s", diff)
	}
}

func TestReference(t *testing.T) {
	v := defaults()
	golden(t, "reference.md", Reference(&v))
}

func TestSchema(t *testing.T) {
	v := defaults()
	text := Schema(&v)
	golden(t, "schema.json", text)
	if !json.Valid(text) {
		t.Error("the schema is not JSON")
	}
}

// TestSchemaPatterns holds the schema's patterns to what the decoder accepts.
func TestSchemaPatterns(t *testing.T) {
	numbers, durations := regexp.MustCompile(numberPattern), regexp.MustCompile(durationPattern)
	for _, text := range []string{"1", "-1.5", "150k", "1M", "1_000", "1e6", "0x1F", "1.5G", ".5"} {
		if _, err := number(text); err != nil || !numbers.MatchString(text) {
			t.Errorf("%s: the decoder says %v, the schema %v", text, err, numbers.MatchString(text))
		}
	}
	for _, text := range []string{"x", "1m", "1 k", "k1", "1e1000", "--1"} {
		if _, err := number(text); err == nil || numbers.MatchString(text) {
			t.Errorf("%s: the decoder says %v, the schema %v", text, err, numbers.MatchString(text))
		}
	}
	for _, text := range []string{"0", "5m", "1h30m", "-1.5s", ".5s", "2µs"} {
		if _, err := parseDuration(text); err != nil || !durations.MatchString(text) {
			t.Errorf("%s: the decoder says %v, the schema %v", text, err, durations.MatchString(text))
		}
	}
	for _, text := range []string{"", "5", "5d", "m", "s5"} {
		if _, err := parseDuration(text); err == nil || durations.MatchString(text) {
			t.Errorf("%s: the decoder says %v, the schema %v", text, err, durations.MatchString(text))
		}
	}
}
