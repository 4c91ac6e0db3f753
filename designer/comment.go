package designer

import (
	"fmt"
	"slices"
	"strings"
)

// Comment is what a person said about a candidate.
type Comment struct {
	Candidate string `json:"candidate"`
	Iteration int    `json:"iteration"` // the one that it adds
	// Vain are those that it had added before, to which no answer came.
	Vain []int  `json:"vain,omitempty"`
	Text string `json:"text"`
}

// first is the iteration that first began with the comment.
func (c *Comment) first() int {
	if len(c.Vain) > 0 {
		return c.Vain[0]
	}
	return c.Iteration
}

// comment returns what iteration n was added for, nil for nothing.
func (r *Run) comment(n int) *Comment {
	for i := range r.Comments {
		if r.Comments[i].Iteration == n {
			return &r.Comments[i]
		}
	}
	return nil
}

// saidAfter says that a comment adds an iteration after the given one, be it that others
// lie between them.
func (r *Run) saidAfter(n int) bool {
	return slices.ContainsFunc(r.Comments, func(c Comment) bool { return c.Iteration > n })
}

// Said returns what a person said that iteration n begins with, in the order in which
// it was said: the comment that has added it, and those before about the same candidate
// that no answer came to.
func (r *Run) Said(n int) []Comment {
	begins := slices.IndexFunc(r.Comments, func(c Comment) bool { return c.Iteration == n || slices.Contains(c.Vain, n) })
	if begins < 0 {
		return nil
	}
	var said []Comment
	for _, c := range r.Comments {
		if c.Candidate == r.Comments[begins].Candidate && c.first() <= n && !r.heard(&c, n) {
			said = append(said, c)
		}
	}
	return said
}

// Unanswered returns what a person said that no answer has come to.
func (r *Run) Unanswered() []Comment {
	var list []Comment
	for _, c := range r.Comments {
		if !r.heard(&c, len(r.Iterations)) {
			list = append(list, c)
		}
	}
	return list
}

// heard says that an iteration before the given one began with a comment and brought an
// answer, however bad.
func (r *Run) heard(c *Comment, before int) bool {
	for n := c.Iteration; n < min(before, len(r.Iterations)); n++ {
		added := r.comment(n)
		if added != nil && added.Candidate == c.Candidate && r.Iterations[n].answered() {
			return true
		}
	}
	return false
}

// Spent says that a cap of the budget, which cannot be raised in a run, is why no more
// was asked: a run that has carried out every iteration may have had fewer samples for
// it, and may still have some to ask for.
func (r *Run) Spent() bool {
	if r.Stop == nil || !r.Stop.Reason.Cap() {
		return false
	}
	n := len(r.Iterations)
	return n == 0 || n < r.iterations() || !r.Iterations[n-1].Done
}

// answered says that the model has answered something in the iteration.
func (it *Iteration) answered() bool {
	return slices.ContainsFunc(it.Candidates, func(c *Candidate) bool { return c.Answer() != "" })
}

// joined is what was said about a candidate as one comment.
func joined(said []Comment) *Comment {
	var texts []string
	for _, c := range said {
		texts = append(texts, c.Text)
	}
	all := said[len(said)-1]
	all.Text = strings.Join(texts, "\n\n")
	return &all
}

// CommentedOn names the candidates of comments, each once.
func CommentedOn(said []Comment) string {
	var ids []string
	for _, c := range said {
		if !slices.Contains(ids, c.Candidate) {
			ids = append(ids, c.Candidate)
		}
	}
	return strings.Join(ids, ", ")
}

// nextComment is the iteration that another comment adds: after those that have begun
// and those of the comments before.
func (r *Run) nextComment() int {
	next := len(r.Iterations)
	for _, c := range r.Comments {
		next = max(next, c.Iteration+1)
	}
	return next
}

// commented adds an iteration; what was designed is no longer the run's result. What a
// stop has left undone stays so.
func (r *Run) commented(c *Commented) error {
	if r.Candidate(c.Candidate) == nil {
		return fmt.Errorf("there is no candidate %s", c.Candidate)
	}
	r.endSearch()
	r.Comments = append(r.Comments, Comment{Candidate: c.Candidate, Iteration: r.nextComment(), Text: c.Text})
	r.Status, r.Stop, r.Result = RunUnfinished, nil, nil
	return nil
}

// reopened takes up the comments that no answer came to. Their iterations at the end of
// the run begin anew, as if they had never been asked for; a comment that one about
// another candidate has overtaken gets a new iteration. A run that another process has
// meanwhile taken up stays as it is.
func (r *Run) reopened() {
	if r.Status != RunDone || len(r.Unanswered()) == 0 {
		return
	}
	r.endSearch()
	r.dropVain()
	for i := range r.Comments {
		c := &r.Comments[i]
		if c.Iteration < len(r.Iterations) && !r.heard(c, len(r.Iterations)) && !r.joins(c) {
			c.Vain, c.Iteration = append(c.Vain, c.Iteration), r.nextComment()
		}
	}
	r.Status, r.Stop, r.Result = RunUnfinished, nil, nil
}

// dropVain drops the iterations at the end of the run that comments have added and
// nobody has answered, one for each candidate: it holds what was said about that before.
func (r *Run) dropVain() {
	var about []string
	for last := len(r.Iterations) - 1; r.vain(last) && !slices.Contains(about, r.comment(last).Candidate); last-- {
		about = append(about, r.comment(last).Candidate)
		r.Iterations = r.Iterations[:last]
	}
}

// vain says that a comment has added iteration n, which has begun, and nobody has
// answered.
func (r *Run) vain(n int) bool {
	return n >= 0 && r.comment(n) != nil && !r.Iterations[n].answered()
}

// joins says that an iteration which has not begun holds the comment beside a later one
// about the same candidate.
func (r *Run) joins(c *Comment) bool {
	return slices.ContainsFunc(r.Comments, func(other Comment) bool {
		return other.Candidate == c.Candidate && other.Iteration >= len(r.Iterations)
	})
}

// endSearch ends a search that has stopped: its last iteration stays as it is, and only
// those of comments follow. One that has stopped for nothing but a comment without an
// answer is not over: a person did not speak to cut it short, so that it goes on behind
// the answer, whether the person has it asked for again or says something more.
func (r *Run) endSearch() {
	if r.Stop == nil {
		return
	}
	last := len(r.Iterations) - 1
	if r.Stop.Reason != StopAllFailed || !r.vain(last) {
		r.over = true
	}
	if last >= 0 {
		r.Iterations[last].Done = true
	}
}
