package designer

import (
	"fmt"
	"sync"
)

// reports is how often in a stage the step meter tells the observer, at most.
const reports = 200

// stepMeter tells the observer how far the trainings of a stage are, counted in
// environment steps.
type stepMeter struct {
	l     *loop
	s     *stage
	each  int // steps of a training
	mu    sync.Mutex
	steps []int // done by each job
	told  int
}

func newStepMeter(l *loop, s *stage) *stepMeter {
	return &stepMeter{l: l, s: s, each: trainingSteps(l.run.Settings), steps: make([]int, len(s.jobs))}
}

// progress returns the function that job i calls with its steps.
func (m *stepMeter) progress(i int) func(int) {
	return func(steps int) { m.update(i, steps, "") }
}

// finish counts job i as done, whatever its steps were.
func (m *stepMeter) finish(i int, t *Trained) {
	message := fmt.Sprintf("%s, training %d: ended after %d steps", t.Arm, t.Seed+1, t.Training.Steps)
	if t.Training.Fault != "" {
		message = fmt.Sprintf("%s, training %d: %s", t.Arm, t.Seed+1, t.Training.Fault)
	}
	m.update(i, m.each, message)
}

func (m *stepMeter) update(i, steps int, message string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.steps[i] = min(steps, m.each)
	done := (m.s.total - len(m.s.jobs)) * m.each
	for _, n := range m.steps {
		done += n
	}
	total := m.s.total * m.each
	if at := done * reports / max(total, 1); message == "" && at == m.told {
		return
	} else {
		m.told = at
	}
	m.l.notify(Event{
		Kind: m.s.kind, Iteration: m.s.iteration, Candidate: m.s.jobs[i].Arm, Seed: m.s.jobs[i].Seed,
		Done: done, Total: total, Message: message,
	})
}
