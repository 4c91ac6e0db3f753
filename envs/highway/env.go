// Package highway is a straight road of three lanes, one way, on which the ego
// car overtakes others. These follow their leaders by the Intelligent Driver
// Model (Treiber, Hennecke and Helbing 2000, "Congested Traffic States in
// Empirical Observations and Microscopic Simulations") and change lanes by
// MOBIL (Kesting, Treiber and Helbing 2007, "General Lane-Changing Model MOBIL
// for Car-Following Models"), also for the ego car. A crash ends the episode.
//
// Traffic repeats itself: who falls RoadLength/2 behind the ego car comes again
// as far ahead of it, so the density stays what it was at the start.
package highway

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

const (
	Dt       = 0.5 // seconds per step
	MaxSteps = 100 // an episode is cut off after this many steps
	Choices  = 5   // idle, faster, slower, left, right

	Lanes      = 3     // lane 0 is the right one
	LaneWidth  = 3.6   // m
	RoadLength = 300.0 // m, after which traffic repeats itself
	MaxCars    = 12    // other cars on the road, at most
	CarLength  = 4.6   // m
	CarWidth   = 2.0   // m

	StartSpeed    = 22.0 // m/s, of the ego car
	SlowestChoice = 13.0 // m/s, the ego car's desired speed is at least this
	FastestChoice = 31.0 // m/s, and at most this
	SpeedChoice   = 3.0  // m/s, by which faster and slower change it
	TopPower      = 2.5  // m/s^2, the ego car's acceleration at most
	MaxBraking    = 7.0  // m/s^2, any car's deceleration at most
	SteeringSpeed = 1.8  // m/s, sideways, of any car that changes lanes

	substeps = 2           // of motion per Dt
	response = 0.6         // s, in which the ego car would reach its desired speed
	drivers  = 1 + MaxCars // the ego car, as number 0, and all others
	none     = -1          // no car
)

// Drivers' constants of the Intelligent Driver Model and of MOBIL.
const (
	Headway       = 1.2 // s, time gap that others keep
	StandingGap   = 2.5 // m, gap that they keep standing
	Acceleration  = 1.4 // m/s^2, with which they start
	Comfort       = 2.0 // m/s^2, with which they like to brake
	SafeBraking   = 2.5 // m/s^2, that a change of lanes may ask of those behind at most
	Politeness    = 0.3 // weight of what others gain by a change of lanes
	ChangeBenefit = 0.2 // m/s^2, a smaller gain is not worth a change of lanes
)

// Params are set for a whole run or drawn for each episode.
type Params struct {
	Cars      int     // other cars on RoadLength: 4 are light traffic, 8 medium, 12 dense [-, 0..12, default 8]
	SlowSpeed float64 // their desired speeds lie uniformly between this [m/s, 12..28, default 16]
	FastSpeed float64 // and this [m/s, 12..28, default 24]
}

// State is all there is to know about the road. Others are numbered; all numbers
// of one that is not present are 0.
type State struct {
	Speed   float64 // the ego car's speed [m/s, 0..40]
	Desired float64 // speed that its driver wants to go [m/s, 13..31]
	Y       float64 // its middle from that of the right lane, positive to the left [m, 0..7.2]
	Lane    int     // lane that it keeps or is moving to, 0 is the right one [-, 0..2]

	Present      [MaxCars]bool    // whether another car is on the road [-]
	OtherX       [MaxCars]float64 // its middle from the ego car's along the road, positive ahead [m, -150..150]
	OtherY       [MaxCars]float64 // its middle from that of the right lane, positive to the left [m, 0..7.2]
	OtherLane    [MaxCars]int     // lane that it keeps or is moving to, 0 is the right one [-, 0..2]
	OtherSpeed   [MaxCars]float64 // its speed [m/s, 0..40]
	OtherDesired [MaxCars]float64 // its speed on a free road [m/s, 0..28]

	Travelled float64 // way of the ego car since the start [m, 0..2000]
	Time      float64 // since the start [s, 0..50]
	Turn      int     // which of the others is the next to consider a change of lanes [-, 0..11]
	Crashed   bool    // whether the ego car has touched another one [-]
}

// Action is what the ego car's driver decides for one step. A change of lanes
// off the road is none.
type Action struct {
	SpeedChange float64 // is added to the desired speed [m/s, -3..3]
	LaneChange  int     // is added to the lane: 1 is to the left, -1 to the right [-, -1..1]
}

// Seen is the number of other cars that the policy sees.
const Seen = 6

