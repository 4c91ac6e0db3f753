package critic

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic/output"
	"github.com/rewardsmith/rewardsmith/envs"
)

// fake is a reward in Go. call counts from 0 over the life of its process.
type fake func(call int, next float64) (float64, *wireFault)

// runner serves spans as a child would, one term named r.
func (f fake) runner() runner {
	call := 0
	return func(_ context.Context, s span, out *columns) (int, *wireFault, error) {
		if out.total == nil {
			out.total, out.names = make([]float64, s.b.Len()), []string{"r"}
			out.terms = makeColumns(1, s.b.Len())
		}
		for i := s.lo; i < s.hi; i++ {
			v, fault := f(call, s.b.Next[0][i])
			call++
			if fault != nil {
				return i - s.lo, fault, nil
			}
			out.total[i], out.terms[0][i] = v, v
		}
		return s.hi - s.lo, nil, nil
	}
}

func probeSubject(reachable, corner []float64) *Subject {
	inf := math.Inf(1)
	s := &Subject{
		State:  envs.Schema{{Name: "X", Unit: "m", Lo: -inf, Hi: inf}},
		Action: envs.Schema{{Name: "F", Unit: "N", Lo: -inf, Hi: inf}},
	}
	batch := func(next []float64) *envs.Transitions {
		n := len(next)
		return &envs.Transitions{
			T: n, N: 1, State: makeColumns(1, n), Action: makeColumns(1, n), Next: [][]float64{next},
			Start: make([]bool, n), Terminated: make([]bool, n), Truncated: make([]bool, n),
		}
	}
	s.Reachable = []*envs.Transitions{batch(reachable)}
	if corner != nil {
		s.Corners = batch(corner)
	}
	return s
}

func TestProbe(t *testing.T) {
	panics := &wireFault{Reason: "panic", Message: "Reward panics: boom"}
	tests := []struct {
		name   string
		reward fake
		want   string // reasons, warnings in brackets
		text   string // in the first message
	}{
		{"fine", func(_ int, x float64) (float64, *wireFault) { return x, nil }, "", ""},
		{"constant", func(_ int, x float64) (float64, *wireFault) { return 3, nil }, "[constant]", "Reward is 3 for every"},
		{"nan", func(_ int, x float64) (float64, *wireFault) { return math.Sqrt(x - 1), nil }, "nan", "the term r is NaN at s = {X 0 m}, a = {F 0 N}, next = {X 0 m}"},
		{"inf", func(_ int, x float64) (float64, *wireFault) { return 1 / x, nil }, "inf", "+Inf"},
		{"nan and inf", func(_ int, x float64) (float64, *wireFault) { return math.Log(x - 1), nil }, "nan inf", "NaN"},
		{"large", func(_ int, x float64) (float64, *wireFault) { return x * 1e9, nil }, "magnitude", "the reward is 1e+09, beyond 1e+06"},
		{"panic", func(_ int, x float64) (float64, *wireFault) {
			if x == 2 {
				return 0, panics
			}
			return x, nil
		}, "panic", "boom at s = "},
		{"corner nan", func(_ int, x float64) (float64, *wireFault) { return math.Log(1000 - x), nil }, "[nan]", "which play may never reach"},
		{"corner panic", func(_ int, x float64) (float64, *wireFault) {
			if x > 100 {
				return 0, panics
			}
			return x, nil
		}, "[panic]", "which play may never reach"},
		{"counts its calls", func(call int, x float64) (float64, *wireFault) { return x + float64(call), nil }, "stateful", "the same call gave 4.5 and then 5.5"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := &prober{
				kind: output.Default(), subject: probeSubject([]float64{0, 1, 2, 3, 0.5}, []float64{5000}), limits: DefaultLimits(),
				run: tt.reward.runner(), fresh: tt.reward.runner(),
			}
			if err := p.probe(context.Background()); err != nil {
				t.Fatal(err)
			}
			checkReasons(t, p.findings(), tt.want, tt.text)
		})
	}
}

func checkReasons(t *testing.T, found []Finding, want, text string) {
	t.Helper()
	var reasons []string
	for _, f := range found {
		if f.Rejects {
			reasons = append(reasons, f.Reason)
		} else {
			reasons = append(reasons, "["+f.Reason+"]")
		}
	}
	if got := strings.Join(reasons, " "); got != want {
		t.Errorf("findings %s, want %s: %v", got, want, found)
	}
	if len(found) > 0 && !strings.Contains(found[0].Message, text) {
		t.Errorf("message %q, want %q in it", found[0].Message, text)
	}
}

