package cmd

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	screens "github.com/rewardsmith/rewardsmith/evaluator/screen" // screen is the one of watch
)

// screenOptions are the flags of screen.
type screenOptions struct {
	set, runs, policies []string
	most                int // policies that play
	episodes            int
	form, pairing       string
	pass                float64
	against             string
	asJSON              bool
}

func screenCommand(p *process) *cobra.Command {
	o := screenOptions{
		most: 16, episodes: screens.DefaultEpisodes, pass: screens.DefaultPass,
		form: string(screens.FormStrict), pairing: string(screens.PairIndependent), against: envs.RewardHuman,
	}
	c := &cobra.Command{
		Use:     "screen TASK REWARD.go...",
		GroupID: groupReward,
		Short:   "Judge rewards on what trained policies did, without training",
		Long: `Judge rewards without training on them. The policies that earlier runs trained play
their episodes again; of these it is known which succeeded and how they scored.

TPE asks whether a reward ranks successes above failures: its accuracy is the share
of successes that return more than every failure. Where it fails, the success that
returns least and the failure that returns most are shown. TAU is the rank
correlation of return and score. EPIC is the distance to another reward, by default
the task's human one: 0 for rewards that differ by scale and potential shaping alone,
1 for opposites. See docs/screen.md for what each of these can and cannot say.

` + taskHelp + `

Exit code 0: every reward passes TPE, if only because that was blind; 1: some reward
does not, fails on the episodes or is rejected; 2: the command line or the task file
is wrong, or there is no policy to be found.`,
		Example: `  rewardsmith screen cartpole reward.go --runs runs
  rewardsmith screen task.yaml a.go b.go --form released --against sparse
  rewardsmith screen cartpole reward.go --policy policies/human-0.json --json`,
		Args:              arguments(2, -1),
		ValidArgsFunction: p.completeTaskAndRewards,
		RunE: func(c *cobra.Command, args []string) error {
			t, err := p.loadTask(args[0], o.set)
			if err != nil {
				return err
			}
			return p.screen(c.Context(), t, args[1:], &o)
		},
	}
	setFlag(c, &o.set)
	f := c.Flags()
	f.StringArrayVar(&o.runs, "runs", nil, "take the policies of the runs in `DIR` or below it (repeatable; default: the task's folder for runs)")
	f.StringArrayVar(&o.policies, "policy", nil, "take the policy in `FILE`, one of a run or of eval --policy (repeatable)")
	f.IntVar(&o.most, "policies", o.most, "let at most so many policies play, evenly spread over those found")
	f.IntVar(&o.episodes, "episodes", o.episodes, "episodes that each policy plays")
	f.StringVar(&o.form, "form", o.form, "`FORM` of the return: strict is the discounted sum, as CARD's paper has it, released the mean per step, as its code")
	f.Float64Var(&o.pass, "pass", o.pass, "accuracy from which a reward passes TPE, 0 to 1")
	f.StringVar(&o.against, "against", o.against, "`REWARD` to measure the EPIC distance to: human, sparse or a file")
	f.StringVar(&o.pairing, "coverage", o.pairing, "how EPIC pairs states and actions: independent, or as played")
	f.BoolVar(&o.asJSON, "json", false, "write everything as JSON")
	c.RegisterFlagCompletionFunc("form", completeWords(string(screens.FormStrict), string(screens.FormReleased)))
	c.RegisterFlagCompletionFunc("coverage", completeWords(string(screens.PairIndependent), string(screens.PairPlayed)))
	return c
}

// check refuses values that no flag can have.
func (o *screenOptions) check() error {
	_, form := screens.ParseForm(o.form)
	_, pairing := screens.ParsePairing(o.pairing)
	switch err := errors.Join(form, pairing); {
	case err != nil:
		return usageError{err}
	case o.episodes < 1 || o.most < 1:
		return usagef("--episodes and --policies must be at least 1")
	case !(o.pass >= 0 && o.pass <= 1):
		return usagef("--pass is %v, want 0 to 1", o.pass)
	}
	return nil
}

// screening is what came of judging rewards on episodes.
type screening struct {
	Env       string         `json:"env"`
	Gamma     float64        `json:"gamma"` // discount per step
	Episodes  int            `json:"episodes"`
	Successes int            `json:"successes"`
	Success   string         `json:"success"` // what makes an episode one
	Policies  []screenPolicy `json:"policies"`
	Skipped   []screenSkip   `json:"skipped,omitempty"`
	Same      int            `json:"same,omitempty"`   // files left out that hold a policy which another one holds
	Spared    int            `json:"spared,omitempty"` // policies left out because enough others play
	Coverage  string         `json:"coverage"`         // what EPIC distances are over

	// Rewards are those of the command line, then the one they are compared with.
	Rewards    []*screened `json:"rewards"`
	Duplicates [][2]string `json:"duplicates,omitempty"` // names of rewards whose distance is about 0

	played *screens.Trajectories
}

