package designer

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// answeredAt is the one thing that the journal does not tell of a file.
var answeredAt = regexp.MustCompile(`\n *"answered": "[^"]*",`)

// TestResumeRestoresFiles kills a run, deletes files of it, and wants all but
// the policies of candidates back.
func TestResumeRestoresFiles(t *testing.T) {
	plan := map[string]string{"0 0 0": "bad", "0 0 1": "quality 4", "0 2 0": "refuse", "1 1 0": "quality 5 faulty"}
	whole := newBench(t)
	whole.model.plan = plan
	whole.mustRun(t)

	b := newBench(t)
	b.model.plan = plan
	b.journal.killBefore = "concluded"
	if _, err := b.run(t, t.Context()); err == nil {
		t.Fatal("the process was not killed")
	}
	kept := 0
	for _, name := range slices.Collect(maps.Keys(b.journal.files)) {
		if !strings.HasPrefix(name, "candidates/i01") && !strings.HasPrefix(name, "final/") {
			delete(b.journal.files, name)
		} else {
			b.journal.files[name] += " "
			kept++
		}
	}
	b.mustRun(t)
	for name, want := range whole.journal.files {
		got, ok := b.journal.files[name]
		lost := strings.HasPrefix(name, "candidates/i00") && strings.Contains(name, "policy-")
		switch {
		case lost && !ok:
		case strings.HasSuffix(got, " "):
			kept--
		case answeredAt.ReplaceAllString(want, "") != got:
			t.Errorf("%s (-want +got):\n%s", name, cmp.Diff(want, got))
		}
	}
	if kept != 0 {
		t.Errorf("%d files that were there were written again", kept)
	}
}
