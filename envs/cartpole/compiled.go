// Code generated from env.go and task.go by go generate ./envs/builtin; DO NOT EDIT.

package cartpole

import (
	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/internal/kernel/gogen/rt"
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math64"
)

func rngSourceUniform(sKey0, sKey1, sCounter0, sCounter1, sCounter2, sCounter3, sBlock0, sBlock1, sBlock2, sBlock3 uint32, sUsed int, lo, hi float64) (float64, uint32, uint32, uint32, uint32, uint32, int) {
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
		sCounter022 = sCounter0 + 1
		sUsed22 = 1
	}
	t7 := rt.Index(rt.SubInt(sUsed22, 1, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:53:21"), 4, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:53:7")
	return float64(lo + float64(float64(hi-lo)*float64(float64(rt.Select(t7 == 3, sBlock322, rt.Select(t7 == 2, sBlock222, rt.Select(t7 == 1, sBlock122, sBlock022)))>>8)*5.960464477539063e-08))), sCounter022, sBlock022, sBlock122, sBlock222, sBlock322, rt.AddInt(sUsed22, 1, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:54:8")
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
	result2, sCounter0, sBlock0, sBlock1, sBlock2, sBlock3, sUsed := rngSourceUniform(r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used, t, p.InitialSpread)
	result3, sCounter0_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed2 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0, sBlock1, sBlock2, sBlock3, sUsed, t, p.InitialSpread)
	result4, sCounter0_3, sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed3 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_2, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed2, t, p.InitialSpread)
	result5, sCounter0_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed4 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_3, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed3, t, p.InitialSpread)
	result.X = result2
	result.XDot = result3
	result.Theta = result4
	result.ThetaDot = result5
	r.Counter[0], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used = sCounter0_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed4
	return result
}

func compiledStep(s State, a Action, r *rng.Source) (result State) {
	cos := math64.Cos(s.Theta)
	sin := math64.Sin(s.Theta)
	t := float64(float64(a.Force+float64(float64(float64(s.ThetaDot*s.ThetaDot)*0.05)*sin)) / 1.1)
	t2 := float64(float64(float64(sin*9.8)-float64(cos*t)) / float64(float64(1.3333333333333333-float64(float64(float64(cos*cos)*0.1)/1.1))*0.5))
	result.X = float64(s.X + float64(s.XDot*0.02))
	result.XDot = float64(s.XDot + float64(float64(t-float64(float64(float64(t2*0.05)*cos)/1.1))*0.02))
	result.Theta = float64(s.Theta + float64(s.ThetaDot*0.02))
	result.ThetaDot = float64(s.ThetaDot + float64(t2*0.02))
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
	t2 := float64(float64(1.0-float64(math64.Abs(next.Theta)/0.20943951023931956)) * 0.5)
	t3 := float64(float64(1.0-float64(math64.Abs(next.X)/2.4)) * 0.25)
	return float64(float64(t+t2) + t3), map[string]float64{"alive": t, "centre": t3, "upright": t2}
}
