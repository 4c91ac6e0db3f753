// Code generated from env.go and task.go by go generate ./envs/builtin; DO NOT EDIT.

package quadrotor

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

func geomMat3Mul(mXX float64, mXY float64, mXZ float64, mYX float64, mYY float64, mYZ float64, mZX float64, mZY float64, mZZ float64, nXX float64, nXY float64, nXZ float64, nYX float64, nYY float64, nYZ float64, nZX float64, nZY float64, nZZ float64) (float64, float64, float64, float64, float64, float64, float64, float64, float64) {
	t := float64(float64(float64(mXX*nXX)+float64(mXY*nYX)) + float64(mXZ*nZX))
	t_2 := float64(float64(float64(mYX*nXX)+float64(mYY*nYX)) + float64(mYZ*nZX))
	t_3 := float64(float64(float64(mZX*nXX)+float64(mZY*nYX)) + float64(mZZ*nZX))
	t_4 := float64(float64(float64(mXX*nXY)+float64(mXY*nYY)) + float64(mXZ*nZY))
	t_5 := float64(mYX * nXY)
	return t, t_4, float64(float64(float64(mXX*nXZ)+float64(mXY*nYZ)) + float64(mXZ*nZZ)), t_2, float64(float64(t_5+float64(mYY*nYY)) + float64(mYZ*nZY)), float64(float64(float64(mYX*nXZ)+float64(mYY*nYZ)) + float64(mYZ*nZZ)), t_3, float64(float64(float64(mZX*nXY)+float64(mZY*nYY)) + float64(mZZ*nZY)), float64(float64(float64(mZX*nXZ)+float64(mZY*nYZ)) + float64(mZZ*nZZ))
}

func envRotation(mXX float64, mXY float64, mXZ float64, mYX float64, mYY float64, mYZ float64, mZX float64, mZY float64, mZZ float64) (float64, float64, float64, float64, float64, float64, float64, float64, float64) {
	t := float64(1.0 / math64.Sqrt(float64(float64(float64(mXX*mXX)+float64(mXY*mXY))+float64(mXZ*mXZ))))
	t_2 := float64(t * mXX)
	t_3 := float64(t * mXY)
	t_4 := float64(t * mXZ)
	t_5 := float64(float64(float64(t_2*mYX)+float64(t_3*mYY)) + float64(t_4*mYZ))
	t_6 := float64(mYX - float64(t_5*t_2))
	t_7 := float64(mYY - float64(t_5*t_3))
	t_8 := float64(mYZ - float64(t_5*t_4))
	t_9 := float64(1.0 / math64.Sqrt(float64(float64(float64(t_6*t_6)+float64(t_7*t_7))+float64(t_8*t_8))))
	t_10 := float64(t_9 * t_6)
	t_11 := float64(t_9 * t_7)
	t_12 := float64(t_9 * t_8)
	t_13 := float64(float64(t_3*t_12) - float64(t_4*t_11))
	t_14 := float64(float64(t_4*t_10) - float64(t_2*t_12))
	t_15 := float64(float64(t_2*t_11) - float64(t_3*t_10))
	t_16 := rt.Select(t_2 < -1.0, -1.0, rt.Select(t_2 > 1.0, 1.0, t_2))
	t_17 := rt.Select(t_3 < -1.0, -1.0, rt.Select(t_3 > 1.0, 1.0, t_3))
	t_18 := rt.Select(t_4 < -1.0, -1.0, rt.Select(t_4 > 1.0, 1.0, t_4))
	return t_16, t_17, t_18, rt.Select(t_10 < -1.0, -1.0, rt.Select(t_10 > 1.0, 1.0, t_10)), rt.Select(t_11 < -1.0, -1.0, rt.Select(t_11 > 1.0, 1.0, t_11)), rt.Select(t_12 < -1.0, -1.0, rt.Select(t_12 > 1.0, 1.0, t_12)), rt.Select(t_13 < -1.0, -1.0, rt.Select(t_13 > 1.0, 1.0, t_13)), rt.Select(t_14 < -1.0, -1.0, rt.Select(t_14 > 1.0, 1.0, t_14)), rt.Select(t_15 < -1.0, -1.0, rt.Select(t_15 > 1.0, 1.0, t_15))
}

func envAcceleration(sPositionX float64, sPositionY float64, sPositionZ float64, sVelocityX float64, sVelocityY float64, sVelocityZ float64, sRotationXX float64, sRotationXY float64, sRotationXZ float64, sRotationYX float64, sRotationYY float64, sRotationYZ float64, sRotationZX float64, sRotationZY float64, sRotationZZ float64, sRatesX float64, sRatesY float64, sRatesZ float64, sGoalX float64, sGoalY float64, sGoalZ float64, sGoalYaw float64, thrust float64, drag float64) (float64, float64, float64) {
	return float64(float64(float64(float64(sRotationXX*0.0)+float64(sRotationXY*0.0))+float64(sRotationXZ*thrust)) - float64(drag*sVelocityX)), float64(float64(float64(float64(sRotationYX*0.0)+float64(sRotationYY*0.0))+float64(sRotationYZ*thrust)) - float64(drag*sVelocityY)), float64(float64(float64(float64(float64(sRotationZX*0.0)+float64(sRotationZY*0.0))+float64(sRotationZZ*thrust))-float64(drag*sVelocityZ)) - 9.81)
}

