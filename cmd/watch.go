package cmd

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/rewardsmith/rewardsmith/cmd/internal/braille"
	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/nearest"
)

func watchCommand(p *process) *cobra.Command {
	which := "both"
	speed := 1.0
	var fields []string
	c := &cobra.Command{
		Use:     "watch RUN [CANDIDATE]",
		GroupID: groupDesign,
		Short:   "Replay a candidate's best and worst episode in the terminal",
		Long: `Replay what policies trained on a candidate do: its best and its worst episode, as
a moving picture on a terminal, as a table of states and terms elsewhere. Without a
candidate, the best one so far; "human" and "sparse" show those rewards once the
run has measured them. A table leaves out what of the state never changes, and long
arrays, unless --fields names them.`,
		Example: `  rewardsmith watch runs/quickstart
  rewardsmith watch runs/quickstart i01-s03 --episode worst --speed 0.5
  rewardsmith watch runs/quickstart human | head -40
  rewardsmith watch runs/highway --fields Speed,Y,OtherX | less -S`,
		Args:              arguments(1, 2),
		ValidArgsFunction: completeCandidate,
		RunE: func(c *cobra.Command, args []string) error {
			run, err := readRun(args[0])
			if err != nil {
				return err
			}
			name := run.Best
			if name == "" && run.Result != nil { // of a run that designs nothing
				name = run.Result.Arms[0].Name
			}
			if len(args) == 2 {
				name = args[1]
			}
			episodes, err := episodesOf(run, name, which)
			if err != nil {
				return err
			}
			if speed <= 0 {
				return usagef("--speed is %g, want a number above 0", speed)
			}
			env, err := p.environmentOf(run)
			if err != nil {
				return err
			}
			columns, err := newStateColumns(env.Spec().State, fields)
			if err != nil {
				return usageError{err}
			}
			return p.play(c.Context(), env, episodes, speed, columns)
		},
	}
	c.Flags().StringVar(&which, "episode", which, "which episode: best, worst or both")
	c.RegisterFlagCompletionFunc("episode", completeWords("best", "worst", "both"))
	c.Flags().Float64Var(&speed, "speed", speed, "how fast, as a multiple of real time")
	c.Flags().StringSliceVar(&fields, "fields", nil, "the fields of the state in a table, by name or by the name of their array")
	return c
}

