package page

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

var write = flag.String("write", "", "file to write the page of the synthetic run to, to look at it")

// rewardText is a candidate's source; weight makes siblings differ.
const rewardText = `package reward

import (
	"env"
	"math"
)

// Reward keeps the pole up and the cart in the middle.
func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	upright := math.Exp(-%d * next.Theta * next.Theta)
	centre := -0.1 * math.Abs(next.X) // metres
	calm := -0.01 * next.ThetaDot * next.ThetaDot
	return upright + centre + calm, map[string]float64{"upright": upright, "centre": centre, "calm": calm}
}
`

// synthetic is a run of samples candidates in each of several iterations, of
// every status, with curves and real pictures.
func synthetic(tb testing.TB, samples, iterations int) Input {
	env, err := cartpole.New()
	if err != nil {
		tb.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	task := designer.DefaultTask()
	task.Env, task.Model.Name = "cartpole", "some-model"
	spec := env.Spec()
	run := &designer.Run{
		Task: task.Resolved(), Settings: evaluator.Tuned(spec), Status: designer.RunDone,
		Env: designer.EnvInfo{Name: spec.Name, Task: spec.Task, ScoreLo: 1, ScoreHi: 500, Solved: 475},
		Preflight: &designer.Preflighted{Arm: designer.Arm{
			Name: designer.ArmHuman, Report: report(env, r, 490, 2), Trainings: []designer.Trained{{Cached: true}},
		}},
	}
	parent := ""
	for i := range iterations {
		it := &designer.Iteration{Number: i, Messages: prompt(i), Rounds: 1, Done: true, Carried: parent}
		run.Iterations = append(run.Iterations, it)
		for k := range samples {
			c := candidate(env, r, i, k, parent)
			it.Candidates = append(it.Candidates, c)
			if best := run.Candidate(it.Best); c.Scored && (best == nil || c.Score > best.Score) {
				it.Best = c.ID
			}
			if best := run.Candidate(run.Best); c.Scored && (best == nil || c.Score > best.Score) {
				run.Best = c.ID
			}
			run.Ledger.Model = run.Ledger.Model.Add(c.Spent)
			run.Ledger.Answers += len(c.Attempts)
		}
		parent = run.Best
	}
	run.Ledger.Wall = 4521
	run.Result = &designer.Result{Seeds: 5, Episodes: 100, Arms: []designer.Arm{
		arm(env, r, designer.ArmDesigned, run.Best, 497), arm(env, r, designer.ArmSparse, "", 380), arm(env, r, designer.ArmHuman, "", 488),
	}}
	return Input{Name: "cartpole-1", Run: run, Env: env}
}

// prompt is as long as real ones.
func prompt(iteration int) []llm.Message {
	return []llm.Message{
		{Role: llm.RoleSystem, Content: strings.Repeat("You write reward functions in Go. ", 100)},
		{Role: llm.RoleUser, Content: fmt.Sprintf("Prompt %d\n", iteration) + strings.Repeat("type State struct { X float64 } // position [m]\n", 100)},
	}
}

func candidate(env envs.Env, r *rand.Rand, iteration, sample int, parent string) *designer.Candidate {
	c := &designer.Candidate{
		ID: designer.CandidateID(iteration, sample), Iteration: iteration, Sample: sample,
		Source: fmt.Sprintf(rewardText, 10+r.IntN(50)),
		Spent:  designer.Spent{Calls: 1, Usage: llm.Usage{PromptTokens: 2400, CompletionTokens: 700}, USD: 0.0123, Steps: 300_000, Seconds: 31},
	}
	if parent != "" {
		c.Parents = []string{parent}
	}
	answer := llm.Answer{Text: "Here is the reward.\n\n```go\n" + c.Source + "```\n", Model: "some-model", Usage: c.Spent.Usage, Latency: 9 * time.Second, Calls: 1}
	verdict := &designer.Verdict{Accepted: true, Source: c.Source, Terms: []string{"calm", "centre", "upright"}}
	c.Attempts = []designer.Attempt{{Exchange: designer.Exchange{Answered: true, Answer: answer}, Verdict: verdict}}
	c.Verdict = verdict
	bad := finding.Finding{Stage: finding.Typecheck, Reason: "undefined", Line: 11, Column: 20, Message: "undefined: math.Clamp", Suggestion: "write min(max(x, lo), hi)", Rejects: true}
	switch r.IntN(8) {
	case 0: // rejected
		c.Status = designer.CandidateRejected
		c.Verdict = &designer.Verdict{Source: c.Source, Findings: []finding.Finding{bad}}
		c.Attempts[0].Verdict = c.Verdict
		return c
	case 1: // repaired
		c.Attempts[0].Verdict = &designer.Verdict{Source: c.Source, Findings: []finding.Finding{bad}}
		again := c.Attempts[0]
		again.Number, again.Verdict, again.Messages = 1, verdict, append(prompt(iteration), llm.Message{Role: llm.RoleUser, Content: "Repair it."})
		c.Attempts = append(c.Attempts, again)
	case 2: // no answer
		c.Status, c.Source, c.Verdict = designer.CandidateNoAnswer, "", nil
		c.Attempts[0] = designer.Attempt{Exchange: designer.Exchange{Error: "the server is overloaded (429) after 5 tries"}}
		return c
	}
	c.Status, c.Scored = designer.CandidateTrained, true
	target := 150 + 300*r.Float64() + 20*float64(iteration)
	c.Report = report(env, r, target, 2)
	c.Score = c.Report.Score.Mean
	c.Feedback = "Terms, mean per step:\n  upright 0.9123\n  centre -0.0412\n"
	if r.IntN(6) == 0 {
		c.Report.Correlation = -0.71
		c.Report.Warnings = []evaluator.Warning{{Kind: "hacking", Message: "the return rises while the score falls (seed 1)"}}
	}
	return c
}

// report makes curves that rise to target.
func report(env envs.Env, r *rand.Rand, target float64, seeds int) *evaluator.Report {
	rep := &evaluator.Report{
		Env: "cartpole", Terms: []string{"calm", "centre", "upright"}, Correlation: 0.9 + 0.1*r.Float64(), Steps: 300_000, Seconds: 31,
		Ends: map[string]int{"time limit": 12, "Theta above 0.2094": 6, "X below -2.4": 2},
		Shares: []evaluator.TermShare{
			{Name: "calm", Mean: -0.02, Share: 0.05, Moved: true}, {Name: "centre", Mean: -0.1, Share: 0.15}, {Name: "upright", Mean: 0.9, Share: 0.8, Moved: true},
		},
		Best: episode(env, r, 400), Worst: episode(env, r, 90),
		NearestPair:      []evaluator.Episode{*episode(env, r, 300), *episode(env, r, 200)},
		HumanCorrelation: -0.625, MaxScore: evaluator.Stat{N: seeds, Mean: 499, Std: 1.5},
		MaxSuccess: evaluator.Stat{N: seeds, Mean: 0.98, Std: 0.01},
	}
	for seed := range seeds {
		t := evaluator.Training{Seed: seed, Terms: rep.Terms, Steps: 150_000}
		for k := range 10 {
			done := float64(k) / 9
			score := target*(1-math.Exp(-3*done)) + 15*r.NormFloat64()
			t.Curve = append(t.Curve, evaluator.Checkpoint{Steps: 15_000 * (k + 1), Measurement: evaluator.Measurement{
				Score: score, Return: 0.9 * score, Length: score,
				Terms: map[string]float64{"calm": -0.02, "centre": -0.1 * done, "upright": 0.5 + 0.4*done},
			}})
		}
		rep.Trainings = append(rep.Trainings, t)
	}
	rep.Score = stat(r, target)
	rep.Length = rep.Score
	return rep
}

func arm(env envs.Env, r *rand.Rand, name, id string, target float64) designer.Arm {
	a := designer.Arm{Name: name, Candidate: id, Report: report(env, r, target, 5), Score: stat(r, target), Length: stat(r, target)}
	for range 5 {
		a.Measured = append(a.Measured, evaluator.Measurement{Score: target + 8*r.NormFloat64()})
	}
	return a
}

func stat(r *rand.Rand, mean float64) evaluator.Stat {
	w := 4 + 8*r.Float64()
	return evaluator.Stat{N: 5, Mean: mean, Std: w, Min: mean - 2*w, Max: mean + w, Lo: mean - w, Hi: mean + w}
}

func episode(env envs.Env, r *rand.Rand, steps int) *evaluator.Episode {
	e := &evaluator.Episode{Score: float64(steps), Return: 0.9 * float64(steps), End: "Theta above 0.2094"}
	x, theta := 0.0, 0.0
	for range steps + 1 {
		x, theta = x+0.03*r.NormFloat64(), 0.97*theta+0.02*r.NormFloat64()
		e.States = append(e.States, []float64{x, 0, theta, 0})
	}
	return e
}

// TestLargeRun writes the page of 16 x 5 candidates: it must stay small.
func TestLargeRun(t *testing.T) {
	var b bytes.Buffer
	in := synthetic(t, 16, 5)
	start := time.Now()
	if err := Write(&b, in); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d kB in %v", b.Len()/1000, time.Since(start).Round(time.Millisecond))
	if b.Len() > 5e6 {
		t.Errorf("the page has %d bytes, want at most 5 MB", b.Len())
	}
	if *write != "" {
		if err := os.WriteFile(*write, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// TestPaperFigures: what Eureka reports is there beside the result.
func TestPaperFigures(t *testing.T) {
	in := synthetic(t, 4, 1)
	for k, status := range []designer.Status{designer.CandidateTrained, designer.CandidateRejected, designer.CandidateTrained, designer.CandidateFaulty} {
		in.Run.Iterations[0].Candidates[k].Status = status
	}
	for _, quantity := range []struct {
		bySuccess bool
		maximum   string
	}{{false, "499 ± 1.5"}, {true, "98 ± 1"}} {
		in.Run.Env.BySuccess = quantity.bySuccess
		var b bytes.Buffer
		if err := Write(&b, in); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"As the paper reports it", quantity.maximum, "−0.62", "execution rate 50 %", "Failure with the return closest"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("by success %v: the page lacks %q", quantity.bySuccess, want)
			}
		}
	}
	in.Run.Result.Arms[0].Report.MaxScore = evaluator.Stat{}
	if rows := (&builder{in: in, quantity: quantityOf(in.Run)}).result().Rows; rows[0].Maximum == "" {
		t.Error("an arm without a sound training has no place in the table")
	}
}

// TestNoNetwork finds anything in the page that a browser would fetch.
func TestNoNetwork(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, synthetic(t, 4, 2)); err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{`src=`, `<link`, `@import`, `url\(`, `fetch\(`, `XMLHttpRequest`, `https?://`} {
		if at := regexp.MustCompile(form).FindIndex(b.Bytes()); at != nil {
			t.Errorf("the page holds %s: %s", form, b.Bytes()[max(0, at[0]-40):min(b.Len(), at[1]+40)])
		}
	}
}

// TestHostileAnswer: what a model writes must not become part of the page.
func TestHostileAnswer(t *testing.T) {
	const evil = `</template></script><script>alert(1)</script><img onerror="x"`
	in := synthetic(t, 1, 1)
	c := in.Run.Iterations[0].Candidates[0]
	c.Source, c.Feedback, c.Status, c.Fault = "package reward // "+evil, evil, designer.CandidateFaulty, evil
	c.Verdict = &designer.Verdict{Terms: []string{evil}, Findings: []finding.Finding{{Stage: evil, Message: evil, Suggestion: evil, Rejects: true}}}
	c.Report = report(in.Env, rand.New(rand.NewPCG(1, 1)), 100, 1)
	c.Report.Terms = []string{evil}
	c.Attempts = []designer.Attempt{{Exchange: designer.Exchange{Answer: llm.Answer{Text: evil, Reasoning: evil, Model: evil}, Error: evil}, Verdict: c.Verdict}}
	in.Run.Iterations[0].Messages = []llm.Message{{Role: evil, Content: evil}}
	var b bytes.Buffer
	if err := Write(&b, in); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "<script>"); n != 1 {
		t.Errorf("the page has %d scripts, want its own only", n)
	}
	if strings.Contains(b.String(), "<img") {
		t.Error("the answer's markup is part of the page")
	}
}

