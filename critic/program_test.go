package critic_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
)

// batch returns T*N transitions whose next.X counts up from 0, or is what x says.
func batch(t, n int, x func(i int) float64) *envs.Transitions {
	b := &envs.Transitions{T: t, N: n, Start: make([]bool, t*n), Terminated: make([]bool, t*n), Truncated: make([]bool, t*n)}
	for range 4 {
		b.State = append(b.State, make([]float64, t*n))
		b.Next = append(b.Next, make([]float64, t*n))
	}
	b.Action = append(b.Action, make([]float64, t*n))
	for i := range t * n {
		b.Next[0][i] = x(i)
	}
	return b
}

// open runs a reward by the given engine, or "" for the one that can.
func open(t *testing.T, source, engine string) *critic.Program {
	t.Helper()
	var c critic.Critic
	p, err := c.Open(context.Background(), corpusSubject(), source, engine)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

// byEngine runs f for each engine.
func byEngine(t *testing.T, f func(t *testing.T, engine string)) {
	for _, engine := range critic.Engines() {
		t.Run("engine="+engine, func(t *testing.T) { f(t, engine) })
	}
}

const counting = `package reward

import "env"

type Memory struct{ steps int; sum float64 }

func Reward(m *Memory, s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	m.steps++
	m.sum += next.X
	return m.sum, map[string]float64{"sum": m.sum, "steps": float64(m.steps)}
}
`

// TestMemory holds memory to its contract: one per instance, zeroed where an
// episode starts, kept from batch to batch and over the parts of a large one.
func TestMemory(t *testing.T) { byEngine(t, testMemory) }

func testMemory(t *testing.T, engine string) {
	const n = 3
	p := open(t, counting, engine)
	if !p.HasMemory() || strings.Join(p.Terms(), " ") != "steps sum" {
		t.Fatalf("memory %v, terms %v", p.HasMemory(), p.Terms())
	}
	steps, sums := make([]float64, n), make([]float64, n)
	for round := range 3 {
		b := batch(2000, n, func(i int) float64 { return float64(i % 7) })
		if round == 0 {
			b.Start[0], b.Start[1], b.Start[2] = true, true, true
		}
		for i := range b.Start {
			b.Start[i] = b.Start[i] || i%501 == 77
		}
		total, terms := results(b, 2)
		if err := p.Reward(context.Background(), b, total, terms); err != nil {
			t.Fatal(err)
		}
		for i := range total {
			k := i % n
			if b.Start[i] {
				steps[k], sums[k] = 0, 0
			}
			steps[k]++
			sums[k] += b.Next[0][i]
			if terms[0][i] != steps[k] || total[i] != sums[k] {
				t.Fatalf("round %d, transition %d: steps %v and sum %v, want %v and %v", round, i, terms[0][i], total[i], steps[k], sums[k])
			}
		}
	}
}

func TestMemoryMayBeANumber(t *testing.T) { byEngine(t, testMemoryIsANumber) }

func testMemoryIsANumber(t *testing.T, engine string) {
	p := open(t, "package reward\n\nimport \"env\"\n\ntype Memory float64\n\nfunc Reward(m *Memory, s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\t*m += Memory(next.X)\n\treturn float64(*m), map[string]float64{\"m\": float64(*m)}\n}\n", engine)
	b := batch(4, 1, func(i int) float64 { return float64(i) })
	b.Start[2] = true
	total, terms := results(b, 1)
	if err := p.Reward(context.Background(), b, total, terms); err != nil || total[1] != 1 || total[3] != 5 {
		t.Errorf("totals %v, %v; want 0 1 2 5", total, err)
	}
}

// TestProgramFaults lets rewards fail in ways that no probe had shown.
func TestProgramFaults(t *testing.T) { byEngine(t, testProgramFaults) }

func testProgramFaults(t *testing.T, engine string) {
	tests := []struct {
		name, body, reason string
	}{
		{"panic", "if next.X > 5000 {\n\t\tx := []float64{}\n\t\tr = x[int(next.X)]\n\t}", "panic"},
		{"budget", "for next.X > 5000 {\n\t\tr++\n\t}", "budget"},
		{"nan", "if next.X > 5000 {\n\t\tr = math.NaN()\n\t}", "nan"},
		{"inf", "if next.X > 5000 {\n\t\tr = math.Inf(-1)\n\t}", "inf"},
		{"memory", "if next.X > 5000 {\n\t\tk := \"aaaaaaaa\"\n\t\tfor i := 0; i < 60; i++ {\n\t\t\tk += k\n\t\t}\n\t\tr = float64(len(k))\n\t}", "memory"},
		{"stack", "if next.X > 5000 {\n\t\tfs := make([]func(float64) float64, 1)\n\t\tfs[0] = func(x float64) float64 { return fs[0](x) + 1 }\n\t\tr = fs[0](r)\n\t}", "stack budget"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if engine == critic.EngineWasm && (tt.name == "memory" || tt.name == "stack") {
				t.Skip("what can take memory without end is not kernel Go")
			}
			t.Parallel()
			p := open(t, reward("", tt.body), engine)
			b := batch(9000, 1, func(i int) float64 { return float64(i) })
			total, terms := results(b, 1)
			err := p.Reward(context.Background(), b, total, terms)
			var fault *critic.Fault
			if !errors.As(err, &fault) || !strings.Contains(tt.reason, fault.Reason) {
				t.Fatalf("error %v, want a fault %s", err, tt.reason)
			}
			if tt.reason != "memory" && fault.Reason != "stack" && !strings.Contains(fault.Where, "next = {X 5001 m") {
				t.Errorf("the fault is said to be at %q", fault.Where)
			}
			if err := p.Reward(context.Background(), b, total, terms); err == nil {
				t.Error("a broken program runs on")
			}
		})
	}
}

