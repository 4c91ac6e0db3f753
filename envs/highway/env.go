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

	substeps = 2              // of motion per Dt
	response = 0.6            // s, in which the ego car would reach its desired speed
	horizon  = RoadLength / 2 // m, beyond which nobody sees
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

// State is all there is to know about the road. Other cars are numbered, those that
// are present first; all numbers of one that is not are 0.
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

// Observation is what the policy sees: the ego car, the room in its lane and those
// beside, and other cars, those that are nearest, the nearest first. Where there are fewer, the rest of them are seen 150 m ahead in the
// ego car's lane, and as fast as it is.
type Observation struct {
	Speed   float64 // the ego car's speed [m/s, 0..40]
	Desired float64 // speed that its driver wants to go [m/s, 13..31]
	Y       float64 // its middle from that of the right lane, positive to the left [m, 0..7.2]
	Shift   float64 // way that it still has to move to the left for its lane [m, -7.2..7.2]

	Ahead    [3]float64 // free way ahead in the lane to the right, its own and that to the left; 0 beside the road [m, 0..150]
	Closing  [3]float64 // by how much it is faster than the next car ahead in these lanes, 0 where there is none [m/s, -40..40]
	Behind   [3]float64 // free way behind in these lanes; 0 beside the road [m, 0..150]
	Pressing [3]float64 // by how much the next car behind in these lanes is faster, 0 where there is none [m/s, -40..40]

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

// LeadGap returns the free way in m ahead in the ego car's lane, as RoomIn does.
func LeadGap(s State) float64 {
	return RoomIn(s, s.Lane).Ahead
}

// LeadClosing returns by how much in m/s the ego car is faster than the next car
// ahead in its lane, 0 where there is none.
func LeadClosing(s State) float64 {
	return RoomIn(s, s.Lane).Closing
}

// Room is what the ego car has in a lane.
type Room struct {
	Ahead    float64 // free way from its front to the rear of the next car [m, 0..150]
	Closing  float64 // by how much it is faster than that, 0 where there is none [m/s, -40..40]
	Behind   float64 // free way from its rear to the front of the next car behind [m, 0..150]
	Pressing float64 // by how much that is faster, 0 where there is none [m/s, -40..40]
}

// RoomIn returns the room that the ego car has in a lane; free way is RoadLength/2
// where there is no car. A car is in the lane that it keeps or is moving to, and in
// every one that it touches.
func RoomIn(s State, lane int) Room {
	front, back := horizon, -horizon
	closing, pressing := 0.0, 0.0
	for i := 0; i < MaxCars && s.Present[i]; i++ {
		if lanesOf(s.OtherLane[i], s.OtherY[i])&bit(lane) == 0 {
			continue
		}
		x := s.OtherX[i]
		if x >= 0 && x < front {
			front, closing = x, s.Speed-s.OtherSpeed[i]
		}
		if x < 0 && x > back {
			back, pressing = x, s.OtherSpeed[i]-s.Speed
		}
	}
	r := Room{Ahead: horizon, Closing: closing, Behind: horizon, Pressing: pressing}
	if front < horizon {
		r.Ahead = math.Max(0, front-CarLength)
	}
	if back > -horizon {
		r.Behind = math.Max(0, -back-CarLength)
	}
	return r
}

// MeanSpeed returns the ego car's mean speed since the start in m/s, 0 at the
// start.
func MeanSpeed(s State) float64 {
	return s.Travelled / math.Max(s.Time, Dt)
}

// lanesOf returns the lanes of a car at y as bits: the one that it keeps or is
// moving to, and all that it touches.
func lanesOf(lane int, y float64) uint32 {
	right := int((y-CarWidth/2)/LaneWidth + 0.5)
	left := int((y+CarWidth/2)/LaneWidth + 0.5)
	return bit(lane) | bit(right) | bit(left)
}

// bit returns the bit of a lane.
func bit(lane int) uint32 {
	return 1 << uint32(lane)
}

// middle returns where the middle of a lane is from that of the right one, in m.
func middle(lane int) float64 {
	return LaneWidth * float64(lane)
}

// Reset returns the ego car among cars that drive at their desired speeds. They
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
	if x >= horizon {
		return x - RoadLength
	}
	if x < -horizon {
		return x + RoadLength
	}
	return x
}