func envTerminated(nextPositionX float64, nextPositionY float64, nextPositionZ float64, nextVelocityX float64, nextVelocityY float64, nextVelocityZ float64, nextRotationXX float64, nextRotationXY float64, nextRotationXZ float64, nextRotationYX float64, nextRotationYY float64, nextRotationYZ float64, nextRotationZX float64, nextRotationZY float64, nextRotationZZ float64, nextRatesX float64, nextRatesY float64, nextRatesZ float64, nextGoalX float64, nextGoalY float64, nextGoalZ float64, nextGoalYaw float64) bool {
	var ok bool
	if math64.Abs(nextPositionX) > 3.0 {
		ok = true
	} else {
		ok = math64.Abs(nextPositionY) > 3.0
	}
	var ok2 bool
	if ok {
		ok2 = true
	} else {
		ok2 = math64.Abs(nextPositionZ) > 3.0
	}
	var ok3 bool
	if ok2 {
		ok3 = true
	} else {
		ok3 = math64.Acos(rt.Select(nextRotationZZ < -1.0, -1.0, rt.Select(nextRotationZZ > 1.0, 1.0, nextRotationZZ))) > 1.3
	}
	return ok3
}

func envScore(sPositionX float64, sPositionY float64, sPositionZ float64, sVelocityX float64, sVelocityY float64, sVelocityZ float64, sRotationXX float64, sRotationXY float64, sRotationXZ float64, sRotationYX float64, sRotationYY float64, sRotationYZ float64, sRotationZX float64, sRotationZY float64, sRotationZZ float64, sRatesX float64, sRatesY float64, sRatesZ float64, sGoalX float64, sGoalY float64, sGoalZ float64, sGoalYaw float64, aRotor0 float64, aRotor1 float64, aRotor2 float64, aRotor3 float64, nextPositionX float64, nextPositionY float64, nextPositionZ float64, nextVelocityX float64, nextVelocityY float64, nextVelocityZ float64, nextRotationXX float64, nextRotationXY float64, nextRotationXZ float64, nextRotationYX float64, nextRotationYY float64, nextRotationYZ float64, nextRotationZX float64, nextRotationZY float64, nextRotationZZ float64, nextRatesX float64, nextRatesY float64, nextRatesZ float64, nextGoalX float64, nextGoalY float64, nextGoalZ float64, nextGoalYaw float64) float64 {
	if envTerminated(nextPositionX, nextPositionY, nextPositionZ, nextVelocityX, nextVelocityY, nextVelocityZ, nextRotationXX, nextRotationXY, nextRotationXZ, nextRotationYX, nextRotationYY, nextRotationYZ, nextRotationZX, nextRotationZY, nextRotationZZ, nextRatesX, nextRatesY, nextRatesZ, nextGoalX, nextGoalY, nextGoalZ, nextGoalYaw) {
		return 0.0
	}
	t := float64(nextPositionX - nextGoalX)
	t_2 := float64(nextPositionY - nextGoalY)
	t_3 := float64(nextPositionZ - nextGoalZ)
	return float64(math64.Max(0.0, float64(1.0-math64.Sqrt(float64(float64(float64(t*t)+float64(t_2*t_2))+float64(t_3*t_3))))) * 0.02)
}

