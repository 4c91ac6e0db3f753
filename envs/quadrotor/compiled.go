// Code generated from env.go and task.go by go generate ./envs/builtin; DO NOT EDIT.

package quadrotor

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

func geomMat3Mul(mXX, mXY, mXZ, mYX, mYY, mYZ, mZX, mZY, mZZ, nXX, nXY, nXZ, nYX, nYY, nYZ, nZX, nZY, nZZ float64) (float64, float64, float64, float64, float64, float64, float64, float64, float64) {
	t := float64(float64(float64(mXX*nXX)+float64(mXY*nYX)) + float64(mXZ*nZX))
	t2 := float64(float64(float64(mYX*nXX)+float64(mYY*nYX)) + float64(mYZ*nZX))
	t3 := float64(float64(float64(mZX*nXX)+float64(mZY*nYX)) + float64(mZZ*nZX))
	t4 := float64(float64(float64(mXX*nXY)+float64(mXY*nYY)) + float64(mXZ*nZY))
	t5 := float64(mYX * nXY)
	return t, t4, float64(float64(float64(mXX*nXZ)+float64(mXY*nYZ)) + float64(mXZ*nZZ)), t2, float64(float64(t5+float64(mYY*nYY)) + float64(mYZ*nZY)), float64(float64(float64(mYX*nXZ)+float64(mYY*nYZ)) + float64(mYZ*nZZ)), t3, float64(float64(float64(mZX*nXY)+float64(mZY*nYY)) + float64(mZZ*nZY)), float64(float64(float64(mZX*nXZ)+float64(mZY*nYZ)) + float64(mZZ*nZZ))
}

func envRotation(mXX, mXY, mXZ, mYX, mYY, mYZ float64) (float64, float64, float64, float64, float64, float64, float64, float64, float64) {
	t := float64(1.0 / math64.Sqrt(float64(float64(float64(mXX*mXX)+float64(mXY*mXY))+float64(mXZ*mXZ))))
	t2 := float64(t * mXX)
	t3 := float64(t * mXY)
	t4 := float64(t * mXZ)
	t5 := float64(float64(float64(t2*mYX)+float64(t3*mYY)) + float64(t4*mYZ))
	t6 := float64(mYX - float64(t5*t2))
	t7 := float64(mYY - float64(t5*t3))
	t8 := float64(mYZ - float64(t5*t4))
	t9 := float64(1.0 / math64.Sqrt(float64(float64(float64(t6*t6)+float64(t7*t7))+float64(t8*t8))))
	t10 := float64(t9 * t6)
	t11 := float64(t9 * t7)
	t12 := float64(t9 * t8)
	t13 := float64(float64(t3*t12) - float64(t4*t11))
	t14 := float64(float64(t4*t10) - float64(t2*t12))
	t15 := float64(float64(t2*t11) - float64(t3*t10))
	t16 := rt.Select(t2 < -1.0, -1.0, rt.Select(t2 > 1.0, 1.0, t2))
	t17 := rt.Select(t3 < -1.0, -1.0, rt.Select(t3 > 1.0, 1.0, t3))
	t18 := rt.Select(t4 < -1.0, -1.0, rt.Select(t4 > 1.0, 1.0, t4))
	return t16, t17, t18, rt.Select(t10 < -1.0, -1.0, rt.Select(t10 > 1.0, 1.0, t10)), rt.Select(t11 < -1.0, -1.0, rt.Select(t11 > 1.0, 1.0, t11)), rt.Select(t12 < -1.0, -1.0, rt.Select(t12 > 1.0, 1.0, t12)), rt.Select(t13 < -1.0, -1.0, rt.Select(t13 > 1.0, 1.0, t13)), rt.Select(t14 < -1.0, -1.0, rt.Select(t14 > 1.0, 1.0, t14)), rt.Select(t15 < -1.0, -1.0, rt.Select(t15 > 1.0, 1.0, t15))
}

