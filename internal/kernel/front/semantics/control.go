package semantics

//lint:file-ignore S1023,SA4000,SA4006,SA4011,SA4017,SA4025 what these programs do on purpose

func ShortCircuit(x, y float64, n int) float64 {
	v := [4]float64{1, 2, 3, 4}
	r := 0.0
	if n >= 0 && n < 4 && v[n] > 1 {
		r += v[n]
	}
	if n < 0 || n > 3 || v[n] < 3 {
		r += 10
	}
	if n != 0 && 100/n > 3 {
		r += 100
	}
	if !(x > 0 && y > 0) || x == y {
		r += 1000
	}
	return r
}

func ShortCircuitCalls(x, y float64, n int) float64 {
	calls := 0.0
	test := func(b bool) bool { calls = calls*10 + 1; return b }
	a := test(x > 0) && test(y > 0)
	b := test(x > 0) || test(y > 0) && test(n > 1)
	if a || test(b) && !test(n > 2) {
		calls += 5
	}
	return calls
}

func SwitchTagOnce(x, y float64, n int) float64 {
	calls := 0
	tag := func() int { calls++; return n }
	r := 0.0
	switch tag() {
	case 1, 2:
		r = 1
	case 3:
		r = 3
	case -1:
		r = -1
	}
	return r + 10*float64(calls)
}

func SwitchDefaultFirst(x, y float64, n int) float64 {
	switch n {
	default:
		return x
	case 0:
		return y
	case 2:
		return x + y
	}
}

func SwitchFallthrough(x, y float64, n int) float64 {
	r := x
	switch n & 3 {
	case 0:
		r += 1
		fallthrough
	case 1:
		r += 2
		fallthrough
	default:
		r *= 2
	case 2:
		r -= 1
	}
	return r
}

func SwitchBreak(x, y float64, n int) float64 {
	r := x
	switch {
	case x > y:
		if n > 2 {
			break
		}
		r += 1
	case n == 0:
		r = 7
		break
	default:
		r -= 1
	}
	return r
}

func SwitchNoTag(x, y float64, n int) float64 {
	switch d := x - y; {
	case d > 1:
		return 1
	case d < -1, n == 3:
		return -1
	}
	switch true {
	case x > 0:
		return 5
	case false:
		return 6
	}
	switch x {
	case 0, y:
		return 8
	}
	return 0
}

func SwitchInLoop(x, y float64, n int) float64 {
	r := 0.0
	for i := 0; i < 8; i++ {
		switch {
		case i == 2:
			continue
		case i == n+3:
			r += 100
			break
		case i > 6:
			r += 1000
		}
		r++
	}
	return r
}

func LabelledLoops(x, y float64, n int) float64 {
	r := 0.0
outer:
	for i := 0; i < 6; i++ {
		for j := range 6 {
			switch {
			case j > i:
				continue outer
			case i*j > 10+n:
				break outer
			case i == 3:
				break
			}
			r += float64(i*10 + j)
		}
		r += 0.5
	}
	return r
}

func LabelledSwitch(x, y float64, n int) float64 {
	r := x
choice:
	switch n {
	case 0, 1:
		for {
			r++
			if r > 10 {
				break choice
			}
		}
	default:
		r += 1000
	}
	return r
}

func LoopVariableChanged(x, y float64, n int) float64 {
	r := 0.0
	for i := 0; i < 10; i++ {
		r += float64(i)
		if i%3 == 0 {
			i += 2
		}
	}
	for i := range 5 {
		i *= 2
		r += float64(i)
	}
	return r
}

func RangeIntOnce(x, y float64, n int) float64 {
	limit := n
	r := 0.0
	for i := range limit {
		limit = 0
		r += float64(i) + 1
	}
	for range limit + 2 {
		r += 100
	}
	return r
}

func RangeArrayCopies(x, y float64, n int) float64 {
	v := [4]float64{x, y, 1, 2}
	r := 0.0
	for i, e := range v {
		v[3] = 100
		v[(i+1)%4] += 1
		r = r*2 + e
	}
	return r + v[0] + v[3]
}

func RangeArrayIndexOnly(x, y float64, n int) float64 {
	v := [3]float64{x, y, 1}
	r := 0.0
	for i := range v {
		v[2] = 5
		r += v[i] * float64(i+1)
	}
	for i := range len(v) {
		r += float64(i)
	}
	return r
}

func double(v *[3]float64) float64 {
	r := 0.0
	for i, e := range v {
		v[2] = e
		v[i] *= 2
		r += e
	}
	for i := range v {
		r += float64(i)
	}
	return r + float64(len(v))
}

