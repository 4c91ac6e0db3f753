// Code generated from env.go and task.go by go generate ./envs/builtin; DO NOT EDIT.

package acrobot

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

func envDerivative(sTheta1 float64, sTheta2 float64, sTheta1Dot float64, sTheta2Dot float64, aTorque float64) (float64, float64, float64, float64) {
	result := math64.Cos(sTheta2)
	result_2 := math64.Sin(sTheta2)
	t := float64(float64(float64(float64(result+1.25)+0.25)+1.0) + 1.0)
	t_2 := float64(float64(float64(result*0.5)+0.25) + 1.0)
	t_3 := float64(math64.Cos(float64(float64(sTheta1+sTheta2)-1.5707963267948966)) * 4.9)
	t_4 := float64(float64(float64(float64(float64(float64(sTheta2Dot*sTheta2Dot)*-0.5)*result_2)-float64(float64(sTheta2Dot*sTheta1Dot)*result_2))+float64(math64.Cos(float64(sTheta1-1.5707963267948966))*14.7)) + t_3)
	t_5 := float64(float64(float64(float64(aTorque+float64(float64(t_2/t)*t_4))-float64(float64(float64(sTheta1Dot*sTheta1Dot)*0.5)*result_2))-t_3) / float64(1.25-float64(float64(t_2*t_2)/t)))
	return sTheta1Dot, sTheta2Dot, float64(-float64(float64(t_2*t_5)+t_4) / t), t_5
}

func envEnergy(sTheta1 float64, sTheta2 float64, sTheta1Dot float64, sTheta2Dot float64) float64 {
	result := math64.Cos(sTheta1)
	t := float64(sTheta1Dot + sTheta2Dot)
	return float64(float64(float64(result*-4.9)+float64(float64(result+float64(math64.Cos(float64(sTheta1+sTheta2))*0.5))*-9.8)) + float64(float64(float64(float64(sTheta1Dot*1.125)*sTheta1Dot)+float64(float64(t*0.625)*t))+float64(float64(float64(sTheta1Dot*0.5)*t)*math64.Cos(sTheta2))))
}

func compiledChoose(i int) (result Action) {
	result.Torque = float64(float64(i) - 1.0)
	return result
}

func compiledReset(p Params, r *rng.Source) (result State) {
	t := -p.InitialSpread
	result_2, sKey0, sKey1, sCounter0, sCounter1, sCounter2, sCounter3, sBlock0, sBlock1, sBlock2, sBlock3, sUsed := rngSourceUniform(r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used, t, p.InitialSpread)
	result_3, sKey0_2, sKey1_2, sCounter0_2, sCounter1_2, sCounter2_2, sCounter3_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed_2 := rngSourceUniform(sKey0, sKey1, sCounter0, sCounter1, sCounter2, sCounter3, sBlock0, sBlock1, sBlock2, sBlock3, sUsed, t, p.InitialSpread)
	result_4, sKey0_3, sKey1_3, sCounter0_3, sCounter1_3, sCounter2_3, sCounter3_3, sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed_3 := rngSourceUniform(sKey0_2, sKey1_2, sCounter0_2, sCounter1_2, sCounter2_2, sCounter3_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed_2, t, p.InitialSpread)
	result_5, sKey0_4, sKey1_4, sCounter0_4, sCounter1_4, sCounter2_4, sCounter3_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed_4 := rngSourceUniform(sKey0_3, sKey1_3, sCounter0_3, sCounter1_3, sCounter2_3, sCounter3_3, sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed_3, t, p.InitialSpread)
	result.Theta1 = result_2
	result.Theta2 = result_3
	result.Theta1Dot = result_4
	result.Theta2Dot = result_5
	r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used = sKey0_4, sKey1_4, sCounter0_4, sCounter1_4, sCounter2_4, sCounter3_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed_4
	return result
}