// Observation is what the policy sees. Other cars are those that are nearest, the
// nearest first. Where there are fewer, the rest of them are seen 150 m ahead in the
// ego car's lane, and as fast as it is.
type Observation struct {
	Speed   float64 // the ego car's speed [m/s, 0..40]
	Desired float64 // speed that its driver wants to go [m/s, 13..31]
	Y       float64 // its middle from that of the right lane, positive to the left [m, 0..7.2]
	Shift   float64 // way that it still has to move to the left for its lane [m, -7.2..7.2]

	Present    [Seen]bool    // whether there is another car [-]
	OtherX     [Seen]float64 // its middle from the ego car's along the road, positive ahead [m, -150..150]
	OtherY     [Seen]float64 // its middle from the ego car's across the road, positive to the left [m, -7.2..7.2]
	OtherSpeed [Seen]float64 // its speed less the ego car's [m/s, -40..40]
	OtherShift [Seen]float64 // way that it still has to move to the left for its lane [m, -7.2..7.2]
}

// Choose returns choice i: 0 idle, 1 faster, 2 slower, 3 left, 4 right.
func Choose(i int) Action {
	switch i {
	case 1:
		return Action{SpeedChange: SpeedChoice}
	case 2:
		return Action{SpeedChange: -SpeedChoice}
	case 3:
		return Action{LaneChange: 1}
	case 4:
		return Action{LaneChange: -1}
	}
	return Action{}
}

// GapAhead returns the free way in m from the ego car's front to the rear of
// the next car in a lane, at least 0, and RoadLength/2 where there is none. A car
// is in the lane that it keeps or is moving to, and in every one that it touches.
func GapAhead(s State, lane int) float64 {
	gap := RoadLength / 2
	for i := 0; i < MaxCars; i++ {
		if s.Present[i] && s.OtherX[i] >= 0 && inLane(s.OtherLane[i], s.OtherY[i], lane) {
			gap = math.Min(gap, math.Max(0, s.OtherX[i]-CarLength))
		}
	}
	return gap
}

// GapBehind returns the free way in m from the ego car's rear to the front of
// the next car behind it in a lane, as GapAhead does.
func GapBehind(s State, lane int) float64 {
	gap := RoadLength / 2
	for i := 0; i < MaxCars; i++ {
		if s.Present[i] && s.OtherX[i] < 0 && inLane(s.OtherLane[i], s.OtherY[i], lane) {
			gap = math.Min(gap, math.Max(0, -s.OtherX[i]-CarLength))
		}
	}
	return gap
}

// ClosingSpeed returns by how much in m/s the ego car is faster than the next
// car ahead in a lane, 0 where there is none.
func ClosingSpeed(s State, lane int) float64 {
	nearest, closing := RoadLength/2, 0.0
	for i := 0; i < MaxCars; i++ {
		x := s.OtherX[i]
		if s.Present[i] && x >= 0 && x < nearest && inLane(s.OtherLane[i], s.OtherY[i], lane) {
			nearest, closing = x, s.Speed-s.OtherSpeed[i]
		}
	}
	return closing
}

// MeanSpeed returns the ego car's mean speed since the start in m/s, 0 at the
// start.
func MeanSpeed(s State) float64 {
	return s.Travelled / math.Max(s.Time, Dt)
}

// inLane says that a car at y that keeps or moves to its own lane is in a lane.
func inLane(own int, y float64, lane int) bool {
	return own == lane || math.Abs(y-middle(lane)) < (LaneWidth+CarWidth)/2
}

// middle returns where the middle of a lane is from that of the right one, in m.
func middle(lane int) float64 {
	return LaneWidth * float64(lane)
}

// Reset returns the ego car in traffic that moves at its desired speeds. Cars
// are spread evenly along the road, next ones in different lanes.
func Reset(p Params, r *rng.Source) State {
	lane := r.Intn(Lanes)
	s := State{Speed: StartSpeed, Desired: StartSpeed, Y: middle(lane), Lane: lane, Turn: r.Intn(MaxCars)}
	spacing := RoadLength / float64(p.Cars+1)
	for i := 0; i < p.Cars; i++ {
		lane = (lane + 1 + r.Intn(Lanes-1)) % Lanes
		s.Present[i] = true
		s.OtherX[i] = wrapped(spacing * (float64(i+1) + r.Uniform(-0.2, 0.2)))
		s.OtherY[i], s.OtherLane[i] = middle(lane), lane
		s.OtherDesired[i] = r.Uniform(p.SlowSpeed, p.FastSpeed)
		s.OtherSpeed[i] = s.OtherDesired[i]
	}
	return s
}

