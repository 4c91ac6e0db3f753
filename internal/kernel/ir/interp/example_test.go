package interp_test

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
)

func ExampleRow() {
	p, err := ir.Parse(`
func divide(x int, y int) (q int) entry Divide {
  %1 = load x
  %2 = load y
  %3 = div int %1, %2
  return %3
}
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range [][]float64{{7, -2}, {7, 0}} {
		results, fault := interp.Row(p.Entry("Divide"), row, 0)
		if fault != nil {
			fmt.Printf("line %d: %v\n", fault.Pos.Line, fault.Kind)
			continue
		}
		fmt.Println(results)
	}
	// Output:
	// [-3]
	// line 5: integer division by zero
}