func compiledReset(p Params, r *rng.Source) (result State) {
	t := -p.GoalSpread
	result_2, sKey0, sKey1, sCounter0, sCounter1, sCounter2, sCounter3, sBlock0, sBlock1, sBlock2, sBlock3, sUsed := rngSourceUniform(r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used, t, p.GoalSpread)
	result_3, sKey0_2, sKey1_2, sCounter0_2, sCounter1_2, sCounter2_2, sCounter3_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed_2 := rngSourceUniform(sKey0, sKey1, sCounter0, sCounter1, sCounter2, sCounter3, sBlock0, sBlock1, sBlock2, sBlock3, sUsed, t, p.GoalSpread)
	result_4, sKey0_3, sKey1_3, sCounter0_3, sCounter1_3, sCounter2_3, sCounter3_3, sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed_3 := rngSourceUniform(sKey0_2, sKey1_2, sCounter0_2, sCounter1_2, sCounter2_2, sCounter3_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed_2, t, p.GoalSpread)
	result_5, sKey0_4, sKey1_4, sCounter0_4, sCounter1_4, sCounter2_4, sCounter3_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed_4 := rngSourceUniform(sKey0_3, sKey1_3, sCounter0_3, sCounter1_3, sCounter2_3, sCounter3_3, sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed_3, -3.141592653589793, 3.141592653589793)
	t_2 := -p.StartSpread
	result_6, sKey0_5, sKey1_5, sCounter0_5, sCounter1_5, sCounter2_5, sCounter3_5, sBlock0_5, sBlock1_5, sBlock2_5, sBlock3_5, sUsed_5 := rngSourceUniform(sKey0_4, sKey1_4, sCounter0_4, sCounter1_4, sCounter2_4, sCounter3_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed_4, t_2, p.StartSpread)
	result_7, sKey0_6, sKey1_6, sCounter0_6, sCounter1_6, sCounter2_6, sCounter3_6, sBlock0_6, sBlock1_6, sBlock2_6, sBlock3_6, sUsed_6 := rngSourceUniform(sKey0_5, sKey1_5, sCounter0_5, sCounter1_5, sCounter2_5, sCounter3_5, sBlock0_5, sBlock1_5, sBlock2_5, sBlock3_5, sUsed_5, t_2, p.StartSpread)
	result_8, sKey0_7, sKey1_7, sCounter0_7, sCounter1_7, sCounter2_7, sCounter3_7, sBlock0_7, sBlock1_7, sBlock2_7, sBlock3_7, sUsed_7 := rngSourceUniform(sKey0_6, sKey1_6, sCounter0_6, sCounter1_6, sCounter2_6, sCounter3_6, sBlock0_6, sBlock1_6, sBlock2_6, sBlock3_6, sUsed_6, t_2, p.StartSpread)
	result_9, sKey0_8, sKey1_8, sCounter0_8, sCounter1_8, sCounter2_8, sCounter3_8, sBlock0_8, sBlock1_8, sBlock2_8, sBlock3_8, sUsed_8 := rngSourceUniform(sKey0_7, sKey1_7, sCounter0_7, sCounter1_7, sCounter2_7, sCounter3_7, sBlock0_7, sBlock1_7, sBlock2_7, sBlock3_7, sUsed_7, -p.StartTurn, p.StartTurn)
	t_3 := float64(result_5 + result_9)
	result_10 := math64.Sin(t_3)
	result_11 := math64.Cos(t_3)
	t_4 := -p.StartTilt
	result_12, sKey0_9, sKey1_9, sCounter0_9, sCounter1_9, sCounter2_9, sCounter3_9, sBlock0_9, sBlock1_9, sBlock2_9, sBlock3_9, sUsed_9 := rngSourceUniform(sKey0_8, sKey1_8, sCounter0_8, sCounter1_8, sCounter2_8, sCounter3_8, sBlock0_8, sBlock1_8, sBlock2_8, sBlock3_8, sUsed_8, t_4, p.StartTilt)
	result_13 := math64.Sin(result_12)
	result_14 := math64.Cos(result_12)
	result_15, sKey0_10, sKey1_10, sCounter0_10, sCounter1_10, sCounter2_10, sCounter3_10, sBlock0_10, sBlock1_10, sBlock2_10, sBlock3_10, sUsed_10 := rngSourceUniform(sKey0_9, sKey1_9, sCounter0_9, sCounter1_9, sCounter2_9, sCounter3_9, sBlock0_9, sBlock1_9, sBlock2_9, sBlock3_9, sUsed_9, t_4, p.StartTilt)
	result_16 := math64.Sin(result_15)
	result_17 := math64.Cos(result_15)
	t_5 := -p.StartSpeed
	result_18, sKey0_11, sKey1_11, sCounter0_11, sCounter1_11, sCounter2_11, sCounter3_11, sBlock0_11, sBlock1_11, sBlock2_11, sBlock3_11, sUsed_11 := rngSourceUniform(sKey0_10, sKey1_10, sCounter0_10, sCounter1_10, sCounter2_10, sCounter3_10, sBlock0_10, sBlock1_10, sBlock2_10, sBlock3_10, sUsed_10, t_5, p.StartSpeed)
	result_19, sKey0_12, sKey1_12, sCounter0_12, sCounter1_12, sCounter2_12, sCounter3_12, sBlock0_12, sBlock1_12, sBlock2_12, sBlock3_12, sUsed_12 := rngSourceUniform(sKey0_11, sKey1_11, sCounter0_11, sCounter1_11, sCounter2_11, sCounter3_11, sBlock0_11, sBlock1_11, sBlock2_11, sBlock3_11, sUsed_11, t_5, p.StartSpeed)
	result_20, sKey0_13, sKey1_13, sCounter0_13, sCounter1_13, sCounter2_13, sCounter3_13, sBlock0_13, sBlock1_13, sBlock2_13, sBlock3_13, sUsed_13 := rngSourceUniform(sKey0_12, sKey1_12, sCounter0_12, sCounter1_12, sCounter2_12, sCounter3_12, sBlock0_12, sBlock1_12, sBlock2_12, sBlock3_12, sUsed_12, t_5, p.StartSpeed)
	resultXX, resultXY, resultXZ, resultYX, resultYY, resultYZ, resultZX, resultZY, resultZZ := geomMat3Mul(result_11, -result_10, 0.0, result_10, result_11, 0.0, 0.0, 0.0, 1.0, result_14, 0.0, result_13, 0.0, 1.0, 0.0, -result_13, 0.0, result_14)
	resultXX_2, resultXY_2, resultXZ_2, resultYX_2, resultYY_2, resultYZ_2, resultZX_2, resultZY_2, resultZZ_2 := geomMat3Mul(resultXX, resultXY, resultXZ, resultYX, resultYY, resultYZ, resultZX, resultZY, resultZZ, 1.0, 0.0, 0.0, 0.0, result_17, -result_16, 0.0, result_16, result_17)
	resultXX_3, resultXY_3, resultXZ_3, resultYX_3, resultYY_3, resultYZ_3, resultZX_3, resultZY_3, resultZZ_3 := envRotation(resultXX_2, resultXY_2, resultXZ_2, resultYX_2, resultYY_2, resultYZ_2, resultZX_2, resultZY_2, resultZZ_2)
	result_21, sKey0_14, sKey1_14, sCounter0_14, sCounter1_14, sCounter2_14, sCounter3_14, sBlock0_14, sBlock1_14, sBlock2_14, sBlock3_14, sUsed_14 := rngSourceUniform(sKey0_13, sKey1_13, sCounter0_13, sCounter1_13, sCounter2_13, sCounter3_13, sBlock0_13, sBlock1_13, sBlock2_13, sBlock3_13, sUsed_13, t_5, p.StartSpeed)
	result_22, sKey0_15, sKey1_15, sCounter0_15, sCounter1_15, sCounter2_15, sCounter3_15, sBlock0_15, sBlock1_15, sBlock2_15, sBlock3_15, sUsed_15 := rngSourceUniform(sKey0_14, sKey1_14, sCounter0_14, sCounter1_14, sCounter2_14, sCounter3_14, sBlock0_14, sBlock1_14, sBlock2_14, sBlock3_14, sUsed_14, t_5, p.StartSpeed)
	result_23, sKey0_16, sKey1_16, sCounter0_16, sCounter1_16, sCounter2_16, sCounter3_16, sBlock0_16, sBlock1_16, sBlock2_16, sBlock3_16, sUsed_16 := rngSourceUniform(sKey0_15, sKey1_15, sCounter0_15, sCounter1_15, sCounter2_15, sCounter3_15, sBlock0_15, sBlock1_15, sBlock2_15, sBlock3_15, sUsed_15, t_5, p.StartSpeed)
	result.Position.X = float64(result_2 + result_6)
	result.Position.Y = float64(result_3 + result_7)
	result.Position.Z = float64(result_4 + result_8)
	result.Velocity.X = result_18
	result.Velocity.Y = result_19
	result.Velocity.Z = result_20
	result.Rotation.XX = resultXX_3
	result.Rotation.XY = resultXY_3
	result.Rotation.XZ = resultXZ_3
	result.Rotation.YX = resultYX_3
	result.Rotation.YY = resultYY_3
	result.Rotation.YZ = resultYZ_3
	result.Rotation.ZX = resultZX_3
	result.Rotation.ZY = resultZY_3
	result.Rotation.ZZ = resultZZ_3
	result.Rates.X = result_21
	result.Rates.Y = result_22
	result.Rates.Z = result_23
	result.Goal.X = result_2
	result.Goal.Y = result_3
	result.Goal.Z = result_4
	result.GoalYaw = result_5
	r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used = sKey0_16, sKey1_16, sCounter0_16, sCounter1_16, sCounter2_16, sCounter3_16, sBlock0_16, sBlock1_16, sBlock2_16, sBlock3_16, sUsed_16
	return result
}