// wrapped returns the place within half of RoadLength that is x or repeats it.
// x lies within one and a half RoadLength.
func wrapped(x float64) float64 {
	if x >= RoadLength/2 {
		return x - RoadLength
	}
	if x < -RoadLength/2 {
		return x + RoadLength
	}
	return x
}

// car is one on the road.
type car struct {
	present        bool
	x, y           float64 // m, as in State
	lane           int
	speed, desired float64 // m/s
}

// road is all cars. The ego car is number 0, which is where x is 0.
type road [drivers]car

// Step moves all cars on by Dt, or until the ego car crashes. In every substep
// one of the others considers a change of lanes, so each does every 3 s.
func Step(s State, a Action, r *rng.Source) State {
	cars := roadOf(s)
	cars[0].desired = geom.Clamp(s.Desired+a.SpeedChange, SlowestChoice, FastestChoice)
	cars[0].lane = min(max(s.Lane+a.LaneChange, 0), Lanes-1)
	for i := 0; i < substeps && !s.Crashed; i++ {
		cars[1+s.Turn].lane = bestLane(&cars, 1+s.Turn)
		s.Turn = (s.Turn + 1) % MaxCars
		s.Travelled += advance(&cars, Dt/substeps)
		s.Crashed = crashed(&cars)
	}
	s.Time += Dt
	s.Speed, s.Desired, s.Y, s.Lane = cars[0].speed, cars[0].desired, cars[0].y, cars[0].lane
	for i := 0; i < MaxCars; i++ {
		c := cars[1+i]
		s.OtherX[i], s.OtherY[i], s.OtherLane[i], s.OtherSpeed[i] = c.x, c.y, c.lane, c.speed
	}
	return s
}

// roadOf returns the cars of s.
func roadOf(s State) road {
	var cars road
	cars[0] = car{present: true, y: s.Y, lane: s.Lane, speed: s.Speed, desired: s.Desired}
	for i := 0; i < MaxCars; i++ {
		cars[1+i] = car{s.Present[i], s.OtherX[i], s.OtherY[i], s.OtherLane[i], s.OtherSpeed[i], s.OtherDesired[i]}
	}
	return cars
}

// advance moves all cars on by dt under constant accelerations, and returns the
// way of the ego car, relative to which the places of the others are.
func advance(cars *road, dt float64) float64 {
	var acceleration [drivers]float64
	ego := cars[0]
	acceleration[0] = geom.Clamp((ego.desired-ego.speed)/response, -MaxBraking, TopPower)
	for i := 1; i < drivers; i++ {
		if cars[i].present {
			acceleration[i] = following(cars, cars[i], leader(cars, cars[i], i))
		}
	}
	way := 0.0
	for i := 0; i < drivers; i++ {
		c := cars[i]
		if !c.present {
			continue
		}
		speed := math.Max(0, c.speed+dt*acceleration[i])
		moved := dt * (c.speed + speed) / 2
		if i == 0 {
			way = moved
		}
		cars[i].x = wrapped(c.x + moved - way)
		cars[i].speed = speed
		cars[i].y += geom.Clamp(middle(c.lane)-c.y, -dt*SteeringSpeed, dt*SteeringSpeed)
	}
	return way
}

// leader returns the nearest car ahead in the path of c, which is in the place
// of car i, or none.
func leader(cars *road, c car, i int) int {
	found, nearest := none, RoadLength/2
	for j := 0; j < drivers; j++ {
		d := wrapped(cars[j].x - c.x)
		if j != i && d >= 0 && d < nearest && inPath(cars[j], c) {
			found, nearest = j, d
		}
	}
	return found
}

// follower returns the nearest car behind that has c, which is in the place of
// car i, in its path, or none.
func follower(cars *road, c car, i int) int {
	found, nearest := none, RoadLength/2
	for j := 0; j < drivers; j++ {
		d := wrapped(c.x - cars[j].x)
		if j != i && d > 0 && d < nearest && cars[j].present && inPath(c, cars[j]) {
			found, nearest = j, d
		}
	}
	return found
}

// inPath says that the driver of c has to mind a car ahead: it is in the lane
// that c keeps or is moving to, or still in front of it.
func inPath(ahead, c car) bool {
	return ahead.present && (inLane(ahead.lane, ahead.y, c.lane) || math.Abs(ahead.y-c.y) < CarWidth+0.2)
}

