// Code generated from env.go and task.go by go generate ./envs/builtin; DO NOT EDIT.

package acrobot

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

func envDerivative(sTheta1, sTheta2, sTheta1Dot, sTheta2Dot, aTorque float64) (float64, float64) {
	cos := math64.Cos(sTheta2)
	sin := math64.Sin(sTheta2)
	t := float64(float64(float64(float64(cos+1.25)+0.25)+1.0) + 1.0)
	t2 := float64(float64(float64(cos*0.5)+0.25) + 1.0)
	t3 := float64(math64.Cos(float64(float64(sTheta1+sTheta2)-1.5707963267948966)) * 4.9)
	t4 := float64(float64(float64(float64(float64(float64(sTheta2Dot*sTheta2Dot)*-0.5)*sin)-float64(float64(sTheta2Dot*sTheta1Dot)*sin))+float64(math64.Cos(float64(sTheta1-1.5707963267948966))*14.7)) + t3)
	t5 := float64(float64(float64(float64(aTorque+float64(float64(t2/t)*t4))-float64(float64(float64(sTheta1Dot*sTheta1Dot)*0.5)*sin))-t3) / float64(1.25-float64(float64(t2*t2)/t)))
	return float64(-float64(float64(t2*t5)+t4) / t), t5
}

func compiledChoose(i int) (result Action) {
	result.Torque = float64(float64(i) - 1.0)
	return result
}

func compiledReset(p Params, r *rng.Source) (result State) {
	t := -p.InitialSpread
	result2, sCounter0, sBlock0, sBlock1, sBlock2, sBlock3, sUsed := rngSourceUniform(r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used, t, p.InitialSpread)
	result3, sCounter0_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed2 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0, sBlock1, sBlock2, sBlock3, sUsed, t, p.InitialSpread)
	result4, sCounter0_3, sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed3 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_2, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed2, t, p.InitialSpread)
	result5, sCounter0_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed4 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_3, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed3, t, p.InitialSpread)
	result.Theta1 = result2
	result.Theta2 = result3
	result.Theta1Dot = result4
	result.Theta2Dot = result5
	r.Counter[0], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used = sCounter0_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed4
	return result
}

func compiledStep(s State, a Action, r *rng.Source) (result State) {
	resultTheta1Dot, resultTheta2Dot := envDerivative(s.Theta1, s.Theta2, s.Theta1Dot, s.Theta2Dot, a.Torque)
	t := float64(s.Theta1Dot + float64(resultTheta1Dot*0.1))
	t2 := float64(s.Theta2Dot + float64(resultTheta2Dot*0.1))
	resultTheta1Dot2, resultTheta2Dot2 := envDerivative(float64(s.Theta1+float64(s.Theta1Dot*0.1)), float64(s.Theta2+float64(s.Theta2Dot*0.1)), t, t2, a.Torque)
	t3 := float64(s.Theta1Dot + float64(resultTheta1Dot2*0.1))
	t4 := float64(s.Theta2Dot + float64(resultTheta2Dot2*0.1))
	resultTheta1Dot3, resultTheta2Dot3 := envDerivative(float64(s.Theta1+float64(t*0.1)), float64(s.Theta2+float64(t2*0.1)), t3, t4, a.Torque)
	t5 := float64(s.Theta1Dot + float64(resultTheta1Dot3*0.2))
	t6 := float64(s.Theta2Dot + float64(resultTheta2Dot3*0.2))
	resultTheta1Dot4, resultTheta2Dot4 := envDerivative(float64(s.Theta1+float64(t3*0.2)), float64(s.Theta2+float64(t4*0.2)), t5, t6, a.Torque)
	t7 := float64(s.Theta1Dot + float64(float64(float64(float64(resultTheta1Dot+float64(resultTheta1Dot2*2.0))+float64(resultTheta1Dot3*2.0))+resultTheta1Dot4)*0.03333333333333333))
	t8 := float64(s.Theta2Dot + float64(float64(float64(float64(resultTheta2Dot+float64(resultTheta2Dot2*2.0))+float64(resultTheta2Dot3*2.0))+resultTheta2Dot4)*0.03333333333333333))
	x := float64(s.Theta1 + float64(float64(float64(float64(s.Theta1Dot+float64(t*2.0))+float64(t3*2.0))+t5)*0.03333333333333333))
	for x > 3.141592653589793 {
		x = float64(x - 6.283185307179586)
	}
	for x < -3.141592653589793 {
		x = float64(x + 6.283185307179586)
	}
	x2 := float64(s.Theta2 + float64(float64(float64(float64(s.Theta2Dot+float64(t2*2.0))+float64(t4*2.0))+t6)*0.03333333333333333))
	for x2 > 3.141592653589793 {
		x2 = float64(x2 - 6.283185307179586)
	}
	for x2 < -3.141592653589793 {
		x2 = float64(x2 + 6.283185307179586)
	}
	result.Theta1 = x
	result.Theta2 = x2
	result.Theta1Dot = rt.Select(t7 < -12.566370614359172, -12.566370614359172, rt.Select(t7 > 12.566370614359172, 12.566370614359172, t7))
	result.Theta2Dot = rt.Select(t8 < -28.274333882308138, -28.274333882308138, rt.Select(t8 > 28.274333882308138, 28.274333882308138, t8))
	return result
}

func compiledObserve(s State, r *rng.Source) (result Observation) {
	cos := math64.Cos(s.Theta1)
	sin := math64.Sin(s.Theta1)
	cos2 := math64.Cos(s.Theta2)
	sin2 := math64.Sin(s.Theta2)
	result.CosTheta1 = cos
	result.SinTheta1 = sin
	result.CosTheta2 = cos2
	result.SinTheta2 = sin2
	result.Theta1Dot = s.Theta1Dot
	result.Theta2Dot = s.Theta2Dot
	return result
}

func compiledTerminated(next State) bool {
	cos := math64.Cos(next.Theta1)
	cos2 := math64.Cos(float64(next.Theta2 + next.Theta1))
	return float64(-cos-cos2) > 1.0
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
	cos := math64.Cos(next.Theta1)
	cos2 := math64.Cos(float64(next.Theta2 + next.Theta1))
	t := rt.Select(float64(-cos-cos2) > 1.0, 0.0, -1.0)
	t2 := float64(cos * -4.9)
	t3 := float64(float64(cos+float64(cos2*0.5)) * -9.8)
	t4 := float64(next.Theta1Dot + next.Theta2Dot)
	t5 := float64(float64(float64(next.Theta1Dot*1.125)*next.Theta1Dot) + float64(float64(t4*0.625)*t4))
	t6 := float64(next.Theta1Dot * 0.5)
	cos3 := math64.Cos(next.Theta2)
	cos4 := math64.Cos(s.Theta1)
	t7 := float64(s.Theta1Dot + s.Theta2Dot)
	t8 := float64(float64(float64(float64(t2+t3)+float64(t5+float64(float64(t6*t4)*cos3)))-float64(float64(float64(cos4*-4.9)+float64(float64(cos4+float64(math64.Cos(float64(s.Theta1+s.Theta2))*0.5))*-9.8))+float64(float64(float64(float64(s.Theta1Dot*1.125)*s.Theta1Dot)+float64(float64(t7*0.625)*t7))+float64(float64(float64(s.Theta1Dot*0.5)*t7)*math64.Cos(s.Theta2))))) * 0.5)
	return float64(t + t8), map[string]float64{"pumping": t8, "time": t}
}
