package highway

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// TestNearest compares the cars that are seen with all of them, sorted.
func TestNearest(t *testing.T) {
	for _, cars := range []int{0, 3, 8, MaxCars} {
		p := usual
		p.Cars = cars
		played(p, 10, random, func(_, s State) {
			numbers := make([]int, cars)
			for i := range numbers {
				numbers[i] = i
			}
			slices.SortStableFunc(numbers, func(a, b int) int {
				return cmp.Compare(math.Hypot(s.OtherX[a], s.OtherY[a]-s.Y), math.Hypot(s.OtherX[b], s.OtherY[b]-s.Y))
			})
			o := Observe(s, &rng.Source{})
			for k := range Seen {
				if k >= cars {
					if o.Present[k] || o.OtherX[k] != horizon || o.OtherY[k] != 0 || o.OtherSpeed[k] != 0 || o.OtherShift[k] != 0 {
						t.Fatalf("of %d cars number %d is seen: %+v", cars, k, o)
					}
					continue
				}
				i := numbers[k]
				if !o.Present[k] || o.OtherX[k] != s.OtherX[i] || o.OtherY[k] != s.OtherY[i]-s.Y ||
					o.OtherSpeed[k] != s.OtherSpeed[i]-s.Speed || o.OtherShift[k] != middle(s.OtherLane[i])-s.OtherY[i] {
					t.Fatalf("as number %d car %d is not what is seen: %+v of %+v", k, i, o, s)
				}
			}
		})
	}
}

func TestObservedRoom(t *testing.T) {
	s := alone(1).with(40, 1, 18, 18).with(30, 2, 24, 24).with(-20, 0, 25, 25).with(-50, 0, 28, 28)
	o := Observe(s, &rng.Source{})
	for name, pair := range map[string][2][3]float64{
		"ahead":    {o.Ahead, {horizon, 40 - CarLength, 30 - CarLength}},
		"closing":  {o.Closing, {0, 4, -2}},
		"behind":   {o.Behind, {20 - CarLength, horizon, horizon}},
		"pressing": {o.Pressing, {3, 0, 0}},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %v, want %v", name, pair[0], pair[1])
		}
	}
	if o := Observe(alone(0), &rng.Source{}); o.Ahead != [3]float64{0, horizon, horizon} || o.Behind != [3]float64{0, horizon, horizon} {
		t.Errorf("in the right lane there is room of %v and %v", o.Ahead, o.Behind)
	}
	if o := Observe(alone(2), &rng.Source{}); o.Ahead[2] != 0 || o.Behind[2] != 0 {
		t.Errorf("left of the left lane there is room of %g and %g", o.Ahead[2], o.Behind[2])
	}
}

// TestLanesOf moves a car across the road.
func TestLanesOf(t *testing.T) {
	for _, test := range []struct {
		lane int
		y    float64
		want uint32
	}{
		{0, 0, 0b001}, {1, 0, 0b011}, {1, 0.7, 0b011}, {0, 0.7, 0b001}, {0, 0.9, 0b011},
		{1, 2.7, 0b011}, {1, 2.9, 0b010}, {2, 3.6, 0b110}, {2, 7.2, 0b100}, {0, 7.2, 0b101},
	} {
		if got := lanesOf(test.lane, test.y); got != test.want {
			t.Errorf("lanes of %g m, lane %d: %03b, want %03b", test.y, test.lane, got, test.want)
		}
	}
}
