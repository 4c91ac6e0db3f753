package compare

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/designer"
)

// carried is a Carry that writes what fakeResult says and notes what it is asked
// for. It fails as stop says.
type carried struct {
	t     *testing.T
	plan  *Plan
	made  fakeResult
	asked []string
	stop  func(n int) error // the n-th run ends with an error after it has begun
}

func (c *carried) carry(_ context.Context, cell Cell, dir string) (*designer.Run, error) {
	c.asked = append(c.asked, cell.Dir())
	task, err := c.plan.CellTask(cell, 50_000)
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		c.made.begin(c.t, cell, task, dir)
	}
	if c.stop != nil {
		if err := c.stop(len(c.asked)); err != nil {
			return nil, err
		}
	}
	c.made.write(c.t, cell, task, dir)
	return designer.Load(dir)
}

// execute carries a plan out and returns its table as Markdown.
func (c *carried) execute(ctx context.Context, dir string) (string, error) {
	c.t.Helper()
	done := 0
	err := c.plan.Execute(ctx, dir, c.carry, func(f Found) {
		if !f.Done() {
			c.t.Errorf("%v is called done, and is %v", f.Cell, f.Run.Status)
		}
		done++
	})
	samples, reading := c.plan.Samples(dir)
	if reading != nil {
		c.t.Fatal(reading)
	}
	if done != len(samples) {
		c.t.Errorf("%d runs were told of, %d are done", done, len(samples))
	}
	return write(c.t, table(c.t, c.plan, samples).WriteMarkdown), err
}

// TestInterruptedComparisonGoesOn: stopped in the middle of a run, by an error or
// by the user, and taken up again, a comparison makes every run once and comes to
// the table of one that was never stopped.
func TestInterruptedComparisonGoesOn(t *testing.T) {
	plan := fakePlan(t, "openai", 5, []string{"eureka", "search"}, "crossing", "gate")
	results := levels(map[string]float64{"eureka": 20, "search": 4})
	undisturbed := &carried{t: t, plan: plan, made: results}
	want, err := undisturbed.execute(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(want, "40 of 40 runs done") {
		t.Fatalf("the comparison is not whole:\n%s", want)
	}
	for name, end := range map[string]func(ctx context.Context, cancel context.CancelFunc) error{
		"an outage": func(context.Context, context.CancelFunc) error { return errors.New("no answer") },
		"the user": func(ctx context.Context, cancel context.CancelFunc) error {
			cancel()
			return ctx.Err()
		},
	} {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		dir := t.TempDir()
		first := &carried{t: t, plan: plan, made: results, stop: func(n int) error {
			if n == 7 {
				return end(ctx, cancel)
			}
			return nil
		}}
		if got, err := first.execute(ctx, dir); err == nil || len(first.asked) != 7 || !strings.Contains(got, "6 of 40 runs done") {
			t.Errorf("%s: error %v after %d runs; want one after 7, 6 of them done", name, err, len(first.asked))
		}
		second := &carried{t: t, plan: plan, made: results}
		got, err := second.execute(context.Background(), dir)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: table of the interrupted comparison (-want +got)\n%s", name, diff)
		}
		if diff := cmp.Diff(undisturbed.asked[6:], second.asked); diff != "" {
			t.Errorf("%s: runs taken up (-want +got)\n%s", name, diff)
		}
	}
}

// TestUnlearnedTaskIsLeftOut: where a preflight fails, the other tasks go on.
func TestUnlearnedTaskIsLeftOut(t *testing.T) {
	plan := fakePlan(t, "openai", 2, []string{"eureka"}, "crossing", "gate")
	unlearned := &designer.PreflightError{Env: "crossing", Metric: "score"}
	c := &carried{t: t, plan: plan, made: levels(map[string]float64{"eureka": 20}), stop: func(n int) error {
		if n == 1 {
			return unlearned
		}
		return nil
	}}
	got, err := c.execute(context.Background(), t.TempDir())
	if !errors.Is(err, unlearned) {
		t.Errorf("error %v, want the preflight's", err)
	}
	if diff := cmp.Diff([]string{
		"crossing/eureka/run-00", "gate/eureka/run-00", "gate/sparse/run-00", "gate/human/run-00",
		"gate/eureka/run-01", "gate/sparse/run-01", "gate/human/run-01",
	}, c.asked); diff != "" {
		t.Errorf("runs (-want +got)\n%s", diff)
	}
	if !strings.Contains(got, "6 of 12 runs done") {
		t.Errorf("table:\n%s", got)
	}
}

// TestRunThatDoesNotEnd: a run that waits for a person is no replication.
func TestRunThatDoesNotEnd(t *testing.T) {
	plan := fakePlan(t, "openai", 1, []string{"eureka"}, "crossing")
	err := plan.Execute(context.Background(), t.TempDir(), func(context.Context, Cell, string) (*designer.Run, error) {
		return &designer.Run{Status: "waiting"}, nil
	}, func(Found) { t.Error("it is called done") })
	if err == nil || !strings.Contains(err.Error(), "is waiting") {
		t.Errorf("error %v", err)
	}
}

// TestDamagedRunIsAnError: a folder that cannot be read is not made anew.
func TestDamagedRunIsAnError(t *testing.T) {
	dir := t.TempDir()
	plan := fakePlan(t, "openai", 1, []string{"eureka"}, "crossing")
	c := &carried{t: t, plan: plan, made: levels(map[string]float64{"eureka": 20})}
	if _, err := c.execute(context.Background(), dir); err != nil {
		t.Fatal(err)
	}
	journal := filepath.Join(dir, "crossing", "eureka", "run-00", "journal.jsonl")
	text, err := os.ReadFile(journal)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(journal, []byte(strings.Replace(string(text), "started", "stirred", 1)), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := plan.Samples(dir); err == nil || !strings.Contains(err.Error(), "crossing, eureka, run 0") {
		t.Errorf("error %v", err)
	}
}
