package fleet

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet/kernels"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

// Size is how much memory a buffer takes.
type Size struct {
	Buffer string
	Words  int // of 32 bits
}

// Use is what a kernel takes of a device.
type Use struct {
	Kernel      string
	Invocations int // of a dispatch for all jobs
	Buffers     int
}

// Plan is what a fleet needs of a device.
type Plan struct {
	Jobs      int
	Instances int    // of each job
	Parts     int    // buffers that hold the observations of a rollout: more than 1 where one would be too large
	Buffers   []Size // the largest first
	Kernels   []Use
}

// Bytes returns the size of all buffers.
func (p *Plan) Bytes() uint64 {
	total := uint64(0)
	for _, b := range p.Buffers {
		total += 4 * uint64(b.Words)
	}
	return total
}

// Estimate plans the fleets of Split on a device with limits, before there is one. Their
// rewards remember no more between steps than those of the jobs.
func Estimate(c Config, limits gpu.Limits) ([]*Plan, error) {
	p, _, err := c.program()
	if err != nil {
		return nil, err
	}
	sizes, err := c.split(p, limits)
	if err != nil {
		return nil, err
	}
	plans, bySize := make([]*Plan, len(sizes)), map[int]*Plan{}
	for i, n := range sizes {
		if bySize[n] == nil {
			l, err := c.layout(p, n, limits)
			if err != nil {
				return nil, err
			}
			bySize[n] = l.plan()
		}
		plans[i] = bySize[n]
	}
	return plans, nil
}

// Split divides jobs into fleets that have room on the device, one at a time: it
// returns the number of jobs of each. The error, where a single job does not fit,
// tells how many instances would.
func Split(c Config) ([]int, error) {
	p, _, err := c.program()
	if err != nil {
		return nil, err
	}
	return c.split(p, c.Device.Info().Limits)
}

func (c *Config) split(p *rollout.Program, limits gpu.Limits) ([]int, error) {
	var refusal error
	for n := len(c.Jobs); n >= 1; n-- {
		if refusal = c.fits(p, n, limits); refusal == nil {
			return shares(len(c.Jobs), n), nil
		}
	}
	return nil, c.tooLarge(p, limits, refusal)
}

// shares divides jobs into as few fleets of at most n as possible, of about equal
// sizes.
func shares(jobs, n int) []int {
	var list []int
	for fleets := (jobs + n - 1) / n; fleets > 0; fleets-- {
		size := (jobs + fleets - 1) / fleets
		list = append(list, size)
		jobs -= size
	}
	return list
}

// fits returns why a fleet of so many jobs has no room on a device.
func (c *Config) fits(p *rollout.Program, jobs int, limits gpu.Limits) error {
	l, err := c.layout(p, jobs, limits)
	if err != nil {
		return err
	}
	return l.plan().Fits(limits)
}

// Fits returns why a device with these limits, of which 0 is unknown, has no room for
// the fleet, if it has none: an error that is gpu.ErrOutOfMemory or gpu.ErrLimit.
func (p *Plan) Fits(l gpu.Limits) error {
	for _, k := range p.Kernels {
		if int64(k.Invocations) > gpu.MaxInvocations {
			return fmt.Errorf("kernel %s runs %d times at once, it may %d times: %w", k.Kernel, k.Invocations, int64(gpu.MaxInvocations), gpu.ErrLimit)
		}
		if l.Storage > 0 && k.Buffers > l.Storage {
			return fmt.Errorf("kernel %s has %d buffers, one may have %d on this device: %w", k.Kernel, k.Buffers, l.Storage, gpu.ErrLimit)
		}
	}
	for _, b := range p.Buffers {
		bytes := 4 * uint64(b.Words)
		for _, most := range []uint64{l.BufferBytes, l.BindingBytes} {
			if most > 0 && bytes > most {
				return fmt.Errorf("buffer %s takes %d MB, one may have %d MB on this device: %w", b.Buffer, bytes>>20, most>>20, gpu.ErrLimit)
			}
		}
	}
	if bytes, most := p.Bytes(), l.MemoryBytes/10*9; most > 0 && bytes > most {
		return fmt.Errorf("buffers take %d MB, the device has room for %d MB: %w", bytes>>20, most>>20, gpu.ErrOutOfMemory)
	}
	return nil
}

// tooLarge says how many instances of a single job would fit.
func (c *Config) tooLarge(p *rollout.Program, limits gpu.Limits, refusal error) error {
	if !errors.Is(refusal, gpu.ErrLimit) && !errors.Is(refusal, gpu.ErrOutOfMemory) {
		return refusal
	}
	few, many := 0, c.Settings.Envs // fit, do not fit
	for many-few > 1 {
		smaller := *c
		smaller.Settings.Envs = (few + many) / 2
		smaller.Settings.Minibatch = max(2, min(c.Settings.Minibatch, smaller.Settings.Envs*c.Settings.Horizon))
		if smaller.fits(p, 1, limits) == nil {
			few = smaller.Settings.Envs
		} else {
			many = smaller.Settings.Envs
		}
	}
	if few == 0 {
		return fmt.Errorf("a single training does not fit on the device: %w; lower horizon or minibatch, or use the CPU", refusal)
	}
	return fmt.Errorf("a single training of %d instances does not fit on the device: %w; %d instances would fit: lower envs, horizon or minibatch", c.Settings.Envs, refusal, few)
}

