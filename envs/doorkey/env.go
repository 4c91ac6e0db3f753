// Package doorkey is a grid of two rooms with a locked door between them. The
// key lies in the room where the agent starts, the goal in the other one, and a
// pillar stands in each. The agent sees a few cells ahead and not through walls;
// what it has once seen of key, door and goal it remembers. Every episode has
// another layout, in which the goal can always be reached.
//
// Cells are numbered from the south-west corner, border walls included. The task
// is after the DoorKey of MiniGrid (Chevalier-Boisvert et al. 2023); rooms, view
// and memory are its own.
package doorkey

import "github.com/rewardsmith/rewardsmith/envs/rng"

const (
	Dt       = 1.0 // the unit of time is the step
	MaxSteps = 80  // an episode is cut off after this many steps
	Choices  = 5   // the commands

	// Commands.
	TurnLeft  = 0 // by a quarter
	TurnRight = 1 // by a quarter
	Forward   = 2 // into the cell ahead, if nothing stands or lies there
	PickUp    = 3 // the key, if it lies in the cell ahead
	Unlock    = 4 // the door, if it is the cell ahead and the agent has the key, which stays in the lock

	// Headings.
	East  = 0
	North = 1
	West  = 2
	South = 3

	// Kinds of cell.
	KindFloor = 0 // also the open door
	KindWall  = 1 // also a pillar
	KindKey   = 2 // the key lies there
	KindDoor  = 3 // locked
	KindGoal  = 4
	Kinds     = 5

	ViewWidth = 5 // cells of the view side by side, the agent's column in the middle
	ViewDepth = 5 // cells of the view one behind the other, the agent's own first

	largest = 10 // cells along a side at most
)

// Params are set for a whole run or drawn for each episode.
type Params struct {
	Size    int     // cells along each side of the grid, border walls included [-, 7..10, default 10]
	Pillars float64 // probability of a room to have a pillar [-, 0..1, default 1]
}

// Cell is a place in the grid.
type Cell struct {
	X int // column, from west to east
	Y int // row, from south to north
}

// State is all there is to know about the rooms and the agent.
type State struct {
	Agent    Cell    // where the agent is [cells, 1..8]
	Heading  int     // where it looks: 0 east, 1 north, 2 west, 3 south [-, 0..3]
	HasKey   bool    // the agent carries the key [-, 0..1]
	Open     bool    // the door is open, and the key is in its lock [-, 0..1]
	Key      Cell    // where the key lies, or lay before it was picked up [cells, 1..8]
	Door     Cell    // the gap in the wall between the rooms, which fills the rest of its column [cells, 1..8]
	Goal     Cell    // where to go [cells, 1..8]
	Pillars  [2]Cell // one in each room, the agent's first; at 0, 0 where a room has none [cells, 0..8]
	Size     int     // cells along each side of the grid, border walls included [-, 7..10]
	SeenKey  bool    // the agent has seen the key [-, 0..1]
	SeenDoor bool    // the agent has seen the door [-, 0..1]
	SeenGoal bool    // the agent has seen the goal [-, 0..1]
	Time     int     // steps since the start [-, 0..80]
}

// Action is what the agent does in one step.
type Action struct {
	Command int // 0 turn left, 1 turn right, 2 forward, 3 pick up, 4 unlock [-, 0..4]
}

// Place is where something is, seen from the agent.
type Place struct {
	Seen  float64 // 1 if the agent has seen it; if not, all three are 0
	Ahead float64 // how far it is ahead
	Left  float64 // how far it is to the left
}

// Observation is what the policy sees. All of it turns with the agent.
type Observation struct {
	View   [ViewDepth][ViewWidth][Kinds]bool // kind of each cell, one of five; none of them where a wall hides it. Rows from the agent's own on, each from left to right [-, 0..1]
	HasKey bool                              // the agent carries the key [-, 0..1]
	Open   bool                              // the door is open [-, 0..1]
	Key    Place                             // the key, while it lies somewhere [10 cells, -1..1]
	Door   Place                             // the door [10 cells, -1..1]
	Goal   Place                             // the goal [10 cells, -1..1]
}

// Choose returns the action of choice i, which is the command of that number.
func Choose(i int) Action {
	return Action{Command: i}
}

// direction returns the step by one cell that a heading leads to.
func direction(heading int) Cell {
	switch heading {
	case East:
		return Cell{X: 1}
	case North:
		return Cell{Y: 1}
	case West:
		return Cell{X: -1}
	}
	return Cell{Y: -1}
}

// InView returns the cell that is so many cells ahead of the agent and to the
// left of it. It may lie outside of the grid.
func InView(s State, ahead, left int) Cell {
	d := direction(s.Heading)
	return Cell{X: s.Agent.X + ahead*d.X - left*d.Y, Y: s.Agent.Y + ahead*d.Y + left*d.X}
}

// Ahead returns the cell in front of the agent.
func Ahead(s State) Cell {
	return InView(s, 1, 0)
}

// Distance returns how many steps apart two cells are where nothing is in the
// way, turns not counted.
func Distance(a, b Cell) int {
	return max(a.X-b.X, b.X-a.X) + max(a.Y-b.Y, b.Y-a.Y)
}

// KeyLies says that nobody has picked up the key yet.
func KeyLies(s State) bool {
	return !s.HasKey && !s.Open
}

// Kind returns what is in a cell: KindFloor, KindWall, KindKey, KindDoor or
// KindGoal. All that is outside of the grid is wall.
func Kind(s State, c Cell) int {
	if c.X <= 0 || c.Y <= 0 || c.X >= s.Size-1 || c.Y >= s.Size-1 {
		return KindWall
	}
	switch {
	case c == s.Door && !s.Open:
		return KindDoor
	case c.X == s.Door.X && c != s.Door || c == s.Pillars[0] || c == s.Pillars[1]:
		return KindWall
	case c == s.Key && KeyLies(s):
		return KindKey
	case c == s.Goal:
		return KindGoal
	}
	return KindFloor
}

