package minefield

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

// usual are the defaults of Params.
var usual = Params{Lava: 35, Trees: 15, Animals: Herd}

// country returns the start of an episode.
func country(p Params, episode uint32) State {
	r := rng.New(1, rng.StreamReset, 0, episode, 0)
	return Reset(p, &r)
}

// ways are the cells that the agent can walk to within a square about its start,
// by breadth-first search over ground that does not kill, animals left out.
func ways(s State, around int) map[Cell]bool {
	reached := map[Cell]bool{s.Agent: true}
	for queue := []Cell{s.Agent}; len(queue) > 0; queue = queue[1:] {
		for heading := range 4 {
			d := direction(heading)
			c := Cell{queue[0].X + d.X, queue[0].Y + d.Y}
			inside := max(c.X, -c.X) <= around && max(c.Y, -c.Y) <= around
			if inside && !reached[c] && Ground(s, c) == GroundFree {
				reached[c] = true
				queue = append(queue, c)
			}
		}
	}
	return reached
}

// TestEveryTreeCanBeReached searches countries of all kinds for trees that have no
// cell beside them to which there is a way. At the border of the square that is
// searched a way may lead outside, so trees there are left out.
func TestEveryTreeCanBeReached(t *testing.T) {
	const around, sure = 60, 40
	trees := 0
	for episode := range uint32(12) {
		for _, p := range []Params{usual, {Lava: 100, Trees: 100}, {Lava: 100, Trees: 15}, {Lava: 60, Trees: 30}} {
			s := country(p, episode)
			reached := ways(s, around)
			for x := -sure; x <= sure; x++ {
				for y := -sure; y <= sure; y++ {
					if Ground(s, Cell{x, y}) != GroundTree {
						continue
					}
					trees++
					if !reached[Cell{x + 1, y}] && !reached[Cell{x - 1, y}] && !reached[Cell{x, y + 1}] && !reached[Cell{x, y - 1}] {
						t.Fatalf("there is no way from %v to the tree at %d, %d of seed %d with %+v", s.Agent, x, y, s.Seed, p)
					}
				}
			}
		}
	}
	if trees < 1000 {
		t.Errorf("only %d trees were looked at", trees)
	}
}

// TestCountry checks that the ground is a function of the seed alone, another one
// for other seeds, and that lava and trees are as frequent as Params say.
func TestCountry(t *testing.T) {
	lava := map[int]int{}
	const around, countries = 48, 8
	for _, level := range []int{0, 40, 70, 100} {
		trees := 0
		for episode := range uint32(countries) {
			s := country(Params{Lava: level, Trees: 20, Animals: 2}, episode)
			later := s
			for i := range 30 {
				later = Step(later, Choose(i%3), &rng.Source{})
			}
			other := s
			other.Seed++
			differ := 0
			for x := -around; x < around; x++ {
				for y := -around; y < around; y++ {
					c := Cell{x, y}
					g := Ground(s, c)
					if Ground(later, c) != g {
						t.Fatalf("the ground at %v changes as time goes on", c)
					}
					if Ground(other, c) != g {
						differ++
					}
					switch g {
					case GroundLava:
						lava[level]++
					case GroundTree:
						trees++
					}
				}
			}
			if differ == 0 {
				t.Errorf("seeds %d and %d have the same country", s.Seed, other.Seed)
			}
		}
		const blocks = countries * (2 * around / 8) * (2 * around / 8)
		if share := float64(trees) / blocks; math.Abs(share-0.2) > 0.05 {
			t.Errorf("lava %d: a share of %g of the blocks has a tree, want 0.2", level, share)
		}
	}
	const cells = countries * 4 * around * around
	share := func(level int) float64 { return float64(lava[level]) / cells }
	t.Logf("lava covers %.2f, %.2f and %.2f of the ground at 40, 70 and 100", share(40), share(70), share(100))
	if share(0) != 0 || !(0.1 < share(40) && share(40) < share(70) && share(70) < share(100)) {
		t.Errorf("lava covers %g, %g, %g and %g of the ground at 0, 40, 70 and 100", share(0), share(40), share(70), share(100))
	}
}

// find returns a cell of a kind of ground that has free ground in the west of it,
// and no other within the view there.
func find(t *testing.T, s State, ground int) Cell {
	t.Helper()
	for x := -40; x < 40; x++ {
		for y := -40; y < 40; y++ {
			if Ground(s, Cell{x, y}) == ground && Ground(s, Cell{x - 1, y}) == GroundFree {
				return Cell{x, y}
			}
		}
	}
	t.Fatalf("there is no ground %d in seed %d", ground, s.Seed)
	return Cell{}
}

// before returns a state without animals in which the agent looks at a cell from
// the west.
func before(s State, c Cell) State {
	s.About, s.Heading, s.Agent, s.Blows = 0, East, Cell{c.X - 1, c.Y}, 0
	return looked(s)
}

