// Code generated from env.go and task.go by go generate ./envs/builtin; DO NOT EDIT.

package minefield

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

func envBlockAt(seed uint32, x, y int) (int, int, int, int) {
	t := seed + uint32(x)*0x9E3779B9
	t2 := (t ^ t>>16) * 0x7FEB352D
	t3 := (t2 ^ t2>>15) * 0x846CA68B
	t4 := t3 ^ t3>>16 + uint32(y)*0x85EBCA6B
	t5 := (t4 ^ t4>>16) * 0x7FEB352D
	t6 := (t5 ^ t5>>15) * 0x846CA68B
	t7 := t6 ^ t6>>16
	t8 := rt.AddInt(rt.MulInt(rt.IntOf(t7>>8&255, "env.go:208:9"), 7, "env.go:208:20")>>8, 1, "env.go:193:13")
	t9 := rt.AddInt(rt.MulInt(rt.IntOf(t7>>16&255, "env.go:208:9"), 6, "env.go:208:20")>>8, 1, "env.go:194:13")
	return rt.AddInt(rt.MulInt(rt.IntOf(t7&255, "env.go:208:9"), 6, "env.go:208:20")>>8, 1, "env.go:192:13"), t8, rt.Select(t9 >= t8, rt.AddInt(t9, 1, "env.go:198:10"), t9), rt.Select(x == 0 && y == 0, 100, rt.MulInt(rt.IntOf(t7>>24, "env.go:208:9"), 100, "env.go:208:20")>>8)
}

func envLooked(sSeed uint32, sTrees, sAgentX, sAgentY, sHeading int, sSeenTree bool, sTreeX, sTreeY int) (bool, int, int) {
	sSeenTree2 := sSeenTree
	sTreeX2 := sTreeX
	sTreeY2 := sTreeY
	t := sHeading == 0
	var resultX int
	var resultY int
	if t {
		resultX = 1
	} else {
		t2 := sHeading == 1
		t3 := sHeading == 2
		resultY = rt.Select(t2, 1, rt.Select(t3, 0, -1))
		resultX = rt.Select(t2, 0, rt.Select(t3, -1, 0))
	}
	t4 := rt.SubInt(sAgentX, rt.MulInt(resultY, 3, "env.go:128:45"), "env.go:128:39")
	t5 := rt.AddInt(sAgentY, rt.MulInt(resultX, 3, "env.go:128:82"), "env.go:128:76")
	var resultX2 int
	var resultY2 int
	if t {
		resultX2 = 1
	} else {
		t6 := sHeading == 1
		t7 := sHeading == 2
		resultY2 = rt.Select(t6, 1, rt.Select(t7, 0, -1))
		resultX2 = rt.Select(t6, 0, rt.Select(t7, -1, 0))
	}
	t8 := rt.SubInt(rt.AddInt(sAgentX, rt.MulInt(resultX2, 7, "env.go:128:34"), "env.go:128:27"), rt.MulInt(resultY2, -3, "env.go:128:45"), "env.go:128:39")
	t9 := rt.AddInt(rt.AddInt(sAgentY, rt.MulInt(resultY2, 7, "env.go:128:71"), "env.go:128:64"), rt.MulInt(resultX2, -3, "env.go:128:82"), "env.go:128:76")
	var ok bool
	var ok2 bool
	var ok3 bool
	var resultX3 int
	for i := 0; i < 4; i = rt.AddInt(i, 1, "env.go:331:22") {
		t10 := rt.AddInt(min(t4, t8)>>3, i&1, "env.go:332:27")
		t11 := rt.AddInt(min(t5, t9)>>3, i>>1, "env.go:332:49")
		resultHeight, _, resultTreeX, resultTree := envBlockAt(sSeed, t10, t11)
		t12 := rt.AddInt(rt.MulInt(t10, 8, "env.go:334:20"), resultTreeX, "env.go:334:23")
		t13 := rt.AddInt(rt.AddInt(rt.MulInt(t11, 8, "env.go:334:42"), resultHeight, "env.go:334:45"), 1, "env.go:334:60")
		if resultTree < sTrees {
			resultY3 := 0
			if t {
				resultX3 = 1
			} else {
				t14 := sHeading == 1
				t15 := sHeading == 2
				resultY3 = rt.Select(t14, 1, rt.Select(t15, 0, -1))
				resultX3 = rt.Select(t14, 0, rt.Select(t15, -1, 0))
			}
			t16 := rt.SubInt(t12, sAgentX, "env.go:346:13")
			t17 := rt.SubInt(t13, sAgentY, "env.go:346:28")
			t18 := rt.AddInt(rt.MulInt(t16, resultX3, "env.go:347:10"), rt.MulInt(t17, resultY3, "env.go:347:18"), "env.go:347:15")
			t19 := rt.SubInt(rt.MulInt(t17, resultX3, "env.go:347:25"), rt.MulInt(t16, resultY3, "env.go:347:33"), "env.go:347:30")
			ok = t18 >= 0 && t18 < 8 && t19 >= -3 && t19 <= 3
		} else {
			ok = false
		}
		if ok {
			if sSeenTree2 {
				ok2 = rt.AddInt(max(rt.SubInt(sAgentX, t12, "env.go:139:16"), rt.SubInt(t12, sAgentX, "env.go:139:25")), max(rt.SubInt(sAgentY, t13, "env.go:139:40"), rt.SubInt(t13, sAgentY, "env.go:139:49")), "env.go:139:31") < rt.AddInt(max(rt.SubInt(sAgentX, sTreeX2, "env.go:139:16"), rt.SubInt(sTreeX2, sAgentX, "env.go:139:25")), max(rt.SubInt(sAgentY, sTreeY2, "env.go:139:40"), rt.SubInt(sTreeY2, sAgentY, "env.go:139:49")), "env.go:139:31")
			} else {
				ok2 = true
			}
			ok3 = ok2
		} else {
			ok3 = false
		}
		if ok3 {
			sSeenTree2 = true
			sTreeX2 = t12
			sTreeY2 = t13
		}
	}
	return sSeenTree2, sTreeX2, sTreeY2
}