func envScore(sPositionX, sPositionY, sPositionZ, sVelocityX, sVelocityY, sVelocityZ, sRotationXX, sRotationXY, sRotationXZ, sRotationYX, sRotationYY, sRotationYZ, sRotationZX, sRotationZY, sRotationZZ, sRatesX, sRatesY, sRatesZ, sGoalX, sGoalY, sGoalZ, sGoalYaw, aRotor0, aRotor1, aRotor2, aRotor3, nextPositionX, nextPositionY, nextPositionZ, nextVelocityX, nextVelocityY, nextVelocityZ, nextRotationXX, nextRotationXY, nextRotationXZ, nextRotationYX, nextRotationYY, nextRotationYZ, nextRotationZX, nextRotationZY, nextRotationZZ, nextRatesX, nextRatesY, nextRatesZ, nextGoalX, nextGoalY, nextGoalZ, nextGoalYaw float64) float64 {
	ok := math64.Abs(nextPositionX) > 3.0 || math64.Abs(nextPositionY) > 3.0
	ok2 := ok || math64.Abs(nextPositionZ) > 3.0
	ok3 := ok2 || math64.Acos(rt.Select(nextRotationZZ < -1.0, -1.0, rt.Select(nextRotationZZ > 1.0, 1.0, nextRotationZZ))) > 1.3
	if ok3 {
		return 0.0
	}
	t := float64(nextPositionX - nextGoalX)
	t2 := float64(nextPositionY - nextGoalY)
	t3 := float64(nextPositionZ - nextGoalZ)
	return float64(math64.Max(0.0, float64(1.0-math64.Sqrt(float64(float64(float64(t*t)+float64(t2*t2))+float64(t3*t3))))) * 0.02)
}