func compiledStep(s State, a Action, r *rng.Source) (result State) {
	sPositionX3 := s.Position.X
	sPositionY3 := s.Position.Y
	sPositionZ3 := s.Position.Z
	sVelocityX3 := s.Velocity.X
	sVelocityY3 := s.Velocity.Y
	sVelocityZ3 := s.Velocity.Z
	sRotationXX3 := s.Rotation.XX
	sRotationXY3 := s.Rotation.XY
	sRotationXZ3 := s.Rotation.XZ
	sRotationYX3 := s.Rotation.YX
	sRotationYY3 := s.Rotation.YY
	sRotationYZ3 := s.Rotation.YZ
	sRotationZX3 := s.Rotation.ZX
	sRotationZY3 := s.Rotation.ZY
	sRotationZZ3 := s.Rotation.ZZ
	sRatesX3 := s.Rates.X
	sRatesY3 := s.Rates.Y
	sRatesZ3 := s.Rates.Z
	sGoalX3 := s.Goal.X
	sGoalY3 := s.Goal.Y
	sGoalZ3 := s.Goal.Z
	sGoalYaw3 := s.GoalYaw
	t := float64(a.Rotor[0] * 0.981)
	t_2 := float64(a.Rotor[1] * 0.981)
	t_3 := float64(a.Rotor[2] * 0.981)
	t_4 := float64(a.Rotor[3] * 0.981)
	t_5 := float64(float64(float64(float64(t+9.81)+t_2)+t_3) + t_4)
	t_6 := float64(float64(float64(float64(t+t_4)-t_2)-t_3) * 0.14)
	t_7 := float64(float64(float64(float64(t_4+t_3)-t)-t_2) * 0.14)
	t_8 := float64(float64(float64(float64(t+t_3)-t_2)-t_4) * 0.04)
	var i int
	var a2 float64
	var b float64
	for ; i < 2; i = rt.AddInt(i, 1, "env.go:116:29") {
		t_9 := float64(sRatesX3 * 0.02)
		t_10 := float64(sRatesY3 * 0.02)
		resultX, resultY, resultZ := envAcceleration(sPositionX3, sPositionY3, sPositionZ3, sVelocityX3, sVelocityY3, sVelocityZ3, sRotationXX3, sRotationXY3, sRotationXZ3, sRotationYX3, sRotationYY3, sRotationYZ3, sRotationZX3, sRotationZY3, sRotationZZ3, sRatesX3, sRatesY3, sRatesZ3, sGoalX3, sGoalY3, sGoalZ3, sGoalYaw3, t_5, 0.25)
		t_11 := float64(sVelocityX3 + float64(resultX*0.005))
		t_12 := float64(sVelocityY3 + float64(resultY*0.005))
		t_13 := float64(sVelocityZ3 + float64(resultZ*0.005))
		t_14 := float64(float64(t_6-t_9) * 0.005)
		t_15 := float64(float64(t_7-t_10) * 0.005)
		t_16 := float64(float64(t_8-float64(sRatesZ3*0.02)) * 0.005)
		t_17 := float64(t_9 + t_14)
		t_18 := float64(t_10 + t_15)
		t_19 := float64(float64(sRatesZ3*0.035) + t_16)
		t_20 := float64(t_17 / 0.02)
		t_21 := float64(t_18 / 0.02)
		t_22 := float64(t_19 / 0.035)
		t_23 := float64(float64(float64(t_17+float64(float64(float64(t_18*t_22)-float64(t_19*t_21))*0.005))/0.02) * 0.01)
		t_24 := float64(float64(float64(t_18+float64(float64(float64(t_19*t_20)-float64(t_17*t_22))*0.005))/0.02) * 0.01)
		t_25 := float64(float64(float64(t_19+float64(float64(float64(t_17*t_21)-float64(t_18*t_20))*0.005))/0.035) * 0.01)
		t_26 := float64(t_23 * t_23)
		t_27 := float64(t_24 * t_24)
		t_28 := float64(t_26 + t_27)
		t_29 := float64(t_25 * t_25)
		result_2 := math64.Sqrt(float64(t_28 + t_29))
		if result_2 > 0.0001 {
			result_3 := math64.Sin(float64(result_2 * 0.5))
			a2 = float64(math64.Sin(result_2) / result_2)
			b = float64(float64(float64(result_3*2.0)*result_3) / float64(result_2*result_2))
		} else {
			t_30 := float64(result_2 * result_2)
			a2 = float64(1.0 - float64(t_30/6.0))
			b = float64(0.5 - float64(t_30/24.0))
		}
		t_31 := float64(1.0 - float64(b*float64(t_27+t_29)))
		t_32 := float64(b * t_23)
		t_33 := float64(t_32 * t_24)
		t_34 := float64(a2 * t_25)
		t_35 := float64(t_33 - t_34)
		t_36 := float64(t_32 * t_25)
		t_37 := float64(a2 * t_24)
		t_38 := float64(t_36 + t_37)
		t_39 := float64(t_33 + t_34)
		t_40 := float64(1.0 - float64(b*float64(t_26+t_29)))
		t_41 := float64(float64(b*t_24) * t_25)
		t_42 := float64(a2 * t_23)
		t_43 := float64(t_41 - t_42)
		t_44 := float64(t_36 - t_37)
		t_45 := float64(t_41 + t_42)
		t_46 := float64(1.0 - float64(b*t_28))
		t_47 := float64(sPositionX3 + float64(t_11*0.01))
		t_48 := float64(sPositionY3 + float64(t_12*0.01))
		t_49 := float64(sPositionZ3 + float64(t_13*0.01))
		resultXX, resultXY, resultXZ, resultYX, resultYY, resultYZ, resultZX, resultZY, resultZZ := geomMat3Mul(sRotationXX3, sRotationXY3, sRotationXZ3, sRotationYX3, sRotationYY3, sRotationYZ3, sRotationZX3, sRotationZY3, sRotationZZ3, t_31, t_35, t_38, t_39, t_40, t_43, t_44, t_45, t_46)
		t_50 := float64(float64(float64(float64(float64(t_31*t_17)+float64(t_39*t_18))+float64(t_44*t_19))+t_14) / 0.02)
		t_51 := float64(float64(float64(float64(float64(t_35*t_17)+float64(t_40*t_18))+float64(t_45*t_19))+t_15) / 0.02)
		t_52 := float64(float64(float64(float64(float64(t_38*t_17)+float64(t_43*t_18))+float64(t_46*t_19))+t_16) / 0.035)
		resultX_2, resultY_2, resultZ_2 := envAcceleration(t_47, t_48, t_49, t_11, t_12, t_13, resultXX, resultXY, resultXZ, resultYX, resultYY, resultYZ, resultZX, resultZY, resultZZ, t_50, t_51, t_52, sGoalX3, sGoalY3, sGoalZ3, sGoalYaw3, t_5, 0.25)
		sPositionX3 = t_47
		sPositionY3 = t_48
		sPositionZ3 = t_49
		sVelocityX3 = float64(t_11 + float64(resultX_2*0.005))
		sVelocityY3 = float64(t_12 + float64(resultY_2*0.005))
		sVelocityZ3 = float64(t_13 + float64(resultZ_2*0.005))
		sRotationXX3 = resultXX
		sRotationXY3 = resultXY
		sRotationXZ3 = resultXZ
		sRotationYX3 = resultYX
		sRotationYY3 = resultYY
		sRotationYZ3 = resultYZ
		sRotationZX3 = resultZX
		sRotationZY3 = resultZY
		sRotationZZ3 = resultZZ
		sRatesX3 = t_50
		sRatesY3 = t_51
		sRatesZ3 = t_52
	}
	resultXX_2, resultXY_2, resultXZ_2, resultYX_2, resultYY_2, resultYZ_2, resultZX_2, resultZY_2, resultZZ_2 := envRotation(sRotationXX3, sRotationXY3, sRotationXZ3, sRotationYX3, sRotationYY3, sRotationYZ3, sRotationZX3, sRotationZY3, sRotationZZ3)
	result.Position.X = sPositionX3
	result.Position.Y = sPositionY3
	result.Position.Z = sPositionZ3
	result.Velocity.X = sVelocityX3
	result.Velocity.Y = sVelocityY3
	result.Velocity.Z = sVelocityZ3
	result.Rotation.XX = resultXX_2
	result.Rotation.XY = resultXY_2
	result.Rotation.XZ = resultXZ_2
	result.Rotation.YX = resultYX_2
	result.Rotation.YY = resultYY_2
	result.Rotation.YZ = resultYZ_2
	result.Rotation.ZX = resultZX_2
	result.Rotation.ZY = resultZY_2
	result.Rotation.ZZ = resultZZ_2
	result.Rates.X = sRatesX3
	result.Rates.Y = sRatesY3
	result.Rates.Z = sRatesZ3
	result.Goal.X = sGoalX3
	result.Goal.Y = sGoalY3
	result.Goal.Z = sGoalZ3
	result.GoalYaw = sGoalYaw3
	return result
}

