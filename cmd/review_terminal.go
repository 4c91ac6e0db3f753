package cmd

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"github.com/rewardsmith/rewardsmith/cmd/internal/braille"
	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/envs"
)

// errNotPicked ends a review without a pick.
var errNotPicked = errors.New("nothing was picked; the run still waits for a review")

// again is the answer that shows the replays once more.
const again = "again"

// reviewInTerminal shows the rivals on standard output and asks on standard error which
// are best and worst, until there is an answer that may be recorded.
func (s *session) reviewInTerminal(ctx context.Context, run *designer.Run, v *designer.Review, speed float64, pick func(best, worst string) error) error {
	fmt.Fprintf(s.p.stderr, "the task: %s\n", run.Env.Task)
	answers := lines(ctx, s.p.stdin)
	for {
		if err := s.showRivals(ctx, v, speed); err != nil {
			return err
		}
		best, worst, err := s.askPick(ctx, v, answers)
		if err != nil {
			return err
		}
		if best != "" {
			return pick(best, worst)
		}
	}
}

// askPick asks until best and worst are two rivals and confirmed. Both are "" where the
// replays are wanted again.
func (s *session) askPick(ctx context.Context, v *designer.Review, answers <-chan string) (best, worst string, err error) {
	ask := func(question string) (string, error) { return s.ask(ctx, question, answers) }
	name := func(question string) (string, error) {
		for {
			answer, err := ask(question)
			if err != nil || answer == again {
				return answer, err
			}
			if answer = strings.ToUpper(answer); v.Rival(answer) != nil {
				return answer, nil
			}
			if answer == "" {
				continue
			}
			fmt.Fprintf(s.p.stderr, "there is no %q; there are %s\n", answer, v.Names())
		}
	}
	for {
		if best, err = name(fmt.Sprintf("Which is best, %s? (%s: show them once more)", v.Names(), again)); err != nil || best == again {
			return "", "", err
		}
		if worst, err = name("Which is worst?"); err != nil || worst == again {
			return "", "", err
		}
		if best == worst {
			fmt.Fprintf(s.p.stderr, "%s cannot be both\n", best)
			continue
		}
		answer, err := ask(fmt.Sprintf("Record %s as best and %s as worst? [Y/n]", best, worst))
		if err != nil {
			return "", "", err
		}
		if answer = strings.ToLower(answer); answer == "" || answer == "y" || answer == "yes" {
			return best, worst, nil
		}
	}
}

// ask returns the next answer to a question. Where nobody types it, question and answer
// are written on lines of their own, as a terminal would show them.
func (s *session) ask(ctx context.Context, question string, answers <-chan string) (string, error) {
	typed := s.p.typed()
	if typed {
		fmt.Fprint(s.p.stderr, question+" ")
	} else {
		fmt.Fprintln(s.p.stderr, question)
	}
	select {
	case answer, ok := <-answers:
		if answer = strings.TrimSpace(answer); ok {
			if !typed && answer != "" {
				fmt.Fprintln(s.p.stderr, answer)
			}
			return answer, nil
		}
	case <-ctx.Done():
	}
	if typed {
		fmt.Fprintln(s.p.stderr) // ends the question's line
	}
	return "", errNotPicked
}

// typed says that standard input is a terminal.
func (p *process) typed() bool {
	f, ok := p.stdin.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// lines yields what is typed, line by line, until there is no more or ctx ends.
func lines(ctx context.Context, from io.Reader) <-chan string {
	typed := make(chan string)
	go func() {
		defer close(typed)
		for scanner := bufio.NewScanner(from); scanner.Scan(); {
			select {
			case typed <- scanner.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	return typed
}

// showRivals shows all episodes: on a terminal those of the same number side by side,
// elsewhere as tables.
func (s *session) showRivals(ctx context.Context, v *designer.Review, speed float64) error {
	env := s.task.env
	if f, ok := s.p.terminal(); ok {
		if _, drawn := env.Draw(v.Rivals[0].Episodes[0].States[0]); drawn {
			width, height := terminalSize(term.GetSize(int(f.Fd())))
			w := newWall(s.p.stdout, env, len(v.Rivals), width, height)
			w.speed, w.canvas.Color = speed, s.p.getenv("NO_COLOR") == ""
			return w.play(ctx, v)
		}
	}
	columns, err := newStateColumns(env.Spec().State, nil)
	if err != nil {
		return err
	}
	for _, r := range v.Rivals {
		for k, e := range r.Episodes {
			fmt.Fprintf(s.p.stdout, "%s, episode %d of %d\n", r.Name, k+1, len(r.Episodes))
			if err := writeSteps(s.p.stdout, env.Spec(), titled{episode: e}, columns); err != nil {
				return err
			}
			fmt.Fprintln(s.p.stdout)
		}
	}
	return nil
}

// newWall divides a terminal into as few rows of tiles as leave each one wide enough.
func newWall(out io.Writer, env envs.Env, rivals, width, height int) *wall {
	const widest = 34 // of a tile: below that little can be recognised
	columns := max(min(width/widest, rivals), 1)
	if rows := (rivals + columns - 1) / columns; rows > 0 {
		columns = (rivals + rows - 1) / rows
	}
	rows := (rivals + columns - 1) / columns
	return &wall{out: out, env: env, columns: columns, canvas: braille.Canvas{
		Columns: max(width/columns-wallGap, 8),
		Rows:    max((height-2)/rows-1, 3),
	}}
}
