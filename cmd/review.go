package cmd

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/designer"
)

func reviewCommand(p *process) *cobra.Command {
	o := reviewOptions{goOn: true, episodes: 3, speed: 1, addr: "127.0.0.1:0"}
	var on hardware
	c := &cobra.Command{
		Use:     "review RUN",
		GroupID: groupDesign,
		Short:   "Watch what a run's policies do, and pick the best and the worst",
		Long: `Watch the policies of the iteration that a run waits with, and the best one so far,
play the same episodes, pick the one that you like best and the one that you like
least, and let the run go on with that. They are called A, B, C and so on in an order
that tells nothing of where they come from, and no number says how good they are: go
by what you see. rewardsmith report shows afterwards which was which.

Runs of methods that ask a person wait for this (method.select person, as icpl has it).
The replays are shown in the terminal, or with --web in a browser on this machine.`,
		Example: `  rewardsmith run task.yaml --set method.preset=icpl
  rewardsmith review runs/task
  rewardsmith review runs/task --web --episodes 5`,
		Args:              arguments(1, 1),
		ValidArgsFunction: completeRun,
		RunE: func(c *cobra.Command, args []string) error {
			if err := o.check(); err != nil {
				return err
			}
			dir := args[0]
			run, err := readRun(dir)
			if err != nil {
				return err
			}
			if _, _, err := run.Contest(); err != nil {
				return fmt.Errorf("run %s: %w", dir, err)
			}
			on = on.resuming(run.Machine)
			defer on.close()
			s, err := p.reopen(dir, run, &on)
			if err != nil {
				return err
			}
			if err := s.review(c.Context(), run, &o); err != nil {
				return errors.Join(err, s.folder.Close())
			}
			if !o.goOn {
				fmt.Fprintf(p.stderr, "noted; the run goes on with it: rewardsmith resume %s\n", dir)
				return s.folder.Close()
			}
			return s.finish(c.Context(), false)
		},
	}
	o.flags(c)
	on.flags(c)
	return c
}

// reviewOptions say how a person reviews.
type reviewOptions struct {
	episodes int     // of each policy
	speed    float64 // as a multiple of real time, in the terminal
	goOn     bool    // let the run go on afterwards
	web      bool    // in a browser
	addr     string  // of the page, on this machine
}

func (o *reviewOptions) flags(c *cobra.Command) {
	c.Flags().IntVar(&o.episodes, "episodes", o.episodes, "how many episodes to watch, the same of every policy")
	c.Flags().Float64Var(&o.speed, "speed", o.speed, "how fast, as a multiple of real time, in the terminal")
	c.Flags().BoolVar(&o.goOn, "continue", o.goOn, "let the run go on with what was picked; else rewardsmith resume does")
	c.Flags().BoolVar(&o.web, "web", false, "show the replays side by side in a browser on this machine")
	c.Flags().StringVar(&o.addr, "addr", o.addr, "`ADDRESS` of this machine for --web; port 0 is any that is free")
}

func (o *reviewOptions) check() error {
	if o.episodes < 1 || o.episodes > 20 {
		return usagef("--episodes is %d, want 1 to 20", o.episodes)
	}
	if o.speed <= 0 {
		return usagef("--speed is %g, want a number above 0", o.speed)
	}
	return nil
}

// review lets a person pick and records what they did.
func (s *session) review(ctx context.Context, run *designer.Run, o *reviewOptions) error {
	fmt.Fprintf(s.p.stderr, "the policies play\n")
	v, err := run.Review(ctx, s.task.setup(s.hardware), o.episodes)
	if err != nil {
		return err
	}
	pick := func(best, worst string) error { return s.pick(run, v, best, worst) }
	if o.web {
		return s.reviewInBrowser(ctx, run, v, o.addr, pick)
	}
	return s.reviewInTerminal(ctx, run, v, o.speed, pick)
}

// pick records the names of the best and the worst rival of a review.
func (s *session) pick(run *designer.Run, v *designer.Review, best, worst string) error {
	b, w := v.Rival(best), v.Rival(worst)
	if b == nil || w == nil {
		return fmt.Errorf("best is %q and worst is %q; want two of %s", best, worst, v.Names())
	}
	if best == worst { // before there are IDs, which whoever picks is not to know
		return fmt.Errorf("%s cannot be both the best and the worst", best)
	}
	p, err := run.Pick(b.Candidate, w.Candidate)
	if err != nil {
		return err
	}
	return s.add(run, designer.Entry{Picked: p})
}
