// Code generated from env.go and task.go by go generate ./envs/builtin; DO NOT EDIT.

package cartpole

import (
	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/internal/kernel/gogen/rt"
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math64"
)

func rngSourceUniform(sKey0 uint32, sKey1 uint32, sCounter0 uint32, sCounter1 uint32, sCounter2 uint32, sCounter3 uint32, sBlock0 uint32, sBlock1 uint32, sBlock2 uint32, sBlock3 uint32, sUsed int, lo float64, hi float64) (float64, uint32, uint32, uint32, uint32, uint32, uint32, uint32, uint32, uint32, uint32, int) {
	sCounter022 := sCounter0
	sBlock022 := sBlock0
	sBlock122 := sBlock1
	sBlock222 := sBlock2
	sBlock322 := sBlock3
	sUsed22 := sUsed
	if sUsed == 0 || sUsed == 5 {
		c02 := sCounter0
		c12 := sCounter1
		c22 := sCounter2
		c32 := sCounter3
		k02 := sKey0
		k12 := sKey1
		var i int
		for ; i < 10; i = rt.AddInt(i, 1, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:88:23") {
			c02_2 := c02
			t := c02_2 & 65535
			t_2 := c02_2 >> 16
			t_3 := t*53841 + t*8019>>16
			t_4 := c22 & 65535
			t_5 := c22 >> 16
			t_6 := t_4*52638 + t_4*36183>>16
			c02 = t_5*52638 + t_6>>16 + (t_5*36183+t_6&65535)>>16 ^ c12 ^ k02
			c12 = c22 * 0xCD9E8D57
			c22 = t_2*53841 + t_3>>16 + (t_2*8019+t_3&65535)>>16 ^ c32 ^ k12
			c32 = c02_2 * 0xD2511F53
			k02 = k02 + 0x9E3779B9
			k12 = k12 + 0xBB67AE85
		}
		sBlock022 = c02
		sBlock122 = c12
		sBlock222 = c22
		sBlock322 = c32
		sCounter022 = sCounter0 + 1
		sUsed22 = 1
	}
	t_7 := rt.Index(rt.SubInt(sUsed22, 1, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:53:21"), 4, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:53:7")
	return float64(lo + float64(float64(hi-lo)*float64(float64(rt.Select(t_7 == 3, sBlock322, rt.Select(t_7 == 2, sBlock222, rt.Select(t_7 == 1, sBlock122, sBlock022)))>>8)*5.960464477539063e-08))), sKey0, sKey1, sCounter022, sCounter1, sCounter2, sCounter3, sBlock022, sBlock122, sBlock222, sBlock322, rt.AddInt(sUsed22, 1, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:54:8")
}

func compiledChoose(i int) (result Action) {
	if i == 1 {
		result.Force = 10.0
		return result
	}
	result.Force = -10.0
	return result
}

func compiledReset(p Params, r *rng.Source) (result State) {
	t := -p.InitialSpread
	result_2, sKey0, sKey1, sCounter0, sCounter1, sCounter2, sCounter3, sBlock0, sBlock1, sBlock2, sBlock3, sUsed := rngSourceUniform(r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used, t, p.InitialSpread)
	result_3, sKey0_2, sKey1_2, sCounter0_2, sCounter1_2, sCounter2_2, sCounter3_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed_2 := rngSourceUniform(sKey0, sKey1, sCounter0, sCounter1, sCounter2, sCounter3, sBlock0, sBlock1, sBlock2, sBlock3, sUsed, t, p.InitialSpread)
	result_4, sKey0_3, sKey1_3, sCounter0_3, sCounter1_3, sCounter2_3, sCounter3_3, sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed_3 := rngSourceUniform(sKey0_2, sKey1_2, sCounter0_2, sCounter1_2, sCounter2_2, sCounter3_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed_2, t, p.InitialSpread)
	result_5, sKey0_4, sKey1_4, sCounter0_4, sCounter1_4, sCounter2_4, sCounter3_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed_4 := rngSourceUniform(sKey0_3, sKey1_3, sCounter0_3, sCounter1_3, sCounter2_3, sCounter3_3, sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed_3, t, p.InitialSpread)
	result.X = result_2
	result.XDot = result_3
	result.Theta = result_4
	result.ThetaDot = result_5
	r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used = sKey0_4, sKey1_4, sCounter0_4, sCounter1_4, sCounter2_4, sCounter3_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed_4
	return result
}

func compiledStep(s State, a Action, r *rng.Source) (result State) {
	result_2 := math64.Cos(s.Theta)
	result_3 := math64.Sin(s.Theta)
	t := float64(float64(a.Force+float64(float64(float64(s.ThetaDot*s.ThetaDot)*0.05)*result_3)) / 1.1)
	t_2 := float64(float64(float64(result_3*9.8)-float64(result_2*t)) / float64(float64(1.3333333333333333-float64(float64(float64(result_2*result_2)*0.1)/1.1))*0.5))
	result.X = float64(s.X + float64(s.XDot*0.02))
	result.XDot = float64(s.XDot + float64(float64(t-float64(float64(float64(t_2*0.05)*result_2)/1.1))*0.02))
	result.Theta = float64(s.Theta + float64(s.ThetaDot*0.02))
	result.ThetaDot = float64(s.ThetaDot + float64(t_2*0.02))
	return result
}

func compiledObserve(s State, r *rng.Source) (result Observation) {
	result.X = s.X
	result.XDot = s.XDot
	result.Theta = s.Theta
	result.ThetaDot = s.ThetaDot
	return result
}

func compiledTerminated(next State) bool {
	return next.X < -2.4 || next.X > 2.4 || next.Theta < -0.20943951023931956 || next.Theta > 0.20943951023931956
}

func compiledScore(s State, a Action, next State) float64 {
	return 1.0
}

func compiledSparseReward(s State, a Action, next State) (float64, map[string]float64) {
	return 1.0, map[string]float64{"alive": 1.0}
}

func compiledHumanReward(s State, a Action, next State) (float64, map[string]float64) {
	t := rt.Select(next.X < -2.4 || next.X > 2.4 || next.Theta < -0.20943951023931956 || next.Theta > 0.20943951023931956, -1.0, 1.0)
	t_2 := float64(float64(1.0-float64(math64.Abs(next.Theta)/0.20943951023931956)) * 0.5)
	t_3 := float64(float64(1.0-float64(math64.Abs(next.X)/2.4)) * 0.25)
	return float64(float64(t+t_2) + t_3), map[string]float64{"alive": t, "centre": t_3, "upright": t_2}
}
