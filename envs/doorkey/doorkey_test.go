package doorkey

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

// layouts calls check with the starts of many episodes of every size.
func layouts(t *testing.T, check func(t *testing.T, s State)) {
	t.Helper()
	for size := 7; size <= largest; size++ {
		for episode := range uint32(400) {
			r := rng.New(1, rng.StreamReset, 0, episode, 0)
			check(t, Reset(Params{Size: size, Pillars: float64(episode%3) / 2}, &r))
		}
	}
}

// plan returns the shortest list of commands that takes the agent to the goal,
// by breadth-first search over all that commands change, or nil. It sees
// everything.
func plan(start State) []int {
	type node struct {
		agent        Cell
		heading      int
		hasKey, open bool
	}
	key := func(s State) node { return node{s.Agent, s.Heading, s.HasKey, s.Open} }
	type way struct {
		state    State
		commands []int
	}
	known := map[node]bool{key(start): true}
	for queue := []way{{start, nil}}; len(queue) > 0; queue = queue[1:] {
		w := queue[0]
		if Terminated(w.state) {
			return w.commands
		}
		for command := range Choices {
			next := Step(w.state, Choose(command), &rng.Source{})
			if !known[key(next)] {
				known[key(next)] = true
				queue = append(queue, way{next, append(append([]int{}, w.commands...), command)})
			}
		}
	}
	return nil
}

// TestSolvable plans a way to the goal in every layout, which has to take no
// more than half of the time: what is left is for finding things.
func TestSolvable(t *testing.T) {
	longest := 0
	layouts(t, func(t *testing.T, s State) {
		commands := plan(s)
		if commands == nil {
			t.Fatalf("there is no way to the goal of %+v", s)
		}
		longest = max(longest, len(commands))
	})
	t.Logf("the longest of the shortest ways takes %d steps", longest)
	if longest > MaxSteps/2 {
		t.Errorf("the longest of the shortest ways takes %d of %d steps", longest, MaxSteps)
	}
}

// TestNoWayWithoutTheKey takes the key away, and then the lock.
func TestNoWayWithoutTheKey(t *testing.T) {
	layouts(t, func(t *testing.T, s State) {
		s.Key = Cell{} // in the border wall
		if commands := plan(s); commands != nil {
			t.Fatalf("without the key %v leads to the goal of %+v", commands, s)
		}
		s.Open = true
		if plan(s) == nil {
			t.Fatalf("there is no way through the open door of %+v", s)
		}
	})
}

// TestLayout checks that things lie where the comments of the state say.
func TestLayout(t *testing.T) {
	var doors, keysWest, pillars, sizes [largest + 1]int
	layouts(t, func(t *testing.T, s State) {
		keyRoom, goalRoom := s.Key.X < s.Door.X, s.Goal.X < s.Door.X
		if s.Agent == s.Key || keyRoom == goalRoom || keyRoom != (s.Agent.X < s.Door.X) || s.Key.X == s.Door.X || s.Goal.X == s.Door.X {
			t.Fatalf("agent and key should lie apart in one room and the goal in the other: %+v", s)
		}
		for i, p := range s.Pillars {
			if p == (Cell{}) {
				continue
			}
			pillars[i]++
			if Kind(s, p) != KindWall || p == s.Key || p == s.Agent || p == s.Goal || Distance(p, s.Door) == 1 || (p.X < s.Door.X) != (keyRoom == (i == 0)) {
				t.Fatalf("pillar %d is misplaced: %+v", i, s)
			}
		}
		if west, east := s.Door.X-1, s.Size-2-s.Door.X; west < 2 || east < 2 {
			t.Fatalf("rooms %d and %d cells wide, want 2 at least: %+v", west, east, s)
		}
		doors[s.Door.Y]++
		sizes[s.Size]++
		if keyRoom {
			keysWest[s.Size]++
		}
	})
	for y := 1; y <= largest-2; y++ {
		if doors[y] < 25 {
			t.Errorf("the door is in row %d of %d layouts only", y, doors[y])
		}
	}
	for size := 7; size <= largest; size++ {
		if share := float64(keysWest[size]) / float64(sizes[size]); share < 0.4 || share > 0.6 {
			t.Errorf("size %d: the key is in the west in a share of %g", size, share)
		}
	}
	for i, n := range pillars[:2] {
		if share := float64(n) / 1600; share < 0.4 || share > 0.6 {
			t.Errorf("room %d has a pillar in a share of %g, want the mean of 0, 0.5 and 1", i, share)
		}
	}
}

// small is a grid of 7 by 7 with its wall in column 3. The agent looks at the
// key, which lies before the wall, one row south of the door.
func small() State {
	return State{
		Size: 7, Agent: Cell{1, 1}, Heading: East, Key: Cell{2, 1},
		Door: Cell{3, 2}, Goal: Cell{5, 2}, Pillars: [2]Cell{{1, 5}, {5, 5}},
	}
}

