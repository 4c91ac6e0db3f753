package pass_test

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/pass"
)

func Example() {
	p, err := ir.Parse(`
type vec {X f64, Y f64}

func dot(v vec, w vec) (d f64) {
  %1 = load v.0
  %2 = load w.0
  %3 = mul f64 %1, %2
  %4 = load v.1
  %5 = load w.1
  %6 = mul f64 %4, %5
  %7 = add f64 %3, %6
  return %7
}

func length(v vec) (l f64) entry Length {
  %1 = load v
  %2 = load v
  %3 = call dot(%1, %2)
  %4 = result f64 %3, 0
  %5 = sqrt f64 %4
  return %5
}
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(pass.Optimise(p))
	// Output:
	// func length(v.X f64, v.Y f64) (l f64) entry Length {
	//   %1 = load v.X
	//   %2 = load v.Y
	//   %3 = mul f64 %1, %1
	//   %4 = mul f64 %2, %2
	//   %5 = add f64 %3, %4
	//   %6 = sqrt f64 %5
	//   return %6
	// }
}
