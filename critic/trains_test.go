package critic_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

// TestTrains rejects a reward of which there is a program, but none with its
// environment, and asks for none of a reward that is rejected anyway.
func TestTrains(t *testing.T) {
	at := func(file string) error {
		d := kernel.Diagnostic{Reason: "type", Message: "it is not so", Suggestion: "write it so"}
		d.Pos.File, d.Pos.Line, d.Pos.Column = file, 3, 5
		return &kernel.RefusedError{Diagnostics: []kernel.Diagnostic{d}}
	}
	for _, tt := range []struct {
		name, source string
		err          error
		asked        bool
		line         int
		message      string // "" where it is accepted
	}{
		{"it can", reward("", ""), nil, true, 0, ""},
		{"it is too large", reward("", ""), errors.New("the module is too large"), true, 0, "the module is too large, so a GPU cannot"},
		{"a place of the reward", reward("", ""), at("reward.go"), true, 3, "it is not so, so a GPU cannot"},
		{"another place", reward("", ""), at("env.go"), true, 0, "it is not so, so a GPU cannot"},
		{"rejected before", reward("", "go func() {}()"), nil, false, 12, "goroutines are not allowed"},
	} {
		asked := false
		c := forGPU()
		c.Trains = func(source string) error {
			asked = true
			if source != tt.source {
				t.Errorf("%s: asked about %s", tt.name, source)
			}
			return tt.err
		}
		v, err := c.Check(context.Background(), corpusSubject(), tt.source)
		if err != nil {
			t.Fatal(err)
		}
		if asked != tt.asked || v.OK() != (tt.message == "") || !v.OK() && v.Engine != "" {
			t.Errorf("%s: asked %v, %s by %q", tt.name, asked, v.Verdict, v.Engine)
		}
		found := slices.ContainsFunc(v.Findings, func(f critic.Finding) bool {
			return f.Rejects && f.Line == tt.line && f.Suggestion != "" && strings.Contains(f.Message, tt.message)
		})
		if tt.message != "" && !found {
			t.Errorf("%s: findings %v", tt.name, v.Findings)
		}
	}
}
