package testdata

import (
	"github.com/rewardsmith/rewardsmith/internal/kernel/gogen/rt"
)

func exampleStep(sAtX, sAtY float64, sTries0, sTries1, sTries2 int, sPath0X, sPath0Y, sPath1X, sPath1Y, sPath2X, sPath2Y, sPath3X, sPath3Y, sPath4X, sPath4Y, sPath5X, sPath5Y float64, sDone bool, sPhase float32, sCount int, pushX, pushY float64, rSeed uint32, rUsed int) (float64, float64, int, int, int, float64, float64, float64, float64, float64, float64, float64, float64, float64, float64, float64, float64, bool, float32, int, uint32, int) {
	sPathX := [6]float64{sPath0X, sPath1X, sPath2X, sPath3X, sPath4X, sPath5X}
	sPathY := [6]float64{sPath0Y, sPath1Y, sPath2Y, sPath3Y, sPath4Y, sPath5Y}
	t := float64(float64(sAtX+pushX) * 0.9)
	t2 := float64(float64(sAtY+pushY) * 0.9)
	t3 := rt.AddInt(rUsed, 1, ":38:0")
	t4 := rSeed*0x19660D + 0x3C6EF35F
	t5 := rt.IntOf(t4>>16, ":45:0") % 3
	t6 := t5 == 1
	t7 := t5 == 2
	t8 := rt.AddInt(rt.Select(t7, sTries2, rt.Select(t6, sTries1, sTries0)), 1, ":52:0")
	t9 := rt.Select(t5 == 0, t8, sTries0)
	t10 := rt.Select(t6, t8, sTries1)
	for j := 5; j > 0; j = rt.SubInt(j, 1, ":76:0") {
		t11 := rt.Index(j, 6, ":67:0")
		t12 := rt.Index(rt.SubInt(j, 1, ":68:0"), 6, ":69:0")
		sPathX[t11] = sPathX[t12]
		sPathY[t11] = sPathY[t12]
	}
	sPathX[0] = t
	sPathY[0] = t2
	return t, t2, t9, t10, rt.Select(t7, t8, sTries2), t, t2, sPathX[1], sPathY[1], sPathX[2], sPathY[2], sPathX[3], sPathY[3], sPathX[4], sPathY[4], sPathX[5], sPathY[5], t > 1.0 || t2 > 1.0, float32(float32(sPhase*0.75) + float32(pushX)), rt.AddInt(t9, t10, ":81:0"), t4, t3
}

func exampleRoll(rSeed uint32, rUsed, n int) (int, int, uint32, int) {
	t := rt.AddInt(rUsed, 1, ":109:0")
	t2 := rSeed*0x19660D + 0x3C6EF35F
	t3 := rt.RemInt(rt.IntOf(t2>>16, ":116:0"), n, ":117:0")
	t4 := rt.AddInt(t, 1, ":118:0")
	t5 := t2*0x19660D + 0x3C6EF35F
	return t3, rt.RemInt(rt.IntOf(t5>>16, ":122:0"), n, ":123:0"), t5, t4
}

func exampleReward(sAtX, sAtY float64, sTries0, sTries1, sTries2 int, sPath0X, sPath0Y, sPath1X, sPath1Y, sPath2X, sPath2Y, sPath3X, sPath3Y, sPath4X, sPath4Y, sPath5X, sPath5Y float64, sDone bool, sPhase float32, sCount int, nextAtX, nextAtY float64, nextTries0, nextTries1, nextTries2 int, nextPath0X, nextPath0Y, nextPath1X, nextPath1Y, nextPath2X, nextPath2Y, nextPath3X, nextPath3Y, nextPath4X, nextPath4Y, nextPath5X, nextPath5Y float64, nextDone bool, nextPhase float32, nextCount int) (float64, float64, float64) {
	t := float64(nextAtX - sAtX)
	return float64(t + -0.01), t, -0.01
}

func exampleFar(nextAtX, nextAtY float64, nextTries0, nextTries1, nextTries2 int, nextPath0X, nextPath0Y, nextPath1X, nextPath1Y, nextPath2X, nextPath2Y, nextPath3X, nextPath3Y, nextPath4X, nextPath4Y, nextPath5X, nextPath5Y float64, nextDone bool, nextPhase float32, nextCount int, limit float64) bool {
	nextPathX := [6]float64{nextPath0X, nextPath1X, nextPath2X, nextPath3X, nextPath4X, nextPath5X}
	nextPathY := [6]float64{nextPath0Y, nextPath1Y, nextPath2Y, nextPath3Y, nextPath4Y, nextPath5Y}
	for i := 0; i < 6; i = rt.AddInt(i, 1, ":180:0") {
		t := rt.Index(i, 6, ":164:0")
		nextPathX2 := nextPathX[t]
		nextPathY2 := nextPathY[t]
		if float64(float64(nextPathX2*nextPathX2)+float64(nextPathY2*nextPathY2)) > float64(limit*limit) {
			return true
		}
	}
	return false
}
