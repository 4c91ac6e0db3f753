// Command rewardsmith lets a language model design reward functions, reviews
// them, trains on them and measures the task.
package main

import "github.com/rewardsmith/rewardsmith/cmd"

func main() { cmd.Main() }