func compiledObserve(s State, r *rng.Source) (result Observation) {
	t := -s.GoalYaw
	result_2 := math64.Sin(t)
	result_3 := math64.Cos(t)
	t_2 := -result_2
	t_3 := float64(s.Goal.X - s.Position.X)
	t_4 := float64(s.Goal.Y - s.Position.Y)
	t_5 := float64(s.Goal.Z - s.Position.Z)
	t_6 := float64(t_5 * 0.0)
	t_7 := float64(s.Velocity.Z * 0.0)
	resultXX, resultXY, resultXZ, resultYX, resultYY, resultYZ, resultZX, resultZY, resultZZ := geomMat3Mul(result_3, t_2, 0.0, result_2, result_3, 0.0, 0.0, 0.0, 1.0, s.Rotation.XX, s.Rotation.XY, s.Rotation.XZ, s.Rotation.YX, s.Rotation.YY, s.Rotation.YZ, s.Rotation.ZX, s.Rotation.ZY, s.Rotation.ZZ)
	result.Offset.X = float64(float64(float64(result_3*t_3)+float64(t_2*t_4)) + t_6)
	result.Offset.Y = float64(float64(float64(result_2*t_3)+float64(result_3*t_4)) + t_6)
	result.Offset.Z = float64(float64(float64(t_3*0.0)+float64(t_4*0.0)) + t_5)
	result.Velocity.X = float64(float64(float64(result_3*s.Velocity.X)+float64(t_2*s.Velocity.Y)) + t_7)
	result.Velocity.Y = float64(float64(float64(result_2*s.Velocity.X)+float64(result_3*s.Velocity.Y)) + t_7)
	result.Velocity.Z = float64(float64(float64(s.Velocity.X*0.0)+float64(s.Velocity.Y*0.0)) + s.Velocity.Z)
	result.Rotation.XX = resultXX
	result.Rotation.XY = resultXY
	result.Rotation.XZ = resultXZ
	result.Rotation.YX = resultYX
	result.Rotation.YY = resultYY
	result.Rotation.YZ = resultYZ
	result.Rotation.ZX = resultZX
	result.Rotation.ZY = resultZY
	result.Rotation.ZZ = resultZZ
	result.Rates.X = s.Rates.X
	result.Rates.Y = s.Rates.Y
	result.Rates.Z = s.Rates.Z
	return result
}

