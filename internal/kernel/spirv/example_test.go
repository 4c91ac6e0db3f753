package spirv_test

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

func ExampleEmit() {
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
	m, err := spirv.Emit(p, spirv.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range m.Entries {
		fmt.Println(e.Name, e.Inputs, e.Results)
	}
	for i, s := range m.Sites[1:] {
		fmt.Printf("site %d: line %d: %v\n", i+1, s.Pos.Line, s.Kind)
	}
	// Output:
	// Divide [{x int} {y int}] [{q int}]
	// site 1: line 5: integer division by zero
	// site 2: line 5: integer overflow: an int leaves the range of 32 bits
}
