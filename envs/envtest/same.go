package envtest

import (
	"context"
	"math"
	"reflect"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/conform"
)

// Same checks that two forms of one environment compute the same bits: random
// play with parameters drawn from their whole ranges, scores, successes, both of
// the task's own rewards, and, to 1e-9, pictures.
func Same(t *testing.T, a, b envs.Env) {
	const n, steps = 7, 600
	c := envs.SimConfig{N: n, Seed: 0x5EED_0000_0001, FirstInstance: 5, Params: map[string]envs.Range{}}
	for _, f := range a.Spec().Params {
		c.Params[f.Name] = envs.Range{Lo: f.Lo, Hi: f.Hi}
	}
	want, got := conform.Play(t, a, c, steps), conform.Play(t, b, c, steps)
	sameColumns(t, "state", want.State, got.State)
	sameColumns(t, "action", want.Action, got.Action)
	sameColumns(t, "next", want.Next, got.Next)
	for name, pair := range map[string][2]any{
		"Start": {want.Start, got.Start}, "Terminated": {want.Terminated, got.Terminated}, "Truncated": {want.Truncated, got.Truncated},
		"observations": {want.Observations, got.Observations}, "final observations": {want.Final, got.Final},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%s differ: %.1000v and %.1000v", name, pair[0], pair[1])
		}
	}
	sameTask(t, a, b, want.Transitions)
}

// sameTask compares what the two tasks make of transitions.
func sameTask(t *testing.T, a, b envs.Env, played *envs.Transitions) {
	score, success := results(t, a, played)
	otherScore, otherSuccess := results(t, b, played)
	sameColumns(t, "score", [][]float64{score}, [][]float64{otherScore})
	if !slices.Equal(success, otherSuccess) {
		t.Errorf("success differs: %.1000v and %.1000v", success, otherSuccess)
	}
	for _, name := range []string{envs.RewardSparse, envs.RewardHuman} {
		terms, columns := rewarded(t, a, name, played)
		otherTerms, otherColumns := rewarded(t, b, name, played)
		if !slices.Equal(terms, otherTerms) {
			t.Errorf("%s reward has terms %q and %q", name, terms, otherTerms)
			continue
		}
		sameColumns(t, name+" reward", columns, otherColumns)
	}
	for i := 0; i < played.Len(); i += 37 {
		state := envs.Row(played.State, i)
		scene, ok := a.Draw(state)
		other, otherOK := b.Draw(state)
		if ok != otherOK || !nearly(reflect.ValueOf(scene), reflect.ValueOf(other)) {
			t.Fatalf("pictures of state %v differ: (%t) %+v and (%t) %+v", state, ok, scene, otherOK, other)
		}
	}
}

// nearly lets pictures differ where nobody could see it: Draw is not part of
// what an environment computes, and its native form may use Go's own math.
func nearly(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Float64:
		return math.Abs(a.Float()-b.Float()) <= 1e-9
	case reflect.Struct:
		for i := range a.NumField() {
			if !nearly(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Array:
		for i := range a.Len() {
			if !nearly(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	}
	return a.Equal(b)
}

func results(t *testing.T, env envs.Env, b *envs.Transitions) ([]float64, []bool) {
	t.Helper()
	score, success := make([]float64, b.Len()), make([]bool, b.Len())
	if err := env.Score(b, score); err != nil {
		t.Fatal(err)
	}
	if err := env.Success(b, success); err != nil {
		t.Fatal(err)
	}
	return score, success
}

// rewarded returns the terms of a reward, and its total and terms on b.
func rewarded(t *testing.T, env envs.Env, name string, b *envs.Transitions) ([]string, [][]float64) {
	t.Helper()
	reward, err := env.Reward(name)
	if err != nil {
		t.Fatal(err)
	}
	defer reward.Close()
	columns := make([][]float64, 1+len(reward.Terms()))
	for k := range columns {
		columns[k] = make([]float64, b.Len())
	}
	if err := reward.Reward(context.Background(), b, columns[0], columns[1:]); err != nil {
		t.Fatal(err)
	}
	return reward.Terms(), columns
}

// sameColumns compares bits; all NaN are the same.
func sameColumns(t *testing.T, name string, want, got [][]float64) {
	t.Helper()
	if len(want) != len(got) {
		t.Errorf("%s has %d columns and %d", name, len(want), len(got))
		return
	}
	for f := range want {
		for i, v := range want[f] {
			if w := got[f][i]; math.Float64bits(v) != math.Float64bits(w) && (v == v || w == w) {
				t.Errorf("%s, column %d, element %d: %v and %v", name, f, i, v, w)
				return
			}
		}
	}
}
