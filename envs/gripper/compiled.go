// Code generated from env.go and task.go by go generate ./envs/builtin; DO NOT EDIT.

package gripper

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

func envFinger(fLeft, fRight, fY, fObjectX, fObjectY, fLeftObject, fRightObject, fLift, mLeft, mRight, mTip, mLeftDot, mRightDot, mTipDot, mObjectX, mObjectY, mObjectDotX, mObjectDotY, bHalfX, bHalfY, cStiffness, cDamping, cFriction float64, isRight bool) (float64, float64, float64, float64, float64, float64, float64, float64) {
	fLeft2 := fLeft
	fRight2 := fRight
	fY2 := fY
	fObjectX2 := fObjectX
	fObjectY2 := fObjectY
	t := float64(mObjectX - rt.Select(isRight, mRight, mLeft))
	t2 := float64(mObjectY - float64(mTip+0.06))
	t3 := float64(float64(bHalfX+0.01) - math64.Abs(t))
	t4 := float64(float64(bHalfY+0.06) - math64.Abs(t2))
	t5 := t3 <= 0.0
	t6 := t4 <= 0.0
	if t5 || t6 {
		return fLeft, fRight, fY, fObjectX, fObjectY, fLeftObject, fRightObject, fLift
	}
	t7 := float64(mObjectDotX - rt.Select(isRight, mRightDot, mLeftDot))
	t8 := float64(mObjectDotY - mTipDot)
	var fLift2 float64
	var along float64
	if t3 < t4 {
		copysign := math64.Copysign(1.0, t)
		t9 := float64(float64(cDamping*float64(-copysign*t7)) + 1.0)
		var push float64
		var resistance float64
		var load float64
		if !(t5 || t9 <= 0.0) {
			t10 := float64(cStiffness * t3)
			push = t10
			resistance = float64(cDamping * t10)
			load = float64(t10 * t9)
		}
		t11 := float64(copysign * push)
		fObjectX2 = float64(fObjectX + t11)
		fRight2 = rt.Select(isRight, float64(fRight-t11), fRight)
		fLeft2 = rt.Select(isRight, fLeft, float64(fLeft-t11))
		along = resistance
		fLift2 = float64(fLift + float64(float64(cFriction*load)/math64.Sqrt(float64(float64(t8*t8)+4e-06))))
	} else {
		copysign2 := math64.Copysign(1.0, t2)
		t12 := float64(float64(cDamping*float64(-copysign2*t8)) + 1.0)
		var push2 float64
		var resistance2 float64
		var load2 float64
		if !(t6 || t12 <= 0.0) {
			t13 := float64(cStiffness * t4)
			push2 = t13
			resistance2 = float64(cDamping * t13)
			load2 = float64(t13 * t12)
		}
		t14 := float64(copysign2 * push2)
		fObjectY2 = float64(fObjectY + t14)
		fY2 = float64(fY - t14)
		fLift2 = float64(fLift + resistance2)
		along = float64(float64(cFriction*load2) / math64.Sqrt(float64(float64(t7*t7)+4e-06)))
	}
	return fLeft2, fRight2, fY2, fObjectX2, fObjectY2, rt.Select(isRight, fLeftObject, float64(fLeftObject+along)), rt.Select(isRight, float64(fRightObject+along), fRightObject), fLift2
}

