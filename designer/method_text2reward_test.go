package designer

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/designer/library"
)

// oneExample is a library of one reward.
type oneExample struct{ asked []library.Query }

func (o *oneExample) Nearest(_ context.Context, q library.Query, k int) ([]library.Match, library.How, error) {
	o.asked = append(o.asked, q)
	e := library.Entry{Env: "tank", Task: "Fill the tank.", View: "type State struct{ Level float64 }\n", Source: "package reward // of the tank\n", Origin: library.BuiltIn}
	return []library.Match{{Entry: e, Similarity: 0.25}}, library.How{By: library.ByBM25}, nil
}

func commentOn(t *testing.T, b *bench, candidate, text string) {
	t.Helper()
	if err := b.journal.Append(Entry{Commented: &Commented{Candidate: candidate, Text: text}}); err != nil {
		t.Fatal(err)
	}
}

// TestText2Reward runs to the end with one example, is commented on twice, and goes on
// each time.
func TestText2Reward(t *testing.T) {
	b := newMethodBench(t, "text2reward", "few-shot")
	l := &oneExample{}
	b.options.Library = l
	b.model.plan = map[string]string{"0 0 0": "quality 5", "1 0 0": "quality 3", "2 0 0": "quality 9"}
	r := b.mustRun(t)
	if r.Status != RunDone || r.Best != "i00-s00" || r.Result == nil {
		t.Fatalf("run is %s with best %s", r.Status, r.Best)
	}
	if len(l.asked) != 1 || l.asked[0].Env != "cartpole" || l.asked[0].Digest != r.Env.Digest {
		t.Errorf("the library was asked %+v", l.asked)
	}
	if it := r.Iterations[0]; len(it.Examples) != 1 || it.Examples[0].Env != "tank" || !strings.Contains(it.Messages[1].Content, "// of the tank") {
		t.Errorf("examples are %+v", it.Examples)
	}
	golden(t, "text2reward-first.md", page(r.Iterations[0].Messages))

	commentOn(t, b, "i00-s00", "It leans to the left.\nStand it up first.")
	if r = b.mustRun(t); r.Status != RunDone || r.Best != "i01-s00" || r.Result.Arm(ArmDesigned).Candidate != "i01-s00" {
		t.Fatalf("after a comment the run is %s with best %s, result %+v", r.Status, r.Best, r.Result)
	}
	golden(t, "text2reward-comment.md", page(r.Iterations[1].Messages[3:]))

	commentOn(t, b, "i01-s00", "Better before.")
	r = b.mustRun(t)
	if got := roles(r.Iterations[2].Messages); r.Best != "i02-s00" || got != "suauau" {
		t.Errorf("after the second comment best is %s, and its prompt has %s", r.Best, got)
	}
	finals := slices.DeleteFunc(slices.Clone(b.trainer.ran), func(s string) bool { return !strings.HasPrefix(s, StageFinal) })
	if len(finals) != 3*2+2+2 {
		t.Errorf("final trainings are %v: the task's own rewards need no others", finals)
	}
	if len(b.model.seen) != 3 {
		t.Errorf("%d calls, want 3", len(b.model.seen))
	}
}

// TestCommentOnAnyMethod: a comment adds an iteration whatever the method.
func TestCommentOnAnyMethod(t *testing.T) {
	b := newBench(t)
	b.mustRun(t)
	commentOn(t, b, "i00-s01", "Slower.")
	r := b.mustRun(t)
	if len(r.Iterations) != 3 || len(r.Iterations[2].Candidates) != 3 || !strings.Contains(r.Iterations[2].Messages[3].Content, "> Slower.") {
		t.Errorf("there are %d iterations", len(r.Iterations))
	}
	if got := r.Iterations[2].Messages[2].Content; got != r.Candidate("i00-s01").Answer() {
		t.Errorf("the comment follows %q", got)
	}
}

func TestText2RewardKilled(t *testing.T) {
	killEverywhere(t, func() *bench {
		b := newMethodBench(t, "text2reward", "zero-shot")
		b.model.plan = map[string]string{"0 0 0": "bad", "0 0 1": "quality 2 faulty"}
		return b
	})
}
