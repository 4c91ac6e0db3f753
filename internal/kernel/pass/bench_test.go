package pass

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// statements is a program of about n statements: calls of a small method on a
// struct, sums, branches and a loop around each hundred.
func statements(n int) string {
	var b strings.Builder
	b.WriteString(`type vec {X f64, Y f64}
func vec.Add(v vec, w vec) (s vec) {
  %1 = load v.0
  %2 = load w.0
  %3 = add f64 %1, %2
  %4 = load v.1
  %5 = load w.1
  %6 = add f64 %4, %5
  %7 = make vec %3, %6
  return %7
}
func main(x f64, y f64, n int) (y f64) entry Main {
  var v vec
  var i int
  var t f64
`)
	for i := range n / 4 {
		if i%25 == 0 {
			b.WriteString("  loop L {\n  %i = load i\n  %n = load n\n  %b = ge %i, %n\n  if %b {\n    break L\n  }\n")
		}
		fmt.Fprintf(&b, "  %%x = load x\n  %%c = const f64 %d.5\n  %%m = mul f64 %%x, %%c\n  %%y = load y\n  %%w = make vec %%m, %%y\n", i)
		b.WriteString("  %v = load v\n  %r = call vec.Add(%v, %w)\n  %s = result vec %r, 0\n  store v, %s\n")
		b.WriteString("  %a = load v.0\n  %t = load t\n  %u = add f64 %a, %t\n  store t, %u\n")
		b.WriteString("  %lt = lt %a, %y\n  if %lt {\n    store x, %u\n  }\n")
		if i%25 == 24 || i == n/4-1 {
			b.WriteString("  } post {\n  %i = load i\n  %1 = const int 1\n  %j = add int %i, %1\n  store i, %j\n  }\n")
		}
	}
	b.WriteString("  %t = load t\n  return %t\n}\n")
	return b.String()
}

// BenchmarkOptimise shows that a program of ten times the statements takes ten
// times as long.
func BenchmarkOptimise(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprintf("statements=%d", n), func(b *testing.B) {
			p, err := ir.Parse(statements(n))
			if err != nil {
				b.Fatal(err)
			}
			if err := ir.Check(p); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				Optimise(p)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(n), "µs/statement")
		})
	}
}
