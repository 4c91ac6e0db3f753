package llm_test

import (
	"context"
	"fmt"
	"os"

	"github.com/rewardsmith/rewardsmith/designer/llm"
)

// Recorded answers stand in for a model: here two samples of one prompt, of
// which the second was never recorded.
func Example() {
	replay, err := llm.NewReplay(os.DirFS("testdata/recording"), "testdata/recording")
	if err != nil {
		fmt.Println(err)
		return
	}
	request := llm.Request{Messages: []llm.Message{
		{Role: llm.RoleSystem, Content: "You write reward functions in Go."},
		{Role: llm.RoleUser, Content: "Keep the pole upright."},
	}}
	err = llm.CompleteSamples(context.Background(), replay, request, []int{0, 1}, func(sample int, a llm.Answer, err error) error {
		if err != nil {
			fmt.Printf("sample %d: %v\n", sample, err)
			return nil
		}
		fmt.Printf("sample %d by %s, prompt changed: %v\n%s", sample, a.Model, a.PromptChanged, a.Text)
		return nil
	})
	fmt.Println("error:", err)
	// Output:
	// sample 0 by a person, prompt changed: false
	// ```go
	// package reward
	//
	// import "env"
	//
	// func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	// 	upright := 1 - next.Theta*next.Theta
	// 	return upright, map[string]float64{"upright": upright}
	// }
	// ```
	// sample 1: testdata/recording: there is no i00-s01-a0.answer.md; recorded of iteration 0: i00-s00-a0; run no more iterations, samples and repairs than were recorded, or use another model
	// error: <nil>
}
