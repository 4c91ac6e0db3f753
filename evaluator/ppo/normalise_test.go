package ppo

import (
	"math"
	"slices"
	"testing"
)

func TestMoments(t *testing.T) {
	x := []float32{1, 1e6, 4, 1e6 + 1, 2.5, 1e6 - 2, -3, 1e6} // [4][2]
	m := newMoments(2)
	m.add(x[:2])
	m.add(x[2:])
	for c := range 2 {
		mean, variance := 0.0, 0.0
		for r := range 4 {
			mean += float64(x[r*2+c]) / 4
		}
		for r := range 4 {
			variance += (float64(x[r*2+c]) - mean) * (float64(x[r*2+c]) - mean) / 4
		}
		if !near(m.mean[c], mean, 1e-12) || !near(m.deviation(c), math.Sqrt(variance), 1e-9) {
			t.Errorf("column %d: mean %v and deviation %v, want %v and %v", c, m.mean[c], m.deviation(c), mean, math.Sqrt(variance))
		}
	}
}

func TestNormaliser(t *testing.T) {
	m := newMoments(2)
	m.add([]float32{0, 7, 2, 7}) // the second field never moves
	z := newNormaliser(2)
	z.set(&m)
	got := make([]float32, 4)
	z.apply(got, []float32{3, 7, 1e6, 8})
	if want := []float32{2, 0, observationClip, 1}; !slices.Equal(got, want) {
		t.Errorf("normalised to %v, want %v", got, want)
	}
}

// rewardsOf scales three rewards' rollouts of two instances with an episode end
// in the middle.
func scaleRewards(factor float64) []float32 {
	rewards := []float64{1, -2, 0.5, 3, -1, 0.25, 2, 2}
	for i := range rewards {
		rewards[i] *= factor
	}
	s := newRewardScaler(0.9, 2)
	out := make([]float32, len(rewards))
	s.scale(out, rewards, func(i int) bool { return i == 3 })
	s.scale(out, rewards, func(i int) bool { return i == 4 })
	return out
}

func TestRewardScalerDividesByDeviationOfReturns(t *testing.T) {
	const gamma = 0.9
	s := newRewardScaler(gamma, 1)
	out := make([]float32, 4)
	s.scale(out, []float64{1, 2, -1, 4}, func(i int) bool { return i == 1 })
	returns := []float64{1, gamma*1 + 2, -1, gamma*-1 + 4} // the third starts a new episode
	mean, variance := 0.0, 0.0
	for _, g := range returns {
		mean += g / 4
	}
	for _, g := range returns {
		variance += (g - mean) * (g - mean) / 4
	}
	for i, r := range []float64{1, 2, -1, 4} {
		if want := r / math.Sqrt(variance); !near(float64(out[i]), want, 1e-6) {
			t.Errorf("reward %v became %v, want %v", r, out[i], want)
		}
	}
}

func TestRewardScalerIsScaleFree(t *testing.T) {
	want := scaleRewards(1)
	for _, exact := range []float64{0.25, 1 << 20, 1.0 / (1 << 30)} {
		if got := scaleRewards(exact); !slices.Equal(got, want) {
			t.Errorf("times %v: %v, want the same bits as unscaled, %v", exact, got, want)
		}
	}
	for _, factor := range []float64{100, 0.01, 1e-12} {
		for i, got := range scaleRewards(factor) {
			if !near(float64(got), float64(want[i]), 1e-6) {
				t.Errorf("times %v: reward %d became %v, want %v", factor, i, got, want[i])
			}
		}
	}
}

func TestRewardScalerWithoutVariation(t *testing.T) {
	s := newRewardScaler(0, 1) // with gamma 0 the return is the reward
	out := make([]float32, 2)
	s.scale(out, []float64{0, 0}, func(int) bool { return false })
	if !slices.Equal(out, []float32{0, 0}) {
		t.Errorf("rewards of 0 became %v", out)
	}
}

// TestRewardScalerClips scales one reward of 1 among zeros, of which the
// deviation is sqrt(p (1-p)) where its share is p.
func TestRewardScalerClips(t *testing.T) {
	for zeros, want := range map[int]float64{25: 26.0 / 5, 399: 10} {
		rewards, out := make([]float64, zeros+1), make([]float32, zeros+1)
		rewards[0] = 1
		newRewardScaler(0, 1).scale(out, rewards, func(int) bool { return false })
		if !(math.Abs(float64(out[0])-want) < 1e-5) {
			t.Errorf("1 among %d zeros is scaled to %v, want %v", zeros, out[0], want)
		}
	}
}
