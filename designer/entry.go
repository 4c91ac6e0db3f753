package designer

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// Journal remembers what happened.
type Journal interface {
	// Append records e. When it returns nil, e is there for good.
	Append(e Entry) error
	// Write stores a file of the run under a relative name with slashes, whole
	// or not at all, replacing an earlier one. When it returns nil, the file is
	// there for good.
	Write(name string, content []byte) error
	// Has says whether there is a file of the name.
	Has(name string) bool
}

// Entry is one line of a run's journal. Exactly one of the pointers is set.
type Entry struct {
	Elapsed float64 `json:"elapsed"` // seconds that the program has run, summed over resumptions

	Started     *Started     `json:"started,omitempty"`
	Resumed     *Resumed     `json:"resumed,omitempty"`
	Asked       *Asked       `json:"asked,omitempty"`
	Answered    *Answered    `json:"answered,omitempty"`
	Reviewed    *Reviewed    `json:"reviewed,omitempty"`
	Gated       *Gated       `json:"gated,omitempty"`
	Planned     *Planned     `json:"planned,omitempty"`
	Trained     *Trained     `json:"trained,omitempty"`
	Checked     *Checked     `json:"checked,omitempty"`
	Scored      *Scored      `json:"scored,omitempty"`
	Picked      *Picked      `json:"picked,omitempty"`
	Selected    *Selected    `json:"selected,omitempty"`
	Commented   *Commented   `json:"commented,omitempty"`
	Reopened    *Reopened    `json:"reopened,omitempty"`
	Waiting     *Waiting     `json:"waiting,omitempty"`
	Stopped     *Stop        `json:"stopped,omitempty"`
	FitBegun    *FitBegun    `json:"fit_begun,omitempty"`
	Fitted      *FitPoint    `json:"fitted,omitempty"`
	FitEnded    *FitEnded    `json:"fit_ended,omitempty"`
	Concluded   *Result      `json:"concluded,omitempty"`
	Interrupted *Interrupted `json:"interrupted,omitempty"`
	Failed      *Failed      `json:"failed,omitempty"`
	Ended       *Ended       `json:"ended,omitempty"`
}

// Kind returns the name of the field that is set, such as "answered".
func (e Entry) Kind() string {
	v := reflect.ValueOf(e)
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Pointer && !f.IsNil() {
			return strings.ToLower(v.Type().Field(i).Name)
		}
	}
	return ""
}

// Started opens a run.
type Started struct {
	Task     Task               `json:"task"` // resolved
	Env      EnvInfo            `json:"env"`
	Settings evaluator.Settings `json:"settings"`
	Cores    int                `json:"cores"`
	Prompts  string             `json:"prompts"` // digest of the templates as rendered for the task
	// Templates is prompts.Set.Digest: also what was not rendered may be later.
	Templates string  `json:"templates,omitempty"`
	Machine   Machine `json:"machine"`
	// Source is the text of the environment, with which the run goes on whatever
	// becomes of its folder; nil in runs of earlier versions.
	Source *envs.Source `json:"source,omitempty"`
}

// Resumed says that another process took the run up.
type Resumed struct {
	InFlight []llm.Place `json:"in_flight,omitempty"` // calls that will be repeated
	Machine  Machine     `json:"machine"`
}

// Machine is what decides, beside task and seed, the bits of a training.
type Machine struct {
	Device  string `json:"device"`        // the processor, as evaluator.Device names it
	Kernels string `json:"kernels"`       // of the processor, as evaluator.ChooseKernels names them
	GPU     string `json:"gpu,omitempty"` // on which policies train, with its driver; "" where they train on the processor
	// Software says that the GPU is a program that plays one on the processor.
	Software bool `json:"software,omitempty"`
}

// Backend is BackendGPU or BackendCPU.
func (m Machine) Backend() string {
	if m.GPU != "" {
		return BackendGPU
	}
	return BackendCPU
}

// String names the machine in a sentence.
func (m Machine) String() string {
	processor := fmt.Sprintf("%s, kernels %s", m.Device, m.Kernels)
	if m.GPU == "" {
		return "backend cpu: " + processor
	}
	kind := ""
	if m.Software {
		kind = ", a software device"
	}
	return fmt.Sprintf("backend gpu: %s%s (measured on %s)", m.gpuWords(), kind, processor)
}

// gpuWords is GPU without the first word of its name before its driver's version,
// with which drivers often begin too.
func (m Machine) gpuWords() string {
	brand, _, _ := strings.Cut(m.GPU, " ")
	if at := strings.LastIndex(m.GPU, ", "+brand+" "); at > 0 {
		return m.GPU[:at] + ", driver " + m.GPU[at+len(", "+brand+" "):]
	}
	return m.GPU
}

// Asked says that answers are about to be asked for.
type Asked struct {
	Iteration int    `json:"iteration"`
	Calls     []Call `json:"calls"`
	// Messages is the prompt of a new round, for those of its calls that have
	// none of their own.
	Messages []llm.Message `json:"messages,omitempty"`
	// Examples are the rewards for other tasks that Messages holds.
	Examples []Shown `json:"examples,omitempty"`
	// Cap is the cap of the budget that allowed no more calls, where Wanted was
	// more.
	Cap    StopReason `json:"cap,omitempty"`
	Wanted int        `json:"wanted,omitempty"`
}

