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
	for _, p := range designer.Presets() {
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
	for _, p := range designer.Presets() {
		if p.Name == m.Preset && (m.Form == "" || m.Form == p.Form) {
			return p, true
		}
	}
	return designer.Preset{}, false
}

// Names of the controls that scores are normalised by.
const (
	Sparse = "sparse" // the task's sparse reward
	Human  = "human"  // the task's human reward
)

// Control says that the method asks no language model. A method that this program does
// not have is none.
func (m Method) Control() bool {
	p, ok := m.preset()
	return ok && !p.Asks()
}

// waits says why runs of the method cannot be compared: they wait for a person to pick
// what they like best. It names the forms of it that do not.
func (m Method) waits() error {
	p, ok := m.preset()
	if !ok || p.Select != designer.SelectPerson {
		return nil
	}
	var others []string
	for _, o := range designer.Presets() {
		if o.Name == p.Name && o.Select != designer.SelectPerson {
			others = append(others, o.Name+"/"+o.Form)
		}
	}
	wayOut := "leave it out"
	if others != nil {
		wayOut = "name " + strings.Join(others, " or ")
	}
	return fmt.Errorf("method %s waits for a person to pick what its policies do best, so its runs never end by themselves; %s", m, wayOut)
}
