package llm

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"

	"github.com/sashabaranov/go-openai"
)

// embedTexts is how many texts one call carries, fewer than any known server's
// limit.
const embedTexts = 64

// OpenAIEmbedder is an Embedder behind an OpenAI-compatible embeddings endpoint.
type OpenAIEmbedder struct{ server *OpenAI }

// NewOpenAIEmbedder returns the embedder at the endpoint that c describes, whose
// Model is one for embeddings. Of c's settings those of samples and completions
// have no meaning. It sends nothing yet.
func NewOpenAIEmbedder(c OpenAIConfig) (*OpenAIEmbedder, error) {
	server, err := NewOpenAI(c)
	if err != nil {
		return nil, err
	}
	if c.Model == "" {
		return nil, fmt.Errorf("embeddings at %s: no model is named; name one for embeddings that the server knows", server.where)
	}
	return &OpenAIEmbedder{server}, nil
}

// Embed implements Embedder. Failures that may pass are tried again as those of
// completions are.
func (e *OpenAIEmbedder) Embed(ctx context.Context, r EmbedRequest) (Embeddings, error) {
	all := Embeddings{Model: e.server.config.Model}
	for texts := range slices.Chunk(r.Texts, embedTexts) {
		if err := e.chunk(ctx, texts, r.Allow, &all); err != nil {
			all.Vectors = nil
			return all, err
		}
	}
	if i := slices.IndexFunc(all.Vectors, func(v []float32) bool { return len(v) != len(all.Vectors[0]) }); i > 0 {
		return Embeddings{}, e.malformed(fmt.Sprintf("vectors of lengths %d and %d", len(all.Vectors[0]), len(all.Vectors[i])))
	}
	return all, nil
}

// chunk adds the vectors of as many texts as one call carries.
func (e *OpenAIEmbedder) chunk(ctx context.Context, texts []string, allow func(Usage) error, all *Embeddings) error {
	c := &e.server.config
	for failures := 1; ; failures++ {
		vectors, usage, err := e.turn(ctx, texts, allow)
		var failure *Error
		if !errors.As(err, &failure) || failure.Kind != KindNotAllowed {
			all.Calls++
		}
		if err == nil {
			all.Vectors = append(all.Vectors, vectors...)
			all.Usage = all.Usage.Add(usage)
			all.Cost += c.Price.Cost(usage)
			return nil
		}
		if failure == nil || !failure.Retryable() || errors.Is(err, ErrNoEmbeddings) || failures > c.Retries {
			return err
		}
		failure.Tries = failures
		wait := backoff(c.FirstWait, c.LongestWait, failures, c.Jitter())
		if failure.RetryAfter > 0 {
			wait = failure.RetryAfter + wait/10
		}
		c.Logger.Warn(fmt.Sprintf("embeddings: %s; trying again in %s (%d of %d)", failure.brief(), seconds(wait), failures+1, c.Retries+1))
		if err := c.Clock.Sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// turn makes one call once its turn has come and it is allowed.
func (e *OpenAIEmbedder) turn(ctx context.Context, texts []string, allow func(Usage) error) ([][]float32, Usage, error) {
	leave, err := e.server.gate.enter(ctx)
	if err != nil {
		return nil, Usage{}, err
	}
	defer leave()
	if allow != nil {
		if err := allow(Usage{}); err != nil {
			return nil, Usage{}, &Error{Kind: KindNotAllowed, Where: e.server.where, Reason: err.Error(), Err: err}
		}
	}
	vectors, usage, err := e.call(ctx, texts)
	if ctx.Err() != nil {
		return nil, Usage{}, ctx.Err()
	}
	return vectors, usage, err
}

// call makes one HTTP request. Its error is an *Error.
func (e *OpenAIEmbedder) call(ctx context.Context, texts []string) ([][]float32, Usage, error) {
	o := e.server
	ctx, cancel := context.WithTimeout(ctx, o.config.Timeout)
	defer cancel()
	exchange := &exchange{client: o.config.Client}
	config := openai.DefaultConfig(o.secret.reveal())
	config.BaseURL, config.HTTPClient = o.config.BaseURL, exchange
	r := openai.EmbeddingRequestStrings{Input: texts, Model: openai.EmbeddingModel(o.config.Model)}
	answered, err := openai.NewClientWithConfig(config).CreateEmbeddings(ctx, r)
	if err == nil {
		err = exchange.embeddedError()
	}
	if err != nil {
		return nil, Usage{}, e.explain(o.failure(ctx, Request{Model: o.config.Model}, exchange, err), exchange)
	}
	vectors, err := e.ordered(answered.Data, len(texts))
	if err != nil {
		return nil, Usage{}, err
	}
	return vectors, embedUsage(answered.Usage, texts), nil
}

// explain puts a failure in the terms of embeddings, and marks the ways in which
// servers without any say so: a path, a method or a model that they do not have
// for that, a page in place of vectors.
func (e *OpenAIEmbedder) explain(f *Error, x *exchange) *Error {
	if f.Kind == KindMalformed {
		f.Reason = "the reply holds no embeddings: " + e.server.describeBody(x.header, x.body)
	}
	none := f.Kind == KindNotFound || f.Kind == KindRequest || f.Kind == KindMalformed || f.Status == http.StatusNotImplemented
	if none && f.Err == nil {
		f.Err = ErrNoEmbeddings
		f.Advice = "name a model for embeddings that this server has"
	}
	return f
}

// ordered returns the vectors in the order of the texts.
func (e *OpenAIEmbedder) ordered(data []openai.Embedding, n int) ([][]float32, error) {
	if len(data) != n {
		return nil, e.malformed(fmt.Sprintf("%d vectors for %d texts", len(data), n))
	}
	vectors := make([][]float32, n)
	for _, d := range data {
		if d.Index < 0 || d.Index >= n || vectors[d.Index] != nil {
			return nil, e.malformed(fmt.Sprintf("the index %d for %d texts", d.Index, n))
		}
		if !directed(d.Embedding) {
			return nil, e.malformed("a vector that is empty, zero or not finite")
		}
		vectors[d.Index] = d.Embedding
	}
	return vectors, nil
}

func (e *OpenAIEmbedder) malformed(what string) *Error {
	return &Error{Kind: KindMalformed, Where: e.server.where, Reason: "the reply holds " + what, Advice: "name a model for embeddings that this server has", Err: ErrNoEmbeddings}
}

// directed says that a vector is finite and has a direction.
func directed(v []float32) bool {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	return sum > 0 && !math.IsInf(sum, 1)
}

// embedUsage returns what a server reports, or an estimate.
func embedUsage(u openai.Usage, texts []string) Usage {
	if tokens := max(u.PromptTokens, u.TotalTokens); tokens > 0 {
		return Usage{PromptTokens: tokens}
	}
	return Usage{PromptTokens: EstimateTokens(strings.Join(texts, "\n")), Estimated: true}
}
