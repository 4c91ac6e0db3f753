// Package minefield is a walk through a wild country in search of a tree to
// fell. Lava lies about and kills, animals wander and stand in the way, and the
// agent sees only a few cells ahead of it; of the trees that it has seen it
// remembers the nearest. The country has no edge within reach. It is a function
// of a seed, another one in every episode, and every tree can be reached: tracks
// that no lava covers lead from the start to all of them.
//
// The problem is that of Auto MC-Reward (Li et al. 2024), who search for trees
// and shun lava in Minecraft; the country and its rules are made for this
// environment. Cells are counted from near the start, to the east and north.
package minefield

import "github.com/rewardsmith/rewardsmith/envs/rng"

const (
	Dt       = 1.0 // the unit of time is the step
	MaxSteps = 200 // an episode is cut off after this many steps
	Choices  = 4   // the commands

	// Commands.
	TurnLeft  = 0 // by a quarter
	TurnRight = 1 // by a quarter
	Forward   = 2 // into the cell ahead, lava included, unless a tree or an animal is there
	Chop      = 3 // one blow at the tree in the cell ahead, if there is one

	// Headings.
	East  = 0
	North = 1
	West  = 2
	South = 3

	// What is on the ground of a cell.
	GroundFree = 0
	GroundLava = 1
	GroundTree = 2

	BlowsToFell = 8 // in succession, at one tree
	Herd        = 4 // animals that there are at most

	ViewWidth = 7 // cells of the view side by side, the agent's column in the middle
	ViewDepth = 8 // cells of the view one behind the other, the agent's own first

	horizon = 16.0 // cells, up to which the policy is told distances

	// Animals out of the agent's sight are replaced by others on its other side.
	lost    = 20 // cells along an axis, beyond which an animal is
	regroup = 14 // cells along an axis, where another one comes up
)

// Params are set for a whole run or drawn for each episode.
type Params struct {
	Lava    int // how much lava there is, from none to a land of islands [-, 0..100, default 35]
	Trees   int // share of the blocks of 8 by 8 cells that have a tree [%, 5..100, default 15]
	Animals int // how many animals are about [-, 0..4, default 4]
}

// Cell is a place in the country.
type Cell struct {
	X int // to the east
	Y int // to the north
}

// State is all there is to know about the country and the agent.
type State struct {
	Seed     uint32     // of the country [-, 0..4294967295]
	Lava     int        // how much lava there is [-, 0..100]
	Trees    int        // share of the blocks of 8 by 8 cells that have a tree [%, 5..100]
	Agent    Cell       // where the agent is [cells, -210..210]
	Heading  int        // where it looks: 0 east, 1 north, 2 west, 3 south [-, 0..3]
	Start    Cell       // where it set out [cells, 0..7]
	Turned   int        // its last turn: 1 left, -1 right, 0 before the first [-, -1..1]
	Blows    int        // that the tree ahead has had in succession; it falls at 8 [-, 0..8]
	SeenTree bool       // the agent has seen a tree [-, 0..1]
	Tree     Cell       // of the trees it has seen the one that was nearest, at 0, 0 until it has [cells, -220..220]
	Animals  [Herd]Cell // where they are [cells, -240..240]
	About    int        // number of the animals that there are, the first ones [-, 0..4]
	Time     int        // steps since the start [-, 0..200]
}

// Action is what the agent does in one step.
type Action struct {
	Command int // 0 turn left, 1 turn right, 2 forward, 3 chop [-, 0..3]
}

// Sight is what the policy makes out in a cell.
type Sight struct {
	Lava, Tree, Animal bool
}

// Place is where something is, seen from the agent.
type Place struct {
	Seen  float64 // 1 if the agent has seen it; if not, all three are 0
	Ahead float64 // how far it is ahead
	Left  float64 // how far it is to the left
}