// Step moves all cars on by Dt, or until the ego car crashes. In every substep
// one of the others considers a change of lanes, so each does every 3 s.
func Step(s State, a Action, r *rng.Source) State {
	s.Desired = geom.Clamp(s.Desired+a.SpeedChange, SlowestChoice, FastestChoice)
	s.Lane = min(max(s.Lane+a.LaneChange, 0), Lanes-1)
	for i := 0; i < substeps && !s.Crashed; i++ {
		s = advance(s, Dt/substeps)
	}
	s.Time += Dt
	return s
}

// advance lets the drivers of the other cars decide and moves all cars on by dt
// under constant accelerations.
func advance(s State, dt float64) State {
	ego, egoLanes := car{0, s.Speed, s.Desired}, lanesOf(s.Lane, s.Y)
	var lanes [MaxCars]uint32
	cars := 0 // that are present, the first ones
	for i := 0; i < MaxCars && s.Present[i]; i++ {
		lanes[i] = lanesOf(s.OtherLane[i], s.OtherY[i])
		cars++
	}
	var acceleration [MaxCars]float64
	chosen := s.OtherLane[s.Turn]
	for i := 0; i < cars; i++ {
		options := 1 // lanes that are looked at: its own, that to the left and that to the right
		if i == s.Turn && math.Abs(s.OtherY[i]-middle(s.OtherLane[i])) < 0.01 {
			options = 3
		}
		c, stay, best := car{s.OtherX[i], s.OtherSpeed[i], s.OtherDesired[i]}, 0.0, ChangeBenefit
		for k := 0; k < options; k++ {
			lane := s.OtherLane[i] + k%2 - k/2
			if lane < 0 || lane >= Lanes {
				continue
			}
			within := bit(lane)
			if k == 0 {
				within = lanes[i]
			}
			v := view{ahead: horizon, behind: horizon}
			v = seen(v, c, ego, egoLanes&within)
			for j := 0; j < cars; j++ {
				if j != i {
					v = seen(v, c, car{s.OtherX[j], s.OtherSpeed[j], s.OtherDesired[j]}, lanes[j]&within)
				}
			}
			own, merit, safe := prospect(c, v)
			if k == 0 {
				acceleration[i], stay = own, merit
			} else if safe && merit-stay > best {
				chosen, best = lane, merit-stay
			}
		}
	}
	s.OtherLane[s.Turn] = chosen
	s.Turn = (s.Turn + 1) % MaxCars

	change := geom.Clamp((s.Desired-s.Speed)/response, -MaxBraking, TopPower)
	way := travel(s.Speed, change, dt)
	s.Travelled += way
	s.Speed = math.Max(0, s.Speed+dt*change)
	s.Y = steered(s.Y, s.Lane, dt)
	for i := 0; i < cars; i++ {
		s.OtherX[i] = wrapped(s.OtherX[i] + travel(s.OtherSpeed[i], acceleration[i], dt) - way)
		s.OtherSpeed[i] = math.Max(0, s.OtherSpeed[i]+dt*acceleration[i])
		s.OtherY[i] = steered(s.OtherY[i], s.OtherLane[i], dt)
		if math.Abs(s.OtherX[i]) < CarLength && math.Abs(s.OtherY[i]-s.Y) < CarWidth {
			s.Crashed = true
		}
	}
	return s
}

// travel returns the way in m at a speed that changes, but not below 0.
func travel(speed, acceleration, dt float64) float64 {
	return dt * (speed + math.Max(0, speed+dt*acceleration)) / 2
}

// steered returns where a car at y is after dt, on its way to a lane.
func steered(y float64, lane int, dt float64) float64 {
	return y + geom.Clamp(middle(lane)-y, -dt*SteeringSpeed, dt*SteeringSpeed)
}

// car is what drivers know of one.
type car struct {
	x, speed, desired float64 // as in State
}

