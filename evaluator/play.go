package evaluator

import (
	"context"
	"errors"

	"github.com/rewardsmith/rewardsmith/envs"
)

// Play returns what the deterministic policy does on instances 0 to n-1 of a
// family, each until all have ended an episode. The same arguments give the same
// transitions, whatever s.Cores is. It fails where the policy does not fit the
// environment.
func Play(ctx context.Context, s Setup, p *Policy, family Family, n int) (_ *envs.Transitions, err error) {
	m, err := newMeter(&s, nil)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, m.Close()) }()
	played, err := m.play(ctx, p, family, 0, n)
	if err != nil {
		return nil, err
	}
	return played.transitions, nil
}
