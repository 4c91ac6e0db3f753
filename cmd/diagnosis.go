package cmd

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// diagnosis is what doctor finds.
type diagnosis struct {
	Program   string         `json:"program"`
	Processor processorFound `json:"processor"`
	Memory    float64        `json:"memory"` // bytes; 0 where the system does not tell
	GPUs      []gpuFound     `json:"gpus"`   // the one that would be chosen first
	Auto      backendFound   `json:"auto"`   // what backend auto stands for
	Traces    tracesFound    `json:"traces"`
	Loader    []string       `json:"loader"` // variables of the environment that tell it which drivers to find, KEY=VALUE; never nil
	Advice    []string       `json:"advice"` // where there seems to be a GPU that is not found; never nil
	Task      *taskFound     `json:"task,omitempty"`
}

// tracesFound is where the system shows GPUs and their drivers, as far as it does.
type tracesFound struct {
	Nodes     []string `json:"nodes"`     // device files
	Manifests []string `json:"manifests"` // that tell the Vulkan loader of drivers
	Libraries []string `json:"libraries"` // of Vulkan, that were loaded
}

// processorFound describes the processor.
type processorFound struct {
	Device  string   `json:"device"` // as far as results depend on it
	Cores   int      `json:"cores"`
	Kernels []string `json:"kernels"` // that it runs, the one that is used first
}

// gpuFound describes a device. Sizes are in bytes, 0 where they are not known.
type gpuFound struct {
	Name     string `json:"name"`
	Kind     string `json:"kind"` // discrete, integrated, virtual, software or other
	Vendor   string `json:"vendor"`
	Driver   string `json:"driver"`
	Vulkan   string `json:"vulkan"`
	Memory   uint64 `json:"memory"`
	Buffer   uint64 `json:"buffer"`   // the largest that a kernel can be given
	Buffers  int    `json:"buffers"`  // of a kernel
	Parallel uint64 `json:"parallel"` // invocations of one dispatch
	Floats   string `json:"floats"`   // what of float32 arithmetic it warrants, in words; "" is nothing
}

func newGPUFound(info *gpu.Info) gpuFound {
	l := info.Limits
	return gpuFound{
		Name: info.Name, Kind: info.Kind.String(), Vendor: info.Vendor, Driver: info.Driver, Vulkan: info.API,
		Memory: l.MemoryBytes, Buffer: min(l.BufferBytes, l.BindingBytes), Buffers: l.Storage,
		Parallel: uint64(l.Groups) * uint64(l.Groups) * spirv.DefaultWorkgroup,
		Floats:   floatsText(info.Floats),
	}
}

// floatsText lists what a device warrants of float32 arithmetic.
func floatsText(f spirv.Floats) string {
	var list []string
	for _, w := range []struct {
		warranted bool
		name      string
	}{{f.NaN, "NaN"}, {f.NearestEven, "rounding to nearest"}, {f.Denormals, "subnormal numbers"}} {
		if w.warranted {
			list = append(list, w.name)
		}
	}
	return strings.Join(list, ", ")
}

// backendFound is what policies would train on, and why.
type backendFound struct {
	Backend string `json:"backend"` // "" where they cannot train
	GPU     string `json:"gpu,omitempty"`
	Why     string `json:"why,omitempty"` // it is not a GPU
}

// taskFound is what a task would use, and lacks.
type taskFound struct {
	Env     string       `json:"env"`
	Backend backendFound `json:"backend"`
	Model   string       `json:"model"`
	Server  string       `json:"server,omitempty"` // what is known of the model's
	Memory  float64      `json:"memory"`           // of one training, bytes

	GPUMemory []designer.Fleets `json:"gpu_memory,omitempty"` // of the trainings of each stage, on a GPU

	Lacks []string `json:"lacks"` // to run; never nil
}

// table is the diagnosis for people.
func (d *diagnosis) table() *table {
	out := &table{}
	out.add("program", d.Program)
	out.add("processor", fmt.Sprintf("%s, %s", d.Processor.Device, designer.Count(d.Processor.Cores, "core")))
	out.add("kernels", strings.Join(d.Processor.Kernels, ", ")+" (--kernels; the first is used)")
	out.add("memory", memoryText(d.Memory))
	for _, g := range d.GPUs {
		out.add("GPU", g.text())
	}
	if len(d.GPUs) == 0 {
		out.add("GPU", "none")
	}
	for _, setting := range d.Loader {
		out.add("loader", setting+", which decides what drivers are found")
	}
	if d.Task == nil { // which says what it would be with its own settings of the GPU
		out.add("backend auto", d.Auto.text())
	}
	for _, advice := range d.Advice {
		out.add("advice", advice)
	}
	if t := d.Task; t != nil {
		t.addTo(out)
	}
	return out
}

// addTo adds the rows about a task.
func (t *taskFound) addTo(out *table) {
	out.add("task", t.Env)
	out.add("trains on", t.Backend.text())
	out.add("one training", "up to "+memoryText(t.Memory))
	for _, f := range t.GPUMemory {
		out.add("GPU memory", fleetsText(f))
	}
	out.add("model", t.Model)
	if t.Server != "" {
		out.add("its server", t.Server)
	}
	for _, lack := range t.Lacks {
		out.add("lacking", lack)
	}
}

func (b *backendFound) text() string {
	switch {
	case b.Backend == designer.BackendGPU:
		return "the GPU " + b.GPU
	case b.Backend == "":
		return "nothing here"
	case b.Why != "":
		return "the processor: " + b.Why
	}
	return "the processor"
}

func (g *gpuFound) text() string {
	return fmt.Sprintf("%s: %s, vendor %s, driver %s, Vulkan %s, memory %s, a kernel is given up to %d buffers of at most %s each, float32 warrants %s",
		g.Name, g.Kind, g.Vendor, g.Driver, g.Vulkan, memoryText(float64(g.Memory)), g.Buffers, memoryText(float64(g.Buffer)), cmp.Or(g.Floats, "nothing"))
}

// memoryText writes a number of bytes for people.
func memoryText(bytes float64) string {
	switch {
	case bytes == 0:
		return "unknown"
	case bytes < 1e6:
		return fmt.Sprintf("%.0f kB", bytes/1e3)
	case bytes < 1e9:
		return fmt.Sprintf("%.0f MB", bytes/1e6)
	}
	return fmt.Sprintf("%.3g GB", bytes/1e9)
}
