package critic

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/critic/internal/check"
	"github.com/rewardsmith/rewardsmith/critic/output"
)

// FuzzAnswer takes any answer through the stages that run without limits:
// whatever it is, they must end with findings that can be shown.
func FuzzAnswer(f *testing.F) {
	files, err := filepath.Glob("testdata/*/*.go*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if len(text) < 10000 {
			f.Add(string(text))
			f.Add("Sure!\n```go\n" + string(text) + "```\n")
		}
	}
	f.Add(signsText)
	f.Add("package reward\nfunc Progress() {}/* */ //")
	f.Add("```\n~~~go\n```go\n</think>package reward\nfunc Reward(")
	f.Fuzz(func(t *testing.T, answer string) {
		for _, kind := range output.Kinds() {
			fuzzAnswer(t, answer, kind)
		}
	})
}

// fuzzAnswer checks what is found in an answer, and that what is no Reward yet can be
// made one.
func fuzzAnswer(t *testing.T, answer string, kind *output.Kind) {
	source, found := Extract(answer, kind)
	if len(found) == 0 {
		found = check.Untyped(source, kind)
	}
	if len(found) > finding.Max {
		t.Errorf("%d findings", len(found))
	}
	for _, x := range found {
		if x.Message == "" || x.Reason == "" || x.Stage == "" || !x.Rejects || len(x.Message)+len(x.Suggestion) > 2000 {
			t.Errorf("finding %+v", x)
		}
		if utf8.ValidString(answer) && !utf8.ValidString(x.Message) {
			t.Errorf("finding %+v is not UTF-8", x)
		}
	}
	if len(found) > 0 {
		return
	}
	whole, err := kind.Complete(source)
	if err != nil {
		t.Fatal(err)
	}
	if again := check.Untyped(whole, output.Default()); len(again) > 0 && len(whole) < 32<<10 {
		t.Errorf("%s made a reward: %v", kind.Name, again)
	}
}

// FuzzBatch gives the child's decoder any bytes.
func FuzzBatch(f *testing.F) {
	h := batchHeader{Count: 2, Instances: 1, State: 1, Action: 1}
	f.Add(append(h.append(nil), make([]byte, h.bytes()-batchHeaderBytes)...))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, payload []byte) {
		b, h, err := decodeBatch(payload)
		if err == nil && (b.Len() != h.Count || len(b.State) != h.State) {
			t.Errorf("header %+v gives a batch of %d", h, b.Len())
		}
	})
}

const signsText = `package reward

import "env"

type Memory struct{ N float64 }

func Sparse(m *Memory, s env.State, a env.Action, next env.State) float64 { return m.N }
func Dense(s env.State, a env.Action, next env.State) float64 { return next.X - s.X }
`
