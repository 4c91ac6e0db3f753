package cmd

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// libraryIn runs the command library, and returns what it wrote.
func libraryIn(t *testing.T, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	var out, problems strings.Builder
	p := inProcess(&out)
	p.stderr = &problems
	c := libraryCommand(&p)
	c.SilenceErrors, c.SilenceUsage = true, true
	c.SetArgs(args)
	err = c.ExecuteContext(t.Context())
	return out.String(), problems.String(), err
}

// wants compares a text with patterns of what is in it and, after "!", of what is
// not.
func wants(t *testing.T, text string, patterns ...string) {
	t.Helper()
	for _, pattern := range patterns {
		pattern, absent := strings.CutPrefix(pattern, "!")
		if regexp.MustCompile("(?m)"+pattern).MatchString(text) == absent {
			t.Errorf("want %q absent: %v, in:\n%s", pattern, absent, text)
		}
	}
}

// TestLibraryOfProgram lists and searches the program's own rewards.
func TestLibraryOfProgram(t *testing.T) {
	tests := []struct {
		args string
		want []string
	}{
		{"list", []string{
			`^ENVIRONMENT +REWARD +RESULT +SOLVED +TASK$`, `^acrobot +built in +score -84\.37, solved at -100, on fresh seeds +yes `, `^reacher +built in +success `,
		}},
		{"list --json", []string{`"origin": "built in"`, `"solved_at": 475`}},
		{"search mountain_car -k 2", []string{
			`^1\. [a-z]+, built in: BM25 score [0-9.]+; (score|success) `, `^func Reward\(s env.State`, `^2\. `, `!^3\.`,
			`^  mountain_car +built in +the same environment$`, `^  mountain_car_continuous +built in +nearly the same environment: `,
			`!energy in units of what lifts`,
		}},
		{"search pendulum --set env=acrobot", []string{`^  acrobot +built in +the same environment$`}},
		{"search cartpole --json --set task=Drive_the_car_out_of_the_valley_to_the_goal_on_the_right_hill_in_as_few_steps_as_possible.", []string{
			`"origin": "built in"`, `"reason": "the same task in another environment"`,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.args, func(t *testing.T) {
			stdout, stderr, err := libraryIn(t, strings.Fields(tt.args)...)
			if err != nil || stderr != "" {
				t.Fatalf("%v, standard error %q", err, stderr)
			}
			wants(t, stdout, tt.want...)
		})
	}
}

// TestLibraryRefuses names the way out of mistakes.
func TestLibraryRefuses(t *testing.T) {
	for args, want := range map[string]string{
		"find":                        `unknown command "find"`,
		"search":                      `takes 1 argument`,
		"search cartpole -k 0":        `at least 1`,
		"search carpole":              `did you mean cartpole`,
		"list --runs nowhere":         `there is no folder nowhere`,
		"list --runs library_test.go": `library_test.go`,
	} {
		if _, _, err := libraryIn(t, strings.Fields(args)...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", args, err, want)
		}
	}
}

// TestLibraryOfRuns takes the reward of a run that was too short to solve its
// task: it is shown on request alone, and never for its own environment.
func TestLibraryOfRuns(t *testing.T) {
	t.Chdir(t.TempDir())
	files := map[string]string{
		"task.yaml": `env: cartpole
model: {kind: replay, path: answers}
method: {samples: 1, iterations: 1}
training: {seeds: 1, steps: 1024, envs: 8, horizon: 32, checkpoints: 2, eval_episodes: 3}
preflight: {enabled: false}
final: {seeds: 2, episodes: 2}
`,
		"answers/i00-s00-a0.answer.md": "```go\npackage reward\n\nimport \"env\"\n\nfunc Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\tupright := 1 - next.Theta*next.Theta\n\treturn upright, map[string]float64{\"upright\": upright}\n}\n```\n",
		"runs/late/journal.jsonl":      "", // of a process that ended at once
		"runs/notes/readme":            "no run",
	}
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var out, problems strings.Builder
	p := inProcess(&out)
	p.stderr = &problems
	if code := run(t.Context(), []string{"run", "task.yaml"}, p); code != exitOK {
		t.Fatalf("exit code %d\n%s%s", code, &out, &problems)
	}
	for _, tt := range []struct {
		args           string
		stdout, stderr []string
	}{
		{"list --runs runs", []string{`^cartpole +runs.task i00-s00 +score [0-9.]+, solved at 475, on fresh seeds +no `},
			[]string{`^runs.late: no reward taken: `, `!notes`}},
		{"search pendulum --runs runs/task", []string{`^  cartpole +runs.task i00-s00 +not shown to solve its task: score `}, nil},
		{"search pendulum --runs runs/task --unsolved -k 9", []string{`^  cartpole +runs.task i00-s00 +that of built in is better`}, nil},
		{"search cartpole --runs runs/task --unsolved -k 9", []string{`^  cartpole +runs.task i00-s00 +the same environment$`}, nil},
		{"search task.yaml --embeddings words", []string{`BM25 score`}, []string{`^BM25 in place of embeddings: .*no embedding by "words" recorded`}},
	} {
		stdout, stderr, err := libraryIn(t, strings.Fields(tt.args)...)
		if err != nil {
			t.Errorf("%s: %v", tt.args, err)
		}
		wants(t, stdout, tt.stdout...)
		wants(t, stderr, tt.stderr...)
	}
}