// following returns the acceleration in m/s^2 of the driver of c behind car
// number ahead, or on a free road, limited to MaxBraking.
func following(cars *road, c car, ahead int) float64 {
	if ahead == none {
		return behind(c, RoadLength, 0)
	}
	gap := wrapped(cars[ahead].x-c.x) - CarLength
	return behind(c, gap, c.speed-cars[ahead].speed)
}

// behind is the Intelligent Driver Model (Treiber et al. 2000, equations 2 and
// 3): the acceleration of the driver of c at a gap in m that closes by closing
// in m/s. A gap below 0.1 m counts as that, and one of RoadLength as free road.
func behind(c car, gap, closing float64) float64 {
	ratio := c.speed / c.desired
	free := ratio * ratio * ratio * ratio
	near := 0.0
	if gap < RoadLength {
		brake := 2 * math.Sqrt(Acceleration*Comfort)
		desired := StandingGap + math.Max(0, c.speed*Headway+c.speed*closing/brake)
		near = desired / math.Max(gap, 0.1)
	}
	return math.Max(-MaxBraking, Acceleration*(1-free-near*near))
}

// bestLane returns the lane that the driver of car i chooses by MOBIL (Kesting
// et al. 2007, equations 2 and 3): one where neither it nor who is then behind it
// has to brake harder than SafeBraking, and where it gains more than ChangeBenefit,
// those behind it counted in by Politeness. Both sides are alike. Who is absent or
// on the way to a lane keeps to that.
func bestLane(cars *road, i int) int {
	c := cars[i]
	if !c.present || math.Abs(c.y-middle(c.lane)) > 0.01 {
		return c.lane
	}
	ahead, after := leader(cars, c, i), follower(cars, c, i)
	now, relief := following(cars, c, ahead), 0.0
	if after != none {
		relief = following(cars, cars[after], ahead) - following(cars, cars[after], i)
	}
	best, most := c.lane, ChangeBenefit
	for side := -1; side <= 1; side += 2 {
		moved := c
		moved.lane = c.lane + side
		if moved.lane < 0 || moved.lane >= Lanes {
			continue
		}
		moved.y = LaneWidth * float64(moved.lane)
		own, loss, safe := change(cars, moved, i)
		if gain := own - now + Politeness*(relief-loss); safe && gain > most {
			best, most = moved.lane, gain
		}
	}
	return best
}

// change returns what it would mean that car i is where moved is: its own
// acceleration, what the one then behind it loses of its, and whether neither
// has to brake harder than SafeBraking.
func change(cars *road, moved car, i int) (own, loss float64, safe bool) {
	ahead, after := leader(cars, moved, i), follower(cars, moved, i)
	own = following(cars, moved, ahead)
	if after == none {
		return own, 0, own >= -SafeBraking
	}
	c := cars[after]
	pressed := behind(c, wrapped(moved.x-c.x)-CarLength, c.speed-moved.speed)
	return own, following(cars, c, ahead) - pressed, math.Min(own, pressed) >= -SafeBraking
}

// crashed says that the ego car touches another one.
func crashed(cars *road) bool {
	for i := 1; i < drivers; i++ {
		c := cars[i]
		if c.present && math.Abs(c.x) < CarLength && math.Abs(c.y-cars[0].y) < CarWidth {
			return true
		}
	}
	return false
}

// Observe shows the policy the nearest other cars. Of two at the same distance
// the one with the lower number comes first.
func Observe(s State, r *rng.Source) Observation {
	o := Observation{Speed: s.Speed, Desired: s.Desired, Y: s.Y, Shift: middle(s.Lane) - s.Y}
	var taken [MaxCars]bool
	for k := 0; k < Seen; k++ {
		i := nearest(s, &taken)
		if i == none {
			o.OtherX[k] = RoadLength / 2
			continue
		}
		taken[i], o.Present[k] = true, true
		o.OtherX[k], o.OtherY[k] = s.OtherX[i], s.OtherY[i]-s.Y
		o.OtherSpeed[k] = s.OtherSpeed[i] - s.Speed
		o.OtherShift[k] = middle(s.OtherLane[i]) - s.OtherY[i]
	}
	return o
}

// nearest returns which of the other cars that are not taken is the nearest to
// the ego car, or none.
func nearest(s State, taken *[MaxCars]bool) int {
	found, least := none, 0.0
	for i := 0; i < MaxCars; i++ {
		across := s.OtherY[i] - s.Y
		d := s.OtherX[i]*s.OtherX[i] + across*across
		if s.Present[i] && !taken[i] && (found == none || d < least) {
			found, least = i, d
		}
	}
	return found
}

// Terminated says that the ego car has crashed.
func Terminated(next State) bool {
	return next.Crashed
}
