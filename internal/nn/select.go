package nn

import (
	"fmt"
	"strings"
)

// Auto names the fastest kernel set of the processor.
const Auto = "auto"

// Names lists what Choose accepts.
func Names() []string { return []string{Auto, "go", "avx2", "avx512", "neon"} }

// Sets returns the kernel sets that this processor can run, the fastest first.
// The portable one is always among them.
func Sets() []*Kernels { return append(native(), GoKernels()) }

// Choose returns the kernel set of the given name, or the fastest for [Auto]. It
// fails where there is no such set or the processor cannot run it.
func Choose(name string) (*Kernels, error) {
	sets := Sets()
	if name == Auto {
		return sets[0], nil
	}
	var runs []string
	for _, k := range sets {
		if k.Name == name {
			return k, nil
		}
		runs = append(runs, k.Name)
	}
	for _, known := range Names() {
		if known == name {
			return nil, fmt.Errorf("kernel set %s: %s; this processor runs %s", name, needs(name), strings.Join(runs, " and "))
		}
	}
	return nil, fmt.Errorf("there is no kernel set %q; there are %s", name, strings.Join(Names(), ", "))
}

// needs says what a set that is not portable takes.
func needs(name string) string {
	switch name {
	case "avx512":
		return "it needs an amd64 processor with AVX-512 (F and DQ), AVX2, FMA and BMI2"
	case "neon":
		return "it needs an arm64 processor"
	}
	return "it needs an amd64 processor with AVX2 and FMA"
}
