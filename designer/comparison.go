package designer

import (
	"context"
	"fmt"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/prompts"
)

// roleComparer is the model's role as one who says what was changed from one reward to
// another.
const roleComparer = "comparer"

// Pair is what the template pair.tmpl reads about the two candidates that were picked.
type Pair struct {
	Worst       string   // source of what was liked least
	Differences []string // between successive bests of past iterations, the oldest first
	Feedback    string   // on what was liked best
}

// Comparing is what the template compare.tmpl reads.
type Comparing struct {
	Brief
	Old, New string // sources
}

// pair writes what the model is told about what was liked best and least before
// iteration n.
func (l *loop) pair(ctx context.Context, n int, best, worst *Candidate) (string, error) {
	differences, err := l.differences(ctx, n)
	if err != nil {
		return "", err
	}
	text, err := renderPair(l.Prompts, Pair{Worst: strings.TrimSpace(worst.Source), Differences: differences, Feedback: best.Feedback})
	if err != nil {
		return "", fmt.Errorf("best %s and worst %s: %w", best.ID, worst.ID, err)
	}
	return text, nil
}

func renderPair(set *prompts.Set, p Pair) (string, error) { return set.Render(prompts.Pair, p) }

// differences returns what the model, as the comparer, says about each change of the
// best candidate before iteration n, the oldest first. One on which no answer came is
// left out.
func (l *loop) differences(ctx context.Context, n int) ([]string, error) {
	var list []string
	var old *Candidate
	for _, it := range l.run.Iterations[:n] {
		best := l.run.Candidate(it.Best)
		if best == nil || best == old {
			continue
		}
		if old != nil {
			said, err := l.askComparer(ctx, old, best)
			if err != nil {
				return nil, fmt.Errorf("what was changed from %s to %s: %w", old.ID, best.ID, err)
			}
			if text := strings.TrimSpace(said.Answer.Text); text != "" {
				list = append(list, text)
			}
		}
		old = best
	}
	return list, nil
}

// askComparer asks the model what was changed from one best candidate to the next. Each
// becomes the best in its own iteration, once, so that the role is enough to tell the
// question.
func (l *loop) askComparer(ctx context.Context, old, best *Candidate) (*Consultation, error) {
	return l.consult(ctx, best, roleComparer, func() ([]llm.Message, error) {
		b, err := l.brief()
		if err != nil {
			return nil, err
		}
		return comparerPrompt(l.Prompts, b, old.Source, best.Source)
	})
}

// comparerPrompt asks a comparer about two sources.
func comparerPrompt(set *prompts.Set, b Brief, old, best string) ([]llm.Message, error) {
	return consultation(set, prompts.SystemComparer, prompts.Compare, Comparing{b, strings.TrimSpace(old), strings.TrimSpace(best)})
}
