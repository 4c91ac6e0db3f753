package difftest

import (
	"math"
	"math/rand/v2"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// arithmetic says what a device does that Vulkan leaves open.
type arithmetic struct {
	subnormal bool // keeps subnormal numbers
	division  bool // rounds quotients and square roots correctly, as far as was tried
}

// exactFor says that a program computes on the device what it does in the
// interpreter, to the bit.
func (a arithmetic) exactFor(p *ir.Program) bool {
	exact := true
	for _, f := range p.Funcs {
		f.Body.Walk(func(v *ir.Value) {
			switch {
			case v.Type == nil || v.Type.Kind != ir.Float32:
			case v.Op == ir.Div || v.Op == ir.Sqrt:
				exact = exact && a.division && a.subnormal
			case v.Op == ir.Add || v.Op == ir.Sub || v.Op == ir.Mul:
				exact = exact && a.subnormal
			}
		})
	}
	return exact
}

// probeText computes what is left open.
const probeText = `func probe(x f32, y f32) (quotient f32, root f32, product f32) entry Probe {
  %1 = load x
  %2 = load y
  %3 = div f32 %1, %2
  %4 = sqrt f32 %1
  %5 = mul f32 %1, %2
  return %3, %4, %5
}
`

// probe tries the device's arithmetic.
func (b *bench) probe() arithmetic {
	b.Helper()
	p, err := ir.Parse(probeText)
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	some := func() float64 { return float64(float32(math.Ldexp(1+r.Float64(), r.IntN(60)-30))) }
	rows := [][]float64{{0x1p-126, 0.5}}
	for range 4096 {
		rows = append(rows, []float64{some(), some()})
	}
	out := b.computed(p, "Probe", rows, 1)
	a := arithmetic{subnormal: math.Float32frombits(out[0].words[2]) == 0x1p-127, division: true}
	for i, row := range rows[1:] {
		x, y := float32(row[0]), float32(row[1])
		words := out[i+1].words
		a.division = a.division && words[0] == math.Float32bits(x/y) && words[1] == math.Float32bits(float32(math.Sqrt(float64(x))))
	}
	return a
}
