package page

import (
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/screen"
)

var writeStages = flag.String("stages", "", "file to write the page of the run with every stage to, to look at it")

// staged is a run in which every stage of every method has left something.
func staged(t *testing.T) Input {
	in := synthetic(t, 4, 3)
	run := in.Run
	target := 450.0
	run.Task.Method.Gates = []string{designer.GateReviewer, designer.GateTPE}
	run.Task.Training.Race = designer.Race{Race: evaluator.Race{Rungs: []float64{0.25, 0.5}, Keep: 0.5}}
	run.Task.Method.Target = designer.Target{Value: &target, Tolerance: 25}
	run.Ledger.Screened = designer.Spared{Candidates: 1, Steps: 300_000}
	run.Ledger.Raced = designer.Spared{Candidates: 1, Steps: 450_000}
	run.Ledger.Survivors = 890_000
	run.Iterations[0].Examples = []designer.Shown{{Env: "acrobot", Origin: "built-in", Similarity: 0.8312, By: "BM25"}}
	run.Comments = []designer.Comment{{Candidate: "i00-s01", Iteration: 2, Text: "it leans left & never stands <still>"}}
	run.Iterations[1].Picked = &designer.Picked{Iteration: 1, Best: "i01-s01", Worst: "i01-s03", By: designer.PickedByPerson}

	c := run.Candidate("i01-s00")
	accept(c)
	c.Status, c.Scored, c.Report, c.Feedback = designer.CandidateScreened, false, nil, "told: the failure earns more"
	first := c.Attempts[0]
	c.Attempts = []designer.Attempt{first, first}
	c.Attempts[0].Gates = []designer.Gated{{
		Gate: designer.GateReviewer, Gating: designer.GateReturn, Detail: "sent back: the sign of calm is wrong", Response: "told: mend the sign of calm",
	}}
	c.Attempts[1].Number, c.Attempts[1].Messages = 1, append(prompt(1), llm.Message{Role: llm.RoleUser, Content: "Objections."})
	c.Attempts[1].Gates = []designer.Gated{
		{Gate: designer.GateReviewer, Gating: designer.GatePass, Detail: "approved"},
		{
			Gate: designer.GateTPE, Gating: designer.GateSkip, Detail: "TPE (strict) fails", Response: "told: the failure earns more", Saved: 300_000,
			TPE: &screen.TPE{
				Form: screen.FormStrict, Pass: 0.8, Accuracy: 0.625, Successes: 40, Failures: 60, Above: 25,
				LowestSuccess: &screen.Ranked{Return: 31.5}, HighestFailure: &screen.Ranked{Return: 47.25},
			},
		},
	}
	asked := func(role string, attempt int, answer string) {
		c.Consultations = append(c.Consultations, &designer.Consultation{Role: role, Attempt: attempt, Exchange: designer.Exchange{
			Messages: []llm.Message{{Role: llm.RoleSystem, Content: "You are the " + role + "."}, {Role: llm.RoleUser, Content: "Read this."}},
			Answered: true, Answer: llm.Answer{Text: answer, Model: "some-model"},
		}})
	}
	asked("reviewer", 0, "The sign of calm is wrong.\n\nREVISE")
	asked("reviewer", 1, "Good.\n\nAPPROVE")

	s := run.Candidate("i01-s02")
	accept(s)
	s.Status, s.Scored = designer.CandidateStopped, false
	s.Report = report(in.Env, rand.New(rand.NewPCG(3, 4)), 120, 2)
	for i := range s.Report.Trainings {
		s.Report.Trainings[i].Stopped = &evaluator.Stopped{Rung: 1, Steps: 37_500, Saved: 112_500, Rank: 3, Of: 4}
	}
	s.Report.Stopped = s.Report.Trainings[0].Stopped
	return in
}

// accept makes a candidate one that the critic has accepted.
func accept(c *designer.Candidate) {
	c.Fault, c.Verdict = "", &designer.Verdict{Accepted: true, Source: c.Source, Terms: []string{"calm", "centre", "upright"}}
	c.Attempts = c.Attempts[:1]
	c.Attempts[0].Verdict, c.Attempts[0].Number = c.Verdict, 0
}