func compiledReset(p Params, r *rng.Source) (result State) {
	result2, sCounter0, sBlock0, sBlock1, sBlock2, sBlock3, sUsed := rngSourceUniform(r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used, -0.35, 0.35)
	result3, sCounter0_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed2 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0, sBlock1, sBlock2, sBlock3, sUsed, 0.15, 0.4)
	result4, sCounter0_3, sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed3 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_2, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed2, 0.08, 0.12)
	result5, sCounter0_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed4 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_3, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed3, -0.3, 0.3)
	result6, sCounter0_5, sBlock0_5, sBlock1_5, sBlock2_5, sBlock3_5, sUsed5 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_4, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed4, 0.12, 0.3)
	result7, sCounter0_6, sBlock0_6, sBlock1_6, sBlock2_6, sBlock3_6, sUsed6 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_5, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_5, sBlock1_5, sBlock2_5, sBlock3_5, sUsed5, -0.4, 0.4)
	result8, sCounter0_7, sBlock0_7, sBlock1_7, sBlock2_7, sBlock3_7, sUsed7 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_6, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_6, sBlock1_6, sBlock2_6, sBlock3_6, sUsed6, 0.15, 0.4)
	result9, sCounter0_8, sBlock0_8, sBlock1_8, sBlock2_8, sBlock3_8, sUsed8 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_7, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_7, sBlock1_7, sBlock2_7, sBlock3_7, sUsed7, 0.0, 0.02)
	result10, sCounter0_9, sBlock0_9, sBlock1_9, sBlock2_9, sBlock3_9, sUsed9 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_8, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_8, sBlock1_8, sBlock2_8, sBlock3_8, sUsed8, 0.0, 0.05)
	result11, sCounter0_10, sBlock0_10, sBlock1_10, sBlock2_10, sBlock3_10, sUsed10 := rngSourceUniform(r.Key[0], r.Key[1], sCounter0_9, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_9, sBlock1_9, sBlock2_9, sBlock3_9, sUsed9, 0.15, 0.28)
	sGoalX := result7
	sGoalY := result8
	t := p.Task == 1
	t2 := t || p.Task == 2
	var sDrawer float64
	if t {
		sGoalX = float64(result5 + rt.Select(result7 < 0.0 && float64(result5-result6) > -0.4 || float64(result5+result6) > 0.4, -result6, result6))
		sGoalY = 0.03
	} else if p.Task == 3 {
		sDrawer = result10
		sGoalX = float64(0.15 - result11)
		sGoalY = 0.04
	}
	result.Task = p.Task
	result.Hand.X = result2
	result.Hand.Y = result3
	result.HandVelocity.X = 0.0
	result.HandVelocity.Y = 0.0
	result.Grip = result4
	result.GripSpeed = 0.0
	result.Block.X = rt.Select(t2, result5, 0.0)
	result.Block.Y = rt.Select(t2, float64(result9+0.03), 0.0)
	result.BlockVelocity.X = 0.0
	result.BlockVelocity.Y = 0.0
	result.Drawer = sDrawer
	result.DrawerSpeed = 0.0
	result.Goal.X = sGoalX
	result.Goal.Y = sGoalY
	result.BlockMass = p.BlockMass
	result.Friction = p.Friction
	r.Counter[0], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used = sCounter0_10, sBlock0_10, sBlock1_10, sBlock2_10, sBlock3_10, sUsed10
	return result
}