func compiledReset(p Params, r *rng.Source) (result State) {
	t := -p.GoalSpread
	result2, sCounter0, sBlock0, sBlock1, sBlock2, sBlock3, sUsed := rngSourceUniform(r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used, t, p.GoalSpread)
	result3, sCounter0_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed2 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0, sBlock1, sBlock2, sBlock3, sUsed, t, p.GoalSpread)
	result4, sCounter0_3, sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed3 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_2, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed2, t, p.GoalSpread)
	result5, sCounter0_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed4 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_3, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed3, -3.141592653589793, 3.141592653589793)
	t2 := -p.StartSpread
	result6, sCounter0_5, sBlock0_5, sBlock1_5, sBlock2_5, sBlock3_5, sUsed5 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_4, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed4, t2, p.StartSpread)
	result7, sCounter0_6, sBlock0_6, sBlock1_6, sBlock2_6, sBlock3_6, sUsed6 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_5, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_5, sBlock1_5, sBlock2_5, sBlock3_5, sUsed5, t2, p.StartSpread)
	result8, sCounter0_7, sBlock0_7, sBlock1_7, sBlock2_7, sBlock3_7, sUsed7 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_6, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_6, sBlock1_6, sBlock2_6, sBlock3_6, sUsed6, t2, p.StartSpread)
	result9, sCounter0_8, sBlock0_8, sBlock1_8, sBlock2_8, sBlock3_8, sUsed8 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_7, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_7, sBlock1_7, sBlock2_7, sBlock3_7, sUsed7, -p.StartTurn, p.StartTurn)
	t3 := float64(result5 + result9)
	sin := math64.Sin(t3)
	cos := math64.Cos(t3)
	t4 := -p.StartTilt
	result10, sCounter0_9, sBlock0_9, sBlock1_9, sBlock2_9, sBlock3_9, sUsed9 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_8, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_8, sBlock1_8, sBlock2_8, sBlock3_8, sUsed8, t4, p.StartTilt)
	sin2 := math64.Sin(result10)
	cos2 := math64.Cos(result10)
	result11, sCounter0_10, sBlock0_10, sBlock1_10, sBlock2_10, sBlock3_10, sUsed10 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_9, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_9, sBlock1_9, sBlock2_9, sBlock3_9, sUsed9, t4, p.StartTilt)
	sin3 := math64.Sin(result11)
	cos3 := math64.Cos(result11)
	t5 := -p.StartSpeed
	result12, sCounter0_11, sBlock0_11, sBlock1_11, sBlock2_11, sBlock3_11, sUsed11 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_10, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_10, sBlock1_10, sBlock2_10, sBlock3_10, sUsed10, t5, p.StartSpeed)
	result13, sCounter0_12, sBlock0_12, sBlock1_12, sBlock2_12, sBlock3_12, sUsed12 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_11, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_11, sBlock1_11, sBlock2_11, sBlock3_11, sUsed11, t5, p.StartSpeed)
	result14, sCounter0_13, sBlock0_13, sBlock1_13, sBlock2_13, sBlock3_13, sUsed13 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_12, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_12, sBlock1_12, sBlock2_12, sBlock3_12, sUsed12, t5, p.StartSpeed)
	resultXX, resultXY, resultXZ, resultYX, resultYY, resultYZ, resultZX, resultZY, resultZZ := geomMat3Mul(cos, -sin, 0.0, sin, cos, 0.0, 0.0, 0.0, 1.0, cos2, 0.0, sin2, 0.0, 1.0, 0.0, -sin2, 0.0, cos2)
	resultXX2, resultXY2, resultXZ2, resultYX2, resultYY2, resultYZ2, _, _, _ := geomMat3Mul(resultXX, resultXY, resultXZ, resultYX, resultYY, resultYZ, resultZX, resultZY, resultZZ, 1.0, 0.0, 0.0, 0.0, cos3, -sin3, 0.0, sin3, cos3)
	resultXX3, resultXY3, resultXZ3, resultYX3, resultYY3, resultYZ3, resultZX2, resultZY2, resultZZ2 := envRotation(resultXX2, resultXY2, resultXZ2, resultYX2, resultYY2, resultYZ2)
	result15, sCounter0_14, sBlock0_14, sBlock1_14, sBlock2_14, sBlock3_14, sUsed14 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_13, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_13, sBlock1_13, sBlock2_13, sBlock3_13, sUsed13, t5, p.StartSpeed)
	result16, sCounter0_15, sBlock0_15, sBlock1_15, sBlock2_15, sBlock3_15, sUsed15 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_14, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_14, sBlock1_14, sBlock2_14, sBlock3_14, sUsed14, t5, p.StartSpeed)
	result17, sCounter0_16, sBlock0_16, sBlock1_16, sBlock2_16, sBlock3_16, sUsed16 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_15, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_15, sBlock1_15, sBlock2_15, sBlock3_15, sUsed15, t5, p.StartSpeed)
	result.Position.X = float64(result2 + result6)
	result.Position.Y = float64(result3 + result7)
	result.Position.Z = float64(result4 + result8)
	result.Velocity.X = result12
	result.Velocity.Y = result13
	result.Velocity.Z = result14
	result.Rotation.XX = resultXX3
	result.Rotation.XY = resultXY3
	result.Rotation.XZ = resultXZ3
	result.Rotation.YX = resultYX3
	result.Rotation.YY = resultYY3
	result.Rotation.YZ = resultYZ3
	result.Rotation.ZX = resultZX2
	result.Rotation.ZY = resultZY2
	result.Rotation.ZZ = resultZZ2
	result.Rates.X = result15
	result.Rates.Y = result16
	result.Rates.Z = result17
	result.Goal.X = result2
	result.Goal.Y = result3
	result.Goal.Z = result4
	result.GoalYaw = result5
	r.Counter[0], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used = sCounter0_16, sBlock0_16, sBlock1_16, sBlock2_16, sBlock3_16, sUsed16
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
	t := float64(a.Rotor[0] * 0.981)
	t2 := float64(a.Rotor[1] * 0.981)
	t3 := float64(a.Rotor[2] * 0.981)
	t4 := float64(a.Rotor[3] * 0.981)
	t5 := float64(float64(float64(float64(t+9.81)+t2)+t3) + t4)
	t6 := float64(float64(float64(float64(t+t4)-t2)-t3) * 0.14)
	t7 := float64(float64(float64(float64(t4+t3)-t)-t2) * 0.14)
	t8 := float64(float64(float64(float64(t+t3)-t2)-t4) * 0.04)
	var a2 float64
	var b float64
	for i := 0; i < 2; i = rt.AddInt(i, 1, "env.go:116:29") {
		t9 := float64(sRatesX3 * 0.02)
		t10 := float64(sRatesY3 * 0.02)
		t11 := float64(sVelocityX3 + float64(float64(float64(float64(float64(sRotationXX3*0.0)+float64(sRotationXY3*0.0))+float64(sRotationXZ3*t5))-float64(sVelocityX3*0.25))*0.005))
		t12 := float64(sVelocityY3 + float64(float64(float64(float64(float64(sRotationYX3*0.0)+float64(sRotationYY3*0.0))+float64(sRotationYZ3*t5))-float64(sVelocityY3*0.25))*0.005))
		t13 := float64(sVelocityZ3 + float64(float64(float64(float64(float64(float64(sRotationZX3*0.0)+float64(sRotationZY3*0.0))+float64(sRotationZZ3*t5))-float64(sVelocityZ3*0.25))-9.81)*0.005))
		t14 := float64(float64(t6-t9) * 0.005)
		t15 := float64(float64(t7-t10) * 0.005)
		t16 := float64(float64(t8-float64(sRatesZ3*0.02)) * 0.005)
		t17 := float64(t9 + t14)
		t18 := float64(t10 + t15)
		t19 := float64(float64(sRatesZ3*0.035) + t16)
		t20 := float64(t17 / 0.02)
		t21 := float64(t18 / 0.02)
		t22 := float64(t19 / 0.035)
		t23 := float64(float64(float64(t17+float64(float64(float64(t18*t22)-float64(t19*t21))*0.005))/0.02) * 0.01)
		t24 := float64(float64(float64(t18+float64(float64(float64(t19*t20)-float64(t17*t22))*0.005))/0.02) * 0.01)
		t25 := float64(float64(float64(t19+float64(float64(float64(t17*t21)-float64(t18*t20))*0.005))/0.035) * 0.01)
		t26 := float64(t23 * t23)
		t27 := float64(t24 * t24)
		t28 := float64(t26 + t27)
		t29 := float64(t25 * t25)
		sqrt := math64.Sqrt(float64(t28 + t29))
		if sqrt > 0.0001 {
			sin := math64.Sin(float64(sqrt * 0.5))
			a2 = float64(math64.Sin(sqrt) / sqrt)
			b = float64(float64(float64(sin*2.0)*sin) / float64(sqrt*sqrt))
		} else {
			t30 := float64(sqrt * sqrt)
			a2 = float64(1.0 - float64(t30/6.0))
			b = float64(0.5 - float64(t30/24.0))
		}
		t31 := float64(1.0 - float64(b*float64(t27+t29)))
		t32 := float64(b * t23)
		t33 := float64(t32 * t24)
		t34 := float64(a2 * t25)
		t35 := float64(t33 - t34)
		t36 := float64(t32 * t25)
		t37 := float64(a2 * t24)
		t38 := float64(t36 + t37)
		t39 := float64(t33 + t34)
		t40 := float64(1.0 - float64(b*float64(t26+t29)))
		t41 := float64(float64(b*t24) * t25)
		t42 := float64(a2 * t23)
		t43 := float64(t41 - t42)
		t44 := float64(t36 - t37)
		t45 := float64(t41 + t42)
		t46 := float64(1.0 - float64(b*t28))
		resultXX, resultXY, resultXZ, resultYX, resultYY, resultYZ, resultZX, resultZY, resultZZ := geomMat3Mul(sRotationXX3, sRotationXY3, sRotationXZ3, sRotationYX3, sRotationYY3, sRotationYZ3, sRotationZX3, sRotationZY3, sRotationZZ3, t31, t35, t38, t39, t40, t43, t44, t45, t46)
		sPositionX3 = float64(sPositionX3 + float64(t11*0.01))
		sPositionY3 = float64(sPositionY3 + float64(t12*0.01))
		sPositionZ3 = float64(sPositionZ3 + float64(t13*0.01))
		sVelocityX3 = float64(t11 + float64(float64(float64(float64(float64(resultXX*0.0)+float64(resultXY*0.0))+float64(resultXZ*t5))-float64(t11*0.25))*0.005))
		sVelocityY3 = float64(t12 + float64(float64(float64(float64(float64(resultYX*0.0)+float64(resultYY*0.0))+float64(resultYZ*t5))-float64(t12*0.25))*0.005))
		sVelocityZ3 = float64(t13 + float64(float64(float64(float64(float64(float64(resultZX*0.0)+float64(resultZY*0.0))+float64(resultZZ*t5))-float64(t13*0.25))-9.81)*0.005))
		sRotationXX3 = resultXX
		sRotationXY3 = resultXY
		sRotationXZ3 = resultXZ
		sRotationYX3 = resultYX
		sRotationYY3 = resultYY
		sRotationYZ3 = resultYZ
		sRotationZX3 = resultZX
		sRotationZY3 = resultZY
		sRotationZZ3 = resultZZ
		sRatesX3 = float64(float64(float64(float64(float64(t31*t17)+float64(t39*t18))+float64(t44*t19))+t14) / 0.02)
		sRatesY3 = float64(float64(float64(float64(float64(t35*t17)+float64(t40*t18))+float64(t45*t19))+t15) / 0.02)
		sRatesZ3 = float64(float64(float64(float64(float64(t38*t17)+float64(t43*t18))+float64(t46*t19))+t16) / 0.035)
	}
	resultXX2, resultXY2, resultXZ2, resultYX2, resultYY2, resultYZ2, resultZX2, resultZY2, resultZZ2 := envRotation(sRotationXX3, sRotationXY3, sRotationXZ3, sRotationYX3, sRotationYY3, sRotationYZ3)
	result.Position.X = sPositionX3
	result.Position.Y = sPositionY3
	result.Position.Z = sPositionZ3
	result.Velocity.X = sVelocityX3
	result.Velocity.Y = sVelocityY3
	result.Velocity.Z = sVelocityZ3
	result.Rotation.XX = resultXX2
	result.Rotation.XY = resultXY2
	result.Rotation.XZ = resultXZ2
	result.Rotation.YX = resultYX2
	result.Rotation.YY = resultYY2
	result.Rotation.YZ = resultYZ2
	result.Rotation.ZX = resultZX2
	result.Rotation.ZY = resultZY2
	result.Rotation.ZZ = resultZZ2
	result.Rates.X = sRatesX3
	result.Rates.Y = sRatesY3
	result.Rates.Z = sRatesZ3
	result.Goal.X = s.Goal.X
	result.Goal.Y = s.Goal.Y
	result.Goal.Z = s.Goal.Z
	result.GoalYaw = s.GoalYaw
	return result
}

