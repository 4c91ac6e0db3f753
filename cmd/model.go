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
// "" where it names none.
func (p *process) key(m *designer.Model) (string, error) {
	name := m.KeyVariable()
	if m.Kind != "openai" || name == "" {
		return "", nil
	}
	key := p.getenv(name)
	if key == "" {
		if name != strings.ToUpper(name) { // perhaps it is the key itself
			name = "that model.key_env names"
		} else {
			name += ", which model.key_env names,"
		}
		return "", usagef("the environment variable %s is empty; put the key of the model's server there, or name no variable for a server that wants none (key_env: \"\")", name)
	}
	return key, nil
}

// answerer says who answers in a task, as its method has it.
func (t *task) answerer() *designer.Model {
	m := t.Answerer()
	return &m
}

// model makes who answers in a task, nil where its method asks nobody. note is told what people should know while
// they wait: calls that are tried again, files that are waited for.
func (t *task) model(key string, note func(string)) (llm.Model, error) {
	m := t.answerer()
	switch m.Kind {
	case designer.ModelNone:
		return nil, nil
	case "replay", designer.ModelGiven:
		model, err := llm.NewReplay(os.DirFS(m.Path), m.Path)
		if err != nil {
			return nil, usageError{err}
		}
		if m.Kind == designer.ModelGiven {
			return llm.NewGiven(model), nil
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

// modelWords says who answers, for people. Only a server is asked for a model by
// its name; elsewhere one may be left over from the task file.
func modelWords(m *designer.Model) string {
	if m.Kind != "openai" {
		return m.Kind
	}
	return strings.TrimSpace(m.Kind + " " + m.Name)
}
