package highway

import (
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/envtest"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

func TestConformance(t *testing.T) {
	env, err := New()
	if err != nil {
		t.Fatal(err)
	}
	envtest.Run(t, env)
}

// drive plays episodes with a driver and returns shares that crash and succeed,
// the mean score and the mean speed.
func drive(t *testing.T, p Params, episodes int, driver func(State, *rng.Source) Action) (crashes, successes, score, speed float64) {
	t.Helper()
	env, err := New()
	if err != nil {
		t.Fatal(err)
	}
	share := 1 / float64(episodes)
	for episode := range uint32(episodes) {
		r := rng.New(7, rng.StreamReset, 0, episode, 0)
		s := compiledReset(p, &r)
		tally := env.Spec().NewTally()
		for range MaxSteps {
			a := driver(s, &r)
			next := compiledStep(s, a, &r)
			tally.Add(Score(s, a, next), Success(s, a, next))
			if s = next; Terminated(s) {
				break
			}
		}
		if Terminated(s) {
			crashes += share
		}
		if tally.Success() {
			successes += share
		}
		score += share * tally.Score()
		speed += share * MeanSpeed(s)
	}
	return crashes, successes, score, speed
}

func TestExplore(t *testing.T) {
	for _, cars := range []int{0, 4, 8, 12} {
		p := Params{Cars: cars, SlowSpeed: 16, FastSpeed: 24}
		for name, d := range map[string]func(State, *rng.Source) Action{
			"random":   func(s State, r *rng.Source) Action { return Choose(r.Intn(Choices)) },
			"idle":     func(s State, r *rng.Source) Action { return Choose(0) },
			"slower":   func(s State, r *rng.Source) Action { return Choose(2) },
			"faster":   func(s State, r *rng.Source) Action { return Choose(1) },
			"overtake": func(s State, r *rng.Source) Action { return overtake(s) },
		} {
			c, ok, score, speed := drive(t, p, 300, d)
			t.Logf("%2d cars, %8s: %.2f crash, %.2f succeed, score %.3f, speed %.2f", cars, name, c, ok, score, speed)
		}
	}
}

// overtake is a careful driver: it takes the lane with the most room that can be
// entered, and keeps a distance.
func overtake(s State) Action {
	room := func(lane int) float64 {
		gap := GapAhead(s, lane)
		return gap - 2*math.Max(0, ClosingSpeed(s, lane))
	}
	settled := math.Abs(s.Y-LaneWidth*float64(s.Lane)) < 0.01
	if settled {
		best, change := room(s.Lane)+10, 0
		for _, side := range []int{-1, 1} {
			lane := s.Lane + side
			if lane < 0 || lane >= Lanes || GapAhead(s, lane) < 6+1.5*math.Max(0, ClosingSpeed(s, lane)) || GapBehind(s, lane) < 10 {
				continue
			}
			if r := room(lane); r > best {
				best, change = r, side
			}
		}
		if change != 0 && GapAhead(s, s.Lane) < 70 {
			return Action{LaneChange: change}
		}
	}
	gap := math.Min(GapAhead(s, s.Lane), GapAhead(s, int(math.Round(s.Y/LaneWidth))))
	closing := ClosingSpeed(s, s.Lane)
	switch {
	case gap < 4+0.4*s.Speed+closing*math.Abs(closing)/6 || gap < 4+0.4*s.Speed+1.5*closing:
		if s.Desired > s.Speed-closing-3 {
			return Action{SpeedChange: -SpeedChoice}
		}
	case s.Desired < FastestChoice && gap > 8+0.6*s.Speed+2.5*closing:
		return Action{SpeedChange: SpeedChoice}
	}
	return Action{}
}
