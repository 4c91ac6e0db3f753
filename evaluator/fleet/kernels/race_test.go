package kernels

import (
	"math/rand/v2"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
)

// uneven are fleets of one to three jobs, whose instances, rows and widths fill up
// neither workgroups nor vectors nor chunks; some have chunks of every kind.
var uneven = map[string]Shape{
	"last minibatch short": {Jobs: 3, Instances: 5, Horizon: 2, Observations: 3, Hidden: []int{5}, Choices: 3, Actions: 1, Epochs: 1, Minibatch: 7, Counts: Counts{Columns: 2, Bins: 3, Beyond: 33}},
	"more than a group":    {Jobs: 2, Instances: 70, Horizon: 2, Observations: 5, Hidden: []int{3, 9}, Actions: 5, Epochs: 2, Minibatch: 139},
	"one row left":         {Jobs: 1, Instances: 67, Horizon: 3, Observations: 1, Hidden: []int{2}, Choices: 5, Actions: 2, Epochs: 1, Minibatch: 100},
	"no hidden layers":     {Jobs: 3, Instances: 3, Horizon: 2, Observations: 2, Actions: 1, Epochs: 1, Minibatch: 2, Counts: Counts{Columns: 1, Bins: 2}},
}

// exclusive has the interpreter run all launches, and fails where two invocations of
// one meet at an element, or where an index is outside of its buffer: those have the
// sizes of the plan, and active the length of its list.
func (m *machine) exclusive(program *ir.Program) {
	m.watch = func(l Launch, _ func()) {
		m.t.Helper()
		launch := interp.Launch{End: uint32(l.Invocations(len(m.active))), Args: l.Args, Races: true}
		for _, b := range l.Buffers {
			launch.Buffers = append(launch.Buffers, m.memory[b])
		}
		if _, err := interp.Grid(program.Entry(l.Kernel), launch); err != nil {
			m.t.Fatal(err)
		}
	}
}

// TestInvocationsAreAlone trains fleets, of which jobs drop out: every entry runs.
func TestInvocationsAreAlone(t *testing.T) {
	program := compile(t)
	ran := map[string]bool{}
	for name, shape := range uneven {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && shape.Jobs < 3 {
				t.Skip("slow")
			}
			for _, active := range [][]uint32{[]uint32{0, 1, 2}[:shape.Jobs], {uint32(shape.Jobs - 1)}} {
				m := newMachine(t, shape, coefficients)
				m.active = active
				m.exclusive(program)
				run := m.watch
				m.watch = func(l Launch, native func()) {
					ran[l.Kernel] = true
					run(l, native)
				}
				m.train([]uint64{1, 2, 3}[:shape.Jobs])
			}
		})
	}
	for _, entry := range Entries() {
		if !ran[entry] {
			t.Errorf("%s has not run", entry)
		}
	}
}

// TestRacesAreSeen has two launches race: one with two slots for one job, and one
// whose rows are closer than they are long.
func TestRacesAreSeen(t *testing.T) {
	program := compile(t)
	grid := func(l Launch, active []uint32, change func(words map[Buffer][]uint32, args []uint32)) error {
		m := newMachine(t, tiny["discrete"], coefficients)
		m.fill(rand.New(rand.NewPCG(1, 2)), Partial, 0, 1)
		m.memory[Active] = active
		change(m.memory, l.Args)
		launch := interp.Launch{End: uint32(l.Invocations(len(active))), Args: l.Args, Races: true}
		for _, b := range l.Buffers {
			launch.Buffers = append(launch.Buffers, m.memory[b])
		}
		_, err := interp.Grid(program.Entry(l.Kernel), launch)
		return err
	}
	p, err := NewPlan(tiny["discrete"], coefficients)
	if err != nil {
		t.Fatal(err)
	}
	none := func(map[Buffer][]uint32, []uint32) {}
	if err := grid(p.reduce(1)[0], []uint32{0, 1}, none); err != nil {
		t.Error(err)
	}
	if err := grid(p.reduce(1)[0], []uint32{1, 1}, none); err == nil {
		t.Error("two invocations for each vector of a job do not race")
	}
	if err := grid(p.forward(0, 7), []uint32{0, 1}, func(_ map[Buffer][]uint32, args []uint32) { args[2] = 4 }); err == nil {
		t.Error("networks whose rows overlap do not race")
	}
}
