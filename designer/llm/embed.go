package llm

import (
	"context"
	"errors"
)

// Embedder turns texts into vectors between which the angle is the smaller the
// nearer the texts are in meaning. Its method may be called from several
// goroutines.
type Embedder interface {
	// Embed returns one vector for each text, in their order. An error wraps
	// ErrNoEmbeddings where there are none to be had whatever is asked.
	Embed(ctx context.Context, r EmbedRequest) (Embeddings, error)
}

// ErrNoEmbeddings says that a server, a model or a recording has no embeddings,
// so that nearness has to be told by other means.
var ErrNoEmbeddings = errors.New("no embeddings are to be had")

// EmbedRequest is the texts to turn into vectors.
type EmbedRequest struct {
	Texts []string // none is empty
	// Allow is asked before every call to a server, as Request.Allow is; nil for
	// no limit.
	Allow func(lost Usage) error
}

// Embeddings are the vectors of some texts, and what they took.
type Embeddings struct {
	Vectors [][]float32 // all of one length, at least 1; finite, not all zero
	Model   string      // which made them, as the request named it
	Usage   Usage       // of the calls that were made; none for vectors that were recorded
	Cost    float64     // of Usage, in the currency of the configured prices
	Calls   int         // requests sent to a server, retries included
}
