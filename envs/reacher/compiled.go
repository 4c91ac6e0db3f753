// Code generated from env.go and task.go by go generate ./envs/builtin; DO NOT EDIT.

package reacher

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

func envDerivative(mShoulder float64, mElbow float64, mShoulderDot float64, mElbowDot float64, aShoulder float64, aElbow float64, shoulderFriction float64, elbowFriction float64) (float64, float64, float64, float64) {
	result := math64.Cos(mElbow)
	t := float64(float64(result*0.25) + 0.4166666666666667)
	t_2 := float64(float64(result*0.125) + 0.08333333333333333)
	t_3 := float64(math64.Sin(mElbow) * 0.125)
	t_4 := float64(float64(aShoulder-float64(shoulderFriction*mShoulderDot)) + float64(float64(t_3*mElbowDot)*float64(float64(mShoulderDot*2.0)+mElbowDot)))
	t_5 := float64(float64(aElbow-float64(elbowFriction*mElbowDot)) - float64(float64(t_3*mShoulderDot)*mShoulderDot))
	t_6 := float64(float64(t*0.08333333333333333) - float64(t_2*t_2))
	return mShoulderDot, mElbowDot, float64(float64(float64(t_4*0.08333333333333333)-float64(t_2*t_5)) / t_6), float64(float64(float64(t*t_5)-float64(t_2*t_4)) / t_6)
}

func envTip(sShoulder float64, sElbow float64, sShoulderDot float64, sElbowDot float64, sTargetX float64, sTargetY float64) (float64, float64) {
	t := float64(sShoulder + sElbow)
	result := math64.Cos(sShoulder)
	result_2 := math64.Sin(sShoulder)
	return float64(float64(result*0.5) + float64(math64.Cos(t)*0.5)), float64(float64(result_2*0.5) + float64(math64.Sin(t)*0.5))
}

func compiledReset(p Params, r *rng.Source) (result State) {
	result_2, sKey0, sKey1, sCounter0, sCounter1, sCounter2, sCounter3, sBlock0, sBlock1, sBlock2, sBlock3, sUsed := rngSourceUniform(r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used, -3.141592653589793, 3.141592653589793)
	result_3, sKey0_2, sKey1_2, sCounter0_2, sCounter1_2, sCounter2_2, sCounter3_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed_2 := rngSourceUniform(sKey0, sKey1, sCounter0, sCounter1, sCounter2, sCounter3, sBlock0, sBlock1, sBlock2, sBlock3, sUsed, -3.141592653589793, 3.141592653589793)
	result_4, sKey0_3, sKey1_3, sCounter0_3, sCounter1_3, sCounter2_3, sCounter3_3, sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed_3 := rngSourceUniform(sKey0_2, sKey1_2, sCounter0_2, sCounter1_2, sCounter2_2, sCounter3_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed_2, float64(p.TargetMin*p.TargetMin), float64(p.TargetMax*p.TargetMax))
	result_5 := math64.Sqrt(result_4)
	result_6, sKey0_4, sKey1_4, sCounter0_4, sCounter1_4, sCounter2_4, sCounter3_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed_4 := rngSourceUniform(sKey0_3, sKey1_3, sCounter0_3, sCounter1_3, sCounter2_3, sCounter3_3, sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed_3, -3.141592653589793, 3.141592653589793)
	result_7 := math64.Cos(result_6)
	result_8 := math64.Sin(result_6)
	result.Shoulder = result_2
	result.Elbow = result_3
	result.ShoulderDot = 0.0
	result.ElbowDot = 0.0
	result.Target.X = float64(result_5 * result_7)
	result.Target.Y = float64(result_5 * result_8)
	r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used = sKey0_4, sKey1_4, sCounter0_4, sCounter1_4, sCounter2_4, sCounter3_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed_4
	return result
}

