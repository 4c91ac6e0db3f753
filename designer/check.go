package designer

import (
	"fmt"
	"maps"
	"slices"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/designer/diagnosis"
	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/screen"
	"github.com/rewardsmith/rewardsmith/prompts"
)

// checkBudget refuses a budget that cannot pay for the least a run can be: the
// preflight, one candidate and the final measurement. key is the cap that is too low.
func checkBudget(t *Task, s evaluator.Settings) (key string, err error) {
	r := Run{Task: *t, Settings: s}
	search := t.Method.proposer().least(&r)
	if t.Budget.Search > 0 && t.Budget.Search < search {
		return "budget.search", fmt.Errorf("budget.search is %d, but one candidate needs %d; raise it, or lower training.steps", t.Budget.Search, search)
	}
	if t.Budget.Steps == 0 {
		return "", nil
	}
	preflight := 0
	if t.Preflight.Enabled {
		preflight = t.Preflight.Seeds * trainingSteps(s)
	}
	least := preflight + search + r.reserve()
	if t.Budget.Steps >= least {
		return "", nil
	}
	return "budget.steps", fmt.Errorf("budget.steps is %d, but preflight (%d), one candidate (%d) and the final measurement (%d) need %d; raise it, or lower training.steps or final.seeds",
		t.Budget.Steps, preflight, search, r.reserve(), least)
}

// rehearse renders every template once, so that a mistake in one that the user
// has replaced is found before anything is spent. It returns a digest of what was
// rendered, which tells sets of templates apart.
func rehearse(set *prompts.Set, t *Task, spec *envs.Spec, s evaluator.Settings) (string, error) {
	b, err := NewBrief(t, spec, s)
	if err != nil {
		return "", err
	}
	first, err := FirstPrompt(set, b)
	if err != nil {
		return "", err
	}
	var texts []string
	for _, m := range first {
		texts = append(texts, m.Content)
	}
	sound, faulty := sampleFeedback(), sampleFeedback()
	faulty.Fault = "the reward is NaN"
	table := views()
	for _, name := range slices.Sorted(maps.Keys(table)) {
		for _, f := range []Feedback{sound, faulty} {
			text, err := renderFeedback(set, table[name], f)
			if err != nil {
				return "", err
			}
			texts = append(texts, text)
		}
	}
	failed := &Candidate{Status: CandidateFaulty, Fault: faulty.Fault, Attempts: []Attempt{{}}}
	rejected := &Candidate{Status: CandidateRejected, Attempts: []Attempt{{Verdict: &Verdict{
		Findings: []finding.Finding{{Stage: finding.Parse, Reason: "syntax", Line: 1, Column: 1, Message: "m", Suggestion: "s", Rejects: true}},
	}}}}
	for _, c := range []*Candidate{failed, rejected} {
		text, err := renderRepair(set, c)
		if err != nil {
			return "", err
		}
		texts = append(texts, text)
	}
	for _, messages := range []func() ([]llm.Message, error){
		func() ([]llm.Message, error) { return reviewerPrompt(set, b, "package reward") },
		func() ([]llm.Message, error) {
			return analystPrompt(set, b, "package reward", []Trace{*sampleFeedback().Worst})
		},
		func() ([]llm.Message, error) {
			return comparerPrompt(set, b, "package reward", "package reward // improved")
		},
	} {
		m, err := messages()
		if err != nil {
			return "", err
		}
		texts = append(texts, m[0].Content, m[1].Content)
	}
	objections, err := set.Render(prompts.Objections, Objections{"no"})
	if err != nil {
		return "", err
	}
	texts = append(texts, objections)
	pair, err := renderPreference(set, samplePreference())
	if err != nil {
		return "", err
	}
	said, err := set.Render(prompts.FeedbackComment, Comment{Text: "it wobbles"})
	if err != nil {
		return "", err
	}
	liked, err := renderPair(set, Pair{Worst: "package reward", Differences: []string{"it pays for height"}, Feedback: "far: 0"})
	if err != nil {
		return "", err
	}
	return digest(append(texts, pair, said, liked)...), nil
}

// samplePreference has something in every field that preference.tmpl reads.
func samplePreference() Preference {
	f := sampleFeedback()
	return Preference{
		TPE: screen.TPE{
			Form: screen.FormStrict, Pass: 0.8, Accuracy: 0.5, Successes: 2, Failures: 2, Above: 1,
			LowestSuccess: &screen.Ranked{Return: 1}, HighestFailure: &screen.Ranked{Return: 2},
		},
		Gamma: 0.99, Lowest: f.Best, Highest: f.Worst, Alone: true,
	}
}

// sampleFeedback has something in every field that templates read.
func sampleFeedback() Feedback {
	stat := evaluator.Stat{N: 2, Mean: 1, Std: 0.5, Min: 0.5, Max: 1.5, Lo: 0, Hi: 2}
	quantity := Quantity{Stat: stat, Most: 2, Target: 1.5, HasTarget: true}
	trace := Trace{
		Score: 1, Return: 2, Success: true, HasSuccess: true, Steps: 1, End: "time limit",
		Rows: []TraceRow{{Step: 0, State: "X 0 m", Action: "Force 1 N", Terms: "near 0.5"}, {Step: 1, State: "X 1 m"}},
	}
	return Feedback{
		Candidate: CandidateID(0, 0), Steps: 1000, Trainings: 2, Gamma: 0.99, MaxSteps: 100, Episodes: 10,
		Score: quantity, Success: &quantity, Length: quantity, Return: quantity,
		Ends:   []End{{"time limit", 1}},
		Series: []Series{{Name: "near", Values: []float64{0, 1}, Min: 0, Mean: 0.5, Max: 1}}, Points: 2,
		Traces:      []Series{{Name: "near", Values: []float64{0, 1}, Min: 0, Mean: 0.5, Max: 1}},
		Terms:       []Term{{Name: "near", Stat: stat, Share: 1, Constant: true}},
		NameWidth:   len("near"),
		Evaluations: []Evaluation{{Steps: 500, Return: stat, Length: stat, Success: stat, Terms: []Term{{Name: "near", Stat: stat}}}},
		Best:        &trace, Worst: &trace, Highest: &trace, Lowest: &trace, Notes: []string{"a note"}, Analysis: "it falls",
		Aim:         &Aim{Metric: "success", Value: 0.9},
		Diagnosis:   []diagnosis.Finding{{Name: diagnosis.NotDone, Meaning: "m", Evidence: "e", Advice: "a"}},
		NearestPair: []Trace{trace, trace},
		Hacking:     true, Unstable: true, Warnings: []string{"a warning"},
		Parent: &Relation{ID: CandidateID(0, 1), Difference: 1, Diff: "-a\n+b\n"},
	}
}