func compiledStep(s State, a Action, r *rng.Source) (result State) {
	t := s.Task == 3
	t2 := s.Task == 1 || s.Task == 2
	t3 := rt.Select(t2, 0.06, 0.0)
	t4 := float64(rt.Select(t, 0.02, t3) * 0.5)
	t5 := float64(rt.Select(t, 0.08, t3) * 0.5)
	t6 := s.Task != 0
	t7 := rt.Select(t2, true, false)
	t8 := rt.Select(t, 0.6, rt.Select(t2, s.BlockMass, 1.0))
	t9 := rt.Select(t, true, false)
	t10 := float64(float64(s.Grip+0.02) * 0.5)
	t11 := float64(s.GripSpeed * 0.5)
	var mObjectX float64
	var mObjectY float64
	var mObjectDotX float64
	var mObjectDotY float64
	if t2 {
		mObjectX = s.Block.X
		mObjectY = s.Block.Y
		mObjectDotX = s.BlockVelocity.X
		mObjectDotY = s.BlockVelocity.Y
	}
	if t {
		mObjectX = rt.Select(t, float64(0.15-s.Drawer), rt.Select(t2, s.Block.X, s.Hand.X))
		mObjectY = rt.Select(t, 0.04, rt.Select(t2, s.Block.Y, s.Hand.Y))
		mObjectDotX = -s.DrawerSpeed
		mObjectDotY = 0.0
	}
	mLeft3 := float64(s.Hand.X - t10)
	mRight3 := float64(s.Hand.X + t10)
	mTip2 := s.Hand.Y
	mLeftDot3 := float64(s.HandVelocity.X - t11)
	mRightDot3 := float64(s.HandVelocity.X + t11)
	mTipDot2 := s.HandVelocity.Y
	mObjectX4 := mObjectX
	mObjectY4 := mObjectY
	mObjectDotX4 := mObjectDotX
	mObjectDotY4 := mObjectDotY
	var resultTipDot float64
	var resultObjectDotY float64
	for i := 0; i < 8; i = rt.AddInt(i, 1, "env.go:184:29") {
		fObjectX4 := 0.0
		fObjectY3 := 0.0
		fGround4 := 0.0
		fLeftObject2 := 0.0
		fRightObject2 := 0.0
		fRest3 := 0.0
		fLift2 := 0.0
		push2 := 0.0
		resistance2 := 0.0
		load := 0.0
		push22 := 0.0
		resistance22 := 0.0
		load2 := 0.0
		t12 := float64(mLeft3 + float64(mLeftDot3*0.001875))
		t13 := float64(mRight3 + float64(mRightDot3*0.001875))
		t14 := float64(mTip2 + float64(mTipDot2*0.001875))
		t15 := float64(mObjectX4 + float64(mObjectDotX4*0.001875))
		t16 := float64(mObjectY4 + float64(mObjectDotY4*0.001875))
		t17 := float64(a.X * 0.5)
		t18 := -t14
		t19 := float64(float64(-mTipDot2*3.0) + 1.0)
		if !(t18 <= 0.0 || t19 <= 0.0) {
			t20 := float64(t18 * 2500.0)
			push2 = t20
			resistance2 = float64(t20 * 3.0)
			load = float64(t20 * t19)
		}
		t21 := float64(float64(s.Friction*load) * 0.5)
		sqrt := math64.Sqrt(float64(float64(mLeftDot3*mLeftDot3) + 4e-06))
		sqrt2 := math64.Sqrt(float64(float64(mRightDot3*mRightDot3) + 4e-06))
		t22 := float64(t14 - 0.6)
		t23 := t22 <= 0.0 || float64(float64(mTipDot2*3.0)+1.0) <= 0.0
		t24 := float64(t22 * 2500.0)
		t25 := float64(float64(a.Y+push2) - rt.Select(t23, 0.0, t24))
		t26 := float64(-0.59 - t12)
		t27 := t26 <= 0.0 || float64(float64(-mLeftDot3*3.0)+1.0) <= 0.0
		t28 := float64(t26 * 2500.0)
		t29 := float64(float64(t13+0.01) - 0.6)
		t30 := t29 <= 0.0 || float64(float64(mRightDot3*3.0)+1.0) <= 0.0
		t31 := float64(t29 * 2500.0)
		t32 := float64(float64(t13-t12) - 0.02)
		t33 := float64(mRightDot3 - mLeftDot3)
		t34 := -t32
		t35 := t34 <= 0.0 || float64(float64(-t33*3.0)+1.0) <= 0.0
		t36 := float64(t34 * 2500.0)
		t37 := rt.Select(t35, 0.0, t36)
		t38 := float64(t32 - 0.12)
		t39 := t38 <= 0.0 || float64(float64(t33*3.0)+1.0) <= 0.0
		t40 := float64(t38 * 2500.0)
		t41 := rt.Select(t39, 0.0, t40)
		t42 := float64(float64(float64(float64(t17+a.Grip)+rt.Select(t27, 0.0, t28))-t37) + t41)
		t43 := float64(float64(float64(float64(t17-a.Grip)-rt.Select(t30, 0.0, t31))+t37) - t41)
		t44 := float64(float64(rt.Select(t35, 0.0, float64(t36*3.0))+0.0) + rt.Select(t39, 0.0, float64(t40*3.0)))
		fLeft3 := t42
		fRight3 := t43
		fY3 := t25
		if t7 {
			t45 := float64(t5 - t16)
			t46 := float64(float64(-mObjectDotY4*3.0) + 1.0)
			if !(t45 <= 0.0 || t46 <= 0.0) {
				t47 := float64(t45 * 2500.0)
				push22 = t47
				resistance22 = float64(t47 * 3.0)
				load2 = float64(t47 * t46)
			}
			sqrt3 := math64.Sqrt(float64(float64(mObjectDotX4*mObjectDotX4) + 4e-06))
			copysign := math64.Copysign(1.0, t15)
			t48 := float64(float64(float64(copysign*t15)+t4) - 0.6)
			t49 := t48 <= 0.0 || float64(float64(float64(copysign*mObjectDotX4)*3.0)+1.0) <= 0.0
			t50 := float64(t48 * 2500.0)
			fObjectX4 = float64(0.0 - float64(copysign*rt.Select(t49, 0.0, t50)))
			fObjectY3 = float64(float64(push22-float64(t8*9.81)) + 0.0)
			fGround4 = float64(float64(float64(float64(s.Friction*load2)/sqrt3)+0.0) + rt.Select(t49, 0.0, float64(t50*3.0)))
			fRest3 = float64(resistance22 + 0.0)
		}
		if t9 {
			t51 := float64(t15 - 0.15)
			t52 := t51 <= 0.0 || float64(float64(mObjectDotX4*3.0)+1.0) <= 0.0
			t53 := float64(t51 * 2500.0)
			t54 := float64(-0.15 - t15)
			t55 := t54 <= 0.0 || float64(float64(-mObjectDotX4*3.0)+1.0) <= 0.0
			t56 := float64(t54 * 2500.0)
			fObjectX4 = float64(float64(fObjectX4-rt.Select(t52, 0.0, t53)) + rt.Select(t55, 0.0, t56))
			fGround4 = float64(float64(float64(fGround4+float64(1.2/math64.Sqrt(float64(float64(mObjectDotX4*mObjectDotX4)+4e-06))))+rt.Select(t52, 0.0, float64(t53*3.0))) + rt.Select(t55, 0.0, float64(t56*3.0)))
		}
		if t6 {
			resultLeft, resultRight, resultY, resultObjectX, resultObjectY, resultLeftObject, resultRightObject, resultLift := envFinger(t42, t43, t25, fObjectX4, fObjectY3, 0.0, 0.0, 0.0, t12, t13, t14, mLeftDot3, mRightDot3, mTipDot2, t15, t16, mObjectDotX4, mObjectDotY4, t4, t5, 2500.0, 3.0, s.Friction, false)
			resultLeft2, resultRight2, resultY2, resultObjectX2, resultObjectY2, resultLeftObject2, resultRightObject2, resultLift2 := envFinger(resultLeft, resultRight, resultY, resultObjectX, resultObjectY, resultLeftObject, resultRightObject, resultLift, t12, t13, t14, mLeftDot3, mRightDot3, mTipDot2, t15, t16, mObjectDotX4, mObjectDotY4, t4, t5, 2500.0, 3.0, s.Friction, true)
			fLeft3 = resultLeft2
			fRight3 = resultRight2
			fY3 = resultY2
			fObjectX4 = resultObjectX2
			fObjectY3 = resultObjectY2
			fLeftObject2 = resultLeftObject2
			fRightObject2 = resultRightObject2
			fLift2 = resultLift2
		}
		t57 := float64(float64(float64(float64(float64(resistance2+16.0)+rt.Select(t23, 0.0, float64(t24*3.0)))+fLift2)*0.00375) + 1.0)
		t58 := float64(mTipDot2 + float64(fY3*0.00375))
		if t7 {
			t59 := float64(fLift2 * 0.00375)
			t60 := float64(float64(float64(t57*float64(float64(t8*mObjectDotY4)+float64(fObjectY3*0.00375)))+float64(t59*t58)) / float64(float64(t57*float64(t8+float64(float64(fRest3+fLift2)*0.00375)))-float64(t59*t59)))
			resultTipDot = float64(float64(t58+float64(t59*t60)) / t57)
			resultObjectDotY = t60
		} else {
			resultTipDot = float64(t58 / t57)
			resultObjectDotY = mObjectDotY4
		}
		t61 := float64(float64(float64(float64(float64(float64(float64(t21/sqrt)+8.0)+rt.Select(t27, 0.0, float64(t28*3.0)))+t44)+fLeftObject2)*0.00375) + 0.5)
		t62 := float64(float64(mLeftDot3*0.5) + float64(fLeft3*0.00375))
		t63 := float64(float64(t44*0.00375) / t61)
		t64 := float64(float64(float64(float64(float64(float64(float64(float64(t21/sqrt2)+8.0)+rt.Select(t30, 0.0, float64(t31*3.0)))+t44)+fRightObject2)*0.00375)+0.5) - float64(float64(t63*0.00375)*t44))
		t65 := float64(float64(float64(mRightDot3*0.5)+float64(fRight3*0.00375)) + float64(t63*t62))
		t66 := float64(float64(fRightObject2+float64(t63*fLeftObject2)) * 0.00375)
		t67 := float64(float64(fLeftObject2*0.00375) / t61)
		t68 := float64(t66 / t64)
		t69 := float64(float64(float64(float64(float64(t8*mObjectDotX4)+float64(fObjectX4*0.00375))+float64(t67*t62))+float64(t68*t65)) / float64(float64(float64(t8+float64(float64(float64(fGround4+fLeftObject2)+fRightObject2)*0.00375))-float64(float64(t67*0.00375)*fLeftObject2))-float64(t68*t66)))
		t70 := float64(float64(t65+float64(t66*t69)) / t64)
		t71 := float64(float64(t62+float64(float64(float64(t44*t70)+float64(fLeftObject2*t69))*0.00375)) / t61)
		mLeft3 = float64(t12 + float64(t71*0.001875))
		mRight3 = float64(t13 + float64(t70*0.001875))
		mTip2 = float64(t14 + float64(resultTipDot*0.001875))
		mLeftDot3 = t71
		mRightDot3 = t70
		mTipDot2 = resultTipDot
		mObjectX4 = float64(t15 + float64(t69*0.001875))
		mObjectY4 = float64(t16 + float64(resultObjectDotY*0.001875))
		mObjectDotX4 = t69
		mObjectDotY4 = resultObjectDotY
	}
	sBlockX22 := s.Block.X
	sBlockY22 := s.Block.Y
	sBlockVelocityX22 := s.BlockVelocity.X
	sBlockVelocityY22 := s.BlockVelocity.Y
	if t2 {
		sBlockX22 = mObjectX4
		sBlockY22 = mObjectY4
		sBlockVelocityX22 = mObjectDotX4
		sBlockVelocityY22 = mObjectDotY4
	}
	result.Task = s.Task
	result.Hand.X = float64(float64(mLeft3+mRight3) * 0.5)
	result.Hand.Y = mTip2
	result.HandVelocity.X = float64(float64(mLeftDot3+mRightDot3) * 0.5)
	result.HandVelocity.Y = mTipDot2
	result.Grip = float64(float64(mRight3-mLeft3) - 0.02)
	result.GripSpeed = float64(mRightDot3 - mLeftDot3)
	result.Block.X = sBlockX22
	result.Block.Y = sBlockY22
	result.BlockVelocity.X = sBlockVelocityX22
	result.BlockVelocity.Y = sBlockVelocityY22
	result.Drawer = rt.Select(t, float64(0.15-mObjectX4), s.Drawer)
	result.DrawerSpeed = rt.Select(t, -mObjectDotX4, s.DrawerSpeed)
	result.Goal.X = s.Goal.X
	result.Goal.Y = s.Goal.Y
	result.BlockMass = s.BlockMass
	result.Friction = s.Friction
	return result
}

