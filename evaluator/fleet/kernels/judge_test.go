package kernels

import (
	"math"
	"math/rand/v2"
	"testing"
)

// judgement is what ppo's reward scaler and advantage estimation say of one job, in
// float64.
type judgement struct {
	plan    *Plan
	running []float64
	returns moments
}

// judge returns scaled rewards, advantages and returns of a rollout.
func (j *judgement) judge(rewards, values, next []float32, flags []uint32) (scaled, advantages, returns []float64) {
	n := j.plan.Instances
	for i, x := range rewards {
		g := &j.running[i%n]
		*g = j.plan.Gamma**g + float64(x)
		j.returns.add(*g)
		if flags[i] != 0 {
			*g = 0
		}
	}
	deviation := math.Sqrt(j.returns.m2 / j.returns.count)
	if deviation == 0 {
		deviation = 1
	}
	for _, x := range rewards {
		scaled = append(scaled, min(max(float64(x)/deviation, -10), 10))
	}
	advantages, returns = make([]float64, len(rewards)), make([]float64, len(rewards))
	for i := len(rewards) - 1; i >= 0; i-- {
		target, trace := scaled[i], 0.0
		if flags[i] != 1 {
			target += j.plan.Gamma * float64(next[i])
		}
		if flags[i] == 0 && i+n < len(rewards) {
			trace = advantages[i+n]
		}
		advantages[i] = target - float64(values[i]) + j.plan.Gamma*j.plan.Lambda*trace
		returns[i] = advantages[i] + float64(values[i])
	}
	return scaled, advantages, returns
}

// TestJudge follows several rollouts of rewards of all sizes.
func TestJudge(t *testing.T) {
	rewards := map[string]func(r *rand.Rand) float64{
		"standard": func(r *rand.Rand) float64 { return r.NormFloat64() },
		"shifted":  func(r *rand.Rand) float64 { return 10 + 0.1*r.NormFloat64() },
		"rare":     func(r *rand.Rand) float64 { return math.Floor(r.Float64() * 1.02) },
		"none":     func(*rand.Rand) float64 { return 0 },
		"huge":     func(r *rand.Rand) float64 { return 1e14 * (1 - 2*r.Float64()) },
		"tiny":     func(r *rand.Rand) float64 { return 1e-12 * r.NormFloat64() },
	}
	for name, draw := range rewards {
		t.Run(name, func(t *testing.T) {
			shape := Shape{Jobs: 2, Instances: 70, Horizon: 40, Observations: 1, Actions: 1, Epochs: 1, Minibatch: 2}
			r := rand.New(rand.NewPCG(8, 9))
			m := newMachine(t, shape, coefficients)
			jobs := make([]judgement, shape.Jobs)
			for j := range jobs {
				jobs[j] = judgement{plan: m.plan, running: make([]float64, shape.Instances)}
			}
			for rollout := range 3 {
				m.fill(r, Values, 0, 1)
				m.fill(r, NextValues, 0, 1)
				for i := range m.floats(Rewards) {
					m.floats(Rewards)[i] = float32(draw(r))
					m.memory[Flags][i] = max(uint32(r.IntN(40)), 37) - 37
				}
				m.run(m.plan.Judge(rollout)...)
				for j := range jobs {
					m.compareJudgement(&jobs[j], j)
				}
			}
		})
	}
}

func (m *machine) compareJudgement(j *judgement, job int) {
	m.t.Helper()
	b := m.plan.Batch()
	part := func(name Buffer) []float32 { return m.floats(name)[job*b : (job+1)*b] }
	scaled, advantages, returns := j.judge(part(Rewards), part(Values), part(NextValues), m.memory[Flags][job*b:(job+1)*b])
	for name, want := range map[Buffer][]float64{Scaled: scaled, AdvantageOf: advantages, ReturnOf: returns} {
		for i, w := range want {
			if got := float64(part(name)[i]); !near(got, w, 2e-5, 1) {
				m.t.Fatalf("%s of transition %d of job %d is %g, want %g", name, i, job, got, w)
			}
		}
	}
}

// TestEqualReturnsAreNotScaled holds rewards that leave nothing to scale by to what
// they are.
func TestEqualReturnsAreNotScaled(t *testing.T) {
	shape := Shape{Jobs: 1, Instances: 5, Horizon: 7, Observations: 1, Actions: 1, Epochs: 1, Minibatch: 2}
	c := coefficients
	c.Gamma = 0
	m := newMachine(t, shape, c)
	for rollout := range 3 {
		for i := range m.floats(Rewards) {
			m.floats(Rewards)[i] = 0.1
		}
		m.run(m.plan.Judge(rollout)...)
		for i, x := range m.floats(Scaled) {
			if x != 0.1 {
				t.Fatalf("rollout %d: reward 0.1 of transition %d is scaled to %g", rollout, i, x)
			}
		}
	}
}
