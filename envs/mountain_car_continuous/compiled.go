// Code generated from env.go and task.go by go generate ./envs/builtin; DO NOT EDIT.

package mountaincarcontinuous

import (
	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/internal/kernel/gogen/rt"
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math64"
)

func compiledReset(p Params, r *rng.Source) (result State) {
	sCounter022 := r.Counter[0]
	sBlock022 := r.Block[0]
	sBlock122 := r.Block[1]
	sBlock222 := r.Block[2]
	sBlock322 := r.Block[3]
	sUsed22 := r.Used
	if r.Used == 0 || r.Used == 5 {
		c02 := r.Counter[0]
		c12 := r.Counter[1]
		c22 := r.Counter[2]
		c32 := r.Counter[3]
		k02 := r.Key[0]
		k12 := r.Key[1]
		for i := 0; i < 10; i = rt.AddInt(i, 1, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:88:23") {
			c02_2 := c02
			t := c02_2 & 65535
			t2 := c02_2 >> 16
			t3 := t*53841 + t*8019>>16
			t4 := c22 & 65535
			t5 := c22 >> 16
			t6 := t4*52638 + t4*36183>>16
			c02 = t5*52638 + t6>>16 + (t5*36183+t6&65535)>>16 ^ c12 ^ k02
			c12 = c22 * 0xCD9E8D57
			c22 = t2*53841 + t3>>16 + (t2*8019+t3&65535)>>16 ^ c32 ^ k12
			c32 = c02_2 * 0xD2511F53
			k02 = k02 + 0x9E3779B9
			k12 = k12 + 0xBB67AE85
		}
		sBlock022 = c02
		sBlock122 = c12
		sBlock222 = c22
		sBlock322 = c32
		sCounter022 = r.Counter[0] + 1
		sUsed22 = 1
	}
	t7 := rt.Index(rt.SubInt(sUsed22, 1, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:53:21"), 4, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:53:7")
	t8 := rt.AddInt(sUsed22, 1, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:54:8")
	result.Position = float64(p.InitialMin + float64(float64(p.InitialMax-p.InitialMin)*float64(float64(rt.Select(t7 == 3, sBlock322, rt.Select(t7 == 2, sBlock222, rt.Select(t7 == 1, sBlock122, sBlock022)))>>8)*5.960464477539063e-08)))
	result.Velocity = 0.0
	r.Counter[0], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used = sCounter022, sBlock022, sBlock122, sBlock222, sBlock322, t8
	return result
}

func compiledStep(s State, a Action, r *rng.Source) (result State) {
	t := float64(s.Velocity + float64(float64(a.Throttle*0.0015)-float64(math64.Cos(float64(s.Position*3.0))*0.0025)))
	t2 := rt.Select(t < -0.07, -0.07, rt.Select(t > 0.07, 0.07, t))
	t3 := float64(s.Position + t2)
	t4 := rt.Select(t3 < -1.2, -1.2, rt.Select(t3 > 0.6, 0.6, t3))
	result.Position = t4
	result.Velocity = rt.Select(t4 == -1.2 && t2 < 0.0, 0.0, t2)
	return result
}

func compiledObserve(s State, r *rng.Source) (result Observation) {
	result.Position = s.Position
	result.Velocity = s.Velocity
	return result
}

func compiledTerminated(next State) bool {
	return next.Position >= 0.45 && next.Velocity >= 0.0
}

func compiledScore(s State, a Action, next State) float64 {
	return float64(rt.Select(next.Position >= 0.45 && next.Velocity >= 0.0, 100.0, 0.0) - float64(float64(a.Throttle*a.Throttle)*0.1))
}

func compiledSparseReward(s State, a Action, next State) (float64, map[string]float64) {
	t := rt.Select(next.Position >= 0.45 && next.Velocity >= 0.0, 100.0, 0.0)
	t2 := float64(float64(-a.Throttle*a.Throttle) * 0.1)
	return float64(t + t2), map[string]float64{"fuel": t2, "goal": t}
}

func compiledHumanReward(s State, a Action, next State) (float64, map[string]float64) {
	t := rt.Select(next.Position >= 0.45 && next.Velocity >= 0.0, 100.0, 0.0)
	t2 := float64(float64(-a.Throttle*a.Throttle) * 0.1)
	t3 := float64(float64(float64(float64(float64(float64(math64.Sin(float64(next.Position*3.0))+1.0)*0.0008333333333333334)+float64(float64(next.Velocity*next.Velocity)*0.5))/0.0016666666666666668)-float64(float64(float64(float64(math64.Sin(float64(s.Position*3.0))+1.0)*0.0008333333333333334)+float64(float64(s.Velocity*s.Velocity)*0.5))/0.0016666666666666668)) * 100.0)
	return float64(float64(t+t2) + t3), map[string]float64{"fuel": t2, "goal": t, "pumping": t3}
}
