package designer

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

// controlBench is a run of a control of 2 x 3 trainings where it searches, without a
// model.
func controlBench(t *testing.T, name string) *bench {
	b := newMethodBench(t, name, "control")
	two, three := 2, 3
	b.task.Method.Samples, b.task.Method.Iterations = &three, &two
	b.options.Model = nil
	return b
}

// stages counts what was trained by stage and arm.
func (b *bench) stages() map[string]int {
	n := map[string]int{}
	for _, ran := range b.trainer.ran {
		n[ran[:strings.LastIndex(ran, " ")]]++
	}
	return n
}

func TestOwnRewards(t *testing.T) {
	for _, name := range []string{ArmSparse, ArmHuman} {
		b := controlBench(t, name)
		r := b.mustRun(t)
		if r.Status != RunDone || r.Task.Model.Kind != ModelNone || len(r.Candidates()) != 0 {
			t.Fatalf("%s is %s with model %s and %d candidates", name, r.Status, r.Task.Model.Kind, len(r.Candidates()))
		}
		if r.Result == nil || len(r.Result.Arms) != 1 || r.Result.Arms[0].Name != name || r.Result.Arms[0].Score.N != 2 {
			t.Errorf("%s: the result is %+v", name, r.Result)
		}
		if got := b.stages(); got["preflight human"] != 2 || got["final "+name] != 2 || len(got) != 2 {
			t.Errorf("%s: trained %v", name, got)
		}
		if spent := r.Ledger.Total(); spent.Calls != 0 || spent.Steps != 4*4096 {
			t.Errorf("%s spent %+v", name, spent)
		}
		if list := r.Result.Conclusions(&r.Env); list != nil {
			t.Errorf("%s: conclusions %q without a designed reward", name, list)
		}
	}
}

// TestHumanBest: as many policies as a search makes trainings; the one that is best at
// its end is measured, and nothing is trained after.
func TestHumanBest(t *testing.T) {
	b := controlBench(t, ArmHumanBest)
	r := b.mustRun(t)
	if got := b.stages(); got["search human"] != 3*2*2 || len(got) != 2 {
		t.Errorf("trained %v, want 3 samples x 2 iterations x 2 seeds in the search and no final training", got)
	}
	arm := r.Result.Arm(ArmHumanBest)
	if len(r.Result.Arms) != 1 || arm == nil || arm.BestOf != 12 || arm.Seed != 11 || arm.Score.N != 1 || arm.Score.Mean != 1100 {
		t.Fatalf("the result is %+v, want the last of 12, whose score is the highest, on 100 episodes", r.Result)
	}
	if len(arm.Trainings) != 1 || arm.Trainings[0].Seed != 11 || len(arm.Report.Trainings) != 1 {
		t.Errorf("its trainings are %+v", arm.Trainings)
	}
	if len(b.trainer.measured) != 1 {
		t.Errorf("%d policies were measured on the final family, want the chosen one alone", len(b.trainer.measured))
	}
	if r.Ledger.Search.Steps != 12*4096 || r.Ledger.Final.Steps != 0 || r.Stop.Reason != StopComplete {
		t.Errorf("ledger %+v, stop %+v", r.Ledger, r.Stop)
	}
	if got := b.journal.files["search/human/policy-11.json"]; got == "" {
		t.Error("its policy is not in the run's folder")
	}
}

// TestHumanBestWithinBudget: what a cap pays for is trained, and the cap is named.
func TestHumanBestWithinBudget(t *testing.T) {
	for _, c := range []struct {
		name   string
		budget Budget
		reason StopReason
	}{
		{"all steps", Budget{Steps: (2 + 5) * 4096}, StopSteps},
		{"steps of the search", Budget{Search: 5*4096 + 100}, StopSearch},
	} {
		b := controlBench(t, ArmHumanBest)
		b.task.Budget = c.budget
		r := b.mustRun(t)
		if b.stages()["search human"] != 5 || r.Stop.Reason != c.reason || r.Result.Arms[0].BestOf != 5 {
			t.Errorf("%s: trained %v, stopped for %+v", c.name, b.stages(), r.Stop)
		}
	}
}

// TestHumanBestOfNothing: where every training fails the result says so.
func TestHumanBestOfNothing(t *testing.T) {
	b := controlBench(t, ArmHumanBest)
	b.task.Preflight.Enabled = false
	b.trainer.humanFault = "the policy diverged"
	r := b.mustRun(t)
	if arm := r.Result.Arm(ArmHumanBest); arm == nil || arm.Score.N != 0 || arm.Fault != "the policy diverged" {
		t.Errorf("the arm is %+v", arm)
	}
}