// TestStages: what gates, roles, persons, examples and races bring is all on the page,
// and what was told is there as it was told.
func TestStages(t *testing.T) {
	in := staged(t)
	page := render(t, in)
	for _, want := range []string{
		"reviewer: sent back", "the sign of calm is wrong", "told: mend the sign of calm", "Rewritten for reviewer",
		"tpe: not trained", "0.625 of 0.8", "<dd>40</dd>", "<dd>60</dd>", "<dd>25</dd>", "<dd>31.5</dd>", "<dd>47.25</dd>", "300k environment steps saved",
		"What the reviewer said", "You are the reviewer.", "The sign of calm is wrong.\n\nREVISE", "APPROVE",
		"Screened out by gates", "1 candidate, 300k environment steps saved", "Stopped by races", "1 candidate, 450k environment steps saved", "More seeds of survivors", "890k environment steps",
		"stopped: 3 of 4", "after 37,500 steps of each training: it was number 3 of 4. That saved 225,000 steps",
		"Example in the prompt: reward for acrobot, from built-in (BM25 0.831)",
		"A person said about i00-s01: <q>it leans left &amp; never stands &lt;still&gt;</q>",
		"A person liked: i01-s01 best and i01-s03 least",
		"reviewer, tpe (of the method: none)", "50 % of the candidates go on after 25 % and 50 % of the training",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if *writeStages != "" {
		if err := os.WriteFile(*writeStages, []byte(page), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// TestPlainRunHasNoStages: nothing is said of stages that a run does not have.
func TestPlainRunHasNoStages(t *testing.T) {
	page := render(t, synthetic(t, 4, 2))
	for _, not := range []string{"Screened out", "Stopped by races", "What the reviewer said", "Example in the prompt", "A person", `class="waits"`, "<dt>race</dt>", "<dt>target</dt>"} {
		if strings.Contains(page, not) {
			t.Errorf("the page says %q", not)
		}
	}
}

// TestTarget: candidates of a search for a target are compared by their distance from
// it, and not by what policies are measured by.
func TestTarget(t *testing.T) {
	in := staged(t)
	fitness := designer.FitnessTarget
	in.Run.Task.Method.Fitness = &fitness
	in.Run.Env.BySuccess, in.Run.Env.HasSuccess = true, true
	c := in.Run.Candidate(in.Run.Best)
	c.Score = -12.5
	b := &builder{in: in, quantity: quantityOf(in.Run), fitness: fitnessOf(in.Run), messages: map[string]string{}}
	if got := b.candidate(in.Run.Iterations[c.Iteration], c).ScoreText; got != "−12.5" {
		t.Errorf("the score is written %q, want −12.5", got)
	}
	page := render(t, in)
	for _, want := range []string{"success at 450, give or take 25", "minus the distance from the target", ">wanted<"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	c.Score = -math.MaxFloat64
	if v := b.candidate(in.Run.Iterations[c.Iteration], c); v.ScoreText != "–" || !(v.Bar > 0 && v.Bar <= 100) {
		t.Errorf("a measure without a value is written %q with a bar of %g %%", v.ScoreText, v.Bar)
	}
	in.Run.Task.Method.Target = designer.Target{Metric: "length"}
	in.Run.Env.Solved = 0.875
	if got, want := targetText(in.Run), "length at 0.875, give or take 0"; got != want {
		t.Errorf("the target is %q, want %q", got, want)
	}
}

// TestChosen: a candidate that was not chosen for its score is not called the best.
func TestChosen(t *testing.T) {
	in := synthetic(t, 4, 2)
	for how, want := range map[string]string{
		designer.SelectBest: "best", designer.SelectLatest: "the last", designer.SelectPerson: "liked best", designer.SelectSimulated: "liked best",
	} {
		in.Run.Task.Method.Select = &how
		if page := render(t, in); !strings.Contains(page, `<span class="badge good">`+want+"</span>") {
			t.Errorf("of select %s nothing is called %q", how, want)
		}
	}
}

// TestWaits: a run that waits for a person says for what, and what not to look at.
func TestWaits(t *testing.T) {
	in := synthetic(t, 2, 1)
	in.Run.Status, in.Run.Awaits, in.Run.Result = designer.RunWaiting, "a review of iteration 0", nil
	if page := render(t, in); !strings.Contains(page, "waits for a review of iteration 0 with rewardsmith review") {
		t.Error("the page does not say what the run waits for")
	}
}

// TestEveryStageHasAValue: what presets decide is known of every run.
func TestEveryStageHasAValue(t *testing.T) {
	task := designer.DefaultTask()
	task = task.Resolved()
	values := stageValues(&task.Method)
	for _, p := range designer.Presets() {
		for _, v := range p.Values() {
			if values[v.Key] == "" {
				t.Errorf("method.%s is decided by presets and not on the page", v.Key)
			}
		}
	}
}

// TestOwnPromptOfASample: a first answer to a prompt of its own shows that prompt.
func TestOwnPromptOfASample(t *testing.T) {
	in := synthetic(t, 1, 1)
	it := in.Run.Iterations[0]
	it.Candidates[0].Attempts[0].Messages = []llm.Message{{Role: llm.RoleUser, Content: "for this one alone"}}
	b := &builder{in: in, messages: map[string]string{}}
	v := b.attempt(it, it.Candidates[0], 0)
	if len(v.Prompt) != 1 || b.ordered[0].Content != "for this one alone" {
		t.Errorf("the prompt is %v", b.ordered)
	}
}
