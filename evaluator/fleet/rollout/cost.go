package rollout

import (
	"math"
	"slices"
	"sort"
)

// philoxRounds are the loop iterations of four random numbers.
const philoxRounds = 10

// Iterations bounds the loop iterations that an invocation takes in one dispatch
// of Rollout, for devices that bound them: those of our own text, and what fuel
// allows user code. A device that unrolls loops takes fewer.
func (p *Program) Iterations(steps int, stepFuel, rewardFuel uint32) int {
	user := 2*int(stepFuel) + int(rewardFuel) // the environment's functions are refuelled before a step and before an episode
	return p.columnIterations() + int(stepFuel) + steps*(p.stepIterations()+user)
}

// columnIterations are those that read and write what lasts between dispatches.
func (p *Program) columnIterations() int {
	totals, o := p.Statistics().Deviations, len(p.spec.Observation)
	return 2*p.cellColumns() + 2*totals + 2*o + p.faultColumns()
}

// Steps returns how many steps a dispatch of Rollout may take at most for
// Iterations to stay within a limit. It is 0 where even one step is too many.
func (p *Program) Steps(limit int, stepFuel, rewardFuel uint32) int {
	if limit == math.MaxInt {
		return limit
	}
	rest := limit - p.Iterations(0, stepFuel, rewardFuel)
	return max(0, rest/(p.Iterations(1, stepFuel, rewardFuel)-p.Iterations(0, stepFuel, rewardFuel)))
}

// WidestHidden returns how wide the hidden layers may be at most, all of them, for one
// step to stay within a limit of Iterations, up to the widest that the program has. It
// is 0 where layers of any width exceed it.
func (p *Program) WidestHidden(limit int, stepFuel, rewardFuel uint32) int {
	if len(p.Shape.Hidden) == 0 {
		return 0
	}
	exceeds := func(width int) bool {
		of := *p
		of.Shape.Hidden = slices.Repeat([]int{width}, len(p.Shape.Hidden))
		return of.Iterations(1, stepFuel, rewardFuel) > limit
	}
	return sort.Search(slices.Max(p.Shape.Hidden), func(i int) bool { return exceeds(i + 1) })
}

// stepIterations are the loop iterations of one step without user code: the policy,
// the value of the state and perhaps that of the successor, and the sampling of an
// action.
func (p *Program) stepIterations() int {
	n := 1 + 3*(1+p.Shape.iterations()) + 5*pad(p.Shape.Inputs)/4 // each pass normalises; one writes, one notes
	if p.counted {
		n += p.TermColumns()
	}
	if p.spec.Choices > 0 {
		return n + philoxRounds + 3*p.spec.Choices
	}
	numbers := 2 * len(p.spec.Action) // two uniform numbers for a normal one
	return n + (numbers+3)/4*philoxRounds
}
