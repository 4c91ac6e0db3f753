package check

import (
	"fmt"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Diagnostic is one thing in a source that kernel Go does not have.
type Diagnostic struct {
	Pos ir.Pos

	// Reason names the rule, in lower case with hyphens: see [Rules].
	Reason string

	// Message says what is there, Suggestion what to write instead: two halves
	// of a sentence, without a full stop.
	Message, Suggestion string
}

// Error writes the diagnostic as compilers do, "file:line:column: message;
// suggestion". A place that is not known is left out.
func (d Diagnostic) Error() string {
	var b strings.Builder
	if d.Pos.Line > 0 {
		fmt.Fprintf(&b, "%s: ", d.Pos)
	}
	b.WriteString(d.Message)
	if d.Suggestion != "" {
		b.WriteString("; ")
		b.WriteString(d.Suggestion)
	}
	return b.String()
}
