// Code generated from env.go and task.go by go generate ./envs/builtin; DO NOT EDIT.

package reacher

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

func envDerivative(mElbow, mShoulderDot, mElbowDot, aShoulder, aElbow, shoulderFriction, elbowFriction float64) (float64, float64) {
	cos := math64.Cos(mElbow)
	t := float64(float64(cos*0.25) + 0.4166666666666667)
	t2 := float64(float64(cos*0.125) + 0.08333333333333333)
	t3 := float64(math64.Sin(mElbow) * 0.125)
	t4 := float64(float64(aShoulder-float64(shoulderFriction*mShoulderDot)) + float64(float64(t3*mElbowDot)*float64(float64(mShoulderDot*2.0)+mElbowDot)))
	t5 := float64(float64(aElbow-float64(elbowFriction*mElbowDot)) - float64(float64(t3*mShoulderDot)*mShoulderDot))
	t6 := float64(float64(t*0.08333333333333333) - float64(t2*t2))
	return float64(float64(float64(t4*0.08333333333333333)-float64(t2*t5)) / t6), float64(float64(float64(t*t5)-float64(t2*t4)) / t6)
}

func envSuccess(sShoulder, sElbow, sShoulderDot, sElbowDot, sTargetX, sTargetY, aShoulder, aElbow, nextShoulder, nextElbow, nextShoulderDot, nextElbowDot, nextTargetX, nextTargetY float64) bool {
	t := float64(nextShoulder + nextElbow)
	cos := math64.Cos(nextShoulder)
	sin := math64.Sin(nextShoulder)
	t2 := float64(float64(float64(cos*0.5)+float64(math64.Cos(t)*0.5)) - nextTargetX)
	t3 := float64(float64(float64(sin*0.5)+float64(math64.Sin(t)*0.5)) - nextTargetY)
	return math64.Sqrt(float64(float64(t2*t2)+float64(t3*t3))) <= 0.05
}

func compiledReset(p Params, r *rng.Source) (result State) {
	result2, sCounter0, sBlock0, sBlock1, sBlock2, sBlock3, sUsed := rngSourceUniform(r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used, -3.141592653589793, 3.141592653589793)
	result3, sCounter0_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed2 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0, sBlock1, sBlock2, sBlock3, sUsed, -3.141592653589793, 3.141592653589793)
	result4, sCounter0_3, sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed3 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_2, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed2, float64(p.TargetMin*p.TargetMin), float64(p.TargetMax*p.TargetMax))
	sqrt := math64.Sqrt(result4)
	result5, sCounter0_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed4 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_3, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed3, -3.141592653589793, 3.141592653589793)
	cos := math64.Cos(result5)
	sin := math64.Sin(result5)
	result.Shoulder = result2
	result.Elbow = result3
	result.ShoulderDot = 0.0
	result.ElbowDot = 0.0
	result.Target.X = float64(sqrt * cos)
	result.Target.Y = float64(sqrt * sin)
	r.Counter[0], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used = sCounter0_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed4
	return result
}

func compiledStep(s State, a Action, r *rng.Source) (result State) {
	mShoulder2 := s.Shoulder
	mElbow2 := s.Elbow
	mShoulderDot2 := s.ShoulderDot
	mElbowDot2 := s.ElbowDot
	for i := 0; i < 2; i = rt.AddInt(i, 1, "env.go:95:29") {
		resultShoulderDot, resultElbowDot := envDerivative(mElbow2, mShoulderDot2, mElbowDot2, a.Shoulder, a.Elbow, 0.5, 0.15)
		t := float64(mShoulderDot2 + float64(resultShoulderDot*0.0125))
		t2 := float64(mElbowDot2 + float64(resultElbowDot*0.0125))
		resultShoulderDot2, resultElbowDot2 := envDerivative(float64(mElbow2+float64(mElbowDot2*0.0125)), t, t2, a.Shoulder, a.Elbow, 0.5, 0.15)
		t3 := float64(mShoulderDot2 + float64(resultShoulderDot2*0.0125))
		t4 := float64(mElbowDot2 + float64(resultElbowDot2*0.0125))
		resultShoulderDot3, resultElbowDot3 := envDerivative(float64(mElbow2+float64(t2*0.0125)), t3, t4, a.Shoulder, a.Elbow, 0.5, 0.15)
		t5 := float64(mShoulderDot2 + float64(resultShoulderDot3*0.025))
		t6 := float64(mElbowDot2 + float64(resultElbowDot3*0.025))
		resultShoulderDot4, resultElbowDot4 := envDerivative(float64(mElbow2+float64(t4*0.025)), t5, t6, a.Shoulder, a.Elbow, 0.5, 0.15)
		mShoulder2 = float64(float64(float64(float64(mShoulder2+float64(mShoulderDot2*0.004166666666666667))+float64(t*0.008333333333333333))+float64(t3*0.008333333333333333)) + float64(t5*0.004166666666666667))
		mElbow2 = float64(float64(float64(float64(mElbow2+float64(mElbowDot2*0.004166666666666667))+float64(t2*0.008333333333333333))+float64(t4*0.008333333333333333)) + float64(t6*0.004166666666666667))
		mShoulderDot2 = float64(float64(float64(float64(mShoulderDot2+float64(resultShoulderDot*0.004166666666666667))+float64(resultShoulderDot2*0.008333333333333333))+float64(resultShoulderDot3*0.008333333333333333)) + float64(resultShoulderDot4*0.004166666666666667))
		mElbowDot2 = float64(float64(float64(float64(mElbowDot2+float64(resultElbowDot*0.004166666666666667))+float64(resultElbowDot2*0.008333333333333333))+float64(resultElbowDot3*0.008333333333333333)) + float64(resultElbowDot4*0.004166666666666667))
	}
	mod := math64.Mod(float64(mShoulder2+3.141592653589793), 6.283185307179586)
	t7 := rt.Select(mod < 0.0, float64(mod+6.283185307179586), mod)
	mod2 := math64.Mod(float64(mElbow2+3.141592653589793), 6.283185307179586)
	t8 := rt.Select(mod2 < 0.0, float64(mod2+6.283185307179586), mod2)
	result.Shoulder = float64(rt.Select(t7 >= 6.283185307179586, 0.0, t7) - 3.141592653589793)
	result.Elbow = float64(rt.Select(t8 >= 6.283185307179586, 0.0, t8) - 3.141592653589793)
	result.ShoulderDot = mShoulderDot2
	result.ElbowDot = mElbowDot2
	result.Target.X = s.Target.X
	result.Target.Y = s.Target.Y
	return result
}