// Shown is a reward for another task that a model was shown.
type Shown struct {
	Env        string  `json:"env"`
	Origin     string  `json:"origin"`     // where the library has it from
	Similarity float64 `json:"similarity"` // to the task at hand
	By         string  `json:"by"`         // how similarity was told
}

// Call is one answer asked for.
type Call struct {
	Sample   int           `json:"sample"`
	Attempt  int           `json:"attempt"`            // 0, or the number of the repair
	Role     string        `json:"role,omitempty"`     // "" for the designer; else the attempt is consulted about
	Parents  []string      `json:"parents,omitempty"`  // of attempt 0: IDs of the candidates in the prompt, the one to compare with first
	Messages []llm.Message `json:"messages,omitempty"` // nil for those of the round
}

// Answered holds one answer, or why there is none.
type Answered struct {
	Iteration int        `json:"iteration"`
	Sample    int        `json:"sample"`
	Attempt   int        `json:"attempt"`
	Role      string     `json:"role,omitempty"` // as in Call
	Answer    llm.Answer `json:"answer"`
	Error     string     `json:"error,omitempty"`
	// Cap is the cap of the budget that left it without an answer, where one did.
	Cap StopReason `json:"cap,omitempty"`
	// Lost says that a call for it was under way when it was given up.
	Lost bool `json:"lost,omitempty"`
	// Outage says that the server was in no state to answer anything, so that the
	// answer stays asked for until the run is resumed.
	Outage bool `json:"outage,omitempty"`
}

// Reviewed holds the verdict on one answer.
type Reviewed struct {
	Iteration int     `json:"iteration"`
	Sample    int     `json:"sample"`
	Attempt   int     `json:"attempt"`
	Verdict   Verdict `json:"verdict"`
}

// Planned decides which accepted candidates of an iteration are trained.
type Planned struct {
	Iteration int      `json:"iteration"`
	Train     []string `json:"train,omitempty"`     // IDs
	Untrained []string `json:"untrained,omitempty"` // IDs of those the budget leaves out
	// Cap is the cap of the budget that does.
	Cap StopReason `json:"cap,omitempty"`
}

// Stages of training.
const (
	StagePreflight = "preflight"
	StageSearch    = "search"
	StageFit       = "fit"
	StageFinal     = "final"
)

// Trained holds one training: one reward, one seed.
type Trained struct {
	Stage    string              `json:"stage"`
	Arm      string              `json:"arm"`               // candidate ID or name of the arm
	Attempt  int                 `json:"attempt,omitempty"` // whose source was trained
	Seed     int                 `json:"seed"`              // 0-based within the stage
	Training *evaluator.Training `json:"training"`
	Policy   string              `json:"policy,omitempty"` // file of the run; empty where the training failed
	// Weights is the policy itself, in StagePreflight, as rewards are tried where it
	// goes, and in StageSearch of methods that watch policies or choose among them.
	Weights json.RawMessage `json:"weights,omitempty"`
	Cached  bool            `json:"cached,omitempty"` // taken from an earlier run
	// Measured is the policy's measurement on the final family, in StageFinal.
	Measured *evaluator.Measurement `json:"measured,omitempty"`
}

// Checked ends the preflight.
type Checked struct {
	// Report is on the human reward, without its trainings, which have entries
	// of their own.
	Report *evaluator.Report `json:"report,omitempty"`
	Fault  string            `json:"fault,omitempty"` // why a training failed
	Passed bool              `json:"passed"`
}

// Scored sums up the trainings of a candidate.
type Scored struct {
	Candidate string  `json:"candidate"`
	Status    Status  `json:"status"`
	Score     float64 `json:"score"`
	Scored    bool    `json:"scored"`
	Saved     int     `json:"saved,omitempty"` // environment steps that a race has spared
	Fault     string  `json:"fault,omitempty"`
	Feedback  string  `json:"feedback,omitempty"`
	// Report is without its trainings, which have entries of their own.
	Report *evaluator.Report `json:"report,omitempty"`
}

// Commented adds an iteration that begins with what a person said about a
// candidate. A run that was done is not any more.
type Commented struct {
	Candidate string `json:"candidate"` // ID
	Text      string `json:"text"`
}

// Reopened takes a run that is done up again for the comments that no answer came to.
type Reopened struct{}

// Waiting says that the run cannot go on without a person.
type Waiting struct {
	For string `json:"for"`
}

// Selected ends an iteration.
type Selected struct {
	Iteration int    `json:"iteration"`
	Best      string `json:"best"`    // ID of the iteration's best, "" where none was trained
	Overall   string `json:"overall"` // ID of the best so far, "" where there is none
	Carried   string `json:"carried"` // ID of the candidate in the next prompt
}

// Interrupted says that the user stopped the run.
type Interrupted struct{}

// Failed says that the run cannot go on.
type Failed struct {
	Error string `json:"error"`
}

// Ended closes a run.
type Ended struct{}