func TestTermsThatChangeInTrainingAreAFault(t *testing.T) { byEngine(t, testTermsThatChange) }

func testTermsThatChange(t *testing.T, engine string) {
	p := open(t, "package reward\n\nimport \"env\"\n\nfunc Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\tm := map[string]float64{\"x\": next.X}\n\tif next.X > 500 {\n\t\tm[\"y\"] = 1\n\t}\n\treturn next.X, m\n}\n", engine)
	b := batch(1000, 1, func(i int) float64 { return float64(i) })
	total, terms := results(b, len(p.Terms()))
	var fault *critic.Fault
	if err := p.Reward(context.Background(), b, total, terms); !errors.As(err, &fault) || fault.Reason != "dynamic-components" {
		t.Errorf("error %v, want a fault dynamic-components", err)
	}
}

func TestOpenRefusesWhatCheckRefuses(t *testing.T) {
	var c critic.Critic
	_, err := c.Open(context.Background(), corpusSubject(), reward("", "r += undefined"), "")
	var rejected *critic.RejectedError
	if !errors.As(err, &rejected) || rejected.Findings[0].Reason != "undefined" {
		t.Errorf("error %v, want a rejection", err)
	}
}

func TestRewardRefusesOtherShapes(t *testing.T) {
	p := open(t, reward("", ""), "")
	b := batch(4, 1, func(int) float64 { return 1 })
	total, terms := results(b, 1)
	if err := p.Reward(context.Background(), b, total[:2], terms); err == nil {
		t.Error("too few totals are accepted")
	}
	short := *b
	short.Action = nil
	if err := p.Reward(context.Background(), &short, total, terms); err == nil {
		t.Error("missing columns are accepted")
	}
	if err := p.Reward(context.Background(), b, total, terms); err != nil {
		t.Errorf("after refused calls: %v", err)
	}
}

// TestContextEndsAReview ends one that would take long.
func TestContextEndsAReview(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	source := reward("type t00 struct{ a, b float64 }\n"+doubled(40), "var t t40\n\t_ = t")
	if _, err := new(critic.Critic).Check(ctx, corpusSubject(), source); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want that of the context", err)
	}
}

func doubled(n int) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		b.WriteString("type t" + itoa(i) + " struct{ a, b t" + itoa(i-1) + " }\n")
	}
	return b.String()
}

func itoa(i int) string { return fmt.Sprintf("%02d", i) }

func TestWallClockEndsAReview(t *testing.T) {
	c := critic.Critic{Limits: critic.Limits{Wall: 200 * time.Millisecond}}
	v, err := c.Check(context.Background(), corpusSubject(), reward("type t00 struct{ a, b float64 }\n"+doubled(40), "var t t40\n\t_ = t"))
	if err != nil {
		t.Fatal(err)
	}
	if v.OK() || v.Findings[0].Reason != "timeout" || v.Findings[0].Stage != "typecheck" {
		t.Errorf("%v, want a timeout", v.Findings)
	}
}

// TestSumsOverMapsGoInOrder needs the order of keys: in another one the large
// terms do not cancel.
func TestSumsOverMapsGoInOrder(t *testing.T) { byEngine(t, testSumsOverMaps) }

func testSumsOverMaps(t *testing.T, engine string) {
	p := open(t, reward("", "m := map[string]float64{\"b\": 1e16, \"a\": next.X, \"d\": 1, \"c\": -1e16}\n\tr = 0\n\tfor _, v := range m {\n\t\tr += v\n\t}"), engine)
	b := batch(50, 1, func(i int) float64 { return 0.3 + float64(i) })
	total, terms := results(b, 1)
	if err := p.Reward(context.Background(), b, total, terms); err != nil {
		t.Fatal(err)
	}
	for i, got := range total {
		want := 0.0
		for _, v := range []float64{b.Next[0][i], 1e16, -1e16, 1} {
			want += v
		}
		if got != want {
			t.Fatalf("transition %d: %v, want %v", i, got, want)
		}
	}
}

// TestContextEndsACall ends one that would take long.
func TestContextEndsACall(t *testing.T) { byEngine(t, testContextEndsACall) }

func testContextEndsACall(t *testing.T, engine string) {
	p := open(t, reward("", "for i := 0; i < 50000; i++ {\n\t\tr += 1e-9\n\t}"), engine)
	b := batch(40000, 1, func(int) float64 { return 1 })
	total, terms := results(b, 1)
	done := make(chan error, 1)
	ctx, cancel := context.WithCancel(context.Background())
	go func() { done <- p.Reward(ctx, b, total, terms) }()
	time.Sleep(50 * time.Millisecond)
	cancel()
	select {
	case err := <-done:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error %v, want that of the context", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the call goes on")
	}
}

func TestManyWarningsAreAllReported(t *testing.T) {
	v, err := new(critic.Critic).Check(context.Background(), corpusSubject(), `package reward

import "env"

type Memory struct{ x float64 }

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	return next.Theta * 2, map[string]float64{"alive": 1, "x": next.Theta}
}
`)
	if err != nil {
		t.Fatal(err)
	}
	var reasons []string
	for _, f := range v.Findings {
		reasons = append(reasons, f.Reason)
		if f.Rejects {
			t.Errorf("%v rejects", f)
		}
	}
	if !v.OK() || strings.Join(reasons, " ") != "unused-memory components-sum constant" {
		t.Errorf("%s with %v", v.Verdict, v.Findings)
	}
	if math.IsNaN(v.Milliseconds) || v.Milliseconds <= 0 || v.Probes == 0 || v.Engine != critic.EngineWasm {
		t.Errorf("verdict %+v lacks its extras", v)
	}
}
