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
	f := newFleet(t, NewDevice(g), env, tiny(), Job{human, 1}, Job{human, 2}, Job{sparse, 3})
	defer f.Close()
	p, err := Estimate(env.Spec(), tiny(), Counts{}, 3, 3, g.Info().Limits)
	if err != nil {
		t.Fatal(err)
	}
	got, want := g.Bytes(), p.Bytes()
	if rounding := uint64(16 * len(p.Buffers)); got < want || got > want+rounding {
		t.Errorf("%d bytes are allocated, %d were planned for %d buffers", got, want, len(p.Buffers))
	}
	more, err := Estimate(env.Spec(), tiny(), Counts{}, 3, 10, g.Info().Limits)
	if err != nil {
		t.Fatal(err)
	}
	if more.Bytes() <= p.Bytes() {
		t.Errorf("ten terms take %d bytes, three %d", more.Bytes(), p.Bytes())
	}
	for i, b := range p.Buffers[1:] {
		if b.Words > p.Buffers[i].Words {
			t.Errorf("buffer %s is larger than the one before", b.Buffer)
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
			s := tiny()
			s.Hidden = hidden
			if _, err := Estimate(env.Spec(), s, Counts{}, 3, 1, gpu.Limits{}); err != nil {
				t.Errorf("%s, hidden layers of %v: %v", env.Spec().Name, hidden, err)
			}
		}
	}
}