func compiledTerminated(next State) bool {
	var ok bool
	if math64.Abs(next.Position.X) > 3.0 {
		ok = true
	} else {
		ok = math64.Abs(next.Position.Y) > 3.0
	}
	var ok2 bool
	if ok {
		ok2 = true
	} else {
		ok2 = math64.Abs(next.Position.Z) > 3.0
	}
	var ok3 bool
	if ok2 {
		ok3 = true
	} else {
		ok3 = math64.Acos(rt.Select(next.Rotation.ZZ < -1.0, -1.0, rt.Select(next.Rotation.ZZ > 1.0, 1.0, next.Rotation.ZZ))) > 1.3
	}
	return ok3
}

func compiledScore(s State, a Action, next State) float64 {
	if envTerminated(next.Position.X, next.Position.Y, next.Position.Z, next.Velocity.X, next.Velocity.Y, next.Velocity.Z, next.Rotation.XX, next.Rotation.XY, next.Rotation.XZ, next.Rotation.YX, next.Rotation.YY, next.Rotation.YZ, next.Rotation.ZX, next.Rotation.ZY, next.Rotation.ZZ, next.Rates.X, next.Rates.Y, next.Rates.Z, next.Goal.X, next.Goal.Y, next.Goal.Z, next.GoalYaw) {
		return 0.0
	}
	t := float64(next.Position.X - next.Goal.X)
	t_2 := float64(next.Position.Y - next.Goal.Y)
	t_3 := float64(next.Position.Z - next.Goal.Z)
	result := math64.Max(0.0, float64(1.0-math64.Sqrt(float64(float64(float64(t*t)+float64(t_2*t_2))+float64(t_3*t_3)))))
	return float64(result * 0.02)
}

