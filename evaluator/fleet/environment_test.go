package fleet

import (
	"errors"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/folder"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
)

// broken is cartpole with a mistake in its text.
func broken(t *testing.T, from, to string) envs.Env {
	t.Helper()
	source := newCartpole(t).Spec().Source
	for _, text := range []*string{&source.Env, &source.Task} {
		*text = strings.Replace(*text, from, to, 1)
	}
	if source == newCartpole(t).Spec().Source {
		t.Fatalf("there is no %q to replace", from)
	}
	env, err := folder.Compile(t.Context(), "broken", source)
	if err != nil {
		t.Fatal(err)
	}
	return env
}

// TestEnvironmentsFaultsAreErrors breaks environments in every way there is: that is no
// fault of any reward.
func TestEnvironmentsFaultsAreErrors(t *testing.T) {
	d := NewDevice(gputest.Open(t))
	tests := []struct {
		from, to string
		words    []string
	}{
		{"X:        s.X + Dt*s.XDot,", "X:        s.X + Dt*math.Sqrt(0.8-math.Abs(s.XDot)),", []string{"a state is not finite", "state {X ", "next {X NaN"}},
		{"return Observation{X: s.X,", "return Observation{X: s.X * 1e20,", []string{"an observation is not within ±1e+14", "state {X "}},
		{"func Score(s State, a Action, next State) float64 {\n\treturn 1", "func Score(s State, a Action, next State) float64 {\n\treturn 1e15 * next.X", []string{"a score is not within ±1e+14", "score "}},
		{"cos := math.Cos(s.Theta)", "cos := math.Cos(s.Theta) + float64([1]int{}[int(s.XDot*10)])", []string{"the environment stopped", "of env.go: index out of range"}},
	}
	if testing.Short() {
		tests = tests[:1] // each is compiled anew, which takes software devices seconds
	}
	for _, tt := range tests {
		env := broken(t, tt.from, tt.to)
		f := newFleet(t, d, env, tiny(), Job{human, 1})
		err := f.Advance(t.Context())
		for err == nil && !f.Done() {
			err = f.Advance(t.Context())
		}
		f.Close()
		if reward := new(*ppo.RewardError); err == nil || errors.As(err, reward) || f.Fault(0) != nil {
			t.Errorf("%s: error %v, fault %v, want an error of the environment", tt.to, err, f.Fault(0))
			continue
		}
		for _, word := range append(tt.words, "broken: ", "an error of the environment") {
			if !strings.Contains(err.Error(), word) {
				t.Errorf("error %q lacks %q", err, word)
			}
		}
	}
}
