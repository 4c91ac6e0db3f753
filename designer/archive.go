package designer

import "slices"

// archive holds what past iterations brought and says what the next prompts hold.
// It is derived from the run alone, so that a resumed run draws the same.
type archive interface {
	// draw returns, for each of n samples of the next iteration, the IDs of the
	// candidates that its prompt holds, the one to compare with first. Samples
	// that have the same share a prompt. Without a past there are none.
	draw(r *Run, n int) [][]string
}

// archive returns that of the task's method.
func (l *loop) archive() archive { return list{} }

// list is the archive of methods with a single line of descent: every sample of
// an iteration has the parents that the selection before it has carried over.
type list struct{}

func (list) draw(r *Run, n int) [][]string {
	var parents []string
	if len(r.Iterations) > 0 {
		last := r.Iterations[len(r.Iterations)-1]
		parents = slices.DeleteFunc([]string{last.Carried, last.worst()}, func(id string) bool { return id == "" })
	}
	return slices.Repeat([][]string{parents}, n)
}

// worst returns the ID of what was liked least, "" where nobody was asked.
func (it *Iteration) worst() string {
	if it.Picked == nil {
		return ""
	}
	return it.Picked.Worst
}
