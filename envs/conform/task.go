package conform

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/draw"
)

// checkScores folds the scores of whole episodes of random play, which must lie
// within the range that the task declares.
func checkScores(t *round, env envs.Env) {
	s := env.Spec()
	const n = 8
	r := t.play(env, envs.SimConfig{N: n, Seed: 7}, s.MaxSteps+1)
	score, success := make([]float64, r.Len()), make([]bool, r.Len())
	if err := errors.Join(env.Score(r.Transitions, score), env.Success(r.Transitions, success)); err != nil {
		t.Fatalf("%v", err)
	}
	var tallies [n]envs.Tally
	episodes := 0
	for i := range r.Len() {
		tally := &tallies[i%n]
		if r.Start[i] {
			*tally = s.NewTally()
		}
		tally.Add(score[i], success[i])
		if !r.ended(i) {
			continue
		}
		episodes++
		slack := 1e-9 * (s.Score.Hi - s.Score.Lo) // sums round
		if v := tally.Score(); math.IsNaN(v) || v < s.Score.Lo-slack || v > s.Score.Hi+slack {
			t.Fatalf("an episode of %d steps scores %v, outside ScoreMin..ScoreMax = %g..%g", tally.Steps(), v, s.Score.Lo, s.Score.Hi)
		}
	}
	if episodes < n {
		t.Errorf("%d instances ended %d episodes in %d steps, want at least one each", n, episodes, s.MaxSteps+1)
	}
}

// checkRewards evaluates score, success and the task's own rewards on random play.
func checkRewards(t *round, env envs.Env) {
	s := env.Spec()
	b := t.play(env, envs.SimConfig{N: 8, Seed: 3}, wholeEpisode(s)).Transitions
	score, success := make([]float64, b.Len()), make([]bool, b.Len())
	if err := errors.Join(env.Score(b, score), env.Success(b, success)); err != nil {
		t.Fatalf("%v", err)
	}
	for i, v := range score {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Fatalf("score of transition %d is %v", i, v)
		}
	}
	for _, name := range []string{envs.RewardSparse, envs.RewardHuman} {
		reward, err := env.Reward(name)
		if err != nil {
			t.Fatalf("%v", err)
		}
		defer reward.Close()
		total, terms := make([]float64, b.Len()), make([][]float64, len(reward.Terms()))
		for k := range terms {
			terms[k] = make([]float64, b.Len())
		}
		if err := reward.Reward(context.Background(), b, total, terms); err != nil {
			t.Fatalf("%s reward: %v", name, err)
		}
		for i, v := range total {
			sum := 0.0
			for k := range terms {
				sum += terms[k][i]
			}
			if math.IsNaN(v) || math.Abs(v-sum) > 1e-9*(1+math.Abs(v)) {
				t.Fatalf("%s reward of transition %d is %v, its terms add up to %v", name, i, v, sum)
			}
		}
		if _, err := s.RewardSource(name); err != nil {
			t.Errorf("RewardSource(%s): %v", name, err)
		}
	}
	if _, err := env.Reward("nothing"); err == nil {
		t.Errorf("an unknown reward must be refused")
	}
}

// checkDraw draws states of random play.
func checkDraw(t *round, env envs.Env) {
	if env.Spec().Source.Draw == "" {
		t.Skip("there is no draw.go")
	}
	b := t.play(env, envs.SimConfig{N: 4, Seed: 4}, wholeEpisode(env.Spec()))
	for i := range b.Len() {
		scene, ok := env.Draw(envs.Row(b.Next, i))
		if !ok {
			t.Fatalf("Draw stops at %s", env.Spec().State.Format(envs.Row(b.Next, i)))
		}
		if field := strayField(scene); field != "" {
			t.Fatalf("Draw: %s is not a finite number, at %s", field, env.Spec().State.Format(envs.Row(b.Next, i)))
		}
		if scene.Count <= 0 || scene.Count > draw.MaxShapes || scene.MinX >= scene.MaxX || scene.MinY >= scene.MaxY {
			t.Fatalf("scene of transition %d has %d shapes, want 1 to %d, and shows %g..%g by %g..%g, want a box that is not empty",
				i, scene.Count, draw.MaxShapes, scene.MinX, scene.MaxX, scene.MinY, scene.MaxY)
		}
	}
}

// strayField names a number of a scene's view box or shapes that is NaN or
// infinite, "" where there is none.
func strayField(s draw.Scene) string {
	if stray(s.MinX, s.MinY, s.MaxX, s.MaxY) {
		return "the view box"
	}
	for i, shape := range s.Shapes[:max(0, min(s.Count, draw.MaxShapes))] {
		if stray(shape.X1, shape.Y1, shape.X2, shape.Y2, shape.Width, shape.Angle) {
			return fmt.Sprintf("a coordinate or size of shape %d (x %g, y %g, then %g and %g, width %g, angle %g)",
				i+1, shape.X1, shape.Y1, shape.X2, shape.Y2, shape.Width, shape.Angle)
		}
	}
	return ""
}

// stray says that one of the numbers is NaN or infinite.
func stray(numbers ...float64) bool {
	for _, v := range numbers {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return true
		}
	}
	return false
}
