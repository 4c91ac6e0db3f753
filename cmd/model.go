package cmd

import (
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/envs"
)

// key returns the model's key from the environment variable that the task names,
// "" where none is needed.
func (p *process) key(m *designer.Model) (string, error) {
	if m.Kind != "openai" || m.KeyEnv == "" {
		return "", nil
	}
	key := p.getenv(m.KeyEnv)
	if key == "" && m.BaseURL == "" {
		return "", usagef("the environment variable %s, which model.key_env names, is empty; put the key of the model's server there, or set model.base_url to a server that wants none", m.KeyEnv)
	}
	return key, nil
}

// model makes who answers in a task. note is told what people should know while
// they wait: calls that are tried again, files that are waited for.
func (t *task) model(key string, note func(string)) (llm.Model, error) {
	m := &t.Model
	switch m.Kind {
	case "replay":
		model, err := llm.NewReplay(os.DirFS(m.Path), m.Path)
		if err != nil {
			return nil, usageError{err}
		}
		return model, nil
	case "file":
		return llm.NewFile(llm.FileConfig{Dir: m.Path, Waiting: func(_ llm.Place, request, answer string) {
			note(fmt.Sprintf("waiting for %s, the answer to %s", answer, request))
		}})
	case "search":
		fields, err := searchFields(t.env.Spec(), envs.Show(t.Show))
		if err != nil {
			return nil, err
		}
		return llm.NewSearch(llm.SearchConfig{Fields: fields, Seed: t.Seed})
	}
	return llm.NewOpenAI(llm.OpenAIConfig{
		BaseURL: m.BaseURL, Key: key, Model: m.Name, Client: &http.Client{}, Logger: slog.New(noteHandler{note}),
		Timeout: m.Timeout, Parallel: m.Parallel, RequestsPerMinute: m.RequestsPerMinute,
		Completions: m.SamplesPerCall, Extra: m.Extra,
		Price: llm.Price{Prompt: m.Price.Prompt, Completion: m.Price.Completion},
	})
}

// modelWords says who answers, for people.
func modelWords(m *designer.Model) string {
	return strings.TrimSpace(m.Kind + " " + m.Name)
}
