package page

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/rewardsmith/rewardsmith/cmd/internal/chart"
	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// methodView is what makes the search of a run.
type methodView struct {
	About  string
	Source string
	Values []fact
}

// method tells the stages of a run's method, and where the task file has set one
// otherwise than the preset.
func method(run *designer.Run) methodView {
	m := &run.Task.Method
	v := methodView{}
	is := stageValues(m)
	for _, p := range designer.Presets() {
		if p.Name != m.Preset || p.Form != *m.Form {
			continue
		}
		v.About, v.Source = p.About, p.Source
		for _, preset := range p.Values() {
			text := is[preset.Key]
			if text != preset.Value {
				text += fmt.Sprintf(" (of the method: %s)", preset.Value)
			}
			v.Values = append(v.Values, fact{preset.Key, text})
		}
	}
	if *m.Fitness == designer.FitnessTarget {
		v.Values = append(v.Values, fact{"target", targetText(run)})
	}
	if race := run.Task.Training.Race; len(race.Rungs) > 0 {
		v.Values = append(v.Values, fact{"race", raceText(&race)})
	}
	return v
}

// stageValues are the values of a resolved method, by their keys in task files.
func stageValues(m *designer.Method) map[string]string {
	gates := "none"
	if len(m.Gates) > 0 {
		gates = strings.Join(m.Gates, ", ")
	}
	return map[string]string{
		"samples": fmt.Sprint(*m.Samples), "iterations": fmt.Sprint(*m.Iterations),
		"output": *m.Output, "examples": fmt.Sprint(*m.Examples), "gates": gates,
		"carry": *m.Carry, "select": *m.Select, "fitness": *m.Fitness, "feedback": *m.Feedback,
		"repairs": fmt.Sprint(*m.Repairs), "retries": fmt.Sprint(*m.Retries),
	}
}

// chosen says what the run's best candidate is among the others.
func chosen(run *designer.Run) string {
	switch *run.Task.Method.Select {
	case designer.SelectLatest:
		return "the last"
	case designer.SelectPerson, designer.SelectSimulated:
		return "liked best"
	}
	return "best"
}

// targetText says what is to be reached, of fitness target: what the task file leaves
// open is what the task is decided by, and where it counts as solved.
func targetText(run *designer.Run) string {
	t := run.Task.Method.Target
	metric := "score"
	if run.Env.BySuccess {
		metric = "success"
	}
	value := run.Env.Solved
	if t.Value != nil {
		value = *t.Value
	}
	return fmt.Sprintf("%s at %s, give or take %s", cmp.Or(t.Metric, metric), chart.Number(value), chart.Number(t.Tolerance))
}

func raceText(r *designer.Race) string {
	var rungs []string
	for _, rung := range r.Rungs {
		rungs = append(rungs, fmt.Sprintf("%g %%", 100*rung))
	}
	return fmt.Sprintf("%g %% of the candidates go on after %s of the training", 100*r.Keep, strings.Join(rungs, " and "))
}

// spared lists what was not spent on candidates, and what that cost.
func spared(l *designer.Ledger) []fact {
	var f []fact
	for _, s := range []struct {
		name  string
		spent designer.Spared
	}{{"Screened out by gates", l.Screened}, {"Stopped by races", l.Raced}} {
		if s.spent.Candidates > 0 {
			f = append(f, fact{s.name, fmt.Sprintf("%s, %s environment steps saved", plural(s.spent.Candidates, "candidate"), chart.Number(float64(s.spent.Steps)))})
		}
	}
	if l.Survivors > 0 {
		f = append(f, fact{"More seeds of survivors", fmt.Sprintf("%s environment steps", chart.Number(float64(l.Survivors)))})
	}
	return f
}

// note is something that an iteration began or ended with.
type note struct {
	Label string
	Text  string
	Quote bool // Text is in the words of a person
}

