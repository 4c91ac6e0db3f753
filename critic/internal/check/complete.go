package check

import (
	"strings"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/critic/output"
)

// complete returns the reward with func Reward, which is made of other functions
// where its kind says so.
func (r *Reward) complete() (*Reward, []finding.Finding) {
	if !r.Kind.Made() {
		return r, nil
	}
	whole, found := Parse(r.Fset, r.Text+r.Kind.Rest(r.File), r.Kind)
	whole.lines = 1 + strings.Count(r.Text, "\n")
	return whole, whole.Own(found)
}

// Own returns findings on a reward as its author may read them. What is wrong with
// the Reward that was made follows from what is wrong with the functions it is
// made of; where it stands alone it has no place.
func (r *Reward) Own(found []finding.Finding) []finding.Finding {
	return OwnLines(found, r.lines, r.Kind)
}

// OwnLines is Own for a source of so many lines before it was completed, 0 for one
// that was complete.
func OwnLines(found []finding.Finding, lines int, kind *output.Kind) []finding.Finding {
	if lines == 0 {
		return found
	}
	var own, made []finding.Finding
	for _, f := range found {
		if f.Line <= lines {
			own = append(own, f)
			continue
		}
		f.Line, f.Column = 0, 0
		f.Message = "in the Reward that is made of " + kind.List() + ": " + f.Message
		made = append(made, f)
	}
	if finding.Rejection(own) || len(made) == 0 {
		return own
	}
	return append(own, made...)
}
