package cmd

import (
	"errors"
	"fmt"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/folder"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

// accelerate opens the GPU that the task's policies train on, if they do not train
// on the processor. Where the task leaves that open, what it is goes to standard
// error.
func (p *process) accelerate(t *task, on *hardware) error {
	on.override(&t.Task)
	t.gpu = false
	if t.Backend != designer.BackendGPU && t.Backend != designer.BackendAuto {
		return nil
	}
	err := on.open(t)
	t.gpu = err == nil
	switch auto := t.Backend == designer.BackendAuto; {
	case err != nil && auto:
		fmt.Fprintf(p.stderr, "backend auto: policies train on the processor: %v\n", err)
	case err != nil:
		return fmt.Errorf("backend gpu: %w", err)
	case auto:
		fmt.Fprintf(p.stderr, "backend auto: policies train on the GPU %s\n", on.device.Info().Name)
	}
	return nil
}

// open opens the GPU that the task names. It fails where the environment does not
// compile for one, and where not even one training of the task fits on it.
func (h *hardware) open(t *task) error {
	if err := compilable(t.env.Spec()); err != nil {
		return err
	}
	device, err := gpu.Open(gpu.Options{Adapter: t.GPU.Adapter, Software: t.GPU.Software})
	if err != nil {
		return err
	}
	h.device, h.fleet = device, fleet.NewDevice(device)
	setup := t.setup(*h)
	if _, err := setup.Fleets(t.settings(), 1, 1); err != nil {
		device.Close()
		h.device, h.fleet = nil, nil
		return err
	}
	return nil
}

// errNotKernelGo says that an environment cannot run on a GPU.
var errNotKernelGo = errors.New("it is not kernel Go, of which alone a program for a GPU can be made")

// compilable says why the environment cannot be compiled for a GPU. One that is a
// Go program of its own may do what kernel Go cannot.
func compilable(spec *envs.Spec) error {
	library, err := envs.Library()
	if err != nil {
		return err
	}
	var refused *kernel.RefusedError
	if _, err := library.Lower(folder.Unit(spec)); errors.As(err, &refused) {
		return fmt.Errorf("environment %s: %w: %w", spec.Name, errNotKernelGo, refused.Diagnostics[0])
	} else if err != nil {
		return fmt.Errorf("environment %s: %w", spec.Name, err)
	}
	return nil
}

// onProcessor is what a command that trains says of going on without a GPU.
const onProcessor = "to train on the processor: --backend cpu"

// waysOut adds to why there is no GPU what can be typed to go on, the last of which
// is without.
func waysOut(err error, without string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, gpu.ErrOnlySoftware):
		return fmt.Errorf("%w\nto use it all the same: --set gpu.software=true; %s", err, without)
	}
	return fmt.Errorf("%w\nwhat there is: rewardsmith doctor; %s", err, without)
}

// resumeElsewhere adds to why there is no GPU how a run that trains on one can go
// on.
func resumeElsewhere(err error, before designer.Machine, dir string) error {
	if err == nil || before.GPU == "" {
		return waysOut(err, onProcessor)
	}
	return fmt.Errorf("%w\nthe run began on the GPU %s: resume it on a machine that has one, or train what is left on the processor, which the report will note: rewardsmith resume %s --backend cpu",
		err, before.GPU, dir)
}
