package narrow_test

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/narrow"
)

func ExampleMath_Program() {
	p, err := ir.Parse(`
func third(x f64) (y f64) entry Third {
  %1 = load x
  %2 = const f64 0.3333333333333333
  %3 = mul f64 %1, %2
  return %3
}
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := narrow.NewMath()
	if err != nil {
		fmt.Println(err)
		return
	}
	n, err := m.Program(p)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(n)
	// Output:
	// func third(x f32) (y f32) entry Third {
	//   %1 = load x
	//   %2 = const f32 0.33333334
	//   %3 = mul f32 %1, %2
	//   return %3
	// }
}
