package prompts

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"github.com/rewardsmith/rewardsmith/internal/nearest"
)

// Names of the templates.
const (
	System   = "system.tmpl"
	Design   = "design.tmpl"
	Contract = "contract.tmpl"

	ContractSigns = "contract-signs.tmpl"
	TipsStages    = "tips-stages.tmpl"
	TipsSigns     = "tips-signs.tmpl"

	SystemReviewer = "system-reviewer.tmpl"
	Review         = "review.tmpl"
	Objections     = "objections.tmpl"
	SystemAnalyst  = "system-analyst.tmpl"
	Analyse        = "analyse.tmpl"

	SystemProgress   = "system-progress.tmpl"
	ContractProgress = "contract-progress.tmpl"
	TipsProgress     = "tips-progress.tmpl"

	Tips            = "tips.tmpl"
	FeedbackSummary = "feedback-summary.tmpl"
	FeedbackSeries  = "feedback-series.tmpl"
	FeedbackFault   = "feedback-fault.tmpl"
	FeedbackCard    = "feedback-card.tmpl"

	FeedbackNone      = "feedback-none.tmpl"
	FeedbackLab       = "feedback-lab.tmpl"
	FeedbackFailures  = "feedback-failures.tmpl"
	FeedbackDiagnosis = "feedback-diagnosis.tmpl"

	FeedbackTraces   = "feedback-traces.tmpl"
	ReflectionTraces = "reflection-traces.tmpl"
	Pair             = "pair.tmpl"
	SystemComparer   = "system-comparer.tmpl"
	Compare          = "compare.tmpl"

	Preference      = "preference.tmpl"
	Reflection      = "reflection.tmpl"
	FeedbackComment = "feedback-comment.tmpl"
	Repair          = "repair.tmpl"
)

//go:embed *.tmpl
var builtin embed.FS

// Names returns the names of all templates in alphabetical order.
func Names() []string {
	names, err := fs.Glob(builtin, "*.tmpl")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	return names
}

// Source returns the built-in text of a template, "" if there is none of the name.
func Source(name string) string {
	text, err := builtin.ReadFile(name)
	if err != nil {
		return ""
	}
	return string(text)
}

// Set is all templates, some perhaps replaced by the user's.
type Set struct {
	templates *template.Template
	sources   map[string]string // texts as they were read, by name
}

// Load returns the built-in templates with those replaced that overrides holds;
// nil replaces none. Every file of overrides must have the name of a template,
// so that a misspelt one cannot go unnoticed; folder is what errors call it.
func Load(overrides fs.FS, folder string) (*Set, error) {
	s := &Set{template.New("").Option("missingkey=error").Funcs(functions), map[string]string{}}
	s.templates.Funcs(template.FuncMap{"include": s.include})
	if err := s.parse(builtin, Names(), "built-in"); err != nil {
		return nil, err
	}
	if overrides == nil {
		return s, nil
	}
	names, err := overridden(overrides, folder)
	if err != nil {
		return nil, err
	}
	if err := s.parse(overrides, names, folder); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Set) parse(from fs.FS, names []string, folder string) error {
	var errs []error
	for _, name := range names {
		text, err := fs.ReadFile(from, name)
		if err == nil {
			s.sources[name] = string(text)
			_, err = s.templates.New(name).Parse(string(text))
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("prompts in %s: %w", folder, err))
		}
	}
	return errors.Join(errs...)
}

// overridden returns the names of the templates in a folder. Files whose names
// begin with a dot are left alone.
func overridden(from fs.FS, folder string) ([]string, error) {
	entries, err := fs.ReadDir(from, ".")
	if err != nil {
		return nil, fmt.Errorf("prompts: %w", err)
	}
	var names []string
	var errs []error
	for _, e := range entries {
		switch name := e.Name(); {
		case strings.HasPrefix(name, "."):
		case slices.Contains(Names(), name):
			names = append(names, name)
		default:
			errs = append(errs, fmt.Errorf("%s: no template has this name%s; there are %s",
				path.Join(folder, name), meant(name), strings.Join(Names(), ", ")))
		}
	}
	return names, errors.Join(errs...)
}

// Digest tells sets apart by the texts of their templates, as 32 hexadecimal
// digits.
func (s *Set) Digest() string {
	h := sha256.New()
	for _, name := range Names() {
		text := s.sources[name]
		fmt.Fprintf(h, "%s %d %s", name, len(text), text)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Render executes a template. The result has no blank space at its ends and
// ends with a newline.
func (s *Set) Render(name string, data any) (string, error) {
	var b strings.Builder
	if err := s.templates.ExecuteTemplate(&b, name, data); err != nil {
		return "", fmt.Errorf("prompt %s: %w", name, err)
	}
	return strings.TrimSpace(b.String()) + "\n", nil
}

// include executes a template by a name that the data decides.
func (s *Set) include(name string, data any) (string, error) {
	var b strings.Builder
	err := s.templates.ExecuteTemplate(&b, name, data)
	return b.String(), err
}

var functions = template.FuncMap{
	"sig":     sig,
	"fixed":   func(decimals int, x float64) string { return strconv.FormatFloat(x, 'f', decimals, 64) },
	"percent": percent,
	"join":    strings.Join,
	"quote":   func(text string) string { return "> " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n> ") },
	"pad":     func(width int, text string) string { return fmt.Sprintf("%-*s", width, text) },
}

// sig writes x rounded to so many significant digits, without an exponent as
// long as that is readable: 12350, 0.0001235, 1.5e+09.
func sig(digits int, x float64) string {
	text := strconv.FormatFloat(x, 'g', digits, 64)
	rounded, err := strconv.ParseFloat(text, 64)
	switch size := math.Abs(rounded); {
	case rounded == 0:
		return "0"
	case err == nil && size >= 1e-4 && size < 1e7:
		return strconv.FormatFloat(rounded, 'f', -1, 64)
	}
	return text
}

// percent writes a share as a percentage, with a decimal only where there is
// something to see: 12.5 %, 40 %.
func percent(share float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(100*share, 'f', 1, 64), ".0") + " %"
}

// meant returns "; did you mean X?" for the template that a name resembles, or
// "" where none is near.
func meant(name string) string {
	if near := nearest.Of(name, Names()); near != "" {
		return "; did you mean " + near + "?"
	}
	return ""
}
