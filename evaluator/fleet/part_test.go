package fleet

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet/kernels"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
)

// wide are settings of a training whose observations are by far its largest buffer.
func wide(t *testing.T) Config {
	c := Config{Spec: newCartpole(t).Spec(), Settings: tiny(), Jobs: []Job{{human, 1}, {human, 2}}}
	c.Settings.Envs, c.Settings.Horizon, c.Settings.Minibatch = 1000, 64, 10
	return c
}

// step and whole are the bytes that observations of wide take: those of a step, and
// numbers of a whole rollout of which there is one for each transition.
const (
	step  = 4 * 4 * 1000
	whole = 4 * 64 * 1000
)

// TestObservationsAreInParts plans for buffers that are smaller than the observations of
// a training.
func TestObservationsAreInParts(t *testing.T) {
	c := wide(t)
	program, _, err := c.program()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		limits gpu.Limits
		steps  []int // of the parts
	}{
		{gpu.Limits{}, []int{64}},
		{gpu.Limits{BufferBytes: 64 * step}, []int{64}},
		{gpu.Limits{BindingBytes: 64*step - 1}, []int{32, 32}},
		{gpu.Limits{BindingBytes: 50 * step, BufferBytes: 22 * step}, []int{22, 22, 20}},
		{gpu.Limits{BindingBytes: 20 * step, BufferBytes: 60 * step}, []int{16, 16, 16, 16}},
	} {
		l, err := c.layout(program, 1, tt.limits)
		if err != nil {
			t.Fatal(err)
		}
		var steps []int
		for _, part := range l.learner.Parts() {
			steps = append(steps, part.Steps)
		}
		if diff := cmp.Diff(tt.steps, steps); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", tt.limits, diff)
		}
		p := l.plan()
		if err := p.Fits(tt.limits); err != nil || p.Parts != len(tt.steps) {
			t.Errorf("%+v: %d parts, %v", tt.limits, p.Parts, err)
		}
		all, err := c.layout(program, 1, gpu.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := p.Bytes(), all.plan().Bytes(); got != want {
			t.Errorf("%+v: parts take %d bytes, one takes %d", tt.limits, got, want)
		}
		one := c
		one.Jobs = c.Jobs[:1]
		estimate, err := Estimate(one, tt.limits)
		if err != nil || len(estimate) != 1 || estimate[0].Parts != p.Parts {
			t.Errorf("%+v: %+v is estimated, %v", tt.limits, estimate, err)
		}
	}
}

// TestSplitTriesPartsLast has fleets of several jobs only where each is in one part, and
// refuses a job whose other buffers do not fit either: as many instances as the error
// names are in parts, and fit.
func TestSplitTriesPartsLast(t *testing.T) {
	c := wide(t)
	program, _, err := c.program()
	if err != nil {
		t.Fatal(err)
	}
	for most, want := range map[uint64][]int{2 * 64 * step: {2}, 64 * step: {1, 1}, whole: {1, 1}} {
		got, err := c.split(program, gpu.Limits{BufferBytes: most})
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("buffers of %d bytes: %v (-want +got):\n%s", most, err, diff)
		}
	}
	limits := gpu.Limits{BufferBytes: whole - 1}
	_, err = c.split(program, limits)
	if !errors.Is(err, gpu.ErrLimit) || strings.Contains(fmt.Sprint(err), "buffer obs") {
		t.Fatalf("error %v, want a limit of another buffer", err)
	}
	found := regexp.MustCompile(`; (\d+) instances would fit`).FindStringSubmatch(fmt.Sprint(err))
	if found == nil {
		t.Fatalf("error %q does not say how many instances fit", err)
	}
	if c.Settings.Envs, _ = strconv.Atoi(found[1]); c.Settings.Envs != 999 {
		t.Errorf("%d instances would fit, want 999", c.Settings.Envs)
	}
	if got, err := c.split(program, limits); err != nil || len(got) != 2 {
		t.Errorf("%d instances: fleets of %v, %v", c.Settings.Envs, got, err)
	}
}

// TestPortionsDoNotChangeBits trains a job on a device whose buffers hold a whole
// minibatch, or two thirds of it.
func TestPortionsDoNotChangeBits(t *testing.T) {
	d, env := NewDevice(gputest.Open(t)), newCartpole(t)
	s := tiny()
	s.Steps, s.Minibatch = s.Steps/2, 192
	config := Config{Device: d, Spec: env.Spec(), Settings: s, Jobs: []Job{{human, 7}}}
	const row = 4 * 2 * 8 // bytes of the hidden layers' outputs
	var want []trained
	for rows, have := range map[uint64]int{192: 192, 191: 128} {
		f, err := newWithin(t.Context(), config, gpu.Limits{BindingBytes: rows * row})
		if err != nil {
			t.Fatal(err)
		}
		if got := f.schedule.words[kernels.Activation(0)] * 4; got != have*row {
			t.Errorf("%d rows fit: outputs of %d are kept, want %d", rows, got/row, have)
		}
		got := train(t, f)
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d rows fit (-one +other):\n%s", rows, diff)
		}
	}
}

// TestPartsDoNotChangeBits trains a job on a device whose buffers hold all observations
// of a rollout, half of them, or three steps of eight.
func TestPartsDoNotChangeBits(t *testing.T) {
	d, env := NewDevice(gputest.Open(t)), newCartpole(t)
	s := tiny()
	s.Steps /= 2
	var want []trained
	for parts, most := range []uint64{0, 8, 4, 3} {
		limits := gpu.Limits{BufferBytes: most * uint64(4*4*s.Envs)}
		f, err := newWithin(t.Context(), Config{Device: d, Spec: env.Spec(), Settings: s, Jobs: []Job{{human, 7}}}, limits)
		if err != nil {
			t.Fatal(err)
		}
		if n := f.schedule.plan().Parts; n != max(parts, 1) {
			t.Errorf("%d steps fit: %d parts, want %d", most, n, parts)
		}
		got := train(t, f)
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d parts (-one +%d):\n%s", parts, parts, diff)
		}
	}
}
