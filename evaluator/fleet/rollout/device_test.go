package rollout

import (
	"fmt"
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
)

// device runs the entries of a program by the interpreter of the representation,
// on buffers of exactly the sizes that the table of entries tells.
type device struct {
	program *Program
	code    *ir.Program
	sizes   Sizes
	buffers map[string][]uint32
	sites   []interp.Fault // of the last run
	most    int            // loop iterations of an invocation, of the last run
	gpu     *onGPU         // what runs the entries instead, nil for the interpreter
}

// fuel is that of the environment's functions and of rewards, unless a test says
// otherwise.
const fuel = 100_000

func newDevice(t testing.TB, p *Program, s Sizes) *device {
	t.Helper()
	d := &device{program: p, code: narrowed(t, p), sizes: s, buffers: map[string][]uint32{}}
	for _, e := range p.Entries() {
		for _, of := range e.Parameters {
			if n := p.Words(of, s); n > 0 {
				if have := d.buffers[of.Name]; have != nil && len(have) != n {
					t.Fatalf("buffer %s has %d words here and %d there", of.Name, n, len(have))
				}
				d.buffers[of.Name] = make([]uint32, n)
			}
		}
	}
	return d
}

// job says what a job trains with.
func (d *device) job(j, reward int, seed uint64) {
	copy(d.buffers["jobs"][j*JobWords:], []uint32{uint32(reward), uint32(seed), uint32(seed >> 32), 0})
}

// run runs an entry for active jobs. Scalars that are not given are 0, but those
// that the sizes tell and fuel.
func (d *device) run(t testing.TB, entry string, active []uint32, scalars map[string]uint32) {
	t.Helper()
	perJob := uint32(d.sizes.Instances+63) / 64 * 64
	values := map[string]uint32{
		"instances": uint32(d.sizes.Instances), "perJob": perJob, "all": uint32(d.sizes.all()), "horizon": uint32(d.sizes.Horizon),
		"stepFuel": fuel, "rewardFuel": fuel,
	}
	for name, v := range scalars {
		values[name] = v
	}
	l := interp.Launch{End: uint32(len(active)) * perJob, Fuel: fuel}
	for _, e := range d.program.Entries() {
		if e.Name != entry {
			continue
		}
		for _, of := range e.Parameters {
			switch {
			case of.Element <= BoolScalar:
				l.Args = append(l.Args, values[of.Name])
			case of.Name == "active":
				l.Buffers = append(l.Buffers, active)
			default:
				l.Buffers = append(l.Buffers, d.buffers[of.Name])
			}
		}
	}
	if d.gpu != nil {
		d.gpu.run(t, d, entry, l)
		return
	}
	ran, err := interp.Grid(d.code.Entry(entry), l)
	if err != nil {
		t.Fatal(err)
	}
	d.sites, d.most = ran.Sites, ran.Iterations
}

// float returns element i of a buffer of numbers.
func (d *device) float(buffer string, i int) float64 {
	return float64(math.Float32frombits(d.buffers[buffer][i]))
}

// set sets element i of a buffer of numbers.
func (d *device) set(buffer string, i int, v float64) {
	d.buffers[buffer][i] = math.Float32bits(float32(v))
}

// column returns the words of one instance: one of every column.
func (d *device) column(buffer string, at int) []uint32 {
	var words []uint32
	for i := at; i < len(d.buffers[buffer]); i += d.sizes.all() {
		words = append(words, d.buffers[buffer][i])
	}
	return words
}

// fault returns the fault of instance n of job j.
func (d *device) fault(j, n int) Fault {
	return d.program.Fault(d.column("faults", j*d.sizes.Instances+n))
}

// healthy fails where an instance has a fault.
func (d *device) healthy(t testing.TB) {
	t.Helper()
	for j := range d.sizes.Jobs {
		for n := range d.sizes.Instances {
			if f := d.fault(j, n); f.Kind != NoFault {
				t.Fatalf("instance %d of job %d: %s (%s)", n, j, describe(d, f), d.program.spec.State.Format(f.State))
			}
		}
	}
}

func describe(d *device, f Fault) string {
	s := fmt.Sprintf("%s at time %d, value %g, term %d", f.Kind, f.Time, f.Value, f.Term)
	if f.Site != 0 && int(f.Site) < len(d.sites) {
		s += ", " + d.sites[f.Site].Error()
	}
	return s
}
