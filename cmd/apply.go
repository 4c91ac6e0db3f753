package cmd

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

func applyCommand(p *process) *cobra.Command {
	var set []string
	var from, engine string
	var bits bool
	c := &cobra.Command{
		Use:     "apply TASK REWARD.go --transitions FILE.jsonl",
		GroupID: groupReward,
		Short:   "Compute a reward on given transitions",
		Long: `Compute a reward on transitions, one line in, one line out. A line of input is

  {"s": {...}, "a": {...}, "next": {...}, "start": true}

with every field of State, Action and State; see rewardsmith envs show. Nested
fields may be nested objects and arrays or flat names such as "Position.X".
"start" marks the first transition of an episode, at which a reward forgets its
memory; the first line is one. A line of output is

  {"total": 1.5, "terms": {"upright": 1, "centre": 0.5}}

NaN and infinities are the strings "NaN", "Infinity" and "-Infinity". With --bits,
every number is its IEEE 754 double as 16 hexadecimal digits. Answers come as soon
as a line is read, so another program can ask as it goes.

The engines wasm and yaegi give the same bits on every processor. A GPU computes in
float32: how far it is from float64 is told at the end, on standard error. Which
GPU is the task's gpu: that of backend gpu.

` + taskHelp,
		Example: `  rewardsmith apply cartpole reward.go --transitions transitions.jsonl
  generate | rewardsmith apply cartpole reward.go --transitions - --bits
  rewardsmith apply cartpole reward.go --transitions transitions.jsonl --engine gpu`,
		Args:              arguments(2, 2),
		ValidArgsFunction: p.completeTaskAndRewards,
		RunE: func(c *cobra.Command, args []string) error {
			if engine != "" && !slices.Contains(engines(), engine) {
				return usagef("there is no engine %q; there are %s", engine, strings.Join(engines(), ", "))
			}
			t, err := p.loadTask(args[0], set)
			if err != nil {
				return err
			}
			rewarder, err := p.openReward(c.Context(), t, args[1], engine)
			if err != nil {
				return err
			}
			defer rewarder.Close()
			in, name, err := p.openTransitions(from)
			if err != nil {
				return err
			}
			defer in.Close()
			a := applier{spec: t.env.Spec(), rewarder: rewarder, out: bufio.NewWriter(p.stdout), bits: bits, name: name}
			err = a.run(c.Context(), in)
			if compared, ok := rewarder.(*comparison); ok && err == nil {
				fmt.Fprintln(p.stderr, compared.verdict())
			}
			return err
		},
	}
	setFlag(c, &set)
	c.Flags().StringVar(&from, "transitions", "", "`FILE` of transitions, one JSON object a line; \"-\" is standard input")
	c.Flags().StringVar(&engine, "engine", "", "what runs the reward: wasm (compiled), yaegi (interpreted) or gpu; by default what trains on it on the processor")
	c.RegisterFlagCompletionFunc("engine", completeWords(engines()...))
	c.Flags().BoolVar(&bits, "bits", false, "write numbers as the hexadecimal digits of their bits")
	return c
}

// engines lists what runs rewards.
func engines() []string { return append(critic.Engines(), engineGPU) }

// openReward reviews the reward in a file and starts it by an engine, "" for that
// of its verdict. Why it is rejected goes to standard error.
func (p *process) openReward(ctx context.Context, t *task, name, engine string) (evaluator.Rewarder, error) {
	t.gpu = t.gpu || engine == engineGPU
	c, err := t.critic(ctx)
	if err != nil {
		return nil, err
	}
	verdict, err := p.review(ctx, c, name)
	if err != nil {
		return nil, err
	}
	if !verdict.OK() {
		writeFindings(p.stderr, name, verdict)
		return nil, fmt.Errorf("%s is rejected", name)
	}
	if engine == critic.EngineWasm && verdict.Engine != engine {
		return nil, fmt.Errorf("%s runs interpreted only: %s", name, verdict.Why)
	}
	if engine == engineGPU {
		return openComparison(ctx, t, c, verdict)
	}
	return c.Open(ctx, designer.Code{Source: verdict.Source, Engine: cmp.Or(engine, verdict.Engine)})
}

// openComparison starts an accepted reward on the task's GPU and on the processor.
func openComparison(ctx context.Context, t *task, c *designer.Critic, v *critic.Verdict) (evaluator.Rewarder, error) {
	device, err := gpu.Open(gpu.Options{Adapter: t.GPU.Adapter, Software: t.GPU.Software})
	if err != nil {
		return nil, waysOut(fmt.Errorf("engine gpu: %w", err), bySet, "to compute on the processor: --engine wasm")
	}
	reward, err := newGPUReward(device, c.Subject, v.Source)
	if err != nil {
		device.Close()
		return nil, err
	}
	exact, err := c.Open(ctx, designer.Code{Source: v.Source, Engine: v.Engine})
	if err != nil {
		return nil, errors.Join(err, reward.Close())
	}
	return &comparison{gpuReward: reward, exact: exact}, nil
}

func (p *process) openTransitions(name string) (io.ReadCloser, string, error) {
	switch name {
	case "":
		return nil, "", usagef(`apply needs --transitions FILE.jsonl, or --transitions - for standard input`)
	case "-":
		return io.NopCloser(p.stdin), "standard input", nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, "", usagef("transitions: %w", err)
	}
	return f, name, nil
}

