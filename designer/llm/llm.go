// Package llm puts every source of reward functions behind one small interface:
// language models behind any OpenAI-compatible endpoint (OpenAI), answers
// recorded earlier (Replay), a folder that a person or a chat window answers
// (File), and a search that uses no language model at all (Search).
//
// A model answers one request at a time through Model. The samples of one
// prompt are asked for together with CompleteSamples, which hands over each
// answer as soon as it exists, so that the caller can store it before the next
// one arrives and a failed sample costs none of the others.
package llm

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// The roles a Message may have.
const (
	RoleSystem    = "system"
	RoleUser      = "user"
	RoleAssistant = "assistant"
)

// Message is one turn of the conversation a model is shown.
type Message struct {
	Role    string `json:"role"` // RoleSystem, RoleUser or RoleAssistant
	Content string `json:"content"`
}

// Place says where in a run an answer belongs. It is no part of what a model
// reads. Iteration, Sample, Attempt and Role name an answer uniquely within a run: a
// repair has an Attempt of its own, and a second try at a round in which every
// sample failed has Samples of its own.
type Place struct {
	Iteration int    `json:"iteration"`         // from 0
	Sample    int    `json:"sample"`            // from 0
	Attempt   int    `json:"attempt"`           // from 0; 1 and up are repairs
	Role      string `json:"role,omitempty"`    // as which the model is asked about the attempt, lower-case letters; "" for its designer
	Purpose   string `json:"purpose,omitempty"` // "design", "repair", a role; told to people, never compared
}

// String returns the place in words, as errors name it.
func (p Place) String() string {
	s := fmt.Sprintf("iteration %d, sample %d, attempt %d", p.Iteration, p.Sample, p.Attempt)
	if p.Purpose != "" {
		s += " (" + p.Purpose + ")"
	}
	return s
}

// Request is one prompt and how it is to be answered.
type Request struct {
	Model    string    `json:"model,omitempty"` // empty: the model's own default
	Messages []Message `json:"messages"`
	// Temperature is sent as it is, 0 included; nil leaves it to the server.
	Temperature *float64 `json:"temperature,omitempty"`
	// MaxTokens bounds the completion, reasoning included where the server
	// counts it so; 0 leaves it to the server.
	MaxTokens int   `json:"max_tokens,omitempty"`
	Place     Place `json:"place"`
	// Allow, unless nil, is asked before every call to a server, retries
	// included, whether it may be made. lost is what the call before it used up
	// where that failed and was paid for all the same. An error fails the samples
	// that are left with an *Error of KindNotAllowed that wraps it. Allow may be
	// called from several goroutines.
	Allow func(lost Usage) error `json:"-"`
}

// Check reports what makes r impossible to send: no messages, an unknown role,
// an empty message, a negative place or limit.
func (r Request) Check() error {
	if len(r.Messages) == 0 {
		return fmt.Errorf("request for %v: no messages", r.Place)
	}
	for i, m := range r.Messages {
		if !slices.Contains([]string{RoleSystem, RoleUser, RoleAssistant}, m.Role) {
			return fmt.Errorf("request for %v: message %d: unknown role %q, want system, user or assistant", r.Place, i+1, m.Role)
		}
		if m.Content == "" {
			return fmt.Errorf("request for %v: message %d (%s) is empty", r.Place, i+1, m.Role)
		}
	}
	if p := r.Place; p.Iteration < 0 || p.Sample < 0 || p.Attempt < 0 {
		return fmt.Errorf("request for %v: places count from 0", p)
	}
	if r.MaxTokens < 0 {
		return fmt.Errorf("request for %v: max tokens %d is negative", r.Place, r.MaxTokens)
	}
	return nil
}

// at returns r for another sample of the same prompt.
func (r Request) at(sample int) Request {
	r.Place.Sample = sample
	return r
}

