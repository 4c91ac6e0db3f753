package testdata

import (
	"github.com/rewardsmith/rewardsmith/internal/kernel/gogen/rt"
)

type exampleVec struct {
	X float64
	Y float64
}

type exampleDraws struct {
	Seed uint32
	Used int
}

type exampleState struct {
	At    exampleVec
	Tries [3]int
	Path  [6]exampleVec
	Done  bool
	Phase float32
	Count int
}

func exampleVecAdd(v, w exampleVec) exampleVec {
	return exampleVec{float64(v.X + w.X), float64(v.Y + w.Y)}
}

func exampleVecGrow(v exampleVec, k float64) exampleVec {
	v.X = float64(v.X * k)
	v.Y = float64(v.Y * k)
	return v
}

func exampleDrawsNext(d exampleDraws, n int) (int, exampleDraws) {
	d.Used = rt.AddInt(d.Used, 1, ":34:0")
	d.Seed = d.Seed*0x19660D + 0x3C6EF35F
	return rt.RemInt(rt.IntOf(d.Seed>>16, ":45:0"), n, ":47:0"), d
}

func exampleStep(s exampleState, push exampleVec, r exampleDraws) (exampleState, exampleDraws) {
	s.At = exampleVecAdd(s.At, push)
	s.At = exampleVecGrow(s.At, 0.9)
	result, d := exampleDrawsNext(r, 3)
	r = d
	t := rt.Index(result, 3, ":70:0")
	s.Tries[t] = rt.AddInt(s.Tries[t], 1, ":73:0")
	for j := 5; j > 0; j = rt.SubInt(j, 1, ":96:0") {
		s.Path[rt.Index(j, 6, ":86:0")] = s.Path[rt.Index(rt.SubInt(j, 1, ":89:0"), 6, ":90:0")]
	}
	s.Path[0] = s.At
	s.Count = rt.AddInt(s.Tries[0], s.Tries[1], ":106:0")
	s.Phase = float32(float32(s.Phase*0.75) + float32(push.X))
	s.Done = s.At.X > 1.0 || s.At.Y > 1.0
	return s, r
}

func exampleRoll(r exampleDraws, n int) (int, int, exampleDraws) {
	first := 0
	second := 0
	result, d := exampleDrawsNext(r, n)
	r = d
	first = result
	result2, d2 := exampleDrawsNext(r, n)
	r = d2
	second = result2
	return first, second, r
}

func exampleReward(s, next exampleState) (float64, exampleVec) {
	t := float64(next.At.X - s.At.X)
	progress := t
	time := -0.01
	return float64(t + -0.01), exampleVec{progress, time}
}

func exampleFar(next exampleState, limit float64) bool {
	for i := 0; i < 6; i = rt.AddInt(i, 1, ":210:0") {
		next2 := next.Path[rt.Index(i, 6, ":190:0")]
		if float64(float64(next2.X*next2.X)+float64(next2.Y*next2.Y)) > float64(limit*limit) {
			return true
		}
	}
	return false
}