func compiledObserve(s State, r *rng.Source) (result Observation) {
	t := -s.GoalYaw
	sin := math64.Sin(t)
	cos := math64.Cos(t)
	t2 := -sin
	t3 := float64(s.Goal.X - s.Position.X)
	t4 := float64(s.Goal.Y - s.Position.Y)
	t5 := float64(s.Goal.Z - s.Position.Z)
	t6 := float64(t5 * 0.0)
	t7 := float64(s.Velocity.Z * 0.0)
	resultXX, resultXY, resultXZ, resultYX, resultYY, resultYZ, resultZX, resultZY, resultZZ := geomMat3Mul(cos, t2, 0.0, sin, cos, 0.0, 0.0, 0.0, 1.0, s.Rotation.XX, s.Rotation.XY, s.Rotation.XZ, s.Rotation.YX, s.Rotation.YY, s.Rotation.YZ, s.Rotation.ZX, s.Rotation.ZY, s.Rotation.ZZ)
	result.Offset.X = float64(float64(float64(cos*t3)+float64(t2*t4)) + t6)
	result.Offset.Y = float64(float64(float64(sin*t3)+float64(cos*t4)) + t6)
	result.Offset.Z = float64(float64(float64(t3*0.0)+float64(t4*0.0)) + t5)
	result.Velocity.X = float64(float64(float64(cos*s.Velocity.X)+float64(t2*s.Velocity.Y)) + t7)
	result.Velocity.Y = float64(float64(float64(sin*s.Velocity.X)+float64(cos*s.Velocity.Y)) + t7)
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
	ok := math64.Abs(next.Position.X) > 3.0 || math64.Abs(next.Position.Y) > 3.0
	ok2 := ok || math64.Abs(next.Position.Z) > 3.0
	ok3 := ok2 || math64.Acos(rt.Select(next.Rotation.ZZ < -1.0, -1.0, rt.Select(next.Rotation.ZZ > 1.0, 1.0, next.Rotation.ZZ))) > 1.3
	return ok3
}