func compiledObserve(s State, r *rng.Source) (result Observation) {
	t := s.Task == 3
	var resultX float64
	var resultY float64
	if t {
		resultX = float64(0.15 - s.Drawer)
		resultY = 0.04
	} else {
		t2 := s.Task == 1 || s.Task == 2
		resultX = rt.Select(t2, s.Block.X, s.Hand.X)
		resultY = rt.Select(t2, s.Block.Y, s.Hand.Y)
	}
	var resultX2 float64
	var resultY2 float64
	if t {
		resultX2 = float64(0.15 - s.Drawer)
		resultY2 = 0.04
	} else {
		t3 := s.Task == 1 || s.Task == 2
		resultX2 = rt.Select(t3, s.Block.X, s.Hand.X)
		resultY2 = rt.Select(t3, s.Block.Y, s.Hand.Y)
	}
	t4 := s.Task == 1
	t5 := rt.Index(s.Task, 4, "env.go:196:2")
	t6 := t4 || s.Task == 2
	result.Task[0] = rt.Select(t5 == 0, 1.0, 0.0)
	result.Task[1] = rt.Select(t5 == 1, 1.0, 0.0)
	result.Task[2] = rt.Select(t5 == 2, 1.0, 0.0)
	result.Task[3] = rt.Select(t5 == 3, 1.0, 0.0)
	result.Hand.X = s.Hand.X
	result.Hand.Y = s.Hand.Y
	result.HandVelocity.X = s.HandVelocity.X
	result.HandVelocity.Y = s.HandVelocity.Y
	result.Grip = s.Grip
	result.GripSpeed = s.GripSpeed
	result.Object.X = float64(resultX - s.Hand.X)
	result.Object.Y = float64(resultY - s.Hand.Y)
	result.ObjectVelocity.X = rt.Select(t, -s.DrawerSpeed, rt.Select(t6, s.BlockVelocity.X, 0.0))
	result.ObjectVelocity.Y = rt.Select(t, 0.0, rt.Select(t6, s.BlockVelocity.Y, 0.0))
	result.Error.X = float64(s.Goal.X - resultX2)
	result.Error.Y = rt.Select(t4 || t, 0.0, float64(s.Goal.Y-resultY2))
	return result
}