// TestUnfinishedRuns: every stage of a run has a report.
func TestUnfinishedRuns(t *testing.T) {
	for name, cut := range map[string]func(in *Input){
		"nothing yet":    func(in *Input) { in.Run.Iterations, in.Run.Result, in.Run.Preflight = nil, nil, nil },
		"no result":      func(in *Input) { in.Run.Result = nil },
		"no designed":    func(in *Input) { in.Run.Result.Arms = in.Run.Result.Arms[1:] },
		"no environment": func(in *Input) { in.Env = nil },
		"empty arms":     func(in *Input) { in.Run.Result.Arms = []designer.Arm{{Name: designer.ArmHuman, Fault: "reward: NaN"}} },
		"success": func(in *Input) {
			in.Run.Env.BySuccess, in.Run.Env.HasSuccess, in.Run.Env.Solved = true, true, 0.9
		},
	} {
		in := synthetic(t, 2, 2)
		cut(&in)
		if err := Write(io.Discard, in); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMessagesStandOnce(t *testing.T) {
	v, err := newView(synthetic(t, 8, 3))
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Messages) != 5 { // one system message, one user message an iteration, one of all repairs
		t.Errorf("the page holds %d messages, want 5", len(v.Messages))
	}
}

func TestDiff(t *testing.T) {
	before := "package reward\n\nconst a = 1\nconst b = 2\n"
	after := "package reward\n\nconst a = 3\nconst b = 2\nconst c = 4\n"
	var got []string
	for _, l := range diff(before, after) {
		got = append(got, fmt.Sprintf("%d %d %s", l.Old, l.New, l.Class))
	}
	want := []string{"1 1 ", "2 2 ", "3 0 del", "0 3 add", "4 4 ", "0 5 add"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got)\n%s", diff)
	}
	if d := diff(before, before); d != nil {
		t.Errorf("equal files differ by %v", d)
	}
}

