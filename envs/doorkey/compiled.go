// Code generated from env.go and task.go by go generate ./envs/builtin; DO NOT EDIT.

package doorkey

import (
	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/internal/kernel/gogen/rt"
)

func rngSourceUint32(sKey0, sKey1, sCounter0, sCounter1, sCounter2, sCounter3, sBlock0, sBlock1, sBlock2, sBlock3 uint32, sUsed int) (uint32, uint32, uint32, uint32, uint32, uint32, int) {
	sCounter02 := sCounter0
	sBlock02 := sBlock0
	sBlock12 := sBlock1
	sBlock22 := sBlock2
	sBlock32 := sBlock3
	sUsed2 := sUsed
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
		sBlock02 = c02
		sBlock12 = c12
		sBlock22 = c22
		sBlock32 = c32
		sCounter02 = sCounter0 + 1
		sUsed2 = 1
	}
	t7 := rt.Index(rt.SubInt(sUsed2, 1, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:53:21"), 4, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:53:7")
	return rt.Select(t7 == 3, sBlock32, rt.Select(t7 == 2, sBlock22, rt.Select(t7 == 1, sBlock12, sBlock02))), sCounter02, sBlock02, sBlock12, sBlock22, sBlock32, rt.AddInt(sUsed2, 1, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:54:8")
}

func envRoomFree(mFrom, mColumns, mRows, takenX, takenY, otherX, otherY int, rKey0, rKey1, rCounter0, rCounter1, rCounter2, rCounter3, rBlock0, rBlock1, rBlock2, rBlock3 uint32, rUsed int) (int, int, uint32, uint32, uint32, uint32, uint32, int) {
	var result int
	if takenX == 0 && takenY == 0 {
		result = -1
	} else {
		result = rt.SubInt(rt.AddInt(rt.MulInt(rt.SubInt(takenY, 1, "env.go:202:13"), mColumns, "env.go:202:16"), takenX, "env.go:202:27"), mFrom, "env.go:202:33")
	}
	var result2 int
	if otherX == 0 && otherY == 0 {
		result2 = -1
	} else {
		result2 = rt.SubInt(rt.AddInt(rt.MulInt(rt.SubInt(otherY, 1, "env.go:202:13"), mColumns, "env.go:202:16"), otherX, "env.go:202:27"), mFrom, "env.go:202:33")
	}
	t := result > result2
	t2 := rt.Select(t, result2, result)
	t3 := rt.Select(t, result, result2)
	t4 := rt.MulInt(mColumns, mRows, "env.go:226:17")
	n := t4
	t5 := t2 >= 0
	if t5 {
		n = rt.SubInt(t4, 1, "env.go:228:4")
	}
	t6 := t3 >= 0
	if t6 {
		n = rt.SubInt(n, 1, "env.go:231:4")
	}
	result3, sCounter0, sBlock0, sBlock1, sBlock2, sBlock3, sUsed := rngSourceUint32(rKey0, rKey1, rCounter0, rCounter1, rCounter2, rCounter3, rBlock0, rBlock1, rBlock2, rBlock3, rUsed)
	t7 := uint32(n)
	t8 := result3 & 65535
	t9 := result3 >> 16
	t10 := t7 & 65535
	t11 := t7 >> 16
	t12 := t9*t10 + t8*t10>>16
	t13 := rt.IntOf(t9*t11+t12>>16+(t8*t11+t12&65535)>>16, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:83:9")
	i := t13
	if t5 && t13 >= t2 {
		i = rt.AddInt(t13, 1, "env.go:235:4")
	}
	if t6 && i >= t3 {
		i = rt.AddInt(i, 1, "env.go:238:4")
	}
	return rt.AddInt(mFrom, rt.RemInt(i, mColumns, "env.go:194:27"), "env.go:194:24"), rt.AddInt(rt.DivInt(i, mColumns, "env.go:194:47"), 1, "env.go:194:44"), sCounter0, sBlock0, sBlock1, sBlock2, sBlock3, sUsed
}

func envLooked(sAgentX, sAgentY, sHeading, sKeyX, sKeyY, sDoorX, sDoorY, sGoalX, sGoalY int, sSeenKey, sSeenDoor, sSeenGoal bool) (bool, bool, bool) {
	var ok bool
	if sSeenKey {
		ok = true
	} else {
		var resultX int
		var resultY int
		if sHeading == 0 {
			resultX = 1
		} else {
			t := sHeading == 1
			t2 := sHeading == 2
			resultY = rt.Select(t, 1, rt.Select(t2, 0, -1))
			resultX = rt.Select(t, 0, rt.Select(t2, -1, 0))
		}
		t3 := rt.SubInt(sKeyX, sAgentX, "env.go:280:13")
		t4 := rt.SubInt(sKeyY, sAgentY, "env.go:280:28")
		t5 := rt.AddInt(rt.MulInt(t3, resultX, "env.go:281:10"), rt.MulInt(t4, resultY, "env.go:281:18"), "env.go:281:15")
		t6 := rt.SubInt(rt.MulInt(t4, resultX, "env.go:281:25"), rt.MulInt(t3, resultY, "env.go:281:33"), "env.go:281:30")
		var ok4 bool
		if t5 >= 0 && t5 < 5 && t6 >= -2 && t6 <= 2 {
			ok4 = sAgentX == sDoorX || sKeyX == sDoorX || (sKeyX < sDoorX) == (sAgentX < sDoorX)
		}
		ok = ok4
	}
	var ok2 bool
	if sSeenDoor {
		ok2 = true
	} else {
		var resultX2 int
		var resultY2 int
		if sHeading == 0 {
			resultX2 = 1
		} else {
			t7 := sHeading == 1
			t8 := sHeading == 2
			resultY2 = rt.Select(t7, 1, rt.Select(t8, 0, -1))
			resultX2 = rt.Select(t7, 0, rt.Select(t8, -1, 0))
		}
		t9 := rt.SubInt(sDoorX, sAgentX, "env.go:280:13")
		t10 := rt.SubInt(sDoorY, sAgentY, "env.go:280:28")
		t11 := rt.AddInt(rt.MulInt(t9, resultX2, "env.go:281:10"), rt.MulInt(t10, resultY2, "env.go:281:18"), "env.go:281:15")
		t12 := rt.SubInt(rt.MulInt(t10, resultX2, "env.go:281:25"), rt.MulInt(t9, resultY2, "env.go:281:33"), "env.go:281:30")
		ok2 = rt.Select(t11 >= 0 && t11 < 5 && t12 >= -2 && t12 <= 2, true, false)
	}
	var ok3 bool
	if sSeenGoal {
		ok3 = true
	} else {
		var resultX3 int
		var resultY3 int
		if sHeading == 0 {
			resultX3 = 1
		} else {
			t13 := sHeading == 1
			t14 := sHeading == 2
			resultY3 = rt.Select(t13, 1, rt.Select(t14, 0, -1))
			resultX3 = rt.Select(t13, 0, rt.Select(t14, -1, 0))
		}
		t15 := rt.SubInt(sGoalX, sAgentX, "env.go:280:13")
		t16 := rt.SubInt(sGoalY, sAgentY, "env.go:280:28")
		t17 := rt.AddInt(rt.MulInt(t15, resultX3, "env.go:281:10"), rt.MulInt(t16, resultY3, "env.go:281:18"), "env.go:281:15")
		t18 := rt.SubInt(rt.MulInt(t16, resultX3, "env.go:281:25"), rt.MulInt(t15, resultY3, "env.go:281:33"), "env.go:281:30")
		var ok6 bool
		if t17 >= 0 && t17 < 5 && t18 >= -2 && t18 <= 2 {
			ok6 = sAgentX == sDoorX || sGoalX == sDoorX || (sGoalX < sDoorX) == (sAgentX < sDoorX)
		}
		ok3 = ok6
	}
	return ok, ok2, ok3
}

func envKind(sHasKey, sOpen bool, sKeyX, sKeyY, sDoorX, sDoorY, sGoalX, sGoalY, sPillars0X, sPillars0Y, sPillars1X, sPillars1Y, sSize, cX, cY int) int {
	ok := cX <= 0 || cY <= 0 || cX >= rt.SubInt(sSize, 1, "env.go:141:42")
	ok2 := ok || cY >= rt.SubInt(sSize, 1, "env.go:141:61")
	if ok2 {
		return 1
	}
	t := cX == sDoorX
	t2 := t && cY == sDoorY
	t3 := !sOpen
	if t2 && t3 {
		return 3
	}
	if t && !t2 || cX == sPillars0X && cY == sPillars0Y || cX == sPillars1X && cY == sPillars1Y {
		return 1
	}
	if rt.Select(cX == sKeyX && cY == sKeyY, !sHasKey && t3, false) {
		return 2
	}
	if cX == sGoalX && cY == sGoalY {
		return 4
	}
	return 0
}

func compiledChoose(i int) (result Action) {
	result.Command = i
	return result
}

func compiledReset(p Params, r *rng.Source) (result State) {
	t := rt.SubInt(p.Size, 6, "env.go:169:25")
	result2, sCounter0, sBlock0, sBlock1, sBlock2, sBlock3, sUsed := rngSourceUint32(r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used)
	t2 := uint32(t)
	t3 := result2 & 65535
	t4 := result2 >> 16
	t5 := t2 & 65535
	t6 := t2 >> 16
	t7 := t4*t5 + t3*t5>>16
	t8 := rt.AddInt(rt.IntOf(t4*t6+t7>>16+(t3*t6+t7&65535)>>16, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:83:9"), 3, "env.go:169:12")
	t9 := rt.SubInt(t8, 1, "env.go:170:38")
	t10 := rt.SubInt(p.Size, 2, "env.go:170:54")
	t11 := rt.AddInt(t8, 1, "env.go:171:26")
	t12 := rt.SubInt(t10, t8, "env.go:171:49")
	result3, sCounter0_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed2 := rngSourceUint32(r.Key[0], r.Key[1], sCounter0, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0, sBlock1, sBlock2, sBlock3, sUsed)
	t13 := uint32(t10)
	t14 := result3 & 65535
	t15 := result3 >> 16
	t16 := t13 & 65535
	t17 := t13 >> 16
	t18 := t15*t16 + t14*t16>>16
	t19 := rt.AddInt(rt.IntOf(t15*t17+t18>>16+(t14*t17+t18&65535)>>16, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:83:9"), 1, "env.go:172:29")
	firstFrom := 1
	firstColumns := t9
	secondFrom := t11
	secondColumns := t12
	result4, sCounter0_3, sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed3 := rngSourceUint32(r.Key[0], r.Key[1], sCounter0_2, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed2)
	if float64(float64(result4>>8)*5.960464477539063e-08) < 0.5 {
		firstFrom = t11
		firstColumns = t12
		secondFrom = 1
		secondColumns = t9
	}
	resultX, resultY, rCounter0, rBlock0, rBlock1, rBlock2, rBlock3, rUsed := envRoomFree(firstFrom, firstColumns, t10, rt.Select(firstFrom > t8, t11, t9), t19, 0, 0, r.Key[0], r.Key[1], sCounter0_3, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed3)
	result5, sCounter0_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed4 := rngSourceUint32(r.Key[0], r.Key[1], rCounter0, r.Counter[1], r.Counter[2], r.Counter[3], rBlock0, rBlock1, rBlock2, rBlock3, rUsed)
	var resultX2 int
	var resultY2 int
	var rCounter03 uint32
	var rBlock03 uint32
	var rBlock13 uint32
	var rBlock23 uint32
	var rBlock33 uint32
	var rUsed3 int
	if float64(float64(result5>>8)*5.960464477539063e-08) < p.Pillars {
		resultX2 = resultX
		resultY2 = resultY
		rCounter03 = sCounter0_4
		rBlock03 = sBlock0_4
		rBlock13 = sBlock1_4
		rBlock23 = sBlock2_4
		rBlock33 = sBlock3_4
		rUsed3 = sUsed4
	} else {
		rCounter03 = sCounter0_4
		rBlock03 = sBlock0_4
		rBlock13 = sBlock1_4
		rBlock23 = sBlock2_4
		rBlock33 = sBlock3_4
		rUsed3 = sUsed4
	}
	resultX3, resultY3, rCounter0_2, rBlock0_2, rBlock1_2, rBlock2_2, rBlock3_2, rUsed2 := envRoomFree(secondFrom, secondColumns, t10, rt.Select(secondFrom > t8, t11, t9), t19, 0, 0, r.Key[0], r.Key[1], rCounter03, r.Counter[1], r.Counter[2], r.Counter[3], rBlock03, rBlock13, rBlock23, rBlock33, rUsed3)
	result6, sCounter0_5, sBlock0_5, sBlock1_5, sBlock2_5, sBlock3_5, sUsed5 := rngSourceUint32(r.Key[0], r.Key[1], rCounter0_2, r.Counter[1], r.Counter[2], r.Counter[3], rBlock0_2, rBlock1_2, rBlock2_2, rBlock3_2, rUsed2)
	var resultX2_2 int
	var resultY2_2 int
	var rCounter05 uint32
	var rBlock05 uint32
	var rBlock15 uint32
	var rBlock25 uint32
	var rBlock35 uint32
	var rUsed5 int
	if float64(float64(result6>>8)*5.960464477539063e-08) < p.Pillars {
		resultX2_2 = resultX3
		resultY2_2 = resultY3
		rCounter05 = sCounter0_5
		rBlock05 = sBlock0_5
		rBlock15 = sBlock1_5
		rBlock25 = sBlock2_5
		rBlock35 = sBlock3_5
		rUsed5 = sUsed5
	} else {
		rCounter05 = sCounter0_5
		rBlock05 = sBlock0_5
		rBlock15 = sBlock1_5
		rBlock25 = sBlock2_5
		rBlock35 = sBlock3_5
		rUsed5 = sUsed5
	}
	resultX4, resultY4, rCounter0_3, rBlock0_3, rBlock1_3, rBlock2_3, rBlock3_3, rUsed4 := envRoomFree(firstFrom, firstColumns, t10, resultX2, resultY2, 0, 0, r.Key[0], r.Key[1], rCounter05, r.Counter[1], r.Counter[2], r.Counter[3], rBlock05, rBlock15, rBlock25, rBlock35, rUsed5)
	resultX5, resultY5, rCounter0_4, rBlock0_4, rBlock1_4, rBlock2_4, rBlock3_4, rUsed6 := envRoomFree(firstFrom, firstColumns, t10, resultX2, resultY2, resultX4, resultY4, r.Key[0], r.Key[1], rCounter0_3, r.Counter[1], r.Counter[2], r.Counter[3], rBlock0_3, rBlock1_3, rBlock2_3, rBlock3_3, rUsed4)
	resultX6, resultY6, rCounter0_5, rBlock0_5, rBlock1_5, rBlock2_5, rBlock3_5, rUsed7 := envRoomFree(secondFrom, secondColumns, t10, resultX2_2, resultY2_2, 0, 0, r.Key[0], r.Key[1], rCounter0_4, r.Counter[1], r.Counter[2], r.Counter[3], rBlock0_4, rBlock1_4, rBlock2_4, rBlock3_4, rUsed6)
	result7, sCounter0_6, sBlock0_6, sBlock1_6, sBlock2_6, sBlock3_6, sUsed6 := rngSourceUint32(r.Key[0], r.Key[1], rCounter0_5, r.Counter[1], r.Counter[2], r.Counter[3], rBlock0_5, rBlock1_5, rBlock2_5, rBlock3_5, rUsed7)
	t20 := result7>>16*4 + result7&65535*4>>16
	t21 := rt.IntOf(t20>>16+t20&65535>>16, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:83:9")
	resultSeenKey, resultSeenDoor, resultSeenGoal := envLooked(resultX5, resultY5, t21, resultX4, resultY4, t8, t19, resultX6, resultY6, false, false, false)
	result.Agent.X = resultX5
	result.Agent.Y = resultY5
	result.Heading = t21
	result.HasKey = false
	result.Open = false
	result.Key.X = resultX4
	result.Key.Y = resultY4
	result.Door.X = t8
	result.Door.Y = t19
	result.Goal.X = resultX6
	result.Goal.Y = resultY6
	result.Pillars[0].X = resultX2
	result.Pillars[0].Y = resultY2
	result.Pillars[1].X = resultX2_2
	result.Pillars[1].Y = resultY2_2
	result.Size = p.Size
	result.SeenKey = resultSeenKey
	result.SeenDoor = resultSeenDoor
	result.SeenGoal = resultSeenGoal
	result.Time = 0
	r.Counter[0], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used = sCounter0_6, sBlock0_6, sBlock1_6, sBlock2_6, sBlock3_6, sUsed6
	return result
}

func compiledStep(s State, a Action, r *rng.Source) (result State) {
	sAgentX3 := s.Agent.X
	sAgentY3 := s.Agent.Y
	sHeading3 := s.Heading
	sHasKey2 := s.HasKey
	sOpen2 := s.Open
	var resultX int
	var resultY int
	if s.Heading == 0 {
		resultX = 1
	} else {
		t := s.Heading == 1
		t2 := s.Heading == 2
		resultY = rt.Select(t, 1, rt.Select(t2, 0, -1))
		resultX = rt.Select(t, 0, rt.Select(t2, -1, 0))
	}
	t3 := rt.AddInt(s.Agent.X, resultX, "env.go:119:27")
	t4 := rt.AddInt(s.Agent.Y, resultY, "env.go:119:64")
	kind := envKind(s.HasKey, s.Open, s.Key.X, s.Key.Y, s.Door.X, s.Door.Y, s.Goal.X, s.Goal.Y, s.Pillars[0].X, s.Pillars[0].Y, s.Pillars[1].X, s.Pillars[1].Y, s.Size, t3, t4)
	if a.Command == 0 {
		sHeading3 = rt.AddInt(s.Heading, 1, "env.go:249:26") % 4
	} else if a.Command == 1 {
		sHeading3 = rt.AddInt(s.Heading, 3, "env.go:251:26") % 4
	} else if a.Command == 2 {
		t5 := kind == 0 || kind == 4
		sAgentX3 = rt.Select(t5, t3, s.Agent.X)
		sAgentY3 = rt.Select(t5, t4, s.Agent.Y)
	} else if a.Command == 3 {
		sHasKey2 = rt.Select(kind == 2, true, s.HasKey)
	} else {
		t6 := a.Command == 4
		t7 := kind == 3 && s.HasKey
		sHasKey2 = rt.Select(t6, rt.Select(t7, false, s.HasKey), s.HasKey)
		sOpen2 = rt.Select(t6, rt.Select(t7, true, s.Open), s.Open)
	}
	t8 := rt.AddInt(s.Time, 1, "env.go:265:8")
	resultSeenKey, resultSeenDoor, resultSeenGoal := envLooked(sAgentX3, sAgentY3, sHeading3, s.Key.X, s.Key.Y, s.Door.X, s.Door.Y, s.Goal.X, s.Goal.Y, s.SeenKey, s.SeenDoor, s.SeenGoal)
	result.Agent.X = sAgentX3
	result.Agent.Y = sAgentY3
	result.Heading = sHeading3
	result.HasKey = sHasKey2
	result.Open = sOpen2
	result.Key.X = s.Key.X
	result.Key.Y = s.Key.Y
	result.Door.X = s.Door.X
	result.Door.Y = s.Door.Y
	result.Goal.X = s.Goal.X
	result.Goal.Y = s.Goal.Y
	result.Pillars[0].X = s.Pillars[0].X
	result.Pillars[0].Y = s.Pillars[0].Y
	result.Pillars[1].X = s.Pillars[1].X
	result.Pillars[1].Y = s.Pillars[1].Y
	result.Size = s.Size
	result.SeenKey = resultSeenKey
	result.SeenDoor = resultSeenDoor
	result.SeenGoal = resultSeenGoal
	result.Time = t8
	return result
}

func compiledObserve(s State, r *rng.Source) (result Observation) {
	var resultSeen float64
	var resultAhead float64
	var resultLeft float64
	if rt.Select(s.SeenKey, !s.HasKey && !s.Open, false) {
		var resultX int
		var resultY int
		if s.Heading == 0 {
			resultX = 1
		} else {
			t := s.Heading == 1
			t2 := s.Heading == 2
			resultY = rt.Select(t, 1, rt.Select(t2, 0, -1))
			resultX = rt.Select(t, 0, rt.Select(t2, -1, 0))
		}
		t3 := rt.SubInt(s.Key.X, s.Agent.X, "env.go:280:13")
		t4 := rt.SubInt(s.Key.Y, s.Agent.Y, "env.go:280:28")
		resultSeen = 1.0
		resultAhead = float64(float64(rt.AddInt(rt.MulInt(t3, resultX, "env.go:281:10"), rt.MulInt(t4, resultY, "env.go:281:18"), "env.go:281:15")) / 10.0)
		resultLeft = float64(float64(rt.SubInt(rt.MulInt(t4, resultX, "env.go:281:25"), rt.MulInt(t3, resultY, "env.go:281:33"), "env.go:281:30")) / 10.0)
	}
	var resultSeen2 float64
	var resultAhead2 float64
	var resultLeft2 float64
	if s.SeenDoor {
		var resultX2 int
		var resultY2 int
		if s.Heading == 0 {
			resultX2 = 1
		} else {
			t5 := s.Heading == 1
			t6 := s.Heading == 2
			resultY2 = rt.Select(t5, 1, rt.Select(t6, 0, -1))
			resultX2 = rt.Select(t5, 0, rt.Select(t6, -1, 0))
		}
		t7 := rt.SubInt(s.Door.X, s.Agent.X, "env.go:280:13")
		t8 := rt.SubInt(s.Door.Y, s.Agent.Y, "env.go:280:28")
		resultSeen2 = 1.0
		resultAhead2 = float64(float64(rt.AddInt(rt.MulInt(t7, resultX2, "env.go:281:10"), rt.MulInt(t8, resultY2, "env.go:281:18"), "env.go:281:15")) / 10.0)
		resultLeft2 = float64(float64(rt.SubInt(rt.MulInt(t8, resultX2, "env.go:281:25"), rt.MulInt(t7, resultY2, "env.go:281:33"), "env.go:281:30")) / 10.0)
	}
	var resultSeen3 float64
	var resultAhead3 float64
	var resultLeft3 float64
	if s.SeenGoal {
		var resultX3 int
		var resultY3 int
		if s.Heading == 0 {
			resultX3 = 1
		} else {
			t9 := s.Heading == 1
			t10 := s.Heading == 2
			resultY3 = rt.Select(t9, 1, rt.Select(t10, 0, -1))
			resultX3 = rt.Select(t9, 0, rt.Select(t10, -1, 0))
		}
		t11 := rt.SubInt(s.Goal.X, s.Agent.X, "env.go:280:13")
		t12 := rt.SubInt(s.Goal.Y, s.Agent.Y, "env.go:280:28")
		resultSeen3 = 1.0
		resultAhead3 = float64(float64(rt.AddInt(rt.MulInt(t11, resultX3, "env.go:281:10"), rt.MulInt(t12, resultY3, "env.go:281:18"), "env.go:281:15")) / 10.0)
		resultLeft3 = float64(float64(rt.SubInt(rt.MulInt(t12, resultX3, "env.go:281:25"), rt.MulInt(t11, resultY3, "env.go:281:33"), "env.go:281:30")) / 10.0)
	}
	var oView [5][5][5]bool
	var resultX4 int
	for row := 0; row < 5; row = rt.AddInt(row, 1, "env.go:298:36") {
		for column := 0; column < 5; column = rt.AddInt(column, 1, "env.go:299:46") {
			t13 := rt.SubInt(2, column, "env.go:300:35")
			resultY4 := 0
			if s.Heading == 0 {
				resultX4 = 1
			} else {
				t14 := s.Heading == 1
				t15 := s.Heading == 2
				resultY4 = rt.Select(t14, 1, rt.Select(t15, 0, -1))
				resultX4 = rt.Select(t14, 0, rt.Select(t15, -1, 0))
			}
			t16 := rt.SubInt(rt.AddInt(s.Agent.X, rt.MulInt(row, resultX4, "env.go:119:34"), "env.go:119:27"), rt.MulInt(t13, resultY4, "env.go:119:45"), "env.go:119:39")
			t17 := rt.AddInt(rt.AddInt(s.Agent.Y, rt.MulInt(row, resultY4, "env.go:119:71"), "env.go:119:64"), rt.MulInt(t13, resultX4, "env.go:119:82"), "env.go:119:76")
			if s.Agent.X == s.Door.X || t16 == s.Door.X || (t16 < s.Door.X) == (s.Agent.X < s.Door.X) {
				oView[rt.Index(row, 5, "env.go:302:5")][rt.Index(column, 5, "env.go:302:5")][rt.Index(envKind(s.HasKey, s.Open, s.Key.X, s.Key.Y, s.Door.X, s.Door.Y, s.Goal.X, s.Goal.Y, s.Pillars[0].X, s.Pillars[0].Y, s.Pillars[1].X, s.Pillars[1].Y, s.Size, t16, t17), 5, "env.go:302:5")] = true
			}
		}
	}
	oView2 := oView[0][0][0]
	oView3 := oView[0][0][1]
	oView4 := oView[0][0][2]
	oView5 := oView[0][0][3]
	oView6 := oView[0][0][4]
	oView7 := oView[0][1][0]
	oView8 := oView[0][1][1]
	oView9 := oView[0][1][2]
	oView10 := oView[0][1][3]
	oView11 := oView[0][1][4]
	oView12 := oView[0][2][0]
	oView13 := oView[0][2][1]
	oView14 := oView[0][2][2]
	oView15 := oView[0][2][3]
	oView16 := oView[0][2][4]
	oView17 := oView[0][3][0]
	oView18 := oView[0][3][1]
	oView19 := oView[0][3][2]
	oView20 := oView[0][3][3]
	oView21 := oView[0][3][4]
	oView22 := oView[0][4][0]
	oView23 := oView[0][4][1]
	oView24 := oView[0][4][2]
	oView25 := oView[0][4][3]
	oView26 := oView[0][4][4]
	oView27 := oView[1][0][0]
	oView28 := oView[1][0][1]
	oView29 := oView[1][0][2]
	oView30 := oView[1][0][3]
	oView31 := oView[1][0][4]
	oView32 := oView[1][1][0]
	oView33 := oView[1][1][1]
	oView34 := oView[1][1][2]
	oView35 := oView[1][1][3]
	oView36 := oView[1][1][4]
	oView37 := oView[1][2][0]
	oView38 := oView[1][2][1]
	oView39 := oView[1][2][2]
	oView40 := oView[1][2][3]
	oView41 := oView[1][2][4]
	oView42 := oView[1][3][0]
	oView43 := oView[1][3][1]
	oView44 := oView[1][3][2]
	oView45 := oView[1][3][3]
	oView46 := oView[1][3][4]
	oView47 := oView[1][4][0]
	oView48 := oView[1][4][1]
	oView49 := oView[1][4][2]
	oView50 := oView[1][4][3]
	oView51 := oView[1][4][4]
	oView52 := oView[2][0][0]
	oView53 := oView[2][0][1]
	oView54 := oView[2][0][2]
	oView55 := oView[2][0][3]
	oView56 := oView[2][0][4]
	oView57 := oView[2][1][0]
	oView58 := oView[2][1][1]
	oView59 := oView[2][1][2]
	oView60 := oView[2][1][3]
	oView61 := oView[2][1][4]
	oView62 := oView[2][2][0]
	oView63 := oView[2][2][1]
	oView64 := oView[2][2][2]
	oView65 := oView[2][2][3]
	oView66 := oView[2][2][4]
	oView67 := oView[2][3][0]
	oView68 := oView[2][3][1]
	oView69 := oView[2][3][2]
	oView70 := oView[2][3][3]
	oView71 := oView[2][3][4]
	oView72 := oView[2][4][0]
	oView73 := oView[2][4][1]
	oView74 := oView[2][4][2]
	oView75 := oView[2][4][3]
	oView76 := oView[2][4][4]
	oView77 := oView[3][0][0]
	oView78 := oView[3][0][1]
	oView79 := oView[3][0][2]
	oView80 := oView[3][0][3]
	oView81 := oView[3][0][4]
	oView82 := oView[3][1][0]
	oView83 := oView[3][1][1]
	oView84 := oView[3][1][2]
	oView85 := oView[3][1][3]
	oView86 := oView[3][1][4]
	oView87 := oView[3][2][0]
	oView88 := oView[3][2][1]
	oView89 := oView[3][2][2]
	oView90 := oView[3][2][3]
	oView91 := oView[3][2][4]
	oView92 := oView[3][3][0]
	oView93 := oView[3][3][1]
	oView94 := oView[3][3][2]
	oView95 := oView[3][3][3]
	oView96 := oView[3][3][4]
	oView97 := oView[3][4][0]
	oView98 := oView[3][4][1]
	oView99 := oView[3][4][2]
	oView100 := oView[3][4][3]
	oView101 := oView[3][4][4]
	oView102 := oView[4][0][0]
	result.View[0][0][0] = oView2
	result.View[0][0][1] = oView3
	result.View[0][0][2] = oView4
	result.View[0][0][3] = oView5
	result.View[0][0][4] = oView6
	result.View[0][1][0] = oView7
	result.View[0][1][1] = oView8
	result.View[0][1][2] = oView9
	result.View[0][1][3] = oView10
	result.View[0][1][4] = oView11
	result.View[0][2][0] = oView12
	result.View[0][2][1] = oView13
	result.View[0][2][2] = oView14
	result.View[0][2][3] = oView15
	result.View[0][2][4] = oView16
	result.View[0][3][0] = oView17
	result.View[0][3][1] = oView18
	result.View[0][3][2] = oView19
	result.View[0][3][3] = oView20
	result.View[0][3][4] = oView21
	result.View[0][4][0] = oView22
	result.View[0][4][1] = oView23
	result.View[0][4][2] = oView24
	result.View[0][4][3] = oView25
	result.View[0][4][4] = oView26
	result.View[1][0][0] = oView27
	result.View[1][0][1] = oView28
	result.View[1][0][2] = oView29
	result.View[1][0][3] = oView30
	result.View[1][0][4] = oView31
	result.View[1][1][0] = oView32
	result.View[1][1][1] = oView33
	result.View[1][1][2] = oView34
	result.View[1][1][3] = oView35
	result.View[1][1][4] = oView36
	result.View[1][2][0] = oView37
	result.View[1][2][1] = oView38
	result.View[1][2][2] = oView39
	result.View[1][2][3] = oView40
	result.View[1][2][4] = oView41
	result.View[1][3][0] = oView42
	result.View[1][3][1] = oView43
	result.View[1][3][2] = oView44
	result.View[1][3][3] = oView45
	result.View[1][3][4] = oView46
	result.View[1][4][0] = oView47
	result.View[1][4][1] = oView48
	result.View[1][4][2] = oView49
	result.View[1][4][3] = oView50
	result.View[1][4][4] = oView51
	result.View[2][0][0] = oView52
	result.View[2][0][1] = oView53
	result.View[2][0][2] = oView54
	result.View[2][0][3] = oView55
	result.View[2][0][4] = oView56
	result.View[2][1][0] = oView57
	result.View[2][1][1] = oView58
	result.View[2][1][2] = oView59
	result.View[2][1][3] = oView60
	result.View[2][1][4] = oView61
	result.View[2][2][0] = oView62
	result.View[2][2][1] = oView63
	result.View[2][2][2] = oView64
	result.View[2][2][3] = oView65
	result.View[2][2][4] = oView66
	result.View[2][3][0] = oView67
	result.View[2][3][1] = oView68
	result.View[2][3][2] = oView69
	result.View[2][3][3] = oView70
	result.View[2][3][4] = oView71
	result.View[2][4][0] = oView72
	result.View[2][4][1] = oView73
	result.View[2][4][2] = oView74
	result.View[2][4][3] = oView75
	result.View[2][4][4] = oView76
	result.View[3][0][0] = oView77
	result.View[3][0][1] = oView78
	result.View[3][0][2] = oView79
	result.View[3][0][3] = oView80
	result.View[3][0][4] = oView81
	result.View[3][1][0] = oView82
	result.View[3][1][1] = oView83
	result.View[3][1][2] = oView84
	result.View[3][1][3] = oView85
	result.View[3][1][4] = oView86
	result.View[3][2][0] = oView87
	result.View[3][2][1] = oView88
	result.View[3][2][2] = oView89
	result.View[3][2][3] = oView90
	result.View[3][2][4] = oView91
	result.View[3][3][0] = oView92
	result.View[3][3][1] = oView93
	result.View[3][3][2] = oView94
	result.View[3][3][3] = oView95
	result.View[3][3][4] = oView96
	result.View[3][4][0] = oView97
	result.View[3][4][1] = oView98
	result.View[3][4][2] = oView99
	result.View[3][4][3] = oView100
	result.View[3][4][4] = oView101
	result.View[4][0][0] = oView102
	result.View[4][0][1] = oView[4][0][1]
	result.View[4][0][2] = oView[4][0][2]
	result.View[4][0][3] = oView[4][0][3]
	result.View[4][0][4] = oView[4][0][4]
	result.View[4][1][0] = oView[4][1][0]
	result.View[4][1][1] = oView[4][1][1]
	result.View[4][1][2] = oView[4][1][2]
	result.View[4][1][3] = oView[4][1][3]
	result.View[4][1][4] = oView[4][1][4]
	result.View[4][2][0] = oView[4][2][0]
	result.View[4][2][1] = oView[4][2][1]
	result.View[4][2][2] = oView[4][2][2]
	result.View[4][2][3] = oView[4][2][3]
	result.View[4][2][4] = oView[4][2][4]
	result.View[4][3][0] = oView[4][3][0]
	result.View[4][3][1] = oView[4][3][1]
	result.View[4][3][2] = oView[4][3][2]
	result.View[4][3][3] = oView[4][3][3]
	result.View[4][3][4] = oView[4][3][4]
	result.View[4][4][0] = oView[4][4][0]
	result.View[4][4][1] = oView[4][4][1]
	result.View[4][4][2] = oView[4][4][2]
	result.View[4][4][3] = oView[4][4][3]
	result.View[4][4][4] = oView[4][4][4]
	result.HasKey = s.HasKey
	result.Open = s.Open
	result.Key.Seen = resultSeen
	result.Key.Ahead = resultAhead
	result.Key.Left = resultLeft
	result.Door.Seen = resultSeen2
	result.Door.Ahead = resultAhead2
	result.Door.Left = resultLeft2
	result.Goal.Seen = resultSeen3
	result.Goal.Ahead = resultAhead3
	result.Goal.Left = resultLeft3
	return result
}

func compiledTerminated(next State) bool {
	return next.Agent.X == next.Goal.X && next.Agent.Y == next.Goal.Y
}

func compiledScore(s State, a Action, next State) float64 {
	if !(next.Agent.X == next.Goal.X && next.Agent.Y == next.Goal.Y) {
		return 0.0
	}
	return float64(1.0 - float64(float64(float64(next.Time)*0.9)/80.0))
}

func compiledSuccess(s State, a Action, next State) bool {
	return next.Agent.X == next.Goal.X && next.Agent.Y == next.Goal.Y
}

func compiledSparseReward(s State, a Action, next State) (float64, map[string]float64) {
	var result float64
	if next.Agent.X == next.Goal.X && next.Agent.Y == next.Goal.Y {
		result = float64(1.0 - float64(float64(float64(next.Time)*0.9)/80.0))
	}
	return result, map[string]float64{"goal": result}
}

func compiledHumanReward(s State, a Action, next State) (float64, map[string]float64) {
	t := rt.Select(next.Agent.X == next.Goal.X && next.Agent.Y == next.Goal.Y, 3, rt.Select(next.Open, 2, rt.Select(next.HasKey, 1, 0)))
	t2 := rt.Select(s.Agent.X == s.Goal.X && s.Agent.Y == s.Goal.Y, 3, rt.Select(s.Open, 2, rt.Select(s.HasKey, 1, 0)))
	t3 := float64(rt.SubInt(t, t2, "task.go:43:34"))
	var approach float64
	if t == t2 {
		var result5 int
		if t2 == 0 {
			result5 = rt.AddInt(max(rt.SubInt(s.Agent.X, s.Key.X, "env.go:130:16"), rt.SubInt(s.Key.X, s.Agent.X, "env.go:130:25")), max(rt.SubInt(s.Agent.Y, s.Key.Y, "env.go:130:40"), rt.SubInt(s.Key.Y, s.Agent.Y, "env.go:130:49")), "env.go:130:31")
		} else if t2 == 1 {
			result5 = rt.AddInt(max(rt.SubInt(s.Agent.X, s.Door.X, "env.go:130:16"), rt.SubInt(s.Door.X, s.Agent.X, "env.go:130:25")), max(rt.SubInt(s.Agent.Y, s.Door.Y, "env.go:130:40"), rt.SubInt(s.Door.Y, s.Agent.Y, "env.go:130:49")), "env.go:130:31")
		} else {
			result5 = rt.AddInt(max(rt.SubInt(s.Agent.X, s.Goal.X, "env.go:130:16"), rt.SubInt(s.Goal.X, s.Agent.X, "env.go:130:25")), max(rt.SubInt(s.Agent.Y, s.Goal.Y, "env.go:130:40"), rt.SubInt(s.Goal.Y, s.Agent.Y, "env.go:130:49")), "env.go:130:31")
		}
		var result6 int
		if t == 0 {
			result6 = rt.AddInt(max(rt.SubInt(next.Agent.X, next.Key.X, "env.go:130:16"), rt.SubInt(next.Key.X, next.Agent.X, "env.go:130:25")), max(rt.SubInt(next.Agent.Y, next.Key.Y, "env.go:130:40"), rt.SubInt(next.Key.Y, next.Agent.Y, "env.go:130:49")), "env.go:130:31")
		} else if t == 1 {
			result6 = rt.AddInt(max(rt.SubInt(next.Agent.X, next.Door.X, "env.go:130:16"), rt.SubInt(next.Door.X, next.Agent.X, "env.go:130:25")), max(rt.SubInt(next.Agent.Y, next.Door.Y, "env.go:130:40"), rt.SubInt(next.Door.Y, next.Agent.Y, "env.go:130:49")), "env.go:130:31")
		} else {
			result6 = rt.AddInt(max(rt.SubInt(next.Agent.X, next.Goal.X, "env.go:130:16"), rt.SubInt(next.Goal.X, next.Agent.X, "env.go:130:25")), max(rt.SubInt(next.Agent.Y, next.Goal.Y, "env.go:130:40"), rt.SubInt(next.Goal.Y, next.Agent.Y, "env.go:130:49")), "env.go:130:31")
		}
		approach = float64(float64(rt.SubInt(result5, result6, "task.go:46:40")) * 0.1)
	}
	return float64(float64(t3+-0.02) + approach), map[string]float64{"approach": approach, "subgoals": t3, "time": -0.02}
}