func compiledTerminated(next State) bool {
	return false
}

func compiledScore(s State, a Action, next State) float64 {
	t := next.Task == 3
	var resultX float64
	var resultY float64
	if t {
		resultX = float64(0.15 - next.Drawer)
		resultY = 0.04
	} else {
		t2 := next.Task == 1 || next.Task == 2
		resultX = rt.Select(t2, next.Block.X, next.Hand.X)
		resultY = rt.Select(t2, next.Block.Y, next.Hand.Y)
	}
	t3 := float64(next.Goal.X - resultX)
	t4 := rt.Select(next.Task == 1 || t, 0.0, float64(next.Goal.Y-resultY))
	if math64.Sqrt(float64(float64(t3*t3)+float64(t4*t4))) <= 0.025 {
		return 1.0
	}
	return 0.0
}

func compiledSuccess(s State, a Action, next State) bool {
	t := next.Task == 3
	var resultX float64
	var resultY float64
	if t {
		resultX = float64(0.15 - next.Drawer)
		resultY = 0.04
	} else {
		t2 := next.Task == 1 || next.Task == 2
		resultX = rt.Select(t2, next.Block.X, next.Hand.X)
		resultY = rt.Select(t2, next.Block.Y, next.Hand.Y)
	}
	t3 := float64(next.Goal.X - resultX)
	t4 := rt.Select(next.Task == 1 || t, 0.0, float64(next.Goal.Y-resultY))
	sqrt := math64.Sqrt(float64(float64(t3*t3) + float64(t4*t4)))
	return sqrt <= 0.025
}

