package designer

import (
	"fmt"
	"slices"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// Run is all there is to know about a run, as its journal tells it. [Fold] is
// the only thing that changes one.
type Run struct {
	Task     Task               `json:"task"` // resolved
	Env      EnvInfo            `json:"env"`
	Settings evaluator.Settings `json:"settings"` // of every training
	Cores    int                `json:"cores"`    // that trainings were spread over
	Prompts  string             `json:"prompts"`  // digest of the templates as rendered for the task
	// Templates is the digest of their texts, "" in runs of earlier versions.
	Templates string  `json:"templates,omitempty"`
	Machine   Machine `json:"machine"` // on which it is, or was last
	// Earlier are the machines on which a part was trained before, the first first.
	Earlier []Machine `json:"earlier,omitempty"`
	// Source is the text of the environment as the run began, nil in runs of
	// earlier versions.
	Source *envs.Source `json:"-"`

	Status Status `json:"status"`
	Stop   *Stop  `json:"stop,omitempty"`  // why the search ended; nil while it goes on
	Error  string `json:"error,omitempty"` // of RunFailed: what went wrong
	Cut    *Stop  `json:"cut,omitempty"`   // the cap that first made the search smaller than asked for; nil for none

	Preflight  *Preflighted `json:"preflight,omitempty"`
	Iterations []*Iteration `json:"iterations"`
	Best       string       `json:"best,omitempty"`    // ID of the best candidate so far
	Fitting    *Fitting     `json:"fitting,omitempty"` // of the best candidate's constants; nil until it begins
	Result     *Result      `json:"result,omitempty"`  // nil until measured

	Ledger Ledger `json:"ledger"`

	// Repeated lists the calls that were in flight when an earlier process of
	// the run ended. They were asked again, unless the budget did not allow it;
	// Ledger.Lost is what they are taken to have cost the first time.
	Repeated []llm.Place `json:"repeated,omitempty"`
	Resumed  int         `json:"resumed,omitempty"` // how often the run was resumed
	// Notes holds what readers of the results should know: that parts of the run
	// were carried out on different machines.
	Notes []string `json:"notes,omitempty"`

	// Comments are what a person said about candidates, in order. Each adds an
	// iteration.
	Comments []Comment `json:"comments,omitempty"`
	// Awaits says what the run waits for, of RunWaiting.
	Awaits string `json:"awaits,omitempty"`

	// Pool holds the trainings of the human reward of which one is chosen, by seed, of
	// methods that do so.
	Pool []Trained `json:"-"`

	fits    []Trained       // trainings of Fitting
	over    bool            // the search had ended when a person commented: no more of the method's own iterations
	finals  []Trained       // trainings of the final measurement, until Result holds them
	settled map[string]bool // what was trained on machines in Earlier, as notes call it
}

// EnvInfo is what a report needs to know of the environment.
type EnvInfo struct {
	Name       string  `json:"name"`
	Digest     string  `json:"digest"` // of the environment's source files
	Task       string  `json:"task"`   // the sentence the model was given
	ScoreLo    float64 `json:"score_lo"`
	ScoreHi    float64 `json:"score_hi"`
	Solved     float64 `json:"solved"`      // value of SelectionScore at which the task is solved
	HasSuccess bool    `json:"has_success"` // the task has a success
	BySuccess  bool    `json:"by_success"`  // candidates are compared by success, else by score
}

// Status is where a run or a candidate stands.
type Status string

// The states of a run.
const (
	RunUnfinished  Status = "unfinished"  // going on, or ended without a word: resume continues it
	RunInterrupted Status = "interrupted" // stopped cleanly by the user; resume continues it
	RunDone        Status = "done"        // came to its end, perhaps at a cap of its budget
	RunFailed      Status = "failed"      // could not go on; resume tries again from there
	RunWaiting     Status = "waiting"     // for a person, see Run.Awaits
)

// The states of a candidate.
const (
	CandidateAsked     Status = "asked"     // its answer is awaited
	CandidateNoAnswer  Status = "no-answer" // the model failed to answer
	CandidateRejected  Status = "rejected"  // by the critic, repairs included
	CandidateAccepted  Status = "accepted"  // by the critic; not trained yet
	CandidateReturned  Status = "returned"  // by a gate, to be rewritten
	CandidateScreened  Status = "screened"  // out by a gate: not worth its training
	CandidateTraining  Status = "training"  // being trained
	CandidateUntrained Status = "untrained" // accepted, but the budget did not allow its training
	CandidateTrained   Status = "trained"   // all its trainings ended
	CandidateStopped   Status = "stopped"   // by a race: others did better on the way
	CandidateFaulty    Status = "faulty"    // the reward failed in training
	CandidateBroken    Status = "broken"    // the learner failed in training, which says nothing about the reward
)

// Stop says why a search ended.
type Stop struct {
	Reason StopReason `json:"reason"`
	Detail string     `json:"detail,omitempty"` // a sentence with the numbers and the way on
}

// StopReason is why a search ended.
type StopReason string

// The reasons.
const (
	StopComplete  StopReason = "complete"   // every iteration was carried out
	StopTarget    StopReason = "target"     // method.target was reached
	StopCalls     StopReason = "calls"      // budget.calls
	StopTokens    StopReason = "tokens"     // budget.tokens
	StopUSD       StopReason = "usd"        // budget.usd
	StopSteps     StopReason = "steps"      // budget.steps
	StopSearch    StopReason = "search"     // budget.search
	StopWall      StopReason = "wall"       // budget.wall
	StopAllFailed StopReason = "all-failed" // an iteration and its repetitions brought no trained candidate
	StopPreflight StopReason = "preflight"  // the human reward does not solve the task
)

// Cap says that the reason is a cap of the budget.
func (s StopReason) Cap() bool {
	return slices.Contains([]StopReason{StopCalls, StopTokens, StopUSD, StopSteps, StopSearch, StopWall}, s)
}

// Iteration is one round of asking, training and selecting.
type Iteration struct {
	Number     int           `json:"number"`   // from 0
	Messages   []llm.Message `json:"messages"` // the prompt of all attempts that have none of their own
	Examples   []Shown       `json:"examples,omitempty"`
	Rounds     int           `json:"rounds"`            // 1, and one more for each repetition
	First      int           `json:"first,omitempty"`   // sample that the last round begins with
	Cap        StopReason    `json:"cap,omitempty"`     // the cap that gave the last round fewer samples
	Candidates []*Candidate  `json:"candidates"`        // by sample number
	Best       string        `json:"best,omitempty"`    // ID of its best candidate; empty where all failed
	Carried    string        `json:"carried,omitempty"` // ID of the candidate that the next prompt holds
	Picked     *Picked       `json:"picked,omitempty"`  // what a person preferred, of SelectPerson
	Done       bool          `json:"done"`              // its selection is over
}

// Candidate is one reward source and what became of it.
type Candidate struct {
	ID        string    `json:"id"`                // as CandidateID makes it
	Iteration int       `json:"iteration"`         // from 0
	Sample    int       `json:"sample"`            // from 0; repetitions of a round count on
	Parents   []string  `json:"parents,omitempty"` // IDs of the candidates that its prompt held
	Status    Status    `json:"status"`
	Attempts  []Attempt `json:"attempts"` // the answer and its repairs

	// Consultations are what the model was asked about the attempts, in order.
	Consultations []*Consultation `json:"consultations,omitempty"`

	Source    string            `json:"source,omitempty"`  // of the last attempt, as extracted
	Verdict   *Verdict          `json:"verdict,omitempty"` // on the last attempt
	Report    *evaluator.Report `json:"report,omitempty"`  // nil until trained
	Trainings []Trained         `json:"-"`                 // of the last attempt, by seed, also those that failed
	Fault     string            `json:"fault,omitempty"`   // why training failed

	// Score is the fitness by which candidates are compared, higher is better;
	// it has no meaning unless Scored.
	Score    float64 `json:"score"`
	Scored   bool    `json:"scored"`
	Feedback string  `json:"feedback,omitempty"` // what the model is shown about it, verbatim

	Spent Spent `json:"spent"`
}

// code returns what a candidate is trained on.
func (r *Run) code(c *Candidate) Code {
	o := *r.Task.Method.Output
	code := Code{Source: c.Source, Output: o, Combine: outputs()[o].combine}
	if c.Verdict != nil {
		code.Engine = c.Verdict.Engine
	}
	return code
}

// CandidateID names the candidate of a sample: i00-s03.
func CandidateID(iteration, sample int) string {
	return fmt.Sprintf("i%02d-s%02d", iteration, sample)
}

// Parent returns the ID of the candidate to compare c with, the first of its
// parents, "" where its prompt held none.
func (c *Candidate) Parent() string {
	if len(c.Parents) == 0 {
		return ""
	}
	return c.Parents[0]
}

// Answer returns the last answer as the model wrote it, "" without one.
func (c *Candidate) Answer() string {
	if a := c.lastAnswered(); a != nil {
		return a.Answer.Text
	}
	return ""
}

// lastAnswered returns the last attempt that has an answer, nil without one. It is
// not the last of all where a rewriting did not come.
func (c *Candidate) lastAnswered() *Attempt {
	for i := len(c.Attempts) - 1; i >= 0; i-- {
		if c.Attempts[i].Answer.Text != "" {
			return &c.Attempts[i]
		}
	}
	return nil
}

// last returns the last attempt.
func (c *Candidate) last() *Attempt { return &c.Attempts[len(c.Attempts)-1] }

// Exchange is a prompt and what the model answered.
type Exchange struct {
	Messages []llm.Message `json:"messages,omitempty"` // nil for its iteration's
	Answered bool          `json:"answered"`           // Answer or Error is known
	Answer   llm.Answer    `json:"answer"`
	Error    string        `json:"error,omitempty"` // why no answer came, also where it is still waited for
	Cap      StopReason    `json:"cap,omitempty"`   // the cap of the budget that is why
}

// Attempt is one answer and its review. Attempt 0 is the first answer, the
// others are repairs.
type Attempt struct {
	Number int `json:"number"`
	Exchange
	Verdict *Verdict `json:"verdict,omitempty"` // nil until reviewed
	Gates   []Gated  `json:"gates,omitempty"`   // of the method, as far as it came
}

// Consultation is a question about an attempt of a candidate that is put to the
// model in another role than that of the designer.
type Consultation struct {
	Role    string `json:"role"`
	Attempt int    `json:"attempt"`
	Exchange
}

// Picked is what a person liked best and least.
type Picked struct {
	Iteration int    `json:"iteration"`
	Best      string `json:"best"`  // ID
	Worst     string `json:"worst"` // ID, "" where there was nothing to choose from
	By        string `json:"by"`    // one of the PickedBy constants
}

// Verdict is the critic's judgement of one answer.
type Verdict struct {
	Accepted bool              `json:"accepted"`
	Source   string            `json:"source,omitempty"` // as extracted from the answer
	Terms    []string          `json:"terms,omitempty"`  // sorted
	Memory   bool              `json:"memory,omitempty"` // the reward remembers things within an episode
	Engine   string            `json:"engine,omitempty"` // what runs the reward
	Why      string            `json:"why,omitempty"`    // why it is not the preferred engine
	Findings []finding.Finding `json:"findings,omitempty"`
	Seconds  float64           `json:"seconds"`
}

// Arm is a reward that is not a candidate, or a candidate trained anew, with
// its result.
type Arm struct {
	Name      string            `json:"name"`                // one of the Arm constants
	Candidate string            `json:"candidate,omitempty"` // ID, of ArmDesigned
	Fitted    bool              `json:"fitted,omitempty"`    // with constants that were tuned
	Report    *evaluator.Report `json:"report,omitempty"`
	Trainings []Trained         `json:"-"`               // one per training seed, also those that failed
	Fault     string            `json:"fault,omitempty"` // why a training failed; the others count

	// Measured holds one measurement per sound training on the final family, of
	// the last checkpoint's policy. The preflight has none.
	Measured []evaluator.Measurement `json:"measured,omitempty"`
	Score    evaluator.Stat          `json:"score"` // of Measured, over training seeds
	Success  evaluator.Stat          `json:"success"`
	Length   evaluator.Stat          `json:"length"`

	// BestOf is, of ArmHumanBest, the number of trainings from which the one that was
	// measured was chosen, and Seed is its seed. It has no other training.
	BestOf int `json:"best_of,omitempty"`
	Seed   int `json:"seed,omitempty"`
}

// Preflighted is the human reward's arm with what the check made of it.
type Preflighted struct {
	Arm
	Done   bool `json:"done"`
	Passed bool `json:"passed"`
}

// Names of arms.
const (
	ArmDesigned = "designed"
	ArmHuman    = "human"
	ArmSparse   = "sparse"

	ArmHumanBest = "human-best" // the best of many policies of the human reward
)

// Result is what the run reports: the best reward beside the sparse and the human
// one, each trained from scratch on fresh seeds and measured once, or those of them
// that the task wants.
type Result struct {
	Seeds    int   `json:"seeds"`    // of each arm that was trained anew
	Episodes int   `json:"episodes"` // of each policy's measurement
	Arms     []Arm `json:"arms"`     // as final.arms lists them
}

// Trainings returns how many trainings of an arm are measured where none fails.
func (f *Result) Trainings(a *Arm) int {
	if a.BestOf > 0 {
		return 1
	}
	return f.Seeds
}

// Opening says in words how the result was measured.
func (f *Result) Opening() string {
	of := "the best of many policies"
	for i := range f.Arms {
		if f.Arms[i].BestOf == 0 {
			of = Count(f.Seeds, "fresh training") + " each"
		}
	}
	return fmt.Sprintf("%s, measured on %s", of, Count(f.Episodes, "new episode"))
}

// Arm returns the named arm, nil if it was not measured.
func (f *Result) Arm(name string) *Arm {
	for i := range f.Arms {
		if f.Arms[i].Name == name {
			return &f.Arms[i]
		}
	}
	return nil
}

// Candidate returns the candidate with the given ID, nil if there is none.
func (r *Run) Candidate(id string) *Candidate {
	for _, it := range r.Iterations {
		for _, c := range it.Candidates {
			if c.ID == id {
				return c
			}
		}
	}
	return nil
}

// Candidates returns all candidates by iteration and sample.
func (r *Run) Candidates() []*Candidate {
	var all []*Candidate
	for _, it := range r.Iterations {
		all = append(all, it.Candidates...)
	}
	return all
}

// Interpreted returns how many candidates run interpreted, many times slower than
// compiled ones.
func (r *Run) Interpreted() int {
	n := 0
	for _, c := range r.Candidates() {
		if c.Verdict != nil && c.Verdict.Accepted && c.Verdict.Engine == critic.EngineYaegi {
			n++
		}
	}
	return n
}
