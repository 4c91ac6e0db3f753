package cmd

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/envs"
)

func checkCommand(p *process) *cobra.Command {
	var set []string
	var asJSON bool
	var policies []string
	var on hardware
	c := &cobra.Command{
		Use:     "check TASK REWARD.go",
		GroupID: groupReward,
		Short:   "Review a reward without training on it",
		Long: `Review a reward as the program reviews a model's answers: syntax, what rewards may
use, types, and thousands of transitions on which it must be finite and
deterministic. These come from random play; a run also lets the policies of its
preflight play, and --policy does so here. A file that ends in .go is reviewed as it is. Any other, and
standard input, which is "-", may be a model's whole answer with the Go code in a
fenced block.

` + taskHelp + `

Exit code 0: accepted, perhaps with warnings; 1: rejected; 2: the command line or
the task file is wrong.`,
		Example: `  rewardsmith check cartpole reward.go
  rewardsmith check task.yaml reward.go --json
  rewardsmith check task.yaml reward.go --backend gpu
  rewardsmith check task.yaml reward.go --policy runs/task/preflight/human/policy-0.json
  pbpaste | rewardsmith check cartpole -`,
		Args:              arguments(2, 2),
		ValidArgsFunction: p.completeTaskAndRewards,
		RunE: func(c *cobra.Command, args []string) error {
			t, err := p.loadTask(args[0], set)
			if err != nil {
				return err
			}
			on.override(&t.Task)
			t.gpu = t.Backend == designer.BackendGPU
			text, err := p.readReward(args[1])
			if err != nil {
				return err
			}
			verdict, err := t.judge(c.Context(), policies, args[1], text)
			if err != nil {
				return err
			}
			if verdict.OK() && t.Backend == designer.BackendAuto {
				if err := p.warnOfGPU(c.Context(), t, policies, args[1], text); err != nil {
					return err
				}
			}
			return p.writeVerdict(verdict, args[1], t.gpu, asJSON)
		},
	}
	setFlag(c, &set)
	on.backendFlag(c)
	c.Flags().StringArrayVar(&policies, "policy", nil, "also try the reward where the policy in `FILE` goes, one of a run or of eval --policy (repeatable)")
	c.Flags().BoolVar(&asJSON, "json", false, "write the verdict as JSON")
	return c
}

// readReward reads a file that the command line names, "-" for standard input.
func (p *process) readReward(name string) (string, error) {
	var text []byte
	var err error
	if name == "-" {
		text, err = io.ReadAll(p.stdin)
	} else {
		text, err = os.ReadFile(name)
	}
	if err != nil {
		return "", usagef("reward: %w", err)
	}
	return string(text), nil
}

// review asks the critic for its verdict on the reward in a file: on the source
// of a .go file, on the code in anything else.
func (p *process) review(ctx context.Context, judge *designer.Critic, name string) (*critic.Verdict, error) {
	text, err := p.readReward(name)
	if err != nil {
		return nil, err
	}
	return reviewText(ctx, judge, name, text)
}

// reviewText is review of the text of a file.
func reviewText(ctx context.Context, judge *designer.Critic, name, text string) (*critic.Verdict, error) {
	if filepath.Ext(name) == ".go" {
		return judge.Critic.Check(ctx, judge.Subject, text)
	}
	return judge.Critic.Review(ctx, judge.Subject, text)
}

// judge reviews the text of a reward for the task, also where policies go.
func (t *task) judge(ctx context.Context, policies []string, name, text string) (*critic.Verdict, error) {
	judge, err := t.critic(ctx)
	if err != nil {
		return nil, err
	}
	if err := t.addPlay(ctx, judge, policies); err != nil {
		return nil, err
	}
	return reviewText(ctx, judge, name, text)
}

// warnOfGPU says on standard error that a reward which the processor's critic
// accepts would be rejected where backend auto finds a GPU. An environment that
// cannot run on a GPU stays on the processor.
func (p *process) warnOfGPU(ctx context.Context, t *task, policies []string, name, text string) error {
	if compilable(t.env.Spec()) != nil {
		return nil
	}
	there := *t
	there.gpu = true
	verdict, err := there.judge(ctx, policies, name, text)
	if err != nil || verdict.OK() {
		return err
	}
	for _, f := range verdict.Findings {
		if f.Rejects {
			fmt.Fprintf(p.stderr, "backend auto: where a GPU is found, %s is rejected: %s; rewardsmith check with --backend gpu shows all of it\n", name, f.Message)
			break
		}
	}
	return nil
}

