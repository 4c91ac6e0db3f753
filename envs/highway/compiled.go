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

func envDriverModel(speed, desired, distance, leader float64) float64 {
	t := float64(speed / desired)
	var near float64
	if distance < 150.0 {
		near = float64(float64(math64.Max(0.0, float64(speed*float64(float64(float64(speed-leader)/float64(math64.Sqrt(2.8)*2.0))+1.2)))+2.5) / math64.Max(float64(distance-4.6), 0.1))
	}
	return math64.Max(-7.0, float64(float64(float64(1.0-float64(float64(float64(t*t)*t)*t))-float64(near*near))*1.4))
}

func envRoomIn(sSpeed float64, sPresent0, sPresent1, sPresent2, sPresent3, sPresent4, sPresent5, sPresent6, sPresent7, sPresent8, sPresent9, sPresent10, sPresent11 bool, sOtherX0, sOtherX1, sOtherX2, sOtherX3, sOtherX4, sOtherX5, sOtherX6, sOtherX7, sOtherX8, sOtherX9, sOtherX10, sOtherX11, sOtherY0, sOtherY1, sOtherY2, sOtherY3, sOtherY4, sOtherY5, sOtherY6, sOtherY7, sOtherY8, sOtherY9, sOtherY10, sOtherY11 float64, sOtherLane0, sOtherLane1, sOtherLane2, sOtherLane3, sOtherLane4, sOtherLane5, sOtherLane6, sOtherLane7, sOtherLane8, sOtherLane9, sOtherLane10, sOtherLane11 int, sOtherSpeed0, sOtherSpeed1, sOtherSpeed2, sOtherSpeed3, sOtherSpeed4, sOtherSpeed5, sOtherSpeed6, sOtherSpeed7, sOtherSpeed8, sOtherSpeed9, sOtherSpeed10, sOtherSpeed11 float64, lane int) (float64, float64, float64, float64) {
	sPresent := [12]bool{sPresent0, sPresent1, sPresent2, sPresent3, sPresent4, sPresent5, sPresent6, sPresent7, sPresent8, sPresent9, sPresent10, sPresent11}
	sOtherX := [12]float64{sOtherX0, sOtherX1, sOtherX2, sOtherX3, sOtherX4, sOtherX5, sOtherX6, sOtherX7, sOtherX8, sOtherX9, sOtherX10, sOtherX11}
	sOtherY := [12]float64{sOtherY0, sOtherY1, sOtherY2, sOtherY3, sOtherY4, sOtherY5, sOtherY6, sOtherY7, sOtherY8, sOtherY9, sOtherY10, sOtherY11}
	sOtherLane := [12]int{sOtherLane0, sOtherLane1, sOtherLane2, sOtherLane3, sOtherLane4, sOtherLane5, sOtherLane6, sOtherLane7, sOtherLane8, sOtherLane9, sOtherLane10, sOtherLane11}
	sOtherSpeed := [12]float64{sOtherSpeed0, sOtherSpeed1, sOtherSpeed2, sOtherSpeed3, sOtherSpeed4, sOtherSpeed5, sOtherSpeed6, sOtherSpeed7, sOtherSpeed8, sOtherSpeed9, sOtherSpeed10, sOtherSpeed11}
	front := 150.0
	back := -150.0
	var closing float64
	var pressing float64
	var ok bool
	for i := 0; ; i = rt.AddInt(i, 1, "env.go:154:44") {
		ok = i < 12 && sPresent[rt.Index(i, 12, "env.go:154:29")]
		if !ok {
			break
		}
		t := rt.Index(i, 12, "env.go:155:14")
		sOtherY12 := sOtherY[t]
		if (rt.Let(uint32(1))<<uint32(sOtherLane[t])|rt.Let(uint32(1))<<uint32(rt.ToInt(float64(float64(float64(sOtherY12-1.0)/3.6)+0.5)))|rt.Let(uint32(1))<<uint32(rt.ToInt(float64(float64(float64(sOtherY12+1.0)/3.6)+0.5))))&(rt.Let(uint32(1))<<uint32(lane)) == 0 {
			continue
		}
		sOtherX12 := sOtherX[t]
		if sOtherX12 >= 0.0 && sOtherX12 < front {
			front = sOtherX12
			closing = float64(sSpeed - sOtherSpeed[t])
		}
		if sOtherX12 < 0.0 && sOtherX12 > back {
			back = sOtherX12
			pressing = float64(sOtherSpeed[t] - sSpeed)
		}
	}
	rAhead := 150.0
	rBehind := 150.0
	if front < 150.0 {
		rAhead = math64.Max(0.0, float64(front-4.6))
	}
	if back > -150.0 {
		rBehind = math64.Max(0.0, float64(-back-4.6))
	}
	return rAhead, closing, rBehind, pressing
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
	t6 := float64(300.0 / float64(rt.AddInt(p.Cars, 1, "env.go:205:40")))
	var sPresent [12]bool
	var sOtherX [12]float64
	var sOtherY [12]float64
	var sOtherLane [12]int
	var sOtherSpeed [12]float64
	var sOtherDesired [12]float64
	for i := 0; i < p.Cars; i = rt.AddInt(i, 1, "env.go:206:27") {
		result4, sCounter0_3, sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed3 := rngSourceUint32(r.Key[0], r.Key[1], rCounter02, r.Counter[1], r.Counter[2], r.Counter[3], rBlock02, rBlock12, rBlock22, rBlock32, rUsed2)
		t7 := result4>>16*2 + result4&65535*2>>16
		t8 := rt.AddInt(rt.AddInt(lane, 1, "env.go:207:16"), rt.IntOf(t7>>16+t7&65535>>16, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:83:9"), "env.go:207:20") % 3
		lane = t8
		t9 := rt.Index(i, 12, "env.go:208:3")
		sPresent[t9] = true
		result5, sCounter0_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed4 := rngSourceUint32(r.Key[0], r.Key[1], sCounter0_3, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed3)
		t10 := float64(t6 * float64(float64(rt.AddInt(i, 1, "env.go:209:45"))+float64(float64(float64(float64(result5>>8)*5.960464477539063e-08)*0.4)+-0.2)))
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
	sSpeed3 := s.Speed
	sY3 := s.Y
	sPresent2 := [12]bool{s.Present[0], s.Present[1], s.Present[2], s.Present[3], s.Present[4], s.Present[5], s.Present[6], s.Present[7], s.Present[8], s.Present[9], s.Present[10], s.Present[11]}
	sOtherX2 := [12]float64{s.OtherX[0], s.OtherX[1], s.OtherX[2], s.OtherX[3], s.OtherX[4], s.OtherX[5], s.OtherX[6], s.OtherX[7], s.OtherX[8], s.OtherX[9], s.OtherX[10], s.OtherX[11]}
	sOtherY2 := [12]float64{s.OtherY[0], s.OtherY[1], s.OtherY[2], s.OtherY[3], s.OtherY[4], s.OtherY[5], s.OtherY[6], s.OtherY[7], s.OtherY[8], s.OtherY[9], s.OtherY[10], s.OtherY[11]}
	sOtherLane2 := [12]int{s.OtherLane[0], s.OtherLane[1], s.OtherLane[2], s.OtherLane[3], s.OtherLane[4], s.OtherLane[5], s.OtherLane[6], s.OtherLane[7], s.OtherLane[8], s.OtherLane[9], s.OtherLane[10], s.OtherLane[11]}
	sOtherSpeed2 := [12]float64{s.OtherSpeed[0], s.OtherSpeed[1], s.OtherSpeed[2], s.OtherSpeed[3], s.OtherSpeed[4], s.OtherSpeed[5], s.OtherSpeed[6], s.OtherSpeed[7], s.OtherSpeed[8], s.OtherSpeed[9], s.OtherSpeed[10], s.OtherSpeed[11]}
	sOtherDesired2 := [12]float64{s.OtherDesired[0], s.OtherDesired[1], s.OtherDesired[2], s.OtherDesired[3], s.OtherDesired[4], s.OtherDesired[5], s.OtherDesired[6], s.OtherDesired[7], s.OtherDesired[8], s.OtherDesired[9], s.OtherDesired[10], s.OtherDesired[11]}
	sTravelled3 := s.Travelled
	sTurn3 := s.Turn
	sCrashed3 := s.Crashed
	t := float64(s.Desired + a.SpeedChange)
	t2 := rt.Select(t < 13.0, 13.0, rt.Select(t > 31.0, 31.0, t))
	t3 := min(max(rt.AddInt(s.Lane, a.LaneChange, "env.go:233:25"), 0), 2)
	var ok bool
	for i := 0; i < 2 && !sCrashed3; i = rt.AddInt(i, 1, "env.go:234:43") {
		sPresent2_2 := sPresent2[0]
		sPresent2_3 := sPresent2[1]
		sPresent2_4 := sPresent2[2]
		sPresent2_5 := sPresent2[3]
		sPresent2_6 := sPresent2[4]
		sPresent2_7 := sPresent2[5]
		sPresent2_8 := sPresent2[6]
		sPresent2_9 := sPresent2[7]
		sPresent2_10 := sPresent2[8]
		sPresent2_11 := sPresent2[9]
		sPresent2_12 := sPresent2[10]
		sPresent2_13 := sPresent2[11]
		sOtherDesired2_2 := sOtherDesired2[0]
		sOtherDesired2_3 := sOtherDesired2[1]
		sOtherDesired2_4 := sOtherDesired2[2]
		sOtherDesired2_5 := sOtherDesired2[3]
		sOtherDesired2_6 := sOtherDesired2[4]
		sOtherDesired2_7 := sOtherDesired2[5]
		sOtherDesired2_8 := sOtherDesired2[6]
		sOtherDesired2_9 := sOtherDesired2[7]
		sOtherDesired2_10 := sOtherDesired2[8]
		sOtherDesired2_11 := sOtherDesired2[9]
		sOtherDesired2_12 := sOtherDesired2[10]
		sOtherDesired2_13 := sOtherDesired2[11]
		var lanes [12]uint32
		cars := 0
		i2 := 0
		var acceleration [12]float64
		i22 := 0
		ok2 := false
		stay := 0.0
		best := 0.0
		k := 0
		within := uint32(0)
		vAhead4 := 0.0
		vAheadSpeed4 := 0.0
		vBehind5 := 0.0
		vBehindSpeed5 := 0.0
		vBehindDesired5 := 0.0
		j := 0
		i3 := 0
		ok3 := false
		vBehind2 := 0.0
		vBehindSpeed2 := 0.0
		vBehindDesired2 := 0.0
		vBehind22 := 0.0
		vBehindSpeed22 := 0.0
		vBehindDesired22 := 0.0
		own := 0.0
		merit := 0.0
		safe := false
		sPresent := [12]bool{sPresent2_2, sPresent2_3, sPresent2_4, sPresent2_5, sPresent2_6, sPresent2_7, sPresent2_8, sPresent2_9, sPresent2_10, sPresent2_11, sPresent2_12, sPresent2_13}
		sOtherX := [12]float64{sOtherX2[0], sOtherX2[1], sOtherX2[2], sOtherX2[3], sOtherX2[4], sOtherX2[5], sOtherX2[6], sOtherX2[7], sOtherX2[8], sOtherX2[9], sOtherX2[10], sOtherX2[11]}
		sOtherY := [12]float64{sOtherY2[0], sOtherY2[1], sOtherY2[2], sOtherY2[3], sOtherY2[4], sOtherY2[5], sOtherY2[6], sOtherY2[7], sOtherY2[8], sOtherY2[9], sOtherY2[10], sOtherY2[11]}
		sOtherLane := [12]int{sOtherLane2[0], sOtherLane2[1], sOtherLane2[2], sOtherLane2[3], sOtherLane2[4], sOtherLane2[5], sOtherLane2[6], sOtherLane2[7], sOtherLane2[8], sOtherLane2[9], sOtherLane2[10], sOtherLane2[11]}
		sOtherSpeed := [12]float64{sOtherSpeed2[0], sOtherSpeed2[1], sOtherSpeed2[2], sOtherSpeed2[3], sOtherSpeed2[4], sOtherSpeed2[5], sOtherSpeed2[6], sOtherSpeed2[7], sOtherSpeed2[8], sOtherSpeed2[9], sOtherSpeed2[10], sOtherSpeed2[11]}
		sOtherDesired := [12]float64{sOtherDesired2_2, sOtherDesired2_3, sOtherDesired2_4, sOtherDesired2_5, sOtherDesired2_6, sOtherDesired2_7, sOtherDesired2_8, sOtherDesired2_9, sOtherDesired2_10, sOtherDesired2_11, sOtherDesired2_12, sOtherDesired2_13}
		sCrashed22 := sCrashed3
		t4 := rt.Let(uint32(1))<<uint32(t3) | rt.Let(uint32(1))<<uint32(rt.ToInt(float64(float64(float64(sY3-1.0)/3.6)+0.5))) | rt.Let(uint32(1))<<uint32(rt.ToInt(float64(float64(float64(sY3+1.0)/3.6)+0.5)))
		for ; ; i2 = rt.AddInt(i2, 1, "env.go:247:44") {
			ok = i2 < 12 && sPresent[rt.Index(i2, 12, "env.go:247:29")]
			if !ok {
				break
			}
			t5 := rt.Index(i2, 12, "env.go:248:3")
			sOtherY3 := sOtherY[t5]
			lanes[t5] = rt.Let(uint32(1))<<uint32(sOtherLane[t5]) | rt.Let(uint32(1))<<uint32(rt.ToInt(float64(float64(float64(sOtherY3-1.0)/3.6)+0.5))) | rt.Let(uint32(1))<<uint32(rt.ToInt(float64(float64(float64(sOtherY3+1.0)/3.6)+0.5)))
			cars = rt.AddInt(cars, 1, "env.go:249:7")
		}
		t6 := rt.Index(sTurn3, 12, "env.go:252:12")
		chosen := sOtherLane[t6]
		for ; i22 < cars; i22 = rt.AddInt(i22, 1, "env.go:253:25") {
			if i22 == sTurn3 {
				t7 := rt.Index(i22, 12, "env.go:255:30")
				ok2 = math64.Abs(float64(sOtherY[t7]-float64(float64(sOtherLane[t7])*3.6))) < 0.01
			} else {
				ok2 = false
			}
			t8 := rt.Select(ok2, 3, 1)
			t9 := rt.Index(i22, 12, "env.go:258:24")
			sOtherX3 := sOtherX[t9]
			sOtherSpeed3 := sOtherSpeed[t9]
			sOtherDesired3 := sOtherDesired[t9]
			stay = 0.0
			best = 0.2
			k = 0
			for ; k < t8; k = rt.AddInt(k, 1, "env.go:259:29") {
				t10 := rt.SubInt(rt.AddInt(sOtherLane[t9], k%2, "env.go:260:27"), k/2, "env.go:260:33")
				if t10 < 0 || t10 >= 3 {
					continue
				}
				within = rt.Let(uint32(1)) << uint32(t10)
				t11 := k == 0
				if t11 {
					within = lanes[t9]
				}
				vBehindSpeed2 = 0.0
				vBehindDesired2 = 0.0
				vBehind2 = 150.0
				t12 := float64(0.0 - sOtherX3)
				t13 := rt.Select(t12 >= 150.0, float64(t12-300.0), rt.Select(t12 < -150.0, float64(t12+300.0), t12))
				t14 := t4&within != 0
				t15 := t14 && t13 >= 0.0 && t13 < 150.0
				t16 := -t13
				if t14 && t13 < 0.0 && t16 < 150.0 {
					vBehind2 = t16
					vBehindSpeed2 = sSpeed3
					vBehindDesired2 = t2
				}
				vAhead4 = rt.Select(t15, t13, 150.0)
				vAheadSpeed4 = rt.Select(t15, sSpeed3, 0.0)
				vBehind5 = vBehind2
				vBehindSpeed5 = vBehindSpeed2
				vBehindDesired5 = vBehindDesired2
				j = 0
				for ; j < cars; j = rt.AddInt(j, 1, "env.go:270:27") {
					if j != i22 {
						t17 := rt.Index(j, 12, "env.go:272:25")
						sOtherSpeed4 := sOtherSpeed[t17]
						vBehind22 = vBehind5
						vBehindSpeed22 = vBehindSpeed5
						vBehindDesired22 = vBehindDesired5
						t18 := float64(sOtherX[t17] - sOtherX3)
						t19 := rt.Select(t18 >= 150.0, float64(t18-300.0), rt.Select(t18 < -150.0, float64(t18+300.0), t18))
						t20 := lanes[t17]&within != 0
						t21 := t20 && t19 >= 0.0 && t19 < vAhead4
						t22 := -t19
						if t20 && t19 < 0.0 && t22 < vBehind5 {
							vBehind22 = t22
							vBehindSpeed22 = sOtherSpeed4
							vBehindDesired22 = sOtherDesired[t17]
						}
						vAhead4 = rt.Select(t21, t19, vAhead4)
						vAheadSpeed4 = rt.Select(t21, sOtherSpeed4, vAheadSpeed4)
						vBehind5 = vBehind22
						vBehindSpeed5 = vBehindSpeed22
						vBehindDesired5 = vBehindDesired22
					}
				}
				driverModel := envDriverModel(sOtherSpeed3, sOtherDesired3, vAhead4, vAheadSpeed4)
				if vBehind5 >= 150.0 {
					own = driverModel
					merit = driverModel
					safe = driverModel >= -2.5
				} else {
					driverModel2 := envDriverModel(vBehindSpeed5, vBehindDesired5, float64(vAhead4+vBehind5), vAheadSpeed4)
					driverModel3 := envDriverModel(vBehindSpeed5, vBehindDesired5, vBehind5, sOtherSpeed3)
					own = driverModel
					merit = float64(driverModel - float64(float64(driverModel2-driverModel3)*0.3))
					safe = math64.Min(driverModel, driverModel3) >= -2.5
				}
				if t11 {
					acceleration[t9] = own
					stay = merit
				} else {
					t23 := float64(merit - stay)
					t24 := safe && t23 > best
					chosen = rt.Select(t24, t10, chosen)
					best = rt.Select(t24, t23, best)
				}
			}
		}
		sOtherLane[t6] = chosen
		t25 := rt.AddInt(sTurn3, 1, "env.go:284:19")
		t26 := float64(float64(t2-sSpeed3) / 0.6)
		max2 := math64.Max(0.0, float64(sSpeed3+float64(rt.Select(t26 < -7.0, -7.0, rt.Select(t26 > 2.5, 2.5, t26))*0.25)))
		t27 := float64(float64(float64(sSpeed3+max2)*0.25) * 0.5)
		t28 := float64(float64(float64(t3)*3.6) - sY3)
		t29 := float64(sY3 + rt.Select(t28 < -0.45, -0.45, rt.Select(t28 > 0.45, 0.45, t28)))
		for ; i3 < cars; i3 = rt.AddInt(i3, 1, "env.go:291:25") {
			t30 := rt.Index(i3, 12, "env.go:292:3")
			sOtherSpeed5 := sOtherSpeed[t30]
			max3 := math64.Max(0.0, float64(sOtherSpeed5+float64(acceleration[t30]*0.25)))
			t31 := float64(float64(sOtherX[t30]+float64(float64(float64(sOtherSpeed5+max3)*0.25)*0.5)) - t27)
			t32 := rt.Select(t31 >= 150.0, float64(t31-300.0), rt.Select(t31 < -150.0, float64(t31+300.0), t31))
			sOtherX[t30] = t32
			sOtherSpeed[t30] = max3
			sOtherY4 := sOtherY[t30]
			t33 := float64(float64(float64(sOtherLane[t30])*3.6) - sOtherY4)
			t34 := float64(sOtherY4 + rt.Select(t33 < -0.45, -0.45, rt.Select(t33 > 0.45, 0.45, t33)))
			sOtherY[t30] = t34
			ok3 = math64.Abs(t32) < 4.6 && math64.Abs(float64(t34-t29)) < 2.0
			sCrashed22 = rt.Select(ok3, true, sCrashed22)
		}
		sSpeed3 = max2
		sY3 = t29
		sPresent2 = [12]bool{sPresent2_2, sPresent2_3, sPresent2_4, sPresent2_5, sPresent2_6, sPresent2_7, sPresent2_8, sPresent2_9, sPresent2_10, sPresent2_11, sPresent2_12, sPresent2_13}
		sOtherX2 = [12]float64{sOtherX[0], sOtherX[1], sOtherX[2], sOtherX[3], sOtherX[4], sOtherX[5], sOtherX[6], sOtherX[7], sOtherX[8], sOtherX[9], sOtherX[10], sOtherX[11]}
		sOtherY2 = [12]float64{sOtherY[0], sOtherY[1], sOtherY[2], sOtherY[3], sOtherY[4], sOtherY[5], sOtherY[6], sOtherY[7], sOtherY[8], sOtherY[9], sOtherY[10], sOtherY[11]}
		sOtherLane2 = [12]int{sOtherLane[0], sOtherLane[1], sOtherLane[2], sOtherLane[3], sOtherLane[4], sOtherLane[5], sOtherLane[6], sOtherLane[7], sOtherLane[8], sOtherLane[9], sOtherLane[10], sOtherLane[11]}
		sOtherSpeed2 = [12]float64{sOtherSpeed[0], sOtherSpeed[1], sOtherSpeed[2], sOtherSpeed[3], sOtherSpeed[4], sOtherSpeed[5], sOtherSpeed[6], sOtherSpeed[7], sOtherSpeed[8], sOtherSpeed[9], sOtherSpeed[10], sOtherSpeed[11]}
		sOtherDesired2 = [12]float64{sOtherDesired2_2, sOtherDesired2_3, sOtherDesired2_4, sOtherDesired2_5, sOtherDesired2_6, sOtherDesired2_7, sOtherDesired2_8, sOtherDesired2_9, sOtherDesired2_10, sOtherDesired2_11, sOtherDesired2_12, sOtherDesired2_13}
		sTravelled3 = float64(sTravelled3 + t27)
		sTurn3 = t25 % 12
		sCrashed3 = sCrashed22
	}
	t35 := float64(s.Time + 0.5)
	sPresent2_14 := sPresent2[0]
	sPresent2_15 := sPresent2[1]
	sPresent2_16 := sPresent2[2]
	sPresent2_17 := sPresent2[3]
	sPresent2_18 := sPresent2[4]
	sPresent2_19 := sPresent2[5]
	sPresent2_20 := sPresent2[6]
	sPresent2_21 := sPresent2[7]
	sPresent2_22 := sPresent2[8]
	sPresent2_23 := sPresent2[9]
	sPresent2_24 := sPresent2[10]
	sPresent2_25 := sPresent2[11]
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
	sOtherLane2_2 := sOtherLane2[0]
	sOtherLane2_3 := sOtherLane2[1]
	sOtherLane2_4 := sOtherLane2[2]
	sOtherLane2_5 := sOtherLane2[3]
	sOtherLane2_6 := sOtherLane2[4]
	sOtherLane2_7 := sOtherLane2[5]
	sOtherLane2_8 := sOtherLane2[6]
	sOtherLane2_9 := sOtherLane2[7]
	sOtherLane2_10 := sOtherLane2[8]
	sOtherLane2_11 := sOtherLane2[9]
	sOtherLane2_12 := sOtherLane2[10]
	sOtherLane2_13 := sOtherLane2[11]
	result.Speed = sSpeed3
	result.Desired = t2
	result.Y = sY3
	result.Lane = t3
	result.Present[0] = sPresent2_14
	result.Present[1] = sPresent2_15
	result.Present[2] = sPresent2_16
	result.Present[3] = sPresent2_17
	result.Present[4] = sPresent2_18
	result.Present[5] = sPresent2_19
	result.Present[6] = sPresent2_20
	result.Present[7] = sPresent2_21
	result.Present[8] = sPresent2_22
	result.Present[9] = sPresent2_23
	result.Present[10] = sPresent2_24
	result.Present[11] = sPresent2_25
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
	result.OtherLane[0] = sOtherLane2_2
	result.OtherLane[1] = sOtherLane2_3
	result.OtherLane[2] = sOtherLane2_4
	result.OtherLane[3] = sOtherLane2_5
	result.OtherLane[4] = sOtherLane2_6
	result.OtherLane[5] = sOtherLane2_7
	result.OtherLane[6] = sOtherLane2_8
	result.OtherLane[7] = sOtherLane2_9
	result.OtherLane[8] = sOtherLane2_10
	result.OtherLane[9] = sOtherLane2_11
	result.OtherLane[10] = sOtherLane2_12
	result.OtherLane[11] = sOtherLane2_13
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
	result.OtherDesired[0] = sOtherDesired2[0]
	result.OtherDesired[1] = sOtherDesired2[1]
	result.OtherDesired[2] = sOtherDesired2[2]
	result.OtherDesired[3] = sOtherDesired2[3]
	result.OtherDesired[4] = sOtherDesired2[4]
	result.OtherDesired[5] = sOtherDesired2[5]
	result.OtherDesired[6] = sOtherDesired2[6]
	result.OtherDesired[7] = sOtherDesired2[7]
	result.OtherDesired[8] = sOtherDesired2[8]
	result.OtherDesired[9] = sOtherDesired2[9]
	result.OtherDesired[10] = sOtherDesired2[10]
	result.OtherDesired[11] = sOtherDesired2[11]
	result.Travelled = sTravelled3
	result.Time = t35
	result.Turn = sTurn3
	result.Crashed = sCrashed3
	return result
}

func compiledObserve(s State, r *rng.Source) (result Observation) {
	sPresent := [12]bool{s.Present[0], s.Present[1], s.Present[2], s.Present[3], s.Present[4], s.Present[5], s.Present[6], s.Present[7], s.Present[8], s.Present[9], s.Present[10], s.Present[11]}
	sOtherX := [12]float64{s.OtherX[0], s.OtherX[1], s.OtherX[2], s.OtherX[3], s.OtherX[4], s.OtherX[5], s.OtherX[6], s.OtherX[7], s.OtherX[8], s.OtherX[9], s.OtherX[10], s.OtherX[11]}
	sOtherY := [12]float64{s.OtherY[0], s.OtherY[1], s.OtherY[2], s.OtherY[3], s.OtherY[4], s.OtherY[5], s.OtherY[6], s.OtherY[7], s.OtherY[8], s.OtherY[9], s.OtherY[10], s.OtherY[11]}
	sOtherLane := [12]int{s.OtherLane[0], s.OtherLane[1], s.OtherLane[2], s.OtherLane[3], s.OtherLane[4], s.OtherLane[5], s.OtherLane[6], s.OtherLane[7], s.OtherLane[8], s.OtherLane[9], s.OtherLane[10], s.OtherLane[11]}
	sOtherSpeed := [12]float64{s.OtherSpeed[0], s.OtherSpeed[1], s.OtherSpeed[2], s.OtherSpeed[3], s.OtherSpeed[4], s.OtherSpeed[5], s.OtherSpeed[6], s.OtherSpeed[7], s.OtherSpeed[8], s.OtherSpeed[9], s.OtherSpeed[10], s.OtherSpeed[11]}
	t := float64(float64(float64(s.Lane)*3.6) - s.Y)
	var oAhead0 float64
	var oAhead1 float64
	var oAhead2 float64
	var oClosing0 float64
	var oClosing1 float64
	var oClosing2 float64
	var oBehind0 float64
	var oBehind1 float64
	var oBehind2 float64
	var oPressing0 float64
	var oPressing1 float64
	var oPressing2 float64
	for k := 0; k < 3; k = rt.AddInt(k, 1, "env.go:374:22") {
		t2 := rt.SubInt(rt.AddInt(s.Lane, k, "env.go:375:21"), 1, "env.go:375:25")
		if t2 >= 0 && t2 < 3 {
			resultAhead, resultClosing, resultBehind, resultPressing := envRoomIn(s.Speed, s.Present[0], s.Present[1], s.Present[2], s.Present[3], s.Present[4], s.Present[5], s.Present[6], s.Present[7], s.Present[8], s.Present[9], s.Present[10], s.Present[11], s.OtherX[0], s.OtherX[1], s.OtherX[2], s.OtherX[3], s.OtherX[4], s.OtherX[5], s.OtherX[6], s.OtherX[7], s.OtherX[8], s.OtherX[9], s.OtherX[10], s.OtherX[11], s.OtherY[0], s.OtherY[1], s.OtherY[2], s.OtherY[3], s.OtherY[4], s.OtherY[5], s.OtherY[6], s.OtherY[7], s.OtherY[8], s.OtherY[9], s.OtherY[10], s.OtherY[11], s.OtherLane[0], s.OtherLane[1], s.OtherLane[2], s.OtherLane[3], s.OtherLane[4], s.OtherLane[5], s.OtherLane[6], s.OtherLane[7], s.OtherLane[8], s.OtherLane[9], s.OtherLane[10], s.OtherLane[11], s.OtherSpeed[0], s.OtherSpeed[1], s.OtherSpeed[2], s.OtherSpeed[3], s.OtherSpeed[4], s.OtherSpeed[5], s.OtherSpeed[6], s.OtherSpeed[7], s.OtherSpeed[8], s.OtherSpeed[9], s.OtherSpeed[10], s.OtherSpeed[11], t2)
			t3 := rt.Index(k, 3, "env.go:377:4")
			t4 := t3 == 0
			oAhead0 = rt.Select(t4, resultAhead, oAhead0)
			t5 := t3 == 1
			oAhead1 = rt.Select(t5, resultAhead, oAhead1)
			t6 := t3 == 2
			oAhead2 = rt.Select(t6, resultAhead, oAhead2)
			oClosing0 = rt.Select(t4, resultClosing, oClosing0)
			oClosing1 = rt.Select(t5, resultClosing, oClosing1)
			oClosing2 = rt.Select(t6, resultClosing, oClosing2)
			oBehind0 = rt.Select(t4, resultBehind, oBehind0)
			oBehind1 = rt.Select(t5, resultBehind, oBehind1)
			oBehind2 = rt.Select(t6, resultBehind, oBehind2)
			oPressing0 = rt.Select(t4, resultPressing, oPressing0)
			oPressing1 = rt.Select(t5, resultPressing, oPressing1)
			oPressing2 = rt.Select(t6, resultPressing, oPressing2)
		}
	}
	var distance [12]float64
	var cars int
	var ok bool
	for i := 0; ; i = rt.AddInt(i, 1, "env.go:382:44") {
		ok = i < 12 && sPresent[rt.Index(i, 12, "env.go:382:29")]
		if !ok {
			break
		}
		t7 := rt.Index(i, 12, "env.go:383:13")
		t8 := float64(sOtherY[t7] - s.Y)
		sOtherX2 := sOtherX[t7]
		distance[t7] = float64(float64(sOtherX2*sOtherX2) + float64(t8*t8))
		cars = rt.AddInt(cars, 1, "env.go:385:7")
	}
	var oPresent [6]bool
	var oOtherX [6]float64
	var oOtherY [6]float64
	var oOtherSpeed [6]float64
	var oOtherShift [6]float64
	for k2 := 0; k2 < 6; k2 = rt.AddInt(k2, 1, "env.go:387:25") {
		nearest := 0
		least := 1e+06
		for i2 := 0; i2 < cars; i2 = rt.AddInt(i2, 1, "env.go:389:26") {
			distance2 := distance[rt.Index(i2, 12, "env.go:390:7")]
			t9 := distance2 < least
			nearest = rt.Select(t9, i2, nearest)
			least = rt.Select(t9, distance2, least)
		}
		if least == 1e+06 {
			oOtherX[rt.Index(k2, 6, "env.go:395:4")] = 150.0
			continue
		}
		t10 := rt.Index(nearest, 12, "env.go:398:3")
		distance[t10] = 1e+06
		t11 := rt.Index(k2, 6, "env.go:399:3")
		oPresent[t11] = true
		sOtherY2 := sOtherY[t10]
		oOtherX[t11] = sOtherX[t10]
		oOtherY[t11] = float64(sOtherY2 - s.Y)
		oOtherSpeed[t11] = float64(sOtherSpeed[t10] - s.Speed)
		oOtherShift[t11] = float64(float64(float64(sOtherLane[t10])*3.6) - sOtherY2)
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
	result.Ahead[0] = oAhead0
	result.Ahead[1] = oAhead1
	result.Ahead[2] = oAhead2
	result.Closing[0] = oClosing0
	result.Closing[1] = oClosing1
	result.Closing[2] = oClosing2
	result.Behind[0] = oBehind0
	result.Behind[1] = oBehind1
	result.Behind[2] = oBehind2
	result.Pressing[0] = oPressing0
	result.Pressing[1] = oPressing1
	result.Pressing[2] = oPressing2
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
	resultAhead, resultClosing, _, _ := envRoomIn(next.Speed, next.Present[0], next.Present[1], next.Present[2], next.Present[3], next.Present[4], next.Present[5], next.Present[6], next.Present[7], next.Present[8], next.Present[9], next.Present[10], next.Present[11], next.OtherX[0], next.OtherX[1], next.OtherX[2], next.OtherX[3], next.OtherX[4], next.OtherX[5], next.OtherX[6], next.OtherX[7], next.OtherX[8], next.OtherX[9], next.OtherX[10], next.OtherX[11], next.OtherY[0], next.OtherY[1], next.OtherY[2], next.OtherY[3], next.OtherY[4], next.OtherY[5], next.OtherY[6], next.OtherY[7], next.OtherY[8], next.OtherY[9], next.OtherY[10], next.OtherY[11], next.OtherLane[0], next.OtherLane[1], next.OtherLane[2], next.OtherLane[3], next.OtherLane[4], next.OtherLane[5], next.OtherLane[6], next.OtherLane[7], next.OtherLane[8], next.OtherLane[9], next.OtherLane[10], next.OtherLane[11], next.OtherSpeed[0], next.OtherSpeed[1], next.OtherSpeed[2], next.OtherSpeed[3], next.OtherSpeed[4], next.OtherSpeed[5], next.OtherSpeed[6], next.OtherSpeed[7], next.OtherSpeed[8], next.OtherSpeed[9], next.OtherSpeed[10], next.OtherSpeed[11], next.Lane)
	t2 := float64(1.0 - float64(resultAhead/math64.Max(1.0, float64(float64(next.Speed*0.5)+float64(resultClosing*1.5)))))
	t3 := float64(rt.Select(t2 < 0.0, 0.0, rt.Select(t2 > 1.0, 1.0, t2)) * -0.1)
	t4 := rt.Select(next.Lane != s.Lane, -0.02, 0.0)
	t5 := rt.Select(next.Crashed, -6.0, 0.0)
	return float64(float64(float64(t+t3)+t4) + t5), map[string]float64{"change": t4, "crash": t5, "distance": t3, "speed": t}
}
