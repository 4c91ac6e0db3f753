package fleet

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/kernels"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math32"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// Kernels names what networks run on in fleets: see Kernels of evaluator.Report.
const Kernels = "spirv"

// Device is a GPU on which fleets train, with the learner's program. Fleets may be on
// it at the same time, and wait for each other.
type Device struct {
	gpu *gpu.Device

	mu      sync.Mutex
	learner *gpu.Program // nil until the first fleet needs it
}

// NewDevice makes an open GPU ready for fleets. It stays the caller's to close.
func NewDevice(g *gpu.Device) *Device { return &Device{gpu: g} }

// Info describes the GPU.
func (d *Device) Info() gpu.Info { return d.gpu.Info() }

// software says that the processor computes what the device should.
func (d *Device) software() bool { return d.gpu.Info().Kind == gpu.Software }

// load returns the learner's program, which all fleets share.
func (d *Device) load() (*gpu.Program, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.learner != nil {
		return d.learner, nil
	}
	p, err := learner()
	if err != nil {
		return nil, fmt.Errorf("the learner's program: %w", err)
	}
	m, err := spirv.Emit(p, d.Info().Shaders())
	if err != nil {
		return nil, fmt.Errorf("the learner's program: %w", err)
	}
	d.learner, err = d.gpu.Load(m)
	return d.learner, err
}

// learner returns the program of package kernels' entries, which is compiled once.
var learner = sync.OnceValues(func() (*ir.Program, error) {
	own, err := kernels.Text()
	if err != nil {
		return nil, err
	}
	mathematics, err := math32.Text()
	if err != nil {
		return nil, err
	}
	u := kernel.Unit{Packages: []kernel.Package{freePackage(kernels.Path, own)}}
	for _, name := range kernels.Entries() {
		u.Entries = append(u.Entries, kernel.Entry{Package: kernels.Path, Func: name, Name: name, Grid: true})
	}
	library := []kernel.Package{freePackage(mathPath, nil), freePackage(rngPath, map[string]string{"rng.go": rng.Text()})}
	for i, text := range mathematics {
		library[0].Files = append(library[0].Files, kernel.File{Name: fmt.Sprintf("math32/%d.go", i), Text: text})
	}
	l, err := kernel.NewLibrary(library...)
	if err != nil {
		return nil, err
	}
	return l.Narrow(u)
})

// What the learner's text imports.
const (
	mathPath = "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math32"
	rngPath  = "github.com/rewardsmith/rewardsmith/envs/rng"
)

// freePackage is a package of ours, which takes no fuel, of files by their names.
func freePackage(path string, files map[string]string) kernel.Package {
	p := kernel.Package{Path: path, Free: true}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		p.Files = append(p.Files, kernel.File{Name: name, Text: files[name]})
	}
	return p
}