// completeCandidate completes a run and then one of its candidates.
func completeCandidate(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) != 1 {
		return completeRun(c, args, typed)
	}
	run, err := readRun(args[0])
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, candidate := range run.Candidates() {
		if candidate.Report != nil && strings.HasPrefix(candidate.ID, typed) {
			names = append(names, fmt.Sprintf("%s\t%s %.4g", candidate.ID, run.Compared(), candidate.Score))
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// titled is an episode with what it is called and the terms it records.
type titled struct {
	title   string
	terms   []string
	episode *evaluator.Episode
}

// episodesOf finds the episodes of a candidate or of one of the result's rewards.
func episodesOf(run *designer.Run, name, which string) ([]titled, error) {
	report, err := reportOf(run, name)
	if err != nil {
		return nil, err
	}
	var all []titled
	for _, e := range []struct {
		word    string
		episode *evaluator.Episode
	}{{"best", report.Best}, {"worst", report.Worst}} {
		if e.episode != nil && (which == e.word || which == "both") {
			all = append(all, titled{fmt.Sprintf("%s, %s episode", name, e.word), report.Terms, e.episode})
		}
	}
	if which != "best" && which != "worst" && which != "both" {
		return nil, usagef("--episode is %q, want best, worst or both", which)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s has no recorded episode", name)
	}
	return all, nil
}

func reportOf(run *designer.Run, name string) (*evaluator.Report, error) {
	if name == "" {
		return nil, fmt.Errorf("the run has no trained candidate yet")
	}
	if c := run.Candidate(name); c != nil {
		if c.Report == nil {
			return nil, fmt.Errorf("candidate %s has not been trained: it is %s", name, c.Status)
		}
		return c.Report, nil
	}
	if run.Result != nil {
		if arm := run.Result.Arm(name); arm != nil && arm.Report != nil {
			return arm.Report, nil
		}
	}
	if name == designer.ArmHuman && run.Preflight != nil && run.Preflight.Report != nil {
		return run.Preflight.Report, nil
	}
	var names []string
	for _, c := range run.Candidates() {
		names = append(names, c.ID)
	}
	if near := nearest.Of(name, names); near != "" {
		return nil, usagef("the run has no candidate %q; did you mean %s?", name, near)
	}
	return nil, usagef("the run has no candidate %q; it has %d, such as %s", name, len(names), run.Best)
}

// play shows episodes on a terminal as pictures, elsewhere as tables.
func (p *process) play(ctx context.Context, env envs.Env, episodes []titled, speed float64, columns stateColumns) error {
	if f, ok := p.terminal(); ok {
		if _, drawn := env.Draw(episodes[0].episode.States[0]); drawn {
			width, height := terminalSize(term.GetSize(int(f.Fd())))
			s := screen{
				out: p.stdout, env: env, speed: speed,
				canvas: braille.Canvas{Columns: min(width, 160), Rows: max(min(height-5, 40), 4), Color: p.getenv("NO_COLOR") == ""},
			}
			return s.play(ctx, episodes)
		}
	}
	for i, e := range episodes {
		if i > 0 {
			fmt.Fprintln(p.stdout)
		}
		fmt.Fprintf(p.stdout, "%s: score %.4g, return %.4g, %d steps, ended by %s\n",
			e.title, e.episode.Score, e.episode.Return, len(e.episode.Actions), e.episode.End)
		if err := writeSteps(p.stdout, env.Spec(), e, columns); err != nil {
			return err
		}
	}
	return nil
}

// screen is a terminal on which episodes are played.
type screen struct {
	out    io.Writer
	env    envs.Env
	canvas braille.Canvas
	speed  float64
}

// Terminal sequences: hide and show the cursor, clear the screen, go to its top
// left, clear what is left of a line.
const (
	hideCursor, showCursor = "\x1b[?25l", "\x1b[?25h"
	clearScreen, goHome    = "\x1b[2J", "\x1b[H"
	clearRest              = "\x1b[K"
)

// frameTime is the time between pictures.
const frameTime = 50 * time.Millisecond

func (s *screen) play(ctx context.Context, episodes []titled) error {
	io.WriteString(s.out, hideCursor+clearScreen)
	defer io.WriteString(s.out, showCursor+"\n") // the shell goes on below the picture
	for _, e := range episodes {
		if err := s.episode(ctx, e); ctx.Err() != nil {
			return nil // whoever watched has seen enough
		} else if err != nil {
			return err
		}
	}
	return nil
}

// episode shows one episode at its own pace, and its last picture for a second.
func (s *screen) episode(ctx context.Context, e titled) error {
	const rest = time.Second
	ticker := time.NewTicker(frameTime)
	defer ticker.Stop()
	steps := len(e.episode.States) - 1
	stride := s.speed * frameTime.Seconds() / s.env.Spec().Dt
	stride = max(stride, float64(steps)/1200) // at most a minute
	for at := 0.0; ; at += stride {
		step := min(int(at), steps)
		s.frame(e, step)
		if at >= float64(steps)+rest.Seconds()/frameTime.Seconds()*stride {
			return nil
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-ticker.C:
		}
	}
}

// frame shows the state before step.
func (s *screen) frame(e titled, step int) {
	scene, _ := s.env.Draw(e.episode.States[step])
	picture := strings.ReplaceAll(s.canvas.Draw(&scene), "\n", clearRest+"\n")
	lines := []string{
		fmt.Sprintf("%s: score %.4g, return %.4g, ended by %s", e.title, e.episode.Score, e.episode.Return, e.episode.End),
		fmt.Sprintf("%6.2f s  %s", float64(step)*s.env.Spec().Dt, s.env.Spec().State.Format(e.episode.States[step])),
		termsText(e, step),
	}
	for i, line := range lines {
		lines[i] = fit(line, s.canvas.Columns) + clearRest
	}
	io.WriteString(s.out, goHome+picture+strings.Join(lines, "\n"))
}

// termsText writes the terms of a step; the last state has none.
func termsText(e titled, step int) string {
	if step >= len(e.episode.Terms) {
		return ""
	}
	parts := make([]string, len(e.terms))
	for k, name := range e.terms {
		parts[k] = fmt.Sprintf("%s %.4g", name, e.episode.Terms[step][k])
	}
	return "terms     " + strings.Join(parts, ", ")
}