// applier computes a reward on a stream of transitions.
type applier struct {
	spec     *envs.Spec
	rewarder evaluator.Rewarder
	out      *bufio.Writer
	bits     bool
	name     string // of the input
}

// largestBatch is the number of lines that are computed together at most.
const largestBatch = 1024

// run answers line after line. Lines that are there already are computed
// together; it never waits for one while another is unanswered.
func (a *applier) run(ctx context.Context, in io.Reader) error {
	batches := make(chan []inputLine)
	done := make(chan struct{})
	defer close(done)
	go readLines(in, batches, done)
	first := true
	for {
		var lines []inputLine
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case lines = <-batches:
		}
		if lines == nil {
			return nil
		}
		var rows []transition
		for _, line := range lines {
			row, err := a.parse(line)
			if err != nil {
				return errors.Join(a.answer(ctx, rows), err)
			}
			row.start, first = row.start || first, false
			rows = append(rows, row)
		}
		if err := a.answer(ctx, rows); err != nil {
			return err
		}
	}
}

// inputLine is a line of input with its number, from 1, or why it could not be
// read.
type inputLine struct {
	number int
	text   []byte
	err    error
}

// readLines sends all lines that are not blank, as many together as are there
// without waiting, and closes batches at the end.
func readLines(in io.Reader, batches chan<- []inputLine, done <-chan struct{}) {
	defer close(batches)
	r := bufio.NewReaderSize(in, 1<<20)
	var lines []inputLine
	for n := 1; ; n++ {
		text, err := r.ReadBytes('\n')
		if len(bytes.TrimSpace(text)) > 0 {
			lines = append(lines, inputLine{number: n, text: text})
		}
		if err != nil && !errors.Is(err, io.EOF) {
			lines = append(lines, inputLine{number: n, err: err})
		}
		if len(lines) > 0 && (err != nil || len(lines) == largestBatch || !lineReady(r)) {
			select {
			case batches <- lines:
				lines = nil
			case <-done:
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// lineReady says that a whole line has been received.
func lineReady(r *bufio.Reader) bool {
	text, err := r.Peek(r.Buffered())
	return err == nil && bytes.IndexByte(text, '\n') >= 0
}

// parse reads a line; its errors name the line.
func (a *applier) parse(l inputLine) (transition, error) {
	if l.err != nil {
		return transition{}, fmt.Errorf("%s:%d: %w", a.name, l.number, l.err)
	}
	t, err := parseTransition(l.text, a.spec)
	if err != nil {
		var errs []error
		for line := range strings.Lines(err.Error()) {
			errs = append(errs, fmt.Errorf("%s:%d: %s", a.name, l.number, strings.TrimSpace(line)))
		}
		return t, errors.Join(errs...)
	}
	t.line = l.number
	return t, nil
}

// answer computes and writes the rewards of transitions. Where the reward fails,
// it writes those before and the error names the line.
func (a *applier) answer(ctx context.Context, rows []transition) error {
	if len(rows) == 0 {
		return nil
	}
	names := a.rewarder.Terms()
	total := make([]float64, len(rows))
	terms := make([][]float64, len(names))
	for k := range terms {
		terms[k] = make([]float64, len(rows))
	}
	for i := range total {
		total[i] = math.NaN() // what a reward that fails leaves
	}
	failure := a.rewarder.Reward(ctx, batch(a.spec, rows), total, terms)
	done := len(rows)
	if failure != nil {
		done = sound(total, terms)
		failure = a.blame(failure, rows, done)
	}
	for i := range rows[:done] {
		out := struct {
			Total any            `json:"total"`
			Terms map[string]any `json:"terms"`
		}{a.number(total[i]), make(map[string]any, len(names))}
		for k, name := range names {
			out.Terms[name] = a.number(terms[k][i])
		}
		line, err := json.Marshal(out)
		if err != nil {
			return err
		}
		a.out.Write(append(line, '\n'))
	}
	return errors.Join(a.out.Flush(), failure)
}

// sound counts the rewards before the first that is not all finite numbers.
func sound(total []float64, terms [][]float64) int {
	for i := range total {
		bad := total[i]-total[i] != 0
		for _, column := range terms {
			bad = bad || column[i]-column[i] != 0
		}
		if bad {
			return i
		}
	}
	return len(total)
}

// blame adds to the failure of a reward the line on which it failed, or, where
// its process ended and nobody knows, the first that has no answer.
func (a *applier) blame(failure error, rows []transition, done int) error {
	var fault *critic.Fault
	if !errors.As(failure, &fault) || done == len(rows) {
		return failure
	}
	if fault.Where == "" {
		return fmt.Errorf("%s:%d or later: %w", a.name, rows[done].line, failure)
	}
	return fmt.Errorf("%s:%d: %w", a.name, rows[done].line, failure)
}

// number is v as JSON can hold it.
func (a *applier) number(v float64) any {
	switch {
	case a.bits:
		return fmt.Sprintf("%016x", math.Float64bits(v))
	case math.IsNaN(v):
		return "NaN"
	case math.IsInf(v, 1):
		return "Infinity"
	case math.IsInf(v, -1):
		return "-Infinity"
	}
	return v
}
