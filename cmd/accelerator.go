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
	if err := on.checkFlags(&t.Task); err != nil {
		return err
	}
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
	if _, err := setup.Fleets(t.settings(), t.Combine(), 1, designer.EstimatedTerms); err != nil {
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
	if _, err := library.Narrow(folder.Unit(spec)); errors.As(err, &refused) {
		return fmt.Errorf("environment %s: %w: %w", spec.Name, errNotKernelGo, refused.Diagnostics[0])
	} else if err != nil {
		return fmt.Errorf("environment %s: %w", spec.Name, err)
	}
	return nil
}

// What can be typed to go on without a GPU, and with a software device.
const (
	onProcessor = "to train on the processor: --backend cpu"
	asUntilNow  = "to train on the processor, as the run did until now: leave --backend gpu out"
	bySet       = "--set gpu.software=true"
	byFlag      = "--software"
)

// waysOut adds to why there is no GPU what can be typed to go on: software lets a
// software device be used, without needs no device. Mistakes of the command line
// have ways out of their own.
func waysOut(err error, software, without string) error {
	var usage usageError
	switch {
	case err == nil || errors.As(err, &usage):
		return err
	case errors.Is(err, gpu.ErrOnlySoftware):
		return fmt.Errorf("%w\nto use it all the same: %s; %s", err, software, without)
	}
	return fmt.Errorf("%w\nwhat there is: rewardsmith doctor; %s", err, without)
}

// resumeElsewhere adds to why there is no GPU how a run that trains on one can go
// on.
func resumeElsewhere(err error, before designer.Machine, dir string) error {
	var usage usageError
	switch {
	case err == nil || errors.As(err, &usage):
		return err
	case before == (designer.Machine{}):
		return waysOut(err, byFlag, onProcessor)
	case before.GPU == "":
		return waysOut(err, byFlag, asUntilNow)
	}
	if errors.Is(err, gpu.ErrOnlySoftware) {
		err = fmt.Errorf("%w\nto use it all the same: rewardsmith resume %s %s", err, dir, byFlag)
	}
	return fmt.Errorf("%w\nthe run began on the GPU %s: resume it on a machine that has one, or train what is left on the processor, which the report will note: rewardsmith resume %s --backend cpu",
		err, before.GPU, dir)
}