func compiledScore(s State, a Action, next State) float64 {
	ok := math64.Abs(next.Position.X) > 3.0 || math64.Abs(next.Position.Y) > 3.0
	ok2 := ok || math64.Abs(next.Position.Z) > 3.0
	ok3 := ok2 || math64.Acos(rt.Select(next.Rotation.ZZ < -1.0, -1.0, rt.Select(next.Rotation.ZZ > 1.0, 1.0, next.Rotation.ZZ))) > 1.3
	if ok3 {
		return 0.0
	}
	t := float64(next.Position.X - next.Goal.X)
	t2 := float64(next.Position.Y - next.Goal.Y)
	t3 := float64(next.Position.Z - next.Goal.Z)
	max2 := math64.Max(0.0, float64(1.0-math64.Sqrt(float64(float64(float64(t*t)+float64(t2*t2))+float64(t3*t3)))))
	return float64(max2 * 0.02)
}

func compiledSuccess(s State, a Action, next State) bool {
	t := float64(next.Position.X - next.Goal.X)
	t2 := float64(next.Position.Y - next.Goal.Y)
	t3 := float64(next.Position.Z - next.Goal.Z)
	var ok bool
	if math64.Sqrt(float64(float64(float64(t*t)+float64(t2*t2))+float64(t3*t3))) <= 0.1 {
		ok = math64.Sqrt(float64(float64(float64(next.Velocity.X*next.Velocity.X)+float64(next.Velocity.Y*next.Velocity.Y))+float64(next.Velocity.Z*next.Velocity.Z))) <= 0.2
	}
	var ok2 bool
	if ok {
		ok2 = math64.Acos(rt.Select(next.Rotation.ZZ < -1.0, -1.0, rt.Select(next.Rotation.ZZ > 1.0, 1.0, next.Rotation.ZZ))) <= 0.17453292519943295
	}
	var ok3 bool
	if ok2 {
		mod := math64.Mod(float64(float64(math64.Atan2(next.Rotation.YX, next.Rotation.XX)-next.GoalYaw)+3.141592653589793), 6.283185307179586)
		t4 := rt.Select(mod < 0.0, float64(mod+6.283185307179586), mod)
		ok3 = math64.Abs(float64(rt.Select(t4 >= 6.283185307179586, 0.0, t4)-3.141592653589793)) <= 0.26179938779914946
	}
	return ok3
}

