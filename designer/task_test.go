package designer

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

func TestTaskDecodes(t *testing.T) {
	task := DefaultTask()
	src := `
env: cartpole
params:
  Gravity: 9.8
  InitialSpread: [0.01, 0.1]
model: {kind: replay, path: answers, temperature: 0.5}
method: {preset: eureka, form: paper, samples: 8}
training: {seeds: 2, steps: 150k, hidden: [32, 32]}
budget: {usd: 1.5, wall: 10m}
`
	if _, err := taskyaml.Decode("task.yaml", []byte(src), &task, nil); err != nil {
		t.Fatal(err)
	}
	if got, want := task.Params["Gravity"], (Range{9.8, 9.8}); got != want {
		t.Errorf("Gravity is %v, want %v", got, want)
	}
	if got, want := task.Params["InitialSpread"], (Range{0.01, 0.1}); got != want {
		t.Errorf("InitialSpread is %v, want %v", got, want)
	}
	r := task.Resolved()
	if *r.Method.Samples != 8 || *r.Method.Iterations != 5 || *r.Method.Carry != CarryRound || r.Model.Temperature.Value != 0.5 {
		t.Errorf("resolved method is %+v, temperature %v", r.Method, r.Model.Temperature.Value)
	}
	if task.Method.Iterations != nil {
		t.Error("Resolved changed its receiver")
	}
	s := task.Training.Settings(evaluator.Settings{Steps: 1, Envs: 64, Hidden: []int{64}})
	want := evaluator.Settings{Steps: 150_000, Envs: 64, Hidden: []int{32, 32}}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
}

func TestEverySettingCanBeOverridden(t *testing.T) {
	var training Training
	overrides := reflect.ValueOf(&training).Elem()
	settings := reflect.TypeFor[evaluator.Settings]()
	for i := range settings.NumField() {
		f := settings.Field(i)
		o := overrides.FieldByName(f.Name)
		if !o.IsValid() {
			t.Errorf("the task file cannot set %s", f.Name)
			continue
		}
		value := reflect.ValueOf([]int{7})
		if o.Kind() == reflect.Pointer {
			value = reflect.New(o.Type().Elem())
			value.Elem().Set(reflect.ValueOf(7).Convert(o.Type().Elem()))
		}
		o.Set(value)
		got := training.Settings(evaluator.Settings{})
		if reflect.ValueOf(got).Field(i).IsZero() {
			t.Errorf("Training.%s does not reach the settings", f.Name)
		}
	}
}

func TestRangeJSON(t *testing.T) {
	var r Range
	text, err := Range{1, 2}.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.UnmarshalJSON(text); err != nil || r != (Range{1, 2}) {
		t.Errorf("%s came back as %v, %v", text, r, err)
	}
}
