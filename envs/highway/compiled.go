// Code generated from env.go and task.go by go generate ./envs/builtin; DO NOT EDIT.

package highway

import (
	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/internal/kernel/gogen/rt"
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math64"
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

func envLeader(cars0Present bool, cars0X, cars0Y float64, cars0Lane int, cars1Present bool, cars1X, cars1Y float64, cars1Lane int, cars2Present bool, cars2X, cars2Y float64, cars2Lane int, cars3Present bool, cars3X, cars3Y float64, cars3Lane int, cars4Present bool, cars4X, cars4Y float64, cars4Lane int, cars5Present bool, cars5X, cars5Y float64, cars5Lane int, cars6Present bool, cars6X, cars6Y float64, cars6Lane int, cars7Present bool, cars7X, cars7Y float64, cars7Lane int, cars8Present bool, cars8X, cars8Y float64, cars8Lane int, cars9Present bool, cars9X, cars9Y float64, cars9Lane int, cars10Present bool, cars10X, cars10Y float64, cars10Lane int, cars11Present bool, cars11X, cars11Y float64, cars11Lane int, cars12Present bool, cars12X, cars12Y float64, cars12Lane int, cX, cY float64, cLane, i int) int {
	carsPresent := [13]bool{cars0Present, cars1Present, cars2Present, cars3Present, cars4Present, cars5Present, cars6Present, cars7Present, cars8Present, cars9Present, cars10Present, cars11Present, cars12Present}
	carsX := [13]float64{cars0X, cars1X, cars2X, cars3X, cars4X, cars5X, cars6X, cars7X, cars8X, cars9X, cars10X, cars11X, cars12X}
	carsY := [13]float64{cars0Y, cars1Y, cars2Y, cars3Y, cars4Y, cars5Y, cars6Y, cars7Y, cars8Y, cars9Y, cars10Y, cars11Y, cars12Y}
	carsLane := [13]int{cars0Lane, cars1Lane, cars2Lane, cars3Lane, cars4Lane, cars5Lane, cars6Lane, cars7Lane, cars8Lane, cars9Lane, cars10Lane, cars11Lane, cars12Lane}
	found := -1
	nearest := 150.0
	var ok bool
	for j := 0; j < 13; j = rt.AddInt(j, 1, "env.go:283:28") {
		t := rt.Index(j, 13, "env.go:284:16")
		t2 := float64(carsX[t] - cX)
		t3 := rt.Select(t2 >= 150.0, float64(t2-300.0), rt.Select(t2 < -150.0, float64(t2+300.0), t2))
		if j != i && t3 >= 0.0 && t3 < nearest {
			carsY2 := carsY[t]
			ok2 := false
			ok22 := false
			ok3 := false
			if carsPresent[t] {
				ok3 = carsLane[t] == cLane || math64.Abs(float64(carsY2-float64(float64(cLane)*3.6))) < 2.8
				ok2 = ok3 || math64.Abs(float64(carsY2-cY)) < 2.2
				ok22 = ok2
			}
			ok = ok22
		} else {
			ok = false
		}
		found = rt.Select(ok, j, found)
		nearest = rt.Select(ok, t3, nearest)
	}
	return found
}

func envFollower(cars0Present bool, cars0X, cars0Y float64, cars0Lane int, cars1Present bool, cars1X, cars1Y float64, cars1Lane int, cars2Present bool, cars2X, cars2Y float64, cars2Lane int, cars3Present bool, cars3X, cars3Y float64, cars3Lane int, cars4Present bool, cars4X, cars4Y float64, cars4Lane int, cars5Present bool, cars5X, cars5Y float64, cars5Lane int, cars6Present bool, cars6X, cars6Y float64, cars6Lane int, cars7Present bool, cars7X, cars7Y float64, cars7Lane int, cars8Present bool, cars8X, cars8Y float64, cars8Lane int, cars9Present bool, cars9X, cars9Y float64, cars9Lane int, cars10Present bool, cars10X, cars10Y float64, cars10Lane int, cars11Present bool, cars11X, cars11Y float64, cars11Lane int, cars12Present bool, cars12X, cars12Y float64, cars12Lane int, cPresent bool, cX, cY float64, cLane, i int) int {
	carsPresent := [13]bool{cars0Present, cars1Present, cars2Present, cars3Present, cars4Present, cars5Present, cars6Present, cars7Present, cars8Present, cars9Present, cars10Present, cars11Present, cars12Present}
	carsX := [13]float64{cars0X, cars1X, cars2X, cars3X, cars4X, cars5X, cars6X, cars7X, cars8X, cars9X, cars10X, cars11X, cars12X}
	carsY := [13]float64{cars0Y, cars1Y, cars2Y, cars3Y, cars4Y, cars5Y, cars6Y, cars7Y, cars8Y, cars9Y, cars10Y, cars11Y, cars12Y}
	carsLane := [13]int{cars0Lane, cars1Lane, cars2Lane, cars3Lane, cars4Lane, cars5Lane, cars6Lane, cars7Lane, cars8Lane, cars9Lane, cars10Lane, cars11Lane, cars12Lane}
	found := -1
	nearest := 150.0
	var ok bool
	var ok2 bool
	for j := 0; j < 13; j = rt.AddInt(j, 1, "env.go:296:28") {
		t := rt.Index(j, 13, "env.go:297:22")
		t2 := float64(cX - carsX[t])
		t3 := rt.Select(t2 >= 150.0, float64(t2-300.0), rt.Select(t2 < -150.0, float64(t2+300.0), t2))
		ok = j != i && t3 > 0.0 && t3 < nearest && carsPresent[t]
		if ok {
			carsLane2 := carsLane[t]
			ok3 := false
			ok22 := false
			ok32 := false
			if cPresent {
				ok32 = cLane == carsLane2 || math64.Abs(float64(cY-float64(float64(carsLane2)*3.6))) < 2.8
				ok3 = ok32 || math64.Abs(float64(cY-carsY[t])) < 2.2
				ok22 = ok3
			}
			ok2 = ok22
		} else {
			ok2 = false
		}
		found = rt.Select(ok2, j, found)
		nearest = rt.Select(ok2, t3, nearest)
	}
	return found
}

func envBehind(cSpeed, cDesired, gap, closing float64) float64 {
	t := float64(cSpeed / cDesired)
	var near float64
	if gap < 300.0 {
		near = float64(float64(math64.Max(0.0, float64(float64(cSpeed*1.2)+float64(float64(cSpeed*closing)/float64(math64.Sqrt(2.8)*2.0))))+2.5) / math64.Max(gap, 0.1))
	}
	return math64.Max(-7.0, float64(float64(float64(1.0-float64(float64(float64(t*t)*t)*t))-float64(near*near))*1.4))
}

func compiledChoose(i int) (result Action) {
	if i == 1 {
		result.SpeedChange = 3.0
		result.LaneChange = 0
		return result
	}
	if i == 2 {
		result.SpeedChange = -3.0
		result.LaneChange = 0
		return result
	}
	if i == 3 {
		result.SpeedChange = 0.0
		result.LaneChange = 1
		return result
	}
	if i == 4 {
		result.SpeedChange = 0.0
		result.LaneChange = -1
		return result
	}
	result.SpeedChange = 0.0
	result.LaneChange = 0
	return result
}

func compiledReset(p Params, r *rng.Source) (result State) {
	result2, sCounter0, sBlock0, sBlock1, sBlock2, sBlock3, sUsed := rngSourceUint32(r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used)
	t := result2>>16*3 + result2&65535*3>>16
	t2 := rt.IntOf(t>>16+t&65535>>16, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:83:9")
	lane := t2
	t3 := float64(float64(t2) * 3.6)
	result3, sCounter0_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed2 := rngSourceUint32(r.Key[0], r.Key[1], sCounter0, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0, sBlock1, sBlock2, sBlock3, sUsed)
	t4 := result3>>16*12 + result3&65535*12>>16
	t5 := rt.IntOf(t4>>16+t4&65535>>16, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:83:9")
	rCounter02 := sCounter0_2
	rBlock02 := sBlock0_2
	rBlock12 := sBlock1_2
	rBlock22 := sBlock2_2
	rBlock32 := sBlock3_2
	rUsed2 := sUsed2
	t6 := float64(300.0 / float64(rt.AddInt(p.Cars, 1, "env.go:184:40")))
	var sPresent [12]bool
	var sOtherX [12]float64
	var sOtherY [12]float64
	var sOtherLane [12]int
	var sOtherSpeed [12]float64
	var sOtherDesired [12]float64
	for i := 0; i < p.Cars; i = rt.AddInt(i, 1, "env.go:185:27") {
		result4, sCounter0_3, sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed3 := rngSourceUint32(r.Key[0], r.Key[1], rCounter02, r.Counter[1], r.Counter[2], r.Counter[3], rBlock02, rBlock12, rBlock22, rBlock32, rUsed2)
		t7 := result4>>16*2 + result4&65535*2>>16
		t8 := rt.AddInt(rt.AddInt(lane, 1, "env.go:186:16"), rt.IntOf(t7>>16+t7&65535>>16, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:83:9"), "env.go:186:20") % 3
		lane = t8
		t9 := rt.Index(i, 12, "env.go:187:3")
		sPresent[t9] = true
		result5, sCounter0_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed4 := rngSourceUint32(r.Key[0], r.Key[1], sCounter0_3, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed3)
		t10 := float64(t6 * float64(float64(rt.AddInt(i, 1, "env.go:188:45"))+float64(float64(float64(float64(result5>>8)*5.960464477539063e-08)*0.4)+-0.2)))
		sOtherX[t9] = rt.Select(t10 >= 150.0, float64(t10-300.0), rt.Select(t10 < -150.0, float64(t10+300.0), t10))
		sOtherY[t9] = float64(float64(t8) * 3.6)
		sOtherLane[t9] = t8
		result6, sCounter0_5, sBlock0_5, sBlock1_5, sBlock2_5, sBlock3_5, sUsed5 := rngSourceUint32(r.Key[0], r.Key[1], sCounter0_4, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed4)
		t11 := float64(p.SlowSpeed + float64(float64(p.FastSpeed-p.SlowSpeed)*float64(float64(result6>>8)*5.960464477539063e-08)))
		rCounter02 = sCounter0_5
		rBlock02 = sBlock0_5
		rBlock12 = sBlock1_5
		rBlock22 = sBlock2_5
		rBlock32 = sBlock3_5
		rUsed2 = sUsed5
		sOtherDesired[t9] = t11
		sOtherSpeed[t9] = t11
	}
	sPresent2 := sPresent[0]
	sPresent3 := sPresent[1]
	sPresent4 := sPresent[2]
	sPresent5 := sPresent[3]
	sPresent6 := sPresent[4]
	sPresent7 := sPresent[5]
	sPresent8 := sPresent[6]
	sPresent9 := sPresent[7]
	sPresent10 := sPresent[8]
	sPresent11 := sPresent[9]
	sPresent12 := sPresent[10]
	sPresent13 := sPresent[11]
	sOtherX2 := sOtherX[0]
	sOtherX3 := sOtherX[1]
	sOtherX4 := sOtherX[2]
	sOtherX5 := sOtherX[3]
	sOtherX6 := sOtherX[4]
	sOtherX7 := sOtherX[5]
	sOtherX8 := sOtherX[6]
	sOtherX9 := sOtherX[7]
	sOtherX10 := sOtherX[8]
	sOtherX11 := sOtherX[9]
	sOtherX12 := sOtherX[10]
	sOtherX13 := sOtherX[11]
	sOtherY2 := sOtherY[0]
	sOtherY3 := sOtherY[1]
	sOtherY4 := sOtherY[2]
	sOtherY5 := sOtherY[3]
	sOtherY6 := sOtherY[4]
	sOtherY7 := sOtherY[5]
	sOtherY8 := sOtherY[6]
	sOtherY9 := sOtherY[7]
	sOtherY10 := sOtherY[8]
	sOtherY11 := sOtherY[9]
	sOtherY12 := sOtherY[10]
	sOtherY13 := sOtherY[11]
	sOtherLane2 := sOtherLane[0]
	sOtherLane3 := sOtherLane[1]
	sOtherLane4 := sOtherLane[2]
	sOtherLane5 := sOtherLane[3]
	sOtherLane6 := sOtherLane[4]
	sOtherLane7 := sOtherLane[5]
	sOtherLane8 := sOtherLane[6]
	sOtherLane9 := sOtherLane[7]
	sOtherLane10 := sOtherLane[8]
	sOtherLane11 := sOtherLane[9]
	sOtherLane12 := sOtherLane[10]
	sOtherLane13 := sOtherLane[11]
	result.Speed = 22.0
	result.Desired = 22.0
	result.Y = t3
	result.Lane = t2
	result.Present[0] = sPresent2
	result.Present[1] = sPresent3
	result.Present[2] = sPresent4
	result.Present[3] = sPresent5
	result.Present[4] = sPresent6
	result.Present[5] = sPresent7
	result.Present[6] = sPresent8
	result.Present[7] = sPresent9
	result.Present[8] = sPresent10
	result.Present[9] = sPresent11
	result.Present[10] = sPresent12
	result.Present[11] = sPresent13
	result.OtherX[0] = sOtherX2
	result.OtherX[1] = sOtherX3
	result.OtherX[2] = sOtherX4
	result.OtherX[3] = sOtherX5
	result.OtherX[4] = sOtherX6
	result.OtherX[5] = sOtherX7
	result.OtherX[6] = sOtherX8
	result.OtherX[7] = sOtherX9
	result.OtherX[8] = sOtherX10
	result.OtherX[9] = sOtherX11
	result.OtherX[10] = sOtherX12
	result.OtherX[11] = sOtherX13
	result.OtherY[0] = sOtherY2
	result.OtherY[1] = sOtherY3
	result.OtherY[2] = sOtherY4
	result.OtherY[3] = sOtherY5
	result.OtherY[4] = sOtherY6
	result.OtherY[5] = sOtherY7
	result.OtherY[6] = sOtherY8
	result.OtherY[7] = sOtherY9
	result.OtherY[8] = sOtherY10
	result.OtherY[9] = sOtherY11
	result.OtherY[10] = sOtherY12
	result.OtherY[11] = sOtherY13
	result.OtherLane[0] = sOtherLane2
	result.OtherLane[1] = sOtherLane3
	result.OtherLane[2] = sOtherLane4
	result.OtherLane[3] = sOtherLane5
	result.OtherLane[4] = sOtherLane6
	result.OtherLane[5] = sOtherLane7
	result.OtherLane[6] = sOtherLane8
	result.OtherLane[7] = sOtherLane9
	result.OtherLane[8] = sOtherLane10
	result.OtherLane[9] = sOtherLane11
	result.OtherLane[10] = sOtherLane12
	result.OtherLane[11] = sOtherLane13
	result.OtherSpeed[0] = sOtherSpeed[0]
	result.OtherSpeed[1] = sOtherSpeed[1]
	result.OtherSpeed[2] = sOtherSpeed[2]
	result.OtherSpeed[3] = sOtherSpeed[3]
	result.OtherSpeed[4] = sOtherSpeed[4]
	result.OtherSpeed[5] = sOtherSpeed[5]
	result.OtherSpeed[6] = sOtherSpeed[6]
	result.OtherSpeed[7] = sOtherSpeed[7]
	result.OtherSpeed[8] = sOtherSpeed[8]
	result.OtherSpeed[9] = sOtherSpeed[9]
	result.OtherSpeed[10] = sOtherSpeed[10]
	result.OtherSpeed[11] = sOtherSpeed[11]
	result.OtherDesired[0] = sOtherDesired[0]
	result.OtherDesired[1] = sOtherDesired[1]
	result.OtherDesired[2] = sOtherDesired[2]
	result.OtherDesired[3] = sOtherDesired[3]
	result.OtherDesired[4] = sOtherDesired[4]
	result.OtherDesired[5] = sOtherDesired[5]
	result.OtherDesired[6] = sOtherDesired[6]
	result.OtherDesired[7] = sOtherDesired[7]
	result.OtherDesired[8] = sOtherDesired[8]
	result.OtherDesired[9] = sOtherDesired[9]
	result.OtherDesired[10] = sOtherDesired[10]
	result.OtherDesired[11] = sOtherDesired[11]
	result.Travelled = 0.0
	result.Time = 0.0
	result.Turn = t5
	result.Crashed = false
	r.Counter[0], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used = rCounter02, rBlock02, rBlock12, rBlock22, rBlock32, rUsed2
	return result
}

func compiledStep(s State, a Action, r *rng.Source) (result State) {
	sOtherX2 := [12]float64{s.OtherX[0], s.OtherX[1], s.OtherX[2], s.OtherX[3], s.OtherX[4], s.OtherX[5], s.OtherX[6], s.OtherX[7], s.OtherX[8], s.OtherX[9], s.OtherX[10], s.OtherX[11]}
	sOtherY2 := [12]float64{s.OtherY[0], s.OtherY[1], s.OtherY[2], s.OtherY[3], s.OtherY[4], s.OtherY[5], s.OtherY[6], s.OtherY[7], s.OtherY[8], s.OtherY[9], s.OtherY[10], s.OtherY[11]}
	sOtherLane2 := [12]int{s.OtherLane[0], s.OtherLane[1], s.OtherLane[2], s.OtherLane[3], s.OtherLane[4], s.OtherLane[5], s.OtherLane[6], s.OtherLane[7], s.OtherLane[8], s.OtherLane[9], s.OtherLane[10], s.OtherLane[11]}
	sOtherSpeed2 := [12]float64{s.OtherSpeed[0], s.OtherSpeed[1], s.OtherSpeed[2], s.OtherSpeed[3], s.OtherSpeed[4], s.OtherSpeed[5], s.OtherSpeed[6], s.OtherSpeed[7], s.OtherSpeed[8], s.OtherSpeed[9], s.OtherSpeed[10], s.OtherSpeed[11]}
	sTravelled2 := s.Travelled
	sTurn2 := s.Turn
	sCrashed2 := s.Crashed
	sPresent := [12]bool{s.Present[0], s.Present[1], s.Present[2], s.Present[3], s.Present[4], s.Present[5], s.Present[6], s.Present[7], s.Present[8], s.Present[9], s.Present[10], s.Present[11]}
	sOtherX := [12]float64{s.OtherX[0], s.OtherX[1], s.OtherX[2], s.OtherX[3], s.OtherX[4], s.OtherX[5], s.OtherX[6], s.OtherX[7], s.OtherX[8], s.OtherX[9], s.OtherX[10], s.OtherX[11]}
	sOtherY := [12]float64{s.OtherY[0], s.OtherY[1], s.OtherY[2], s.OtherY[3], s.OtherY[4], s.OtherY[5], s.OtherY[6], s.OtherY[7], s.OtherY[8], s.OtherY[9], s.OtherY[10], s.OtherY[11]}
	sOtherLane := [12]int{s.OtherLane[0], s.OtherLane[1], s.OtherLane[2], s.OtherLane[3], s.OtherLane[4], s.OtherLane[5], s.OtherLane[6], s.OtherLane[7], s.OtherLane[8], s.OtherLane[9], s.OtherLane[10], s.OtherLane[11]}
	sOtherSpeed := [12]float64{s.OtherSpeed[0], s.OtherSpeed[1], s.OtherSpeed[2], s.OtherSpeed[3], s.OtherSpeed[4], s.OtherSpeed[5], s.OtherSpeed[6], s.OtherSpeed[7], s.OtherSpeed[8], s.OtherSpeed[9], s.OtherSpeed[10], s.OtherSpeed[11]}
	sOtherDesired := [12]float64{s.OtherDesired[0], s.OtherDesired[1], s.OtherDesired[2], s.OtherDesired[3], s.OtherDesired[4], s.OtherDesired[5], s.OtherDesired[6], s.OtherDesired[7], s.OtherDesired[8], s.OtherDesired[9], s.OtherDesired[10], s.OtherDesired[11]}
	var carsPresent [13]bool
	carsPresent[0] = true
	var carsY [13]float64
	carsY[0] = s.Y
	var carsLane [13]int
	carsLane[0] = s.Lane
	var carsSpeed [13]float64
	carsSpeed[0] = s.Speed
	var carsDesired [13]float64
	carsDesired[0] = s.Desired
	var carsX [13]float64
	for i3 := 0; i3 < 12; i3 = rt.AddInt(i3, 1, "env.go:244:28") {
		t := rt.Index(rt.AddInt(i3, 1, "env.go:245:9"), 13, "env.go:245:3")
		t2 := rt.Index(i3, 12, "env.go:245:19")
		carsPresent[t] = sPresent[t2]
		carsX[t] = sOtherX[t2]
		carsY[t] = sOtherY[t2]
		carsLane[t] = sOtherLane[t2]
		carsSpeed[t] = sOtherSpeed[t2]
		carsDesired[t] = sOtherDesired[t2]
	}
	carsPresent5 := [13]bool{carsPresent[0], carsPresent[1], carsPresent[2], carsPresent[3], carsPresent[4], carsPresent[5], carsPresent[6], carsPresent[7], carsPresent[8], carsPresent[9], carsPresent[10], carsPresent[11], carsPresent[12]}
	carsX8 := [13]float64{carsX[0], carsX[1], carsX[2], carsX[3], carsX[4], carsX[5], carsX[6], carsX[7], carsX[8], carsX[9], carsX[10], carsX[11], carsX[12]}
	carsY5 := [13]float64{carsY[0], carsY[1], carsY[2], carsY[3], carsY[4], carsY[5], carsY[6], carsY[7], carsY[8], carsY[9], carsY[10], carsY[11], carsY[12]}
	carsLane4 := [13]int{carsLane[0], carsLane[1], carsLane[2], carsLane[3], carsLane[4], carsLane[5], carsLane[6], carsLane[7], carsLane[8], carsLane[9], carsLane[10], carsLane[11], carsLane[12]}
	carsSpeed7 := [13]float64{carsSpeed[0], carsSpeed[1], carsSpeed[2], carsSpeed[3], carsSpeed[4], carsSpeed[5], carsSpeed[6], carsSpeed[7], carsSpeed[8], carsSpeed[9], carsSpeed[10], carsSpeed[11], carsSpeed[12]}
	carsDesired5 := [13]float64{carsDesired[0], carsDesired[1], carsDesired[2], carsDesired[3], carsDesired[4], carsDesired[5], carsDesired[6], carsDesired[7], carsDesired[8], carsDesired[9], carsDesired[10], carsDesired[11], carsDesired[12]}
	t3 := float64(s.Desired + a.SpeedChange)
	carsDesired5[0] = rt.Select(t3 < 13.0, 13.0, rt.Select(t3 > 31.0, 31.0, t3))
	carsLane4[0] = min(max(rt.AddInt(s.Lane, a.LaneChange, "env.go:224:31"), 0), 2)
	var ok bool
	var result5 int
	var cars0Present2 bool
	var cars0X2 float64
	var cars0Y2 float64
	var cars0Lane2 int
	var cars0Speed2 float64
	var cars0Desired2 float64
	var cars1Present2 bool
	var cars1X2 float64
	var cars1Y2 float64
	var cars1Lane2 int
	var cars1Speed2 float64
	var cars1Desired2 float64
	var cars2Present2 bool
	var cars2X2 float64
	var cars2Y2 float64
	var cars2Lane2 int
	var cars2Speed2 float64
	var cars2Desired2 float64
	var cars3Present2 bool
	var cars3X2 float64
	var cars3Y2 float64
	var cars3Lane2 int
	var cars3Speed2 float64
	var cars3Desired2 float64
	var cars4Present2 bool
	var cars4X2 float64
	var cars4Y2 float64
	var cars4Lane2 int
	var cars4Speed2 float64
	var cars4Desired2 float64
	var cars5Present2 bool
	var cars5X2 float64
	var cars5Y2 float64
	var cars5Lane2 int
	var cars5Speed2 float64
	var cars5Desired2 float64
	var cars6Present2 bool
	var cars6X2 float64
	var cars6Y2 float64
	var cars6Lane2 int
	var cars6Speed2 float64
	var cars6Desired2 float64
	var cars7Present2 bool
	var cars7X2 float64
	var cars7Y2 float64
	var cars7Lane2 int
	var cars7Speed2 float64
	var cars7Desired2 float64
	var cars8Present2 bool
	var cars8X2 float64
	var cars8Y2 float64
	var cars8Lane2 int
	var cars8Speed2 float64
	var cars8Desired2 float64
	var cars9Present2 bool
	var cars9X2 float64
	var cars9Y2 float64
	var cars9Lane2 int
	var cars9Speed2 float64
	var cars9Desired2 float64
	var cars10Present2 bool
	var cars10X2 float64
	var cars10Y2 float64
	var cars10Lane2 int
	var cars10Speed2 float64
	var cars10Desired2 float64
	var cars11Present2 bool
	var cars11X2 float64
	var cars11Y2 float64
	var cars11Lane2 int
	var cars11Speed2 float64
	var cars11Desired2 float64
	var cars12Present2 bool
	var cars12X2 float64
	var cars12Y2 float64
	var cars12Lane2 int
	var cars12Speed2 float64
	var cars12Desired2 float64
	var result6 bool
	for i := 0; i < 2 && !sCrashed2; i = rt.AddInt(i, 1, "env.go:225:43") {
		t4 := rt.AddInt(sTurn2, 1, "env.go:226:42")
		carsPresent5_2 := carsPresent5[0]
		carsX8_2 := carsX8[0]
		carsY5_2 := carsY5[0]
		carsLane4_2 := carsLane4[0]
		carsSpeed7_2 := carsSpeed7[0]
		carsDesired5_2 := carsDesired5[0]
		carsPresent5_3 := carsPresent5[1]
		carsX8_3 := carsX8[1]
		carsY5_3 := carsY5[1]
		carsLane4_3 := carsLane4[1]
		carsSpeed7_3 := carsSpeed7[1]
		carsDesired5_3 := carsDesired5[1]
		carsPresent5_4 := carsPresent5[2]
		carsX8_4 := carsX8[2]
		carsY5_4 := carsY5[2]
		carsLane4_4 := carsLane4[2]
		carsSpeed7_4 := carsSpeed7[2]
		carsDesired5_4 := carsDesired5[2]
		carsPresent5_5 := carsPresent5[3]
		carsX8_5 := carsX8[3]
		carsY5_5 := carsY5[3]
		carsLane4_5 := carsLane4[3]
		carsSpeed7_5 := carsSpeed7[3]
		carsDesired5_5 := carsDesired5[3]
		carsPresent5_6 := carsPresent5[4]
		carsX8_6 := carsX8[4]
		carsY5_6 := carsY5[4]
		carsLane4_6 := carsLane4[4]
		carsSpeed7_6 := carsSpeed7[4]
		carsDesired5_6 := carsDesired5[4]
		carsPresent5_7 := carsPresent5[5]
		carsX8_7 := carsX8[5]
		carsY5_7 := carsY5[5]
		carsLane4_7 := carsLane4[5]
		carsSpeed7_7 := carsSpeed7[5]
		carsDesired5_7 := carsDesired5[5]
		carsPresent5_8 := carsPresent5[6]
		carsX8_8 := carsX8[6]
		carsY5_8 := carsY5[6]
		carsLane4_8 := carsLane4[6]
		carsSpeed7_8 := carsSpeed7[6]
		carsDesired5_8 := carsDesired5[6]
		carsPresent5_9 := carsPresent5[7]
		carsX8_9 := carsX8[7]
		carsY5_9 := carsY5[7]
		carsLane4_9 := carsLane4[7]
		carsSpeed7_9 := carsSpeed7[7]
		carsDesired5_9 := carsDesired5[7]
		carsPresent5_10 := carsPresent5[8]
		carsX8_10 := carsX8[8]
		carsY5_10 := carsY5[8]
		carsLane4_10 := carsLane4[8]
		carsSpeed7_10 := carsSpeed7[8]
		carsDesired5_10 := carsDesired5[8]
		carsPresent5_11 := carsPresent5[9]
		carsX8_11 := carsX8[9]
		carsY5_11 := carsY5[9]
		carsLane4_11 := carsLane4[9]
		carsSpeed7_11 := carsSpeed7[9]
		carsDesired5_11 := carsDesired5[9]
		carsPresent5_12 := carsPresent5[10]
		carsX8_12 := carsX8[10]
		carsY5_12 := carsY5[10]
		carsLane4_12 := carsLane4[10]
		carsSpeed7_12 := carsSpeed7[10]
		carsDesired5_12 := carsDesired5[10]
		carsPresent5_13 := carsPresent5[11]
		carsX8_13 := carsX8[11]
		carsY5_13 := carsY5[11]
		carsLane4_13 := carsLane4[11]
		carsSpeed7_13 := carsSpeed7[11]
		carsDesired5_13 := carsDesired5[11]
		carsPresent5_14 := carsPresent5[12]
		carsX8_14 := carsX8[12]
		carsY5_14 := carsY5[12]
		carsLane4_14 := carsLane4[12]
		carsSpeed7_14 := carsSpeed7[12]
		carsDesired5_14 := carsDesired5[12]
		relief := 0.0
		best := 0
		most := 0.0
		side := 0
		var carsX2 [13]float64
		var carsSpeed2 [13]float64
		result2 := 0.0
		var carsX22 [13]float64
		var carsSpeed22 [13]float64
		result22 := 0.0
		var carsX3 [13]float64
		var carsSpeed3 [13]float64
		result3 := 0.0
		var carsX32 [13]float64
		var carsSpeed32 [13]float64
		var carsDesired3 [13]float64
		var carsX4 [13]float64
		var carsSpeed4 [13]float64
		result4 := 0.0
		var carsX222 [13]float64
		var carsSpeed222 [13]float64
		result32 := 0.0
		own := 0.0
		loss := 0.0
		safe := false
		carsPresent2 := [13]bool{carsPresent5_2, carsPresent5_3, carsPresent5_4, carsPresent5_5, carsPresent5_6, carsPresent5_7, carsPresent5_8, carsPresent5_9, carsPresent5_10, carsPresent5_11, carsPresent5_12, carsPresent5_13, carsPresent5_14}
		carsX5 := [13]float64{carsX8_2, carsX8_3, carsX8_4, carsX8_5, carsX8_6, carsX8_7, carsX8_8, carsX8_9, carsX8_10, carsX8_11, carsX8_12, carsX8_13, carsX8_14}
		carsY2 := [13]float64{carsY5_2, carsY5_3, carsY5_4, carsY5_5, carsY5_6, carsY5_7, carsY5_8, carsY5_9, carsY5_10, carsY5_11, carsY5_12, carsY5_13, carsY5_14}
		carsLane2 := [13]int{carsLane4_2, carsLane4_3, carsLane4_4, carsLane4_5, carsLane4_6, carsLane4_7, carsLane4_8, carsLane4_9, carsLane4_10, carsLane4_11, carsLane4_12, carsLane4_13, carsLane4_14}
		carsSpeed5 := [13]float64{carsSpeed7_2, carsSpeed7_3, carsSpeed7_4, carsSpeed7_5, carsSpeed7_6, carsSpeed7_7, carsSpeed7_8, carsSpeed7_9, carsSpeed7_10, carsSpeed7_11, carsSpeed7_12, carsSpeed7_13, carsSpeed7_14}
		carsDesired2 := [13]float64{carsDesired5_2, carsDesired5_3, carsDesired5_4, carsDesired5_5, carsDesired5_6, carsDesired5_7, carsDesired5_8, carsDesired5_9, carsDesired5_10, carsDesired5_11, carsDesired5_12, carsDesired5_13, carsDesired5_14}
		t5 := rt.Index(t4, 13, "env.go:342:7")
		carsPresent2_2 := carsPresent2[t5]
		carsX5_2 := carsX5[t5]
		carsY2_2 := carsY2[t5]
		carsLane2_2 := carsLane2[t5]
		carsSpeed5_2 := carsSpeed5[t5]
		carsDesired2_2 := carsDesired2[t5]
		if carsPresent2_2 {
			ok = math64.Abs(float64(carsY2_2-float64(float64(carsLane2_2)*3.6))) > 0.01
		} else {
			ok = true
		}
		if ok {
			result5 = carsLane2_2
			cars0Present2 = carsPresent5_2
			cars0X2 = carsX8_2
			cars0Y2 = carsY5_2
			cars0Lane2 = carsLane4_2
			cars0Speed2 = carsSpeed7_2
			cars0Desired2 = carsDesired5_2
			cars1Present2 = carsPresent5_3
			cars1X2 = carsX8_3
			cars1Y2 = carsY5_3
			cars1Lane2 = carsLane4_3
			cars1Speed2 = carsSpeed7_3
			cars1Desired2 = carsDesired5_3
			cars2Present2 = carsPresent5_4
			cars2X2 = carsX8_4
			cars2Y2 = carsY5_4
			cars2Lane2 = carsLane4_4
			cars2Speed2 = carsSpeed7_4
			cars2Desired2 = carsDesired5_4
			cars3Present2 = carsPresent5_5
			cars3X2 = carsX8_5
			cars3Y2 = carsY5_5
			cars3Lane2 = carsLane4_5
			cars3Speed2 = carsSpeed7_5
			cars3Desired2 = carsDesired5_5
			cars4Present2 = carsPresent5_6
			cars4X2 = carsX8_6
			cars4Y2 = carsY5_6
			cars4Lane2 = carsLane4_6
			cars4Speed2 = carsSpeed7_6
			cars4Desired2 = carsDesired5_6
			cars5Present2 = carsPresent5_7
			cars5X2 = carsX8_7
			cars5Y2 = carsY5_7
			cars5Lane2 = carsLane4_7
			cars5Speed2 = carsSpeed7_7
			cars5Desired2 = carsDesired5_7
			cars6Present2 = carsPresent5_8
			cars6X2 = carsX8_8
			cars6Y2 = carsY5_8
			cars6Lane2 = carsLane4_8
			cars6Speed2 = carsSpeed7_8
			cars6Desired2 = carsDesired5_8
			cars7Present2 = carsPresent5_9
			cars7X2 = carsX8_9
			cars7Y2 = carsY5_9
			cars7Lane2 = carsLane4_9
			cars7Speed2 = carsSpeed7_9
			cars7Desired2 = carsDesired5_9
			cars8Present2 = carsPresent5_10
			cars8X2 = carsX8_10
			cars8Y2 = carsY5_10
			cars8Lane2 = carsLane4_10
			cars8Speed2 = carsSpeed7_10
			cars8Desired2 = carsDesired5_10
			cars9Present2 = carsPresent5_11
			cars9X2 = carsX8_11
			cars9Y2 = carsY5_11
			cars9Lane2 = carsLane4_11
			cars9Speed2 = carsSpeed7_11
			cars9Desired2 = carsDesired5_11
			cars10Present2 = carsPresent5_12
			cars10X2 = carsX8_12
			cars10Y2 = carsY5_12
			cars10Lane2 = carsLane4_12
			cars10Speed2 = carsSpeed7_12
			cars10Desired2 = carsDesired5_12
			cars11Present2 = carsPresent5_13
			cars11X2 = carsX8_13
			cars11Y2 = carsY5_13
			cars11Lane2 = carsLane4_13
			cars11Speed2 = carsSpeed7_13
			cars11Desired2 = carsDesired5_13
			cars12Present2 = carsPresent5_14
			cars12X2 = carsX8_14
			cars12Y2 = carsY5_14
			cars12Lane2 = carsLane4_14
			cars12Speed2 = carsSpeed7_14
			cars12Desired2 = carsDesired5_14
		} else {
			leader := envLeader(carsPresent5_2, carsX8_2, carsY5_2, carsLane4_2, carsPresent5_3, carsX8_3, carsY5_3, carsLane4_3, carsPresent5_4, carsX8_4, carsY5_4, carsLane4_4, carsPresent5_5, carsX8_5, carsY5_5, carsLane4_5, carsPresent5_6, carsX8_6, carsY5_6, carsLane4_6, carsPresent5_7, carsX8_7, carsY5_7, carsLane4_7, carsPresent5_8, carsX8_8, carsY5_8, carsLane4_8, carsPresent5_9, carsX8_9, carsY5_9, carsLane4_9, carsPresent5_10, carsX8_10, carsY5_10, carsLane4_10, carsPresent5_11, carsX8_11, carsY5_11, carsLane4_11, carsPresent5_12, carsX8_12, carsY5_12, carsLane4_12, carsPresent5_13, carsX8_13, carsY5_13, carsLane4_13, carsPresent5_14, carsX8_14, carsY5_14, carsLane4_14, carsX5_2, carsY2_2, carsLane2_2, t4)
			follower := envFollower(carsPresent5_2, carsX8_2, carsY5_2, carsLane4_2, carsPresent5_3, carsX8_3, carsY5_3, carsLane4_3, carsPresent5_4, carsX8_4, carsY5_4, carsLane4_4, carsPresent5_5, carsX8_5, carsY5_5, carsLane4_5, carsPresent5_6, carsX8_6, carsY5_6, carsLane4_6, carsPresent5_7, carsX8_7, carsY5_7, carsLane4_7, carsPresent5_8, carsX8_8, carsY5_8, carsLane4_8, carsPresent5_9, carsX8_9, carsY5_9, carsLane4_9, carsPresent5_10, carsX8_10, carsY5_10, carsLane4_10, carsPresent5_11, carsX8_11, carsY5_11, carsLane4_11, carsPresent5_12, carsX8_12, carsY5_12, carsLane4_12, carsPresent5_13, carsX8_13, carsY5_13, carsLane4_13, carsPresent5_14, carsX8_14, carsY5_14, carsLane4_14, carsPresent2_2, carsX5_2, carsY2_2, carsLane2_2, t4)
			carsX2 = [13]float64{carsX8_2, carsX8_3, carsX8_4, carsX8_5, carsX8_6, carsX8_7, carsX8_8, carsX8_9, carsX8_10, carsX8_11, carsX8_12, carsX8_13, carsX8_14}
			carsSpeed2 = [13]float64{carsSpeed7_2, carsSpeed7_3, carsSpeed7_4, carsSpeed7_5, carsSpeed7_6, carsSpeed7_7, carsSpeed7_8, carsSpeed7_9, carsSpeed7_10, carsSpeed7_11, carsSpeed7_12, carsSpeed7_13, carsSpeed7_14}
			t6 := leader == -1
			if t6 {
				result2 = envBehind(carsSpeed5_2, carsDesired2_2, 300.0, 0.0)
			} else {
				t7 := rt.Index(leader, 13, "env.go:317:17")
				t8 := float64(carsX2[t7] - carsX5_2)
				result2 = envBehind(carsSpeed5_2, carsDesired2_2, float64(rt.Select(t8 >= 150.0, float64(t8-300.0), rt.Select(t8 < -150.0, float64(t8+300.0), t8))-4.6), float64(carsSpeed5_2-carsSpeed2[t7]))
			}
			carsPresent2 = [13]bool{carsPresent5_2, carsPresent5_3, carsPresent5_4, carsPresent5_5, carsPresent5_6, carsPresent5_7, carsPresent5_8, carsPresent5_9, carsPresent5_10, carsPresent5_11, carsPresent5_12, carsPresent5_13, carsPresent5_14}
			carsX5 = [13]float64{carsX8_2, carsX8_3, carsX8_4, carsX8_5, carsX8_6, carsX8_7, carsX8_8, carsX8_9, carsX8_10, carsX8_11, carsX8_12, carsX8_13, carsX8_14}
			carsY2 = [13]float64{carsY5_2, carsY5_3, carsY5_4, carsY5_5, carsY5_6, carsY5_7, carsY5_8, carsY5_9, carsY5_10, carsY5_11, carsY5_12, carsY5_13, carsY5_14}
			carsLane2 = [13]int{carsLane4_2, carsLane4_3, carsLane4_4, carsLane4_5, carsLane4_6, carsLane4_7, carsLane4_8, carsLane4_9, carsLane4_10, carsLane4_11, carsLane4_12, carsLane4_13, carsLane4_14}
			carsSpeed5 = [13]float64{carsSpeed7_2, carsSpeed7_3, carsSpeed7_4, carsSpeed7_5, carsSpeed7_6, carsSpeed7_7, carsSpeed7_8, carsSpeed7_9, carsSpeed7_10, carsSpeed7_11, carsSpeed7_12, carsSpeed7_13, carsSpeed7_14}
			carsDesired2 = [13]float64{carsDesired5_2, carsDesired5_3, carsDesired5_4, carsDesired5_5, carsDesired5_6, carsDesired5_7, carsDesired5_8, carsDesired5_9, carsDesired5_10, carsDesired5_11, carsDesired5_12, carsDesired5_13, carsDesired5_14}
			if follower != -1 {
				t9 := rt.Index(follower, 13, "env.go:349:28")
				carsSpeed5_3 := carsSpeed5[t9]
				carsDesired2_3 := carsDesired2[t9]
				carsX22 = [13]float64{carsX8_2, carsX8_3, carsX8_4, carsX8_5, carsX8_6, carsX8_7, carsX8_8, carsX8_9, carsX8_10, carsX8_11, carsX8_12, carsX8_13, carsX8_14}
				carsSpeed22 = [13]float64{carsSpeed7_2, carsSpeed7_3, carsSpeed7_4, carsSpeed7_5, carsSpeed7_6, carsSpeed7_7, carsSpeed7_8, carsSpeed7_9, carsSpeed7_10, carsSpeed7_11, carsSpeed7_12, carsSpeed7_13, carsSpeed7_14}
				if t6 {
					result22 = envBehind(carsSpeed5_3, carsDesired2_3, 300.0, 0.0)
				} else {
					t10 := rt.Index(leader, 13, "env.go:317:17")
					t11 := float64(carsX22[t10] - carsX5[t9])
					result22 = envBehind(carsSpeed5_3, carsDesired2_3, float64(rt.Select(t11 >= 150.0, float64(t11-300.0), rt.Select(t11 < -150.0, float64(t11+300.0), t11))-4.6), float64(carsSpeed5_3-carsSpeed22[t10]))
				}
				carsX5 = [13]float64{carsX8_2, carsX8_3, carsX8_4, carsX8_5, carsX8_6, carsX8_7, carsX8_8, carsX8_9, carsX8_10, carsX8_11, carsX8_12, carsX8_13, carsX8_14}
				carsSpeed5 = [13]float64{carsSpeed7_2, carsSpeed7_3, carsSpeed7_4, carsSpeed7_5, carsSpeed7_6, carsSpeed7_7, carsSpeed7_8, carsSpeed7_9, carsSpeed7_10, carsSpeed7_11, carsSpeed7_12, carsSpeed7_13, carsSpeed7_14}
				carsDesired2 = [13]float64{carsDesired5_2, carsDesired5_3, carsDesired5_4, carsDesired5_5, carsDesired5_6, carsDesired5_7, carsDesired5_8, carsDesired5_9, carsDesired5_10, carsDesired5_11, carsDesired5_12, carsDesired5_13, carsDesired5_14}
				carsSpeed5_4 := carsSpeed5[t9]
				carsDesired2_4 := carsDesired2[t9]
				carsX3 = [13]float64{carsX8_2, carsX8_3, carsX8_4, carsX8_5, carsX8_6, carsX8_7, carsX8_8, carsX8_9, carsX8_10, carsX8_11, carsX8_12, carsX8_13, carsX8_14}
				carsSpeed3 = [13]float64{carsSpeed7_2, carsSpeed7_3, carsSpeed7_4, carsSpeed7_5, carsSpeed7_6, carsSpeed7_7, carsSpeed7_8, carsSpeed7_9, carsSpeed7_10, carsSpeed7_11, carsSpeed7_12, carsSpeed7_13, carsSpeed7_14}
				if t4 == -1 {
					result3 = envBehind(carsSpeed5_4, carsDesired2_4, 300.0, 0.0)
				} else {
					t12 := float64(carsX3[t5] - carsX5[t9])
					result3 = envBehind(carsSpeed5_4, carsDesired2_4, float64(rt.Select(t12 >= 150.0, float64(t12-300.0), rt.Select(t12 < -150.0, float64(t12+300.0), t12))-4.6), float64(carsSpeed5_4-carsSpeed3[t5]))
				}
				carsPresent2 = [13]bool{carsPresent5_2, carsPresent5_3, carsPresent5_4, carsPresent5_5, carsPresent5_6, carsPresent5_7, carsPresent5_8, carsPresent5_9, carsPresent5_10, carsPresent5_11, carsPresent5_12, carsPresent5_13, carsPresent5_14}
				carsX5 = [13]float64{carsX8_2, carsX8_3, carsX8_4, carsX8_5, carsX8_6, carsX8_7, carsX8_8, carsX8_9, carsX8_10, carsX8_11, carsX8_12, carsX8_13, carsX8_14}
				carsY2 = [13]float64{carsY5_2, carsY5_3, carsY5_4, carsY5_5, carsY5_6, carsY5_7, carsY5_8, carsY5_9, carsY5_10, carsY5_11, carsY5_12, carsY5_13, carsY5_14}
				carsLane2 = [13]int{carsLane4_2, carsLane4_3, carsLane4_4, carsLane4_5, carsLane4_6, carsLane4_7, carsLane4_8, carsLane4_9, carsLane4_10, carsLane4_11, carsLane4_12, carsLane4_13, carsLane4_14}
				carsSpeed5 = [13]float64{carsSpeed7_2, carsSpeed7_3, carsSpeed7_4, carsSpeed7_5, carsSpeed7_6, carsSpeed7_7, carsSpeed7_8, carsSpeed7_9, carsSpeed7_10, carsSpeed7_11, carsSpeed7_12, carsSpeed7_13, carsSpeed7_14}
				carsDesired2 = [13]float64{carsDesired5_2, carsDesired5_3, carsDesired5_4, carsDesired5_5, carsDesired5_6, carsDesired5_7, carsDesired5_8, carsDesired5_9, carsDesired5_10, carsDesired5_11, carsDesired5_12, carsDesired5_13, carsDesired5_14}
				relief = float64(result22 - result3)
			}
			best = carsLane2_2
			most = 0.2
			side = -1
			for ; side <= 1; side = rt.AddInt(side, 2, "env.go:352:34") {
				t13 := rt.AddInt(carsLane2_2, side, "env.go:354:23")
				if t13 < 0 || t13 >= 3 {
					continue
				}
				t14 := float64(float64(t13) * 3.6)
				carsPresent2_3 := carsPresent2[0]
				carsX5_3 := carsX5[0]
				carsY2_3 := carsY2[0]
				carsLane2_3 := carsLane2[0]
				carsSpeed5_5 := carsSpeed5[0]
				carsDesired2_5 := carsDesired2[0]
				carsPresent2_4 := carsPresent2[1]
				carsX5_4 := carsX5[1]
				carsY2_4 := carsY2[1]
				carsLane2_4 := carsLane2[1]
				carsSpeed5_6 := carsSpeed5[1]
				carsDesired2_6 := carsDesired2[1]
				carsPresent2_5 := carsPresent2[2]
				carsX5_5 := carsX5[2]
				carsY2_5 := carsY2[2]
				carsLane2_5 := carsLane2[2]
				carsSpeed5_7 := carsSpeed5[2]
				carsDesired2_7 := carsDesired2[2]
				carsPresent2_6 := carsPresent2[3]
				carsX5_6 := carsX5[3]
				carsY2_6 := carsY2[3]
				carsLane2_6 := carsLane2[3]
				carsSpeed5_8 := carsSpeed5[3]
				carsDesired2_8 := carsDesired2[3]
				carsPresent2_7 := carsPresent2[4]
				carsX5_7 := carsX5[4]
				carsY2_7 := carsY2[4]
				carsLane2_7 := carsLane2[4]
				carsSpeed5_9 := carsSpeed5[4]
				carsDesired2_9 := carsDesired2[4]
				carsPresent2_8 := carsPresent2[5]
				carsX5_8 := carsX5[5]
				carsY2_8 := carsY2[5]
				carsLane2_8 := carsLane2[5]
				carsSpeed5_10 := carsSpeed5[5]
				carsDesired2_10 := carsDesired2[5]
				carsPresent2_9 := carsPresent2[6]
				carsX5_9 := carsX5[6]
				carsY2_9 := carsY2[6]
				carsLane2_9 := carsLane2[6]
				carsSpeed5_11 := carsSpeed5[6]
				carsDesired2_11 := carsDesired2[6]
				carsPresent2_10 := carsPresent2[7]
				carsX5_10 := carsX5[7]
				carsY2_10 := carsY2[7]
				carsLane2_10 := carsLane2[7]
				carsSpeed5_12 := carsSpeed5[7]
				carsDesired2_12 := carsDesired2[7]
				carsPresent2_11 := carsPresent2[8]
				carsX5_11 := carsX5[8]
				carsY2_11 := carsY2[8]
				carsLane2_11 := carsLane2[8]
				carsSpeed5_13 := carsSpeed5[8]
				carsDesired2_13 := carsDesired2[8]
				carsPresent2_12 := carsPresent2[9]
				carsX5_12 := carsX5[9]
				carsY2_12 := carsY2[9]
				carsLane2_12 := carsLane2[9]
				carsSpeed5_14 := carsSpeed5[9]
				carsDesired2_14 := carsDesired2[9]
				carsPresent2_13 := carsPresent2[10]
				carsX5_13 := carsX5[10]
				carsY2_13 := carsY2[10]
				carsLane2_13 := carsLane2[10]
				carsSpeed5_15 := carsSpeed5[10]
				carsDesired2_15 := carsDesired2[10]
				carsPresent2_14 := carsPresent2[11]
				carsX5_14 := carsX5[11]
				carsY2_14 := carsY2[11]
				carsLane2_14 := carsLane2[11]
				carsSpeed5_16 := carsSpeed5[11]
				carsDesired2_16 := carsDesired2[11]
				carsPresent2_15 := carsPresent2[12]
				carsX5_15 := carsX5[12]
				carsY2_15 := carsY2[12]
				carsLane2_15 := carsLane2[12]
				carsSpeed5_17 := carsSpeed5[12]
				carsDesired2_17 := carsDesired2[12]
				carsX222 = [13]float64{}
				carsSpeed222 = [13]float64{}
				result32 = 0.0
				leader2 := envLeader(carsPresent2_3, carsX5_3, carsY2_3, carsLane2_3, carsPresent2_4, carsX5_4, carsY2_4, carsLane2_4, carsPresent2_5, carsX5_5, carsY2_5, carsLane2_5, carsPresent2_6, carsX5_6, carsY2_6, carsLane2_6, carsPresent2_7, carsX5_7, carsY2_7, carsLane2_7, carsPresent2_8, carsX5_8, carsY2_8, carsLane2_8, carsPresent2_9, carsX5_9, carsY2_9, carsLane2_9, carsPresent2_10, carsX5_10, carsY2_10, carsLane2_10, carsPresent2_11, carsX5_11, carsY2_11, carsLane2_11, carsPresent2_12, carsX5_12, carsY2_12, carsLane2_12, carsPresent2_13, carsX5_13, carsY2_13, carsLane2_13, carsPresent2_14, carsX5_14, carsY2_14, carsLane2_14, carsPresent2_15, carsX5_15, carsY2_15, carsLane2_15, carsX5_2, t14, t13, t4)
				follower2 := envFollower(carsPresent2_3, carsX5_3, carsY2_3, carsLane2_3, carsPresent2_4, carsX5_4, carsY2_4, carsLane2_4, carsPresent2_5, carsX5_5, carsY2_5, carsLane2_5, carsPresent2_6, carsX5_6, carsY2_6, carsLane2_6, carsPresent2_7, carsX5_7, carsY2_7, carsLane2_7, carsPresent2_8, carsX5_8, carsY2_8, carsLane2_8, carsPresent2_9, carsX5_9, carsY2_9, carsLane2_9, carsPresent2_10, carsX5_10, carsY2_10, carsLane2_10, carsPresent2_11, carsX5_11, carsY2_11, carsLane2_11, carsPresent2_12, carsX5_12, carsY2_12, carsLane2_12, carsPresent2_13, carsX5_13, carsY2_13, carsLane2_13, carsPresent2_14, carsX5_14, carsY2_14, carsLane2_14, carsPresent2_15, carsX5_15, carsY2_15, carsLane2_15, carsPresent2_2, carsX5_2, t14, t13, t4)
				carsX4 = [13]float64{carsX5_3, carsX5_4, carsX5_5, carsX5_6, carsX5_7, carsX5_8, carsX5_9, carsX5_10, carsX5_11, carsX5_12, carsX5_13, carsX5_14, carsX5_15}
				carsSpeed4 = [13]float64{carsSpeed5_5, carsSpeed5_6, carsSpeed5_7, carsSpeed5_8, carsSpeed5_9, carsSpeed5_10, carsSpeed5_11, carsSpeed5_12, carsSpeed5_13, carsSpeed5_14, carsSpeed5_15, carsSpeed5_16, carsSpeed5_17}
				t15 := leader2 == -1
				if t15 {
					result4 = envBehind(carsSpeed5_2, carsDesired2_2, 300.0, 0.0)
				} else {
					t16 := rt.Index(leader2, 13, "env.go:317:17")
					t17 := float64(carsX4[t16] - carsX5_2)
					result4 = envBehind(carsSpeed5_2, carsDesired2_2, float64(rt.Select(t17 >= 150.0, float64(t17-300.0), rt.Select(t17 < -150.0, float64(t17+300.0), t17))-4.6), float64(carsSpeed5_2-carsSpeed4[t16]))
				}
				carsX32 = [13]float64{carsX5_3, carsX5_4, carsX5_5, carsX5_6, carsX5_7, carsX5_8, carsX5_9, carsX5_10, carsX5_11, carsX5_12, carsX5_13, carsX5_14, carsX5_15}
				carsSpeed32 = [13]float64{carsSpeed5_5, carsSpeed5_6, carsSpeed5_7, carsSpeed5_8, carsSpeed5_9, carsSpeed5_10, carsSpeed5_11, carsSpeed5_12, carsSpeed5_13, carsSpeed5_14, carsSpeed5_15, carsSpeed5_16, carsSpeed5_17}
				carsDesired3 = [13]float64{carsDesired2_5, carsDesired2_6, carsDesired2_7, carsDesired2_8, carsDesired2_9, carsDesired2_10, carsDesired2_11, carsDesired2_12, carsDesired2_13, carsDesired2_14, carsDesired2_15, carsDesired2_16, carsDesired2_17}
				if follower2 == -1 {
					own = result4
					loss = 0.0
					safe = result4 >= -2.5
				} else {
					t18 := rt.Index(follower2, 13, "env.go:376:7")
					carsX32_2 := carsX32[t18]
					carsSpeed32_2 := carsSpeed32[t18]
					carsDesired3_2 := carsDesired3[t18]
					t19 := float64(carsX5_2 - carsX32_2)
					behind := envBehind(carsSpeed32_2, carsDesired3_2, float64(rt.Select(t19 >= 150.0, float64(t19-300.0), rt.Select(t19 < -150.0, float64(t19+300.0), t19))-4.6), float64(carsSpeed32_2-carsSpeed5_2))
					carsX222 = [13]float64{carsX5_3, carsX5_4, carsX5_5, carsX5_6, carsX5_7, carsX5_8, carsX5_9, carsX5_10, carsX5_11, carsX5_12, carsX5_13, carsX5_14, carsX5_15}
					carsSpeed222 = [13]float64{carsSpeed5_5, carsSpeed5_6, carsSpeed5_7, carsSpeed5_8, carsSpeed5_9, carsSpeed5_10, carsSpeed5_11, carsSpeed5_12, carsSpeed5_13, carsSpeed5_14, carsSpeed5_15, carsSpeed5_16, carsSpeed5_17}
					if t15 {
						result32 = envBehind(carsSpeed32_2, carsDesired3_2, 300.0, 0.0)
					} else {
						t20 := rt.Index(leader2, 13, "env.go:317:17")
						t21 := float64(carsX222[t20] - carsX32_2)
						result32 = envBehind(carsSpeed32_2, carsDesired3_2, float64(rt.Select(t21 >= 150.0, float64(t21-300.0), rt.Select(t21 < -150.0, float64(t21+300.0), t21))-4.6), float64(carsSpeed32_2-carsSpeed222[t20]))
					}
					own = result4
					loss = float64(result32 - behind)
					safe = math64.Min(result4, behind) >= -2.5
				}
				carsPresent2 = [13]bool{carsPresent2_3, carsPresent2_4, carsPresent2_5, carsPresent2_6, carsPresent2_7, carsPresent2_8, carsPresent2_9, carsPresent2_10, carsPresent2_11, carsPresent2_12, carsPresent2_13, carsPresent2_14, carsPresent2_15}
				carsX5 = [13]float64{carsX5_3, carsX5_4, carsX5_5, carsX5_6, carsX5_7, carsX5_8, carsX5_9, carsX5_10, carsX5_11, carsX5_12, carsX5_13, carsX5_14, carsX5_15}
				carsY2 = [13]float64{carsY2_3, carsY2_4, carsY2_5, carsY2_6, carsY2_7, carsY2_8, carsY2_9, carsY2_10, carsY2_11, carsY2_12, carsY2_13, carsY2_14, carsY2_15}
				carsLane2 = [13]int{carsLane2_3, carsLane2_4, carsLane2_5, carsLane2_6, carsLane2_7, carsLane2_8, carsLane2_9, carsLane2_10, carsLane2_11, carsLane2_12, carsLane2_13, carsLane2_14, carsLane2_15}
				carsSpeed5 = [13]float64{carsSpeed5_5, carsSpeed5_6, carsSpeed5_7, carsSpeed5_8, carsSpeed5_9, carsSpeed5_10, carsSpeed5_11, carsSpeed5_12, carsSpeed5_13, carsSpeed5_14, carsSpeed5_15, carsSpeed5_16, carsSpeed5_17}
				carsDesired2 = [13]float64{carsDesired2_5, carsDesired2_6, carsDesired2_7, carsDesired2_8, carsDesired2_9, carsDesired2_10, carsDesired2_11, carsDesired2_12, carsDesired2_13, carsDesired2_14, carsDesired2_15, carsDesired2_16, carsDesired2_17}
				t22 := float64(float64(own-result2) + float64(float64(relief-loss)*0.3))
				t23 := safe && t22 > most
				best = rt.Select(t23, t13, best)
				most = rt.Select(t23, t22, most)
			}
			result5 = best
			cars0Present2 = carsPresent2[0]
			cars0X2 = carsX5[0]
			cars0Y2 = carsY2[0]
			cars0Lane2 = carsLane2[0]
			cars0Speed2 = carsSpeed5[0]
			cars0Desired2 = carsDesired2[0]
			cars1Present2 = carsPresent2[1]
			cars1X2 = carsX5[1]
			cars1Y2 = carsY2[1]
			cars1Lane2 = carsLane2[1]
			cars1Speed2 = carsSpeed5[1]
			cars1Desired2 = carsDesired2[1]
			cars2Present2 = carsPresent2[2]
			cars2X2 = carsX5[2]
			cars2Y2 = carsY2[2]
			cars2Lane2 = carsLane2[2]
			cars2Speed2 = carsSpeed5[2]
			cars2Desired2 = carsDesired2[2]
			cars3Present2 = carsPresent2[3]
			cars3X2 = carsX5[3]
			cars3Y2 = carsY2[3]
			cars3Lane2 = carsLane2[3]
			cars3Speed2 = carsSpeed5[3]
			cars3Desired2 = carsDesired2[3]
			cars4Present2 = carsPresent2[4]
			cars4X2 = carsX5[4]
			cars4Y2 = carsY2[4]
			cars4Lane2 = carsLane2[4]
			cars4Speed2 = carsSpeed5[4]
			cars4Desired2 = carsDesired2[4]
			cars5Present2 = carsPresent2[5]
			cars5X2 = carsX5[5]
			cars5Y2 = carsY2[5]
			cars5Lane2 = carsLane2[5]
			cars5Speed2 = carsSpeed5[5]
			cars5Desired2 = carsDesired2[5]
			cars6Present2 = carsPresent2[6]
			cars6X2 = carsX5[6]
			cars6Y2 = carsY2[6]
			cars6Lane2 = carsLane2[6]
			cars6Speed2 = carsSpeed5[6]
			cars6Desired2 = carsDesired2[6]
			cars7Present2 = carsPresent2[7]
			cars7X2 = carsX5[7]
			cars7Y2 = carsY2[7]
			cars7Lane2 = carsLane2[7]
			cars7Speed2 = carsSpeed5[7]
			cars7Desired2 = carsDesired2[7]
			cars8Present2 = carsPresent2[8]
			cars8X2 = carsX5[8]
			cars8Y2 = carsY2[8]
			cars8Lane2 = carsLane2[8]
			cars8Speed2 = carsSpeed5[8]
			cars8Desired2 = carsDesired2[8]
			cars9Present2 = carsPresent2[9]
			cars9X2 = carsX5[9]
			cars9Y2 = carsY2[9]
			cars9Lane2 = carsLane2[9]
			cars9Speed2 = carsSpeed5[9]
			cars9Desired2 = carsDesired2[9]
			cars10Present2 = carsPresent2[10]
			cars10X2 = carsX5[10]
			cars10Y2 = carsY2[10]
			cars10Lane2 = carsLane2[10]
			cars10Speed2 = carsSpeed5[10]
			cars10Desired2 = carsDesired2[10]
			cars11Present2 = carsPresent2[11]
			cars11X2 = carsX5[11]
			cars11Y2 = carsY2[11]
			cars11Lane2 = carsLane2[11]
			cars11Speed2 = carsSpeed5[11]
			cars11Desired2 = carsDesired2[11]
			cars12Present2 = carsPresent2[12]
			cars12X2 = carsX5[12]
			cars12Y2 = carsY2[12]
			cars12Lane2 = carsLane2[12]
			cars12Speed2 = carsSpeed5[12]
			cars12Desired2 = carsDesired2[12]
		}
		carsLane4 = [13]int{cars0Lane2, cars1Lane2, cars2Lane2, cars3Lane2, cars4Lane2, cars5Lane2, cars6Lane2, cars7Lane2, cars8Lane2, cars9Lane2, cars10Lane2, cars11Lane2, cars12Lane2}
		carsLane4[t5] = result5
		sTurn2 = t4 % 12
		var acceleration [13]float64
		way := 0.0
		i22 := 0
		var carsX6 [13]float64
		var carsSpeed6 [13]float64
		result23 := 0.0
		carsPresent3 := [13]bool{cars0Present2, cars1Present2, cars2Present2, cars3Present2, cars4Present2, cars5Present2, cars6Present2, cars7Present2, cars8Present2, cars9Present2, cars10Present2, cars11Present2, cars12Present2}
		carsX23 := [13]float64{cars0X2, cars1X2, cars2X2, cars3X2, cars4X2, cars5X2, cars6X2, cars7X2, cars8X2, cars9X2, cars10X2, cars11X2, cars12X2}
		carsY3 := [13]float64{cars0Y2, cars1Y2, cars2Y2, cars3Y2, cars4Y2, cars5Y2, cars6Y2, cars7Y2, cars8Y2, cars9Y2, cars10Y2, cars11Y2, cars12Y2}
		carsLane3 := [13]int{carsLane4[0], carsLane4[1], carsLane4[2], carsLane4[3], carsLane4[4], carsLane4[5], carsLane4[6], carsLane4[7], carsLane4[8], carsLane4[9], carsLane4[10], carsLane4[11], carsLane4[12]}
		carsSpeed23 := [13]float64{cars0Speed2, cars1Speed2, cars2Speed2, cars3Speed2, cars4Speed2, cars5Speed2, cars6Speed2, cars7Speed2, cars8Speed2, cars9Speed2, cars10Speed2, cars11Speed2, cars12Speed2}
		carsDesired4 := [13]float64{cars0Desired2, cars1Desired2, cars2Desired2, cars3Desired2, cars4Desired2, cars5Desired2, cars6Desired2, cars7Desired2, cars8Desired2, cars9Desired2, cars10Desired2, cars11Desired2, cars12Desired2}
		t24 := float64(float64(carsDesired4[0]-carsSpeed23[0]) / 0.6)
		acceleration[0] = rt.Select(t24 < -7.0, -7.0, rt.Select(t24 > 2.5, 2.5, t24))
		for i5 := 1; i5 < 13; i5 = rt.AddInt(i5, 1, "env.go:256:28") {
			t25 := rt.Index(i5, 13, "env.go:257:6")
			if carsPresent3[t25] {
				carsPresent3_2 := carsPresent3[0]
				carsX23_2 := carsX23[0]
				carsY3_2 := carsY3[0]
				carsLane3_2 := carsLane3[0]
				carsSpeed23_2 := carsSpeed23[0]
				carsDesired4_2 := carsDesired4[0]
				carsPresent3_3 := carsPresent3[1]
				carsX23_3 := carsX23[1]
				carsY3_3 := carsY3[1]
				carsLane3_3 := carsLane3[1]
				carsSpeed23_3 := carsSpeed23[1]
				carsDesired4_3 := carsDesired4[1]
				carsPresent3_4 := carsPresent3[2]
				carsX23_4 := carsX23[2]
				carsY3_4 := carsY3[2]
				carsLane3_4 := carsLane3[2]
				carsSpeed23_4 := carsSpeed23[2]
				carsDesired4_4 := carsDesired4[2]
				carsPresent3_5 := carsPresent3[3]
				carsX23_5 := carsX23[3]
				carsY3_5 := carsY3[3]
				carsLane3_5 := carsLane3[3]
				carsSpeed23_5 := carsSpeed23[3]
				carsDesired4_5 := carsDesired4[3]
				carsPresent3_6 := carsPresent3[4]
				carsX23_6 := carsX23[4]
				carsY3_6 := carsY3[4]
				carsLane3_6 := carsLane3[4]
				carsSpeed23_6 := carsSpeed23[4]
				carsDesired4_6 := carsDesired4[4]
				carsPresent3_7 := carsPresent3[5]
				carsX23_7 := carsX23[5]
				carsY3_7 := carsY3[5]
				carsLane3_7 := carsLane3[5]
				carsSpeed23_7 := carsSpeed23[5]
				carsDesired4_7 := carsDesired4[5]
				carsPresent3_8 := carsPresent3[6]
				carsX23_8 := carsX23[6]
				carsY3_8 := carsY3[6]
				carsLane3_8 := carsLane3[6]
				carsSpeed23_8 := carsSpeed23[6]
				carsDesired4_8 := carsDesired4[6]
				carsPresent3_9 := carsPresent3[7]
				carsX23_9 := carsX23[7]
				carsY3_9 := carsY3[7]
				carsLane3_9 := carsLane3[7]
				carsSpeed23_9 := carsSpeed23[7]
				carsDesired4_9 := carsDesired4[7]
				carsPresent3_10 := carsPresent3[8]
				carsX23_10 := carsX23[8]
				carsY3_10 := carsY3[8]
				carsLane3_10 := carsLane3[8]
				carsSpeed23_10 := carsSpeed23[8]
				carsDesired4_10 := carsDesired4[8]
				carsPresent3_11 := carsPresent3[9]
				carsX23_11 := carsX23[9]
				carsY3_11 := carsY3[9]
				carsLane3_11 := carsLane3[9]
				carsSpeed23_11 := carsSpeed23[9]
				carsDesired4_11 := carsDesired4[9]
				carsPresent3_12 := carsPresent3[10]
				carsX23_12 := carsX23[10]
				carsY3_12 := carsY3[10]
				carsLane3_12 := carsLane3[10]
				carsSpeed23_12 := carsSpeed23[10]
				carsDesired4_12 := carsDesired4[10]
				carsPresent3_13 := carsPresent3[11]
				carsX23_13 := carsX23[11]
				carsY3_13 := carsY3[11]
				carsLane3_13 := carsLane3[11]
				carsSpeed23_13 := carsSpeed23[11]
				carsDesired4_13 := carsDesired4[11]
				carsPresent3_14 := carsPresent3[12]
				carsX23_14 := carsX23[12]
				carsY3_14 := carsY3[12]
				carsLane3_14 := carsLane3[12]
				carsSpeed23_14 := carsSpeed23[12]
				carsDesired4_14 := carsDesired4[12]
				leader3 := envLeader(carsPresent3_2, carsX23_2, carsY3_2, carsLane3_2, carsPresent3_3, carsX23_3, carsY3_3, carsLane3_3, carsPresent3_4, carsX23_4, carsY3_4, carsLane3_4, carsPresent3_5, carsX23_5, carsY3_5, carsLane3_5, carsPresent3_6, carsX23_6, carsY3_6, carsLane3_6, carsPresent3_7, carsX23_7, carsY3_7, carsLane3_7, carsPresent3_8, carsX23_8, carsY3_8, carsLane3_8, carsPresent3_9, carsX23_9, carsY3_9, carsLane3_9, carsPresent3_10, carsX23_10, carsY3_10, carsLane3_10, carsPresent3_11, carsX23_11, carsY3_11, carsLane3_11, carsPresent3_12, carsX23_12, carsY3_12, carsLane3_12, carsPresent3_13, carsX23_13, carsY3_13, carsLane3_13, carsPresent3_14, carsX23_14, carsY3_14, carsLane3_14, carsX23[t25], carsY3[t25], carsLane3[t25], i5)
				carsX23 = [13]float64{carsX23_2, carsX23_3, carsX23_4, carsX23_5, carsX23_6, carsX23_7, carsX23_8, carsX23_9, carsX23_10, carsX23_11, carsX23_12, carsX23_13, carsX23_14}
				carsSpeed23 = [13]float64{carsSpeed23_2, carsSpeed23_3, carsSpeed23_4, carsSpeed23_5, carsSpeed23_6, carsSpeed23_7, carsSpeed23_8, carsSpeed23_9, carsSpeed23_10, carsSpeed23_11, carsSpeed23_12, carsSpeed23_13, carsSpeed23_14}
				carsDesired4 = [13]float64{carsDesired4_2, carsDesired4_3, carsDesired4_4, carsDesired4_5, carsDesired4_6, carsDesired4_7, carsDesired4_8, carsDesired4_9, carsDesired4_10, carsDesired4_11, carsDesired4_12, carsDesired4_13, carsDesired4_14}
				carsSpeed23_15 := carsSpeed23[t25]
				carsDesired4_15 := carsDesired4[t25]
				carsX6 = [13]float64{carsX23_2, carsX23_3, carsX23_4, carsX23_5, carsX23_6, carsX23_7, carsX23_8, carsX23_9, carsX23_10, carsX23_11, carsX23_12, carsX23_13, carsX23_14}
				carsSpeed6 = [13]float64{carsSpeed23_2, carsSpeed23_3, carsSpeed23_4, carsSpeed23_5, carsSpeed23_6, carsSpeed23_7, carsSpeed23_8, carsSpeed23_9, carsSpeed23_10, carsSpeed23_11, carsSpeed23_12, carsSpeed23_13, carsSpeed23_14}
				if leader3 == -1 {
					result23 = envBehind(carsSpeed23_15, carsDesired4_15, 300.0, 0.0)
				} else {
					t26 := rt.Index(leader3, 13, "env.go:317:17")
					t27 := float64(carsX6[t26] - carsX23[t25])
					result23 = envBehind(carsSpeed23_15, carsDesired4_15, float64(rt.Select(t27 >= 150.0, float64(t27-300.0), rt.Select(t27 < -150.0, float64(t27+300.0), t27))-4.6), float64(carsSpeed23_15-carsSpeed6[t26]))
				}
				carsPresent3 = [13]bool{carsPresent3_2, carsPresent3_3, carsPresent3_4, carsPresent3_5, carsPresent3_6, carsPresent3_7, carsPresent3_8, carsPresent3_9, carsPresent3_10, carsPresent3_11, carsPresent3_12, carsPresent3_13, carsPresent3_14}
				carsX23 = [13]float64{carsX23_2, carsX23_3, carsX23_4, carsX23_5, carsX23_6, carsX23_7, carsX23_8, carsX23_9, carsX23_10, carsX23_11, carsX23_12, carsX23_13, carsX23_14}
				carsY3 = [13]float64{carsY3_2, carsY3_3, carsY3_4, carsY3_5, carsY3_6, carsY3_7, carsY3_8, carsY3_9, carsY3_10, carsY3_11, carsY3_12, carsY3_13, carsY3_14}
				carsLane3 = [13]int{carsLane3_2, carsLane3_3, carsLane3_4, carsLane3_5, carsLane3_6, carsLane3_7, carsLane3_8, carsLane3_9, carsLane3_10, carsLane3_11, carsLane3_12, carsLane3_13, carsLane3_14}
				carsSpeed23 = [13]float64{carsSpeed23_2, carsSpeed23_3, carsSpeed23_4, carsSpeed23_5, carsSpeed23_6, carsSpeed23_7, carsSpeed23_8, carsSpeed23_9, carsSpeed23_10, carsSpeed23_11, carsSpeed23_12, carsSpeed23_13, carsSpeed23_14}
				carsDesired4 = [13]float64{carsDesired4_2, carsDesired4_3, carsDesired4_4, carsDesired4_5, carsDesired4_6, carsDesired4_7, carsDesired4_8, carsDesired4_9, carsDesired4_10, carsDesired4_11, carsDesired4_12, carsDesired4_13, carsDesired4_14}
				acceleration[t25] = result23
			}
		}
		for ; i22 < 13; i22 = rt.AddInt(i22, 1, "env.go:262:28") {
			t28 := rt.Index(i22, 13, "env.go:263:8")
			carsY3_15 := carsY3[t28]
			carsSpeed23_16 := carsSpeed23[t28]
			if !carsPresent3[t28] {
				continue
			}
			max2 := math64.Max(0.0, float64(carsSpeed23_16+float64(acceleration[t28]*0.25)))
			t29 := float64(float64(float64(carsSpeed23_16+max2)*0.25) * 0.5)
			t30 := rt.Select(i22 == 0, t29, way)
			way = t30
			t31 := float64(float64(carsX23[t28]+t29) - t30)
			carsX23[t28] = rt.Select(t31 >= 150.0, float64(t31-300.0), rt.Select(t31 < -150.0, float64(t31+300.0), t31))
			carsSpeed23[t28] = max2
			t32 := float64(float64(float64(carsLane3[t28])*3.6) - carsY3_15)
			carsY3[t28] = float64(carsY3_15 + rt.Select(t32 < -0.45, -0.45, rt.Select(t32 > 0.45, 0.45, t32)))
		}
		carsPresent3_15 := carsPresent3[0]
		carsX23_15 := carsX23[0]
		carsY3_16 := carsY3[0]
		carsPresent3_16 := carsPresent3[1]
		carsX23_16 := carsX23[1]
		carsY3_17 := carsY3[1]
		carsPresent3_17 := carsPresent3[2]
		carsX23_17 := carsX23[2]
		carsY3_18 := carsY3[2]
		carsPresent3_18 := carsPresent3[3]
		carsX23_18 := carsX23[3]
		carsY3_19 := carsY3[3]
		carsPresent3_19 := carsPresent3[4]
		carsX23_19 := carsX23[4]
		carsY3_20 := carsY3[4]
		carsPresent3_20 := carsPresent3[5]
		carsX23_20 := carsX23[5]
		carsY3_21 := carsY3[5]
		carsPresent3_21 := carsPresent3[6]
		carsX23_21 := carsX23[6]
		carsY3_22 := carsY3[6]
		carsPresent3_22 := carsPresent3[7]
		carsX23_22 := carsX23[7]
		carsY3_23 := carsY3[7]
		carsPresent3_23 := carsPresent3[8]
		carsX23_23 := carsX23[8]
		carsY3_24 := carsY3[8]
		carsPresent3_24 := carsPresent3[9]
		carsX23_24 := carsX23[9]
		carsY3_25 := carsY3[9]
		carsPresent3_25 := carsPresent3[10]
		carsX23_25 := carsX23[10]
		carsY3_26 := carsY3[10]
		carsPresent3_26 := carsPresent3[11]
		carsX23_26 := carsX23[11]
		carsY3_27 := carsY3[11]
		carsPresent3_27 := carsPresent3[12]
		carsX23_27 := carsX23[12]
		carsY3_28 := carsY3[12]
		sTravelled2 = float64(sTravelled2 + way)
		ok2 := false
		ok22 := false
	block:
		switch {
		default:
			carsPresent4 := [13]bool{carsPresent3_15, carsPresent3_16, carsPresent3_17, carsPresent3_18, carsPresent3_19, carsPresent3_20, carsPresent3_21, carsPresent3_22, carsPresent3_23, carsPresent3_24, carsPresent3_25, carsPresent3_26, carsPresent3_27}
			carsX7 := [13]float64{carsX23_15, carsX23_16, carsX23_17, carsX23_18, carsX23_19, carsX23_20, carsX23_21, carsX23_22, carsX23_23, carsX23_24, carsX23_25, carsX23_26, carsX23_27}
			carsY4 := [13]float64{carsY3_16, carsY3_17, carsY3_18, carsY3_19, carsY3_20, carsY3_21, carsY3_22, carsY3_23, carsY3_24, carsY3_25, carsY3_26, carsY3_27, carsY3_28}
			for i6 := 1; i6 < 13; i6 = rt.AddInt(i6, 1, "env.go:383:28") {
				t33 := rt.Index(i6, 13, "env.go:384:8")
				ok2 = carsPresent4[t33] && math64.Abs(carsX7[t33]) < 4.6
				ok22 = ok2 && math64.Abs(float64(carsY4[t33]-carsY4[0])) < 2.0
				if ok22 {
					result6 = true
					break block
				}
			}
			result6 = false
		}
		carsPresent5 = [13]bool{carsPresent3_15, carsPresent3_16, carsPresent3_17, carsPresent3_18, carsPresent3_19, carsPresent3_20, carsPresent3_21, carsPresent3_22, carsPresent3_23, carsPresent3_24, carsPresent3_25, carsPresent3_26, carsPresent3_27}
		carsX8 = [13]float64{carsX23_15, carsX23_16, carsX23_17, carsX23_18, carsX23_19, carsX23_20, carsX23_21, carsX23_22, carsX23_23, carsX23_24, carsX23_25, carsX23_26, carsX23_27}
		carsY5 = [13]float64{carsY3_16, carsY3_17, carsY3_18, carsY3_19, carsY3_20, carsY3_21, carsY3_22, carsY3_23, carsY3_24, carsY3_25, carsY3_26, carsY3_27, carsY3_28}
		carsLane4 = [13]int{carsLane3[0], carsLane3[1], carsLane3[2], carsLane3[3], carsLane3[4], carsLane3[5], carsLane3[6], carsLane3[7], carsLane3[8], carsLane3[9], carsLane3[10], carsLane3[11], carsLane3[12]}
		carsSpeed7 = [13]float64{carsSpeed23[0], carsSpeed23[1], carsSpeed23[2], carsSpeed23[3], carsSpeed23[4], carsSpeed23[5], carsSpeed23[6], carsSpeed23[7], carsSpeed23[8], carsSpeed23[9], carsSpeed23[10], carsSpeed23[11], carsSpeed23[12]}
		carsDesired5 = [13]float64{carsDesired4[0], carsDesired4[1], carsDesired4[2], carsDesired4[3], carsDesired4[4], carsDesired4[5], carsDesired4[6], carsDesired4[7], carsDesired4[8], carsDesired4[9], carsDesired4[10], carsDesired4[11], carsDesired4[12]}
		sCrashed2 = result6
	}
	t34 := float64(s.Time + 0.5)
	carsSpeed7_15 := carsSpeed7[0]
	carsDesired5_15 := carsDesired5[0]
	carsY5_15 := carsY5[0]
	carsLane4_15 := carsLane4[0]
	for i2 := 0; i2 < 12; i2 = rt.AddInt(i2, 1, "env.go:233:28") {
		t35 := rt.Index(rt.AddInt(i2, 1, "env.go:234:14"), 13, "env.go:234:8")
		t36 := rt.Index(i2, 12, "env.go:235:3")
		sOtherX2[t36] = carsX8[t35]
		sOtherY2[t36] = carsY5[t35]
		sOtherLane2[t36] = carsLane4[t35]
		sOtherSpeed2[t36] = carsSpeed7[t35]
	}
	sOtherX2_2 := sOtherX2[0]
	sOtherX2_3 := sOtherX2[1]
	sOtherX2_4 := sOtherX2[2]
	sOtherX2_5 := sOtherX2[3]
	sOtherX2_6 := sOtherX2[4]
	sOtherX2_7 := sOtherX2[5]
	sOtherX2_8 := sOtherX2[6]
	sOtherX2_9 := sOtherX2[7]
	sOtherX2_10 := sOtherX2[8]
	sOtherX2_11 := sOtherX2[9]
	sOtherX2_12 := sOtherX2[10]
	sOtherX2_13 := sOtherX2[11]
	sOtherY2_2 := sOtherY2[0]
	sOtherY2_3 := sOtherY2[1]
	sOtherY2_4 := sOtherY2[2]
	sOtherY2_5 := sOtherY2[3]
	sOtherY2_6 := sOtherY2[4]
	sOtherY2_7 := sOtherY2[5]
	sOtherY2_8 := sOtherY2[6]
	sOtherY2_9 := sOtherY2[7]
	sOtherY2_10 := sOtherY2[8]
	sOtherY2_11 := sOtherY2[9]
	sOtherY2_12 := sOtherY2[10]
	sOtherY2_13 := sOtherY2[11]
	result.Speed = carsSpeed7_15
	result.Desired = carsDesired5_15
	result.Y = carsY5_15
	result.Lane = carsLane4_15
	result.Present[0] = s.Present[0]
	result.Present[1] = s.Present[1]
	result.Present[2] = s.Present[2]
	result.Present[3] = s.Present[3]
	result.Present[4] = s.Present[4]
	result.Present[5] = s.Present[5]
	result.Present[6] = s.Present[6]
	result.Present[7] = s.Present[7]
	result.Present[8] = s.Present[8]
	result.Present[9] = s.Present[9]
	result.Present[10] = s.Present[10]
	result.Present[11] = s.Present[11]
	result.OtherX[0] = sOtherX2_2
	result.OtherX[1] = sOtherX2_3
	result.OtherX[2] = sOtherX2_4
	result.OtherX[3] = sOtherX2_5
	result.OtherX[4] = sOtherX2_6
	result.OtherX[5] = sOtherX2_7
	result.OtherX[6] = sOtherX2_8
	result.OtherX[7] = sOtherX2_9
	result.OtherX[8] = sOtherX2_10
	result.OtherX[9] = sOtherX2_11
	result.OtherX[10] = sOtherX2_12
	result.OtherX[11] = sOtherX2_13
	result.OtherY[0] = sOtherY2_2
	result.OtherY[1] = sOtherY2_3
	result.OtherY[2] = sOtherY2_4
	result.OtherY[3] = sOtherY2_5
	result.OtherY[4] = sOtherY2_6
	result.OtherY[5] = sOtherY2_7
	result.OtherY[6] = sOtherY2_8
	result.OtherY[7] = sOtherY2_9
	result.OtherY[8] = sOtherY2_10
	result.OtherY[9] = sOtherY2_11
	result.OtherY[10] = sOtherY2_12
	result.OtherY[11] = sOtherY2_13
	result.OtherLane[0] = sOtherLane2[0]
	result.OtherLane[1] = sOtherLane2[1]
	result.OtherLane[2] = sOtherLane2[2]
	result.OtherLane[3] = sOtherLane2[3]
	result.OtherLane[4] = sOtherLane2[4]
	result.OtherLane[5] = sOtherLane2[5]
	result.OtherLane[6] = sOtherLane2[6]
	result.OtherLane[7] = sOtherLane2[7]
	result.OtherLane[8] = sOtherLane2[8]
	result.OtherLane[9] = sOtherLane2[9]
	result.OtherLane[10] = sOtherLane2[10]
	result.OtherLane[11] = sOtherLane2[11]
	result.OtherSpeed[0] = sOtherSpeed2[0]
	result.OtherSpeed[1] = sOtherSpeed2[1]
	result.OtherSpeed[2] = sOtherSpeed2[2]
	result.OtherSpeed[3] = sOtherSpeed2[3]
	result.OtherSpeed[4] = sOtherSpeed2[4]
	result.OtherSpeed[5] = sOtherSpeed2[5]
	result.OtherSpeed[6] = sOtherSpeed2[6]
	result.OtherSpeed[7] = sOtherSpeed2[7]
	result.OtherSpeed[8] = sOtherSpeed2[8]
	result.OtherSpeed[9] = sOtherSpeed2[9]
	result.OtherSpeed[10] = sOtherSpeed2[10]
	result.OtherSpeed[11] = sOtherSpeed2[11]
	result.OtherDesired[0] = s.OtherDesired[0]
	result.OtherDesired[1] = s.OtherDesired[1]
	result.OtherDesired[2] = s.OtherDesired[2]
	result.OtherDesired[3] = s.OtherDesired[3]
	result.OtherDesired[4] = s.OtherDesired[4]
	result.OtherDesired[5] = s.OtherDesired[5]
	result.OtherDesired[6] = s.OtherDesired[6]
	result.OtherDesired[7] = s.OtherDesired[7]
	result.OtherDesired[8] = s.OtherDesired[8]
	result.OtherDesired[9] = s.OtherDesired[9]
	result.OtherDesired[10] = s.OtherDesired[10]
	result.OtherDesired[11] = s.OtherDesired[11]
	result.Travelled = sTravelled2
	result.Time = t34
	result.Turn = sTurn2
	result.Crashed = sCrashed2
	return result
}

func compiledObserve(s State, r *rng.Source) (result Observation) {
	sOtherX2 := [12]float64{s.OtherX[0], s.OtherX[1], s.OtherX[2], s.OtherX[3], s.OtherX[4], s.OtherX[5], s.OtherX[6], s.OtherX[7], s.OtherX[8], s.OtherX[9], s.OtherX[10], s.OtherX[11]}
	sOtherY2 := [12]float64{s.OtherY[0], s.OtherY[1], s.OtherY[2], s.OtherY[3], s.OtherY[4], s.OtherY[5], s.OtherY[6], s.OtherY[7], s.OtherY[8], s.OtherY[9], s.OtherY[10], s.OtherY[11]}
	sOtherLane := [12]int{s.OtherLane[0], s.OtherLane[1], s.OtherLane[2], s.OtherLane[3], s.OtherLane[4], s.OtherLane[5], s.OtherLane[6], s.OtherLane[7], s.OtherLane[8], s.OtherLane[9], s.OtherLane[10], s.OtherLane[11]}
	sOtherSpeed := [12]float64{s.OtherSpeed[0], s.OtherSpeed[1], s.OtherSpeed[2], s.OtherSpeed[3], s.OtherSpeed[4], s.OtherSpeed[5], s.OtherSpeed[6], s.OtherSpeed[7], s.OtherSpeed[8], s.OtherSpeed[9], s.OtherSpeed[10], s.OtherSpeed[11]}
	t := float64(float64(float64(s.Lane)*3.6) - s.Y)
	var oPresent [6]bool
	var oOtherX [6]float64
	var oOtherY [6]float64
	var oOtherSpeed [6]float64
	var oOtherShift [6]float64
	var taken [12]bool
	for k := 0; k < 6; k = rt.AddInt(k, 1, "env.go:397:25") {
		taken2 := taken[0]
		taken3 := taken[1]
		taken4 := taken[2]
		taken5 := taken[3]
		taken6 := taken[4]
		taken7 := taken[5]
		taken8 := taken[6]
		taken9 := taken[7]
		taken10 := taken[8]
		taken11 := taken[9]
		taken12 := taken[10]
		taken13 := taken[11]
		least := 0.0
		i := 0
		ok := false
		sPresent := [12]bool{s.Present[0], s.Present[1], s.Present[2], s.Present[3], s.Present[4], s.Present[5], s.Present[6], s.Present[7], s.Present[8], s.Present[9], s.Present[10], s.Present[11]}
		sOtherX := [12]float64{s.OtherX[0], s.OtherX[1], s.OtherX[2], s.OtherX[3], s.OtherX[4], s.OtherX[5], s.OtherX[6], s.OtherX[7], s.OtherX[8], s.OtherX[9], s.OtherX[10], s.OtherX[11]}
		sOtherY := [12]float64{s.OtherY[0], s.OtherY[1], s.OtherY[2], s.OtherY[3], s.OtherY[4], s.OtherY[5], s.OtherY[6], s.OtherY[7], s.OtherY[8], s.OtherY[9], s.OtherY[10], s.OtherY[11]}
		taken2_2 := [12]bool{taken2, taken3, taken4, taken5, taken6, taken7, taken8, taken9, taken10, taken11, taken12, taken13}
		found := -1
		for ; i < 12; i = rt.AddInt(i, 1, "env.go:415:28") {
			t2 := rt.Index(i, 12, "env.go:416:13")
			t3 := float64(sOtherY[t2] - s.Y)
			sOtherX3 := sOtherX[t2]
			t4 := float64(float64(sOtherX3*sOtherX3) + float64(t3*t3))
			ok = sPresent[t2] && !taken2_2[t2]
			t5 := ok && (found == -1 || t4 < least)
			found = rt.Select(t5, i, found)
			least = rt.Select(t5, t4, least)
		}
		taken = [12]bool{taken2, taken3, taken4, taken5, taken6, taken7, taken8, taken9, taken10, taken11, taken12, taken13}
		if found == -1 {
			oOtherX[rt.Index(k, 6, "env.go:400:4")] = 150.0
			continue
		}
		t6 := rt.Index(found, 12, "env.go:403:3")
		t7 := rt.Index(k, 6, "env.go:403:13")
		taken[t6] = true
		oPresent[t7] = true
		sOtherY2_2 := sOtherY2[t6]
		oOtherX[t7] = sOtherX2[t6]
		oOtherY[t7] = float64(sOtherY2_2 - s.Y)
		oOtherSpeed[t7] = float64(sOtherSpeed[t6] - s.Speed)
		oOtherShift[t7] = float64(float64(float64(sOtherLane[t6])*3.6) - sOtherY2_2)
	}
	oPresent2 := oPresent[0]
	oPresent3 := oPresent[1]
	oPresent4 := oPresent[2]
	oPresent5 := oPresent[3]
	oPresent6 := oPresent[4]
	oPresent7 := oPresent[5]
	result.Speed = s.Speed
	result.Desired = s.Desired
	result.Y = s.Y
	result.Shift = t
	result.Present[0] = oPresent2
	result.Present[1] = oPresent3
	result.Present[2] = oPresent4
	result.Present[3] = oPresent5
	result.Present[4] = oPresent6
	result.Present[5] = oPresent7
	result.OtherX[0] = oOtherX[0]
	result.OtherX[1] = oOtherX[1]
	result.OtherX[2] = oOtherX[2]
	result.OtherX[3] = oOtherX[3]
	result.OtherX[4] = oOtherX[4]
	result.OtherX[5] = oOtherX[5]
	result.OtherY[0] = oOtherY[0]
	result.OtherY[1] = oOtherY[1]
	result.OtherY[2] = oOtherY[2]
	result.OtherY[3] = oOtherY[3]
	result.OtherY[4] = oOtherY[4]
	result.OtherY[5] = oOtherY[5]
	result.OtherSpeed[0] = oOtherSpeed[0]
	result.OtherSpeed[1] = oOtherSpeed[1]
	result.OtherSpeed[2] = oOtherSpeed[2]
	result.OtherSpeed[3] = oOtherSpeed[3]
	result.OtherSpeed[4] = oOtherSpeed[4]
	result.OtherSpeed[5] = oOtherSpeed[5]
	result.OtherShift[0] = oOtherShift[0]
	result.OtherShift[1] = oOtherShift[1]
	result.OtherShift[2] = oOtherShift[2]
	result.OtherShift[3] = oOtherShift[3]
	result.OtherShift[4] = oOtherShift[4]
	result.OtherShift[5] = oOtherShift[5]
	return result
}

func compiledTerminated(next State) bool {
	return next.Crashed
}

func compiledScore(s State, a Action, next State) float64 {
	if !(!next.Crashed && next.Time > 49.75) {
		return 0.0
	}
	t := float64(float64(float64(next.Travelled/math64.Max(next.Time, 0.5))-22.0) * 0.125)
	return rt.Select(t < 0.0, 0.0, rt.Select(t > 1.0, 1.0, t))
}

func compiledSuccess(s State, a Action, next State) bool {
	var ok bool
	if !next.Crashed && next.Time > 49.75 {
		ok = float64(next.Travelled/math64.Max(next.Time, 0.5)) >= 25.0
	}
	return ok
}

func compiledSparseReward(s State, a Action, next State) (float64, map[string]float64) {
	var result float64
	if !next.Crashed && next.Time > 49.75 {
		t := float64(float64(float64(next.Travelled/math64.Max(next.Time, 0.5))-22.0) * 0.125)
		result = rt.Select(t < 0.0, 0.0, rt.Select(t > 1.0, 1.0, t))
	}
	return result, map[string]float64{"arrival": result}
}

func compiledHumanReward(s State, a Action, next State) (float64, map[string]float64) {
	t := float64(float64(float64(next.Speed-22.0)*0.1) * 0.125)
	sPresent := [12]bool{next.Present[0], next.Present[1], next.Present[2], next.Present[3], next.Present[4], next.Present[5], next.Present[6], next.Present[7], next.Present[8], next.Present[9], next.Present[10], next.Present[11]}
	sOtherX := [12]float64{next.OtherX[0], next.OtherX[1], next.OtherX[2], next.OtherX[3], next.OtherX[4], next.OtherX[5], next.OtherX[6], next.OtherX[7], next.OtherX[8], next.OtherX[9], next.OtherX[10], next.OtherX[11]}
	sOtherY := [12]float64{next.OtherY[0], next.OtherY[1], next.OtherY[2], next.OtherY[3], next.OtherY[4], next.OtherY[5], next.OtherY[6], next.OtherY[7], next.OtherY[8], next.OtherY[9], next.OtherY[10], next.OtherY[11]}
	sOtherLane := [12]int{next.OtherLane[0], next.OtherLane[1], next.OtherLane[2], next.OtherLane[3], next.OtherLane[4], next.OtherLane[5], next.OtherLane[6], next.OtherLane[7], next.OtherLane[8], next.OtherLane[9], next.OtherLane[10], next.OtherLane[11]}
	gap := 150.0
	var ok bool
	var ok2 bool
	var ok3 bool
	for i := 0; i < 12; i = rt.AddInt(i, 1, "env.go:130:28") {
		t2 := rt.Index(i, 12, "env.go:131:6")
		ok = sPresent[t2] && sOtherX[t2] >= 0.0
		if ok {
			ok3 = sOtherLane[t2] == next.Lane || math64.Abs(float64(sOtherY[t2]-float64(float64(next.Lane)*3.6))) < 2.8
			ok2 = ok3
		} else {
			ok2 = false
		}
		if ok2 {
			gap = math64.Min(gap, math64.Max(0.0, float64(sOtherX[t2]-4.6)))
		}
	}
	sPresent2 := [12]bool{next.Present[0], next.Present[1], next.Present[2], next.Present[3], next.Present[4], next.Present[5], next.Present[6], next.Present[7], next.Present[8], next.Present[9], next.Present[10], next.Present[11]}
	sOtherX2 := [12]float64{next.OtherX[0], next.OtherX[1], next.OtherX[2], next.OtherX[3], next.OtherX[4], next.OtherX[5], next.OtherX[6], next.OtherX[7], next.OtherX[8], next.OtherX[9], next.OtherX[10], next.OtherX[11]}
	sOtherY2 := [12]float64{next.OtherY[0], next.OtherY[1], next.OtherY[2], next.OtherY[3], next.OtherY[4], next.OtherY[5], next.OtherY[6], next.OtherY[7], next.OtherY[8], next.OtherY[9], next.OtherY[10], next.OtherY[11]}
	sOtherLane2 := [12]int{next.OtherLane[0], next.OtherLane[1], next.OtherLane[2], next.OtherLane[3], next.OtherLane[4], next.OtherLane[5], next.OtherLane[6], next.OtherLane[7], next.OtherLane[8], next.OtherLane[9], next.OtherLane[10], next.OtherLane[11]}
	sOtherSpeed := [12]float64{next.OtherSpeed[0], next.OtherSpeed[1], next.OtherSpeed[2], next.OtherSpeed[3], next.OtherSpeed[4], next.OtherSpeed[5], next.OtherSpeed[6], next.OtherSpeed[7], next.OtherSpeed[8], next.OtherSpeed[9], next.OtherSpeed[10], next.OtherSpeed[11]}
	nearest := 150.0
	var closing float64
	var ok4 bool
	var ok22 bool
	for i2 := 0; i2 < 12; i2 = rt.AddInt(i2, 1, "env.go:154:28") {
		t3 := rt.Index(i2, 12, "env.go:155:8")
		sOtherX2_2 := sOtherX2[t3]
		if sPresent2[t3] && sOtherX2_2 >= 0.0 && sOtherX2_2 < nearest {
			ok22 = sOtherLane2[t3] == next.Lane || math64.Abs(float64(sOtherY2[t3]-float64(float64(next.Lane)*3.6))) < 2.8
			ok4 = ok22
		} else {
			ok4 = false
		}
		if ok4 {
			nearest = sOtherX2_2
			closing = float64(next.Speed - sOtherSpeed[t3])
		}
	}
	t4 := float64(1.0 - float64(gap/math64.Max(1.0, float64(float64(next.Speed*0.5)+float64(closing*1.5)))))
	t5 := float64(rt.Select(t4 < 0.0, 0.0, rt.Select(t4 > 1.0, 1.0, t4)) * -0.1)
	t6 := rt.Select(next.Lane != s.Lane, -0.02, 0.0)
	t7 := rt.Select(next.Crashed, -3.0, 0.0)
	return float64(float64(float64(t+t5)+t6) + t7), map[string]float64{"change": t6, "crash": t7, "distance": t5, "speed": t}
}
