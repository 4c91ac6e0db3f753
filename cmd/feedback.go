package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/designer"
)

func feedbackCommand(p *process) *cobra.Command {
	var asJSON, later bool
	var on hardware
	c := &cobra.Command{
		Use:     "feedback RUN CANDIDATE TEXT",
		GroupID: groupDesign,
		Short:   "Tell the model what you saw, and go on with the run",
		Long: `Tell the model, in your own words, what a policy does that was trained with a
candidate's reward, and what it should do instead. The run goes on with one iteration
more, which begins with the candidate's answer and what you said, also where the run
was done: its result is then measured anew. Where no answer comes, the command fails
and your words are kept: rewardsmith resume asks again, and what you say next about
the candidate is said along with them. Either way a search that only the lack of the
answer has stopped goes on behind it.

rewardsmith watch shows what a policy does.`,
		Example: `  rewardsmith watch runs/reacher i00-s00
  rewardsmith feedback runs/reacher i00-s00 "it reaches the target and then swings past it; it should stop there"`,
		Args:              arguments(3, 3),
		ValidArgsFunction: completeRun,
		RunE: func(c *cobra.Command, args []string) error {
			dir, candidate, text := args[0], args[1], strings.TrimSpace(args[2])
			run, err := readRun(dir)
			if err != nil {
				return err
			}
			if err := commentable(run, candidate, text); err != nil {
				return err
			}
			on = on.resuming(run.Machine)
			defer on.close()
			s, err := p.reopen(dir, run, &on)
			if err != nil {
				return err
			}
			if err := s.add(run, designer.Entry{Commented: &designer.Commented{Candidate: candidate, Text: text}}); err != nil {
				return err
			}
			if later {
				fmt.Fprintf(p.stderr, "noted; the run goes on with it: rewardsmith resume %s\n", dir)
				return s.folder.Close()
			}
			return s.finish(c.Context(), asJSON)
		},
	}
	on.flags(c)
	c.Flags().BoolVar(&later, "later", false, "only note it; rewardsmith resume goes on")
	c.Flags().BoolVar(&asJSON, "json", false, "write events as JSON, one a line")
	return c
}

// commentable says why nothing can be said about a candidate.
func commentable(run *designer.Run, id, text string) error {
	c := run.Candidate(id)
	switch {
	case text == "":
		return usagef("there is nothing in the text to tell the model")
	case run.Status == designer.RunWaiting:
		return usagef("the run waits for %s; what you pick there and what you say here would both begin its next iteration: pick first, with rewardsmith review", run.Awaits)
	case !asksModel(run):
		from := run.Task.Answerer().Kind
		if from == designer.ModelGiven {
			from = "rewardsmith fit"
		}
		return usagef("no model reads what you say: the rewards of this run come from %s", from)
	case c == nil:
		var ids []string
		for _, c := range run.Candidates() {
			ids = append(ids, c.ID)
		}
		return usagef("the run has no candidate %s; it has %s", id, strings.Join(ids, ", "))
	case c.Answer() == "":
		return usagef("%s has no answer that the model could improve on; it is %s", id, c.Status)
	case run.Status == designer.RunFailed && run.Stop != nil:
		return usagef("the run cannot go on: %s", run.Error)
	}
	return nil
}

// unanswered says that a run ended without an answer to what a person said, nil where
// all was answered.
func unanswered(run *designer.Run, dir string) error {
	said := run.Unanswered()
	if len(said) == 0 {
		return nil
	}
	about := designer.CommentedOn(said)
	if run.Spent() {
		return fmt.Errorf("no answer to what was said about %s, and none is asked for: %s", about, run.Stop.Detail)
	}
	return fmt.Errorf("no answer to what was said about %s; the words are kept: rewardsmith resume %s asks again, and so does rewardsmith feedback with what you say next", about, dir)
}

// add appends to the journal what a person has to say about the run.
func (s *session) add(run *designer.Run, e designer.Entry) error {
	e.Elapsed = run.Ledger.Wall
	if err := s.folder.Append(e); err != nil {
		return err
	}
	s.past = append(s.past, e)
	return nil
}

// asksModel says that a model, or a person in its place, writes the run's rewards.
func asksModel(run *designer.Run) bool {
	kind := run.Task.Answerer().Kind
	return kind != "search" && kind != designer.ModelNone && kind != designer.ModelGiven
}