func compiledStep(s State, a Action, r *rng.Source) (result State) {
	resultTheta1, resultTheta2, resultTheta1Dot, resultTheta2Dot := envDerivative(s.Theta1, s.Theta2, s.Theta1Dot, s.Theta2Dot, a.Torque)
	resultTheta1_2, resultTheta2_2, resultTheta1Dot_2, resultTheta2Dot_2 := envDerivative(float64(s.Theta1+float64(resultTheta1*0.1)), float64(s.Theta2+float64(resultTheta2*0.1)), float64(s.Theta1Dot+float64(resultTheta1Dot*0.1)), float64(s.Theta2Dot+float64(resultTheta2Dot*0.1)), a.Torque)
	resultTheta1_3, resultTheta2_3, resultTheta1Dot_3, resultTheta2Dot_3 := envDerivative(float64(s.Theta1+float64(resultTheta1_2*0.1)), float64(s.Theta2+float64(resultTheta2_2*0.1)), float64(s.Theta1Dot+float64(resultTheta1Dot_2*0.1)), float64(s.Theta2Dot+float64(resultTheta2Dot_2*0.1)), a.Torque)
	resultTheta1_4, resultTheta2_4, resultTheta1Dot_4, resultTheta2Dot_4 := envDerivative(float64(s.Theta1+float64(resultTheta1_3*0.2)), float64(s.Theta2+float64(resultTheta2_3*0.2)), float64(s.Theta1Dot+float64(resultTheta1Dot_3*0.2)), float64(s.Theta2Dot+float64(resultTheta2Dot_3*0.2)), a.Torque)
	t := float64(s.Theta1Dot + float64(float64(float64(float64(resultTheta1Dot+float64(resultTheta1Dot_2*2.0))+float64(resultTheta1Dot_3*2.0))+resultTheta1Dot_4)*0.03333333333333333))
	t_2 := float64(s.Theta2Dot + float64(float64(float64(float64(resultTheta2Dot+float64(resultTheta2Dot_2*2.0))+float64(resultTheta2Dot_3*2.0))+resultTheta2Dot_4)*0.03333333333333333))
	x := float64(s.Theta1 + float64(float64(float64(float64(resultTheta1+float64(resultTheta1_2*2.0))+float64(resultTheta1_3*2.0))+resultTheta1_4)*0.03333333333333333))
	for x > 3.141592653589793 {
		x = float64(x - 6.283185307179586)
	}
	for x < -3.141592653589793 {
		x = float64(x + 6.283185307179586)
	}
	x2 := float64(s.Theta2 + float64(float64(float64(float64(resultTheta2+float64(resultTheta2_2*2.0))+float64(resultTheta2_3*2.0))+resultTheta2_4)*0.03333333333333333))
	for x2 > 3.141592653589793 {
		x2 = float64(x2 - 6.283185307179586)
	}
	for x2 < -3.141592653589793 {
		x2 = float64(x2 + 6.283185307179586)
	}
	result.Theta1 = x
	result.Theta2 = x2
	result.Theta1Dot = rt.Select(t < -12.566370614359172, -12.566370614359172, rt.Select(t > 12.566370614359172, 12.566370614359172, t))
	result.Theta2Dot = rt.Select(t_2 < -28.274333882308138, -28.274333882308138, rt.Select(t_2 > 28.274333882308138, 28.274333882308138, t_2))
	return result
}

func compiledObserve(s State, r *rng.Source) (result Observation) {
	result_2 := math64.Cos(s.Theta1)
	result_3 := math64.Sin(s.Theta1)
	result_4 := math64.Cos(s.Theta2)
	result_5 := math64.Sin(s.Theta2)
	result.CosTheta1 = result_2
	result.SinTheta1 = result_3
	result.CosTheta2 = result_4
	result.SinTheta2 = result_5
	result.Theta1Dot = s.Theta1Dot
	result.Theta2Dot = s.Theta2Dot
	return result
}

func compiledTerminated(next State) bool {
	result := math64.Cos(next.Theta1)
	result_2 := math64.Cos(float64(next.Theta2 + next.Theta1))
	return float64(-result-result_2) > 1.0
}

func compiledScore(s State, a Action, next State) float64 {
	if float64(-math64.Cos(next.Theta1)-math64.Cos(float64(next.Theta2+next.Theta1))) > 1.0 {
		return 0.0
	}
	return -1.0
}

func compiledSparseReward(s State, a Action, next State) (float64, map[string]float64) {
	t := rt.Select(float64(-math64.Cos(next.Theta1)-math64.Cos(float64(next.Theta2+next.Theta1))) > 1.0, 0.0, -1.0)
	return t, map[string]float64{"time": t}
}

func compiledHumanReward(s State, a Action, next State) (float64, map[string]float64) {
	t := rt.Select(float64(-math64.Cos(next.Theta1)-math64.Cos(float64(next.Theta2+next.Theta1))) > 1.0, 0.0, -1.0)
	t_2 := float64(float64(envEnergy(next.Theta1, next.Theta2, next.Theta1Dot, next.Theta2Dot)-envEnergy(s.Theta1, s.Theta2, s.Theta1Dot, s.Theta2Dot)) * 0.5)
	return float64(t + t_2), map[string]float64{"pumping": t_2, "time": t}
}
