package highway

import (
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/rng"
)

func TestScore(t *testing.T) {
	end := MaxSteps * Dt
	for _, test := range []struct {
		reason  string
		next    State
		score   float64
		success bool
	}{
		{"on the way", State{Time: end - Dt, Travelled: 29 * (end - Dt)}, 0, false},
		{"at the end", State{Time: end, Travelled: 26 * end}, 0.5, true},
		{"slow", State{Time: end, Travelled: 24 * end}, 0.25, false},
		{"with the traffic", State{Time: end, Travelled: 20 * end}, 0, false},
		{"at full speed", State{Time: end, Travelled: 30.5 * end}, 1, true},
		{"a crash in the last step", State{Time: end, Travelled: 29 * end, Crashed: true}, 0, false},
	} {
		if got := Score(State{}, Action{}, test.next); !(math.Abs(got-test.score) < 1e-9) {
			t.Errorf("%s: score %g, want %g", test.reason, got, test.score)
		}
		if got := Success(State{}, Action{}, test.next); got != test.success {
			t.Errorf("%s: success %v", test.reason, got)
		}
	}
}

// drive plays episodes with a driver and returns the shares of those that crash
// and that succeed, and their mean score.
func drive(t *testing.T, p Params, driver func(State, *rng.Source) Action) (crashes, successes, score float64) {
	t.Helper()
	env, err := New()
	if err != nil {
		t.Fatal(err)
	}
	const episodes = 200
	for episode := range uint32(episodes) {
		r := rng.New(7, rng.StreamReset, 0, episode, 0)
		s := Reset(p, &r)
		tally := env.Spec().NewTally()
		for range MaxSteps {
			a := driver(s, &r)
			next := Step(s, a, &r)
			tally.Add(Score(s, a, next), Success(s, a, next))
			if s = next; Terminated(s) {
				crashes += 1.0 / episodes
				break
			}
		}
		if tally.Success() {
			successes += 1.0 / episodes
		}
		score += tally.Score() / episodes
	}
	return crashes, successes, score
}

// TestDrivers makes sure that the task can be done by one that looks, and not by
// chance, by patience or by speed alone.
func TestDrivers(t *testing.T) {
	always := func(choice int) func(State, *rng.Source) Action {
		return func(State, *rng.Source) Action { return Choose(choice) }
	}
	for _, test := range []struct {
		name             string
		p                Params
		driver           func(State, *rng.Source) Action
		crashes          [2]float64 // least and most
		successes, score [2]float64
	}{
		{"careful, light traffic", Params{4, 16, 24}, careful, [2]float64{0, 0.02}, [2]float64{0.95, 1}, [2]float64{0.9, 1}},
		{"careful, medium traffic", usual, careful, [2]float64{0, 0.02}, [2]float64{0.7, 1}, [2]float64{0.6, 1}},
		{"careful, dense traffic", dense, careful, [2]float64{0, 0.02}, [2]float64{0.1, 0.6}, [2]float64{0.1, 0.6}},
		{"by chance", usual, random, [2]float64{0.5, 1}, [2]float64{0, 0.02}, [2]float64{0, 0.02}},
		{"idle", usual, always(0), [2]float64{0.1, 0.6}, [2]float64{0, 0}, [2]float64{0, 0.01}},
		{"slow", usual, always(2), [2]float64{0, 0}, [2]float64{0, 0}, [2]float64{0, 0}},
		{"fast", usual, always(1), [2]float64{0.7, 1}, [2]float64{0, 0.3}, [2]float64{0, 0.3}},
	} {
		crashes, successes, score := drive(t, test.p, test.driver)
		t.Logf("%s: %.3f crash, %.3f succeed, score %.3f", test.name, crashes, successes, score)
		for what, v := range map[string][3]float64{
			"crash": {crashes, test.crashes[0], test.crashes[1]}, "succeed": {successes, test.successes[0], test.successes[1]},
			"is the score": {score, test.score[0], test.score[1]},
		} {
			if !(v[0] >= v[1]-1e-9 && v[0] <= v[2]+1e-9) {
				t.Errorf("%s: %.3f %s, want %g to %g", test.name, v[0], what, v[1], v[2])
			}
		}
	}
}

// careful takes the lane with the most room of those that can be entered, and
// keeps a distance.
func careful(s State, _ *rng.Source) Action {
	if math.Abs(s.Y-middle(s.Lane)) < 0.01 && RoomIn(s, s.Lane).Ahead < 70 {
		if side := emptier(s); side != 0 {
			return Action{LaneChange: side}
		}
	}
	gap := math.Min(RoomIn(s, s.Lane).Ahead, RoomIn(s, int(math.Round(s.Y/LaneWidth))).Ahead)
	closing := RoomIn(s, s.Lane).Closing
	switch {
	case gap < 4+0.4*s.Speed+1.5*closing:
		if s.Desired > s.Speed-closing-3 {
			return Choose(2)
		}
	case s.Desired < FastestChoice && gap > 8+0.6*s.Speed+2.5*closing:
		return Choose(1)
	}
	return Choose(0)
}

// emptier returns on which side of the ego car is a lane with more room, 0 for none.
func emptier(s State) int {
	room := func(lane int) float64 { return RoomIn(s, lane).Ahead - 2*math.Max(0, RoomIn(s, lane).Closing) }
	best, side := room(s.Lane)+10, 0
	for _, to := range []int{-1, 1} {
		lane := s.Lane + to
		if lane < 0 || lane >= Lanes || RoomIn(s, lane).Ahead < 6+1.5*math.Max(0, RoomIn(s, lane).Closing) || RoomIn(s, lane).Behind < 10 {
			continue
		}
		if r := room(lane); r > best {
			best, side = r, to
		}
	}
	return side
}

// TestHumanReward names what each term is for.
func TestHumanReward(t *testing.T) {
	s := alone(1)
	fast, near, crashed, moved := s, s.with(8, 1, 22, 22), s, s
	fast.Speed, crashed.Crashed, moved.Lane = 30, true, 2
	for _, test := range []struct {
		term string
		next State
		want float64
	}{
		{"speed", s, 0}, {"speed", fast, 0.1}, {"distance", s, 0}, {"distance", near, -0.1 * (1 - (8-CarLength)/11)},
		{"change", s, 0}, {"change", moved, -0.02}, {"crash", s, 0}, {"crash", crashed, -6},
	} {
		if _, terms := HumanReward(s, Action{}, test.next); !(math.Abs(terms[test.term]-test.want) < 1e-9) {
			t.Errorf("%s is %g, want %g", test.term, terms[test.term], test.want)
		}
	}
}
