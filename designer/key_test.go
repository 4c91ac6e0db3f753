package designer

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

// TestKeyGoesToItsOwnServer: a key of OpenAI's is sent to another server only
// where the task says so.
func TestKeyGoesToItsOwnServer(t *testing.T) {
	for model, want := range map[string]string{
		"{}": "OPENAI_API_KEY",
		"{base_url: 'https://api.openai.com/v1/'}":                   "OPENAI_API_KEY",
		"{base_url: 'http://localhost:8000/v1'}":                     "",
		"{base_url: 'https://api.openai.com.example/v1'}":            "",
		"{base_url: 'http://localhost/v1', key_env: OPENAI_API_KEY}": "OPENAI_API_KEY",
		"{key_env: MINE}": "MINE",
		"{key_env: }":     "",
		"{key_env: ''}":   "",
	} {
		task := DefaultTask()
		if _, err := taskyaml.Decode("task.yaml", []byte("env: cartpole\nmodel: "+model+"\n"), &task, nil); err != nil {
			t.Errorf("%s: %v", model, err)
		} else if got := task.Model.KeyVariable(); got != want {
			t.Errorf("%s: the key is that of %q, want %q", model, got, want)
		}
		again := DefaultTask()
		if _, err := taskyaml.Decode("again.yaml", taskyaml.Encode(&task), &again, nil); err != nil || again.Model.KeyVariable() != want {
			t.Errorf("%s: written and read again the key is that of %q, want %q; error %v", model, again.Model.KeyVariable(), want, err)
		}
	}
	task := DefaultTask()
	if _, err := taskyaml.Decode("task.yaml", []byte("env: cartpole\n"), &task, []string{"model.key_env="}); err != nil || task.Model.KeyVariable() != "" {
		t.Errorf("set to nothing: key of %q, error %v", task.Model.KeyVariable(), err)
	}
}
