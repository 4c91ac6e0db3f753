package llm

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// OpenAIBaseURL is the endpoint of OpenAI itself.
const OpenAIBaseURL = "https://api.openai.com/v1"

// Token limit fields of a chat completion request.
const (
	MaxTokens           = "max_tokens"
	MaxCompletionTokens = "max_completion_tokens"
)

// OpenAIConfig describes an OpenAI-compatible endpoint and how to treat it. A
// field that is zero takes its value from DefaultOpenAIConfig.
type OpenAIConfig struct {
	BaseURL string // up to, not including, /chat/completions
	Key     string // empty for a server that asks for none
	Model   string // for requests that name none; required then

	Client *http.Client // its Timeout and Transport apply besides what follows
	Clock  Clock
	// Logger is told of every retry in a plain sentence, with the iteration,
	// sample and attempt concerned as attributes; nil for none.
	Logger *slog.Logger
	// Jitter returns a number in [0,1) by which waits are spread; nil for a
	// random one.
	Jitter func() float64

	Timeout           time.Duration // of one call, from sending to the last byte
	Parallel          int           // calls under way at a time
	RequestsPerMinute float64       // calls begun in a minute; 0 for no limit
	// Completions is how many samples of one prompt one call asks for (n). 1
	// asks for each sample by itself, which every server can do.
	Completions int
	// ShrinkAfter is after how many failures in a row a call asks for half as
	// many completions.
	ShrinkAfter int
	// Retries is how many failures in a row are forgiven before the samples
	// concerned fail.
	Retries int
	// MalformedRetries is how many replies in a row that are no chat completions
	// are forgiven: a wrong address seldom mends itself.
	MalformedRetries int

	FirstWait   time.Duration // before the first retry; doubled with each further one
	LongestWait time.Duration // bound of that
	// LongestAsked bounds the waits that a server asks for (Retry-After), which
	// are observed to the letter; one that asks for longer ends the run.
	LongestAsked time.Duration

	// TokenField names the field that carries Request.MaxTokens: MaxTokens, or
	// MaxCompletionTokens as newer models want it. Empty chooses by the model's
	// name, and takes the newer one where the server refuses the older.
	TokenField string
	// Extra holds further fields of the request's JSON, sent as they are:
	// top_p, reasoning_effort, chat_template_kwargs, ...
	Extra map[string]any
	Price Price
}

// DefaultOpenAIConfig returns the settings used where a field is zero. With
// them a call is tried for up to ten minutes, besides the time the calls
// themselves take and the server asks to wait, before its samples fail.
func DefaultOpenAIConfig() OpenAIConfig {
	return OpenAIConfig{
		BaseURL:     OpenAIBaseURL,
		Client:      &http.Client{},
		Clock:       SystemClock{},
		Logger:      slog.New(slog.DiscardHandler),
		Jitter:      rand.Float64,
		Timeout:     10 * time.Minute,
		Parallel:    4,
		Completions: 1,
		ShrinkAfter: 3,
		Retries:     12, MalformedRetries: 2,
		FirstWait:   time.Second,
		LongestWait: 90 * time.Second, LongestAsked: 15 * time.Minute,
	}
}

// withDefaults fills the zero fields of c.
func (c OpenAIConfig) withDefaults() OpenAIConfig {
	d := DefaultOpenAIConfig()
	c.BaseURL = orDefault(c.BaseURL, d.BaseURL)
	c.Client = orDefault(c.Client, d.Client)
	c.Logger = orDefault(c.Logger, d.Logger)
	c.Timeout = orDefault(c.Timeout, d.Timeout)
	c.Parallel = orDefault(c.Parallel, d.Parallel)
	c.Completions = orDefault(c.Completions, d.Completions)
	c.ShrinkAfter = orDefault(c.ShrinkAfter, d.ShrinkAfter)
	c.Retries = orDefault(c.Retries, d.Retries)
	c.MalformedRetries = orDefault(c.MalformedRetries, min(d.MalformedRetries, c.Retries))
	c.FirstWait = orDefault(c.FirstWait, d.FirstWait)
	c.LongestWait = orDefault(c.LongestWait, d.LongestWait)
	c.LongestAsked = orDefault(c.LongestAsked, d.LongestAsked)
	if c.Clock == nil {
		c.Clock = d.Clock
	}
	if c.Jitter == nil {
		c.Jitter = d.Jitter
	}
	return c
}

