package critic_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/critic"
)

// slowRow is a reward that from 5000 on takes all its fuel, in copies of arrays.
const slowRow = `package reward

import "env"

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	var x, y [2048]float64
	r := next.X
	if next.X > 5000 {
		for i := 0; i < 99000; i++ {
			x, y = y, x
			x[i%2048] += next.X
			if y[i%1000] > 3 {
				y = x
			}
		}
	}
	r += y[7]*1e-9
	return r, map[string]float64{"r": r}
}
`

// TestProgramIsStopped ends a batch of rows each of which takes long: by its
// context, and by the time that it may take.
func TestProgramIsStopped(t *testing.T) {
	b := batch(20000, 1, func(i int) float64 { return float64(i) })
	run := func(t *testing.T, c *critic.Critic, ctx context.Context) error {
		p, err := c.Open(context.Background(), corpusSubject(), slowRow, critic.EngineWasm)
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		total, terms := results(b, 1)
		begin := time.Now()
		err = p.Reward(ctx, b, total, terms)
		if took := time.Since(begin); took > 10*time.Second {
			t.Errorf("it ends after %v", took)
		}
		return err
	}
	t.Run("by its context", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		defer cancel()
		if err := run(t, &critic.Critic{}, ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v, want that of the context", err)
		}
	})
	t.Run("by its time", func(t *testing.T) {
		var c critic.Critic
		p, err := c.Open(context.Background(), corpusSubject(), slowRow, critic.EngineWasm)
		if err != nil {
			t.Fatal(err)
		}
		p.Close()
		c.Limits.Wall = 20 * time.Millisecond // too little to compile it again
		var fault *critic.Fault
		if err := run(t, &c, context.Background()); !errors.As(err, &fault) || fault.Reason != "timeout" {
			t.Errorf("error %v, want a fault timeout", err)
		}
	})
}

// TestFuelIsTheSameForEveryRow gives rows far more iterations than most take.
func TestFuelIsTheSameForEveryRow(t *testing.T) {
	p := open(t, reward("", "for i := 0.0; i < next.X; i++ {\n\t\tr++\n\t}"), critic.EngineWasm)
	b := batch(300, 1, func(i int) float64 { return float64(i * 300) })
	total, terms := results(b, 1)
	if err := p.Reward(context.Background(), b, total, terms); err != nil {
		t.Fatal(err)
	}
	for i, got := range total {
		if want := 1 + b.Next[0][i]; got != want {
			t.Fatalf("transition %d: %v, want %v", i, got, want)
		}
	}
	p = open(t, reward("", "for i := 0.0; i < next.X; i++ {\n\t\tr++\n\t}"), critic.EngineWasm)
	b = batch(3, 1, func(i int) float64 { return float64(i * 60000) })
	total, terms = results(b, 1)
	var fault *critic.Fault
	if err := p.Reward(context.Background(), b, total, terms); !errors.As(err, &fault) || fault.Reason != "budget" || !strings.Contains(fault.Where, "next = {X 1.2e+05 m") {
		t.Errorf("error %v, want a fault budget at the third transition", err)
	}
}

// TestProgramsOutliveTheirPlace opens more rewards than are kept, and runs the
// first ones, which have had to make room.
func TestProgramsOutliveTheirPlace(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process for each of 67 rewards")
	}
	var c critic.Critic
	source := func(i int) string {
		return reward("", fmt.Sprintf("if next.X > %d {\n\t\tx := [2]float64{}\n\t\tr = x[int(next.X)]\n\t}\n\tr = next.X + %d", 900+i, i))
	}
	var programs []*critic.Program
	for i := range 67 {
		p, err := c.Open(context.Background(), corpusSubject(), source(i), critic.EngineWasm)
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		programs = append(programs, p)
	}
	again, err := c.Open(context.Background(), corpusSubject(), source(0), critic.EngineWasm)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	for i, p := range map[int]*critic.Program{0: programs[0], 1: programs[1], 66: programs[66], 100: again} {
		b := batch(1000, 1, func(i int) float64 { return float64(i) })
		total, terms := results(b, 1)
		var fault *critic.Fault
		if err := p.Reward(context.Background(), b, total, terms); !errors.As(err, &fault) || fault.Reason != "panic" {
			t.Fatalf("program %d: error %v, want a fault panic", i, err)
		}
		if want := 5 + float64(i%100); total[5] != want {
			t.Errorf("program %d: %v, want %v", i, total[5], want)
		}
	}
}

// TestProgramsRunTogether opens and runs the same and other rewards at once.
func TestProgramsRunTogether(t *testing.T) {
	var c critic.Critic
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			p, err := c.Open(context.Background(), corpusSubject(), counting+strings.Repeat("\n", i%3), "")
			if err != nil {
				t.Error(err)
				return
			}
			defer p.Close()
			b := batch(500, 3, func(int) float64 { return float64(i) })
			total, terms := results(b, 2)
			for round := range 3 {
				if err := p.Reward(context.Background(), b, total, terms); err != nil {
					t.Error(err)
					return
				}
				if want := float64(500 * (round + 1)); terms[0][1499] != want || total[1499] != want*float64(i) {
					t.Errorf("instances share memory: %v steps, want %v", terms[0][1499], want)
				}
			}
		})
	}
	group.Wait()
}

func TestCloseOfAProgram(t *testing.T) { byEngine(t, testClose) }

func testClose(t *testing.T, engine string) {
	b := batch(3000, 1, func(i int) float64 { return float64(i) })
	total, terms := results(b, 1)
	p := open(t, reward("", ""), engine)
	for range 2 {
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
		if err := p.Reward(context.Background(), b, total, terms); err == nil {
			t.Error("a closed program runs")
		}
	}
}
