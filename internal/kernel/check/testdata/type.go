package reward

import "env"

type counter struct {
	n int64 // want "int64"
	b byte  // want "use uint32"
	u uint32
}

const big int64 = 1 << 40 // want "use int"

type small int

func f(x float64, n int, u uint32) float64 {
	r := 'a' // want "rune"
	_ = r
	var h uint16 = 3 // want "uint16"
	_ = float64(h)
	k := small(n)
	k += 2
	y := float64(int64(x)) // want "int64"
	w := env.Wide{}        // want "int64"
	_ = w
	v := env.Wide64(3) // want "uint64"
	return y + v + float64(u) + float64(k) + float64(int64(3))
}