// TestSearchPreset: whatever model the task names, random search answers.
func TestSearchPreset(t *testing.T) {
	b := newMethodBench(t, "search", "control")
	r := b.mustRun(t)
	if r.Task.Model.Kind != "search" || len(r.Candidates()) != 8 || r.Result.Arm(ArmDesigned) == nil {
		t.Errorf("model %s, %d candidates, result %+v", r.Task.Model.Kind, len(r.Candidates()), r.Result)
	}
}

// TestSearchCostsNothing: no cap on asking cuts a search short, whatever a model that
// the task names would cost, and neither estimate nor ledger has calls to pay for.
func TestSearchCostsNothing(t *testing.T) {
	b := newMethodBench(t, "search", "control")
	b.task.Model.Price = Price{Prompt: 0.4, Completion: 1.6}
	b.task.Budget = Budget{Calls: 1, Tokens: 1, USD: 1e-9}
	e, err := EstimateRun(b.task, b.options.Env.Spec(), b.options.Settings, b.options.Prompts, 2, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	if e.Calls != 8 || e.TokensMax != 0 || e.USDMax != 0 || len(e.Caps) != 0 {
		t.Errorf("the estimate is %+v", e)
	}
	r := b.mustRun(t)
	if r.Cut != nil || r.Stop.Reason != StopComplete || len(r.Candidates()) != 8 {
		t.Errorf("%d candidates, cut by %+v, stopped for %+v", len(r.Candidates()), r.Cut, r.Stop)
	}
	if total := r.Ledger.Total(); total.Calls != 0 || total.USD != 0 {
		t.Errorf("the ledger has %+v", total)
	}
}

func TestControlsKilled(t *testing.T) {
	for _, name := range []string{ArmSparse, ArmHumanBest, "search"} {
		t.Run(name, func(t *testing.T) {
			killEverywhere(t, func() *bench {
				b := newMethodBench(t, name, "control")
				one, two := 1, 2
				b.task.Method.Samples, b.task.Method.Iterations = &two, &one
				if name == ArmHumanBest {
					b.task.Budget.Search = 3 * 4096
				}
				return b
			})
		})
	}
}

// TestFinalArms: only what is wanted is trained and set aside for.
func TestFinalArms(t *testing.T) {
	b := newBench(t)
	b.task.Final.Arms = []string{ArmDesigned}
	b.task.Budget.Steps = (2 + 6*2 + 2) * 4096 // exactly what all of it takes
	r := b.mustRun(t)
	if len(r.Result.Arms) != 1 || r.Result.Arms[0].Candidate != r.Best || r.Stop.Reason != StopComplete {
		t.Errorf("result %+v, stop %+v", r.Result, r.Stop)
	}
	if got := b.stages(); got["final designed"] != 2 || got["final sparse"]+got["final human"] != 0 {
		t.Errorf("trained %v", got)
	}
}

// TestArmsOfEarlierJournals: a task that says nothing of arms has the three that there
// were before it could.
func TestArmsOfEarlierJournals(t *testing.T) {
	var task Task
	if err := json.Unmarshal([]byte(`{"method": {"preset": "eureka"}, "final": {"enabled": true, "seeds": 2}}`), &task); err != nil {
		t.Fatal(err)
	}
	resolved := task.Resolved()
	if want := []string{ArmDesigned, ArmSparse, ArmHuman}; !slices.Equal(resolved.Final.Arms, want) || resolved.finalTrainings() != 6 {
		t.Errorf("arms %v, %d trainings", resolved.Final.Arms, resolved.finalTrainings())
	}
}

func TestFinalProblems(t *testing.T) {
	for _, c := range []struct {
		preset string
		final  Final
		want   string // "" for none
	}{
		{"eureka", Final{Enabled: true}, ""},
		{"eureka", Final{}, ""},
		{"eureka", Final{Enabled: true, Arms: []string{ArmDesigned, ArmHuman}}, ""},
		{"eureka", Final{Enabled: true, Arms: []string{ArmHuman}}, "final.arms: method eureka is there to measure designed"},
		{"eureka", Final{Enabled: true, Arms: []string{ArmDesigned, ArmHumanBest}}, "brings nothing that human-best could be"},
		{"sparse", Final{Enabled: true, Arms: []string{ArmSparse, ArmHuman}}, ""},
		{"sparse", Final{Enabled: true, Arms: []string{ArmSparse, ArmSparse}}, "listed twice"},
		{"human", Final{Enabled: true, Arms: []string{ArmDesigned, ArmHuman}}, "brings nothing that designed could be"},
		{"human", Final{Enabled: true, Arms: []string{ArmSparse}}, "is there to measure human"},
		{"human-best", Final{}, "nothing but this measurement"},
	} {
		task := DefaultTask()
		index, err := taskyaml.Decode("task.yaml", []byte("env: cartpole\n"), &task, nil)
		if err != nil {
			t.Fatal(err)
		}
		task.Method.Preset, task.Final = c.preset, c.final
		p := &problems{index: index}
		p.final(&task)
		var got []string
		for _, problem := range p.list {
			got = append(got, problem.Path+": "+problem.Message)
		}
		if text := strings.Join(got, "\n"); !strings.Contains(text, c.want) || c.want == "" && text != "" {
			t.Errorf("%s with %+v: %q, want %q", c.preset, c.final, text, c.want)
		}
	}
}

// TestAnswerer: who is asked follows from the method, and then nothing is wanted of the
// model that the task names.
func TestAnswerer(t *testing.T) {
	for preset, want := range map[string]string{
		"eureka": "openai", "search": "search", "sparse": ModelNone, "human": ModelNone, "human-best": ModelNone, "there is none": "openai",
	} {
		task := DefaultTask()
		task.Method.Preset = preset
		if got := task.Answerer().Kind; got != want {
			t.Errorf("%s asks %s, want %s", preset, got, want)
		}
		index, err := taskyaml.Decode("task.yaml", []byte("env: cartpole\n"), &task, nil)
		if err != nil {
			t.Fatal(err)
		}
		if wrong := len(task.ModelProblems(index)); (wrong > 0) != (want == "openai") {
			t.Errorf("%s: %d problems with the model", preset, wrong)
		}
	}
}

// TestTasksOfRunsAreTasks: what a run's folder holds as its task, all that the method
// decides filled in, can be run again.
func TestTasksOfRunsAreTasks(t *testing.T) {
	env := newBench(t).options.Env
	for _, p := range Presets() {
		task := DefaultTask()
		task.Env, task.Model.Name, task.Method = "cartpole", "tiny", Method{Preset: p.Name, Form: &p.Form}
		resolved, again := task.Resolved(), DefaultTask()
		index, err := taskyaml.Decode("task.yaml", taskyaml.Encode(&resolved), &again, nil)
		if err != nil {
			t.Errorf("%s, %s: %v", p.Name, p.Form, err)
			continue
		}
		problems := append(again.Problems(index, env.Spec(), evaluator.Tuned(env.Spec())), again.ModelProblems(index)...)
		if err := taskyaml.Join(problems...); err != nil {
			t.Errorf("%s, %s: %v", p.Name, p.Form, err)
		}
	}
}

// TestControlEstimates: a control asks nobody, and takes what its run does.
func TestControlEstimates(t *testing.T) {
	for _, name := range []string{ArmSparse, ArmHuman, ArmHumanBest} {
		b := controlBench(t, name)
		e, err := EstimateRun(b.task, b.options.Env.Spec(), b.options.Settings, b.options.Prompts, 2, 0, nil)
		if err != nil {
			t.Fatal(err)
		}
		spent := b.mustRun(t).Ledger
		if e.CallsMax != 0 || e.TokensMax != 0 || e.SearchSteps != spent.Search.Steps || e.FinalSteps != spent.Final.Steps {
			t.Errorf("%s: estimate %+v, spent %+v", name, e, spent)
		}
	}
}

// TestSearchCap: a search has as many candidates trained as its own cap pays for,
// whatever the preflight and the final measurement take.
func TestSearchCap(t *testing.T) {
	b := newBench(t)
	b.task.Budget.Search = 4*2*4096 + 1
	r := b.mustRun(t)
	if r.Ledger.Search.Steps != 4*2*4096 || cmp.Or(r.Cut, &Stop{}).Reason != StopSearch || r.Result == nil {
		t.Errorf("%d steps searched, cut %+v", r.Ledger.Search.Steps, r.Cut)
	}
	b = newBench(t)
	b.task.Budget.Search = 4096
	if _, err := b.run(t, t.Context()); err == nil || errors.Is(err, errKilled) || !strings.Contains(err.Error(), "budget.search is 4096, but one candidate needs 8192") {
		t.Errorf("error is %v", err)
	}
}
