package semantics

//lint:file-ignore S1023,SA4000,SA4006,SA4011,SA4017,SA4025 what these programs do on purpose

func IntegerDivision(x, y float64, n int) float64 {
	return float64(n/2)*100 + float64(-7/2) + float64((n-5)/3) + float64(17%5)
}

func RemainderSigns(x, y float64, n int) float64 {
	return float64(n%3) + 10*float64((n-7)%3) + 100*float64(-n%4) + float64(7%-3)
}

func Shifts(x, y float64, n int) float64 {
	u := uint32(n+5) << 3
	i := n + 100
	s := n & 7
	return float64(i<<2) + float64(i>>s) + float64(-i>>1) + float64(u>>1) + float64(u<<(s+30)) + float64(i>>uint32(s)) + float64(-1>>35)
}

func Uint32Wraps(x, y float64, n int) float64 {
	u := uint32(n) * 2654435761
	u += 4000000000
	u ^= u >> 16
	v := -u
	v -= 5
	return float64(u) + float64(v)/3 + float64(^u) + float64(u%1000) + float64(uint32(n+9)-100)
}

func BitOps(x, y float64, n int) float64 {
	a, b := n+13, 6
	a |= 1
	c := a &^ b
	d := uint32(a) & 0xF0
	a ^= b
	return float64(a) + 10*float64(c) + float64(^b) + float64(d|uint32(b)) + float64(a&b)
}

func Conversions(x, y float64, n int) float64 {
	i := int(x * 10)
	u := uint32(n & 0xFF)
	f := float32(y)
	return float64(i) + float64(u)/2 + float64(f) + float64(int(f*4)) + float64(int(u)) + float64(float32(n)/3)
}

func Float32Rounds(x, y float64, n int) float64 {
	a, b := float32(x), float32(y)
	c := a*b + a/3
	c -= 0.1
	const third float32 = 1.0 / 3
	return float64(c*third) + float64(min(a, b))
}

const (
	half  = 1 / 2
	third = 1.0 / 3
	big   = 1 << 100
	deg   = 12 * 2 * 3.14159265358979323846264338327950288 / 360
	small = 0.1 + (1e-3 - 10)
)

func Constants(x, y float64, n int) float64 {
	const local = deg * 2
	var f float32 = 0.1
	r := half + third*x + big>>98 + deg*y + small + local + float64(f)
	r += 3 / 2
	r *= 1 / 4.0
	return r + 'a' + 1e3
}

type weekday int

const (
	_, a0 = iota, iota * 10
	_, a1
	k0 = 1 << (10 * iota)
	k1
)

const (
	monday weekday = iota + 1
	tuesday
	_
	thursday
)

func Iota(x, y float64, n int) float64 {
	d := monday
	if n > 1 {
		d = thursday
	}
	return float64(a0+a1+k0+k1) + float64(d) + float64(tuesday)
}

type angle float64

func (a angle) plus(b angle) angle { return a + b }

func (a angle) degrees() float64 { return float64(a) * 180 / 3 }

type flags [2]bool

func (f flags) any() bool { return f[0] || f[1] }

func NamedTypes(x, y float64, n int) float64 {
	a := angle(x).plus(2)
	var f flags
	f[n&1] = x > y
	if f.any() {
		a = -a
	}
	return a.degrees() + float64(a*a)
}

func MinMax(x, y float64, n int) float64 {
	a := min(x, y, 0.5)
	b := max(x, y, float64(n))
	i := min(max(n, 1), 3)
	return a + 10*b + 100*float64(i) + min(1, 2.5)
}

func NegativeZero(x, y float64, n int) float64 {
	z := x * 0
	return 1/(-z) + 1/(0-z) + max(-z, 0)
}

func NaNCompares(x, y float64, n int) float64 {
	zero := x - x
	nan := zero / zero
	r := 0.0
	if nan == nan {
		r++
	}
	if nan != nan {
		r += 2
	}
	if !(nan < 1) && !(nan >= 1) {
		r += 4
	}
	if p := (point{nan, 1}); p != p {
		r += 8
	}
	return r
}

func DivideByZero(x, y float64, n int) float64 {
	if n == 2 {
		return float64(uint32(5) % uint32(n-2))
	}
	return float64(7/n) + x/float64(n)
}

func UntypedShift(x, y float64, n int) float64 {
	s := n & 7
	var i = 1 << s
	var u uint32 = 1<<s | 3
	j := 1.0*float64(1<<3) + float64(int(2)<<s)
	return float64(i) + float64(u) + j
}

func NegativeShiftCount(x, y float64, n int) float64 {
	i := 8
	return float64(i >> n)
}

func LargeConstants(x, y float64, n int) float64 {
	const wide = 1 << 40
	return x*wide + float64(wide/(1<<38)) + float64(uint32(1<<32-1)) + float64(-1<<31)
}