// notes are what the first prompt shows, what a person said and what was picked.
func notes(run *designer.Run, it *designer.Iteration) []note {
	var list []note
	for _, c := range run.Said(it.Number) {
		list = append(list, note{"A person said about " + c.Candidate, c.Text, true})
	}
	for _, e := range it.Examples {
		list = append(list, note{"Example in the prompt", fmt.Sprintf("reward for %s, from %s (%s %.3g)", e.Env, e.Origin, e.By, e.Similarity), false})
	}
	if p := it.Picked; p != nil {
		who := map[string]string{designer.PickedByPerson: "A person", designer.PickedBySimulated: "A simulated person"}[p.By]
		text := p.Best + " best"
		if p.Worst != "" {
			text += " and " + p.Worst + " least"
		}
		list = append(list, note{who + " liked", text, false})
	}
	return list
}

// gateView is a gate's judgement of an attempt.
type gateView struct {
	designer.Gated
	Badge  badge
	Counts []fact // of trajectory preferences, nil without
	Saved  string // environment steps, "" for none
}

// gatingWords say what a gate made of a candidate.
var gatingWords = map[designer.Gating]badge{
	designer.GatePass:   {"passes", "good"},
	designer.GateNote:   {"noted", "doubt"},
	designer.GateReturn: {"sent back", "doubt"},
	designer.GateSkip:   {"not trained", "bad"},
}

// judgements are what the gates made of an attempt.
func judgements(a *designer.Attempt) []gateView {
	var list []gateView
	for _, g := range a.Gates {
		v := gateView{Gated: g, Badge: gatingWords[g.Gating]}
		v.Badge.Text = g.Gate + ": " + v.Badge.Text
		if g.TPE != nil && !g.TPE.Blind {
			v.Counts = []fact{
				{"Successes", grouped(g.TPE.Successes)}, {"Failures", grouped(g.TPE.Failures)},
				{"Successes above every failure", grouped(g.TPE.Above)},
				{"Accuracy", fmt.Sprintf("%.3g of %.3g", g.TPE.Accuracy, g.TPE.Pass)},
				{"Lowest return of a success", chart.Number(g.TPE.LowestSuccess.Return)},
				{"Highest return of a failure", chart.Number(g.TPE.HighestFailure.Return)},
			}
		}
		if g.Saved > 0 {
			v.Saved = chart.Number(float64(g.Saved))
		}
		list = append(list, v)
	}
	return list
}

// consultations are what the model was asked about an attempt in other roles.
func (b *builder) consultations(c *designer.Candidate, attempt int) []exchangeView {
	var list []exchangeView
	for _, k := range c.Consultations {
		if k.Attempt != attempt {
			continue
		}
		v := exchangeView{Exchange: k.Exchange, Title: "What the " + k.Role + " said", Usage: usage(&k.Exchange), Prompt: b.sent(k.Messages)}
		list = append(list, v)
	}
	return list
}

// stopped says where a race stopped a candidate, "" where none did.
func stopped(r *evaluator.Report) string {
	if r == nil || r.Stopped == nil {
		return ""
	}
	s := r.Stopped
	saved := 0
	for _, t := range r.Trainings {
		if t.Stopped != nil {
			saved += t.Stopped.Saved
		}
	}
	return fmt.Sprintf("A race stopped it at rung %d, after %s steps of each training: it was number %d of %d. That saved %s steps; what is shown is how it stood then.",
		s.Rung, grouped(s.Steps), s.Rank, s.Of, grouped(saved))
}

// stageBadges are the words for what gates and races made of a candidate.
func stageBadges(c *designer.Candidate) []badge {
	var all []badge
	returns := 0
	for i := range c.Attempts {
		for _, g := range c.Attempts[i].Gates {
			switch g.Gating {
			case designer.GateReturn:
				returns++
			case designer.GateSkip, designer.GateNote:
				all = append(all, badge{g.Gate + ": " + gatingWords[g.Gating].Text, gatingWords[g.Gating].Class})
			}
		}
	}
	if returns > 0 {
		all = append(all, badge{plural(returns, "time") + " sent back", ""})
	}
	if c.Report != nil && c.Report.Stopped != nil {
		all = append(all, badge{fmt.Sprintf("stopped: %d of %d", c.Report.Stopped.Rank, c.Report.Stopped.Of), "doubt"})
	}
	return all
}
