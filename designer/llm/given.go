package llm

import "context"

// Given serves texts that were given to a run in place of answers, from a folder like
// that of a [Replay]. Nobody has ever been asked for them, so they have no usage and
// belong to no prompt.
type Given struct{ texts *Replay }

// NewGiven returns the texts of a recording.
func NewGiven(texts *Replay) Given { return Given{texts} }

// Complete implements Model.
func (m Given) Complete(ctx context.Context, r Request) (Answer, error) {
	a, err := m.texts.Complete(ctx, r)
	return Answer{Text: a.Text}, err
}