func compiledSuccess(s State, a Action, next State) bool {
	t := float64(next.Position.X - next.Goal.X)
	t_2 := float64(next.Position.Y - next.Goal.Y)
	t_3 := float64(next.Position.Z - next.Goal.Z)
	var ok bool
	if math64.Sqrt(float64(float64(float64(t*t)+float64(t_2*t_2))+float64(t_3*t_3))) <= 0.1 {
		ok = math64.Sqrt(float64(float64(float64(next.Velocity.X*next.Velocity.X)+float64(next.Velocity.Y*next.Velocity.Y))+float64(next.Velocity.Z*next.Velocity.Z))) <= 0.2
	}
	var ok2 bool
	if ok {
		ok2 = math64.Acos(rt.Select(next.Rotation.ZZ < -1.0, -1.0, rt.Select(next.Rotation.ZZ > 1.0, 1.0, next.Rotation.ZZ))) <= 0.17453292519943295
	}
	var ok3 bool
	if ok2 {
		result := math64.Mod(float64(float64(math64.Atan2(next.Rotation.YX, next.Rotation.XX)-next.GoalYaw)+3.141592653589793), 6.283185307179586)
		t_4 := rt.Select(result < 0.0, float64(result+6.283185307179586), result)
		ok3 = math64.Abs(float64(rt.Select(t_4 >= 6.283185307179586, 0.0, t_4)-3.141592653589793)) <= 0.26179938779914946
	}
	return ok3
}

