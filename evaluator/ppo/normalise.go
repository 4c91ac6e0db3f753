package ppo

import (
	"math"
	"slices"
)

// observationClip bounds normalised observations, in standard deviations.
const observationClip = 10

// rewardClip bounds scaled rewards, in standard deviations of the discounted
// return. It acts after scaling and so does not depend on the reward's scale.
const rewardClip = 10

// moments are the running mean and variance of each column of a stream of rows,
// by Welford's recurrence (Knuth, The Art of Computer Programming 2, 4.2.2).
type moments struct {
	count float64
	mean  []float64
	m2    []float64 // sums of squared deviations from the mean
}

func newMoments(width int) moments {
	return moments{mean: make([]float64, width), m2: make([]float64, width)}
}

// add takes rows, [rows][width].
func (m *moments) add(x []float32) {
	width := len(m.mean)
	for ; len(x) >= width; x = x[width:] {
		m.count++
		for i := range width {
			m.addTo(i, float64(x[i]))
		}
	}
}

func (m *moments) addTo(i int, x float64) {
	d := x - m.mean[i]
	m.mean[i] += d / m.count
	m.m2[i] += d * (x - m.mean[i])
}

// deviation returns the standard deviation of column i, 0 where it never moved.
func (m *moments) deviation(i int) float64 {
	if m.count == 0 {
		return 0
	}
	return math.Sqrt(m.m2[i] / m.count)
}

// Normaliser shifts and scales observations. It is part of a policy: what the
// network was trained on.
type Normaliser struct {
	Mean  []float64 `json:"mean"`  // [O]
	Scale []float64 `json:"scale"` // [O], 1 over the standard deviation; 1 for a field that never moved
}

// apply writes the normalised rows of x, [rows][O], to out.
func (z *Normaliser) apply(out, x []float32) {
	width := len(z.Mean)
	for r := 0; r < len(x); r += width {
		for i := range width {
			v := (float64(x[r+i]) - z.Mean[i]) * z.Scale[i]
			out[r+i] = float32(min(max(v, -observationClip), observationClip))
		}
	}
}

// set takes over the current moments.
func (z *Normaliser) set(m *moments) {
	for i := range z.Mean {
		z.Mean[i] = m.mean[i]
		z.Scale[i] = 1
		if scale := 1 / m.deviation(i); !math.IsInf(scale, 0) {
			z.Scale[i] = scale
		}
	}
}

// clone returns a copy that shares no memory.
func (z *Normaliser) clone() Normaliser {
	return Normaliser{Mean: slices.Clone(z.Mean), Scale: slices.Clone(z.Scale)}
}

func newNormaliser(width int) Normaliser {
	return Normaliser{Mean: make([]float64, width), Scale: make([]float64, width)}
}

// rewardScaler divides rewards by the running standard deviation of the
// discounted return since the start of each episode. It subtracts no mean, which
// would change the task, and has no epsilon, which would tie it to a scale.
type rewardScaler struct {
	gamma   float64
	returns []float64 // [N], discounted return up to now
	moments moments
}

func newRewardScaler(gamma float64, n int) *rewardScaler {
	return &rewardScaler{gamma: gamma, returns: make([]float64, n), moments: newMoments(1)}
}

// scale takes a rollout's rewards, [T][N], into account and then scales them to
// out. done marks the last transitions of episodes.
func (r *rewardScaler) scale(out []float32, rewards []float64, done func(i int) bool) {
	n := len(r.returns)
	for i, x := range rewards {
		g := &r.returns[i%n]
		*g = r.gamma**g + x
		r.moments.count++
		r.moments.addTo(0, *g)
		if done(i) {
			*g = 0
		}
	}
	deviation := r.moments.deviation(0)
	if deviation == 0 {
		deviation = 1 // every return is the same: there is nothing to scale by
	}
	for i, x := range rewards {
		out[i] = float32(min(max(x/deviation, -rewardClip), rewardClip))
	}
}
