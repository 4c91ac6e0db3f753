package designer

import (
	"encoding/json"
	"time"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

// Task is a task file: what to design a reward for, and how. Optional values
// are pointers; [Task.Resolved] fills those that the method's preset decides.
type Task struct {
	Env    string           `yaml:"env" json:"env" required:"true" example:"cartpole" doc:"Name of an environment; rewardsmith envs lists them. Or the folder of one of your own, ./myenv, relative to this file."`
	Task   string           `yaml:"task" json:"task,omitempty" doc:"One sentence that tells the model what is to be achieved. Empty: the environment's own."`
	Show   string           `yaml:"show" json:"show" enum:"state,dynamics" doc:"What the model reads of env.go: state (types, units, bounds, constants, termination) or dynamics (the whole file)."`
	Params map[string]Range `yaml:"params" json:"params,omitempty" example:"{Gravity: 9.8, Mass: [0.5, 1.5]}" doc:"Physical parameters by name: a number fixes one, [low, high] draws it anew for each episode."`
	Seed   uint64           `yaml:"seed" json:"seed" doc:"Root of every seed of the run. Same task, seed and device: same results."`

	Backend string `yaml:"backend" json:"backend,omitempty" enum:"cpu,gpu,auto" doc:"What policies train on: cpu, gpu, or auto, which is a GPU where rewardsmith doctor finds one and else the processor. Results depend on it; a run that is resumed keeps its own."`
	GPU     GPU    `yaml:"gpu" json:"gpu,omitzero" doc:"Which GPU, where backend is gpu or auto."`

	Model     Model     `yaml:"model" json:"model" doc:"Who writes the rewards."`
	Method    Method    `yaml:"method" json:"method" doc:"How the search goes."`
	Library   Pool      `yaml:"library" json:"library,omitzero" doc:"Where examples come from, of methods that show some (method.examples)."`
	Training  Training  `yaml:"training" json:"training" doc:"How a candidate is trained."`
	Preflight Preflight `yaml:"preflight" json:"preflight" doc:"The check, before anything is asked of the model, that the learner solves the task with the human reward."`
	Fit       Fit       `yaml:"fit" json:"fit,omitzero" doc:"Tunes the numbers that the best reward names, after the search and without the model. Off unless fit.evaluations is given."`
	Final     Final     `yaml:"final" json:"final" doc:"The measurement that is reported: fresh trainings, measured once on episodes that no selection has seen."`
	Budget    Budget    `yaml:"budget" json:"budget" doc:"What the run may spend. At a cap the search ends with the best answer so far."`

	Prompts string `yaml:"prompts" json:"prompts,omitempty" doc:"Folder of prompt templates that replace the built-in ones of the same file name."`
	Out     string `yaml:"out" json:"out" doc:"Folder in which the run's own folder is made."`
}

// Backends of a task. BackendAuto is one of the others, whichever the machine has.
const (
	BackendCPU  = evaluator.BackendCPU
	BackendGPU  = evaluator.BackendGPU
	BackendAuto = "auto"
)

// GPU says which GPU policies train on.
type GPU struct {
	Adapter  string `yaml:"adapter" json:"adapter,omitempty" example:"H200" doc:"Part of the name of the GPU, as rewardsmith doctor lists it. Empty: the first discrete one, else the first."`
	Software bool   `yaml:"software" json:"software,omitempty" doc:"Allow a device that is a program on the processor, as Mesa's llvmpipe: far slower than backend cpu, and good for trying things out."`
}

// Model says who answers.
type Model struct {
	Kind string `yaml:"kind" json:"kind" enum:"openai,replay,file,search,none" unlisted:"given" doc:"openai: any OpenAI-compatible server. replay: answers recorded earlier. file: each request is written to a folder and its answer awaited there. search: no language model, random search over terms and weights. none: nobody, of methods that ask nobody. A control takes the kind that it needs whatever is said here."`
	Name string `yaml:"name" json:"name,omitempty" example:"gpt-4o-mini" doc:"Model name as the server knows it (openai)."`

	BaseURL string  `yaml:"base_url" json:"base_url,omitempty" example:"http://localhost:8000/v1" doc:"Address of the server (openai). Empty: OpenAI's."`
	KeyEnv  *string `yaml:"key_env" json:"key_env,omitempty" example:"OPENAI_API_KEY" doc:"Name of the environment variable that holds the key (openai). The key itself is written nowhere. Empty: no key is sent. Unset: OPENAI_API_KEY for OpenAI's server, no key for another."`
	Path    string  `yaml:"path" json:"path,omitempty" doc:"Folder of the recorded answers (replay) or of requests and answers (file)."`

	Temperature *Temperature `yaml:"temperature" json:"temperature,omitempty" example:"0.7" doc:"Sampling temperature. none: it is left to the server. Unset: the preset's."`
	MaxTokens   int          `yaml:"max_tokens" json:"max_tokens,omitempty" min:"0" doc:"Longest answer in tokens, reasoning included where the server counts it so; 0 leaves it to the server."`

	Timeout           time.Duration `yaml:"timeout" json:"timeout" above:"0s" doc:"Time allowed for one call (openai)."`
	RequestsPerMinute float64       `yaml:"requests_per_minute" json:"requests_per_minute,omitempty" min:"0" doc:"Rate limit (openai); 0 is none."`
	Parallel          int           `yaml:"parallel" json:"parallel" min:"1" doc:"Calls in flight at once."`
	SamplesPerCall    int           `yaml:"samples_per_call" json:"samples_per_call" min:"1" doc:"Completions asked for in one call (openai); 1 where the server ignores n."`

	Extra map[string]any `yaml:"extra" json:"extra,omitempty" example:"{top_p: 0.95}" doc:"Further fields of each request, sent as they are (openai)."`
	Price Price          `yaml:"price" json:"price" doc:"What tokens cost, for the ledger and for budget.usd."`
}

// Price is what a million tokens cost in US dollars.
type Price struct {
	Prompt     float64 `yaml:"prompt" json:"prompt" min:"0" doc:"US dollars for a million prompt tokens."`
	Completion float64 `yaml:"completion" json:"completion" min:"0" doc:"US dollars for a million completion tokens."`
}

// Method says how the search goes. What is unset comes from the preset.
type Method struct {
	Preset string  `yaml:"preset" json:"preset" enum:"eureka,eureka-lab,card,text2reward,mc-reward,diagnostic,icpl,progresscounts,search,sparse,human,human-best" doc:"Published method that the search follows, or one of the controls; rewardsmith methods lists them."`
	Form   *string `yaml:"form" json:"form,omitempty" enum:"smoke,paper,strict,released,zero-shot,few-shot,person,simulated,control" doc:"Which form of the method, where there are several; rewardsmith methods lists them. Unset: the first one. Another preset by --set leaves the form of the file out."`

	Samples    *int     `yaml:"samples" json:"samples,omitempty" min:"1" max:"256" doc:"Candidates of one iteration."`
	Iterations *int     `yaml:"iterations" json:"iterations,omitempty" min:"1" max:"1000" doc:"Rounds of asking, training and reflecting."`
	Output     *string  `yaml:"output" json:"output,omitempty" enum:"reward,signs,progress" doc:"What the model writes: a reward; two functions of which only the signs count; or measures of progress, whose new values are rewarded."`
	Examples   *int     `yaml:"examples" json:"examples,omitempty" min:"0" max:"8" doc:"Rewards for other tasks in the first prompt, the most similar of the library."`
	Carry      *string  `yaml:"carry" json:"carry,omitempty" enum:"round,global,dialogue,pair" doc:"What the next prompt holds: answer and feedback of the best of the last iteration (round) or of all (global), all that was said so far (dialogue), or what was liked best and least (pair)."`
	Select     *string  `yaml:"select" json:"select,omitempty" enum:"best,latest,person,simulated" doc:"Which candidate is best: the one of the highest fitness, the one trained last, or the one that a person prefers (rewardsmith review), or would prefer if they went by the fitness (simulated)."`
	Fitness    *string  `yaml:"fitness" json:"fitness,omitempty" enum:"last,max,target" doc:"What candidates are compared by: the last checkpoint, the best of all checkpoints (as some papers do; it favours lucky spikes), or nearness to method.target."`
	Target     Target   `yaml:"target" json:"target,omitzero" example:"{metric: success - 0.001*length, value: 0.9, tolerance: 0.05}" doc:"What is to be reached, of fitness target; the search ends when it is."`
	Feedback   *string  `yaml:"feedback" json:"feedback,omitempty" enum:"summary,series,lab,card,failures,diagnosis,traces,none" doc:"What the model reads about a training; summary: means, shares, two episodes; series: ten points of each quantity, as in the Eureka paper; the others are those of the methods that are called so, see docs/methods."`
	Repairs    *int     `yaml:"repairs" json:"repairs,omitempty" min:"0" max:"20" doc:"How often a rejected candidate is sent back with the findings."`
	Gates      []string `yaml:"gates" json:"gates" doc:"What an accepted candidate has to pass before it is trained, in order; [] for nothing."`
	Retries    *int     `yaml:"retries" json:"retries,omitempty" min:"0" max:"20" doc:"How often an iteration in which every candidate failed is asked again with the same prompt."`
}

// Pool says where examples of rewards come from, beside those of the program.
type Pool struct {
	Runs       []string `yaml:"runs" json:"runs,omitempty" doc:"Folders of runs whose best rewards may be shown."`
	Embeddings string   `yaml:"embeddings" json:"embeddings,omitempty" example:"text-embedding-3-small" doc:"Model whose embeddings tell which tasks are alike, on the server of model. Unset, or where it has none: BM25, by the words that they share."`
}

// Target is a measure of a trained policy and the value that it is to have.
type Target struct {
	Metric    string   `yaml:"metric" json:"metric,omitempty" doc:"An expression over score, success (0..1), length (steps per episode) and return (of the candidate's own reward), each the mean at the end of training. Unset: success where the task is decided by that, else score."`
	Value     *float64 `yaml:"value" json:"value,omitempty" doc:"Its desired value. Unset: that at which the task counts as solved, where metric is unset, too."`
	Tolerance float64  `yaml:"tolerance" json:"tolerance,omitempty" min:"0" doc:"How far from the desired value is near enough."`
}

// Training says how candidates are trained. What is unset is the learner's
// setting for the environment.
type Training struct {
	Seeds int  `yaml:"seeds" json:"seeds" min:"1" max:"100" doc:"Trainings of each candidate, from different seeds."`
	Race  Race `yaml:"race" json:"race,omitzero" example:"{rungs: [0.25, 0.5], keep: 0.5, survivors: 2}" doc:"Stops the worse candidates of an iteration on their way. None unless rungs are given."`

	Steps        *int     `yaml:"steps" json:"steps,omitempty" min:"1" doc:"Environment steps of one training."`
	Envs         *int     `yaml:"envs" json:"envs,omitempty" min:"1" doc:"Instances stepped together."`
	Horizon      *int     `yaml:"horizon" json:"horizon,omitempty" min:"1" doc:"Steps of each instance between updates."`
	Epochs       *int     `yaml:"epochs" json:"epochs,omitempty" min:"1" doc:"Passes over each batch."`
	Minibatch    *int     `yaml:"minibatch" json:"minibatch,omitempty" min:"2" doc:"Transitions in one gradient step."`
	LearningRate *float64 `yaml:"learning_rate" json:"learning_rate,omitempty" above:"0" max:"1" doc:"Adam's step size at the start."`
	Gamma        *float64 `yaml:"gamma" json:"gamma,omitempty" min:"0" below:"1" doc:"Discount per step."`
	Lambda       *float64 `yaml:"lambda" json:"lambda,omitempty" min:"0" max:"1" doc:"Decay of generalised advantage estimation."`
	Clip         *float64 `yaml:"clip" json:"clip,omitempty" above:"0" below:"1" doc:"PPO's bound on the change of an action's probability ratio."`
	Entropy      *float64 `yaml:"entropy" json:"entropy,omitempty" min:"0" doc:"Entropy coefficient."`
	MaxGradNorm  *float64 `yaml:"max_grad_norm" json:"max_grad_norm,omitempty" above:"0" doc:"Gradient norm limit of each network."`
	LogStd       *float64 `yaml:"log_std" json:"log_std,omitempty" min:"-5" max:"2" doc:"Initial log standard deviation of actions scaled to [-1, 1]."`
	Hidden       []int    `yaml:"hidden" json:"hidden,omitempty" min:"1" max:"1024" doc:"Widths of the hidden layers."`
	Checkpoints  *int     `yaml:"checkpoints" json:"checkpoints,omitempty" min:"1" doc:"Evaluations during a training; the last is at its end."`
	EvalEpisodes *int     `yaml:"eval_episodes" json:"eval_episodes,omitempty" min:"1" doc:"Episodes of each evaluation."`
}

// Race stops the worse candidates of an iteration on their way, by successive halving.
type Race struct {
	evaluator.Race
	Survivors int `yaml:"survivors" json:"survivors,omitempty" min:"0" max:"100" doc:"Trainings in all of each candidate that comes to the end; 0 for training.seeds."`
}

// Preflight says how it is checked that results can mean something.
type Preflight struct {
	Enabled   bool    `yaml:"enabled" json:"enabled" doc:"Train the human reward first and stop if it does not solve the task."`
	Seeds     int     `yaml:"seeds" json:"seeds" min:"1" max:"100" doc:"Trainings of the human reward."`
	Tolerance float64 `yaml:"tolerance" json:"tolerance" min:"0" max:"1" doc:"How far the mean over the seeds may fall short of the task's threshold, as a share of the score's range (of 1 where success decides)."`
}

// Fit says how the named constants of the best reward are tuned. It is paid from what
// the search leaves of the budget.
type Fit struct {
	Evaluations int      `yaml:"evaluations" json:"evaluations,omitempty" min:"0" max:"10000" doc:"How many sets of values are tried, those of the reward as it is included: at least two more than there are constants, better ten for each. 0 is off."`
	Steps       int      `yaml:"steps" json:"steps,omitempty" min:"0" doc:"Environment steps of its trainings; 0 is no cap beside those of budget."`
	Constants   []string `yaml:"constants" json:"constants,omitempty" example:"[uprightWeight, temperature]" doc:"Names of the constants to tune; a reward that lacks one of them is left as it is. Empty: all that it names."`
	Size        float64  `yaml:"size" json:"size,omitempty" min:"0" max:"2.3" doc:"How far each constant is moved first, in natural logarithms: 0.5, which 0 stands for, is a factor of 1.65."`
	Seeds       int      `yaml:"seeds" json:"seeds,omitempty" min:"0" max:"100" doc:"Trainings of each set of values, from the seeds of the search; 0 for training.seeds."`
}

// Final says how the reported result is measured.
type Final struct {
	Enabled  bool     `yaml:"enabled" json:"enabled" doc:"Retrain the best reward, the sparse and the human one from scratch and measure them."`
	Arms     []string `yaml:"arms" json:"arms,omitempty" enum:"designed,sparse,human,human-best" example:"[designed, human]" doc:"What is measured. Unset: the designed reward, the sparse and the human one; of a control, what it is called after."`
	Seeds    int      `yaml:"seeds" json:"seeds" min:"1" max:"100" doc:"Fresh trainings of each of these rewards."`
	Episodes int      `yaml:"episodes" json:"episodes" min:"1" doc:"Episodes on which each policy is measured once."`
}

// Budget caps what a run spends; 0 is no cap. Each is checked before the
// spending, retries included. For every answer that is waited for its longest is
// set aside: model.max_tokens, else the longest so far, else 1500 tokens. Calls
// whose answers are lost with a process count, by estimate. A replay and a
// search ask nobody and meet no cap on asking. What is under way when budget.wall is
// used up is given up.
//
// The final measurement is paid from reserves that the search never touches: its
// steps are kept back from budget.steps and the time they are expected to take
// from budget.wall. It is made whatever cap ended the search.
type Budget struct {
	Calls  int           `yaml:"calls" json:"calls,omitempty" min:"0" doc:"Calls of the model, retries included; of kind file, answers. 0 is no cap. Kinds search and replay make none."`
	Tokens int           `yaml:"tokens" json:"tokens,omitempty" min:"0" doc:"Tokens of prompts and answers; 0 is no cap."`
	USD    float64       `yaml:"usd" json:"usd,omitempty" min:"0" doc:"US dollars at model.price; 0 is no cap."`
	Steps  int           `yaml:"steps" json:"steps,omitempty" min:"0" doc:"Environment steps of all trainings, preflight and final measurement included; 0 is no cap."`
	Search int           `yaml:"search" json:"search,omitempty" min:"0" doc:"Environment steps of the search alone, its candidates' trainings and those of fit; 0 is no cap."`
	Wall   time.Duration `yaml:"wall" json:"wall,omitempty" min:"0s" doc:"Time that the program runs, summed over resumptions; 0 is no cap."`
}

// DefaultTask returns the task file in which nothing but env is left to say.
func DefaultTask() Task {
	return Task{
		Show: "state",
		Seed: 1, Backend: BackendCPU,
		Model: Model{
			Kind: "openai", Timeout: 5 * time.Minute, Parallel: 4, SamplesPerCall: 1,
		},
		Method:    Method{Preset: "eureka"},
		Training:  Training{Seeds: 1},
		Preflight: Preflight{Enabled: true, Seeds: 2, Tolerance: 0.05},
		Final:     Final{Enabled: true, Seeds: 5, Episodes: 100},
		Out:       "runs",
	}
}

// Settings returns tuned with the values that the task file sets.
func (t *Training) Settings(tuned evaluator.Settings) evaluator.Settings {
	s := tuned
	override(&s.Steps, t.Steps)
	override(&s.Envs, t.Envs)
	override(&s.Horizon, t.Horizon)
	override(&s.Epochs, t.Epochs)
	override(&s.Minibatch, t.Minibatch)
	override(&s.LearningRate, t.LearningRate)
	override(&s.Gamma, t.Gamma)
	override(&s.Lambda, t.Lambda)
	override(&s.Clip, t.Clip)
	override(&s.Entropy, t.Entropy)
	override(&s.MaxGradNorm, t.MaxGradNorm)
	override(&s.LogStd, t.LogStd)
	override(&s.Checkpoints, t.Checkpoints)
	override(&s.EvalEpisodes, t.EvalEpisodes)
	if t.Hidden != nil {
		s.Hidden = t.Hidden
	}
	return s
}

func override[T any](setting, value *T) {
	if value != nil {
		*setting = *value
	}
}

// UnmarshalJSON reads a method also as earlier versions have written it, when a form
// was called a size.
func (m *Method) UnmarshalJSON(text []byte) error {
	type method Method
	known := struct {
		*method
		Size *string `json:"size"`
	}{method: (*method)(m)}
	if err := json.Unmarshal(text, &known); err != nil {
		return err
	}
	if m.Form == nil {
		m.Form = known.Size
	}
	return nil
}
