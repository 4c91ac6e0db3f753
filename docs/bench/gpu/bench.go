package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

// root is the root seed of all trainings.
const root = 11

// bench is a measurement under way.
type bench struct {
	options  *options
	scale    *scale
	gpu      *gpu.Device   // nil for the backend cpu
	fleet    *fleet.Device // the same
	document document
}

// newBench opens what is measured.
func newBench(o *options) (*bench, error) {
	s, err := findScale(o.scale)
	if err != nil {
		return nil, err
	}
	b := &bench{options: o, scale: s, document: document{
		Program: "rewardsmith", Version: version(), Scale: o.scale, Platform: o.backend,
		Host: fmt.Sprintf("%s, %d cores", processor(), o.cores),
	}}
	switch o.backend {
	case "cpu":
		b.document.Device = b.document.Host
		b.document.Kernels, err = evaluator.ChooseKernels("")
		return b, err
	case "gpu":
		return b, b.open()
	}
	return nil, fmt.Errorf("backend %q: there are gpu and cpu", o.backend)
}

// open opens the GPU.
func (b *bench) open() (err error) {
	b.gpu, err = gpu.Open(gpu.Options{Adapter: b.options.adapter, Software: b.options.software})
	if err != nil {
		return err
	}
	b.fleet = fleet.NewDevice(b.gpu)
	info := b.gpu.Info()
	b.document.Device, b.document.Driver, b.document.Kernels = info.Name, info.Driver, fleet.Kernels
	if info.Kind == gpu.Software {
		b.document.Platform = "software"
	}
	b.say("%s, %s, %d MB", info.Name, info.Driver, info.Limits.MemoryBytes>>20)
	return nil
}

func (b *bench) close() {
	if b.gpu != nil {
		b.gpu.Close()
	}
}

// setup is where trainings of an environment happen.
func (b *bench) setup(env envs.Env) evaluator.Setup {
	return evaluator.Setup{Env: env, Root: root, GPU: b.fleet, Cores: b.options.cores, Now: time.Now}
}

// say tells how far the measurement is.
func (b *bench) say(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

// find returns a built-in environment.
func find(name string) (envs.Env, error) {
	all, err := builtin.All()
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(e envs.Env) bool { return e.Spec().Name == name })
	if i < 0 {
		return nil, fmt.Errorf("no environment named %q", name)
	}
	return all[i], nil
}

// timed returns the seconds that f takes.
func timed(f func() error) (float64, error) {
	start := time.Now()
	err := f()
	return time.Since(start).Seconds(), err
}

// medianOf times f so often and returns the median.
func medianOf(repeats int, f func() error) (float64, error) {
	var list []float64
	for range repeats {
		seconds, err := timed(f)
		if err != nil {
			return 0, err
		}
		list = append(list, seconds)
	}
	return median(list), nil
}

// median returns the middle of values, of which there must be one at least; of an even
// number the mean of the two in the middle.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// processor names the processor, as far as Linux tells.
func processor() string {
	file, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if name, found := strings.CutPrefix(lines.Text(), "model name"); found {
			return strings.TrimLeft(name, "\t :")
		}
	}
	return runtime.GOARCH
}
