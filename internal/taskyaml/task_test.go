package taskyaml

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// task is a task file that uses every kind of field.
type task struct {
	Env         env                `yaml:"env" required:"true" example:"pendulum" doc:"The environment to design a reward for."`
	Instruction string             `yaml:"instruction" doc:"What the policy should do, in a sentence."`
	Design      design             `yaml:"design" doc:"How rewards are searched for."`
	Budget      budget             `yaml:"budget" doc:"Caps; the run ends with the best answer so far."`
	Search      *search            `yaml:"search" doc:"Settings of the offline search."`
	Models      []model            `yaml:"models" doc:"Models asked in turn."`
	Params      map[string]float64 `yaml:"params" doc:"Physical parameters by name."`
	Extra       map[string]any     `yaml:"extra" doc:"Fields added to every request."`
	Prompts     map[string]string  `yaml:"prompts" doc:"Files that replace prompts, by name."`
	Seeds       []uint64           `yaml:"seeds" doc:"Training seeds."`
	Widths      []int              `yaml:"widths" min:"1" doc:"Layer widths."`
	common
	_       int // no key of the file, like every field without a tag
	Ignored chan int
}

type common struct {
	Verbose bool `yaml:"verbose" doc:"Say more."`
}

type design struct {
	Preset     string  `yaml:"preset" enum:"eureka,smoke,card" doc:"The published method."`
	Iterations int     `yaml:"iterations" min:"1" max:"100" doc:"Rounds of design."`
	Samples    int32   `yaml:"samples" min:"1"`
	Rate       float64 `yaml:"rate" above:"0" max:"1" doc:"Learning rate."`
	Gamma      float64 `yaml:"gamma" min:"0" below:"1" doc:"Discount of a step."`
	Steps      int64   `yaml:"steps" min:"1" doc:"Environment steps of one training."`
	Small      float32 `yaml:"small"`
}

type budget struct {
	USD   *float64      `yaml:"usd" min:"0" doc:"Money, in US dollars."`
	Wall  time.Duration `yaml:"wall" min:"1s" doc:"Wall time."`
	Calls *int          `yaml:"calls" min:"0" example:"80" doc:"Model calls."`
}

type search struct {
	Width int `yaml:"width" doc:"Candidates kept."`
}

func (s *search) SetTaskDefaults() { s.Width = 4 }

type model struct {
	Name    string        `yaml:"name" required:"true" doc:"The model's name."`
	Timeout time.Duration `yaml:"timeout" doc:"Time for one answer."`
}

func (m *model) SetTaskDefaults() { m.Timeout = 90 * time.Second }

// env is written as a name or as a mapping.
type env struct {
	Name  string `yaml:"name" required:"true"`
	Level int    `yaml:"level" min:"0"`
}

func (e *env) UnmarshalTask(node Node) error {
	if name, ok := node.Text(); ok {
		if strings.ContainsAny(name, " ") {
			return fmt.Errorf("%q is not a name", name)
		}
		e.Name = name
		return nil
	}
	if !node.IsMapping() {
		return errors.New("want a name or a mapping")
	}
	type fields env
	node.Decode((*fields)(e))
	return nil
}

func (e *env) MarshalTask() any {
	if e.Level == 0 {
		return e.Name
	}
	type fields env
	return fields(*e)
}

func (e *env) TaskSchema() (string, map[string]any) {
	return "a name or a mapping", map[string]any{"type": []string{"string", "object"}}
}

func defaults() task {
	return task{
		Instruction: "balance the pole: upright, centred",
		Design:      design{Preset: "eureka", Iterations: 5, Samples: 16, Rate: 3e-4, Gamma: 0.99, Steps: 150000, Small: 0.1},
		Budget:      budget{Wall: 2 * time.Hour},
		Params:      map[string]float64{"mass": 1},
		Widths:      []int{64, 64},
	}
}
