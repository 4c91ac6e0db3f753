package main

import (
	"encoding/json"
	"os"
)

// document is what one program has measured on one device. docs/bench/gpu/peers
// prints the same; what a program has no notion of is left out.
type document struct {
	Program string `json:"program"` // rewardsmith or jax
	Version string `json:"version"`
	Scale   string `json:"scale"`

	Device   string `json:"device"`   // as its driver names it
	Platform string `json:"platform"` // of rewardsmith: gpu, software or cpu
	Driver   string `json:"driver,omitempty"`
	Kernels  string `json:"kernels,omitempty"` // what networks run on
	Host     string `json:"host,omitempty"`    // processor

	Precision string `json:"precision,omitempty"` // of JAX's matrix products
	Random    string `json:"random,omitempty"`    // JAX's generator

	Rollout  []timing   `json:"rollout,omitempty"`
	Speed    []timing   `json:"speed,omitempty"`
	Together []together `json:"together,omitempty"`
	Solved   []race     `json:"solved,omitempty"`
	Compile  []compiled `json:"compile,omitempty"`
	Ranking  []ranking  `json:"ranking,omitempty"`
	Search   []search   `json:"search,omitempty"`
}

// write writes the document to a file.
func (d *document) write(file string) error {
	data, err := json.MarshalIndent(d, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(data, '\n'), 0o644)
}

// timing is how fast instances of an environment are stepped.
type timing struct {
	Env            string  `json:"env"`
	Instances      int     `json:"instances"`
	Steps          int     `json:"steps"`   // of all instances, in the time
	Seconds        float64 `json:"seconds"` // median
	StepsPerSecond float64 `json:"steps_per_second"`
	Ready          float64 `json:"compile_seconds,omitempty"` // before the first of them, with all compiling
}

// together compares one training with several at once.
type together struct {
	Env        string  `json:"env"`
	Instances  int     `json:"instances"` // of each
	Candidates int     `json:"candidates"`
	One        float64 `json:"one_seconds"`
	All        float64 `json:"together_seconds"`
	Ratio      float64 `json:"ratio"`
	Ready      float64 `json:"compile_seconds,omitempty"`
}

// race is how soon trainings of the human reward reach the threshold of the task.
type race struct {
	Env       string    `json:"env"`
	Instances int       `json:"instances"`
	Threshold float64   `json:"threshold"`
	Seeds     []raceRun `json:"seeds"`
}

// raceRun is one training.
type raceRun struct {
	Seed    int      `json:"seed"`
	First   *instant `json:"first"`   // checkpoint at the threshold, nil for none
	Value   float64  `json:"value"`   // at the last one
	Seconds float64  `json:"seconds"` // of the whole training, without evaluations
}

// instant is a point of a training.
type instant struct {
	Steps   int     `json:"steps"`
	Seconds float64 `json:"seconds"` // without evaluations
}

// compiled is how long a program of an environment and one reward takes to compile.
type compiled struct {
	Env     string  `json:"env"`
	Reward  string  `json:"reward"`
	Emit    float64 `json:"emit_seconds"`   // from text to SPIR-V
	Driver  float64 `json:"driver_seconds"` // from SPIR-V to the first transitions
	Cold    bool    `json:"cold"`           // the driver's caches were off
	Bytes   int     `json:"bytes"`          // of SPIR-V
	Seconds float64 `json:"seconds"`        // both
}

// ranking compares rankings of rewards by what policies trained on them score.
type ranking struct {
	Env     string    `json:"env"`
	Steps   int       `json:"steps"` // of each training
	Seeds   int       `json:"seeds"` // of each reward
	Rewards []string  `json:"rewards"`
	CPU     []float64 `json:"cpu"` // mean score
	GPU     []float64 `json:"gpu"`
	Tau     float64   `json:"tau"` // Kendall's, of CPU and GPU

	// Again has the CPU's scores with other seeds, and TauAgain compares the two of
	// the CPU: what is lost to chance alone.
	Again    []float64 `json:"cpu_again"`
	TauAgain float64   `json:"tau_cpu"`

	CPUSeconds float64 `json:"cpu_seconds"` // of all its trainings
	GPUSeconds float64 `json:"gpu_seconds"`
}

// search is a whole run of the command without a model.
type search struct {
	Env        string  `json:"env"`
	Samples    int     `json:"samples"`
	Iterations int     `json:"iterations"`
	Steps      int     `json:"steps"` // of each training
	Instances  int     `json:"instances"`
	Seconds    float64 `json:"seconds"`
}