// after carries out commands.
func after(s State, commands ...int) State {
	for _, c := range commands {
		s = Step(s, Choose(c), &rng.Source{})
	}
	return s
}

// TestStory fetches the key, opens the door and walks to the goal, and says at
// each step what has to be true.
func TestStory(t *testing.T) {
	s := small()
	for _, test := range []struct {
		reason   string
		commands []int
		want     func(s State) bool
	}{
		{"the key lies in the way", []int{Forward}, func(s State) bool { return s.Agent == Cell{1, 1} }},
		{"unlocking takes a door", []int{Unlock}, func(s State) bool { return !s.Open && !s.HasKey }},
		{"the key is picked up", []int{PickUp}, func(s State) bool { return s.HasKey && !KeyLies(s) && Kind(s, s.Key) == KindFloor }},
		{"its cell is free now", []int{Forward}, func(s State) bool { return s.Agent == Cell{2, 1} }},
		{"the wall stands", []int{Forward}, func(s State) bool { return s.Agent == Cell{2, 1} && s.Heading == East }},
		{"turn to the left, on and to the right", []int{TurnLeft, Forward, TurnRight}, func(s State) bool { return s.Agent == Cell{2, 2} && s.Heading == East }},
		{"the door is locked", []int{Forward}, func(s State) bool { return s.Agent == Cell{2, 2} && Kind(s, s.Door) == KindDoor }},
		{"picking up a door does nothing", []int{PickUp}, func(s State) bool { return s.HasKey && !s.Open }},
		{"the door opens and keeps the key", []int{Unlock}, func(s State) bool { return s.Open && !s.HasKey && Kind(s, s.Door) == KindFloor }},
		{"it does not close", []int{Unlock}, func(s State) bool { return s.Open }},
		{"through the door", []int{Forward, Forward}, func(s State) bool { return s.Agent == Cell{4, 2} && !Terminated(s) }},
		{"at the goal", []int{Forward}, func(s State) bool { return s.Agent == s.Goal && Terminated(s) }},
	} {
		if s = after(s, test.commands...); !test.want(s) {
			t.Fatalf("%s: not so in %+v", test.reason, s)
		}
	}
	if s.Time != 15 {
		t.Errorf("the story took %d steps by the clock, want 15", s.Time)
	}
}

// TestUnlockNeedsTheKey stands at the door without it.
func TestUnlockNeedsTheKey(t *testing.T) {
	s := small()
	s.Agent = Cell{2, 2}
	if Ahead(s) != s.Door {
		t.Fatalf("ahead of %+v should be the door", s)
	}
	if s = after(s, Unlock, Forward); s.Open || s.Agent != (Cell{2, 2}) {
		t.Errorf("without the key the door opens: %+v", s)
	}
}

// TestTurns turns once around, which is a quarter at a time and in one place.
func TestTurns(t *testing.T) {
	s := small()
	s.Agent = Cell{2, 3}
	want := []Cell{{3, 3}, {2, 4}, {1, 3}, {2, 2}}
	for i := range 8 {
		if Ahead(s) != want[i%4] {
			t.Errorf("after %d turns %v is ahead, want %v", i, Ahead(s), want[i%4])
		}
		s = after(s, TurnLeft)
	}
	if back := after(s, TurnLeft, TurnRight); back.Heading != s.Heading || back.Agent != s.Agent {
		t.Errorf("a turn to the left and one to the right lead from %+v to %+v", s, back)
	}
}

// TestViewIsPartial moves what is out of sight, and then what is in view: only
// the latter may show.
func TestViewIsPartial(t *testing.T) {
	base := small()
	base.Agent, base.Key = Cell{2, 3}, Cell{1, 4}
	for _, test := range []struct {
		reason string
		change func(s *State)
		shows  bool
	}{
		{"the goal lies behind the wall", func(s *State) { s.Goal = Cell{4, 3} }, false},
		{"a pillar stands behind the wall", func(s *State) { s.Pillars[1] = Cell{4, 4} }, false},
		{"the key lies behind the agent", func(s *State) { s.Key = Cell{1, 3} }, false},
		{"the key lies beyond the side of the view", func(s *State) { s.Agent, s.Key = Cell{2, 1}, Cell{2, 5} }, false},
		{"the key lies beside the agent", func(s *State) { s.Key = Cell{2, 4} }, true},
		{"the door is in view", func(s *State) { s.Door.Y = 5 }, true},
	} {
		s := base
		test.change(&s)
		reference := base
		reference.Agent = s.Agent
		if shows := Observe(looked(s), &rng.Source{}) != Observe(looked(reference), &rng.Source{}); shows != test.shows {
			t.Errorf("%s: it shows %t, want %t", test.reason, shows, test.shows)
		}
	}
	base.Agent, base.Open = base.Door, true
	if s := looked(base); !s.SeenGoal {
		t.Errorf("the goal is not seen from the door: %+v", s)
	}
}