// Answer is what a model answered, and what it took.
type Answer struct {
	Text         string `json:"text,omitempty"`          // as written, without the model's reasoning
	Reasoning    string `json:"reasoning,omitempty"`     // as far as the server shows it
	FinishReason string `json:"finish_reason,omitempty"` // the server's word: "stop", "length"
	Model        string `json:"model,omitempty"`         // as the server names it
	Usage        Usage  `json:"usage"`                   // discarded tries included
	// Cost is Usage at the configured prices, in their currency; 0 where no
	// price is known.
	Cost float64 `json:"cost,omitempty"`
	// Calls counts the requests sent to a server, retries included, and Latency
	// is the time of the one that answered. Samples drawn in one call share
	// both, and Usage: summed over answers, they are what was really spent.
	Calls   int           `json:"calls,omitempty"`
	Latency time.Duration `json:"latency_ns,omitempty"`
	// PromptChanged marks a recorded answer that was given to another prompt
	// than the one it is served for, or to one that was not recorded; Note
	// says where they differ.
	PromptChanged bool   `json:"prompt_changed,omitempty"`
	Note          string `json:"note,omitempty"`
	// Given holds the messages that an answer with PromptChanged was given to,
	// nil where they are not known. They stand in its Record alone, in the place
	// of the request's.
	Given []Message `json:"-"`
}

// finishLength is the servers' word for an answer that the token limit cut off.
const finishLength = "length"

// Truncated reports whether the token limit cut the answer off.
func (a *Answer) Truncated() bool { return a.FinishReason == finishLength }

// addNote adds a remark for people.
func (a *Answer) addNote(text string) {
	if a.Note != "" {
		text = a.Note + "; " + text
	}
	a.Note = text
}

// Model answers requests. Its methods may be called from several goroutines.
type Model interface {
	// Complete returns one answer to r. A failed answer comes with an error,
	// an *Error where the cause is known, and an Answer that holds no text but
	// what was spent.
	Complete(ctx context.Context, r Request) (Answer, error)
}

// Deliver receives the answer to one sample, or the error that took its place.
// It is never called twice at a time. An error it returns ends the request: a
// caller that cannot store answers should ask for no more of them.
type Deliver func(sample int, a Answer, err error) error

// BatchModel is a Model that answers several samples of one prompt better than
// one after another.
type BatchModel interface {
	Model
	// CompleteSamples is CompleteSamples for this model.
	CompleteSamples(ctx context.Context, r Request, samples []int, deliver Deliver) error
}

// Checker is a Model that can tell, before it is asked anything, whether it would
// answer.
type Checker interface {
	Model
	// Check costs little time and no money. err is what every request would meet
	// as well; doubt, where there is one, says what kept it from finding out.
	Check(ctx context.Context) (doubt string, err error)
}

// Observer is a Model that learns from what became of its answers. The caller
// reports every candidate of an iteration before it asks for the next one, and
// on resuming a run reports the earlier ones again.
type Observer interface {
	Model
	// Observe reports the source of a candidate and its score, higher being
	// better; of equal scores the higher tie is better. ok is false, and score and
	// tie have no meaning, where the candidate was rejected or its training failed.
	Observe(iteration, sample int, source string, score, tie float64, ok bool) error
}

// CompleteSamples asks m for one answer for each of samples, all to the prompt
// of r, whose Place.Sample it replaces. It delivers each exactly once and as
// soon as it exists, in any order, failures included.
//
// It returns an error, and leaves samples undelivered, only where going on is
// pointless: ctx ended, deliver failed, or the model failed in a way that all
// requests share (Fatal).
func CompleteSamples(ctx context.Context, m Model, r Request, samples []int, deliver Deliver) error {
	if b, ok := m.(BatchModel); ok {
		return b.CompleteSamples(ctx, r, samples, deliver)
	}
	for _, sample := range samples {
		answer, err := m.Complete(ctx, r.at(sample))
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if Fatal(err) {
			return err
		}
		if err := deliver(sample, answer, err); err != nil {
			return err
		}
	}
	return nil
}

// completeOne answers r through the batch form of a model.
func completeOne(ctx context.Context, m BatchModel, r Request) (Answer, error) {
	var answer Answer
	var failure error
	err := m.CompleteSamples(ctx, r, []int{r.Place.Sample}, func(_ int, a Answer, err error) error {
		answer, failure = a, err
		return nil
	})
	if err != nil {
		return answer, err
	}
	return answer, failure
}
