package designer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// The files of a run beside its journal are for people and other programs; the
// run itself only ever reads the journal. Each is written before the entry that
// it belongs to, so that whatever the journal knows of has its files.
//
//	answers/                      a recording that model kind replay serves
//	candidates/i00-s03/reward.go  the source as extracted, of the last attempt
//	          .../verdict.json    the critic's verdict on it
//	          .../policy-0.json   the policy of training seed 0
//	          .../report.json     what the trainings came to, episodes included
//	          .../feedback.md     what the model is shown about it
//	preflight/human/policy-0.json
//	final/designed/policy-0.json  and likewise sparse and human

// answersFolder holds the recording.
const answersFolder = "answers"

// keepAnswer adds an answer to the recording.
func (l *loop) keepAnswer(r llm.Request, a llm.Answer) error {
	stem := path.Join(answersFolder, llm.Stem(r.Place))
	record, err := indented(llm.NewRecord(r, a, l.Now()))
	if err != nil {
		return err
	}
	if err := l.Journal.Write(stem+".json", record); err != nil {
		return err
	}
	return l.Journal.Write(stem+".answer.md", []byte(a.Text))
}

// keepVerdict stores a candidate's source and the verdict on it.
func (l *loop) keepVerdict(id string, v *Verdict) error {
	folder := path.Join("candidates", id)
	if v.Source != "" {
		if err := l.Journal.Write(path.Join(folder, "reward.go"), []byte(v.Source)); err != nil {
			return err
		}
	}
	return l.writeJSON(path.Join(folder, "verdict.json"), v)
}

// keepScore stores a candidate's report and the feedback on it.
func (l *loop) keepScore(id string, report *evaluator.Report, feedback string) error {
	folder := path.Join("candidates", id)
	if err := l.writeJSON(path.Join(folder, "report.json"), report); err != nil {
		return err
	}
	if feedback == "" {
		return nil
	}
	return l.Journal.Write(path.Join(folder, "feedback.md"), []byte(feedback))
}

// keepPolicy stores the policy of a training and notes its name there.
func (l *loop) keepPolicy(t *Trained, policy []byte) error {
	if policy == nil {
		return nil
	}
	folder := path.Join(t.Stage, t.Arm)
	if t.Stage == StageSearch {
		folder = path.Join("candidates", t.Arm)
	}
	t.Policy = path.Join(folder, fmt.Sprintf("policy-%d.json", t.Seed))
	return l.Journal.Write(t.Policy, policy)
}

func (l *loop) writeJSON(name string, v any) error {
	text, err := indented(v)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return l.Journal.Write(name, text)
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