func compiledObserve(s State, r *rng.Source) (result Observation) {
	cos := math64.Cos(s.Elbow)
	sin := math64.Sin(s.Elbow)
	t := -s.Shoulder
	cos2 := math64.Cos(t)
	sin2 := math64.Sin(t)
	t2 := float64(s.Shoulder + s.Elbow)
	cos3 := math64.Cos(s.Shoulder)
	sin3 := math64.Sin(s.Shoulder)
	t3 := float64(s.Target.X - float64(float64(cos3*0.5)+float64(math64.Cos(t2)*0.5)))
	t4 := float64(s.Target.Y - float64(float64(sin3*0.5)+float64(math64.Sin(t2)*0.5)))
	result.CosElbow = cos
	result.SinElbow = sin
	result.ShoulderDot = s.ShoulderDot
	result.ElbowDot = s.ElbowDot
	result.Target.X = float64(float64(cos2*s.Target.X) - float64(sin2*s.Target.Y))
	result.Target.Y = float64(float64(sin2*s.Target.X) + float64(cos2*s.Target.Y))
	result.Error.X = float64(float64(cos2*t3) - float64(sin2*t4))
	result.Error.Y = float64(float64(sin2*t3) + float64(cos2*t4))
	return result
}

func compiledTerminated(next State) bool {
	return false
}

func compiledScore(s State, a Action, next State) float64 {
	if envSuccess(s.Shoulder, s.Elbow, s.ShoulderDot, s.ElbowDot, s.Target.X, s.Target.Y, a.Shoulder, a.Elbow, next.Shoulder, next.Elbow, next.ShoulderDot, next.ElbowDot, next.Target.X, next.Target.Y) {
		return 1.0
	}
	return 0.0
}

func compiledSuccess(s State, a Action, next State) bool {
	t := float64(next.Shoulder + next.Elbow)
	cos := math64.Cos(next.Shoulder)
	sin := math64.Sin(next.Shoulder)
	t2 := float64(float64(float64(cos*0.5)+float64(math64.Cos(t)*0.5)) - next.Target.X)
	t3 := float64(float64(float64(sin*0.5)+float64(math64.Sin(t)*0.5)) - next.Target.Y)
	sqrt := math64.Sqrt(float64(float64(t2*t2) + float64(t3*t3)))
	return sqrt <= 0.05
}

func compiledSparseReward(s State, a Action, next State) (float64, map[string]float64) {
	t := rt.Select(envSuccess(s.Shoulder, s.Elbow, s.ShoulderDot, s.ElbowDot, s.Target.X, s.Target.Y, a.Shoulder, a.Elbow, next.Shoulder, next.Elbow, next.ShoulderDot, next.ElbowDot, next.Target.X, next.Target.Y), 1.0, 0.0)
	return t, map[string]float64{"on_target": t}
}

func compiledHumanReward(s State, a Action, next State) (float64, map[string]float64) {
	t := float64(next.Shoulder + next.Elbow)
	cos := math64.Cos(next.Shoulder)
	sin := math64.Sin(next.Shoulder)
	t2 := float64(float64(float64(cos*0.5)+float64(math64.Cos(t)*0.5)) - next.Target.X)
	t3 := float64(float64(float64(sin*0.5)+float64(math64.Sin(t)*0.5)) - next.Target.Y)
	sqrt := math64.Sqrt(float64(float64(t2*t2) + float64(t3*t3)))
	t4 := float64(a.Shoulder / 3.0)
	t5 := -sqrt
	abs := math64.Abs(sqrt)
	var result float64
	if abs <= 0.0 {
		result = 1.0
	} else {
		t6 := float64(abs / 0.1)
		result = math64.Exp(float64(float64(t6*-2.302585092994046) * t6))
	}
	t7 := float64(float64(float64(t4*t4)+float64(a.Elbow*a.Elbow)) * -0.02)
	return float64(float64(t5+result) + t7), map[string]float64{"approach": t5, "effort": t7, "precision": result}
}
