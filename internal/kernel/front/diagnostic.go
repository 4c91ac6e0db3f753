package front

import (
	"errors"
	"go/token"
	"go/types"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/check"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Diagnostic is one thing that keeps a source from being lowered.
type Diagnostic = check.Diagnostic

// The reasons of diagnostics that are not among check.Rules.
const (
	ReasonType        = "type-error"
	ReasonStatic      = "not-static"
	ReasonConstant    = "constant"
	ReasonUnsupported = "unsupported"
	ReasonEntry       = "entry"
	ReasonSize        = "program-size"
)

// reasonRecursion is the rule of package check, for what is found where functions
// are inlined.
const reasonRecursion = "recursion"

// Reason is why a source that keeps to check.Rules is refused.
type Reason struct {
	Name string // of diagnostics, in lower case with hyphens
	Why  string
}

// Reasons lists them.
var Reasons = []Reason{
	{ReasonType, "Go's type checker refuses it"},
	{ReasonStatic, "a string, map, slice, pointer or function depends on what only a run knows"},
	{ReasonConstant, "a constant does not fit its type"},
	{ReasonUnsupported, "the compiler does not have it"},
	{ReasonEntry, "a function that the host calls is missing, or takes or returns something else than numbers"},
	{ReasonSize, "what inlining and unrolling make of it is too large"},
}

// sourcePos is where p lies. As in package check, //line directives do not move it.
func sourcePos(fset *token.FileSet, p token.Pos) ir.Pos {
	if !p.IsValid() {
		return ir.Pos{}
	}
	at := fset.PositionFor(p, false)
	return ir.Pos{File: at.Filename, Line: at.Line, Column: at.Column}
}

// typeDiagnostic is a mistake that the type checker found.
func typeDiagnostic(err error) Diagnostic {
	var te types.Error
	if !errors.As(err, &te) {
		return Diagnostic{Reason: ReasonType, Message: err.Error(), Suggestion: "correct it"}
	}
	return Diagnostic{
		Pos:    sourcePos(te.Fset, te.Pos),
		Reason: ReasonType, Message: te.Msg, Suggestion: typeAdvice(te.Msg),
	}
}

// typeAdvice says what to do about a message of the type checker.
func typeAdvice(message string) string {
	for _, a := range []struct{ has, advice string }{
		{"declared and not used", "use it or remove it"},
		{"imported and not used", "remove the import"},
		{"missing return", "end every path of the function with a return"},
		{"mismatched types", "convert one side, as in float64(n)"},
		{"undefined", "declare it, or correct the name"},
		{"is not available", "import only the packages that are offered"},
		{"cannot use", "convert it or use a value of the type wanted"},
	} {
		if strings.Contains(message, a.has) {
			return a.advice
		}
	}
	return "correct it as the message says"
}