// after carries out commands, with random numbers for the animals.
func after(s State, commands ...int) State {
	for _, command := range commands {
		r := rng.New(5, rng.StreamStep, 0, 0, uint32(s.Time))
		s = Step(s, Choose(command), &r)
	}
	return s
}

// TestLavaKills steps into lava, and only looks at it.
func TestLavaKills(t *testing.T) {
	base := country(usual, 3)
	s := before(base, find(t, base, GroundLava))
	if s = after(s, TurnLeft, TurnRight, Chop); Terminated(s) {
		t.Errorf("the agent burns beside the lava: %+v", s)
	}
	if s = after(s, Forward); !Burnt(s) || !Terminated(s) || Felled(s) {
		t.Errorf("the agent walks on lava: %+v", s)
	}
	if score := Score(s, Choose(Forward), s); score != 0 {
		t.Errorf("burning scores %g", score)
	}
}

// TestFelling strikes blows at a tree: only an unbroken row of them fells it.
func TestFelling(t *testing.T) {
	base := country(usual, 3)
	s := before(base, find(t, base, GroundTree))
	row := make([]int, BlowsToFell-1)
	for i := range row {
		row[i] = Chop
	}
	if s = after(s, Forward); s.Agent == s.Tree || Terminated(s) {
		t.Fatalf("the agent walks into the tree: %+v", s)
	}
	if s = after(s, row...); s.Blows != BlowsToFell-1 || Terminated(s) {
		t.Fatalf("after %d blows: %+v", BlowsToFell-1, s)
	}
	for _, pause := range []int{Forward, TurnLeft} {
		if broken := after(s, pause); broken.Blows != 0 {
			t.Errorf("command %d leaves %d blows", pause, broken.Blows)
		}
	}
	next := after(s, Chop)
	if !Felled(next) || !Terminated(next) || Burnt(next) {
		t.Errorf("after %d blows: %+v", BlowsToFell, next)
	}
	s.Time = 99
	if got, want := Score(s, Choose(Chop), after(s, Chop)), 0.55; math.Abs(got-want) > 1e-12 {
		t.Errorf("a tree felled at half of the time scores %g, want %g", got, want)
	}
	if away := after(s, TurnLeft, Chop); away.Blows != 0 {
		t.Errorf("a blow at nothing counts: %+v", away)
	}
}

// TestViewIsPartial moves an animal about: it shows where the view is, and nowhere
// else.
func TestViewIsPartial(t *testing.T) {
	s := country(Params{}, 1)
	s.Heading, s.About = North, 1
	s.Animals[0] = Cell{s.Agent.X, s.Agent.Y - 30}
	blank := Observe(s, &rng.Source{})
	for x := -10; x <= 10; x++ {
		for y := -10; y <= 10; y++ {
			s.Animals[0] = Cell{s.Agent.X + x, s.Agent.Y + y}
			o := Observe(s, &rng.Source{})
			within := y >= 0 && y < ViewDepth && x >= -3 && x <= 3
			if (o != blank) != within {
				t.Fatalf("an animal %d east and %d north of the agent that looks north: it shows %t", x, y, o != blank)
			}
			if within && o.View[y][x+3] != (Sight{Animal: true}) {
				t.Fatalf("an animal %d east and %d north of the agent shows elsewhere: %+v", x, y, o.View)
			}
		}
	}
}

// TestMemory walks about at random: the tree that is remembered is one, was in
// view, and is never farther than one that is in view.
func TestMemory(t *testing.T) {
	remembered := 0
	for episode := range uint32(40) {
		s := country(Params{Trees: 60}, episode)
		seen := map[Cell]bool{}
		for range MaxSteps {
			for row := range ViewDepth {
				for column := range ViewWidth {
					c := InView(s, row, column-ViewWidth/2)
					if Ground(s, c) != GroundTree {
						continue
					}
					seen[c] = true
					if !s.SeenTree || Distance(s.Agent, s.Tree) > Distance(s.Agent, c) {
						t.Fatalf("the tree at %v is in view and nearer than the one remembered: %+v", c, s)
					}
				}
			}
			if s.SeenTree != (len(seen) > 0) || s.SeenTree && !seen[s.Tree] {
				t.Fatalf("the tree remembered was not seen: %+v; seen were %v", s, seen)
			}
			if s.SeenTree {
				remembered++
			}
			r := rng.New(6, rng.StreamStep, 0, episode, uint32(s.Time))
			s = Step(s, Choose([]int{TurnLeft, TurnRight, Forward, Forward}[r.Intn(4)]), &r)
		}
	}
	if remembered < 1000 {
		t.Errorf("a tree was remembered in %d steps only", remembered)
	}
}

