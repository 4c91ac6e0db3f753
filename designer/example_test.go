package designer_test

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/designer"
)

// A method's preset decides what a task file leaves unset.
func ExampleTask_Resolved() {
	task := designer.DefaultTask()
	paper := "paper"
	task.Method.Form = &paper
	samples := 8
	task.Method.Samples = &samples

	m := task.Resolved().Method
	fmt.Println(*m.Samples, "samples,", *m.Iterations, "iterations")
	fmt.Println("carries over the best of the", *m.Carry, "by the", *m.Fitness, "over training, shown as", *m.Feedback)
	// Output:
	// 8 samples, 5 iterations
	// carries over the best of the round by the max over training, shown as series
}