func envGround(sSeed uint32, sLava, sTrees, cX, cY int) int {
	t := cX >> 3
	t2 := cY >> 3
	resultHeight, resultLink, resultTreeX, resultTree := envBlockAt(sSeed, t, t2)
	t3 := cX & 7
	t4 := cY & 7
	var ok bool
	if resultTree < sTrees && t3 == resultTreeX {
		ok = t4 == rt.AddInt(resultHeight, 1, "env.go:148:62")
	}
	if ok {
		return 2
	}
	var result bool
	if t4 == resultHeight || t3 == resultLink && t4 > resultHeight {
		result = true
	} else if t3 == 0 {
		resultHeight2, _, _, _ := envBlockAt(sSeed, rt.SubInt(t, 1, "env.go:231:33"), t2)
		result = min(resultHeight2, resultHeight) <= t4 && t4 <= max(resultHeight2, resultHeight)
	} else {
		var ok2 bool
		if t4 < resultHeight {
			_, resultLink2, _, _ := envBlockAt(sSeed, t, rt.SubInt(t2, 1, "env.go:234:60"))
			ok2 = t3 == resultLink2
		}
		result = ok2
	}
	if result {
		return 0
	}
	t5 := cX >> 2
	t6 := cY >> 2
	t7 := cX & 3
	t8 := cY & 3
	t9 := sSeed ^ 0xFFFFFFFF
	t10 := t9 + uint32(t5)*0x9E3779B9
	t11 := (t10 ^ t10>>16) * 0x7FEB352D
	t12 := (t11 ^ t11>>15) * 0x846CA68B
	t13 := t12 ^ t12>>16
	t14 := uint32(t6) * 0x85EBCA6B
	t15 := t13 + t14
	t16 := (t15 ^ t15>>16) * 0x7FEB352D
	t17 := (t16 ^ t16>>15) * 0x846CA68B
	t18 := rt.IntOf((t17^t17>>16)&255, "env.go:252:9")
	t19 := rt.SubInt(4, t7, "env.go:245:31")
	t20 := t9 + uint32(rt.AddInt(t5, 1, "env.go:245:50"))*0x9E3779B9
	t21 := (t20 ^ t20>>16) * 0x7FEB352D
	t22 := (t21 ^ t21>>15) * 0x846CA68B
	t23 := t22 ^ t22>>16
	t24 := t23 + t14
	t25 := (t24 ^ t24>>16) * 0x7FEB352D
	t26 := (t25 ^ t25>>15) * 0x846CA68B
	t27 := uint32(rt.AddInt(t6, 1, "env.go:246:27")) * 0x85EBCA6B
	t28 := t13 + t27
	t29 := (t28 ^ t28>>16) * 0x7FEB352D
	t30 := (t29 ^ t29>>15) * 0x846CA68B
	t31 := t23 + t27
	t32 := (t31 ^ t31>>16) * 0x7FEB352D
	t33 := (t32 ^ t32>>15) * 0x846CA68B
	if rt.AddInt(rt.MulInt(rt.AddInt(rt.MulInt(t18, t19, "env.go:245:28"), rt.MulInt(rt.IntOf((t26^t26>>16)&255, "env.go:252:9"), t7, "env.go:245:56"), "env.go:245:35"), rt.SubInt(4, t8, "env.go:247:17"), "env.go:247:14"), rt.MulInt(rt.AddInt(rt.MulInt(rt.IntOf((t30^t30>>16)&255, "env.go:252:9"), t19, "env.go:246:30"), rt.MulInt(rt.IntOf((t33^t33>>16)&255, "env.go:252:9"), t7, "env.go:246:60"), "env.go:246:37"), t8, "env.go:247:28"), "env.go:247:21") < rt.MulInt(sLava, 40, "env.go:152:34") {
		return 1
	}
	return 0
}

func compiledChoose(i int) (result Action) {
	result.Command = i
	return result
}

