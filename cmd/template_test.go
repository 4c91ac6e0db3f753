package cmd

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

// commentedKey is a key of a template that waits for its # to be removed.
var commentedKey = regexp.MustCompile(`(?m)^( *)#([a-zA-Z_]+:)`)

// TestTemplateTellsDefaults uncomments every key of the params, method and
// training of each environment's template: that must be the task as it stands.
func TestTemplateTellsDefaults(t *testing.T) {
	p := inProcess(nil)
	all, err := p.environments()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		spec := e.Spec()
		var out strings.Builder
		if code := run(t.Context(), []string{"init", spec.Name}, inProcess(&out)); code != exitOK {
			t.Fatalf("%s: exit code %d", spec.Name, code)
		}
		text := out.String()
		if strings.Contains(text, "null") {
			t.Errorf("%s: a default is null:\n%s", spec.Name, text)
		}
		var parts []string
		for _, key := range []string{"params", "method", "training"} {
			parts = append(parts, section(t, text, key))
		}
		file := filepath.Join(t.TempDir(), "task.yaml")
		defaults := exampleKey.ReplaceAllString(strings.Join(parts, ""), "")
		content := fmt.Sprintf("env: %s\n%s", spec.Name, commentedKey.ReplaceAllString(defaults, "$1$2"))
		if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		got, err := p.loadTask(file, nil)
		if err != nil {
			t.Errorf("%s: %v in\n%s", spec.Name, err, content)
			continue
		}
		want, err := p.loadTask(spec.Name, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(evaluator.Tuned(spec), got.settings()); diff != "" {
			t.Errorf("%s: settings (-tuned +template):\n%s", spec.Name, diff)
		}
		if diff := cmp.Diff(want.Resolved().Method, got.Resolved().Method); diff != "" {
			t.Errorf("%s: method (-default +template):\n%s", spec.Name, diff)
		}
		if len(got.Params) != len(spec.Params) {
			t.Errorf("%s: %d parameters in the template, want %d", spec.Name, len(got.Params), len(spec.Params))
		}
		for _, f := range spec.Params {
			if r := got.Params[f.Name]; r.Lo != f.Default || r.Hi != f.Default {
				t.Errorf("%s: parameter %s is %v, want %g", spec.Name, f.Name, r, f.Default)
			}
		}
	}
}

// exampleKey is a key that has no default, so that the template shows an example.
var exampleKey = regexp.MustCompile(`(?m)^ *#target: .*\n`)

// section is the part of a template that a top-level key begins, up to the blank
// line behind it.
func section(t *testing.T, text, key string) string {
	t.Helper()
	at := regexp.MustCompile(`(?m)^#?` + key + `:`).FindStringIndex(text)
	if at == nil {
		t.Fatalf("the template has no %s:\n%s", key, text)
	}
	body, _, _ := strings.Cut(text[at[0]:], "\n\n")
	return body + "\n"
}
