package highway

import (
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/envtest"
	"github.com/rewardsmith/rewardsmith/envs/envtest/spread"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

func TestConformance(t *testing.T) {
	env, err := New()
	if err != nil {
		t.Fatal(err)
	}
	envtest.Run(t, env)
}

// usual are the parameters' defaults, dense those of dense traffic.
var (
	usual = Params{Cars: 8, SlowSpeed: 16, FastSpeed: 24}
	dense = Params{Cars: MaxCars, SlowSpeed: 16, FastSpeed: 24}
)

// alone is the ego car on an empty road, in a lane. The next cars to consider a
// change of lanes are not there.
func alone(lane int) State {
	return State{Speed: StartSpeed, Desired: StartSpeed, Y: middle(lane), Lane: lane, Turn: MaxCars / 2}
}

// with adds a car that is settled in a lane.
func (s State) with(x float64, lane int, speed, desired float64) State {
	i := 0
	for s.Present[i] {
		i++
	}
	s.Present[i], s.OtherX[i], s.OtherY[i], s.OtherLane[i] = true, x, middle(lane), lane
	s.OtherSpeed[i], s.OtherDesired[i] = speed, desired
	return s
}

// keeping moves all cars on by one substep in which nobody considers a change of
// lanes, unless all numbers are taken.
func keeping(s State) State {
	s.Turn = MaxCars - 1
	return advance(s, Dt/substeps)
}

// random drives by chance.
func random(s State, r *rng.Source) Action { return Choose(r.Intn(Choices)) }

// played hands every state of some episodes to look, with the one before.
func played(p Params, episodes uint32, driver func(State, *rng.Source) Action, look func(before, after State)) {
	for episode := range episodes {
		r := rng.New(3, rng.StreamReset, 0, episode, 0)
		s := Reset(p, &r)
		for range MaxSteps {
			next := Step(s, driver(s, &r), &r)
			look(s, next)
			if s = next; Terminated(s) {
				break
			}
		}
	}
}

// TestWrap makes sure that who falls behind comes again ahead, and that this does
// not change who is how far from whom.
func TestWrap(t *testing.T) {
	s := alone(2).with(-140, 0, 16, 16).with(-120, 0, 16, 16)
	came := 0.0
	for range 100 {
		before := s.OtherX[0]
		s = keeping(s)
		if s.OtherX[0] > before+RoadLength/2 {
			came = s.OtherX[0]
		}
		if d := wrapped(s.OtherX[1] - s.OtherX[0]); d < 15 || d > 60 {
			t.Fatalf("the cars are %g m apart", d)
		}
	}
	if came < 145 || came > 150 {
		t.Errorf("the car came again %g m ahead, want a little less than 150", came)
	}
}

// TestSpeedChoice asks the ego car for more and less speed.
func TestSpeedChoice(t *testing.T) {
	for _, test := range []struct {
		choice   int
		from, to float64
		steps    int
		want     float64
	}{
		{0, 22, 22, 10, 22},
		{1, 22, 25, 1, 22 + TopPower*Dt},
		{1, 22, FastestChoice, 60, FastestChoice},
		{2, 22, SlowestChoice, 60, SlowestChoice},
	} {
		s := alone(1)
		for range test.steps {
			s = Step(s, Choose(test.choice), &rng.Source{})
		}
		if !(math.Abs(s.Speed-test.want) < 1e-6) || s.Desired != test.to {
			t.Errorf("choice %d, %d times: speed %g, desired %g, want %g and %g", test.choice, test.steps, s.Speed, s.Desired, test.want, test.to)
		}
	}
}

// TestLaneChoice steers the ego car, which takes LaneWidth/SteeringSpeed seconds
// for a lane and stays on the road.
func TestLaneChoice(t *testing.T) {
	s := Step(alone(0), Choose(3), &rng.Source{})
	if s.Lane != 1 || !(math.Abs(s.Y-SteeringSpeed*Dt) < 1e-9) {
		t.Errorf("half a second to the left: lane %d, y %g", s.Lane, s.Y)
	}
	for range int(LaneWidth/SteeringSpeed/Dt) - 1 {
		s = Step(s, Choose(0), &rng.Source{})
	}
	if !(math.Abs(s.Y-middle(1)) < 1e-9) {
		t.Errorf("after the change y is %g, want %g", s.Y, middle(1))
	}
	if s := Step(alone(0), Choose(4), &rng.Source{}); s.Lane != 0 || s.Y != 0 {
		t.Errorf("right of the right lane: lane %d, y %g", s.Lane, s.Y)
	}
	if s := Step(alone(2), Choose(3), &rng.Source{}); s.Lane != 2 {
		t.Errorf("left of the left lane: lane %d", s.Lane)
	}
}

func TestCrash(t *testing.T) {
	for _, test := range []struct {
		reason string
		s      State
		choice int
		steps  int
		want   bool
	}{
		{"a free road", alone(1), 1, MaxSteps, false},
		{"beside another car", alone(1).with(0, 0, 22, 22), 0, 4, false},
		{"into a car beside", alone(1).with(0, 0, 22, 22), 4, 4, true},
		{"into the next car", alone(1).with(20, 1, 13, 13), 1, 4, true},
		{"not into the next car, which makes way in time", func() State {
			s := alone(1).with(20, 1, 13, 13)
			s.Turn = 0
			return s
		}(), 1, 4, false},
		{"into the end of a queue, at full speed", func() State {
			s := alone(1).with(9, 1, 0, 0.001)
			s.Speed, s.Desired = FastestChoice, FastestChoice
			return s
		}(), 0, 1, true},
	} {
		s := test.s
		for range test.steps {
			if s = Step(s, Choose(test.choice), &rng.Source{}); Terminated(s) {
				break
			}
		}
		if Terminated(s) != test.want || s.Crashed != test.want {
			t.Errorf("%s: crashed %v, want %v", test.reason, s.Crashed, test.want)
		}
	}
}

func TestReset(t *testing.T) {
	for _, p := range []Params{usual, dense, {}} {
		for episode := range uint32(200) {
			r := rng.New(5, rng.StreamReset, 0, episode, 0)
			s := Reset(p, &r)
			for i := range MaxCars {
				if s.Present[i] != (i < p.Cars) {
					t.Fatalf("%d cars: present %v", p.Cars, s.Present)
				}
			}
			if d := closest(s); d < 3 {
				t.Fatalf("two cars of one lane start %g m apart", d)
			}
		}
	}
	spread.Check(t, "desired speed", 16, 24, func(r *rng.Source) float64 { return Reset(usual, r).OtherDesired[3] })
	swapped := Params{Cars: 8, SlowSpeed: 24, FastSpeed: 16} // as params drawn apart may be
	spread.Check(t, "desired speed", 16, 24, func(r *rng.Source) float64 { return Reset(swapped, r).OtherDesired[3] })
	place := RoadLength / float64(usual.Cars+1)
	spread.Check(t, "place", 0.8*place, 1.2*place, func(r *rng.Source) float64 { return Reset(usual, r).OtherX[0] })
}

// closest returns the least gap in m between two cars that share a lane, negative
// where they overlap.
func closest(s State) float64 {
	least := horizon
	for i := -1; i < MaxCars; i++ {
		for j := i + 1; j < MaxCars; j++ {
			x, y := 0.0, s.Y
			if i >= 0 {
				x, y = s.OtherX[i], s.OtherY[i]
			}
			if s.Present[j] && (i < 0 || s.Present[i]) && math.Abs(y-s.OtherY[j]) < CarWidth {
				least = math.Min(least, math.Abs(wrapped(x-s.OtherX[j]))-CarLength)
			}
		}
	}
	return least
}
