// Command rewards measures what one evaluation of a reward costs: compiled to
// WebAssembly, as Go emitted by the compiler with our own mathematics and with
// that of the standard library, and interpreted; and what compiling costs.
//
//	go run ./docs/bench/rewards > docs/bench/rewards/result.json
//
// It prints one JSON document, and a table to standard error. All variants take
// turns in one process on one thread; figures are processor time per evaluation
// in a batch of 4096, the median of the rounds with the 10th and 90th percentile.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/internal/cputime"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/engine"
)

const (
	batch  = 4096
	rounds = 25

	interpreted = 4               // batches in one life of a child
	opening     = "yaegi, opened" // the rest of its life
)

func main() {
	if critic.IsChild(os.Args) {
		os.Exit(critic.ServeChild(os.Stdin, os.Stdout))
	}
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// result is the figures of one variant of one reward, in nanoseconds.
type result struct {
	Reward  string  `json:"reward"`
	Variant string  `json:"variant"`
	Median  float64 `json:"median"`
	Low     float64 `json:"p10"`
	High    float64 `json:"p90"`
}

// variant is a way to do the work of one batch, or to compile.
type variant struct {
	name    string
	per     int // evaluations that one call makes
	repeat  int // calls in a round
	call    func() error
	samples []float64
}

func run(ctx context.Context) error {
	env, err := cartpole.New()
	if err != nil {
		return err
	}
	subject, err := critic.NewSubject(ctx, env, critic.SubjectOptions{})
	if err != nil {
		return err
	}
	played := subject.Reachable[0].Rows(0, batch/subject.Reachable[0].N)
	var results []result
	for _, name := range rewardNames {
		r, err := measure(ctx, name, subject, played)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		results = append(results, r...)
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", " ")
	if err := out.Encode(map[string]any{
		"go": runtime.Version(), "machine": runtime.GOOS + "/" + runtime.GOARCH, "batch": batch, "rounds": rounds, "results": results,
	}); err != nil {
		return err
	}
	return table(results)
}

func measure(ctx context.Context, name string, subject *critic.Subject, played *envs.Transitions) ([]result, error) {
	source, err := rewardFiles.ReadFile(name + ".go.txt")
	if err != nil {
		return nil, err
	}
	library, unit, err := critic.Unit(subject.Packages, string(source))
	if err != nil {
		return nil, err
	}
	compiled, err := library.Compile(unit, 0)
	if err != nil {
		return nil, err
	}
	machine, err := engine.New(ctx)
	if err != nil {
		return nil, err
	}
	defer machine.Close(ctx)
	variants := []*variant{
		wasmVariant(ctx, machine, compiled, played),
		nativeVariant("go, own math", compiled, played, native[name].own),
		nativeVariant("go, standard math", compiled, played, native[name].standard),
		programVariant(ctx, "wasm, as trained on", subject, string(source), played),
		interpretedVariant(ctx, opening, 0, subject, string(source), played),
		interpretedVariant(ctx, "yaegi", interpreted, subject, string(source), played),
		compileVariant(ctx, machine, library, unit),
	}
	for range rounds {
		for _, v := range variants {
			begin := used()
			for range v.repeat {
				if err := v.call(); err != nil {
					return nil, fmt.Errorf("%s: %w", v.name, err)
				}
			}
			v.samples = append(v.samples, float64((used()-begin).Nanoseconds())/float64(v.repeat*v.per))
		}
	}
	return summary(name, variants), nil
}

// used is the processor time of this process and of its children that have ended.
func used() time.Duration { return cputime.Used() + cputime.Children() }

// summary takes the time that opening took from that of the interpreter.
func summary(name string, variants []*variant) []result {
	var opened float64
	var results []result
	for _, v := range variants {
		slices.Sort(v.samples)
		at := func(q float64) float64 { return v.samples[int(q*float64(len(v.samples)-1))] }
		r := result{name, v.name, at(0.5), at(0.1), at(0.9)}
		switch v.name {
		case opening:
			opened = r.Median
			continue
		case "yaegi":
			for _, t := range []*float64{&r.Median, &r.Low, &r.High} {
				*t = (*t - opened) / (interpreted * batch)
			}
		}
		results = append(results, r)
	}
	return results
}

func table(results []result) error {
	w := tabwriter.NewWriter(os.Stderr, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "reward\tvariant\tmedian ns\tp10\tp90\tof go, own math\t")
	base := map[string]float64{}
	for _, r := range results {
		if r.Variant == "go, own math" {
			base[r.Reward] = r.Median
		}
	}
	for _, r := range results {
		fmt.Fprintf(w, "%s\t%s\t%.1f\t%.1f\t%.1f\t%.2f\t\n", r.Reward, r.Variant, r.Median, r.Low, r.High, r.Median/base[r.Reward])
	}
	return w.Flush()
}

// columns returns the columns of transitions that a compiled reward reads, in
// the order of its parameters; nil for those it does not read.
func columns(p *kernel.Program, b *envs.Transitions) [][]float64 {
	all := slices.Concat(b.State, b.Action, b.Next)
	for i, c := range p.Module.Entries[0].Params {
		if !c.Used {
			all[i] = nil
		}
	}
	return all
}