// TestAnimals walks far from the start: the animals keep to free ground, apart
// from each other and the agent, move one cell at a time, and do not get lost.
func TestAnimals(t *testing.T) {
	moves, replaced := 0, 0
	for episode := range uint32(60) {
		p := Params{Lava: 10 * int(episode%11), Trees: 50, Animals: 1 + int(episode%Herd)}
		s := country(p, episode)
		for range MaxSteps {
			herd := map[Cell]bool{}
			for _, c := range s.Animals[:s.About] {
				if Ground(s, c) != GroundFree || herd[c] || c == s.Agent {
					t.Fatalf("an animal at %v is where none can be: %+v", c, s)
				}
				herd[c] = true
			}
			next := after(s, walk(s))
			for i, c := range next.Animals[:s.About] {
				switch d := Distance(c, s.Animals[i]); {
				case d == 1:
					moves++
				case d > 1:
					replaced++
					if inView(next, c) || inView(s, s.Animals[i]) {
						t.Fatalf("an animal goes from %v to %v in the agent's sight: %+v", s.Animals[i], c, next)
					}
				}
			}
			if s = next; Terminated(s) {
				break
			}
		}
	}
	t.Logf("animals moved %d times and were replaced %d times", moves, replaced)
	if moves < 1000 || replaced < 50 {
		t.Errorf("animals moved %d times and were replaced %d times", moves, replaced)
	}
}

// walk goes straight on and turns where it has to.
func walk(s State) int {
	if c := Ahead(s); Ground(s, c) == GroundFree && !AnimalAt(s, c) {
		return Forward
	}
	if s.Time%7 < 4 {
		return TurnLeft
	}
	return TurnRight
}

// TestAnimalsAreInTheWay stands in front of one.
func TestAnimalsAreInTheWay(t *testing.T) {
	s := country(Params{}, 2)
	s.About, s.Animals[0] = 1, Ahead(s)
	if next := after(s, Forward); next.Agent != s.Agent {
		t.Errorf("the agent walks into an animal: %+v", next)
	}
	s.About = 0
	if next := after(s, Forward); next.Agent == s.Agent {
		t.Errorf("an animal that there is none of is in the way: %+v", next)
	}
}

// TestTimeSuffices makes sure that in nearly all countries half of the time is
// enough for who knows the way to a tree, turns included: the rest is for search.
func TestTimeSuffices(t *testing.T) {
	const episodes = 100
	inTime := 0
	for episode := range uint32(episodes) {
		if s := country(usual, episode); nearest(s)+BlowsToFell+20 <= MaxSteps/2 {
			inTime++
		}
	}
	if inTime < episodes*9/10 {
		t.Errorf("in %d of %d episodes a tree is near enough, want nine in ten", inTime, episodes)
	}
}

// nearest returns how many steps without turns lead to the side of a tree.
func nearest(s State) int {
	distance := map[Cell]int{s.Agent: 0}
	for queue := []Cell{s.Agent}; len(queue) > 0; queue = queue[1:] {
		for heading := range 4 {
			d := direction(heading)
			c := Cell{queue[0].X + d.X, queue[0].Y + d.Y}
			if Ground(s, c) == GroundTree {
				return distance[queue[0]]
			}
			if _, known := distance[c]; !known && Ground(s, c) == GroundFree && Distance(c, s.Agent) < MaxSteps {
				distance[c] = distance[queue[0]] + 1
				queue = append(queue, c)
			}
		}
	}
	return MaxSteps
}

// TestObservationTurnsWithTheAgent says what is to the left and to the right.
func TestObservationTurnsWithTheAgent(t *testing.T) {
	s := country(Params{}, 1)
	s.SeenTree, s.Tree = true, Cell{s.Agent.X + 4, s.Agent.Y + 8}
	for heading, want := range []Place{{1, 0.25, 0.5}, {1, 0.5, -0.25}, {1, -0.25, -0.5}, {1, -0.5, 0.25}} {
		s.Heading = heading
		if got := Observe(s, &rng.Source{}).Tree; got != want {
			t.Errorf("heading %d: the tree is at %+v, want %+v", heading, got, want)
		}
	}
	s.Heading, s.Tree = South, Cell{s.Agent.X - 100, s.Agent.Y}
	if got, want := Observe(s, &rng.Source{}).Tree, (Place{1, 0, -1}); got != want {
		t.Errorf("a tree far to the west of an agent that looks south is at %+v, want %+v", got, want)
	}
}

// TestRandomPlay makes sure that chance does not solve the task.
func TestRandomPlay(t *testing.T) {
	const episodes = 500
	felled := 0
	for episode := range uint32(episodes) {
		r := rng.New(2, rng.StreamReset, 0, episode, 0)
		s := Reset(usual, &r)
		for s.Time < MaxSteps && !Terminated(s) {
			s = Step(s, Choose(r.Intn(Choices)), &r)
		}
		if Felled(s) {
			felled++
		}
	}
	t.Logf("random play felled a tree in %d of %d episodes", felled, episodes)
	if felled > episodes/100 {
		t.Errorf("random play felled a tree in %d of %d episodes", felled, episodes)
	}
}
