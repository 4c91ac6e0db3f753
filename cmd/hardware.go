package cmd

import (
	"errors"
	"runtime"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

// hardware is what the flags of a command that trains say about the processor.
type hardware struct {
	coreCount coreCount
	kernelSet kernelSet
}

// flags adds --cores and --kernels.
func (h *hardware) flags(c *cobra.Command) {
	c.Flags().Var(&h.coreCount, "cores", "processor cores to use, 0 for all; never changes a result")
	sets := evaluator.KernelSets()
	c.Flags().Var(&h.kernelSet, "kernels", "kernel set that networks run on: "+strings.Join(sets, ", ")+"; decides the last bits of results")
	c.RegisterFlagCompletionFunc("kernels", completeWords(sets...))
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

// resuming returns the hardware for a run that used a kernel set before: that
// one again, unless the flag names one or this processor lacks it.
func (h hardware) resuming(before string) hardware {
	if _, err := evaluator.ChooseKernels(before); err == nil && h.kernelSet == "" {
		h.kernelSet = kernelSet(before)
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