func compiledStep(s State, a Action, r *rng.Source) (result State) {
	mShoulder2 := s.Shoulder
	mElbow2 := s.Elbow
	mShoulderDot2 := s.ShoulderDot
	mElbowDot2 := s.ElbowDot
	var i int
	for ; i < 2; i = rt.AddInt(i, 1, "env.go:95:29") {
		resultShoulder, resultElbow, resultShoulderDot, resultElbowDot := envDerivative(mShoulder2, mElbow2, mShoulderDot2, mElbowDot2, a.Shoulder, a.Elbow, 0.5, 0.15)
		resultShoulder_2, resultElbow_2, resultShoulderDot_2, resultElbowDot_2 := envDerivative(float64(mShoulder2+float64(resultShoulder*0.0125)), float64(mElbow2+float64(resultElbow*0.0125)), float64(mShoulderDot2+float64(resultShoulderDot*0.0125)), float64(mElbowDot2+float64(resultElbowDot*0.0125)), a.Shoulder, a.Elbow, 0.5, 0.15)
		resultShoulder_3, resultElbow_3, resultShoulderDot_3, resultElbowDot_3 := envDerivative(float64(mShoulder2+float64(resultShoulder_2*0.0125)), float64(mElbow2+float64(resultElbow_2*0.0125)), float64(mShoulderDot2+float64(resultShoulderDot_2*0.0125)), float64(mElbowDot2+float64(resultElbowDot_2*0.0125)), a.Shoulder, a.Elbow, 0.5, 0.15)
		resultShoulder_4, resultElbow_4, resultShoulderDot_4, resultElbowDot_4 := envDerivative(float64(mShoulder2+float64(resultShoulder_3*0.025)), float64(mElbow2+float64(resultElbow_3*0.025)), float64(mShoulderDot2+float64(resultShoulderDot_3*0.025)), float64(mElbowDot2+float64(resultElbowDot_3*0.025)), a.Shoulder, a.Elbow, 0.5, 0.15)
		mShoulder2 = float64(float64(float64(float64(mShoulder2+float64(resultShoulder*0.004166666666666667))+float64(resultShoulder_2*0.008333333333333333))+float64(resultShoulder_3*0.008333333333333333)) + float64(resultShoulder_4*0.004166666666666667))
		mElbow2 = float64(float64(float64(float64(mElbow2+float64(resultElbow*0.004166666666666667))+float64(resultElbow_2*0.008333333333333333))+float64(resultElbow_3*0.008333333333333333)) + float64(resultElbow_4*0.004166666666666667))
		mShoulderDot2 = float64(float64(float64(float64(mShoulderDot2+float64(resultShoulderDot*0.004166666666666667))+float64(resultShoulderDot_2*0.008333333333333333))+float64(resultShoulderDot_3*0.008333333333333333)) + float64(resultShoulderDot_4*0.004166666666666667))
		mElbowDot2 = float64(float64(float64(float64(mElbowDot2+float64(resultElbowDot*0.004166666666666667))+float64(resultElbowDot_2*0.008333333333333333))+float64(resultElbowDot_3*0.008333333333333333)) + float64(resultElbowDot_4*0.004166666666666667))
	}
	result_2 := math64.Mod(float64(mShoulder2+3.141592653589793), 6.283185307179586)
	t := rt.Select(result_2 < 0.0, float64(result_2+6.283185307179586), result_2)
	result_3 := math64.Mod(float64(mElbow2+3.141592653589793), 6.283185307179586)
	t_2 := rt.Select(result_3 < 0.0, float64(result_3+6.283185307179586), result_3)
	result.Shoulder = float64(rt.Select(t >= 6.283185307179586, 0.0, t) - 3.141592653589793)
	result.Elbow = float64(rt.Select(t_2 >= 6.283185307179586, 0.0, t_2) - 3.141592653589793)
	result.ShoulderDot = mShoulderDot2
	result.ElbowDot = mElbowDot2
	result.Target.X = s.Target.X
	result.Target.Y = s.Target.Y
	return result
}

func compiledObserve(s State, r *rng.Source) (result Observation) {
	result_2 := math64.Cos(s.Elbow)
	result_3 := math64.Sin(s.Elbow)
	t := -s.Shoulder
	result_4 := math64.Cos(t)
	result_5 := math64.Sin(t)
	resultX, resultY := envTip(s.Shoulder, s.Elbow, s.ShoulderDot, s.ElbowDot, s.Target.X, s.Target.Y)
	t_2 := float64(s.Target.X - resultX)
	t_3 := float64(s.Target.Y - resultY)
	result.CosElbow = result_2
	result.SinElbow = result_3
	result.ShoulderDot = s.ShoulderDot
	result.ElbowDot = s.ElbowDot
	result.Target.X = float64(float64(result_4*s.Target.X) - float64(result_5*s.Target.Y))
	result.Target.Y = float64(float64(result_5*s.Target.X) + float64(result_4*s.Target.Y))
	result.Error.X = float64(float64(result_4*t_2) - float64(result_5*t_3))
	result.Error.Y = float64(float64(result_5*t_2) + float64(result_4*t_3))
	return result
}

func compiledTerminated(next State) bool {
	return false
}

func compiledScore(s State, a Action, next State) float64 {
	resultX, resultY := envTip(next.Shoulder, next.Elbow, next.ShoulderDot, next.ElbowDot, next.Target.X, next.Target.Y)
	t := float64(resultX - next.Target.X)
	t_2 := float64(resultY - next.Target.Y)
	if math64.Sqrt(float64(float64(t*t)+float64(t_2*t_2))) <= 0.05 {
		return 1.0
	}
	return 0.0
}

func compiledSuccess(s State, a Action, next State) bool {
	resultX, resultY := envTip(next.Shoulder, next.Elbow, next.ShoulderDot, next.ElbowDot, next.Target.X, next.Target.Y)
	t := float64(resultX - next.Target.X)
	t_2 := float64(resultY - next.Target.Y)
	result := math64.Sqrt(float64(float64(t*t) + float64(t_2*t_2)))
	return result <= 0.05
}

func compiledSparseReward(s State, a Action, next State) (float64, map[string]float64) {
	resultX, resultY := envTip(next.Shoulder, next.Elbow, next.ShoulderDot, next.ElbowDot, next.Target.X, next.Target.Y)
	t := float64(resultX - next.Target.X)
	t_2 := float64(resultY - next.Target.Y)
	t_3 := rt.Select(math64.Sqrt(float64(float64(t*t)+float64(t_2*t_2))) <= 0.05, 1.0, 0.0)
	return t_3, map[string]float64{"on_target": t_3}
}

func compiledHumanReward(s State, a Action, next State) (float64, map[string]float64) {
	resultX, resultY := envTip(next.Shoulder, next.Elbow, next.ShoulderDot, next.ElbowDot, next.Target.X, next.Target.Y)
	t := float64(resultX - next.Target.X)
	t_2 := float64(resultY - next.Target.Y)
	result := math64.Sqrt(float64(float64(t*t) + float64(t_2*t_2)))
	t_3 := float64(a.Shoulder / 3.0)
	t_4 := -result
	result_2 := math64.Abs(result)
	var result_3 float64
	if result_2 <= 0.0 {
		result_3 = 1.0
	} else {
		t_5 := float64(result_2 / 0.1)
		result_3 = math64.Exp(float64(float64(t_5*-2.302585092994046) * t_5))
	}
	t_6 := float64(float64(float64(t_3*t_3)+float64(a.Elbow*a.Elbow)) * -0.02)
	return float64(float64(t_4+result_3) + t_6), map[string]float64{"approach": t_4, "effort": t_6, "precision": result_3}
}
