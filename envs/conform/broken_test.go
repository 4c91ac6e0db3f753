package conform

import (
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/folder"
	"github.com/rewardsmith/rewardsmith/envs/folder/starter"
)

// puck compiles the environment that users begin with, with replacements in its
// files.
func puck(t *testing.T, replacements ...string) envs.Env {
	t.Helper()
	files, err := starter.Files("puck")
	if err != nil {
		t.Fatal(err)
	}
	r := strings.NewReplacer(replacements...)
	source := envs.Source{Env: r.Replace(files["env.go"]), Task: r.Replace(files["task.go"]), Draw: r.Replace(files["draw.go"])}
	if source.Env+source.Task+source.Draw == files["env.go"]+files["task.go"]+files["draw.go"] {
		t.Fatalf("%q changes nothing", replacements)
	}
	env, err := folder.Compile(t.Context(), "puck", source)
	if err != nil {
		t.Fatal(err)
	}
	return env
}

const randomStart = "X: r.Uniform(-1.5, -0.5), Target: r.Uniform(0.5, 1.5)"

// What a check says of a broken environment begins with, or holds, the words of
// who has to mend it.
func TestChecksSayWhatIsBroken(t *testing.T) {
	for _, tt := range []struct {
		name, check  string
		replacements []string
		want         string
	}{
		{"infinite observation", "observations", []string{"X: s.X, Speed", "X: math.Inf(1), Speed", "import (\n\t\"github.com/rewardsmith/rewardsmith/envs/rng\"", "import (\n\t\"math\"\n\n\t\"github.com/rewardsmith/rewardsmith/envs/rng\""}, "observation field X is +Inf, not a finite number"},
		{"infinite shape", "draw", []string{"v.Circle(s.X, 0", "v.Circle(1/(s.X-s.X), 0"}, "a coordinate or size of shape 3 (x +Inf, y 0"},
		{"shape without place", "draw", []string{"v.Circle(s.X, 0", "v.Circle((s.X-s.X)/(s.X-s.X), 0"}, "shape 3 (x NaN"},
		{"view without place", "draw", []string{"draw.View(-Edge-0.2", "draw.View((s.X-s.X)/(s.X-s.X)"}, "the view box is not a finite number"},
		{"late fault", "play", []string{"s.X += s.Speed * Dt\n", "s.X += s.Speed * Dt\n\tif s.X > 0.7 {\n\t\ts.X /= s.Mass-s.Mass\n\t}\n"}, "state field X became +Inf"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := outcomes(puck(t, tt.replacements...))[tt.check]
			if len(o.Failures) != 1 || !strings.Contains(o.Failures[0], tt.want) {
				t.Errorf("failures %q, want one with %q", o.Failures, tt.want)
			}
		})
	}
}

// An environment that stops fails one check; those that cannot do without it are
// skipped.
func TestAFaultIsToldOnce(t *testing.T) {
	env := puck(t, "s.X += s.Speed * Dt\n", "s.X += s.Speed * Dt / (s.Mass-s.Mass)\n")
	failed, skipped := 0, 0
	for name, o := range outcomes(env) {
		failed += len(o.Failures)
		if o.Skipped == "the environment stops, see play" {
			skipped++
		} else if len(o.Failures) > 0 && name != "play" {
			t.Errorf("check %s failed: %q", name, o.Failures)
		}
	}
	if failed != 1 || skipped != 8 {
		t.Errorf("%d failures and %d checks skipped, want 1 and 8", failed, skipped)
	}
}

// Nothing need be random in a start, and one of two ways to begin is random.
func TestStartsNeedNotDiffer(t *testing.T) {
	fixed := outcomes(puck(t, randomStart, "X: -1, Target: 1"))
	for _, name := range []string{"replay", "episodes"} {
		if o := fixed[name]; len(o.Failures) > 0 || !strings.Contains(o.Skipped, "nothing is random in a start") {
			t.Errorf("one start: %s fails with %q and is skipped for %q", name, o.Failures, o.Skipped)
		}
	}
	for name, o := range outcomes(puck(t, randomStart, "X: -1, Target: 0.5 + float64(r.Intn(2))")) {
		if len(o.Failures) > 0 || o.Skipped != "" {
			t.Errorf("two starts: %s fails with %q and is skipped for %q", name, o.Failures, o.Skipped)
		}
	}
}

func outcomes(env envs.Env) map[string]Outcome {
	all := map[string]Outcome{}
	for _, c := range Checks() {
		all[c.Name] = Try(c, env)
	}
	return all
}