// screened is a reward and what is known of it without training.
type screened struct {
	Name      string `json:"name"`
	Reference bool   `json:"reference,omitempty"` // the one that others are compared with

	Fault   string           `json:"fault,omitempty"` // why the reward failed on the episodes; then there is nothing else
	TPE     *screens.TPE     `json:"tpe,omitempty"`
	Ranking *screens.Ranking `json:"ranking,omitempty"`

	// Distances are EPIC's, by the names of the others; NoDistance says why there are
	// none.
	Distances  map[string]float64 `json:"distances,omitempty"`
	Constant   bool               `json:"constant,omitempty"` // EPIC finds nothing but shaping in it
	NoDistance string             `json:"no_distance,omitempty"`

	code      designer.Code // empty for the task's own
	canonical *screens.Canonical
}

// screen judges the rewards in files.
func (p *process) screen(ctx context.Context, t *task, files []string, o *screenOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	judge, err := t.critic(ctx)
	if err != nil {
		return err
	}
	rewards, err := p.screenedRewards(ctx, judge, files, o.against)
	if err != nil {
		return err
	}
	trainer := t.trainer(judge, hardware{coreCount: 1})
	s := &screening{Env: t.env.Spec().Name, Gamma: trainer.Settings.Gamma, Rewards: rewards, Success: screens.SuccessWords(t.env.Spec())}
	if err := s.play(ctx, trainer, t, o); err != nil {
		return err
	}
	coverage, err := s.played.Coverage(screens.CoverageOptions{Pairing: screens.Pairing(o.pairing)})
	if err != nil {
		return err
	}
	s.Coverage = coverage.String()
	for _, r := range s.Rewards {
		if err := s.judge(ctx, trainer, coverage, r, o); err != nil {
			return err
		}
	}
	s.compare()
	return p.writeScreening(s, o.asJSON)
}

// screenedRewards are the accepted rewards in files and the one to compare them with.
func (p *process) screenedRewards(ctx context.Context, judge *designer.Critic, files []string, against string) ([]*screened, error) {
	own := against == envs.RewardHuman || against == envs.RewardSparse
	if !own {
		files = append(append([]string(nil), files...), against)
	}
	var all []*screened
	rejected := false
	for _, name := range files {
		v, err := p.review(ctx, judge, name)
		if err != nil {
			return nil, err
		}
		if !v.OK() {
			writeFindings(p.stderr, name, v)
			rejected = true
		}
		all = append(all, &screened{Name: name, code: designer.Code{Source: v.Source, Engine: v.Engine}})
	}
	if rejected {
		return nil, errors.New("a rejected reward cannot be judged on episodes; rewardsmith check says what to change")
	}
	if own {
		all = append(all, &screened{Name: against})
	}
	all[len(all)-1].Reference = true
	return all, nil
}

// judge asks one reward about all episodes, and about the transitions of the coverage.
func (s *screening) judge(ctx context.Context, trainer *designer.Evaluator, c *screens.Coverage, r *screened, o *screenOptions) (err error) {
	var reward evaluator.Rewarder
	if r.code.Source == "" {
		reward, err = designer.NativeReward(trainer.Setup.Env, r.Name)
	} else {
		reward, err = trainer.Open(ctx, r.code)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", r.Name, err)
	}
	defer func() {
		if closing := reward.Close(); r.Fault == "" && r.NoDistance == "" { // what has failed may fail to close, too
			err = errors.Join(err, closing)
		}
	}()
	var fault *ppo.RewardError
	returns, err := s.played.Returns(ctx, reward, s.Gamma)
	if errors.As(err, &fault) {
		r.Fault = err.Error()
		return nil
	} else if err != nil {
		return err
	}
	tpe := screens.NewTPE(s.played, returns, screens.Form(o.form), o.pass)
	ranking := screens.NewRanking(s.played, returns, screens.Form(o.form))
	r.TPE, r.Ranking = &tpe, &ranking
	r.canonical, err = c.Canonical(ctx, reward, s.Gamma)
	if errors.As(err, &fault) || errors.Is(err, screens.ErrMemory) {
		r.NoDistance = err.Error()
		return nil
	}
	return err
}

// compare measures the distances between the rewards and notes which are the same.
func (s *screening) compare() {
	for i, r := range s.Rewards {
		if r.canonical == nil {
			continue
		}
		r.Constant, r.Distances = r.canonical.Constant, map[string]float64{}
		for j, other := range s.Rewards {
			if i == j || other.canonical == nil {
				continue
			}
			d := screens.Distance(r.canonical, other.canonical)
			r.Distances[other.Name] = d
			if i < j && d < screens.Duplicate {
				s.Duplicates = append(s.Duplicates, [2]string{r.Name, other.Name})
			}
		}
	}
}
