package cmd

import (
	"context"
	"errors"
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
	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

func doctorCommand(p *process) *cobra.Command {
	var set []string
	var asJSON bool
	var on hardware
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
  rewardsmith doctor task.yaml --backend gpu
  rewardsmith doctor --json`,
		Args:              arguments(0, 1),
		ValidArgsFunction: p.completeTask,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 && on.givenGPU() {
				return usagef("--backend, --adapter and --software are about a TASK; without one all devices are listed")
			}
			d := p.diagnose()
			if len(args) > 0 {
				t, err := p.loadTask(args[0], set)
				if err != nil {
					return err
				}
				on.override(&t.Task)
				if err := on.checkFlags(&t.Task); err != nil {
					return err
				}
				d.Task = p.examine(c.Context(), t)
			}
			return p.writeDiagnosis(d, asJSON)
		},
	}
	setFlag(c, &set)
	on.backendFlags(c)
	c.Flags().BoolVar(&asJSON, "json", false, "write what was found as JSON")
	return c
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
	found := gpu.Diagnose()
	for _, info := range found.Devices {
		d.GPUs = append(d.GPUs, newGPUFound(&info))
	}
	d.Auto = backendFound{Backend: designer.BackendCPU}
	if found.Err != nil {
		d.Auto.Why = found.Err.Error()
	} else if len(d.GPUs) > 0 {
		d.Auto = backendFound{Backend: designer.BackendGPU, GPU: d.GPUs[0].Name}
	}
	d.Traces = tracesFound{Nodes: listed(found.Nodes), Manifests: listed(found.Manifests), Libraries: listed(found.Libraries)}
	d.Advice = listed(found.Advice)
	d.Loader = p.loaderSettings()
	return d
}

// loaderVariables tell the Vulkan loader which drivers and devices to find.
var loaderVariables = []string{
	"VK_DRIVER_FILES", "VK_ICD_FILENAMES", "VK_ADD_DRIVER_FILES",
	"VK_LOADER_DRIVERS_SELECT", "VK_LOADER_DRIVERS_DISABLE", "VK_LOADER_DEVICE_SELECT",
	"VK_LOADER_DEVICE_ID_FILTER", "VK_LOADER_VENDOR_ID_FILTER", "VK_LOADER_DRIVER_ID_FILTER",
}

// loaderSettings are those of the loader's variables that are set, KEY=VALUE.
func (p *process) loaderSettings() []string {
	set := []string{}
	for _, name := range loaderVariables {
		if value := p.getenv(name); value != "" {
			set = append(set, name+"="+value)
		}
	}
	return set
}

// listed is a list that JSON shows as one where it is empty.
func listed(list []string) []string { return append([]string{}, list...) }

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

// examineGPU says what the task would train on if a GPU will do, and what that
// takes of its memory. The device is opened, since some drivers fail only then.
func (found *taskFound) examineGPU(t *task) error {
	var on hardware
	if err := on.open(t); err != nil {
		found.Backend = backendFound{Backend: designer.BackendCPU, Why: err.Error()}
		return err
	}
	defer on.close()
	found.Backend = backendFound{Backend: designer.BackendGPU, GPU: on.device.Info().Name}
	var err error
	found.GPUMemory, err = designer.EstimateFleets(t.Task, t.setup(on), t.settings())
	return err
}

// examine says what the task would use and lacks.
func (p *process) examine(ctx context.Context, t *task) *taskFound {
	found := &taskFound{
		Env: t.env.Spec().Name, Backend: backendFound{Backend: designer.BackendCPU}, Model: modelWords(t.answerer()), Lacks: []string{},
	}
	lack := func(err error) {
		if err != nil {
			found.Lacks = append(found.Lacks, err.Error())
		}
	}
	if t.Backend == designer.BackendGPU || t.Backend == designer.BackendAuto {
		err := found.examineGPU(t)
		if err != nil && t.Backend == designer.BackendGPU {
			found.Backend.Backend = ""
			if errors.Is(err, gpu.ErrOnlySoftware) {
				err = fmt.Errorf("%w; to use it all the same: %s", err, byFlag)
			}
			lack(fmt.Errorf("backend gpu: %w", err))
		}
	}
	t.gpu = found.Backend.Backend == designer.BackendGPU
	found.Memory = designer.TrainingMemory(t.env.Spec(), t.settings(), t.gpu)
	lack(t.fitsMachine())
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
	key, err := p.key(t.answerer())
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
