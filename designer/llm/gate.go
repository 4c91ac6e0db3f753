package llm

import (
	"context"
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// gate lets calls to one server through: a few at a time, no more in a minute
// than allowed, and none while the server asked to be left alone.
type gate struct {
	clock   Clock
	slots   chan struct{}
	limiter *rate.Limiter

	mu       sync.Mutex
	openFrom time.Time
}

func newGate(clock Clock, parallel int, limit rate.Limit) *gate {
	return &gate{clock: clock, slots: make(chan struct{}, parallel), limiter: rate.NewLimiter(limit, 1)}
}

// enter waits for the caller's turn and returns what ends it. The error is that
// of ctx.
func (g *gate) enter(ctx context.Context) (leave func(), err error) {
	select {
	case g.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	leave = func() { <-g.slots }
	if err := g.wait(ctx); err != nil {
		leave()
		return nil, err
	}
	return leave, nil
}

// wait sleeps until the rate allows a call and the server wants one.
func (g *gate) wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	now := g.clock.Now()
	if d := g.limiter.ReserveN(now, 1).DelayFrom(now); d > 0 {
		if err := g.clock.Sleep(ctx, d); err != nil {
			return err
		}
	}
	for {
		d := g.closedFor()
		if d <= 0 {
			return nil
		}
		if err := g.clock.Sleep(ctx, d); err != nil {
			return err
		}
	}
}

// closeUntil keeps new calls back until t.
func (g *gate) closeUntil(t time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if t.After(g.openFrom) {
		g.openFrom = t
	}
}

func (g *gate) closedFor() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.openFrom.Sub(g.clock.Now())
}

// backoff returns how long to wait after the given number of failures, at least
// 1: first, doubled with each further failure, at most longest, of which
// jitter in [0,1) takes up to half away so that callers that failed together do
// not return together.
func backoff(first, longest time.Duration, failures int, jitter float64) time.Duration {
	wait := min(float64(first)*math.Pow(2, float64(failures-1)), float64(longest))
	return time.Duration(wait * (1 - jitter/2))
}

// retryAfter reads how long a reply asks the client to wait: Retry-After-Ms in
// milliseconds, or Retry-After in seconds or as an HTTP date. It returns 0 where
// the reply does not say, or names a time that has passed.
func retryAfter(h http.Header, now time.Time) time.Duration {
	if ms, err := strconv.ParseFloat(strings.TrimSpace(h.Get("Retry-After-Ms")), 64); err == nil {
		return asDuration(ms, time.Millisecond)
	}
	value := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.ParseFloat(value, 64); err == nil {
		return asDuration(seconds, time.Second)
	}
	if date, err := http.ParseTime(value); err == nil {
		return max(0, date.Sub(now))
	}
	return 0
}

// asDuration returns n units, 0 for a negative number or NaN and a year for
// anything longer.
func asDuration(n float64, unit time.Duration) time.Duration {
	const year = 365 * 24 * time.Hour
	d := n * float64(unit)
	if !(d > 0) {
		return 0
	}
	return time.Duration(min(d, float64(year)))
}
