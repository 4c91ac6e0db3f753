package llm

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// modelFunc is a model that is a function.
type modelFunc func(r Request) (Answer, error)

func (f modelFunc) Complete(_ context.Context, r Request) (Answer, error) { return f(r) }

func TestCompleteSamplesOfASingleModel(t *testing.T) {
	broken := &Error{Kind: KindEmpty, Where: "here", Reason: "nothing"}
	m := modelFunc(func(r Request) (Answer, error) {
		switch r.Place.Sample {
		case 1:
			return Answer{}, broken
		case 4:
			return Answer{}, &Error{Kind: KindKey, Where: "here", Reason: "no"}
		}
		return Answer{Text: Stem(r.Place)}, nil
	})
	got, err := collect(t, m, Request{Place: Place{Iteration: 2, Attempt: 1}}, []int{0, 1, 3})
	if err != nil || got.answers[3].Text != "i02-s03-a1" || !errors.Is(got.errs[1], broken) || len(got.errs) != 1 {
		t.Errorf("got %+v, %v; want answers 0 and 3 and a failure of 1", got, err)
	}
	got, err = collect(t, m, Request{}, []int{0, 4, 5})
	if !Fatal(err) || len(got.answers) != 1 {
		t.Errorf("got %+v, %v; want answer 0 alone and a fatal error", got, err)
	}
}

func TestRequestCheck(t *testing.T) {
	good := []Message{{RoleUser, "hello"}}
	tests := []struct {
		name, says string
		request    Request
	}{
		{"good", "", Request{Messages: good}},
		{"no messages", "no messages", Request{}},
		{"role", `unknown role "boss"`, Request{Messages: []Message{{"boss", "hello"}}}},
		{"empty message", "message 2 (assistant) is empty", Request{Messages: []Message{{RoleUser, "hello"}, {RoleAssistant, ""}}}},
		{"place", "count from 0", Request{Messages: good, Place: Place{Sample: -1}}},
		{"limit", "negative", Request{Messages: good, MaxTokens: -1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := test.request.Check()
			if (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v, want %q", err, test.says)
			}
		})
	}
}

func TestSplitThinking(t *testing.T) {
	tests := []struct {
		name, in, text, reasoning string
	}{
		{"none", "  code\n", "  code\n", ""},
		{"leading", "<think>a\nb</think>\n\ncode\n", "code\n", "a\nb"},
		{"opened by the template", "a\nb</think>code", "code", "a\nb"},
		{"never closed", " <think>a", "", "a"},
		{"two", "<think>a</think>co<think>b</think>de", "code", "a\n\nb"},
		{"empty", "<think>\n</think>\ncode", "code", ""},
		{"tag named in passing", "I use no <think> here", "I use no <think> here", ""},
		{"closing tag named after the block", "<think>a</think>code // no </think>", "code // no </think>", "a"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text, reasoning := splitThinking(test.in)
			if text != test.text || reasoning != test.reasoning {
				t.Errorf("got %q, %q; want %q, %q", text, reasoning, test.text, test.reasoning)
			}
		})
	}
}

func TestPrice(t *testing.T) {
	u := Usage{PromptTokens: 1_000_000, CompletionTokens: 500_000, CachedTokens: 400_000}
	tests := []struct {
		price Price
		want  float64
	}{
		{Price{}, 0},
		{Price{Prompt: 2, Completion: 8}, 6},
		{Price{Prompt: 2, Completion: 8, Cached: 1}, 5.6},
	}
	for _, test := range tests {
		if got := test.price.Cost(u); got < test.want-1e-9 || got > test.want+1e-9 {
			t.Errorf("%+v: got %v, want %v", test.price, got, test.want)
		}
	}
}

func TestEstimateTokens(t *testing.T) {
	for text, want := range map[string]int{"": 0, "a": 1, "abcd": 1, "abcde": 2, "θθθθ": 1} {
		if got := EstimateTokens(text); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}

func TestShareAddsUp(t *testing.T) {
	u := Usage{PromptTokens: 101, CompletionTokens: 1_000_003, ReasoningTokens: 17, CachedTokens: 2, Estimated: true}
	var total Usage
	for _, share := range u.share([]int{3, 1, 900, 7}) {
		total = total.Add(share)
	}
	if diff := cmp.Diff(u, total); diff != "" {
		t.Errorf("shares do not add up (-want +got):\n%s", diff)
	}
}
