package designer

import (
	"context"
	"fmt"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/prompts"
)

// roleReviewer is the model's role as a reviewer of accepted code.
const roleReviewer = "reviewer"

// reviewRounds is how often the reviewer is asked about one candidate at most, as in
// Auto MC-Reward.
const reviewRounds = 3

// Reviewing is what the template review.tmpl reads.
type Reviewing struct {
	Brief
	Source string // under review
}

// Objections is what the template objections.tmpl reads.
type Objections struct{ Text string }

// askReviewer is the gate that lets the model review an accepted candidate and sends it
// back with what it objects to. A review that does not come is no objection.
func askReviewer(ctx context.Context, l *loop, c *Candidate) (Gated, error) {
	if n := c.reviews(); n == reviewRounds {
		return Gated{Gating: GatePass, Detail: fmt.Sprintf("was reviewed %d times, and goes on as it is", n)}, nil
	}
	said, err := l.consult(ctx, c, roleReviewer, func() ([]llm.Message, error) {
		b, err := l.brief()
		if err != nil {
			return nil, err
		}
		return reviewerPrompt(l.Prompts, b, c.Source)
	})
	if err != nil {
		return Gated{}, err
	}
	if said.Error != "" {
		return Gated{Gating: GatePass, Detail: "was not reviewed: " + said.Error}, nil
	}
	approves, text, clear := decision(said.Answer.Text)
	switch {
	case !clear:
		return Gated{Gating: GatePass, Detail: "the review says neither APPROVE nor REVISE, and counts as no objection"}, nil
	case approves:
		return Gated{Gating: GatePass, Detail: "approved"}, nil
	}
	response, err := l.Prompts.Render(prompts.Objections, Objections{text})
	return Gated{Gating: GateReturn, Detail: "sent back: " + firstLine(text), Response: response}, err
}

// reviews returns how often the reviewer was asked about earlier attempts.
func (c *Candidate) reviews() int {
	n := 0
	for _, k := range c.Consultations {
		if k.Role == roleReviewer && k.Attempt < c.last().Number {
			n++
		}
	}
	return n
}

// decision reads a review: a line that begins with APPROVE or REVISE, the last such
// line, and what else it says. clear is false where it has none.
func decision(answer string) (approves bool, text string, clear bool) {
	var rest []string
	for line := range strings.Lines(answer) {
		word := strings.TrimLeft(strings.TrimSpace(line), "*#` ")
		switch {
		case strings.HasPrefix(word, "APPROVE"):
			approves, clear = true, true
		case strings.HasPrefix(word, "REVISE"):
			approves, clear = false, true
		default:
			rest = append(rest, strings.TrimRight(line, "\n"))
		}
	}
	return approves, strings.TrimSpace(strings.Join(rest, "\n")), clear
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// reviewerPrompt asks a reviewer about a source.
func reviewerPrompt(set *prompts.Set, b Brief, source string) ([]llm.Message, error) {
	return consultation(set, prompts.SystemReviewer, prompts.Review, Reviewing{b, strings.TrimSpace(source)})
}

// consultation renders a system and a user message.
func consultation(set *prompts.Set, system, user string, data any) ([]llm.Message, error) {
	first, err := set.Render(system, data)
	if err != nil {
		return nil, err
	}
	second, err := set.Render(user, data)
	return []llm.Message{{Role: llm.RoleSystem, Content: first}, {Role: llm.RoleUser, Content: second}}, err
}
