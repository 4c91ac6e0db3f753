// Command audit asks of runs how much of their training could have been spared, and
// how often that would have been, or was, wrong.
//
//	go run ./docs/bench/compare/audit DIR...
//
// Every run at or below a DIR is looked at. What trajectory preferences (TPE) have
// screened out is trained now, with the settings and seeds of its run: screening a
// candidate was wrong if its selection score would have been above that of all
// candidates before it. What races would have stopped is told from the curves of
// iterations that were trained to their end. The result is written as JSON to standard
// output.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"runtime"

	"github.com/rewardsmith/rewardsmith/critic"
)

func main() {
	if critic.IsChild(os.Args) {
		os.Exit(critic.ServeChild(os.Stdin, os.Stdout))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := audit(ctx, os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "audit: %v\n", err)
		os.Exit(1)
	}
}

func audit(ctx context.Context, dirs []string) error {
	runs, err := load(dirs)
	if err != nil {
		return err
	}
	var r struct {
		Runs    int       `json:"runs"`
		Screens screens   `json:"screens"`
		Races   []pooled  `json:"races"`
		Cases   []*screen `json:"cases"`
	}
	r.Runs = len(runs)
	for _, run := range runs {
		cases, err := screened(ctx, run, runtime.NumCPU())
		if err != nil {
			return fmt.Errorf("%s: %w", run.dir, err)
		}
		r.Screens.judged(run)
		r.Cases = append(r.Cases, cases...)
	}
	r.Screens.count(r.Cases)
	if r.Races, err = races(runs); err != nil {
		return err
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", "\t")
	return encoder.Encode(r)
}
