package designer

import (
	"context"
	"math"

	"github.com/rewardsmith/rewardsmith/evaluator/screen"
	"github.com/rewardsmith/rewardsmith/prompts"
)

// Preference is what the template preference.tmpl reads: how a reward ranks episodes
// of which it is known which succeeded.
type Preference struct {
	screen.TPE
	Gamma           float64 // discount per step
	Lowest, Highest *Trace  // the success that it pays least for, and the failure that it pays most for
	Alone           bool    // the model is told nothing else
}

// HalfLife is after how many steps a reward counts half.
func (p Preference) HalfLife() float64 { return math.Log(0.5) / math.Log(p.Gamma) }

// tpeGate makes the gate that lets a reward rank what the policies of earlier
// candidates did: CARD's trajectory preference evaluation. otherwise is what becomes
// of a reward that fails it.
func tpeGate(form screen.Form, otherwise Gating) gate {
	return gate{policies: true, judge: func(ctx context.Context, l *loop, c *Candidate) (Gated, error) {
		var played []Played
		for _, earlier := range l.run.Candidates() {
			if earlier.Scored {
				played = append(played, earlier.policies()...)
			}
		}
		footage, err := l.Trainer.Watch(ctx, l.run.code(c), played, episodesOf(played))
		if err != nil {
			return Gated{}, err
		}
		if footage.Fault != "" {
			return Gated{Gating: GatePass, Detail: "the reward failed on known episodes, as training will show: " + footage.Fault}, nil
		}
		tpe := screen.NewTPE(&screen.Trajectories{Spec: l.Env.Spec(), Episodes: footage.Episodes}, footage.Returns, form, screen.DefaultPass)
		g := Gated{Gating: GatePass, Detail: tpe.String(), TPE: &tpe}
		if tpe.Passed {
			return g, nil
		}
		g.Gating = otherwise
		g.Response, err = renderPreference(l.Prompts, Preference{
			TPE: tpe, Gamma: l.run.Settings.Gamma,
			Lowest: l.trace(footage, tpe.LowestSuccess.Index), Highest: l.trace(footage, tpe.HighestFailure.Index),
			Alone: otherwise == GateSkip,
		})
		return g, err
	}}
}

// episodesOf is how many episodes policies play: CARD's number for each candidate.
func episodesOf(played []Played) int {
	candidates := map[string]bool{}
	for _, p := range played {
		candidates[p.Candidate] = true
	}
	return len(candidates) * screen.DefaultEpisodes
}

// renderPreference writes what the model is told about a reward that ranks known
// episodes wrongly.
func renderPreference(set *prompts.Set, p Preference) (string, error) {
	return set.Render(prompts.Preference, p)
}

// watches says that the method watches policies, or has a person watch them, so that
// the journal has to hold them.
func (m *Method) watches() bool {
	if *m.Select == SelectPerson {
		return true
	}
	for _, name := range m.Gates {
		if gates()[name].policies {
			return true
		}
	}
	return views()[*m.Feedback].policies
}