// view is what a driver sees: the nearest cars ahead and behind, at distances
// of middles in m, which are the horizon where there is none.
type view struct {
	ahead, aheadSpeed                  float64
	behind, behindSpeed, behindDesired float64
}

// seen returns the view of c's driver once another car has been looked at, which
// counts if they share a lane.
func seen(v view, c, other car, shared uint32) view {
	d := wrapped(other.x - c.x)
	if shared != 0 && d >= 0 && d < v.ahead {
		v.ahead, v.aheadSpeed = d, other.speed
	}
	if shared != 0 && d < 0 && -d < v.behind {
		v.behind, v.behindSpeed, v.behindDesired = -d, other.speed, other.desired
	}
	return v
}

// prospect returns what a place with a view means to c: its own acceleration;
// that and, by Politeness, what the car behind loses of its by c being there, as
// the merit of the place; and whether neither brakes harder than SafeBraking. A
// driver changes to a safe lane whose merit is larger by more than ChangeBenefit
// (Kesting et al. 2007, equations 2 and 3, where both sides are alike).
func prospect(c car, v view) (own, merit float64, safe bool) {
	own = driverModel(c.speed, c.desired, v.ahead, v.aheadSpeed)
	if v.behind >= horizon {
		return own, own, own >= -SafeBraking
	}
	free := driverModel(v.behindSpeed, v.behindDesired, v.ahead+v.behind, v.aheadSpeed)
	pressed := driverModel(v.behindSpeed, v.behindDesired, v.behind, c.speed)
	return own, own - Politeness*(free-pressed), math.Min(own, pressed) >= -SafeBraking
}

// driverModel is the Intelligent Driver Model (Treiber et al. 2000, equations 2
// and 3): the acceleration in m/s^2 at a speed in m/s behind a car of another
// speed, at a distance of their middles in m. It is not below -MaxBraking; a gap
// counts as 0.1 m at least, and the road is free where the distance is the horizon
// or more.
func driverModel(speed, desired, distance, leader float64) float64 {
	ratio := speed / desired
	free := ratio * ratio * ratio * ratio
	near := 0.0
	if distance < horizon {
		closing := (speed - leader) / (2 * math.Sqrt(Acceleration*Comfort))
		wanted := StandingGap + math.Max(0, speed*(Headway+closing))
		near = wanted / math.Max(distance-CarLength, 0.1)
	}
	return math.Max(-MaxBraking, Acceleration*(1-free-near*near))
}

// Observe shows the policy the nearest other cars. Of two at the same distance
// the one with the lower number comes first.
func Observe(s State, r *rng.Source) Observation {
	const far = 1000000.0 // m^2, beyond all cars
	o := Observation{Speed: s.Speed, Desired: s.Desired, Y: s.Y, Shift: middle(s.Lane) - s.Y}
	for k := 0; k < 3; k++ {
		if lane := s.Lane + k - 1; lane >= 0 && lane < Lanes {
			r := RoomIn(s, lane)
			o.Ahead[k], o.Closing[k], o.Behind[k], o.Pressing[k] = r.Ahead, r.Closing, r.Behind, r.Pressing
		}
	}
	var distance [MaxCars]float64 // squared, far for who has been shown
	cars := 0
	for i := 0; i < MaxCars && s.Present[i]; i++ {
		across := s.OtherY[i] - s.Y
		distance[i] = s.OtherX[i]*s.OtherX[i] + across*across
		cars++
	}
	for k := 0; k < Seen; k++ {
		nearest, least := 0, far
		for i := 0; i < cars; i++ {
			if distance[i] < least {
				nearest, least = i, distance[i]
			}
		}
		if least == far {
			o.OtherX[k] = horizon
			continue
		}
		distance[nearest] = far
		o.Present[k] = true
		o.OtherX[k], o.OtherY[k] = s.OtherX[nearest], s.OtherY[nearest]-s.Y
		o.OtherSpeed[k] = s.OtherSpeed[nearest] - s.Speed
		o.OtherShift[k] = middle(s.OtherLane[nearest]) - s.OtherY[nearest]
	}
	return o
}

// Terminated says that the ego car has crashed.
func Terminated(next State) bool {
	return next.Crashed
}
