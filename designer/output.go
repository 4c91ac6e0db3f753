package designer

import "github.com/rewardsmith/rewardsmith/prompts"

// output is the part of a prompt that depends on what is to be written.
type output struct {
	system   string // template of the first message
	contract string // template that says what exactly is to be written
}

// outputs is the table of them by name.
func outputs() map[string]output {
	return map[string]output{
		OutputReward: {prompts.System, prompts.Contract},
	}
}
