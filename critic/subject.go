package critic

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/critic/output"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/geom"
)

// Subject is what rewards are reviewed against.
type Subject struct {
	// Output names what a source must have, one of output.Kinds; "" is
	// output.Reward.
	Output string

	// Packages are the packages that a reward may import besides math, by
	// import path, as the texts of their files: env, as envs.View.Package has
	// it, and geom.
	Packages map[string][]string

	State, Action envs.Schema // the leaves of env.State and env.Action

	// Reachable are transitions that play has produced. A reward that fails at
	// one of them is rejected. Rewards with Memory see each batch in its order.
	Reachable []*envs.Transitions

	// Corners are transitions at and beyond the bounds, which may be
	// unreachable. A reward that fails there is warned.
	Corners *envs.Transitions
}

// Packages returns what rewards for an environment may import besides math, as
// Subject has it. An empty show is envs.ShowState.
func Packages(spec *envs.Spec, show envs.Show) (map[string][]string, error) {
	view, err := spec.View(cmp.Or(show, envs.ShowState))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", spec.Name, err)
	}
	library, err := geom.Text()
	if err != nil {
		return nil, err
	}
	return map[string][]string{"env": {view.Package}, "geom": library}, nil
}

// kind returns what Output names.
func (s *Subject) kind() (*output.Kind, error) { return output.Named(s.Output) }

// lines returns the number of lines of a source to which func Reward is added, 0
// where the source has it.
func (s *Subject) lines(source string) (int, error) {
	kind, err := s.kind()
	if err != nil || !kind.Made() {
		return 0, err
	}
	return 1 + strings.Count(source, "\n"), nil
}

// With returns a subject on which rewards are also tried where further play has
// been, such as that of trained policies. It retains played, whose columns are
// those of s.
func (s *Subject) With(played ...*envs.Transitions) *Subject {
	wider := *s
	wider.Reachable = slices.Concat(s.Reachable, played)
	return &wider
}

// Where writes transition i of b as the model reads it.
func (s *Subject) Where(b *envs.Transitions, i int) string {
	return fmt.Sprintf("s = {%s}, a = {%s}, next = {%s}",
		s.State.Format(envs.Row(b.State, i)), s.Action.Format(envs.Row(b.Action, i)), s.State.Format(envs.Row(b.Next, i)))
}

// fits says what is wrong with a batch for this subject.
func (s *Subject) fits(b *envs.Transitions) error {
	if len(b.State) != len(s.State) || len(b.Next) != len(s.State) || len(b.Action) != len(s.Action) {
		return fmt.Errorf("transitions have %d, %d and %d columns, want %d of State, %d of Action, %d of Next",
			len(b.State), len(b.Action), len(b.Next), len(s.State), len(s.Action), len(s.State))
	}
	for _, group := range [][][]float64{b.State, b.Action, b.Next} {
		for _, column := range group {
			if len(column) != b.Len() {
				return fmt.Errorf("a column has %d values, want %d", len(column), b.Len())
			}
		}
	}
	if len(b.Start) != b.Len() {
		return fmt.Errorf("column Start has %d values, want %d", len(b.Start), b.Len())
	}
	return nil
}
