package fleet

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/kernels"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
)

// TestEstimateIsWhatIsAllocated compares a plan with the memory that a fleet takes.
func TestEstimateIsWhatIsAllocated(t *testing.T) {
	g, env := gputest.Open(t), newCartpole(t)
	jobs := []Job{{human, 1}, {human, 2}, {sparse, 3}}
	f := newFleet(t, NewDevice(g), env, tiny(), jobs...)
	defer f.Close()
	c := Config{Spec: env.Spec(), Settings: tiny(), Jobs: jobs}
	p := estimateOne(t, c, g.Info().Limits)
	got, want := g.Bytes(), p.Bytes()
	if rounding := uint64(16 * len(p.Buffers)); got < want || got > want+rounding {
		t.Errorf("%d bytes are allocated, %d were planned for %d buffers", got, want, len(p.Buffers))
	}
	c.Terms = 10
	if more := estimateOne(t, c, g.Info().Limits); more.Bytes() <= p.Bytes() {
		t.Errorf("ten terms take %d bytes, three %d", more.Bytes(), p.Bytes())
	}
	for i, b := range p.Buffers[1:] {
		if b.Words > p.Buffers[i].Words {
			t.Errorf("buffer %s is larger than the one before", b.Buffer)
		}
	}
}

// estimateOne plans jobs that fit together.
func estimateOne(t *testing.T, c Config, limits gpu.Limits) *Plan {
	t.Helper()
	plans, err := Estimate(c, limits)
	if err != nil || len(plans) != 1 {
		t.Fatalf("%d fleets, %v; want one", len(plans), err)
	}
	return plans[0]
}

// TestEstimatesFit: the more terms rewards may have, the fewer jobs are in a fleet, and
// every fleet fits with what its terms take.
func TestEstimatesFit(t *testing.T) {
	for what, counts := range map[string]Counts{"totals": {}, "counts": {Bonus: 1, Bins: 20, Beyond: 200}} {
		c := sixteen(t)
		c.Counts = counts
		room := gpu.Limits{MemoryBytes: (estimateOne(t, c, gpu.Limits{}).Bytes() + 10) / 9 * 10}
		estimateOne(t, c, room) // all sixteen, with their own terms
		for _, terms := range []int{20, 40} {
			c.Terms = terms
			plans, err := Estimate(c, room)
			if err != nil || len(plans) < 2 {
				t.Errorf("%s, %d terms: %d fleets, %v; want several", what, terms, len(plans), err)
			}
			jobs := 0
			for _, p := range plans {
				jobs += p.Jobs
				if err := p.Fits(room); err != nil {
					t.Errorf("%s, %d terms: a fleet of %d jobs: %v", what, terms, p.Jobs, err)
				}
			}
			if jobs != 16 {
				t.Errorf("%s, %d terms: %d jobs are planned, want 16", what, terms, jobs)
			}
		}
		c.Jobs, c.Terms = c.Jobs[:1], 0
		one := gpu.Limits{MemoryBytes: (estimateOne(t, c, gpu.Limits{}).Bytes() + 10) / 9 * 10}
		c.Terms = 40
		if _, err := Estimate(c, one); !errors.Is(err, gpu.ErrOutOfMemory) {
			t.Errorf("%s: a job of 40 terms where there is room for its own: %v, want an error of memory", what, err)
		}
	}
}

// sixteen is a fleet of sixteen jobs that is never made.
func sixteen(t *testing.T) Config {
	c := Config{Spec: newCartpole(t).Spec(), Settings: tiny()}
	for seed := range 16 {
		c.Jobs = append(c.Jobs, Job{human, uint64(seed)})
	}
	return c
}

func TestSplit(t *testing.T) {
	c := sixteen(t)
	program, _, err := c.program()
	if err != nil {
		t.Fatal(err)
	}
	plan := func(jobs int) *Plan {
		l, err := c.layout(program, jobs, gpu.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		return l.plan()
	}
	bytes := func(jobs int) uint64 { return plan(jobs).Bytes() }
	largest := 4 * uint64(plan(5).Buffers[0].Words)
	for _, tt := range []struct {
		name   string
		limits gpu.Limits
		want   []int
	}{
		{"no limits are known", gpu.Limits{}, []int{16}},
		{"all fit", gpu.Limits{MemoryBytes: bytes(16) * 2}, []int{16}},
		{"memory for fifteen", gpu.Limits{MemoryBytes: (bytes(15) + 10) / 9 * 10}, []int{8, 8}},
		{"memory for five", gpu.Limits{MemoryBytes: (bytes(5) + 10) / 9 * 10}, []int{4, 4, 4, 4}},
		{"buffers for five", gpu.Limits{BufferBytes: largest}, []int{4, 4, 4, 4}},
		{"bindings for six", gpu.Limits{BindingBytes: largest * 6 / 5}, []int{6, 5, 5}},
	} {
		got, err := c.split(program, tt.limits)
		if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, err, diff)
		}
	}
}