// TestProbeTellsNoiseFromState replays in a fresh process that gives other
// values for the same calls in the same order.
func TestProbeTellsNoiseFromState(t *testing.T) {
	noise := 0.0
	reward := fake(func(_ int, x float64) (float64, *wireFault) { noise++; return x + noise, nil })
	p := &prober{subject: probeSubject([]float64{0, 1, 2}, nil), kind: output.Default(), limits: DefaultLimits(), run: reward.runner(), fresh: reward.runner()}
	if err := p.probe(context.Background()); err != nil {
		t.Fatal(err)
	}
	checkReasons(t, p.findings(), "nondeterministic", "the same call gave")
}

func TestComponentsSum(t *testing.T) {
	reward := fake(func(_ int, x float64) (float64, *wireFault) { return x, nil })
	inner := reward.runner()
	double := func(ctx context.Context, s span, out *columns) (int, *wireFault, error) {
		n, f, err := inner(ctx, s, out)
		for i := range out.total {
			out.total[i] = 2 * out.terms[0][i]
		}
		return n, f, err
	}
	p := &prober{subject: probeSubject([]float64{0, 1, 2}, nil), kind: output.Default(), limits: DefaultLimits(), run: double, fresh: double}
	if err := p.probe(context.Background()); err != nil {
		t.Fatal(err)
	}
	checkReasons(t, p.findings(), "[components-sum]", "the terms add up to 1 but the reward is 2")
}

func TestSampleKeepsExtremesAndEnds(t *testing.T) {
	n := 10000
	next := make([]float64, n)
	for i := range next {
		next[i] = math.Sin(float64(i))
	}
	next[777], next[778] = 50, -50
	s := probeSubject(next, nil)
	s.Reachable[0].Terminated[4321] = true
	b := sample(s, 1000)
	if b.Len() < 900 || b.Len() > 1100 {
		t.Errorf("%d transitions, want about 1000", b.Len())
	}
	lo, hi, ends := 0.0, 0.0, 0
	for i, v := range b.Next[0] {
		lo, hi = min(lo, v), max(hi, v)
		if b.Terminated[i] {
			ends++
		}
	}
	if lo != -50 || hi != 50 || ends != 1 {
		t.Errorf("extremes %v..%v and %d ends, want -50..50 and 1", lo, hi, ends)
	}
}

// TestSampleDividesEvenly demands that neither a short nor a long batch keeps
// the others from being tried.
func TestSampleDividesEvenly(t *testing.T) {
	long, other, short := make([]float64, 50_000), make([]float64, 6000), make([]float64, 10)
	for i := range long {
		long[i] = 1
	}
	for i := range other {
		other[i] = 2
	}
	s := probeSubject(long, nil).With(probeSubject(other, nil).Reachable[0], probeSubject(short, nil).Reachable[0])
	count := map[float64]int{}
	for _, v := range sample(s, 4096).Next[0] {
		count[v]++
	}
	if count[0] != 10 || count[1] < 1900 || count[1] > 2100 || count[2] < 1900 || count[2] > 2100 {
		t.Errorf("%d of the long batch, %d of the other, %d of the short one; want about 2043, 2043 and 10", count[1], count[2], count[0])
	}
}

// TestSampleMeetsEveryInstance takes every fourth transition of instances that
// differ: those of one kind must not be left out.
func TestSampleMeetsEveryInstance(t *testing.T) {
	const instances = 32
	next := make([]float64, 400*instances)
	for i := range next {
		next[i] = float64(i % instances)
	}
	met := map[float64]int{}
	for _, v := range sample(probeSubject(next, nil), len(next)/4).Next[0] {
		met[v]++
	}
	for n := range instances {
		if got := met[float64(n)]; got < 70 || got > 130 {
			t.Errorf("%d transitions of instance %d, want about 100", got, n)
		}
	}
}

// TestStretchKeepsEpisodesWhole checks what rewards with Memory are tried on.
func TestStretchKeepsEpisodesWhole(t *testing.T) {
	b := &envs.Transitions{T: 4, N: 3, State: makeColumns(1, 12), Action: makeColumns(1, 12), Next: makeColumns(1, 12),
		Start: make([]bool, 12), Terminated: make([]bool, 12), Truncated: make([]bool, 12)}
	for i := range 12 {
		b.Next[0][i] = float64(i)
	}
	tests := []struct {
		n    int
		want []float64
		by   int // instances
	}{
		{12, b.Next[0], 3},
		{20, b.Next[0], 3},
		{8, []float64{0, 1, 3, 4, 6, 7, 9, 10}, 2}, // two instances to their end
		{3, []float64{0, 3, 6}, 1},                 // not even one
	}
	for _, tt := range tests {
		got := stretch(b, tt.n)
		if !slices.Equal(got.Next[0], tt.want) || got.N != tt.by || got.Len() != len(tt.want) {
			t.Errorf("of %d transitions: %v of %d instances, want %v of %d", tt.n, got.Next[0], got.N, tt.want, tt.by)
		}
	}
}
