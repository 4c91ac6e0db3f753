// Code generated from env.go and task.go by go generate ./envs/builtin; DO NOT EDIT.

package pendulum

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

func compiledReset(p Params, r *rng.Source) (result State) {
	result2, sCounter0, sBlock0, sBlock1, sBlock2, sBlock3, sUsed := rngSourceUniform(r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used, -p.InitialAngle, p.InitialAngle)
	result3, sCounter0_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed2 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0, sBlock1, sBlock2, sBlock3, sUsed, -p.InitialSpeed, p.InitialSpeed)
	result.Theta = result2
	result.ThetaDot = result3
	r.Counter[0], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used = sCounter0_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed2
	return result
}

func compiledStep(s State, a Action, r *rng.Source) (result State) {
	t := float64(s.ThetaDot + float64(float64(float64(math64.Sin(s.Theta)*15.0)+float64(a.Torque*3.0))*0.05))
	t2 := rt.Select(t < -8.0, -8.0, rt.Select(t > 8.0, 8.0, t))
	result.Theta = float64(s.Theta + float64(t2*0.05))
	result.ThetaDot = t2
	return result
}

func compiledObserve(s State, r *rng.Source) (result Observation) {
	cos := math64.Cos(s.Theta)
	sin := math64.Sin(s.Theta)
	result.CosTheta = cos
	result.SinTheta = sin
	result.ThetaDot = s.ThetaDot
	return result
}

func compiledTerminated(next State) bool {
	return false
}

func compiledScore(s State, a Action, next State) float64 {
	mod := math64.Mod(float64(s.Theta+3.141592653589793), 6.283185307179586)
	t := rt.Select(mod < 0.0, float64(mod+6.283185307179586), mod)
	t2 := float64(rt.Select(t >= 6.283185307179586, 0.0, t) - 3.141592653589793)
	return -float64(float64(float64(t2*t2)+float64(float64(s.ThetaDot*s.ThetaDot)*0.1)) + float64(float64(a.Torque*a.Torque)*0.001))
}

func compiledSparseReward(s State, a Action, next State) (float64, map[string]float64) {
	mod := math64.Mod(float64(s.Theta+3.141592653589793), 6.283185307179586)
	t := rt.Select(mod < 0.0, float64(mod+6.283185307179586), mod)
	t2 := float64(rt.Select(t >= 6.283185307179586, 0.0, t) - 3.141592653589793)
	t3 := -float64(float64(float64(t2*t2)+float64(float64(s.ThetaDot*s.ThetaDot)*0.1)) + float64(float64(a.Torque*a.Torque)*0.001))
	return t3, map[string]float64{"cost": t3}
}

func compiledHumanReward(s State, a Action, next State) (float64, map[string]float64) {
	mod := math64.Mod(float64(next.Theta+3.141592653589793), 6.283185307179586)
	t := rt.Select(mod < 0.0, float64(mod+6.283185307179586), mod)
	t2 := float64(rt.Select(t >= 6.283185307179586, 0.0, t) - 3.141592653589793)
	t3 := float64(-t2 * t2)
	t4 := float64(float64(next.ThetaDot*-0.1) * next.ThetaDot)
	t5 := float64(float64(a.Torque*-0.001) * a.Torque)
	return float64(float64(t3+t4) + t5), map[string]float64{"effort": t5, "slow": t4, "upright": t3}
}