// TestSplitNamesTheInstancesThatFit takes the way out that the error names.
func TestSplitNamesTheInstancesThatFit(t *testing.T) {
	c := sixteen(t)
	c.Settings.Envs = 10_000
	limits := gpu.Limits{MemoryBytes: 4 << 20}
	program, _, err := c.program()
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.split(program, limits)
	if !errors.Is(err, gpu.ErrOutOfMemory) {
		t.Fatalf("error %v, want one of memory", err)
	}
	found := regexp.MustCompile(`; (\d+) instances would fit`).FindStringSubmatch(fmt.Sprint(err))
	if found == nil {
		t.Fatalf("error %q does not say how many instances fit", err)
	}
	c.Settings.Envs, _ = strconv.Atoi(found[1])
	if _, err := c.split(program, limits); err != nil {
		t.Errorf("%d instances do not fit: %v", c.Settings.Envs, err)
	}
	c.Settings.Envs++
	if _, err := c.split(program, limits); err == nil {
		t.Errorf("%d instances fit, too", c.Settings.Envs)
	}
	if _, err := c.split(program, gpu.Limits{MemoryBytes: 100}); !errors.Is(err, gpu.ErrOutOfMemory) {
		t.Errorf("100 bytes: error %v, want one of memory", err)
	}
}

// TestFitsKernels bounds what kernels take of a device.
func TestFitsKernels(t *testing.T) {
	c := sixteen(t)
	program, _, err := c.program()
	if err != nil {
		t.Fatal(err)
	}
	l, err := c.layout(program, 16, gpu.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	p := l.plan()
	most := 0
	for _, k := range p.Kernels {
		most = max(most, k.Buffers)
	}
	if err := p.Fits(gpu.Limits{Storage: most}); err != nil {
		t.Errorf("%d buffers: %v", most, err)
	}
	if err := p.Fits(gpu.Limits{Storage: most - 1}); !errors.Is(err, gpu.ErrLimit) {
		t.Errorf("%d buffers: error %v, want one of a limit", most-1, err)
	}
	p.Kernels[1].Invocations = gpu.MaxInvocations
	if err := p.Fits(gpu.Limits{}); err != nil {
		t.Errorf("%d invocations: %v", p.Kernels[1].Invocations, err)
	}
	p.Kernels[1].Invocations++
	if err := p.Fits(gpu.Limits{}); !errors.Is(err, gpu.ErrLimit) {
		t.Errorf("%d invocations: error %v, want one of a limit", p.Kernels[1].Invocations, err)
	}
}

// TestPlanHasEveryKernel compares the kernels of a plan with those that are launched.
func TestPlanHasEveryKernel(t *testing.T) {
	c := sixteen(t)
	program, _, err := c.program()
	if err != nil {
		t.Fatal(err)
	}
	l, err := c.layout(program, 16, gpu.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	largest := func(list []kernels.Launch) map[string]Use {
		of := map[string]Use{}
		for _, x := range list {
			if n := x.Invocations(16); n >= of[x.Kernel].Invocations {
				of[x.Kernel] = Use{x.Kernel, n, len(x.Buffers)}
			}
		}
		return of
	}
	s := &schedule{layout: l, settings: &c.Settings, pace: pace{steps: 1}}
	if diff := cmp.Diff(largest(append(s.advance(0), s.advance(1)...)), largest(l.kernels())); diff != "" {
		t.Errorf("kernels launched and planned (-want +got):\n%s", diff)
	}
}

// TestSharedBuffersHaveOneSize refuses two sizes of one buffer.
func TestSharedBuffersHaveOneSize(t *testing.T) {
	l := &layout{words: map[kernels.Buffer]int{kernels.Obs: 8}}
	for _, words := range []int{8, 0} { // 0: another's to say
		if err := l.share(kernels.Obs, words); err != nil || l.words[kernels.Obs] != 8 {
			t.Errorf("%d words: error %v, the buffer has %d", words, err, l.words[kernels.Obs])
		}
	}
	for _, words := range []int{7, 9} {
		if err := l.share(kernels.Obs, words); err == nil {
			t.Errorf("%d words: no error", words)
		}
	}
	if err := l.share(faults, 3); err != nil || l.words[faults] != 3 {
		t.Errorf("a buffer of its own: error %v, %d words", err, l.words[faults])
	}
}

// TestBuffersOfAllEnvironments plans fleets of every environment: the learner and the
// rollout agree about what they share.
func TestBuffersOfAllEnvironments(t *testing.T) {
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, env := range all {
		for _, hidden := range [][]int{{64, 64}, {5}, {7, 30, 2}} {
			c := Config{Spec: env.Spec(), Settings: tiny(), Jobs: []Job{{human, 1}, {human, 2}, {human, 3}}}
			c.Settings.Hidden = hidden
			if _, err := Estimate(c, gpu.Limits{}); err != nil {
				t.Errorf("%s, hidden layers of %v: %v", env.Spec().Name, hidden, err)
			}
		}
	}
}
