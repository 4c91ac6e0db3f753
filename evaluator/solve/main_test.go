package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRun makes the table for a training far too short to solve anything.
func TestRun(t *testing.T) {
	out := t.TempDir()
	var stdout bytes.Buffer
	args := []string{"-env", "cartpole", "-seeds", "2", "-episodes", "3", "-out", out,
		"-set", "steps: 2048, checkpoints: 1, eval_episodes: 2, hidden: [8]"}
	if err := run(t.Context(), args, &stdout); err != nil {
		t.Fatal(err)
	}
	const line = "| cartpole | human | score >= 475 | 0 of 2 |"
	text, err := os.ReadFile(filepath.Join(out, "solved.md"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"output": stdout.String(), "solved.md": string(text)} {
		if !strings.Contains(text, line) {
			t.Errorf("%s lacks %q:\n%s", name, line, text)
		}
	}
	data, err := os.ReadFile(filepath.Join(out, "solved.json"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	r := rows[0]
	if len(r.Seeds) != 2 || r.Seeds[0].Steps != 2048 || r.Seeds[0].Score < 1 || r.Settings.Hidden[0] != 8 {
		t.Errorf("solved.json holds %+v", r)
	}
}

func TestMerge(t *testing.T) {
	out := t.TempDir()
	if err := write(out, []row{{Env: "a", Device: "x", Seeds: []seed{{Score: 1}}}, {Env: "b", Device: "x", Seeds: []seed{{Score: 2}}}}); err != nil {
		t.Fatal(err)
	}
	if err := write(out, []row{{Env: "a", Device: "x", Seeds: []seed{{Score: 3}}}, {Env: "c", Device: "x", Seeds: []seed{{Score: 4}}}}); err != nil {
		t.Fatal(err)
	}
	rows, err := merge(filepath.Join(out, "solved.json"), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprint(r.Env, r.Seeds[0].Score))
	}
	if diff := cmp.Diff([]string{"a3", "b2", "c4"}, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if err := write(out, []row{{Env: "a", Device: "y", Seeds: []seed{{}}}}); err == nil || !strings.Contains(err.Error(), "holds a from x") {
		t.Errorf("another device: error %v", err)
	}
}

func TestRunRefuses(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-env", "cartpol"}, "no environment named cartpol"},
		{[]string{"-env", "cartpole", "-set", "stepz: 3"}, "stepz"},
		{[]string{"-env", "cartpole", "-set", "epochs: 0"}, "epochs is 0"},
		{[]string{"-env", "cartpole", "-reward", "best"}, "best"},
	} {
		err := run(t.Context(), c.args, &bytes.Buffer{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want one with %q", c.args, err, c.want)
		}
	}
}