// Visible says that no wall hides a cell from where the agent is, whichever way
// it looks: the other room is visible from the open door only. Pillars hide
// nothing.
func Visible(s State, c Cell) bool {
	return s.Agent.X == s.Door.X || c.X == s.Door.X || (c.X < s.Door.X) == (s.Agent.X < s.Door.X)
}

// Reset returns a new layout. The rooms are two cells wide at least, and their
// pillars leave the cells at the door free, so all that is left of a room hangs
// together.
func Reset(p Params, r *rng.Source) State {
	size := p.Size
	wall := 3 + r.Intn(size-6)
	west := room{from: 1, columns: wall - 1, rows: size - 2}
	east := room{from: wall + 1, columns: size - 2 - wall, rows: size - 2}
	door := Cell{X: wall, Y: 1 + r.Intn(size-2)}
	first, second := west, east
	if r.Float64() < 0.5 {
		first, second = east, west
	}
	s := State{Size: size, Door: door}
	s.Pillars[0] = first.pillar(door, p.Pillars, r)
	s.Pillars[1] = second.pillar(door, p.Pillars, r)
	s.Key = first.free(s.Pillars[0], Cell{}, r)
	s.Agent = first.free(s.Pillars[0], s.Key, r)
	s.Goal = second.free(s.Pillars[1], Cell{}, r)
	s.Heading = r.Intn(4)
	return looked(s)
}

// room is one of the two rooms.
type room struct {
	from, columns, rows int // its first column, and its size
}

// cell returns the cell of a number, from 0 on.
func (m room) cell(i int) Cell {
	return Cell{X: m.from + i%m.columns, Y: 1 + i/m.columns}
}

// number returns the number of a cell, -1 for one at 0, 0.
func (m room) number(c Cell) int {
	if c == (Cell{}) {
		return -1
	}
	return (c.Y-1)*m.columns + c.X - m.from
}

// pillar returns where the room has its pillar: nowhere, or anywhere but beside
// the door.
func (m room) pillar(door Cell, probability float64, r *rng.Source) Cell {
	beside := Cell{X: door.X - 1, Y: door.Y}
	if m.from > door.X {
		beside.X = door.X + 1
	}
	c := m.free(beside, Cell{}, r)
	if r.Float64() < probability {
		return c
	}
	return Cell{}
}

// free returns a random cell other than two taken ones, which are different
// cells of the room or at 0, 0.
func (m room) free(taken, other Cell, r *rng.Source) Cell {
	low, high := m.number(taken), m.number(other)
	if low > high {
		low, high = high, low
	}
	n := m.columns * m.rows
	if low >= 0 {
		n--
	}
	if high >= 0 {
		n--
	}
	i := r.Intn(n)
	if low >= 0 && i >= low {
		i++
	}
	if high >= 0 && i >= high {
		i++
	}
	return m.cell(i)
}

// Step carries out one command. One that is not possible does nothing.
func Step(s State, a Action, r *rng.Source) State {
	ahead := Ahead(s)
	kind := Kind(s, ahead)
	switch a.Command {
	case TurnLeft:
		s.Heading = (s.Heading + 1) % 4
	case TurnRight:
		s.Heading = (s.Heading + 3) % 4
	case Forward:
		if kind == KindFloor || kind == KindGoal {
			s.Agent = ahead
		}
	case PickUp:
		if kind == KindKey {
			s.HasKey = true
		}
	case Unlock:
		if kind == KindDoor && s.HasKey {
			s.HasKey, s.Open = false, true
		}
	}
	s.Time++
	return looked(s)
}

// looked returns the state with what is in view remembered.
func looked(s State) State {
	s.SeenKey = s.SeenKey || seen(s, s.Key)
	s.SeenDoor = s.SeenDoor || seen(s, s.Door)
	s.SeenGoal = s.SeenGoal || seen(s, s.Goal)
	return s
}

// offset returns how far a cell is ahead of the agent, and how far to its left.
func offset(s State, c Cell) (ahead, left int) {
	d := direction(s.Heading)
	x, y := c.X-s.Agent.X, c.Y-s.Agent.Y
	return x*d.X + y*d.Y, y*d.X - x*d.Y
}

// seen says that a cell is within the view, and no wall hides it.
func seen(s State, c Cell) bool {
	ahead, left := offset(s, c)
	return ahead >= 0 && ahead < ViewDepth && left >= -(ViewWidth/2) && left <= ViewWidth/2 && Visible(s, c)
}

// Observe shows the policy what is in view and what it remembers.
func Observe(s State, r *rng.Source) Observation {
	o := Observation{
		HasKey: s.HasKey, Open: s.Open,
		Key:  place(s, s.Key, s.SeenKey && KeyLies(s)),
		Door: place(s, s.Door, s.SeenDoor),
		Goal: place(s, s.Goal, s.SeenGoal),
	}
	for row := 0; row < ViewDepth; row++ {
		for column := 0; column < ViewWidth; column++ {
			c := InView(s, row, ViewWidth/2-column)
			if Visible(s, c) {
				o.View[row][column][Kind(s, c)] = true
			}
		}
	}
	return o
}

// place returns where a cell is seen from the agent, if it was seen.
func place(s State, c Cell, seen bool) Place {
	if !seen {
		return Place{}
	}
	ahead, left := offset(s, c)
	return Place{Seen: 1, Ahead: float64(ahead) / largest, Left: float64(left) / largest}
}

// Terminated says that the agent is at the goal.
func Terminated(next State) bool {
	return next.Agent == next.Goal
}