func compiledReset(p Params, r *rng.Source) (result State) {
	result2, sCounter0, sBlock0, sBlock1, sBlock2, sBlock3, sUsed := rngSourceUint32(r.Key[0], r.Key[1], r.Counter[0], r.Counter[1], r.Counter[2], r.Counter[3], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used)
	result3, sCounter0_2, sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed2 := rngSourceUint32(r.Key[0], r.Key[1], sCounter0, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0, sBlock1, sBlock2, sBlock3, sUsed)
	t := result3>>16*8 + result3&65535*8>>16
	t2 := rt.IntOf(t>>16+t&65535>>16, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:83:9")
	resultHeight, _, _, _ := envBlockAt(result2, t2>>3, 0)
	result4, sCounter0_3, sBlock0_3, sBlock1_3, sBlock2_3, sBlock3_3, sUsed3 := rngSourceUint32(r.Key[0], r.Key[1], sCounter0_2, r.Counter[1], r.Counter[2], r.Counter[3], sBlock0_2, sBlock1_2, sBlock2_2, sBlock3_2, sUsed2)
	t3 := result4>>16*4 + result4&65535*4>>16
	t4 := rt.IntOf(t3>>16+t3&65535>>16, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:83:9")
	rCounter02 := sCounter0_3
	rBlock02 := sBlock0_3
	rBlock12 := sBlock1_3
	rBlock22 := sBlock2_3
	rBlock32 := sBlock3_3
	rUsed2 := sUsed3
	var sAnimals0X int
	var sAnimals0Y int
	var sAnimals1X int
	var sAnimals1Y int
	var sAnimals2X int
	var sAnimals2Y int
	var sAnimals3X int
	var sAnimals3Y int
	var resultX int
	var resultY int
	for i := 0; i < 4; i = rt.AddInt(i, 1, "env.go:262:25") {
		if i == 0 {
			resultX = 1
			resultY = 0
		} else {
			t5 := i == 1
			t6 := i == 2
			resultX = rt.Select(t5, 0, rt.Select(t6, -1, 0))
			resultY = rt.Select(t5, 1, rt.Select(t6, 0, -1))
		}
		result5, sCounter0_4, sBlock0_4, sBlock1_4, sBlock2_4, sBlock3_4, sUsed4 := rngSourceUint32(r.Key[0], r.Key[1], rCounter02, r.Counter[1], r.Counter[2], r.Counter[3], rBlock02, rBlock12, rBlock22, rBlock32, rUsed2)
		t7 := result5>>16*8 + result5&65535*8>>16
		rCounter02 = sCounter0_4
		rBlock02 = sBlock0_4
		rBlock12 = sBlock1_4
		rBlock22 = sBlock2_4
		rBlock32 = sBlock3_4
		rUsed2 = sUsed4
		t8 := rt.AddInt(rt.MulInt(resultX, 8, "env.go:264:43"), rt.IntOf(t7>>16+t7&65535>>16, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:83:9"), "env.go:264:51")
		t9 := rt.MulInt(resultY, 8, "env.go:264:69") >> 3
		resultHeight2, _, _, _ := envBlockAt(result2, t8>>3, t9)
		t10 := rt.AddInt(rt.ShlInt(t9, 3, "env.go:271:8"), resultHeight2, "env.go:271:18")
		t11 := rt.Index(i, 4, "env.go:264:3")
		t12 := t11 == 0
		sAnimals0X = rt.Select(t12, t8, sAnimals0X)
		sAnimals0Y = rt.Select(t12, t10, sAnimals0Y)
		t13 := t11 == 1
		sAnimals1X = rt.Select(t13, t8, sAnimals1X)
		sAnimals1Y = rt.Select(t13, t10, sAnimals1Y)
		t14 := t11 == 2
		sAnimals2X = rt.Select(t14, t8, sAnimals2X)
		sAnimals2Y = rt.Select(t14, t10, sAnimals2Y)
		t15 := t11 == 3
		sAnimals3X = rt.Select(t15, t8, sAnimals3X)
		sAnimals3Y = rt.Select(t15, t10, sAnimals3Y)
	}
	resultSeenTree, resultTreeX, resultTreeY := envLooked(result2, p.Trees, t2, resultHeight, t4, false, 0, 0)
	result.Seed = result2
	result.Lava = p.Lava
	result.Trees = p.Trees
	result.Agent.X = t2
	result.Agent.Y = resultHeight
	result.Heading = t4
	result.Start.X = t2
	result.Start.Y = resultHeight
	result.Turned = 0
	result.Blows = 0
	result.SeenTree = resultSeenTree
	result.Tree.X = resultTreeX
	result.Tree.Y = resultTreeY
	result.Animals[0].X = sAnimals0X
	result.Animals[0].Y = sAnimals0Y
	result.Animals[1].X = sAnimals1X
	result.Animals[1].Y = sAnimals1Y
	result.Animals[2].X = sAnimals2X
	result.Animals[2].Y = sAnimals2Y
	result.Animals[3].X = sAnimals3X
	result.Animals[3].Y = sAnimals3Y
	result.About = p.Animals
	result.Time = 0
	r.Counter[0], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used = rCounter02, rBlock02, rBlock12, rBlock22, rBlock32, rUsed2
	return result
}

func compiledStep(s State, a Action, r *rng.Source) (result State) {
	sAgentX4 := s.Agent.X
	sAgentY4 := s.Agent.Y
	sHeading3 := s.Heading
	sTurned2 := s.Turned
	sAnimals0X4 := s.Animals[0].X
	sAnimals0Y4 := s.Animals[0].Y
	sAnimals1X4 := s.Animals[1].X
	sAnimals1Y4 := s.Animals[1].Y
	sAnimals2X4 := s.Animals[2].X
	sAnimals2Y4 := s.Animals[2].Y
	sAnimals3X4 := s.Animals[3].X
	sAnimals3Y4 := s.Animals[3].Y
	rCounter02 := r.Counter[0]
	rBlock02 := r.Block[0]
	rBlock12 := r.Block[1]
	rBlock22 := r.Block[2]
	rBlock32 := r.Block[3]
	rUsed2 := r.Used
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
	t3 := rt.AddInt(s.Agent.X, resultX, "env.go:128:27")
	t4 := rt.AddInt(s.Agent.Y, resultY, "env.go:128:64")
	ground := envGround(s.Seed, s.Lava, s.Trees, t3, t4)
	var blows int
	if a.Command == 0 {
		sHeading3 = rt.AddInt(s.Heading, 1, "env.go:282:35") % 4
		sTurned2 = 1
	} else if a.Command == 1 {
		sHeading3 = rt.AddInt(s.Heading, 3, "env.go:284:35") % 4
		sTurned2 = -1
	} else if a.Command == 2 {
		var ok bool
		if ground != 2 {
			var result2 bool
		block:
			switch {
			default:
				var ok2 bool
				for i2 := 0; i2 < 4; i2 = rt.AddInt(i2, 1, "env.go:160:25") {
					if i2 < s.About {
						t5 := rt.Index(i2, 4, "env.go:161:21")
						t6 := t5 == 1
						t7 := t5 == 2
						t8 := t5 == 3
						ok2 = rt.Select(t8, s.Animals[3].X, rt.Select(t7, s.Animals[2].X, rt.Select(t6, s.Animals[1].X, s.Animals[0].X))) == t3 && rt.Select(t8, s.Animals[3].Y, rt.Select(t7, s.Animals[2].Y, rt.Select(t6, s.Animals[1].Y, s.Animals[0].Y))) == t4
					} else {
						ok2 = false
					}
					if ok2 {
						result2 = true
						break block
					}
				}
				result2 = false
			}
			ok = !result2
		}
		sAgentX4 = rt.Select(ok, t3, s.Agent.X)
		sAgentY4 = rt.Select(ok, t4, s.Agent.Y)
	} else if a.Command == 3 {
		if ground == 2 {
			blows = rt.AddInt(s.Blows, 1, "env.go:291:20")
		}
	}
	t9 := rt.AddInt(s.Time, 1, "env.go:295:8")
	var ok3 bool
	var ok22 bool
	var ok32 bool
	for i := 0; i < 4; i = rt.AddInt(i, 1, "env.go:296:25") {
		result3, sCounter0, sBlock0, sBlock1, sBlock2, sBlock3, sUsed := rngSourceUint32(r.Key[0], r.Key[1], rCounter02, r.Counter[1], r.Counter[2], r.Counter[3], rBlock02, rBlock12, rBlock22, rBlock32, rUsed2)
		t10 := result3>>16*8 + result3&65535*8>>16
		t11 := rt.IntOf(t10>>16+t10&65535>>16, "github.com/rewardsmith/rewardsmith/envs/rng/0.go:83:9")
		rCounter02 = sCounter0
		rBlock02 = sBlock0
		rBlock12 = sBlock1
		rBlock22 = sBlock2
		rBlock32 = sBlock3
		rUsed2 = sUsed
		if i < s.About {
			t12 := rt.Index(i, 4, "env.go:299:4")
			t13 := t12 == 1
			t14 := t12 == 2
			t15 := t12 == 3
			t16 := rt.Select(t15, sAnimals3X4, rt.Select(t14, sAnimals2X4, rt.Select(t13, sAnimals1X4, sAnimals0X4)))
			t17 := rt.Select(t15, sAnimals3Y4, rt.Select(t14, sAnimals2Y4, rt.Select(t13, sAnimals1Y4, sAnimals0Y4)))
			resultX2 := 0
			resultY2 := 0
			i3 := 0
			ok4 := false
			result2_2 := false
			goalX := t16
			goalY := t17
			t18 := rt.SubInt(t16, sAgentX4, "env.go:310:13")
			t19 := rt.SubInt(t17, sAgentY4, "env.go:310:28")
			ok3 = max(t18, rt.NegInt(t18, "env.go:312:14")) > 20 || max(t19, rt.NegInt(t19, "env.go:312:35")) > 20
			if ok3 {
				t20 := rt.SubInt(sAgentX4, min(max(t18, -14), 14), "env.go:314:17")
				t21 := rt.SubInt(sAgentY4, min(max(t19, -14), 14), "env.go:315:17") >> 3
				resultHeight, _, _, _ := envBlockAt(s.Seed, t20>>3, t21)
				goalX = t20
				goalY = rt.AddInt(rt.ShlInt(t21, 3, "env.go:271:8"), resultHeight, "env.go:271:18")
			} else if t11 < 4 {
				if t11 == 0 {
					resultX2 = 1
				} else {
					t22 := t11 == 1
					t23 := t11 == 2
					resultY2 = rt.Select(t22, 1, rt.Select(t23, 0, -1))
					resultX2 = rt.Select(t22, 0, rt.Select(t23, -1, 0))
				}
				goalX = rt.AddInt(t16, resultX2, "env.go:319:22")
				goalY = rt.AddInt(t17, resultY2, "env.go:319:36")
			}
			if goalX == sAgentX4 && goalY == sAgentY4 {
				ok22 = true
			} else {
			block2:
				switch {
				default:
					for ; i3 < 4; i3 = rt.AddInt(i3, 1, "env.go:160:25") {
						if i3 < s.About {
							t24 := rt.Index(i3, 4, "env.go:161:21")
							t25 := t24 == 1
							t26 := t24 == 2
							t27 := t24 == 3
							ok4 = rt.Select(t27, sAnimals3X4, rt.Select(t26, sAnimals2X4, rt.Select(t25, sAnimals1X4, sAnimals0X4))) == goalX && rt.Select(t27, sAnimals3Y4, rt.Select(t26, sAnimals2Y4, rt.Select(t25, sAnimals1Y4, sAnimals0Y4))) == goalY
						} else {
							ok4 = false
						}
						if ok4 {
							result2_2 = true
							break block2
						}
					}
					result2_2 = false
				}
				ok22 = result2_2
			}
			ok32 = ok22 || envGround(s.Seed, s.Lava, s.Trees, goalX, goalY) != 0
			t28 := rt.Select(ok32, t16, goalX)
			t29 := rt.Select(ok32, t17, goalY)
			t30 := t12 == 0
			sAnimals0X4 = rt.Select(t30, t28, sAnimals0X4)
			sAnimals0Y4 = rt.Select(t30, t29, sAnimals0Y4)
			sAnimals1X4 = rt.Select(t13, t28, sAnimals1X4)
			sAnimals1Y4 = rt.Select(t13, t29, sAnimals1Y4)
			sAnimals2X4 = rt.Select(t14, t28, sAnimals2X4)
			sAnimals2Y4 = rt.Select(t14, t29, sAnimals2Y4)
			sAnimals3X4 = rt.Select(t15, t28, sAnimals3X4)
			sAnimals3Y4 = rt.Select(t15, t29, sAnimals3Y4)
		}
	}
	resultSeenTree, resultTreeX, resultTreeY := envLooked(s.Seed, s.Trees, sAgentX4, sAgentY4, sHeading3, s.SeenTree, s.Tree.X, s.Tree.Y)
	result.Seed = s.Seed
	result.Lava = s.Lava
	result.Trees = s.Trees
	result.Agent.X = sAgentX4
	result.Agent.Y = sAgentY4
	result.Heading = sHeading3
	result.Start.X = s.Start.X
	result.Start.Y = s.Start.Y
	result.Turned = sTurned2
	result.Blows = min(blows, 8)
	result.SeenTree = resultSeenTree
	result.Tree.X = resultTreeX
	result.Tree.Y = resultTreeY
	result.Animals[0].X = sAnimals0X4
	result.Animals[0].Y = sAnimals0Y4
	result.Animals[1].X = sAnimals1X4
	result.Animals[1].Y = sAnimals1Y4
	result.Animals[2].X = sAnimals2X4
	result.Animals[2].Y = sAnimals2Y4
	result.Animals[3].X = sAnimals3X4
	result.Animals[3].Y = sAnimals3Y4
	result.About = s.About
	result.Time = t9
	r.Counter[0], r.Block[0], r.Block[1], r.Block[2], r.Block[3], r.Used = rCounter02, rBlock02, rBlock12, rBlock22, rBlock32, rUsed2
	return result
}

func compiledObserve(s State, r *rng.Source) (result Observation) {
	var resultSeen float64
	var resultAhead float64
	var resultLeft float64
	if s.SeenTree {
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
		t3 := rt.SubInt(s.Tree.X, s.Agent.X, "env.go:346:13")
		t4 := rt.SubInt(s.Tree.Y, s.Agent.Y, "env.go:346:28")
		resultSeen = 1.0
		resultAhead = min(max(float64(float64(rt.AddInt(rt.MulInt(t3, resultX, "env.go:347:10"), rt.MulInt(t4, resultY, "env.go:347:18"), "env.go:347:15"))*0.0625), -1.0), 1.0)
		resultLeft = min(max(float64(float64(rt.SubInt(rt.MulInt(t4, resultX, "env.go:347:25"), rt.MulInt(t3, resultY, "env.go:347:33"), "env.go:347:30"))*0.0625), -1.0), 1.0)
	}
	t5 := s.Heading == 0
	var resultX2 int
	var resultY2 int
	if t5 {
		resultX2 = 1
	} else {
		t6 := s.Heading == 1
		t7 := s.Heading == 2
		resultY2 = rt.Select(t6, 1, rt.Select(t7, 0, -1))
		resultX2 = rt.Select(t6, 0, rt.Select(t7, -1, 0))
	}
	t8 := rt.SubInt(s.Start.X, s.Agent.X, "env.go:346:13")
	t9 := rt.SubInt(s.Start.Y, s.Agent.Y, "env.go:346:28")
	t10 := min(max(float64(float64(rt.AddInt(rt.MulInt(t8, resultX2, "env.go:347:10"), rt.MulInt(t9, resultY2, "env.go:347:18"), "env.go:347:15"))*0.0625), -1.0), 1.0)
	t11 := min(max(float64(float64(rt.SubInt(rt.MulInt(t9, resultX2, "env.go:347:25"), rt.MulInt(t8, resultY2, "env.go:347:33"), "env.go:347:30"))*0.0625), -1.0), 1.0)
	t12 := float64(s.Turned)
	t13 := float64(float64(s.Blows) * 0.125)
	var oViewLava [8][7]bool
	var oViewTree [8][7]bool
	var oViewAnimal [8][7]bool
	var resultX3 int
	var result2 bool
	for row := 0; row < 8; row = rt.AddInt(row, 1, "env.go:364:36") {
		for column := 0; column < 7; column = rt.AddInt(column, 1, "env.go:365:46") {
			t14 := rt.SubInt(3, column, "env.go:366:35")
			resultY3 := 0
			if t5 {
				resultX3 = 1
			} else {
				t15 := s.Heading == 1
				t16 := s.Heading == 2
				resultY3 = rt.Select(t15, 1, rt.Select(t16, 0, -1))
				resultX3 = rt.Select(t15, 0, rt.Select(t16, -1, 0))
			}
			t17 := rt.SubInt(rt.AddInt(s.Agent.X, rt.MulInt(row, resultX3, "env.go:128:34"), "env.go:128:27"), rt.MulInt(t14, resultY3, "env.go:128:45"), "env.go:128:39")
			t18 := rt.AddInt(rt.AddInt(s.Agent.Y, rt.MulInt(row, resultY3, "env.go:128:71"), "env.go:128:64"), rt.MulInt(t14, resultX3, "env.go:128:82"), "env.go:128:76")
			ground := envGround(s.Seed, s.Lava, s.Trees, t17, t18)
			t19 := rt.Index(row, 8, "env.go:368:4")
			t20 := rt.Index(column, 7, "env.go:368:4")
			i := 0
			ok := false
		block:
			switch {
			default:
				for ; i < 4; i = rt.AddInt(i, 1, "env.go:160:25") {
					if i < s.About {
						t21 := rt.Index(i, 4, "env.go:161:21")
						t22 := t21 == 1
						t23 := t21 == 2
						t24 := t21 == 3
						ok = rt.Select(t24, s.Animals[3].X, rt.Select(t23, s.Animals[2].X, rt.Select(t22, s.Animals[1].X, s.Animals[0].X))) == t17 && rt.Select(t24, s.Animals[3].Y, rt.Select(t23, s.Animals[2].Y, rt.Select(t22, s.Animals[1].Y, s.Animals[0].Y))) == t18
					} else {
						ok = false
					}
					if ok {
						result2 = true
						break block
					}
				}
				result2 = false
			}
			oViewLava[t19][t20] = ground == 1
			oViewTree[t19][t20] = ground == 2
			oViewAnimal[t19][t20] = result2
		}
	}
	oViewLava2 := oViewLava[0][0]
	oViewTree2 := oViewTree[0][0]
	oViewAnimal2 := oViewAnimal[0][0]
	oViewLava3 := oViewLava[0][1]
	oViewTree3 := oViewTree[0][1]
	oViewAnimal3 := oViewAnimal[0][1]
	oViewLava4 := oViewLava[0][2]
	oViewTree4 := oViewTree[0][2]
	oViewAnimal4 := oViewAnimal[0][2]
	oViewLava5 := oViewLava[0][3]
	oViewTree5 := oViewTree[0][3]
	oViewAnimal5 := oViewAnimal[0][3]
	oViewLava6 := oViewLava[0][4]
	oViewTree6 := oViewTree[0][4]
	oViewAnimal6 := oViewAnimal[0][4]
	oViewLava7 := oViewLava[0][5]
	oViewTree7 := oViewTree[0][5]
	oViewAnimal7 := oViewAnimal[0][5]
	oViewLava8 := oViewLava[0][6]
	oViewTree8 := oViewTree[0][6]
	oViewAnimal8 := oViewAnimal[0][6]
	oViewLava9 := oViewLava[1][0]
	oViewTree9 := oViewTree[1][0]
	oViewAnimal9 := oViewAnimal[1][0]
	oViewLava10 := oViewLava[1][1]
	oViewTree10 := oViewTree[1][1]
	oViewAnimal10 := oViewAnimal[1][1]
	oViewLava11 := oViewLava[1][2]
	oViewTree11 := oViewTree[1][2]
	oViewAnimal11 := oViewAnimal[1][2]
	oViewLava12 := oViewLava[1][3]
	oViewTree12 := oViewTree[1][3]
	oViewAnimal12 := oViewAnimal[1][3]
	oViewLava13 := oViewLava[1][4]
	oViewTree13 := oViewTree[1][4]
	oViewAnimal13 := oViewAnimal[1][4]
	oViewLava14 := oViewLava[1][5]
	oViewTree14 := oViewTree[1][5]
	oViewAnimal14 := oViewAnimal[1][5]
	oViewLava15 := oViewLava[1][6]
	oViewTree15 := oViewTree[1][6]
	oViewAnimal15 := oViewAnimal[1][6]
	oViewLava16 := oViewLava[2][0]
	oViewTree16 := oViewTree[2][0]
	oViewAnimal16 := oViewAnimal[2][0]
	oViewLava17 := oViewLava[2][1]
	oViewTree17 := oViewTree[2][1]
	oViewAnimal17 := oViewAnimal[2][1]
	oViewLava18 := oViewLava[2][2]
	oViewTree18 := oViewTree[2][2]
	oViewAnimal18 := oViewAnimal[2][2]
	oViewLava19 := oViewLava[2][3]
	oViewTree19 := oViewTree[2][3]
	oViewAnimal19 := oViewAnimal[2][3]
	oViewLava20 := oViewLava[2][4]
	oViewTree20 := oViewTree[2][4]
	oViewAnimal20 := oViewAnimal[2][4]
	oViewLava21 := oViewLava[2][5]
	oViewTree21 := oViewTree[2][5]
	oViewAnimal21 := oViewAnimal[2][5]
	oViewLava22 := oViewLava[2][6]
	oViewTree22 := oViewTree[2][6]
	oViewAnimal22 := oViewAnimal[2][6]
	oViewLava23 := oViewLava[3][0]
	oViewTree23 := oViewTree[3][0]
	oViewAnimal23 := oViewAnimal[3][0]
	oViewLava24 := oViewLava[3][1]
	oViewTree24 := oViewTree[3][1]
	oViewAnimal24 := oViewAnimal[3][1]
	oViewLava25 := oViewLava[3][2]
	oViewTree25 := oViewTree[3][2]
	oViewAnimal25 := oViewAnimal[3][2]
	oViewLava26 := oViewLava[3][3]
	oViewTree26 := oViewTree[3][3]
	oViewAnimal26 := oViewAnimal[3][3]
	oViewLava27 := oViewLava[3][4]
	oViewTree27 := oViewTree[3][4]
	oViewAnimal27 := oViewAnimal[3][4]
	oViewLava28 := oViewLava[3][5]
	oViewTree28 := oViewTree[3][5]
	oViewAnimal28 := oViewAnimal[3][5]
	oViewLava29 := oViewLava[3][6]
	oViewTree29 := oViewTree[3][6]
	oViewAnimal29 := oViewAnimal[3][6]
	oViewLava30 := oViewLava[4][0]
	oViewTree30 := oViewTree[4][0]
	oViewAnimal30 := oViewAnimal[4][0]
	oViewLava31 := oViewLava[4][1]
	oViewTree31 := oViewTree[4][1]
	oViewAnimal31 := oViewAnimal[4][1]
	oViewLava32 := oViewLava[4][2]
	oViewTree32 := oViewTree[4][2]
	oViewAnimal32 := oViewAnimal[4][2]
	oViewLava33 := oViewLava[4][3]
	oViewTree33 := oViewTree[4][3]
	oViewAnimal33 := oViewAnimal[4][3]
	oViewLava34 := oViewLava[4][4]
	oViewTree34 := oViewTree[4][4]
	oViewAnimal34 := oViewAnimal[4][4]
	oViewLava35 := oViewLava[4][5]
	oViewTree35 := oViewTree[4][5]
	oViewAnimal35 := oViewAnimal[4][5]
	oViewLava36 := oViewLava[4][6]
	oViewTree36 := oViewTree[4][6]
	oViewAnimal36 := oViewAnimal[4][6]
	oViewLava37 := oViewLava[5][0]
	oViewTree37 := oViewTree[5][0]
	oViewAnimal37 := oViewAnimal[5][0]
	oViewLava38 := oViewLava[5][1]
	oViewTree38 := oViewTree[5][1]
	oViewAnimal38 := oViewAnimal[5][1]
	oViewLava39 := oViewLava[5][2]
	oViewTree39 := oViewTree[5][2]
	oViewAnimal39 := oViewAnimal[5][2]
	oViewLava40 := oViewLava[5][3]
	oViewTree40 := oViewTree[5][3]
	oViewAnimal40 := oViewAnimal[5][3]
	oViewLava41 := oViewLava[5][4]
	oViewTree41 := oViewTree[5][4]
	oViewAnimal41 := oViewAnimal[5][4]
	oViewLava42 := oViewLava[5][5]
	oViewTree42 := oViewTree[5][5]
	oViewAnimal42 := oViewAnimal[5][5]
	oViewLava43 := oViewLava[5][6]
	oViewTree43 := oViewTree[5][6]
	oViewAnimal43 := oViewAnimal[5][6]
	oViewLava44 := oViewLava[6][0]
	oViewTree44 := oViewTree[6][0]
	oViewAnimal44 := oViewAnimal[6][0]
	oViewLava45 := oViewLava[6][1]
	oViewTree45 := oViewTree[6][1]
	oViewAnimal45 := oViewAnimal[6][1]
	oViewLava46 := oViewLava[6][2]
	oViewTree46 := oViewTree[6][2]
	oViewAnimal46 := oViewAnimal[6][2]
	oViewLava47 := oViewLava[6][3]
	oViewTree47 := oViewTree[6][3]
	oViewAnimal47 := oViewAnimal[6][3]
	oViewLava48 := oViewLava[6][4]
	oViewTree48 := oViewTree[6][4]
	oViewAnimal48 := oViewAnimal[6][4]
	oViewLava49 := oViewLava[6][5]
	oViewTree49 := oViewTree[6][5]
	oViewAnimal49 := oViewAnimal[6][5]
	result.View[0][0].Lava = oViewLava2
	result.View[0][0].Tree = oViewTree2
	result.View[0][0].Animal = oViewAnimal2
	result.View[0][1].Lava = oViewLava3
	result.View[0][1].Tree = oViewTree3
	result.View[0][1].Animal = oViewAnimal3
	result.View[0][2].Lava = oViewLava4
	result.View[0][2].Tree = oViewTree4
	result.View[0][2].Animal = oViewAnimal4
	result.View[0][3].Lava = oViewLava5
	result.View[0][3].Tree = oViewTree5
	result.View[0][3].Animal = oViewAnimal5
	result.View[0][4].Lava = oViewLava6
	result.View[0][4].Tree = oViewTree6
	result.View[0][4].Animal = oViewAnimal6
	result.View[0][5].Lava = oViewLava7
	result.View[0][5].Tree = oViewTree7
	result.View[0][5].Animal = oViewAnimal7
	result.View[0][6].Lava = oViewLava8
	result.View[0][6].Tree = oViewTree8
	result.View[0][6].Animal = oViewAnimal8
	result.View[1][0].Lava = oViewLava9
	result.View[1][0].Tree = oViewTree9
	result.View[1][0].Animal = oViewAnimal9
	result.View[1][1].Lava = oViewLava10
	result.View[1][1].Tree = oViewTree10
	result.View[1][1].Animal = oViewAnimal10
	result.View[1][2].Lava = oViewLava11
	result.View[1][2].Tree = oViewTree11
	result.View[1][2].Animal = oViewAnimal11
	result.View[1][3].Lava = oViewLava12
	result.View[1][3].Tree = oViewTree12
	result.View[1][3].Animal = oViewAnimal12
	result.View[1][4].Lava = oViewLava13
	result.View[1][4].Tree = oViewTree13
	result.View[1][4].Animal = oViewAnimal13
	result.View[1][5].Lava = oViewLava14
	result.View[1][5].Tree = oViewTree14
	result.View[1][5].Animal = oViewAnimal14
	result.View[1][6].Lava = oViewLava15
	result.View[1][6].Tree = oViewTree15
	result.View[1][6].Animal = oViewAnimal15
	result.View[2][0].Lava = oViewLava16
	result.View[2][0].Tree = oViewTree16
	result.View[2][0].Animal = oViewAnimal16
	result.View[2][1].Lava = oViewLava17
	result.View[2][1].Tree = oViewTree17
	result.View[2][1].Animal = oViewAnimal17
	result.View[2][2].Lava = oViewLava18
	result.View[2][2].Tree = oViewTree18
	result.View[2][2].Animal = oViewAnimal18
	result.View[2][3].Lava = oViewLava19
	result.View[2][3].Tree = oViewTree19
	result.View[2][3].Animal = oViewAnimal19
	result.View[2][4].Lava = oViewLava20
	result.View[2][4].Tree = oViewTree20
	result.View[2][4].Animal = oViewAnimal20
	result.View[2][5].Lava = oViewLava21
	result.View[2][5].Tree = oViewTree21
	result.View[2][5].Animal = oViewAnimal21
	result.View[2][6].Lava = oViewLava22
	result.View[2][6].Tree = oViewTree22
	result.View[2][6].Animal = oViewAnimal22
	result.View[3][0].Lava = oViewLava23
	result.View[3][0].Tree = oViewTree23
	result.View[3][0].Animal = oViewAnimal23
	result.View[3][1].Lava = oViewLava24
	result.View[3][1].Tree = oViewTree24
	result.View[3][1].Animal = oViewAnimal24
	result.View[3][2].Lava = oViewLava25
	result.View[3][2].Tree = oViewTree25
	result.View[3][2].Animal = oViewAnimal25
	result.View[3][3].Lava = oViewLava26
	result.View[3][3].Tree = oViewTree26
	result.View[3][3].Animal = oViewAnimal26
	result.View[3][4].Lava = oViewLava27
	result.View[3][4].Tree = oViewTree27
	result.View[3][4].Animal = oViewAnimal27
	result.View[3][5].Lava = oViewLava28
	result.View[3][5].Tree = oViewTree28
	result.View[3][5].Animal = oViewAnimal28
	result.View[3][6].Lava = oViewLava29
	result.View[3][6].Tree = oViewTree29
	result.View[3][6].Animal = oViewAnimal29
	result.View[4][0].Lava = oViewLava30
	result.View[4][0].Tree = oViewTree30
	result.View[4][0].Animal = oViewAnimal30
	result.View[4][1].Lava = oViewLava31
	result.View[4][1].Tree = oViewTree31
	result.View[4][1].Animal = oViewAnimal31
	result.View[4][2].Lava = oViewLava32
	result.View[4][2].Tree = oViewTree32
	result.View[4][2].Animal = oViewAnimal32
	result.View[4][3].Lava = oViewLava33
	result.View[4][3].Tree = oViewTree33
	result.View[4][3].Animal = oViewAnimal33
	result.View[4][4].Lava = oViewLava34
	result.View[4][4].Tree = oViewTree34
	result.View[4][4].Animal = oViewAnimal34
	result.View[4][5].Lava = oViewLava35
	result.View[4][5].Tree = oViewTree35
	result.View[4][5].Animal = oViewAnimal35
	result.View[4][6].Lava = oViewLava36
	result.View[4][6].Tree = oViewTree36
	result.View[4][6].Animal = oViewAnimal36
	result.View[5][0].Lava = oViewLava37
	result.View[5][0].Tree = oViewTree37
	result.View[5][0].Animal = oViewAnimal37
	result.View[5][1].Lava = oViewLava38
	result.View[5][1].Tree = oViewTree38
	result.View[5][1].Animal = oViewAnimal38
	result.View[5][2].Lava = oViewLava39
	result.View[5][2].Tree = oViewTree39
	result.View[5][2].Animal = oViewAnimal39
	result.View[5][3].Lava = oViewLava40
	result.View[5][3].Tree = oViewTree40
	result.View[5][3].Animal = oViewAnimal40
	result.View[5][4].Lava = oViewLava41
	result.View[5][4].Tree = oViewTree41
	result.View[5][4].Animal = oViewAnimal41
	result.View[5][5].Lava = oViewLava42
	result.View[5][5].Tree = oViewTree42
	result.View[5][5].Animal = oViewAnimal42
	result.View[5][6].Lava = oViewLava43
	result.View[5][6].Tree = oViewTree43
	result.View[5][6].Animal = oViewAnimal43
	result.View[6][0].Lava = oViewLava44
	result.View[6][0].Tree = oViewTree44
	result.View[6][0].Animal = oViewAnimal44
	result.View[6][1].Lava = oViewLava45
	result.View[6][1].Tree = oViewTree45
	result.View[6][1].Animal = oViewAnimal45
	result.View[6][2].Lava = oViewLava46
	result.View[6][2].Tree = oViewTree46
	result.View[6][2].Animal = oViewAnimal46
	result.View[6][3].Lava = oViewLava47
	result.View[6][3].Tree = oViewTree47
	result.View[6][3].Animal = oViewAnimal47
	result.View[6][4].Lava = oViewLava48
	result.View[6][4].Tree = oViewTree48
	result.View[6][4].Animal = oViewAnimal48
	result.View[6][5].Lava = oViewLava49
	result.View[6][5].Tree = oViewTree49
	result.View[6][5].Animal = oViewAnimal49
	result.View[6][6].Lava = oViewLava[6][6]
	result.View[6][6].Tree = oViewTree[6][6]
	result.View[6][6].Animal = oViewAnimal[6][6]
	result.View[7][0].Lava = oViewLava[7][0]
	result.View[7][0].Tree = oViewTree[7][0]
	result.View[7][0].Animal = oViewAnimal[7][0]
	result.View[7][1].Lava = oViewLava[7][1]
	result.View[7][1].Tree = oViewTree[7][1]
	result.View[7][1].Animal = oViewAnimal[7][1]
	result.View[7][2].Lava = oViewLava[7][2]
	result.View[7][2].Tree = oViewTree[7][2]
	result.View[7][2].Animal = oViewAnimal[7][2]
	result.View[7][3].Lava = oViewLava[7][3]
	result.View[7][3].Tree = oViewTree[7][3]
	result.View[7][3].Animal = oViewAnimal[7][3]
	result.View[7][4].Lava = oViewLava[7][4]
	result.View[7][4].Tree = oViewTree[7][4]
	result.View[7][4].Animal = oViewAnimal[7][4]
	result.View[7][5].Lava = oViewLava[7][5]
	result.View[7][5].Tree = oViewTree[7][5]
	result.View[7][5].Animal = oViewAnimal[7][5]
	result.View[7][6].Lava = oViewLava[7][6]
	result.View[7][6].Tree = oViewTree[7][6]
	result.View[7][6].Animal = oViewAnimal[7][6]
	result.Tree.Seen = resultSeen
	result.Tree.Ahead = resultAhead
	result.Tree.Left = resultLeft
	result.Start.Seen = 1.0
	result.Start.Ahead = t10
	result.Start.Left = t11
	result.Turn = t12
	result.Blows = t13
	return result
}

func compiledTerminated(next State) bool {
	ground := envGround(next.Seed, next.Lava, next.Trees, next.Agent.X, next.Agent.Y)
	return rt.Select(ground == 1, true, next.Blows >= 8)
}

func compiledScore(s State, a Action, next State) float64 {
	if next.Blows < 8 {
		return 0.0
	}
	return float64(1.0 - float64(float64(float64(next.Time)*0.9)/200.0))
}

func compiledSuccess(s State, a Action, next State) bool {
	return next.Blows >= 8
}

func compiledSparseReward(s State, a Action, next State) (float64, map[string]float64) {
	var result float64
	if next.Blows >= 8 {
		result = float64(1.0 - float64(float64(float64(next.Time)*0.9)/200.0))
	}
	return result, map[string]float64{"felled": result}
}

func compiledHumanReward(s State, a Action, next State) (float64, map[string]float64) {
	t := rt.Select(envGround(next.Seed, next.Lava, next.Trees, next.Agent.X, next.Agent.Y) == 1, -3.0, 0.0)
	t2 := rt.Select(next.Blows >= 8, 4.0, 0.0)
	var explore float64
	var approach float64
	if s.SeenTree {
		approach = float64(float64(rt.SubInt(rt.AddInt(max(rt.SubInt(s.Agent.X, next.Tree.X, "env.go:139:16"), rt.SubInt(next.Tree.X, s.Agent.X, "env.go:139:25")), max(rt.SubInt(s.Agent.Y, next.Tree.Y, "env.go:139:40"), rt.SubInt(next.Tree.Y, s.Agent.Y, "env.go:139:49")), "env.go:139:31"), rt.AddInt(max(rt.SubInt(next.Agent.X, next.Tree.X, "env.go:139:16"), rt.SubInt(next.Tree.X, next.Agent.X, "env.go:139:25")), max(rt.SubInt(next.Agent.Y, next.Tree.Y, "env.go:139:40"), rt.SubInt(next.Tree.Y, next.Agent.Y, "env.go:139:49")), "env.go:139:31"), "task.go:51:56")) * 0.1)
	} else if next.SeenTree {
		explore = 1.0
	} else {
		explore = float64(float64(rt.SubInt(rt.AddInt(max(rt.SubInt(next.Agent.X, s.Start.X, "env.go:139:16"), rt.SubInt(s.Start.X, next.Agent.X, "env.go:139:25")), max(rt.SubInt(next.Agent.Y, s.Start.Y, "env.go:139:40"), rt.SubInt(s.Start.Y, next.Agent.Y, "env.go:139:49")), "env.go:139:31"), rt.AddInt(max(rt.SubInt(s.Agent.X, s.Start.X, "env.go:139:16"), rt.SubInt(s.Start.X, s.Agent.X, "env.go:139:25")), max(rt.SubInt(s.Agent.Y, s.Start.Y, "env.go:139:40"), rt.SubInt(s.Start.Y, s.Agent.Y, "env.go:139:49")), "env.go:139:31"), "task.go:55:57")) * 0.05)
	}
	t3 := float64(float64(rt.SubInt(next.Blows, s.Blows, "task.go:57:36")) * 0.25)
	return float64(float64(float64(float64(float64(t+-0.01)+t2)+explore)+approach) + t3), map[string]float64{"approach": approach, "blows": t3, "explore": explore, "felled": t2, "lava": t, "time": -0.01}
}
