package designer

import (
	"context"
	"fmt"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer/library"
)

// Library finds rewards for other tasks. *library.Library is one.
type Library interface {
	// Nearest returns up to k rewards, the nearest to the task of q first, and how
	// they were found. None is for the task itself.
	Nearest(ctx context.Context, q library.Query, k int) ([]library.Match, library.How, error)
}

// examples returns as many rewards for other tasks as the method wants in the first
// prompt, and where they are from.
func (l *loop) examples(ctx context.Context, b *Brief) ([]Example, []Shown, error) {
	k := *l.run.Task.Method.Examples
	if k == 0 {
		return nil, nil, nil
	}
	if l.Library == nil {
		return nil, nil, fmt.Errorf("method.examples is %d, and there is no library to take them from", k)
	}
	q := library.Query{Env: l.run.Env.Name, Digest: l.run.Env.Digest, Task: b.Task, View: b.View}
	found, how, err := l.Library.Nearest(ctx, q, k)
	if err != nil {
		return nil, nil, err
	}
	var examples []Example
	var shown []Shown
	var names []string
	for _, m := range found {
		examples = append(examples, Example{Task: m.Task, View: strings.TrimSpace(m.View), Source: strings.TrimSpace(m.Source)})
		shown = append(shown, Shown{Env: m.Env, Origin: m.Origin, Similarity: m.Similarity, By: how.By})
		names = append(names, fmt.Sprintf("%s (%s, %s %.3g)", m.Env, m.Origin, how.By, m.Similarity))
	}
	text := "the first prompt holds no example: the library has none for another task"
	if len(names) > 0 {
		text = "the first prompt holds as an example " + strings.Join(names, ", ")
	}
	if how.Instead != "" {
		text += "; " + how.Instead
	}
	l.notify(Event{Kind: EventAsking, Iteration: 0, Message: text})
	return examples, shown, nil
}
