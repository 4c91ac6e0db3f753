package designer

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

// TestTemperatureThatIsSent: a value, the preset's where nothing is said, and none
// where the task says so, also after a resumption.
func TestTemperatureThatIsSent(t *testing.T) {
	for model, want := range map[string]string{
		"{}": "1", "{temperature: 0}": "0", "{temperature: 0.5}": "0.5",
		"{temperature: none}": "none", "{temperature: null}": "none", "{temperature: }": "none",
	} {
		b := newBench(t)
		if _, err := taskyaml.Decode("task.yaml", []byte("env: cartpole\nmodel: "+model+"\n"), &b.task, nil); err != nil {
			t.Fatalf("%s: %v", model, err)
		}
		b.journal.killBefore = "selected"
		if _, err := b.run(t, t.Context()); err == nil {
			t.Fatal("the run was not cut short")
		}
		b.mustRun(t)
		for _, r := range b.model.seen {
			got := "none"
			if r.Temperature != nil {
				got = fmt.Sprint(*r.Temperature)
			}
			if got != want {
				t.Errorf("%s: %v is asked with temperature %s, want %s", model, r.Place, got, want)
			}
		}
		// As a task file it comes back as it was.
		text := taskyaml.Encode(&b.task)
		again := DefaultTask()
		if _, err := taskyaml.Decode("again.yaml", text, &again, nil); err != nil {
			t.Fatal(err)
		}
		if one, two := fmt.Sprint(b.task.Model.Temperature.sent() == nil, b.task.Model.Temperature == nil), fmt.Sprint(again.Model.Temperature.sent() == nil, again.Model.Temperature == nil); one != two {
			t.Errorf("%s: written and read it is another:\n%s", model, text)
		}
	}
	task := DefaultTask()
	_, err := taskyaml.Decode("task.yaml", []byte("env: cartpole\nmodel: {temperature: 3}\n"), &task, nil)
	if err == nil || !strings.Contains(err.Error(), "task.yaml:2:22: model.temperature: want a number from 0 to 2, or none, got 3") {
		t.Errorf("a temperature of 3: %v", err)
	}
}
