package evaluator

import "math"

// Measurement is what a deterministic policy did in a number of episodes. All
// values are means over the episodes unless they say otherwise, and finite.
type Measurement struct {
	Episodes int                `json:"episodes"`
	Score    float64            `json:"score"`     // task metric
	ScoreStd float64            `json:"score_std"` // standard deviation over the episodes
	Success  float64            `json:"success"`   // share of successful episodes, 0..1; 0 where the task has none
	Length   float64            `json:"length"`    // steps per episode
	Return   float64            `json:"return"`    // undiscounted sum of the trained reward per episode
	Terms    map[string]float64 `json:"terms"`     // mean of each term per step
	TermsAbs map[string]float64 `json:"terms_abs"` // mean absolute value of each term per step

	// HumanReturn is the undiscounted sum of the task's human reward per episode,
	// 0 where the task has none. It is for reports on methods; a model that
	// designs rewards must not see it.
	HumanReturn float64 `json:"human_return"`
}

// Checkpoint is an evaluation during training.
type Checkpoint struct {
	Steps       int     `json:"steps"`   // environment steps trained so far
	Seconds     float64 `json:"seconds"` // as Training.Seconds, so far
	Measurement         // of the policy at this point, on the same episodes at every checkpoint
}

// Episode is one recorded episode of the last checkpoint's policy.
type Episode struct {
	Seed    int         `json:"seed"` // index of the training seed
	Number  int         `json:"number"`
	Score   float64     `json:"score"`
	Return  float64     `json:"return"`
	Success bool        `json:"success"`
	End     string      `json:"end"`     // "time limit" or why it terminated
	States  [][]float64 `json:"states"`  // [steps+1] rows of state fields
	Actions [][]float64 `json:"actions"` // [steps] rows of action fields
	Terms   [][]float64 `json:"terms"`   // [steps] rows of terms, in the report's order
}

// Warning is a doubt about a result, as data.
type Warning struct {
	Kind    string   `json:"kind"` // one of the Warning constants
	Message string   `json:"message"`
	Episode *Episode `json:"episode,omitempty"` // one that shows it
}

// Kinds of warnings.
const (
	WarningHacking      = "hacking"       // the return rose while the task metric fell
	WarningUnstable     = "unstable"      // return and task metric both fell from their best
	WarningConstantTerm = "constant-term" // a term did not change over training
	WarningFault        = "fault"         // a training stopped early
)

// Whom a fault is laid to.
const (
	FaultOfReward   = "reward"
	FaultOfTraining = "training"
)

// SeriesPoint sums up a stretch of training, under the exploring policy.
type SeriesPoint struct {
	Steps    int                `json:"steps"`    // at the end of the stretch
	Episodes int                `json:"episodes"` // that ended in it; where none did, the next four are 0
	Score    float64            `json:"score"`    // mean over these episodes
	Success  float64            `json:"success"`  // share of them
	Length   float64            `json:"length"`   // steps per episode
	Return   float64            `json:"return"`   // undiscounted sum of the trained reward per episode
	Reward   float64            `json:"reward"`   // mean per step
	Terms    map[string]float64 `json:"terms"`    // mean per step
}