func compiledSparseReward(s State, a Action, next State) (float64, map[string]float64) {
	score := envScore(s.Position.X, s.Position.Y, s.Position.Z, s.Velocity.X, s.Velocity.Y, s.Velocity.Z, s.Rotation.XX, s.Rotation.XY, s.Rotation.XZ, s.Rotation.YX, s.Rotation.YY, s.Rotation.YZ, s.Rotation.ZX, s.Rotation.ZY, s.Rotation.ZZ, s.Rates.X, s.Rates.Y, s.Rates.Z, s.Goal.X, s.Goal.Y, s.Goal.Z, s.GoalYaw, a.Rotor[0], a.Rotor[1], a.Rotor[2], a.Rotor[3], next.Position.X, next.Position.Y, next.Position.Z, next.Velocity.X, next.Velocity.Y, next.Velocity.Z, next.Rotation.XX, next.Rotation.XY, next.Rotation.XZ, next.Rotation.YX, next.Rotation.YY, next.Rotation.YZ, next.Rotation.ZX, next.Rotation.ZY, next.Rotation.ZZ, next.Rates.X, next.Rates.Y, next.Rates.Z, next.Goal.X, next.Goal.Y, next.Goal.Z, next.GoalYaw)
	return score, map[string]float64{"closeness": score}
}