// TestView says what the agent of the small grid sees, row by row.
func TestView(t *testing.T) {
	const hidden = -1
	want := [ViewDepth][ViewWidth]int{
		{KindFloor, KindFloor, KindFloor, KindWall, KindWall},
		{KindFloor, KindFloor, KindKey, KindWall, KindWall},
		{KindWall, KindDoor, KindWall, KindWall, KindWall},
		{hidden, hidden, hidden, hidden, hidden},
		{hidden, hidden, hidden, hidden, hidden},
	}
	o := Observe(looked(small()), &rng.Source{})
	for row := range want {
		for column, kind := range want[row] {
			var cell [Kinds]bool
			if kind != hidden {
				cell[kind] = true
			}
			if o.View[row][column] != cell {
				t.Errorf("row %d, column %d is seen as %v, want %v", row, column, o.View[row][column], cell)
			}
		}
	}
	if want := (Place{1, 0.2, 0.1}); o.Door != want || o.Goal != (Place{}) {
		t.Errorf("the door is seen at %v, the goal at %v; want %v and nothing", o.Door, o.Goal, want)
	}
}

// TestMemory turns away from the key: its place is kept, and follows the agent.
func TestMemory(t *testing.T) {
	s := looked(small())
	for _, test := range []struct {
		commands []int
		want     Place
	}{
		{nil, Place{1, 0.1, 0}},
		{[]int{TurnLeft}, Place{1, 0, -0.1}},
		{[]int{TurnLeft}, Place{1, -0.1, 0}},
		{[]int{TurnLeft}, Place{1, 0, 0.1}},
		{[]int{TurnLeft, TurnLeft, Forward, Forward, TurnRight}, Place{1, 0.1, -0.2}},
	} {
		s = after(s, test.commands...)
		if got := Observe(s, &rng.Source{}).Key; got != test.want {
			t.Errorf("after %v the key is remembered at %+v, want %+v", test.commands, got, test.want)
		}
	}
	s.HasKey = true
	if got := Observe(s, &rng.Source{}).Key; got != (Place{}) {
		t.Errorf("the key that is carried is still seen at %+v", got)
	}
}

// TestObservationTurnsWithTheAgent turns rooms and agent by half: what the agent
// sees stays the same.
func TestObservationTurnsWithTheAgent(t *testing.T) {
	layouts(t, func(t *testing.T, s State) {
		half := func(c Cell) Cell {
			if c == (Cell{}) {
				return c
			}
			return Cell{s.Size - 1 - c.X, s.Size - 1 - c.Y}
		}
		turned := s
		turned.Agent, turned.Heading = half(s.Agent), (s.Heading+2)%4
		turned.Key, turned.Door, turned.Goal = half(s.Key), half(s.Door), half(s.Goal)
		turned.Pillars = [2]Cell{half(s.Pillars[0]), half(s.Pillars[1])}
		if Observe(s, &rng.Source{}) != Observe(turned, &rng.Source{}) {
			t.Fatalf("turned by half, %+v looks different", s)
		}
	})
}

// TestScore pays at the goal alone, and the more the sooner.
func TestScore(t *testing.T) {
	s := small()
	s.Open, s.Agent = true, Cell{4, 2}
	for _, test := range []struct {
		command, time int
		want          float64
	}{
		{TurnLeft, 10, 0},
		{Forward, 7, 0.91},
		{Forward, MaxSteps - 1, 0.1},
	} {
		s.Time = test.time
		a := Choose(test.command)
		if got := Score(s, a, Step(s, a, &rng.Source{})); math.Abs(got-test.want) > 1e-12 {
			t.Errorf("command %d at time %d scores %g, want %g", test.command, test.time, got, test.want)
		}
	}
}

// TestRandomPlay makes sure that chance does not solve the task.
func TestRandomPlay(t *testing.T) {
	const episodes = 500
	succeeded := 0
	for episode := range uint32(episodes) {
		r := rng.New(2, rng.StreamReset, 0, episode, 0)
		s := Reset(Params{Size: 10, Pillars: 1}, &r)
		for range MaxSteps {
			if s = Step(s, Choose(r.Intn(Choices)), &r); Terminated(s) {
				succeeded++
				break
			}
		}
	}
	t.Logf("random play reached the goal in %d of %d episodes", succeeded, episodes)
	if succeeded > episodes/100 {
		t.Errorf("random play reached the goal in %d of %d episodes", succeeded, episodes)
	}
}