func compiledSparseReward(s State, a Action, next State) (float64, map[string]float64) {
	result := envScore(s.Position.X, s.Position.Y, s.Position.Z, s.Velocity.X, s.Velocity.Y, s.Velocity.Z, s.Rotation.XX, s.Rotation.XY, s.Rotation.XZ, s.Rotation.YX, s.Rotation.YY, s.Rotation.YZ, s.Rotation.ZX, s.Rotation.ZY, s.Rotation.ZZ, s.Rates.X, s.Rates.Y, s.Rates.Z, s.Goal.X, s.Goal.Y, s.Goal.Z, s.GoalYaw, a.Rotor[0], a.Rotor[1], a.Rotor[2], a.Rotor[3], next.Position.X, next.Position.Y, next.Position.Z, next.Velocity.X, next.Velocity.Y, next.Velocity.Z, next.Rotation.XX, next.Rotation.XY, next.Rotation.XZ, next.Rotation.YX, next.Rotation.YY, next.Rotation.YZ, next.Rotation.ZX, next.Rotation.ZY, next.Rotation.ZZ, next.Rates.X, next.Rates.Y, next.Rates.Z, next.Goal.X, next.Goal.Y, next.Goal.Z, next.GoalYaw)
	return result, map[string]float64{"closeness": result}
}

func compiledHumanReward(s State, a Action, next State) (float64, map[string]float64) {
	t := float64(next.Position.X - next.Goal.X)
	t_2 := float64(next.Position.Y - next.Goal.Y)
	t_3 := float64(next.Position.Z - next.Goal.Z)
	result := math64.Abs(math64.Sqrt(float64(float64(float64(t*t)+float64(t_2*t_2)) + float64(t_3*t_3))))
	t_4 := result <= 0.0
	var result_2 float64
	if t_4 {
		result_2 = 1.0
	} else {
		t_5 := float64(result * 0.5)
		result_2 = math64.Exp(float64(float64(t_5*-2.302585092994046) * t_5))
	}
	t_6 := float64(result_2 * 0.5)
	var result2 float64
	if t_4 {
		result2 = 1.0
	} else {
		t_7 := float64(result / 0.3)
		result2 = math64.Exp(float64(float64(t_7*-2.302585092994046) * t_7))
	}
	t_8 := float64(result2 * 0.5)
	result_3 := math64.Mod(float64(float64(math64.Atan2(next.Rotation.YX, next.Rotation.XX)-next.GoalYaw)+3.141592653589793), 6.283185307179586)
	t_9 := rt.Select(result_3 < 0.0, float64(result_3+6.283185307179586), result_3)
	result_4 := math64.Abs(float64(rt.Select(t_9 >= 6.283185307179586, 0.0, t_9) - 3.141592653589793))
	var result3 float64
	if result_4 <= 0.0 {
		result3 = 1.0
	} else {
		result3 = math64.Exp(float64(float64(result_4*-2.302585092994046) * result_4))
	}
	t_10 := float64(result3 * 0.3)
	result_5 := math64.Abs(math64.Acos(rt.Select(next.Rotation.ZZ < -1.0, -1.0, rt.Select(next.Rotation.ZZ > 1.0, 1.0, next.Rotation.ZZ))))
	var result4 float64
	if result_5 <= 0.0 {
		result4 = 1.0
	} else {
		t_11 := float64(result_5 / 0.6)
		result4 = math64.Exp(float64(float64(t_11*-2.302585092994046) * t_11))
	}
	t_12 := float64(result4 * 0.2)
	t_13 := float64(float64(float64(float64(float64(next.Velocity.X*next.Velocity.X)+float64(next.Velocity.Y*next.Velocity.Y))+float64(next.Velocity.Z*next.Velocity.Z))*-0.02) - float64(float64(float64(float64(next.Rates.X*next.Rates.X)+float64(next.Rates.Y*next.Rates.Y))+float64(next.Rates.Z*next.Rates.Z))*0.01))
	var effort float64
	var i int
	for ; i < 4; i = rt.AddInt(i, 1, "task.go:66:22") {
		t_14 := rt.Index(i, 4, "task.go:67:20")
		t_15 := rt.Select(t_14 == 3, a.Rotor[3], rt.Select(t_14 == 2, a.Rotor[2], rt.Select(t_14 == 1, a.Rotor[1], a.Rotor[0])))
		effort = float64(effort - float64(float64(t_15*0.01)*t_15))
	}
	t_16 := rt.Select(envTerminated(next.Position.X, next.Position.Y, next.Position.Z, next.Velocity.X, next.Velocity.Y, next.Velocity.Z, next.Rotation.XX, next.Rotation.XY, next.Rotation.XZ, next.Rotation.YX, next.Rotation.YY, next.Rotation.YZ, next.Rotation.ZX, next.Rotation.ZY, next.Rotation.ZZ, next.Rates.X, next.Rates.Y, next.Rates.Z, next.Goal.X, next.Goal.Y, next.Goal.Z, next.GoalYaw), -10.0, 0.0)
	return float64(float64(float64(float64(float64(float64(t_6+t_8)+t_10)+t_12)+t_13)+effort) + t_16), map[string]float64{"approach": t_6, "calm": t_13, "crash": t_16, "effort": effort, "heading": t_10, "level": t_12, "precision": t_8}
}