// Observation is what the policy sees. All of it turns with the agent.
type Observation struct {
	View  [ViewDepth][ViewWidth]Sight // what is in each cell, one of three or nothing. Rows from the agent's own on, each from left to right [-, 0..1]
	Tree  Place                       // the tree that it remembers; 1 stands for 16 cells or more [16 cells, -1..1]
	Start Place                       // where it set out, likewise [16 cells, -1..1]
	Turn  float64                     // its last turn: 1 left, -1 right, 0 before the first [-, -1..1]
	Blows float64                     // share of the blows that the tree ahead needs [-, 0..1]
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
// left of it.
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

// Ground returns what is on the ground of a cell: GroundFree, GroundLava or
// GroundTree.
func Ground(s State, c Cell) int {
	own := blockAt(s.Seed, c.X>>3, c.Y>>3)
	x, y := c.X&7, c.Y&7
	switch {
	case own.tree < s.Trees && x == own.treeX && y == own.height+1:
		return GroundTree
	case onTrack(s.Seed, c, own):
		return GroundFree
	case heat(s.Seed, c) < lavaLevel*s.Lava:
		return GroundLava
	}
	return GroundFree
}

// AnimalAt says that an animal is in a cell.
func AnimalAt(s State, c Cell) bool {
	for i := 0; i < Herd; i++ {
		if i < s.About && s.Animals[i] == c {
			return true
		}
	}
	return false
}

// Burnt says that the agent has stepped into lava.
func Burnt(s State) bool {
	return Ground(s, s.Agent) == GroundLava
}

// Felled says that the agent has felled a tree.
func Felled(s State) bool {
	return s.Blows >= BlowsToFell
}

// block is what is drawn for a square of 8 by 8 cells. Its track runs from west
// to east at one height, climbs in its first column from that of the block
// before, and is linked with the track in the north.
type block struct {
	height int // row of the track, 1 to 6
	link   int // column of the link to the north, 1 to 7
	treeX  int // column of the tree, north of the track: 1 to 7 but not the link's
	tree   int // there is a tree if the share of blocks with one, in %, is above this
}

// blockAt draws a block. The first has no tree, since the agent starts there.
func blockAt(seed uint32, x, y int) block {
	h := hash(seed, x, y)
	b := block{
		height: 1 + pick(h, 6),
		link:   1 + pick(h>>8, 7),
		treeX:  1 + pick(h>>16, 6),
		tree:   pick(h>>24, 100),
	}
	if b.treeX >= b.link {
		b.treeX++
	}
	if x == 0 && y == 0 {
		b.tree = 100
	}
	return b
}

// pick returns a number in 0..n-1 from the low byte of h.
func pick(h uint32, n int) int {
	return int(h&255) * n >> 8
}

// hash mixes a seed and two coordinates, with the multipliers of lowbias32
// (Wellons 2018).
func hash(seed uint32, x, y int) uint32 {
	h := mix(seed + 0x9E3779B9*uint32(x))
	return mix(h + 0x85EBCA6B*uint32(y))
}

func mix(h uint32) uint32 {
	h = (h ^ h>>16) * 0x7FEB352D
	h = (h ^ h>>15) * 0x846CA68B
	return h ^ h>>16
}

// onTrack says that a cell of a block belongs to the tracks.
func onTrack(seed uint32, c Cell, own block) bool {
	x, y := c.X&7, c.Y&7
	if y == own.height || x == own.link && y > own.height {
		return true
	}
	if x == 0 {
		before := blockAt(seed, c.X>>3-1, c.Y>>3).height
		return min(before, own.height) <= y && y <= max(before, own.height)
	}
	return y < own.height && x == blockAt(seed, c.X>>3, c.Y>>3-1).link
}

// lavaLevel is the heat of one unit of State.Lava.
const lavaLevel = 4080 / 100

// heat returns a number in 0..4080 that differs little between neighbours: noise
// at every fourth cell, interpolated.
func heat(seed uint32, c Cell) int {
	x, y := c.X>>2, c.Y>>2
	u, v := c.X&3, c.Y&3
	south := noise(seed, x, y)*(4-u) + noise(seed, x+1, y)*u
	north := noise(seed, x, y+1)*(4-u) + noise(seed, x+1, y+1)*u
	return south*(4-v) + north*v
}

// noise returns a number in 0..255, independent of the blocks.
func noise(seed uint32, x, y int) int {
	return int(hash(^seed, x, y) & 255)
}

// Reset returns a new country with the agent on the track of the first block and
// the animals on those around it.
func Reset(p Params, r *rng.Source) State {
	s := State{Seed: r.Uint32(), Lava: p.Lava, Trees: p.Trees, About: p.Animals}
	s.Start = trackIn(s.Seed, Cell{X: r.Intn(8)})
	s.Agent = s.Start
	s.Heading = r.Intn(4)
	for i := 0; i < Herd; i++ {
		side := direction(i)
		s.Animals[i] = trackIn(s.Seed, Cell{X: 8*side.X + r.Intn(8), Y: 8 * side.Y})
	}
	return looked(s)
}

// trackIn returns the cell of the track in the same column of the same block.
func trackIn(seed uint32, c Cell) Cell {
	c.Y = c.Y>>3<<3 + blockAt(seed, c.X>>3, c.Y>>3).height
	return c
}

// Step carries out one command and lets the animals move.
func Step(s State, a Action, r *rng.Source) State {
	ahead := Ahead(s)
	ground := Ground(s, ahead)
	blows := 0
	switch a.Command {
	case TurnLeft:
		s.Heading, s.Turned = (s.Heading+1)%4, 1
	case TurnRight:
		s.Heading, s.Turned = (s.Heading+3)%4, -1
	case Forward:
		if ground != GroundTree && !AnimalAt(s, ahead) {
			s.Agent = ahead
		}
	case Chop:
		if ground == GroundTree {
			blows = s.Blows + 1
		}
	}
	s.Blows = min(blows, BlowsToFell)
	s.Time++
	for i := 0; i < Herd; i++ {
		moves := r.Intn(8)
		if i < s.About {
			s.Animals[i] = moved(s, s.Animals[i], moves)
		}
	}
	return looked(s)
}

// moved returns where an animal goes: one cell along a heading, which is a number
// below 4, if nothing is in the way; nowhere for others. One that is far off is
// replaced.
func moved(s State, c Cell, heading int) Cell {
	goal := c
	x, y := c.X-s.Agent.X, c.Y-s.Agent.Y
	switch {
	case max(x, -x) > lost || max(y, -y) > lost:
		goal = trackIn(s.Seed, Cell{
			X: s.Agent.X - min(max(x, -regroup), regroup),
			Y: s.Agent.Y - min(max(y, -regroup), regroup),
		})
	case heading < 4:
		d := direction(heading)
		goal = Cell{X: c.X + d.X, Y: c.Y + d.Y}
	}
	if goal == s.Agent || AnimalAt(s, goal) || Ground(s, goal) != GroundFree {
		return c
	}
	return goal
}

// looked returns the state with a tree in view remembered, if it is nearer than
// the one before. A view overlaps with at most two blocks along each axis.
func looked(s State) State {
	a, b := InView(s, 0, ViewWidth/2), InView(s, ViewDepth-1, -(ViewWidth/2))
	for i := 0; i < 4; i++ {
		x, y := min(a.X, b.X)>>3+i&1, min(a.Y, b.Y)>>3+i>>1
		block := blockAt(s.Seed, x, y)
		tree := Cell{X: 8*x + block.treeX, Y: 8*y + block.height + 1}
		if block.tree < s.Trees && inView(s, tree) &&
			(!s.SeenTree || Distance(s.Agent, tree) < Distance(s.Agent, s.Tree)) {
			s.SeenTree, s.Tree = true, tree
		}
	}
	return s
}

// offset returns how far a cell is ahead of the agent, and how far to its left.
func offset(s State, c Cell) (ahead, left int) {
	d := direction(s.Heading)
	x, y := c.X-s.Agent.X, c.Y-s.Agent.Y
	return x*d.X + y*d.Y, y*d.X - x*d.Y
}

// inView says that the agent sees a cell.
func inView(s State, c Cell) bool {
	ahead, left := offset(s, c)
	return ahead >= 0 && ahead < ViewDepth && left >= -(ViewWidth/2) && left <= ViewWidth/2
}

// Observe shows the policy what is in view and the tree that it remembers.
func Observe(s State, r *rng.Source) Observation {
	o := Observation{
		Tree:  place(s, s.Tree, s.SeenTree),
		Start: place(s, s.Start, true),
		Turn:  float64(s.Turned),
		Blows: float64(s.Blows) / BlowsToFell,
	}
	for row := 0; row < ViewDepth; row++ {
		for column := 0; column < ViewWidth; column++ {
			c := InView(s, row, ViewWidth/2-column)
			ground := Ground(s, c)
			o.View[row][column] = Sight{Lava: ground == GroundLava, Tree: ground == GroundTree, Animal: AnimalAt(s, c)}
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
	return Place{Seen: 1, Ahead: min(max(float64(ahead)/horizon, -1), 1), Left: min(max(float64(left)/horizon, -1), 1)}
}

// Terminated says that the agent has burnt or felled a tree.
func Terminated(next State) bool {
	return Burnt(next) || Felled(next)
}
