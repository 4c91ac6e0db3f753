package highway

import (
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// TestEquilibriumGap compares with the closed form for drivers at the same speed
// (Treiber et al. 2000, equation 5): (s0 + v T) / sqrt(1 - (v/v0)^4).
func TestEquilibriumGap(t *testing.T) {
	for _, speed := range []float64{1, 10, 15, 20} {
		const desired = 24.0
		want := (StandingGap + speed*Headway) / math.Sqrt(1-math.Pow(speed/desired, 4))
		if a := driverModel(speed, desired, want+CarLength, speed); !(math.Abs(a) < 1e-9) {
			t.Errorf("at %g m/s and a gap of %g m the driver changes speed by %g m/s^2", speed, want, a)
		}
		s := alone(2).with(60, 0, speed, speed).with(0, 0, 20, desired)
		for range 2000 {
			s = keeping(s)
		}
		// The leader comes near its desired speed without reaching it.
		v := s.OtherSpeed[0]
		want = (StandingGap + v*Headway) / math.Sqrt(1-math.Pow(v/desired, 4))
		if got := wrapped(s.OtherX[0]-s.OtherX[1]) - CarLength; !(math.Abs(got-want) < 0.02*want) || !(math.Abs(v-speed) < 0.05*speed) {
			t.Errorf("behind a car of %g m/s the gap becomes %g m, want %g m", v, got, want)
		}
	}
}

// TestFreeRoad lets a driver start: with Acceleration at first, never beyond the
// desired speed.
func TestFreeRoad(t *testing.T) {
	if a := driverModel(0, 24, horizon, 0); a != Acceleration {
		t.Errorf("a start is made with %g m/s^2, want %g", a, Acceleration)
	}
	s := alone(2).with(20, 0, 0, 24)
	for range 400 {
		before := s.OtherSpeed[0]
		if s = keeping(s); s.OtherSpeed[0] < before || s.OtherSpeed[0] > 24 {
			t.Fatalf("the speed goes from %g to %g m/s", before, s.OtherSpeed[0])
		}
	}
	if v := s.OtherSpeed[0]; !(v > 23.9) {
		t.Errorf("after 100 s the speed is %g m/s, want nearly 24", v)
	}
}

// TestBraking drives up to the ego car, which stands: deceleration stays
// comfortable, nearly, and the gap ends at StandingGap.
func TestBraking(t *testing.T) {
	s := alone(0).with(-145, 0, 20, 24)
	s.Speed, s.Desired = 0, 0
	hardest := 0.0
	for range 480 {
		before := s.OtherSpeed[0]
		s = keeping(s)
		hardest = math.Max(hardest, (before-s.OtherSpeed[0])/(Dt/substeps))
	}
	gap := -s.OtherX[0] - CarLength
	if !(math.Abs(gap-StandingGap) < 0.2) || !(s.OtherSpeed[0] < 0.05) {
		t.Errorf("it ends %g m behind the standing car, at %g m/s", gap, s.OtherSpeed[0])
	}
	if !(hardest > Comfort/2 && hardest < 1.5*Comfort) {
		t.Errorf("it brakes with %g m/s^2, comfortable are %g", hardest, Comfort)
	}
}

// TestOthersAvoidEachOther has dense traffic around a driver by chance: the others
// never touch one another.
func TestOthersAvoidEachOther(t *testing.T) {
	least := horizon
	played(dense, 150, random, func(_, s State) {
		s.Y = 100 // the ego car is not looked at
		least = math.Min(least, closest(s))
	})
	t.Logf("the least gap is %.2f m", least)
	if !(least > 0) {
		t.Errorf("two cars overlap by %g m", -least)
	}
}

// TestOvertaking puts one car before the choice of a lane.
func TestOvertaking(t *testing.T) {
	slow := alone(2).with(30, 0, 20, 24).with(60, 0, 15, 15) // the first one is behind the second
	for _, test := range []struct {
		reason string
		s      State
		want   int
	}{
		{"behind a slow car, the next lane free", slow, 1},
		{"on a free road", alone(2).with(30, 0, 20, 24), 0},
		{"a car beside", slow.with(31, 1, 20, 20), 0},
		{"a car close behind in the next lane", slow.with(23, 1, 20, 20), 0},
		{"a fast car behind in the next lane", slow.with(0, 1, 28, 28), 0},
		{"a slow car behind in the next lane", slow.with(10, 1, 15, 15), 1},
		{"an as slow car ahead in the next lane", slow.with(60, 1, 15, 15), 0},
		{"a car further left moves into the next lane", func() State {
			s := slow.with(31, 2, 20, 20)
			s.OtherLane[2] = 1
			return s
		}(), 0},
		{"on the way to another lane", func() State {
			s := slow
			s.OtherY[0] = 0.5
			return s
		}(), 0},
	} {
		test.s.Turn = 0
		if got := advance(test.s, 0.25).OtherLane[0]; got != test.want {
			t.Errorf("%s: lane %d, want %d", test.reason, got, test.want)
		}
	}
}

// TestChangesAreSafe looks at every change of lanes in random play: with the room
// that there was, nobody had to brake harder than SafeBraking.
func TestChangesAreSafe(t *testing.T) {
	changes := 0
	for episode := range uint32(60) {
		r := rng.New(4, rng.StreamReset, 0, episode, 0)
		s := Reset(dense, &r)
		for range 2 * MaxSteps {
			before, i := s, s.Turn
			if s = advance(s, 0.25); s.Crashed {
				break
			}
			for j := range MaxCars {
				if j != i && s.OtherLane[j] != before.OtherLane[j] {
					t.Fatalf("car %d changes lanes in the turn of %d", j, i)
				}
			}
			if s.OtherLane[i] == before.OtherLane[i] {
				continue
			}
			changes++
			requireSafe(t, before, i, s.OtherLane[i])
		}
	}
	if t.Logf("%d changes", changes); changes < 100 {
		t.Errorf("there were %d changes of lanes only", changes)
	}
}

// requireSafe moves car i of s to a lane and lets it and all cars behind it there
// follow who is then ahead.
func requireSafe(t *testing.T, s State, i, lane int) {
	t.Helper()
	type one struct{ x, speed, desired float64 }
	there := []one{{s.OtherX[i], s.OtherSpeed[i], s.OtherDesired[i]}}
	if lanesOf(s.Lane, s.Y)&bit(lane) != 0 {
		there = append(there, one{0, s.Speed, s.Desired})
	}
	for j := range MaxCars {
		if j != i && s.Present[j] && lanesOf(s.OtherLane[j], s.OtherY[j])&bit(lane) != 0 {
			there = append(there, one{s.OtherX[j], s.OtherSpeed[j], s.OtherDesired[j]})
		}
	}
	for _, c := range there[1:] {
		front, rear := there[0], c
		if wrapped(front.x-rear.x) < 0 {
			front, rear = rear, front
		}
		blocked := false // by a car between the two
		for _, other := range there {
			d := wrapped(other.x - rear.x)
			blocked = blocked || other != front && other != rear && d > 0 && d < wrapped(front.x-rear.x)
		}
		gap := wrapped(front.x-rear.x) - CarLength
		if blocked || gap+CarLength >= horizon {
			continue
		}
		wish := StandingGap + math.Max(0, rear.speed*Headway+rear.speed*(rear.speed-front.speed)/(2*math.Sqrt(Acceleration*Comfort)))
		a := Acceleration * (1 - math.Pow(rear.speed/rear.desired, 4) - math.Pow(wish/gap, 2))
		if gap <= 0 || a < -SafeBraking-1e-9 {
			t.Fatalf("car %d changes to lane %d with a gap of %g m between cars of %g and %g m/s: %g m/s^2", i, lane, gap, rear.speed, front.speed, a)
		}
	}
}
