package designer

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/prompts"
)

// TestMain serves the critic's children, which are this program.
func TestMain(m *testing.M) {
	if critic.IsChild(os.Args) {
		os.Exit(critic.ServeChild(os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

// TestContractsExampleIsAccepted lets the critic judge the example that every
// model is shown, in the environment that it is written for.
func TestContractsExampleIsAccepted(t *testing.T) {
	c := Critic{Critic: &critic.Critic{}, Subject: tankSubject()}
	v, err := c.Review(t.Context(), prompts.Source(prompts.Contract), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !v.Accepted || len(v.Findings) > 0 || strings.Join(v.Terms, " ") != "effort near" {
		t.Errorf("verdict on the example: %+v", v)
	}
}

// TestOpenOfOlderVerdicts opens rewards with engines that a journal of another
// version may name.
func TestOpenOfOlderVerdicts(t *testing.T) {
	const signature = "package reward\n\nimport \"env\"\n\nfunc Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n"
	plain := signature + "\treturn next.Level, map[string]float64{\"x\": next.Level}\n}\n"
	joined := signature + "\tk := \"a\"\n\tfor i := 0; float64(i) < next.Level; i++ {\n\t\tk += \"b\"\n\t}\n\tr := float64(len(k)) + next.Level - 1\n\treturn r, map[string]float64{\"x\": r}\n}\n"
	c := Critic{Critic: &critic.Critic{}, Subject: tankSubject()}
	for _, tt := range []struct{ source, named, want string }{
		{plain, "", critic.EngineWasm},
		{plain, critic.EngineYaegi, critic.EngineYaegi},
		{plain, critic.EngineWasm, critic.EngineWasm},
		{joined, "", critic.EngineYaegi},
		{joined, critic.EngineWasm, critic.EngineYaegi},
	} {
		r, err := c.Open(t.Context(), Code{Source: tt.source, Engine: tt.named})
		if err != nil {
			t.Fatal(err)
		}
		p, ok := r.(*critic.Program)
		if !ok || p.Engine() != tt.want {
			t.Errorf("engine %q of a verdict: %T %+v, want one run by %s", tt.named, r, r, tt.want)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}

func tankSubject() *critic.Subject {
	transitions := tank()
	return &critic.Subject{
		Packages: map[string][]string{"env": {"package env\n\ntype State struct{ Level, Target float64 }\n\ntype Action struct{ Valve float64 }\n"}},
		State:    envs.Schema{{Name: "Level", Unit: "m"}, {Name: "Target", Unit: "m"}},
		Action:   envs.Schema{{Name: "Valve", Unit: "-"}}, Reachable: []*envs.Transitions{transitions}, Corners: transitions,
	}
}

// tank is some transitions of a water tank.
func tank() *envs.Transitions {
	spec := &envs.Spec{State: make(envs.Schema, 2), Action: make(envs.Schema, 1)}
	b := envs.NewTransitions(spec, 4, 2)
	for i := range b.Len() {
		x := float64(i)
		b.State[0][i], b.State[1][i], b.Action[0][i] = x, 3, 0.1*x
		b.Next[0][i], b.Next[1][i] = x+0.1, 3
		b.Start[i] = i < b.N
	}
	return b
}

// realBench is a short run on cartpole with the real critic and the real
// evaluator; only the model is made up.
func realBench(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	env := b.options.Env
	view, err := env.Spec().View(envs.ShowState)
	if err != nil {
		t.Fatal(err)
	}
	geometry, err := geom.Text()
	if err != nil {
		t.Fatal(err)
	}
	c := &Critic{Critic: &critic.Critic{}, Subject: &critic.Subject{
		Packages: map[string][]string{"env": {view.Package}, "geom": geometry},
		State:    env.Spec().State, Action: env.Spec().Action,
		Reachable: []*envs.Transitions{play(t, env)}, Corners: play(t, env),
	}}
	s := evaluator.Tuned(env.Spec())
	s.Envs, s.Horizon, s.Minibatch = 8, 32, 64
	s.Steps, s.Checkpoints, s.EvalEpisodes = 2*s.Envs*s.Horizon, 2, 4
	b.options.Settings, b.options.Reviewer = s, c
	b.options.Trainer = &Evaluator{
		Setup:    evaluator.Setup{Env: env, Root: b.task.Seed, Kernels: "go", Cores: 2, Now: time.Now},
		Settings: s, Open: c.Open,
	}
	samples := 2
	b.task.Method.Samples = &samples
	b.task.Training.Seeds, b.task.Preflight.Seeds, b.task.Final.Seeds, b.task.Final.Episodes = 1, 1, 1, 5
	b.task.Preflight.Tolerance = 1 // two updates solve nothing
	for i := range 2 {
		b.model.plan[fmt.Sprintf("%d 0 0", i)] = answerWith("math.Abs(next.Theta)")
		b.model.plan[fmt.Sprintf("%d 1 0", i)] = answerWith("math.Abs(next.Angle)") // no such field
		b.model.plan[fmt.Sprintf("%d 1 1", i)] = answerWith("math.Abs(next.X)")
	}
	return b
}

// play steps a few instances with a constant action.
func play(t *testing.T, env envs.Env) *envs.Transitions {
	t.Helper()
	sim, err := env.NewSimulator(envs.SimConfig{N: 2, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer sim.Close()
	b := envs.NewTransitions(env.Spec(), 50, 2)
	for i := range b.T {
		if err := sim.Step(context.Background(), []float64{10, -10}, b, i); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func answerWith(cost string) string {
	return "Keep it near the middle.\n\n```go\npackage reward\n\nimport (\n\t\"env\"\n\t\"math\"\n)\n\n" +
		"func Reward(s env.State, a env.Action, next env.State) (total float64, terms map[string]float64) {\n" +
		"\tnear := math.Exp(-" + cost + " / 0.1)\n\treturn near, map[string]float64{\"near\": near}\n}\n```\n"
}

func TestDesignForReal(t *testing.T) {
	b := realBench(t)
	r := b.mustRun(t)
	if r.Status != RunDone || r.Stop.Reason != StopComplete {
		for _, c := range r.Candidates() {
			t.Logf("%s: %s %s %+v", c.ID, c.Status, c.Fault, c.Verdict)
		}
		t.Fatalf("run is %s, stopped for %+v", r.Status, r.Stop)
	}
	for _, c := range r.Candidates() {
		if c.Status != CandidateTrained || c.Score <= 0 || len(c.Report.Trainings) != 1 {
			t.Errorf("%s is %s with score %v: %+v", c.ID, c.Status, c.Score, c.Verdict)
		}
	}
	repaired := r.Candidate("i00-s01").Attempts
	if len(repaired) != 2 || repaired[0].Verdict.Accepted || !strings.Contains(repaired[1].Messages[3].Content, "Angle") {
		t.Errorf("the invented field was not sent back for repair")
	}
	for _, name := range []string{ArmDesigned, ArmSparse, ArmHuman} {
		if a := r.Result.Arm(name); a == nil || len(a.Measured) != 1 || a.Measured[0].Episodes != 5 {
			t.Errorf("final %s is %+v", name, a)
		}
	}
	table := r.Result.Table(&r.Env)
	for _, want := range []string{"designed (" + r.Best + ")", "sparse", "human", "95 % interval"} {
		if !strings.Contains(table, want) {
			t.Errorf("the table lacks %q:\n%s", want, table)
		}
	}
}

func TestCalibrate(t *testing.T) {
	b := realBench(t)
	speed, err := Calibrate(t.Context(), b.options.Trainer.(*Evaluator), 2)
	if err != nil || speed <= 0 {
		t.Errorf("%v steps per second, %v", speed, err)
	}
}
