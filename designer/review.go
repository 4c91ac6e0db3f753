package designer

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"

	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/screen"
)

// Review is what a person watches before they pick the best and the worst rival of an
// iteration.
type Review struct {
	Iteration int
	Rivals    []Rival // in an order that tells nothing of where they come from
}

// Rival is a candidate under a name that hides which one it is: whoever picks is to go
// by what they see.
type Rival struct {
	Name      string // A, B, C...
	Candidate string // ID
	// Episodes hold states and actions and nothing that measures them. Episode k of
	// every rival begins in the same state.
	Episodes []*evaluator.Episode
}

// Review has the policies of all rivals of the iteration that waits for a person play
// the first n episodes of the select family. Where a candidate was trained on several
// seeds, their policies take turns, the same for every rival. The same run gives the
// same review. The error is as that of Contest, or says why policies cannot play.
func (r *Run) Review(ctx context.Context, s evaluator.Setup, n int) (*Review, error) {
	iteration, rivals, err := r.Contest()
	if err != nil {
		return nil, err
	}
	rand.New(rand.NewPCG(r.Task.Seed, uint64(iteration))).Shuffle(len(rivals), func(i, j int) {
		rivals[i], rivals[j] = rivals[j], rivals[i]
	})
	v := &Review{Iteration: iteration}
	for i, c := range rivals {
		episodes, err := c.replays(ctx, s, n)
		if err != nil {
			return nil, fmt.Errorf("candidate %s: %w", c.ID, err)
		}
		v.Rivals = append(v.Rivals, Rival{Name: rivalName(i), Candidate: c.ID, Episodes: episodes})
	}
	return v, nil
}

// rivalName returns A to Z, then AA to AZ, BA and so on.
func rivalName(i int) string {
	name := string(rune('A' + i%26))
	if i >= 26 {
		return rivalName(i/26-1) + name
	}
	return name
}

// replays returns n episodes, the k-th played by the policies in turn.
func (c *Candidate) replays(ctx context.Context, s evaluator.Setup, n int) ([]*evaluator.Episode, error) {
	policies := c.policies()
	if len(policies) == 0 {
		return nil, fmt.Errorf("the journal holds no policy of it")
	}
	list := make([]*evaluator.Episode, n)
	for seed, p := range policies[:min(len(policies), n)] {
		policy := new(evaluator.Policy)
		if err := json.Unmarshal(p.Policy, policy); err != nil {
			return nil, fmt.Errorf("policy: %w", err)
		}
		played, err := screen.Play(ctx, s, policy, n)
		if err != nil {
			return nil, err
		}
		for k := seed; k < n; k += len(policies) {
			e := played.Record(k)
			list[k] = &evaluator.Episode{Number: e.Number, States: e.States, Actions: e.Actions}
		}
	}
	return list, nil
}

// Rival returns the one of a name, nil if there is none.
func (v *Review) Rival(name string) *Rival {
	for i := range v.Rivals {
		if v.Rivals[i].Name == name {
			return &v.Rivals[i]
		}
	}
	return nil
}

// Names returns the names of all rivals, as in "A to F".
func (v *Review) Names() string {
	return v.Rivals[0].Name + " to " + v.Rivals[len(v.Rivals)-1].Name
}
