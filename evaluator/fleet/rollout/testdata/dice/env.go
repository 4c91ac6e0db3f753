// Package dice is a heap of numbers of every kind, all of them random.
package dice

import "github.com/rewardsmith/rewardsmith/envs/rng"

const (
	Dt       = 1.0 // one throw
	MaxSteps = 9   // throws of an episode
)

// Params are drawn for each episode.
type Params struct {
	Sides  int     // of a die [-, 2..20, default 6]
	Offset uint32  // added to what is thrown [-, 0..9, default 1]
	Loaded bool    // the dice are thrown twice [-, default 0]
	Weight float64 // of a die [-, 0..1, default 0.5]
	Fixed  float32 // not drawn [-, 0..1, default 0.3]
}

// face is what a die shows.
type face int

// Pair is what lies on the table.
type Pair struct {
	Face [2]face
	Hot  bool
}

// State is all there is.
type State struct {
	Pair   Pair    // the dice [-]
	Bits   uint32  // the last number of the random stream [-]
	Total  int     // of the faces [-]
	Sides  int     // of a die [-, 2..20]
	Weight float64 // of a die [-, 0..1]
	Share  float32 // of the weight [-]
	Draws  uint32  // how often [-]
}

// Action chooses a die.
type Action struct {
	Die   int     // which [-, -1..1]
	Times uint32  // how often it is thrown [-, 0..3]
	Hot   bool    // for luck [-, 0..1]
	Force float32 // of the throw [-, -2..2]
}

// Observation is the dice as one sees them.
type Observation struct {
	Face  [2]int  // of the dice [-]
	Hot   bool    // is one lucky [-]
	Noise uint32  // of the light [-]
	Share float64 // of the weight [-]
}

// Reset throws the dice.
func Reset(p Params, r *rng.Source) State {
	s := State{Sides: p.Sides, Weight: p.Weight, Share: p.Fixed, Draws: p.Offset}
	s.Pair.Hot = p.Loaded
	return thrown(s, 0, r)
}

func thrown(s State, die int, r *rng.Source) State {
	s.Bits = r.Uint32()
	s.Pair.Face[die] = face(r.Intn(s.Sides)) + 1
	s.Total += int(s.Pair.Face[die])
	s.Draws++
	return s
}

// Step throws a die, a few times.
func Step(s State, a Action, r *rng.Source) State {
	for range int(a.Times) {
		s = thrown(s, (a.Die+2)%2, r)
	}
	s.Pair.Hot = a.Hot
	s.Share = float32(s.Weight) * a.Force
	s.Total -= 3
	return s
}

// Observe sees the dice in a flickering light.
func Observe(s State, r *rng.Source) Observation {
	return Observation{
		Face: [2]int{int(s.Pair.Face[0]), int(s.Pair.Face[1])}, Hot: s.Pair.Hot,
		Noise: r.Uint32() >> 12, Share: float64(s.Share),
	}
}

// Terminated says that the dice show doubles.
func Terminated(next State) bool {
	return next.Pair.Face[0] == next.Pair.Face[1]
}