func TestHighlightKeepsTheText(t *testing.T) {
	tags := regexp.MustCompile(`</?span[^>]*>`)
	for _, source := range []string{
		fmt.Sprintf(rewardText, 3), "not Go at all: <b> & 'x\n\"open", "/* one\ntwo */ var x = `a\nb`\r\n", "\xff\xfe func",
	} {
		var text []string
		for _, l := range highlight(source) {
			plain := tags.ReplaceAllString(string(l.HTML), "")
			text = append(text, plain)
		}
		want := strings.Split(strings.TrimRight(escape(source), "\n"), "\n")
		if diff := cmp.Diff(want, text); diff != "" {
			t.Errorf("%q (-want +got)\n%s", source, diff)
		}
	}
}

// escape is the source as HTML, uncoloured.
func escape(source string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;").Replace(source)
}

func TestMark(t *testing.T) {
	lines := mark(highlight("package reward\n\nvar x = 1\n"), []finding.Finding{
		{Line: 3, Message: "a warning"}, {Line: 3, Message: "package state", Rejects: true}, {Line: 99, Message: "beyond"}, {Message: "nowhere"},
	})
	if got := lines[2]; got.Class != "bad" || got.Tip != "a warning\npackage state" {
		t.Errorf("line 3 has class %q and tip %q", got.Class, got.Tip)
	}
	if lines[0].Class != "" {
		t.Errorf("line 1 has class %q", lines[0].Class)
	}
}

