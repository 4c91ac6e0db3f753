package cmd

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

func doctorCommand(p *process) *cobra.Command {
	var set []string
	var asJSON bool
	c := &cobra.Command{
		Use:     "doctor [TASK]",
		GroupID: groupTask,
		Short:   "Say what this machine has, and what a task would use of it",
		Long: `Say what this machine has: processor, memory, GPUs with their drivers and limits,
or why there are none, and what backend auto would train on. With a TASK, say
also what it lacks to run: its backend, memory, the key of its model and whether
the model's server answers. The server is asked for its list of models, which
costs nothing.

` + taskHelp + `

Exit code 0: nothing is lacking; 1: the task could not run here; 2: the command
line or the task file is wrong.`,
		Example: `  rewardsmith doctor
  rewardsmith doctor task.yaml --set backend=gpu
  rewardsmith doctor --json`,
		Args:              arguments(0, 1),
		ValidArgsFunction: p.completeTask,
		RunE: func(c *cobra.Command, args []string) error {
			d := p.diagnose()
			if len(args) > 0 {
				t, err := p.loadTask(args[0], set)
				if err != nil {
					return err
				}
				d.Task = p.examine(c.Context(), t)
			}
			return p.writeDiagnosis(d, asJSON)
		},
	}
	setFlag(c, &set)
	c.Flags().BoolVar(&asJSON, "json", false, "write what was found as JSON")
	return c
}

// diagnosis is what doctor finds.
type diagnosis struct {
	Program   string         `json:"program"`
	Processor processorFound `json:"processor"`
	Memory    float64        `json:"memory"` // bytes; 0 where the system does not tell
	GPUs      []gpuFound     `json:"gpus"`   // the one that would be chosen first
	NoGPU     string         `json:"no_gpu,omitempty"`
	Auto      backendFound   `json:"auto"` // what backend auto stands for
	Task      *taskFound     `json:"task,omitempty"`
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
}

func newGPUFound(info *gpu.Info) gpuFound {
	l := info.Limits
	return gpuFound{
		Name: info.Name, Kind: info.Kind.String(), Vendor: info.Vendor, Driver: info.Driver, Vulkan: info.API,
		Memory: l.MemoryBytes, Buffer: min(l.BufferBytes, l.BindingBytes), Buffers: l.Storage,
		Parallel: uint64(l.Groups) * uint64(l.Groups) * spirv.DefaultWorkgroup,
	}
}

// backendFound is what policies would train on, and why.
type backendFound struct {
	Backend string `json:"backend"`
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
	Lacks   []string     `json:"lacks"`            // to run; never nil
}

// diagnose looks at the machine.
func (p *process) diagnose() *diagnosis {
	info, _ := debug.ReadBuildInfo()
	d := &diagnosis{
		Program:   strings.TrimSpace(versionText(info)),
		Processor: processorFound{Device: evaluator.Device(), Cores: runtime.GOMAXPROCS(0), Kernels: kernelSets()},
		Memory:    machineMemory(),
		GPUs:      []gpuFound{},
	}
	found, err := gpu.List()
	if err != nil {
		d.NoGPU = err.Error()
	}
	for _, info := range found {
		d.GPUs = append(d.GPUs, newGPUFound(&info))
	}
	d.Auto = backendOf(nil, gpu.Options{})
	return d
}

// kernelSets are those that the processor runs, the fastest first.
func kernelSets() []string {
	fastest, _ := evaluator.ChooseKernels("")
	sets := []string{fastest}
	for _, name := range slices.Backward(evaluator.KernelSets()) { // which lists the portable one first
		if chosen, err := evaluator.ChooseKernels(name); err == nil && chosen == name && name != fastest {
			sets = append(sets, name)
		}
	}
	return sets
}

// backendOf says what backend auto would train on: the task's, or, for nil, any.
// The device is opened, since some drivers fail only then.
func backendOf(t *task, o gpu.Options) backendFound {
	var device *gpu.Device
	var err error
	if t == nil {
		device, err = gpu.Open(o)
	} else {
		device, err = openGPU(t)
	}
	if err != nil {
		return backendFound{Backend: designer.BackendCPU, Why: err.Error()}
	}
	defer device.Close()
	return backendFound{Backend: designer.BackendGPU, GPU: device.Info().Name}
}

// examine says what the task would use and lacks.
func (p *process) examine(ctx context.Context, t *task) *taskFound {
	found := &taskFound{
		Env: t.env.Spec().Name, Backend: backendFound{Backend: designer.BackendCPU}, Model: modelWords(&t.Model),
		Memory: designer.TrainingMemory(t.env.Spec(), t.settings()), Lacks: []string{},
	}
	lack := func(err error) {
		if err != nil {
			found.Lacks = append(found.Lacks, err.Error())
		}
	}
	if t.Backend == designer.BackendGPU || t.Backend == designer.BackendAuto {
		found.Backend = backendOf(t, gpu.Options{})
	}
	if t.Backend == designer.BackendGPU && found.Backend.Backend != t.Backend {
		lack(fmt.Errorf("backend gpu: %s", found.Backend.Why))
	}
	lack(checkMemory(t.env.Spec(), t.settings(), machineMemory()))
	err := taskyaml.Join(t.ModelProblems(t.index)...)
	if err == nil {
		found.Server, err = p.reach(ctx, t)
	}
	lack(err)
	return found
}

// reach asks the task's model whether it will answer, as far as that can be told
// without spending anything.
func (p *process) reach(ctx context.Context, t *task) (server string, err error) {
	key, err := p.key(&t.Model)
	if err != nil {
		return "", err
	}
	model, err := t.model(key, func(string) {})
	if err != nil {
		return "", err
	}
	checker, ok := model.(llm.Checker)
	if !ok {
		return "none is asked", nil
	}
	switch doubt, err := checker.Check(ctx); {
	case err != nil:
		return "", fmt.Errorf("model: %w", err)
	case doubt != "":
		return "whether it will answer cannot be told: " + doubt, nil
	}
	return "answers, and knows the key", nil
}

// writeDiagnosis writes what was found; what a task lacks is errReported.
func (p *process) writeDiagnosis(d *diagnosis, asJSON bool) error {
	write := p.writeJSON
	if !asJSON {
		write = func(any) error { return d.table().write(p.stdout) }
	}
	if err := write(d); err != nil {
		return err
	}
	if d.Task != nil && len(d.Task.Lacks) > 0 {
		return errReported
	}
	return nil
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
	if d.NoGPU != "" {
		out.add("GPU", "none: "+d.NoGPU)
	}
	auto := d.Auto
	if auto.Why == d.NoGPU {
		auto.Why = "" // it stands above
	}
	out.add("backend auto", auto.text())
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
	case b.Why != "":
		return "the processor: " + b.Why
	}
	return "the processor"
}

func (g *gpuFound) text() string {
	return fmt.Sprintf("%s: %s, vendor %s, driver %s, Vulkan %s, memory %s, %d buffers of %s",
		g.Name, g.Kind, g.Vendor, g.Driver, g.Vulkan, memoryText(float64(g.Memory)), g.Buffers, memoryText(float64(g.Buffer)))
}

// memoryText writes a number of bytes for people.
func memoryText(bytes float64) string {
	switch {
	case bytes == 0:
		return "unknown"
	case bytes < 1e9:
		return fmt.Sprintf("%.0f MB", bytes/1e6)
	}
	return fmt.Sprintf("%.3g GB", bytes/1e9)
}