// critic judges rewards of the task.
func (t *task) critic(ctx context.Context) (*designer.Critic, error) {
	s, err := critic.NewSubject(ctx, t.env, critic.SubjectOptions{Show: envs.Show(t.Show), Params: t.SimParams(), Output: *t.Resolved().Method.Output})
	if err != nil {
		return nil, err
	}
	c := &critic.Critic{GPU: t.gpu}
	if t.gpu {
		if err := compilable(t.env.Spec()); err != nil {
			return nil, fmt.Errorf("backend gpu: %w", err)
		}
		setup := t.setup(hardware{})
		c.Trains = func(source string) error { return setup.CheckGPU(t.settings(), source) }
	}
	return &designer.Critic{Critic: c, Subject: s}, nil
}

// addPlay lets policies play, whose transitions judge then tries rewards on.
func (t *task) addPlay(ctx context.Context, judge *designer.Critic, policies []string) error {
	trainer := t.trainer(judge, hardware{coreCount: 1})
	for _, name := range policies {
		policy, err := os.ReadFile(name)
		if err != nil {
			return usagef("--policy: %w", err)
		}
		played, err := trainer.Play(ctx, policy)
		if err != nil {
			return usagef("--policy %s: %w", name, err)
		}
		judge.Subject = judge.Subject.With(played)
	}
	return nil
}

// writeVerdict writes a verdict, for a GPU too or not; a rejection is errReported.
func (p *process) writeVerdict(v *critic.Verdict, name string, gpu, asJSON bool) error {
	if asJSON {
		if err := p.writeJSON(v); err != nil {
			return err
		}
	} else {
		writeFindings(p.stdout, name, v)
		fmt.Fprintf(p.stdout, "%s: %s%s\n", name, v.Verdict, verdictDetail(v, gpu))
	}
	if !v.OK() {
		return errReported
	}
	return nil
}

// verdictDetail says what an accepted reward consists of, and what runs it.
func verdictDetail(v *critic.Verdict, gpu bool) string {
	if !v.OK() {
		return ""
	}
	runs := "compiled"
	if gpu {
		runs += ", on a GPU too"
	}
	if v.Engine != critic.EngineWasm {
		runs = "interpreted: " + v.Why
	}
	return fmt.Sprintf(", terms %s, %d transitions tried in %.0f ms, runs %s", strings.Join(v.Terms, ", "), v.Probes, v.Milliseconds, runs)
}

// writeFindings writes each finding as compilers do, with its line of source.
func writeFindings(w io.Writer, name string, v *critic.Verdict) {
	lines := strings.Split(v.Source, "\n")
	for _, f := range v.Findings {
		place := name
		if f.Line > 0 {
			place = fmt.Sprintf("%s:%d:%d", name, f.Line, f.Column)
		}
		kind := "warning: "
		if f.Rejects {
			kind = ""
		}
		fmt.Fprintf(w, "%s: %s%s [%s/%s]\n", place, kind, f.Message, f.Stage, f.Reason)
		if f.Line > 0 && f.Line <= len(lines) {
			writeCaret(w, lines[f.Line-1], f.Column)
		}
		if f.Suggestion != "" {
			fmt.Fprintf(w, "    %s\n", f.Suggestion)
		}
	}
}

// writeCaret writes a line of source and a caret under its byte column. What
// could move the cursor is written as a question mark.
func writeCaret(w io.Writer, line string, column int) {
	const widest = 160
	line = strings.TrimRight(line, "\r")
	column = min(max(column, 1), len(line)+1)
	if len(line) > widest {
		return
	}
	safe := func(text string) string {
		return strings.Map(func(r rune) rune {
			if r != '\t' && !unicode.IsPrint(r) {
				return '?'
			}
			return r
		}, text)
	}
	blank := strings.Map(func(r rune) rune {
		if r == '\t' {
			return '\t'
		}
		return ' '
	}, safe(line[:column-1]))
	fmt.Fprintf(w, "    %s\n    %s^\n", safe(line), blank)
}