func compiledSparseReward(s State, a Action, next State) (float64, map[string]float64) {
	t := next.Task == 3
	var resultX float64
	var resultY float64
	if t {
		resultX = float64(0.15 - next.Drawer)
		resultY = 0.04
	} else {
		t2 := next.Task == 1 || next.Task == 2
		resultX = rt.Select(t2, next.Block.X, next.Hand.X)
		resultY = rt.Select(t2, next.Block.Y, next.Hand.Y)
	}
	t3 := float64(next.Goal.X - resultX)
	t4 := rt.Select(next.Task == 1 || t, 0.0, float64(next.Goal.Y-resultY))
	t5 := rt.Select(math64.Sqrt(float64(float64(t3*t3)+float64(t4*t4))) <= 0.025, 1.0, 0.0)
	return t5, map[string]float64{"at_goal": t5}
}

func compiledHumanReward(s State, a Action, next State) (float64, map[string]float64) {
	var around float64
	if next.Task != 0 {
		t := next.Task == 3
		var resultX float64
		var resultY float64
		if t {
			resultX = float64(0.15 - next.Drawer)
			resultY = 0.04
		} else {
			t2 := next.Task == 1 || next.Task == 2
			resultX = rt.Select(t2, next.Block.X, next.Hand.X)
			resultY = rt.Select(t2, next.Block.Y, next.Hand.Y)
		}
		t3 := float64(next.Hand.X - resultX)
		t4 := float64(next.Hand.Y - float64(float64(resultY-float64(rt.Select(t, 0.08, rt.Select(next.Task == 1 || next.Task == 2, 0.06, 0.0))*0.5))+0.02))
		abs := math64.Abs(math64.Sqrt(float64(float64(t3*t3) + float64(t4*t4))))
		var result float64
		if abs <= 0.0 {
			result = 1.0
		} else {
			t5 := float64(abs / 0.2)
			result = math64.Exp(float64(float64(t5*-2.302585092994046) * t5))
		}
		around = float64(result * 0.3)
	}
	t6 := next.Task == 2
	var ok bool
	if t6 {
		var result2 bool
		if next.Task != 0 {
			t7 := next.Task == 3
			var resultX3 float64
			var resultY3 float64
			if t7 {
				resultX3 = float64(0.15 - next.Drawer)
				resultY3 = 0.04
			} else {
				t8 := next.Task == 1 || t6
				resultX3 = rt.Select(t8, next.Block.X, next.Hand.X)
				resultY3 = rt.Select(t8, next.Block.Y, next.Hand.Y)
			}
			t9 := rt.Select(next.Task == 1 || t6, 0.06, 0.0)
			abs2 := math64.Abs(float64(resultX3 - next.Hand.X))
			t10 := float64(float64(rt.Select(t7, 0.02, t9)-next.Grip) * 0.5)
			abs3 := math64.Abs(float64(float64(resultY3-next.Hand.Y) - 0.06))
			result2 = abs2 < t10 && float64(t10+abs2) < float64(float64(float64(rt.Select(t7, 0.08, t9)+0.12)*0.5)-abs3)
		}
		ok = result2
	}
	t11 := rt.Select(ok, 0.3, 0.0)
	t12 := next.Task == 3
	var resultX4 float64
	var resultY4 float64
	if t12 {
		resultX4 = float64(0.15 - next.Drawer)
		resultY4 = 0.04
	} else {
		t13 := next.Task == 1 || t6
		resultX4 = rt.Select(t13, next.Block.X, next.Hand.X)
		resultY4 = rt.Select(t13, next.Block.Y, next.Hand.Y)
	}
	t14 := float64(next.Goal.X - resultX4)
	t15 := rt.Select(next.Task == 1 || t12, 0.0, float64(next.Goal.Y-resultY4))
	abs4 := math64.Abs(math64.Sqrt(float64(float64(t14*t14) + float64(t15*t15))))
	t16 := abs4 <= 0.0
	var result3 float64
	if t16 {
		result3 = 1.0
	} else {
		t17 := float64(abs4 / 0.3)
		result3 = math64.Exp(float64(float64(t17*-2.302585092994046) * t17))
	}
	t18 := float64(result3 * 0.6)
	var result4 float64
	if t16 {
		result4 = 1.0
	} else {
		t19 := float64(abs4 / 0.05)
		result4 = math64.Exp(float64(float64(t19*-2.302585092994046) * t19))
	}
	t20 := float64(result4 * 0.6)
	t21 := float64(float64(float64(float64(a.X*a.X)+float64(a.Y*a.Y))*-0.01) / 144.0)
	return float64(float64(float64(float64(around+t11)+t18)+t20) + t21), map[string]float64{"around": around, "effort": t21, "gripped": t11, "near": t18, "precise": t20}
}
