package compare

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/internal/nearest"
)

// Method names what is compared: a preset of package designer, and which of its
// forms, "" for the first.
type Method struct{ Preset, Form string }

// ParseMethod reads a method as it is written, "card" or "card/released". The
// error names the methods that there are.
func ParseMethod(text string) (Method, error) {
	var m Method
	m.Preset, m.Form, _ = strings.Cut(strings.TrimSpace(text), "/")
	var names, forms []string
	for _, p := range presets() {
		if !slices.Contains(names, p.Name) {
			names = append(names, p.Name)
		}
		if p.Name == m.Preset {
			forms = append(forms, p.Form)
		}
	}
	switch {
	case forms == nil:
		if near := nearest.Of(m.Preset, names); near != "" {
			return m, fmt.Errorf("there is no method %q; did you mean %s?", text, near)
		}
		return m, fmt.Errorf("there is no method %q; there are %s", text, strings.Join(names, ", "))
	case m.Form != "" && !slices.Contains(forms, m.Form):
		return m, fmt.Errorf("method %s has no form %q; it has %s", m.Preset, m.Form, strings.Join(forms, ", "))
	}
	return m, nil
}

// String is what ParseMethod reads.
func (m Method) String() string {
	if m.Form == "" {
		return m.Preset
	}
	return m.Preset + "/" + m.Form
}

// Folder is the name of the method's folder: String with a dot for the slash.
func (m Method) Folder() string { return strings.ReplaceAll(m.String(), "/", ".") }

// MarshalText implements encoding.TextMarshaler.
func (m Method) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler. A plan may hold methods that
// this program does not have.
func (m *Method) UnmarshalText(text []byte) error {
	m.Preset, m.Form, _ = strings.Cut(string(text), "/")
	return nil
}

// preset returns the method's row of the table of presets, false if it has none.
func (m Method) preset() (designer.Preset, bool) {
	for _, p := range presets() {
		if p.Name == m.Preset && (m.Form == "" || m.Form == p.Form) {
			return p, true
		}
	}
	return designer.Preset{}, false
}

// Names of the controls, which ask no language model.
const (
	Sparse    = "sparse"     // the task's sparse reward
	Human     = "human"      // the task's human reward
	HumanBest = "human-best" // it, with as many seeds as the search may train, the best of them kept
	Search    = "search"     // random search over terms and weights
)

// Control says that the method asks no language model.
func (m Method) Control() bool {
	return slices.Contains([]string{Sparse, Human, HumanBest, Search}, m.Preset)
}

// presets is the designer's table of methods. Random search is the loop of its
// first row whose answers come from model.kind search.
func presets() []designer.Preset {
	all := designer.Presets()
	if !slices.ContainsFunc(all, func(p designer.Preset) bool { return p.Name == Search }) {
		p := all[0]
		p.Name, p.Form = Search, ""
		all = append(all, p)
	}
	return all
}

// Apply returns a task's method as this one: with its preset and form.
func (m Method) Apply(to designer.Method) designer.Method {
	to.Preset, to.Form = m.Preset, nil
	if m.Form != "" {
		to.Form = &m.Form
	}
	if !slices.ContainsFunc(designer.Presets(), func(p designer.Preset) bool { return p.Name == m.Preset }) {
		to.Preset = designer.Presets()[0].Name
	}
	return to
}
