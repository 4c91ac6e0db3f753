package designer

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

// doubtful is a model that can be checked.
type doubtful struct {
	*fakeModel
	doubt string
	err   error
}

func (m doubtful) Check(context.Context) (string, error) { return m.doubt, m.err }

// TestModelIsCheckedFirst wants a run whose model will not answer to end before
// anything is trained, and one whose model may answer to go on.
func TestModelIsCheckedFirst(t *testing.T) {
	wrong := errors.New("wrong key")
	b := newBench(t)
	b.options.Model = doubtful{b.model, "", wrong}
	r, err := b.run(t, t.Context())
	if !errors.Is(err, wrong) || r.Status != RunFailed || len(b.trainer.ran) != 0 {
		t.Fatalf("error %v, run %s, trained %v", err, r.Status, b.trainer.ran)
	}
	b.options.Model = doubtful{b.model, "no list of models", nil}
	if r := b.mustRun(t); r.Status != RunDone {
		t.Errorf("resumed, the run is %s", r.Status)
	}
	if !slices.ContainsFunc(b.events, func(e Event) bool { return strings.Contains(e.Message, "no list of models") }) {
		t.Errorf("nobody was told of the doubt")
	}
}