func orDefault[T comparable](value, fallback T) T {
	var zero T
	if value == zero {
		return fallback
	}
	return value
}

// OpenAI is a model behind an OpenAI-compatible chat completions endpoint.
//
// A temperature that the server refuses is left out from then on, and the Note of
// every answer says so.
//
// It does not stream. A reply that is cut off shows itself as one, by its
// length, its chunked encoding or its JSON, so streaming would detect nothing
// more, while many servers report no usage in a stream.
type OpenAI struct {
	config OpenAIConfig
	where  string // the base URL as errors may show it
	secret secret
	gate   *gate

	concessions concessions
}

// NewOpenAI returns the model that c describes. It sends nothing yet.
func NewOpenAI(c OpenAIConfig) (*OpenAI, error) {
	c = c.withDefaults()
	base, err := parseBaseURL(c.BaseURL)
	if err != nil {
		return nil, err
	}
	c.BaseURL = base.String()
	c.Key = strings.TrimSpace(c.Key)
	if strings.ContainsFunc(c.Key, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, fmt.Errorf("model at %s: the key holds a space, a line break or a character outside ASCII; set it again without", base.Redacted())
	}
	if c.TokenField != "" && c.TokenField != MaxTokens && c.TokenField != MaxCompletionTokens {
		return nil, fmt.Errorf("model at %s: unknown token field %q, want %s or %s", base.Redacted(), c.TokenField, MaxTokens, MaxCompletionTokens)
	}
	if least := slices.Min([]int{c.Parallel, c.Completions, c.ShrinkAfter, c.Retries, c.MalformedRetries}); least < 0 || c.RequestsPerMinute < 0 {
		return nil, fmt.Errorf("model at %s: a negative limit", base.Redacted())
	}
	for _, field := range []string{"messages", "model", "n", "stream"} {
		if _, ok := c.Extra[field]; ok {
			return nil, fmt.Errorf("model at %s: %q cannot be an extra field of the request", base.Redacted(), field)
		}
	}
	key := c.Key
	c.Key = "" // kept in secret alone
	limit := rate.Inf
	if c.RequestsPerMinute > 0 {
		limit = rate.Limit(c.RequestsPerMinute / 60)
	}
	return &OpenAI{
		config: c,
		where:  base.Redacted(),
		secret: newSecret(key),
		gate:   newGate(c.Clock, c.Parallel, limit),
	}, nil
}

// parseBaseURL accepts an absolute http or https URL, with or without the path
// of the chat completions themselves.
func parseBaseURL(s string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil {
		return nil, fmt.Errorf("base URL of the model is no URL; it should look like %s", OpenAIBaseURL)
	}
	if u.User != nil {
		return nil, errors.New("base URL of the model: a user name or password cannot be part of it, since it would stand in every record; give the key apart")
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("base URL %q of the model: want http:// or https:// and a host, like %s", u.Redacted(), OpenAIBaseURL)
	}
	if u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("base URL %q of the model: a query or fragment cannot be part of it", u.Redacted())
	}
	u.Path = strings.TrimRight(strings.TrimSuffix(strings.TrimRight(u.Path, "/"), "/chat/completions"), "/")
	return u, nil
}

// Complete implements Model.
func (o *OpenAI) Complete(ctx context.Context, r Request) (Answer, error) {
	return completeOne(ctx, o, r)
}

// CompleteSamples implements BatchModel. The samples are asked for in chunks of
// Completions, all at once as far as Parallel allows. After a fatal failure no
// call is begun, but those under way still deliver what they bring.
func (o *OpenAI) CompleteSamples(ctx context.Context, r Request, samples []int, deliver Deliver) error {
	if err := r.Check(); err != nil {
		return err
	}
	if r.Model == "" {
		r.Model = o.config.Model
	}
	if r.Model == "" {
		return &Error{Kind: KindRequest, Where: o.where, Reason: "no model is named", Advice: "name one that the server knows"}
	}
	b := newBatch(ctx, o, r, deliver)
	defer b.close()
	var chunks sync.WaitGroup
	for chunk := range slices.Chunk(samples, o.config.Completions) {
		chunks.Go(func() { b.answer(chunk) })
	}
	chunks.Wait()
	return b.outcome()
}
