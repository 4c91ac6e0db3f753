package diagnosis

import (
	"fmt"
	"strings"
)

// Version is the version of the vocabulary. It changes with every name and every rule,
// so that results of different versions are not compared by mistake.
const Version = 1

// Name is a word of the vocabulary.
type Name string

// Entry is a failure of a reward: what it is, how it is found and what helps.
type Entry struct {
	Name    Name
	Meaning string // one sentence
	Rule    string // by what it is found, for people
	Advice  string // what to do about it, for a model

	// found returns what of the evidence shows the failure, in words without
	// measures, or "" where nothing does.
	found func(e *Evidence) string
}

// Finding is a failure that was found.
type Finding struct {
	Name     Name   `json:"name"`
	Meaning  string `json:"meaning"`
	Evidence string `json:"evidence"` // words, no measures
	Advice   string `json:"advice"`
}

// Diagnose returns the failures that the evidence shows, the gravest first: none where
// the task is solved or nothing is known, and otherwise at least one.
func Diagnose(e *Evidence) []Finding {
	if len(e.Success) == 0 || e.solved() {
		return nil
	}
	var list []Finding
	for _, entry := range vocabulary {
		if shows := entry.found(e); shows != "" {
			list = append(list, Finding{entry.Name, entry.Meaning, shows, entry.Advice})
		}
	}
	return list
}

// Vocabulary returns all entries, the gravest first.
func Vocabulary() []Entry { return append([]Entry(nil), vocabulary...) }

// The names.
const (
	SemanticMisunderstanding Name = "semantic-misunderstanding"
	RewardFlooding           Name = "reward-flooding"
	EarlyEnd                 Name = "early-end"
	WeakShaping              Name = "weak-shaping"
	DominantTerm             Name = "dominant-term"
	Forgetting               Name = "forgetting"
	NotDone                  Name = "not-done"
)

// Bounds of the rules.
const (
	hardlyEver = 0.2     // of the success that counts as solved
	muchHigher = 1.0 / 3 // rise of a return, as rose has it
	mostEnds   = 0.5     // share of the episodes
	drowns     = 0.9     // share of one term
	lingers    = 0.8     // of the time limit
	fallen     = 0.5     // of the best success in training
)

var vocabulary = []Entry{
	{
		Name:    SemanticMisunderstanding,
		Meaning: "A part of the reward does not mean what its author thinks: it watches for something that never happens, or pays for the opposite.",
		Rule:    "a term is zero at every checkpoint, or failed episodes earn more than successful ones on average",
		Advice:  "Read the comments of the fields that this part uses once more, with their units, ranges and codes, and write down in words what each condition says in the first state of an episode, half-way and at the goal.",
		found: func(e *Evidence) string {
			var silent []string
			for i := range e.Terms {
				if e.Terms[i].silent() {
					silent = append(silent, e.Terms[i].Name)
				}
			}
			switch {
			case len(silent) > 0:
				return fmt.Sprintf("%s never paid anything at all, at no time of the training.", strings.Join(silent, " and "))
			case e.Successes != nil && e.Failures != nil && *e.Failures > *e.Successes:
				return "Episodes that fail earn more of this reward than episodes that succeed."
			}
			return ""
		},
	},
	{
		Name:    RewardFlooding,
		Meaning: "The reward can be collected without doing the task, step after step, so that doing it is not worth while.",
		Rule:    "the return rose by a third of its size or more while success stayed below a fifth of what is wanted, and episodes do not mostly end by failure",
		Advice:  "Pay for progress once, not for being somewhere: reward the change from one step to the next, or each milestone a single time, and make the whole of what can be collected on the way less than what success pays.",
		found: func(e *Evidence) string {
			if !hardly(e) || rose(e.Return) < muchHigher || e.Failing > mostEnds {
				return ""
			}
			shows := "The policy has learned to earn ever more of this reward, and does not do the task."
			if last(e.Length) > lingers*float64(e.Horizon) {
				shows += " Its episodes last to the time limit."
			}
			return shows
		},
	},
	{
		Name:    EarlyEnd,
		Meaning: "The policy ends episodes by failing.",
		Rule:    "more than half of the episodes are ended by a termination without success",
		Advice:  "Being alive must not cost more than failing does: charge clearly for the failure itself, and see to it that an episode that goes on can still earn more than one that is over.",
		found: func(e *Evidence) string {
			if e.Failing > mostEnds {
				return "Most episodes end by failure before their time is over."
			}
			return ""
		},
	},
	{
		Name:    WeakShaping,
		Meaning: "The reward does not tell a beginner which way is better.",
		Rule:    "success stayed below a fifth of what is wanted and the return did not rise by a third of its size",
		Advice:  "Find the first thing that an unskilled policy has to do, and pay for getting closer to that, in steps small enough that chance makes some of them; then the same for the next thing.",
		found: func(e *Evidence) string {
			if hardly(e) && rose(e.Return) < muchHigher {
				return "Neither the return nor success has risen much: the policy finds nothing in this reward to climb."
			}
			return ""
		},
	},
	{
		Name:    DominantTerm,
		Meaning: "One part of the reward drowns the others.",
		Rule:    "one of several terms makes up nine tenths of the reward or more",
		Advice:  "Bring the parts to one scale, largest what completes the task.",
		found: func(e *Evidence) string {
			for i := range e.Terms {
				if t := &e.Terms[i]; len(e.Terms) > 1 && t.Share >= drowns {
					return fmt.Sprintf("Beside %s nothing else of this reward can be noticed.", t.Name)
				}
			}
			return ""
		},
	},
	{
		Name:    Forgetting,
		Meaning: "The policy could do the task better at an earlier time of the training than at its end.",
		Rule:    "success at the end is less than half of its best",
		Advice:  "Something in the reward outweighs success once success is common: look for a part that pays for what a skilled policy does without.",
		found: func(e *Evidence) string {
			best := 0.0
			for _, s := range e.Success {
				best = max(best, s)
			}
			if last(e.Success) < fallen*best {
				return "Success has been more frequent during training than it is now."
			}
			return ""
		},
	},
	{
		Name:    NotDone,
		Meaning: "The way is right, and not gone to its end.",
		Rule:    "success is a fifth of what is wanted or more, less than that, and not falling",
		Advice:  "Keep what the reward does and strengthen its last stretch: what a policy that nearly succeeds does not yet do.",
		found: func(e *Evidence) string {
			if !hardly(e) && last(e.Success) >= fallen*maximum(e.Success) {
				return "Some episodes succeed, and not enough of them."
			}
			return ""
		},
	},
}

// hardly says that the task is hardly ever done.
func hardly(e *Evidence) bool { return last(e.Success) < hardlyEver*e.Solved }

func maximum(list []float64) float64 {
	m := list[0]
	for _, v := range list {
		m = max(m, v)
	}
	return m
}
