package testdata

import (
	"github.com/rewardsmith/rewardsmith/internal/kernel/gogen/rt"
)

func envCollatz(n int) int {
	steps := 0
	for n > 1 {
		if n%2 == 0 {
			n = n / 2
		} else {
			n = rt.AddInt(rt.MulInt(3, n, ":26:0"), 1, ":28:0")
		}
		steps = rt.AddInt(steps, 1, ":33:0")
	}
	return steps
}

func envSearch(a [4]float64, limit float64) (int, float64) {
	at := 0
	sum := 0.0
loop:
	for i := 0; i < 4; i = rt.AddInt(i, 1, ":114:0") {
		for j := i; j < 4; j = rt.AddInt(j, 1, ":108:0") {
			if a[rt.Index(j, 4, ":70:0")] < 0.0 {
				continue loop
			}
			if float64(a[rt.Index(i, 4, ":78:0")]*a[rt.Index(j, 4, ":81:0")]) > limit {
				at = rt.AddInt(rt.MulInt(4, i, ":89:0"), j, ":91:0")
				break loop
			}
			sum = float64(sum + float64(a[rt.Index(i, 4, ":96:0")]*a[rt.Index(j, 4, ":99:0")]))
		}
	}
	return at, sum
}

func envGrade(x float64, k uint32) float64 {
	y := 0.0
	if x < 0.0 {
		return -1.0
	}
	if x < 1.0 {
		y = x
		if !(y > 0.5) {
			y = float64(y + 1.0)
		}
	} else if x < 2.0 {
		if !(y > 0.5) {
			y = float64(y + 1.0)
		}
	} else {
		y = 3.0
	}
	if k == 1 || k == 2 || k == 3 {
		y = float64(y * 2.0)
	} else if k == 7 {
		y = -y
	}
	return y
}

func envShift(x uint32, i, n int) (uint32, int) {
	if n > 8 || i < 0 && n > 4 {
		return x, i
	}
	return x<<rt.Count(n, ":218:0") ^ x>>3, rt.SubInt(rt.ShlInt(i, rt.Count(n, ":225:0"), ":225:0"), i>>rt.Count(n, ":228:0"), ":229:0")
}