func RangePointer(x, y float64, n int) float64 {
	v := [3]float64{x, y, 7}
	r := double(&v)
	return r + v[0] + 10*v[1] + 100*v[2]
}

func RangeAssigns(x, y float64, n int) float64 {
	var i int
	var e float64
	for i, e = range [3]float64{x, y, 3} {
		if e > 2 {
			break
		}
	}
	k := 9
	for k = range 4 {
		if k == n {
			break
		}
	}
	return float64(i)*10 + e + 100*float64(k)
}

func find(v [5]float64, above float64) int {
	for i := 0; i < len(v); i++ {
		if v[i] > above {
			return i
		}
		for j := range i {
			if v[j]+v[i] > 2*above {
				return 10*i + j
			}
		}
	}
	return -1
}

func ReturnInLoops(x, y float64, n int) float64 {
	return float64(find([5]float64{x, y, x + y, x - y, 3}, float64(n)))
}

func EndlessLoop(x, y float64, n int) float64 {
	i := 0
	for {
		i++
		if i > n+3 {
			return float64(i) + x
		}
		if i == 50 {
			break
		}
	}
	return -1
}

func PostAfterContinue(x, y float64, n int) float64 {
	r := 0.0
	for i, j := 0, 10; i < j; i, j = i+1, j-1 {
		if i == n {
			continue
		}
		r += float64(i * j)
	}
	return r
}

func classify(x, y float64, n int) (kind int, weight float64) {
	weight = 1
	for i := range 3 {
		switch {
		case x > float64(i) && y > 0:
			return i, weight
		case n == i:
			weight *= 2
			if y < 0 {
				kind = 7
				return
			}
		}
	}
	kind = -1
	return kind, weight + 1
}

func NestedReturns(x, y float64, n int) float64 {
	k, w := classify(x, y, n)
	return float64(k)*10 + w
}

func ConstantConditions(x, y float64, n int) float64 {
	const debug = false
	r := x
	if debug {
		r = 100
	}
	if !debug && true {
		r++
	}
	for false {
		r = -1
	}
	for debug || n > 100 {
		r = -2
	}
	return r
}

func GotoFreeStateMachine(x, y float64, n int) float64 {
	state, steps := 0, 0
loop:
	for {
		steps++
		switch state {
		case 0:
			if n > 2 {
				state = 2
				continue
			}
			state = 1
		case 1:
			state = 3
			continue loop
		case 2:
			state = 1
		case 3:
			break loop
		}
	}
	return float64(steps)
}

func ManyCases(x, y float64, n int) float64 {
	r := 0.0
	name := "none"
	for i := range 44 {
		switch i * (n + 2) {
		case 0:
			if y > 0 {
				continue
			}
			name = "0"
		case 1:
			r += 3
		case 2:
			r += 6
		case 3:
			if y > 0 {
				continue
			}
			name = "3"
		case 4:
			r += 12
		case 5:
			r += 15
		case 6:
			if y > 0 {
				continue
			}
			name = "6"
		case 7:
			r += 21
		case 8:
			r += 24
		case 9:
			if y > 0 {
				continue
			}
			name = "9"
		case 10:
			r += 30
		case 11:
			r += 33
		case 12:
			if y > 0 {
				continue
			}
			name = "12"
		case 13:
			r += 39
		case 14:
			r += 42
		case 15:
			if y > 0 {
				continue
			}
			name = "15"
		case 16:
			r += 48
		case 17:
			r += 51
		case 18:
			if y > 0 {
				continue
			}
			name = "18"
		case 19:
			r += 57
		case 20:
			r += 60
		case 21:
			if y > 0 {
				continue
			}
			name = "21"
		case 22:
			r += 66
		case 23:
			r += 69
		case 24:
			if y > 0 {
				continue
			}
			name = "24"
		case 25:
			r += 75
		case 26:
			r += 78
		case 27:
			if y > 0 {
				continue
			}
			name = "27"
		case 28:
			r += 84
		case 29:
			r += 87
		case 30:
			if y > 0 {
				continue
			}
			name = "30"
		case 31:
			r += 93
		case 32:
			r += 96
		case 33:
			if y > 0 {
				continue
			}
			name = "33"
		case 34:
			r += 102
		case 35:
			r += 105
		case 36:
			if y > 0 {
				continue
			}
			name = "36"
		case 37:
			r += 111
		case 38:
			r += 114
		case 39:
			if y > 0 {
				continue
			}
			name = "39"
		default:
			r *= 1.25
		}
		if name == "36" {
			return -r
		}
	}
	return r
}