// render is the page of a run as text.
func render(t *testing.T, in Input) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, in); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestFailedRunsDrawNothing: a chart has something to show.
func TestFailedRunsDrawNothing(t *testing.T) {
	in := synthetic(t, 2, 1)
	in.Run.Status, in.Run.Best, in.Run.Result = designer.RunFailed, "", nil
	for _, c := range in.Run.Candidates() {
		c.Status, c.Scored = designer.CandidateFaulty, false
		c.Report = &evaluator.Report{Trainings: []evaluator.Training{{Fault: "it ended"}}}
	}
	page := render(t, in)
	if strings.Contains(page, `<svg class="chart"`) {
		t.Error("there is a chart without a score")
	}
	if !strings.Contains(page, "No candidate has a score.") {
		t.Error("nothing says why there is no chart")
	}
	in.Run.Iterations = nil
	if !strings.Contains(render(t, in), "Nothing was asked of the model.") {
		t.Error("the run that never asked does not say so")
	}
}

// TestEverySettingIsListed: those of the learner all stand on the page.
func TestEverySettingIsListed(t *testing.T) {
	in := synthetic(t, 1, 1)
	in.Run.Settings.MaxGradNorm, in.Run.Settings.LogStd, in.Run.Settings.Hidden = 0.625, -1.5, []int{32, 16}
	in.Run.Ledger.Lost = designer.Spent{Calls: 2, Usage: llm.Usage{PromptTokens: 1234}, USD: 0.00314}
	in.Run.Notes = []string{"parts ran elsewhere"}
	page := render(t, in)
	for _, want := range []string{"<dd>0.625</dd>", "<dd>−1.5</dd>", "<dd>32, 16</dd>", "<dd>2 calls, about 1234 tokens, $0.0031</dd>", "parts ran elsewhere"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if n, want := len(settings(in.Run)), reflect.TypeFor[evaluator.Settings]().NumField(); n != want {
		t.Errorf("%d settings are listed, the learner has %d", n, want)
	}
}

// TestIntervalsStayInRange: no interval reaches beyond what a score can be.
func TestIntervalsStayInRange(t *testing.T) {
	in := synthetic(t, 1, 1)
	a := &in.Run.Result.Arms[0]
	a.Score = evaluator.Stat{N: 2, Mean: 352.5, Lo: -1522, Hi: 2227}
	a.Length = a.Score
	b := &builder{in: in, quantity: quantityOf(in.Run), fitness: fitnessOf(in.Run), messages: map[string]string{}}
	row := b.result().Rows[0]
	if row.Quantity != "352.5 [1,\u00a0500]" || row.Length != "352.5 [0,\u00a0500]" {
		t.Errorf("score %s and length %s, want both within 0 and 500", row.Quantity, row.Length)
	}
}

// TestPeopleAndRoles: what a person picked and said, and what the model said in other
// roles, stands in the report.
func TestPeopleAndRoles(t *testing.T) {
	in := synthetic(t, 4, 1)
	it := in.Run.Iterations[0]
	it.Picked = &designer.Picked{Best: "i00-s01", Worst: "i00-s02", By: designer.PickedByPerson}
	in.Run.Comments = []designer.Comment{{Candidate: "i00-s03", Text: "too <fast>"}}
	it.Candidates[0].Consultations = []*designer.Consultation{{Role: "comparer", Exchange: designer.Exchange{
		Messages: prompt(7), Answered: true, Answer: llm.Answer{Text: "It pays for calm."},
	}}}
	text := render(t, in)
	for _, part := range []string{"A person liked: i00-s01 best and i00-s02 least", "A person said about i00-s03: <q>too &lt;fast&gt;</q>", "What the comparer said", "It pays for calm."} {
		if !strings.Contains(text, part) {
			t.Errorf("the report lacks %q", part)
		}
	}
}

// TestBars: a bar is as long as its score lies high in what scores can be, not among
// those that happen to be there; without such a range, among these.
func TestBars(t *testing.T) {
	in := synthetic(t, 2, 2)
	for _, c := range in.Run.Candidates() {
		c.Score = 0.75
	}
	in.Run.Candidate(in.Run.Best).Score = 0.15
	for _, c := range []struct {
		lo, hi, want float64 // of the first candidate
	}{
		{0, 1, 4 + 96*0.15},
		{math.Inf(-1), 0.75, 4},
		{0.5, 1, 4},
		{0, 0.1, 100},
	} {
		b := &builder{in: in, fitness: quantity{lo: c.lo, hi: c.hi}}
		if got := b.bar(0.15); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("0.15 in %g..%g: a bar of %g %%, want %g", c.lo, c.hi, got, c.want)
		}
	}
}