// Training is the result of one job: one reward, one seed.
type Training struct {
	Seed  int            `json:"seed"` // index in FamilyTrain
	Terms []string       `json:"terms"`
	Curve []Checkpoint   `json:"curve"` // the last entry is the end of training
	Ends  map[string]int `json:"ends"`  // why the last checkpoint's episodes ended
	Best  *Episode       `json:"best,omitempty"`
	Worst *Episode       `json:"worst,omitempty"`

	NearestPair []Episode     `json:"nearest_pair,omitempty"` // a success and a failure whose returns lie closest
	Series      []SeriesPoint `json:"series"`                 // at most 100 stretches of equal length
	Correlation float64       `json:"correlation"`            // Spearman's, of return and task metric over Curve

	// What it ran on, see Machine. Backend and Device are "" in trainings of
	// earlier versions, which ran on the processor.
	Backend string `json:"backend,omitempty"`
	Device  string `json:"device,omitempty"`
	Kernels string `json:"kernels"`

	Steps    int       `json:"steps"`
	Repeated int       `json:"repeated,omitempty"` // steps done more than once in a race, not in Steps: its trainings had no room on the GPU all at once
	Seconds  float64   `json:"seconds"`            // evaluations left out; on a GPU its share of the time of all that trained together
	Combine  Combine   `json:"combine,omitzero"`   // what the rewards in it are; zero for the reward's own totals
	Fault    string    `json:"fault,omitempty"`    // why the training stopped early; the curve ends there
	FaultOf  string    `json:"fault_of,omitempty"` // "reward" or "training"
	Stopped  *Stopped  `json:"stopped,omitempty"`  // unless nil, a race stopped the training, and the curve ends there
	Warnings []Warning `json:"warnings,omitempty"`
}

// Stat is a quantity over training seeds.
type Stat struct {
	N    int     `json:"n"`
	Mean float64 `json:"mean"`
	Std  float64 `json:"std"` // sample standard deviation, 0 for one seed
	Min  float64 `json:"min"`
	Max  float64 `json:"max"`
	Lo   float64 `json:"lo"` // 95 % interval of the mean (Student's t), Lo = Hi = Mean for one seed
	Hi   float64 `json:"hi"`
}

// TermShare tells how much a term matters.
type TermShare struct {
	Name  string  `json:"name"`
	Mean  float64 `json:"mean"`  // per step, at the end of training
	Share float64 `json:"share"` // of the sum of mean absolute values, 0..1
	Moved bool    `json:"moved"` // its mean changed over training, as far as the checkpoints show
}

// Report sums up the trainings of one reward.
type Report struct {
	Env      string   `json:"env"`
	Backend  string   `json:"backend"` // "cpu" or "gpu"; it, Kernels and Device name several where the trainings had different ones
	Kernels  string   `json:"kernels"` // kernel set
	Device   string   `json:"device"`
	Settings Settings `json:"settings"`

	Terms      []string    `json:"terms"`
	Trainings  []Training  `json:"trainings"`
	Score      Stat        `json:"score"`   // last checkpoint
	Success    Stat        `json:"success"` // last checkpoint
	Length     Stat        `json:"length"`
	MaxScore   Stat        `json:"max_score"`   // maximum over each training's checkpoints; to reproduce papers only
	MaxSuccess Stat        `json:"max_success"` // likewise
	Shares     []TermShare `json:"shares"`

	// Correlation is Spearman's rank correlation of return and score over all
	// checkpoints of all seeds; 0 where either is constant.
	Correlation float64 `json:"correlation"`

	// HumanCorrelation is Pearson's correlation of the returns of the trained and
	// the human reward over all checkpoints of all seeds, as Eureka reports it; 0
	// where either is constant. A model that designs rewards must not see it.
	HumanCorrelation float64 `json:"human_correlation"`

	// Stopped, unless nil, is where a race stopped the trainings: the last checkpoints
	// are those of that rung, and must not be compared with those of whole trainings.
	Stopped *Stopped `json:"stopped,omitempty"`

	Ends        map[string]int `json:"ends"`
	Best        *Episode       `json:"best,omitempty"`
	Worst       *Episode       `json:"worst,omitempty"`
	NearestPair []Episode      `json:"nearest_pair,omitempty"` // a success and a failure whose returns lie closest

	Steps    int       `json:"steps"`
	Seconds  float64   `json:"seconds"`
	Warnings []Warning `json:"warnings,omitempty"`
}

// SelectionScore is what candidates are compared by: the mean success where the
// task is decided by success, else the mean score, at the last checkpoint. It is
// -Inf where no training reached its end, as in what a race has stopped.
func (r *Report) SelectionScore(bySuccess bool) float64 {
	switch {
	case r.Score.N == 0 || r.Stopped != nil:
		return math.Inf(-1)
	case bySuccess:
		return r.Success.Mean
	}
	return r.Score.Mean
}