// Buffers of a fleet besides those of package kernels. Where package rollout knows a
// buffer, both call it the same.
const (
	statistics    kernels.Buffer = "statistics"
	totalsPartial kernels.Buffer = "totalsPartial" // of the sums of statistics
	totals        kernels.Buffer = "totals"        // [J][columns][2]: two numbers each, whose sum is the total
	faults        kernels.Buffer = "faults"        // of package rollout
	jobWords      kernels.Buffer = "jobs"          // of package rollout
)

// layout is where everything lies on the device.
type layout struct {
	learner *kernels.Plan
	program *rollout.Program
	words   map[kernels.Buffer]int
}

// layout plans a fleet of so many jobs. The rollout of a single one is in as few parts
// as the limits of buffers allow, and its minibatches in few portions; several jobs that do not fit are fewer in a fleet
// instead, see split. Errors are those of arrange.
func (c *Config) layout(p *rollout.Program, jobs int, limits gpu.Limits) (*layout, error) {
	shape := c.shape(jobs)
	if jobs == 1 {
		shape.PartSteps, shape.PortionRows = partSteps(&shape, limits), portionRows(&shape, limits)
	}
	return c.arrange(p, shape)
}

// partSteps returns how many steps of a rollout are in a part, for as few parts of about
// the same size as possible. Where even a step is too large for a buffer it is all of
// them, as without limits.
func partSteps(s *kernels.Shape, limits gpu.Limits) int {
	steps, widest := s.Horizon, uint64(max(s.Width(0), s.Raw()))
	for _, most := range []uint64{limits.BufferBytes, limits.BindingBytes} {
		if most > 0 {
			steps = min(steps, int(most/4/widest/uint64(s.Jobs)/uint64(s.Instances)))
		}
	}
	if steps == 0 {
		return s.Horizon
	}
	parts := (s.Horizon + steps - 1) / steps
	return (s.Horizon + parts - 1) / parts
}

// portionRows returns how many rows of a minibatch there is room for in every buffer.
func portionRows(s *kernels.Shape, limits gpu.Limits) int {
	rows := kernels.Pad4(s.Minibatch)
	for _, most := range []uint64{limits.BufferBytes, limits.BindingBytes} {
		if most > 0 {
			rows = min(rows, int(most/4/uint64(s.RowWords())/uint64(s.Jobs)))
		}
	}
	return rows
}

// arrange plans a fleet of a shape. Its errors are those of the sizes, but for one of
// ours, where the learner and the rollout differ about a buffer that both use.
func (c *Config) arrange(p *rollout.Program, shape kernels.Shape) (*layout, error) {
	shape.Counts = c.Counts.shape(p)
	plan, err := kernels.NewPlan(shape, c.coefficients())
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, gpu.ErrLimit)
	}
	l := &layout{learner: plan, program: p, words: plan.Words()}
	sizes := rollout.Sizes{Jobs: shape.Jobs, Instances: shape.Instances, Horizon: shape.Horizon, PartSteps: shape.PartSteps}
	for _, e := range p.Entries() {
		if e.Name == rollout.EntryPlay {
			continue
		}
		for _, parameter := range e.Parameters {
			if err := l.share(kernels.Buffer(parameter.Name), p.Words(parameter, sizes)); err != nil {
				return nil, fmt.Errorf("entry %s of %s: %w", e.Name, c.Spec.Name, err)
			}
		}
	}
	columns := l.totalColumns()
	l.words[totals] = 2 * shape.Jobs * columns
	l.words[totalsPartial] = plan.FoldPartialWords(columns)
	return l, nil
}

// share takes in a buffer of the rollout program, which may be the learner's, too. One
// without a size is another's.
func (l *layout) share(name kernels.Buffer, words int) error {
	if had, ok := l.words[name]; ok && words > 0 && had != words {
		return fmt.Errorf("buffer %s has %d words for one kernel and %d for another: an error of this program, use the CPU", name, had, words)
	}
	if words > 0 {
		l.words[name] = words
	}
	return nil
}

// totalColumns is the number of statistics that are added up after a rollout: those
// before the moments of observations.
func (l *layout) totalColumns() int { return l.program.Statistics().Deviations }

// plan lists the sizes.
func (l *layout) plan() *Plan {
	p := &Plan{Jobs: l.learner.Jobs, Instances: l.learner.Instances, Parts: len(l.learner.Parts())}
	for _, name := range slices.Sorted(maps.Keys(l.words)) {
		p.Buffers = append(p.Buffers, Size{string(name), l.words[name]})
	}
	slices.SortStableFunc(p.Buffers, func(a, b Size) int { return cmp.Compare(b.Words, a.Words) })
	for _, x := range l.kernels() {
		p.Kernels = append(p.Kernels, Use{x.Kernel, x.Invocations(p.Jobs), len(x.Buffers)})
	}
	return p
}

// kernels launches each kernel that a fleet needs at least once, in a grid as large as
// it ever is.
func (l *layout) kernels() []kernels.Launch {
	s := &schedule{layout: l}
	return slices.Concat(
		[]kernels.Launch{s.entry(rollout.EntryReset, nil), s.steps(0, 0, 1, 0)},
		s.merge(0, 1), s.learner.Renormalise(false), s.count(0), s.fold(), s.learner.Judge(0), s.learner.Prepare(1), s.learner.Step(0, 0, 1, 0),
	)
}