func compiledHumanReward(s State, a Action, next State) (float64, map[string]float64) {
	t := float64(next.Position.X - next.Goal.X)
	t2 := float64(next.Position.Y - next.Goal.Y)
	t3 := float64(next.Position.Z - next.Goal.Z)
	abs := math64.Abs(math64.Sqrt(float64(float64(float64(t*t)+float64(t2*t2)) + float64(t3*t3))))
	t4 := abs <= 0.0
	var result float64
	if t4 {
		result = 1.0
	} else {
		t5 := float64(abs * 0.5)
		result = math64.Exp(float64(float64(t5*-2.302585092994046) * t5))
	}
	t6 := float64(result * 0.5)
	var result2 float64
	if t4 {
		result2 = 1.0
	} else {
		t7 := float64(abs / 0.3)
		result2 = math64.Exp(float64(float64(t7*-2.302585092994046) * t7))
	}
	t8 := float64(result2 * 0.5)
	mod := math64.Mod(float64(float64(math64.Atan2(next.Rotation.YX, next.Rotation.XX)-next.GoalYaw)+3.141592653589793), 6.283185307179586)
	t9 := rt.Select(mod < 0.0, float64(mod+6.283185307179586), mod)
	abs2 := math64.Abs(float64(rt.Select(t9 >= 6.283185307179586, 0.0, t9) - 3.141592653589793))
	var result3 float64
	if abs2 <= 0.0 {
		result3 = 1.0
	} else {
		result3 = math64.Exp(float64(float64(abs2*-2.302585092994046) * abs2))
	}
	t10 := float64(result3 * 0.3)
	acos := math64.Acos(rt.Select(next.Rotation.ZZ < -1.0, -1.0, rt.Select(next.Rotation.ZZ > 1.0, 1.0, next.Rotation.ZZ)))
	abs3 := math64.Abs(acos)
	var result4 float64
	if abs3 <= 0.0 {
		result4 = 1.0
	} else {
		t11 := float64(abs3 / 0.6)
		result4 = math64.Exp(float64(float64(t11*-2.302585092994046) * t11))
	}
	t12 := float64(result4 * 0.2)
	t13 := float64(float64(float64(float64(float64(next.Velocity.X*next.Velocity.X)+float64(next.Velocity.Y*next.Velocity.Y))+float64(next.Velocity.Z*next.Velocity.Z))*-0.02) - float64(float64(float64(float64(next.Rates.X*next.Rates.X)+float64(next.Rates.Y*next.Rates.Y))+float64(next.Rates.Z*next.Rates.Z))*0.01))
	var effort float64
	for i := 0; i < 4; i = rt.AddInt(i, 1, "task.go:66:22") {
		t14 := rt.Index(i, 4, "task.go:67:20")
		t15 := rt.Select(t14 == 3, a.Rotor[3], rt.Select(t14 == 2, a.Rotor[2], rt.Select(t14 == 1, a.Rotor[1], a.Rotor[0])))
		effort = float64(effort - float64(float64(t15*0.01)*t15))
	}
	ok := math64.Abs(next.Position.X) > 3.0 || math64.Abs(next.Position.Y) > 3.0
	ok2 := ok || math64.Abs(next.Position.Z) > 3.0
	t16 := rt.Select(rt.Select(ok2, true, acos > 1.3), -10.0, 0.0)
	return float64(float64(float64(float64(float64(float64(t6+t8)+t10)+t12)+t13)+effort) + t16), map[string]float64{"approach": t6, "calm": t13, "crash": t16, "effort": effort, "heading": t10, "level": t12, "precision": t8}
}
