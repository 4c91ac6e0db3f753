// Code generated from env.go and task.go by go generate ./envs/builtin; DO NOT EDIT.

package pendulum

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

func compiledReset(p Params, r *rng.Source) (result State) {
	result_2, sKey0, sKey1, sCounter0, sCounter1, sCounter2, sCounter3, sBlock0, sBlock1, sBlock2, sBlock3, sUsed := rngSourceUniform(r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used, -p.InitialAngle, p.InitialAngle)
	result_3, sKey0_2, sKey1_2, sCounter0_2, sCounter1_2, sCounter2_2, sCounter3_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed_2 := rngSourceUniform(sKey0, sKey1, sCounter0, sCounter1, sCounter2, sCounter3, sBlock0, sBlock1, sBlock2, sBlock3, sUsed, -p.InitialSpeed, p.InitialSpeed)
	result.Theta = result_2
	result.ThetaDot = result_3
	r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used = sKey0_2, sKey1_2, sCounter0_2, sCounter1_2, sCounter2_2, sCounter3_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed_2
	return result
}

func compiledStep(s State, a Action, r *rng.Source) (result State) {
	t := float64(s.ThetaDot + float64(float64(float64(math64.Sin(s.Theta)*15.0)+float64(a.Torque*3.0))*0.05))
	t_2 := rt.Select(t < -8.0, -8.0, rt.Select(t > 8.0, 8.0, t))
	result.Theta = float64(s.Theta + float64(t_2*0.05))
	result.ThetaDot = t_2
	return result
}

func compiledObserve(s State, r *rng.Source) (result Observation) {
	result_2 := math64.Cos(s.Theta)
	result_3 := math64.Sin(s.Theta)
	result.CosTheta = result_2
	result.SinTheta = result_3
	result.ThetaDot = s.ThetaDot
	return result
}

func compiledTerminated(next State) bool {
	return false
}

func compiledScore(s State, a Action, next State) float64 {
	result := math64.Mod(float64(s.Theta+3.141592653589793), 6.283185307179586)
	t := rt.Select(result < 0.0, float64(result+6.283185307179586), result)
	t_2 := float64(rt.Select(t >= 6.283185307179586, 0.0, t) - 3.141592653589793)
	return -float64(float64(float64(t_2*t_2)+float64(float64(s.ThetaDot*s.ThetaDot)*0.1)) + float64(float64(a.Torque*a.Torque)*0.001))
}

func compiledSparseReward(s State, a Action, next State) (float64, map[string]float64) {
	result := math64.Mod(float64(s.Theta+3.141592653589793), 6.283185307179586)
	t := rt.Select(result < 0.0, float64(result+6.283185307179586), result)
	t_2 := float64(rt.Select(t >= 6.283185307179586, 0.0, t) - 3.141592653589793)
	t_3 := -float64(float64(float64(t_2*t_2)+float64(float64(s.ThetaDot*s.ThetaDot)*0.1)) + float64(float64(a.Torque*a.Torque)*0.001))
	return t_3, map[string]float64{"cost": t_3}
}

func compiledHumanReward(s State, a Action, next State) (float64, map[string]float64) {
	result := math64.Mod(float64(next.Theta+3.141592653589793), 6.283185307179586)
	t := rt.Select(result < 0.0, float64(result+6.283185307179586), result)
	t_2 := float64(rt.Select(t >= 6.283185307179586, 0.0, t) - 3.141592653589793)
	t_3 := float64(-t_2 * t_2)
	t_4 := float64(float64(next.ThetaDot*-0.1) * next.ThetaDot)
	t_5 := float64(float64(a.Torque*-0.001) * a.Torque)
	return float64(float64(t_3+t_4) + t_5), map[string]float64{"effort": t_5, "slow": t_4, "upright": t_3}
}
