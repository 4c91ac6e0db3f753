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
	set := flags.String("set", "", "settings to change from the tuned ones, as in a task file's flow mapping: \"gamma: 0.95, hidden: [32, 32]\"")
	out := flags.String("out", "", "folder for solved.md and solved.json; empty writes neither")
	if err := flags.Parse(args); err != nil {
		return err
	}
	all, err := builtin.All()
	if err != nil {
		return err
	}
	var rows []row
	for _, env := range all {
		if *names != "" && !slices.Contains(strings.Split(*names, ","), env.Spec().Name) {
			continue
		}
		e := experiment{env: env, reward: *reward, seeds: *seeds, episodes: *episodes, cores: *cores, root: *root, set: *set}
		r, err := e.run(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintln(stdout, r.line())
		rows = append(rows, r)
		if *out == "" {
			continue
		}
		if err := write(*out, []row{r}); err != nil {
			return err
		}
	}
	if len(rows) == 0 {
		return fmt.Errorf("no environment named %s", *names)
	}
	fmt.Fprint(stdout, "\n", table(rows))
	return nil
}
