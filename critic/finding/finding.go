// Package finding is the vocabulary of the critic: what is wrong with a reward,
// where, and what to write instead.
package finding

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// The stages of a review, in order.
const (
	Extract   = "extract"   // finding the source in a model's answer
	Parse     = "parse"     // bytes and syntax
	Policy    = "policy"    // constructs that rewards may not use
	Typecheck = "typecheck" // go/types
	Load      = "load"      // the interpreter takes the source
	Compile   = "compile"   // the compiler of kernel Go takes the source, and what it makes agrees
	Probe     = "probe"     // the reward runs on many transitions
)

// Max is the largest number of findings reported for one stage.
const Max = 8

// Finding is one remark about a reward. Line and Column, from 1 and counted in
// bytes, refer to the extracted source; both are 0 where the remark concerns no
// place. Message and Suggestion are written for the model that wrote the source.
type Finding struct {
	Stage      string `json:"stage"`
	Reason     string `json:"reason"`
	Line       int    `json:"line,omitempty"`
	Column     int    `json:"column,omitempty"`
	Message    string `json:"message"`
	Suggestion string `json:"suggestion,omitempty"`
	Rejects    bool   `json:"rejects"` // false for a warning
}

// String returns the finding on one line: "3:14: message; suggestion [stage/reason]".
func (f Finding) String() string {
	s := f.Message
	if f.Line > 0 {
		s = fmt.Sprintf("%d:%d: %s", f.Line, f.Column, s)
	}
	if f.Suggestion != "" {
		s += "; " + f.Suggestion
	}
	return fmt.Sprintf("%s [%s/%s]", s, f.Stage, f.Reason)
}

// Rejection says that at least one of the findings rejects.
func Rejection(all []Finding) bool {
	return slices.ContainsFunc(all, func(f Finding) bool { return f.Rejects })
}

// maxMessage is the longest message, in bytes: a checker may quote long types.
const maxMessage = 600

func clip(message string) string {
	if len(message) <= maxMessage {
		return message
	}
	return strings.ToValidUTF8(message[:maxMessage], "") + "..."
}

// Limit sorts findings of one stage by position, drops repetitions, shortens
// messages and keeps the first Max. The last one kept says how many more there were.
func Limit(all []Finding) []Finding {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	all = slices.CompactFunc(all, func(a, b Finding) bool {
		return a.Line == b.Line && a.Column == b.Column && a.Reason == b.Reason
	})
	for i := range all {
		all[i].Message = clip(all[i].Message)
	}
	if len(all) <= Max {
		return all
	}
	more := len(all) - Max
	all = all[:Max]
	all[Max-1].Message += fmt.Sprintf(" (and %d more problems like these after it)", more)
	return all
}
