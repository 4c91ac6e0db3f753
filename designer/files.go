package designer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"time"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// The files of a run beside its journal are for people and other programs; the
// run itself only ever reads the journal. Each is written before the entry that
// it belongs to, so that whatever the journal knows of has its files. Those that
// are missing when a run is resumed are written again, but for the policies of
// candidates and of the result, which nothing else holds.
//
//	answers/                      a recording that model kind replay serves
//	candidates/i00-s03/reward.go  the source as extracted, of the last attempt
//	          .../verdict.json    the critic's verdict on it
//	          .../policy-0.json   the policy of training seed 0
//	          .../report.json     what the trainings came to, episodes included
//	          .../feedback.md     what the model is shown about it
//	          .../fit.md          how its constants were tuned
//	          .../fitted.go       the source with better ones
//	fit/i00-s03-fit04/policy-0.json
//	preflight/human/policy-0.json
//	search/human/policy-0.json    of methods that choose among policies of the human reward
//	final/designed/policy-0.json  and likewise sparse and human
type files struct {
	journal Journal
	missing bool // write only those that are not there
}

// files writes all that it is given.
func (l *loop) files() files { return files{journal: l.Journal} }

// answersFolder holds the recording.
const answersFolder = "answers"

// keepAnswer adds an answer that came at the given time to the recording.
func (f files) keepAnswer(r llm.Request, a llm.Answer, came time.Time) error {
	stem := path.Join(answersFolder, llm.Stem(r.Place))
	if err := f.writeJSON(stem+".json", llm.NewRecord(r, a, came)); err != nil {
		return err
	}
	return f.write(stem+".answer.md", []byte(a.Text))
}

// keepVerdict stores a candidate's source and the verdict on it.
func (f files) keepVerdict(id string, v *Verdict) error {
	folder := path.Join("candidates", id)
	if v.Source != "" {
		if err := f.write(path.Join(folder, "reward.go"), []byte(v.Source)); err != nil {
			return err
		}
	}
	return f.writeJSON(path.Join(folder, "verdict.json"), v)
}

// keepScore stores a candidate's report and the feedback on it.
func (f files) keepScore(id string, report *evaluator.Report, feedback string) error {
	folder := path.Join("candidates", id)
	if err := f.writeJSON(path.Join(folder, "report.json"), report); err != nil {
		return err
	}
	if feedback == "" {
		return nil
	}
	return f.write(path.Join(folder, "feedback.md"), []byte(feedback))
}

// keepPolicy stores the policy of a training and notes its name there.
func (f files) keepPolicy(t *Trained, policy []byte) error {
	if policy == nil {
		return nil
	}
	folder := path.Join(t.Stage, t.Arm)
	if t.Stage == StageSearch && t.Arm != ArmHuman {
		folder = path.Join("candidates", t.Arm)
	}
	t.Policy = path.Join(folder, fmt.Sprintf("policy-%d.json", t.Seed))
	return f.write(t.Policy, policy)
}

func (f files) write(name string, content []byte) error {
	if f.missing && f.journal.Has(name) {
		return nil
	}
	return f.journal.Write(name, content)
}

func (f files) writeJSON(name string, v any) error {
	if f.missing && f.journal.Has(name) {
		return nil // not even encoded: reports are large
	}
	text, err := indented(v)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return f.journal.Write(name, text)
}

// indented returns v as JSON for people to read.
func indented(v any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(v)
	return text.Bytes(), err
}
