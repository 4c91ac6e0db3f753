package critic

import (
	"errors"

	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

// untrainable are the findings on a reward of which alone there is a program, but
// none with its environment.
func untrainable(err error) []Finding {
	var refused *kernel.RefusedError
	if errors.As(err, &refused) {
		return refusals(refused, true)
	}
	f := notCompiled(err.Error(), true)
	f.Suggestion = "let Memory hold numbers, truth values, arrays and structs of your own; write it in a simpler way"
	return []Finding{f}
}
