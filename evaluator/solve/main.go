// Command solve trains the human reward of every built-in environment with its
// tuned settings, ten seeds each, and measures the policies at the end of
// training on 100 episodes that no training or selection saw. It prints the
// table and writes it as Markdown and as JSON:
//
//	go run ./evaluator/solve -out docs
//	go run ./evaluator/solve -env cartpole,pendulum -seeds 3 -set 'gamma: 0.95, hidden: [32, 32]'
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "solve:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("solve", flag.ContinueOnError)
	names := flags.String("env", "", "environments, separated by commas; empty for all")
	seeds := flags.Int("seeds", 10, "trainings per environment")
	episodes := flags.Int("episodes", 100, "episodes that each policy is measured on")
	reward := flags.String("reward", envs.RewardHuman, "reward to train on, human or sparse")
	cores := flags.Int("cores", runtime.NumCPU(), "cores to use")
	root := flags.Uint64("root", 2, "root seed; 1 was used in tuning, so its seeds and episodes have been seen")
	kernels := flags.String("kernels", "auto", "kernel set of the networks: "+strings.Join(evaluator.KernelSets(), ", "))
	settings := flags.String("set", "", "settings to change from the tuned ones, as in a task file's flow mapping: \"gamma: 0.95, hidden: [32, 32]\"")
	out := flags.String("out", "", "folder for solved.md and solved.json; empty writes neither")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%s: there are flags only", strings.Join(flags.Args(), " "))
	}
	if *seeds < 1 || *episodes < 1 {
		return fmt.Errorf("-seeds %d, -episodes %d: both must be at least 1", *seeds, *episodes)
	}
	set, err := evaluator.ChooseKernels(*kernels)
	if err != nil {
		return err
	}
	chosen, err := choose(*names)
	if err != nil {
		return err
	}
	var experiments []experiment
	for _, env := range chosen {
		experiments = append(experiments, experiment{
			env: env, reward: *reward, seeds: *seeds, episodes: *episodes, cores: *cores, root: *root, kernels: set, set: *settings,
		})
	}
	kept, err := keep(*out, experiments)
	if err != nil {
		return err
	}
	var rows []row
	for _, e := range experiments {
		r, err := e.run(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintln(stdout, r.line())
		rows = append(rows, r)
		if *out == "" {
			continue
		}
		if err := write(*out, merge(kept, rows)); err != nil {
			return err
		}
	}
	fmt.Fprint(stdout, "\n", table(rows))
	return nil
}

// choose returns the environments with the given names, separated by commas, in
// the order of the built-in ones; all of them for "".
func choose(names string) ([]envs.Env, error) {
	all, err := builtin.All()
	if err != nil || names == "" {
		return all, err
	}
	wanted := strings.Split(names, ",")
	var chosen []envs.Env
	var known []string
	for _, env := range all {
		name := env.Spec().Name
		known = append(known, name)
		if slices.Contains(wanted, name) {
			chosen = append(chosen, env)
		}
	}
	for _, name := range wanted {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("no environment named %q; there are %s", name, strings.Join(known, ", "))
		}
	}
	return chosen, nil
}
