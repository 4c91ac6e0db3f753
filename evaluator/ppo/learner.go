package ppo

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// Gains of the output layers' initial weights.
const (
	policyGain = 0.01 // near uniform at the start
	valueGain  = 1
)

// Rewarder computes rewards on batches of transitions. See evaluator.Rewarder.
type Rewarder interface {
	Terms() []string
	Reward(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error
}

// Config is what a learner needs besides its settings.
type Config struct {
	Env      envs.Env
	Params   map[string]envs.Range // environment parameters, see envs.SimConfig
	Rewarder Rewarder
	Seed     uint64      // key of all random numbers
	Kernels  *nn.Kernels // that both networks run on
	Workers  int         // see Learner.UseWorkers
}

// Learner trains one policy. It is not safe for concurrent use.
type Learner struct {
	settings Settings
	spec     *envs.Spec
	sim      envs.Simulator
	rewarder Rewarder
	seed     uint64
	workers  int

	actions      actionMap
	distribution distribution
	moments      moments // of observations
	normaliser   Normaliser
	scaler       *rewardScaler

	actor, critic                   *nn.Network
	actorTrainer, criticTrainer     *nn.Trainer
	actorPredictor, criticPredictor *nn.Predictor

	roll        *rollout
	noise       rng.Source // of the action being drawn
	outputs     []float32  // [N][policy outputs]
	physical    []float64  // [N][A]
	loose       []float32  // observations of successors that no row of the rollout holds
	looseAt     []int      // and the transitions they follow
	looseValues []float32
	policyBatch minibatch
	valueBatch  minibatch
	policyLoss  nn.Loss // on policyBatch
	valueLoss   nn.Loss // on valueBatch
	order       []int   // permutations of the rollout, [epochs][T*N]
	rollouts    int     // done so far
	clock       uint32  // steps of each instance so far
}

// NewLearner returns a learner before its first step. Close must be called.
func NewLearner(s Settings, c Config) (*Learner, error) {
	if err := s.Check(); err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	sim, err := c.Env.NewSimulator(envs.SimConfig{N: s.Envs, Seed: c.Seed, Params: c.Params})
	if err != nil {
		return nil, err
	}
	l := &Learner{settings: s, spec: c.Env.Spec(), sim: sim, rewarder: c.Rewarder, seed: c.Seed}
	l.actions = newActionMap(l.spec)
	if err := l.build(c.Kernels); err != nil {
		return nil, errors.Join(err, sim.Close())
	}
	l.UseWorkers(c.Workers)
	return l, nil
}

// build makes the networks and buffers.
func (l *Learner) build(k *nn.Kernels) error {
	s, o := &l.settings, len(l.spec.Observation)
	dist, _ := newDistribution(l.spec)
	l.distribution = dist
	l.moments, l.normaliser = newMoments(o), newNormaliser(o)
	l.scaler = newRewardScaler(s.Gamma, s.Envs)

	var err error
	if l.actor, l.critic, err = NewNetworks(l.spec, s, k, l.seed); err != nil {
		return err
	}
	adam := s.Adam()
	l.actorTrainer = nn.NewTrainer(l.actor, adam, s.Minibatch)
	l.criticTrainer = nn.NewTrainer(l.critic, adam, s.Minibatch)
	l.actorPredictor = nn.NewPredictor(l.actor)
	l.criticPredictor = nn.NewPredictor(l.critic)

	width := dist.width()
	l.roll = newRollout(l.spec, s, width, len(l.rewarder.Terms()))
	l.outputs = make([]float32, s.Envs*l.actions.outputs())
	l.physical = make([]float64, s.Envs*len(l.spec.Action))
	l.policyBatch = newMinibatch(s.Minibatch, o, width)
	l.policyLoss = policyLoss(&l.policyBatch, dist, l.actor.Free(), s.Clip, s.Entropy)
	l.valueBatch = newMinibatch(s.Minibatch, o, width)
	l.valueLoss = valueLoss(&l.valueBatch)
	l.order = make([]int, s.Epochs*s.Batch())
	return nil
}

// NewNetworks returns policy and value function as a training with this seed
// begins: orthogonal weights, and the free parameters of a continuous policy at
// Settings.LogStd.
func NewNetworks(spec *envs.Spec, s *Settings, k *nn.Kernels, seed uint64) (actor, critic *nn.Network, err error) {
	_, free := newDistribution(spec)
	actions, inputs := newActionMap(spec), len(spec.Observation)
	if actor, err = nn.NewNetwork(k, widths(inputs, s.Hidden, actions.outputs()), free); err != nil {
		return nil, nil, err
	}
	if critic, err = nn.NewNetwork(k, widths(inputs, s.Hidden, 1), 0); err != nil {
		return nil, nil, err
	}
	normal := rng.New(seed, rng.StreamLearner, 0, 0, 0)
	actor.InitOrthogonal(normal.Normal, policyGain)
	critic.InitOrthogonal(normal.Normal, valueGain)
	for i := range actor.Free() {
		actor.Free()[i] = float32(s.LogStd)
	}
	return actor, critic, nil
}

// widths lists a network's layers from input to output.
func widths(in int, hidden []int, out int) []int {
	return append(append([]int{in}, hidden...), out)
}

// UseWorkers sets the number of goroutines for what follows, at least 1. It
// never changes a result.
func (l *Learner) UseWorkers(n int) {
	l.workers = max(n, 1)
	l.actorPredictor.Workers, l.criticPredictor.Workers = l.workers, l.workers
	half := (l.workers + 1) / 2 // the two networks train side by side
	l.actorTrainer.Workers, l.criticTrainer.Workers = half, half
}

// Close frees the learner's simulator.
func (l *Learner) Close() error { return l.sim.Close() }

// Done says that all of Settings.Steps have been trained.
func (l *Learner) Done() bool { return l.rollouts >= l.settings.Rollouts() }

// Steps returns the number of environment steps so far.
func (l *Learner) Steps() int { return l.rollouts * l.settings.Batch() }

// Rollout returns what the last Advance trained on: the transitions, the reward
// of each and its terms, [terms][T*N]. All are overwritten by the next Advance.
func (l *Learner) Rollout() (b *envs.Transitions, total []float64, terms [][]float64) {
	return l.roll.transitions, l.roll.total, l.roll.terms
}

// Policy returns a copy of the policy as it is now.
func (l *Learner) Policy() *Policy {
	return &Policy{
		Env:        l.spec.Name,
		Sizes:      append([]int(nil), l.actor.Sizes()...),
		Params:     append([]float32(nil), l.actor.Params()...),
		Normaliser: l.normaliser.clone(),
	}
}

// Advance collects one rollout and updates both networks on it. Errors are a
// *RewardError for faults of the reward, ErrDiverged for faults of training, and
// otherwise come from the environment or the context; the learner is unusable
// after any.
func (l *Learner) Advance(ctx context.Context) error {
	if err := l.experience(ctx); err != nil {
		return err
	}
	if err := l.update(ctx); err != nil {
		return err
	}
	if !l.actor.Finite() || !l.critic.Finite() {
		return ErrDiverged
	}
	l.rollouts++
	return nil
}

// experience collects and judges a rollout. The order of the minibatches depends
// on neither, and is drawn meanwhile where there is a second worker.
func (l *Learner) experience(ctx context.Context) error {
	defer l.aside(l.shuffle)()
	if err := l.collect(ctx); err != nil {
		return err
	}
	return l.judge(ctx)
}

// aside runs f on a second worker where there is one, and otherwise at once. The
// function it returns waits for the end of f.
func (l *Learner) aside(f func()) (wait func()) {
	if l.workers == 1 {
		f()
		return func() {}
	}
	var wg sync.WaitGroup
	wg.Go(f)
	return wg.Wait
}
