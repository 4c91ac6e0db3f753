package llm

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"strconv"
	"sync"
	"time"
)

// Attributes of log records that name the place of a call.
const (
	LogIteration = "iteration"
	LogSample    = "sample"
	LogAttempt   = "attempt"
)

// batch is one run of OpenAI.CompleteSamples.
type batch struct {
	model   *OpenAI
	request Request

	// calls is the context of the calls under way, waits that of everything
	// that comes before a call: a fatal failure ends only the waits.
	calls, waits context.Context
	endCalls     context.CancelFunc
	endWaits     context.CancelFunc

	mu      sync.Mutex // held while delivering
	deliver Deliver    // nil once it has failed
	err     error      // what the whole batch ends with
}

func newBatch(ctx context.Context, o *OpenAI, r Request, deliver Deliver) *batch {
	b := &batch{model: o, request: r, deliver: deliver}
	b.calls, b.endCalls = context.WithCancel(ctx)
	b.waits, b.endWaits = context.WithCancel(b.calls)
	return b
}

func (b *batch) close() {
	b.endWaits()
	b.endCalls()
}

// outcome returns why the batch ended early, or nil.
func (b *batch) outcome() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.err
}

// fail ends the batch: nothing more is asked. Only the first failure counts.
func (b *batch) fail(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err == nil {
		b.err = err
	}
	b.endWaits()
}

// hand delivers one sample and reports whether delivering still works. What a
// call under way has brought is delivered even if the batch has failed since.
func (b *batch) hand(sample int, a Answer, err error) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.deliver == nil {
		return false
	}
	if failure := b.deliver(sample, a, err); failure != nil {
		b.err, b.deliver = failure, nil
		b.endCalls()
		return false
	}
	return true
}

// effort counts what a chunk has spent since it last delivered an answer.
type effort struct {
	failures  int // in a row
	malformed int // of those, replies in a row that were no chat completions
	calls     int
	lost      Usage  // of answers that could not be used
	last      *Error // the last failure
}

// fail counts a failure.
func (e *effort) fail(failure *Error) {
	e.failures++
	e.malformed++
	if failure.Kind != KindMalformed {
		e.malformed = 0
	}
	e.last = failure
}

// limit is how many tries there are as things stand, the first included.
func (e *effort) limit(c *OpenAIConfig) int {
	if e.malformed > 0 {
		return min(c.Retries, e.failures-e.malformed+c.MalformedRetries) + 1
	}
	return c.Retries + 1
}

// answer asks for the samples of one chunk until each is delivered. After
// ShrinkAfter failures in a row it asks for half as many completions a call: a
// server that fails under a large request may manage a smaller one.
func (b *batch) answer(samples []int) {
	size, spent := len(samples), effort{}
	var wasted Usage // by the call before, if it failed
	for len(samples) > 0 {
		asked := samples[:min(size, len(samples))]
		reply, err := b.call(asked, wasted)
		var failure *Error
		if errors.As(err, &failure) && failure.Kind == KindNotAllowed {
			b.giveUp(samples, failure, spent)
			return
		}
		spent.calls++
		spent.lost = spent.lost.Add(reply.lost)
		if err == nil {
			if !b.handAll(asked, reply, spent) {
				return
			}
			samples = samples[len(reply.choices):]
			if len(reply.choices) < len(asked) { // the server gives fewer than it is asked for
				size = len(reply.choices)
			}
			spent, wasted = effort{}, Usage{}
			continue
		}
		wasted = reply.lost
		if failure == nil || failure.Fatal() {
			b.fail(err)
			return
		}
		if failure.Kind == kindConceded {
			continue
		}
		spent.fail(failure)
		if !failure.Retryable() || spent.failures >= spent.limit(&b.model.config) {
			b.giveUp(samples, failure, spent)
			return
		}
		if spent.failures%b.model.config.ShrinkAfter == 0 {
			size = max(1, size/2)
		}
		if err := b.rest(samples, &spent); err != nil {
			b.fail(err)
			return
		}
	}
}

// call makes one call for the given samples once its turn has come and it is
// allowed. wasted is what the call before it did. An error that is no *Error says that the batch has ended. What a failure means for
// other calls takes effect before the turn ends, lest the next in line slip
// through.
func (b *batch) call(samples []int, wasted Usage) (reply, error) {
	leave, err := b.model.gate.enter(b.waits)
	if err != nil {
		return reply{}, err
	}
	defer leave()
	if b.request.Allow != nil {
		if err := b.request.Allow(wasted); err != nil {
			return reply{}, &Error{Kind: KindNotAllowed, Where: b.model.where, Reason: err.Error(), Err: err}
		}
	}
	answered, err := b.model.call(b.calls, b.request.at(samples[0]), len(samples))
	if err != nil && b.calls.Err() != nil {
		return reply{}, b.calls.Err()
	}
	var failure *Error
	if errors.As(err, &failure) {
		if failure.Fatal() {
			b.fail(err)
		} else if failure.RetryAfter > 0 {
			b.model.gate.closeUntil(b.model.config.Clock.Now().Add(failure.RetryAfter))
		}
	}
	return answered, err
}

// handAll delivers the choices of one call to the first of the samples asked
// for, and with the first of them how long the call took and what it and its
// failed predecessors spent. It reports whether delivering still works.
func (b *batch) handAll(samples []int, r reply, spent effort) bool {
	for i, c := range r.choices {
		if i == 0 {
			c.answer.Calls, c.answer.Latency = spent.calls, r.latency
			c.answer.Usage = c.answer.Usage.Add(spent.lost)
		}
		c.answer.Cost = b.model.config.Price.Cost(c.answer.Usage)
		if !b.hand(samples[i], c.answer, c.err) {
			return false
		}
	}
	return true
}

// giveUp delivers the failure to every sample that is left, and to the first of
// them what trying spent.
func (b *batch) giveUp(samples []int, failure *Error, spent effort) {
	failure.Tries = spent.failures
	if failure.Kind == KindNotAllowed && spent.last != nil {
		failure.Reason += "; the call before failed: " + spent.last.Reason
	}
	wasted := Answer{Calls: spent.calls, Usage: spent.lost, Cost: b.model.config.Price.Cost(spent.lost)}
	for _, sample := range samples {
		if !b.hand(sample, wasted, failure) {
			return
		}
		wasted = Answer{}
	}
}

// rest waits before the next try, as long as the server asks if it does.
func (b *batch) rest(samples []int, spent *effort) error {
	c, failure := b.model.config, spent.last
	wait := backoff(c.FirstWait, c.LongestWait, spent.failures, c.Jitter())
	if failure.RetryAfter > 0 {
		wait = failure.RetryAfter + wait/10
	}
	p := b.request.at(samples[0]).Place
	c.Logger.Warn(
		fmt.Sprintf("%s; trying again in %s (%d of %d)", failure.brief(), seconds(wait), spent.failures+1, spent.limit(&c)),
		slog.Int(LogIteration, p.Iteration), slog.Int(LogSample, p.Sample), slog.Int(LogAttempt, p.Attempt))
	return c.Clock.Sleep(b.waits, wait)
}

// seconds writes a wait for people, to a tenth where it is short.
func seconds(d time.Duration) string {
	s := d.Seconds()
	if s >= 10 {
		return fmt.Sprintf("%.0f s", s)
	}
	return strconv.FormatFloat(math.Round(s*10)/10, 'f', -1, 64) + " s"
}
