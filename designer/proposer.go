package designer

import "context"

// Who proposes the rewards that a method trains.
const (
	ProposerModel  = ""       // the model that the task names
	ProposerRandom = "random" // random search over terms and weights, whatever model the task names
	ProposerSeeds  = "seeds"  // nobody: the human reward is trained from many seeds and the best policy kept
	ProposerNone   = "none"   // nobody, and nothing is searched for
)

// ModelNone is the kind of model of a method that asks nobody. Task files need not name
// it, since it follows from the method, but a run's own does.
const ModelNone = "none"

// ModelGiven is the kind of model of a run whose one reward was given to it, as to
// rewardsmith fit: nobody is asked for it, and it counts as no answer. It is not offered
// to people, since only fit writes what such a run needs.
const ModelGiven = "given"

// proposer is what depends on who proposes.
type proposer struct {
	does   string // how a run is announced
	model  string // the kind of model that is asked, "" for the task's
	search func(context.Context, *loop) error
	// steps are the environment steps of a search as long as the method has it, where
	// every candidate is trained.
	steps func(*Run) int
	// least are those of the least search that there can be.
	least func(*Run) int
	// together is how many trainings are carried out together.
	together func(*Run) int
}

// proposers is the table of them by the name in a preset.
func proposers() map[string]proposer {
	asking := proposer{
		does:     "designing a reward",
		search:   func(ctx context.Context, l *loop) error { return l.design(ctx) },
		steps:    func(r *Run) int { return *r.Task.Method.Iterations * r.iterationSteps(*r.Task.Method.Samples) },
		least:    (*Run).candidateSteps,
		together: func(r *Run) int { return *r.Task.Method.Samples * r.Task.Training.Seeds },
	}
	random := asking
	random.model = "search"
	return map[string]proposer{
		ProposerModel:  asking,
		ProposerRandom: random,
		ProposerSeeds: {
			does: "training the human reward from many seeds", model: ModelNone,
			search:   func(ctx context.Context, l *loop) error { return l.trainPool(ctx) },
			steps:    func(r *Run) int { return r.poolSize() * trainingSteps(r.Settings) },
			least:    func(r *Run) int { return trainingSteps(r.Settings) },
			together: (*Run).poolSize,
		},
		ProposerNone: {
			does: "measuring the task's own reward", model: ModelNone,
			search: func(_ context.Context, l *loop) error {
				return l.stop(&Stop{Reason: StopComplete, Detail: "nothing is searched for"})
			},
			steps:    func(*Run) int { return 0 },
			least:    func(*Run) int { return 0 },
			together: func(*Run) int { return 0 },
		},
	}
}

// proposer returns the row of the task's method.
func (m *Method) proposer() proposer { return proposers()[m.preset().Proposer] }

// Asks says that the preset's method asks a language model, which the task names.
func (p *Preset) Asks() bool { return p.Proposer == ProposerModel }

// Searches says that the preset's method spends a budget on a search, the size of
// which its samples and iterations are.
func (p *Preset) Searches() bool { return p.Proposer != ProposerNone }

// Designs says that the method brings a reward of its own.
func (p *Preset) Designs() bool { return p.Proposer == ProposerModel || p.Proposer == ProposerRandom }

// Answerer returns the model that a run of the task asks: the one that it names, but of
// the kind that its method has where that does not ask it. A method that there is not
// asks the task's.
func (t *Task) Answerer() Model {
	m := t.Model
	if p, err := t.Method.known(); err == nil {
		if kind := proposers()[p.Proposer].model; kind != "" {
			m.Kind = kind
		}
	}
	return m
}
