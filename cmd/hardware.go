package cmd

import (
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

// hardware is what the flags of a command that trains say about the machine.
type hardware struct {
	coreCount coreCount
	kernelSet kernelSet
	backend   backendName
	adapter   string // "" for the task's
	software  bool   // a software device may be used, whatever the task says

	device *gpu.Device   // that policies train on, once it is open; nil for the processor
	fleet  *fleet.Device // the same
}

// flags adds --cores, --kernels, --backend and --adapter.
func (h *hardware) flags(c *cobra.Command) {
	c.Flags().Var(&h.coreCount, "cores", "processor cores to use, 0 for all; never changes a result")
	sets := evaluator.KernelSets()
	c.Flags().Var(&h.kernelSet, "kernels", "kernel set that networks run on: "+strings.Join(sets, ", ")+"; decides the last bits of results")
	c.RegisterFlagCompletionFunc("kernels", completeWords(sets...))
	h.backendFlags(c)
}

// backendFlags adds --backend, --adapter and --software.
func (h *hardware) backendFlags(c *cobra.Command) {
	h.backendFlag(c)
	c.Flags().StringVar(&h.adapter, "adapter", "", "part of the `NAME` of the GPU to train on (default: the task's)")
	c.Flags().BoolVar(&h.software, "software", false, "a program that plays a GPU on the processor may be used, to try things out")
}

// backendFlag adds --backend.
func (h *hardware) backendFlag(c *cobra.Command) {
	c.Flags().Var(&h.backend, "backend", "what policies train on: "+strings.Join(backends, ", ")+" (default: the task's); decides results")
	c.RegisterFlagCompletionFunc("backend", completeWords(backends...))
}

// override makes what the flags say part of a task.
func (h *hardware) override(t *designer.Task) {
	if h.backend != "" {
		t.Backend = string(h.backend)
	}
	if h.adapter != "" {
		t.GPU.Adapter = h.adapter
	}
	t.GPU.Software = t.GPU.Software || h.software
}

// givenGPU says that a flag of backendFlags is given.
func (h *hardware) givenGPU() bool { return h.backend != "" || h.adapter != "" || h.software }

// checkFlags refuses flags about the GPU where the task trains on the processor,
// which would ignore them.
func (h *hardware) checkFlags(t *designer.Task) error {
	flag := "--software"
	if h.adapter != "" {
		flag = "--adapter"
	}
	onGPU := t.Backend == designer.BackendGPU || t.Backend == designer.BackendAuto
	if onGPU || h.adapter == "" && !h.software {
		return nil
	}
	return usagef("%s is about a GPU, but policies train on the processor here: add --backend gpu, or leave %[1]s out", flag)
}

// cores is the number of cores to use.
func (h *hardware) cores() int {
	if h.coreCount == 0 {
		return runtime.GOMAXPROCS(0)
	}
	return int(h.coreCount)
}

// kernels names the kernel set to use.
func (h *hardware) kernels() string {
	name, _ := evaluator.ChooseKernels(string(h.kernelSet)) // Set has refused what fails
	return name
}

// machine is what results depend on.
func (h *hardware) machine() designer.Machine {
	m := designer.Machine{Device: evaluator.Device(), Kernels: h.kernels()}
	if h.device != nil {
		trains, _ := (&evaluator.Setup{GPU: h.fleet}).Machine() // fails for kernel sets of the processor alone
		m.GPU, m.Software = trains.Device, h.device.Info().Kind == gpu.Software
	}
	return m
}

// gpuWords names the GPU that policies train on, if they do.
func (h *hardware) gpuWords() string {
	if h.device == nil {
		return ""
	}
	return ", trained on " + h.device.Info().Name
}

// orOnProcessor says how a run goes on without the GPU that policies train on.
func (h *hardware) orOnProcessor() string {
	if h.device == nil {
		return ""
	}
	return "; without the GPU: add --backend cpu"
}

// close gives the GPU back.
func (h *hardware) close() {
	if h.device != nil {
		h.device.Close()
	}
}

// resuming returns the hardware for a run that was on a machine before: its
// kernel set again, unless the flag names one or this processor lacks it, and its
// backend, unless the flag names one. A run that has not begun was on none.
func (h hardware) resuming(before designer.Machine) hardware {
	if _, err := evaluator.ChooseKernels(before.Kernels); err == nil && h.kernelSet == "" {
		h.kernelSet = kernelSet(before.Kernels)
	}
	if h.backend == "" && before != (designer.Machine{}) {
		h.backend = backendName(before.Backend())
	}
	return h
}

// coreCount is the value of --cores, 0 for all.
type coreCount int

func (n *coreCount) String() string { return strconv.Itoa(int(*n)) }

func (n *coreCount) Type() string { return "int" }

func (n *coreCount) Set(text string) error {
	v, err := strconv.Atoi(text)
	if err != nil || v < 0 {
		return errors.New("want a number of cores, or 0 for all")
	}
	*n = coreCount(v)
	return nil
}

// kernelSet is the value of --kernels, "" where the flag is not given.
type kernelSet string

func (k *kernelSet) String() string {
	if *k == "" {
		return "auto"
	}
	return string(*k)
}

func (k *kernelSet) Type() string { return "SET" }

func (k *kernelSet) Set(text string) error {
	if _, err := evaluator.ChooseKernels(text); err != nil {
		return err
	}
	*k = kernelSet(text)
	return nil
}

// backends are what --backend takes.
var backends = []string{designer.BackendCPU, designer.BackendGPU, designer.BackendAuto}

// backendName is the value of --backend, "" where the flag is not given.
type backendName string

func (b *backendName) String() string { return string(*b) }

func (b *backendName) Type() string { return "NAME" }

func (b *backendName) Set(text string) error {
	for _, name := range backends {
		if name == text {
			*b = backendName(text)
			return nil
		}
	}
	return fmt.Errorf("want %s", strings.Join(backends, ", "))
}
