package engine_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/engine"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/wasm"
)

func Example() {
	program, err := ir.Parse(`func inverse(n int) (y f64) entry Inverse {
  %1 = const int 1000
  %2 = load n
  %3 = div int %1, %2
  %4 = convert f64 %3
  return %4
}
`)
	if err != nil {
		panic(err)
	}
	module, err := wasm.Emit(program, wasm.Options{})
	if err != nil {
		panic(err)
	}

	ctx := context.Background()
	runtime, err := engine.New(ctx)
	if err != nil {
		panic(err)
	}
	defer runtime.Close(ctx)
	compiled, err := runtime.Compile(ctx, module)
	if err != nil {
		panic(err)
	}
	instance, err := compiled.Instantiate(ctx)
	if err != nil {
		panic(err)
	}
	inverse, err := instance.Entry("Inverse")
	if err != nil {
		panic(err)
	}

	copy(inverse.In[0], []float64{4, 3, 0, 2})
	err = inverse.Run(4)
	fmt.Println(inverse.Out[0][:4])
	var fault *engine.Fault
	if errors.As(err, &fault) {
		fmt.Printf("row %d, line %d: %s\n", fault.Row, fault.Pos.Line, fault.Kind)
	}
	// Output:
	// [250 333 0 0]
	// row 2, line 4: integer division by zero
}
