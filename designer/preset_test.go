package designer

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestTagsListTheTables: what a task file may name is what the tables have.
func TestTagsListTheTables(t *testing.T) {
	var methods, forms []string
	for _, p := range Presets() {
		methods, forms = append(methods, p.Name), append(forms, p.Form)
	}
	for field, want := range map[string][]string{
		"Preset":   methods,
		"Form":     forms,
		"Output":   slices.Collect(maps.Keys(outputs())),
		"Select":   slices.Collect(maps.Keys(selectors())),
		"Feedback": slices.Collect(maps.Keys(views())),
		"Carry":    {CarryRound, CarryGlobal, CarryDialogue, CarryPair},
		"Fitness":  {FitnessLast, FitnessMax, FitnessTarget},
	} {
		f, ok := reflect.TypeFor[Method]().FieldByName(field)
		if !ok {
			t.Fatalf("a method has no %s", field)
		}
		got := strings.Split(f.Tag.Get("enum"), ",")
		slices.Sort(got)
		slices.Sort(want)
		if want = slices.Compact(want); !slices.Equal(got, want) {
			t.Errorf("method.%s may be %v, and the table has %v", strings.ToLower(field), got, want)
		}
	}
}

// TestPresetsGoTogether: every row names rows of the other tables, and stages that go
// together.
func TestPresetsGoTogether(t *testing.T) {
	set := newBench(t).options.Prompts
	for _, p := range Presets() {
		task := DefaultTask()
		task.Env, task.Method = "cartpole", Method{Preset: p.Name, Form: &p.Form}
		resolved := task.Resolved()
		list := &problems{}
		list.method(&resolved.Method)
		if len(list.list) > 0 {
			t.Errorf("%s %s: %v", p.Name, p.Form, list.list)
		}
		if _, ok := views()[p.Feedback]; !ok {
			t.Errorf("%s %s: there is no view %q", p.Name, p.Form, p.Feedback)
		}
		if _, ok := selectors()[p.Select]; !ok {
			t.Errorf("%s %s: there is no selector %q", p.Name, p.Form, p.Select)
		}
		if o, ok := outputs()[p.Output]; !ok || o.contract == "" {
			t.Errorf("%s %s: there is no output %q", p.Name, p.Form, p.Output)
		}
		if _, err := set.Render(p.Tips, Brief{}); err != nil {
			t.Errorf("%s %s: %v", p.Name, p.Form, err)
		}
		if p.About == "" || p.Source == "" {
			t.Errorf("%s %s does not say what it is", p.Name, p.Form)
		}
	}
}
