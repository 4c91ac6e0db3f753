package film

import (
	"encoding/base64"
	"encoding/binary"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/envs/draw"
	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// unpack reads a film back, as the report's page does.
func unpack(t *testing.T, f Film) [][]int64 {
	t.Helper()
	data, err := base64.StdEncoding.DecodeString(f.Data)
	if err != nil {
		t.Fatal(err)
	}
	next := func() int64 {
		v, n := binary.Varint(data)
		if n <= 0 {
			t.Fatal("the film ends early")
		}
		data = data[n:]
		return v
	}
	rows := make([][]int64, f.Frames)
	for range 4 + 8*f.Slots {
		v := next()
		changes := data[0]
		data = data[1:]
		for i := range rows {
			if i > 0 && changes == 1 {
				v += next()
			}
			rows[i] = append(rows[i], v)
		}
	}
	if len(data) > 0 {
		t.Errorf("%d bytes are left over", len(data))
	}
	return rows
}

func TestPackKeepsEveryPicture(t *testing.T) {
	var scenes []draw.Scene
	for i := range 30 {
		s := draw.View(-2, -1, 2, 1)
		s.Circle(math.Sin(float64(i)), 0, 0.25, draw.Blue)
		if i%3 == 0 { // a shape that comes and goes
			s.Rect(0, float64(i), 1, 2, float64(i)/7, draw.Red)
		}
		scenes = append(scenes, s)
	}
	f := pack(scenes, 1)
	want := make([][]int64, len(scenes))
	for i := range scenes {
		want[i] = f.row(&scenes[i])
	}
	if diff := cmp.Diff(want, unpack(t, f)); diff != "" {
		t.Errorf("rows (-want +got)\n%s", diff)
	}
	if f.Aspect != 2 || f.Slots != 2 {
		t.Errorf("aspect %g, slots %d; want 2, 2", f.Aspect, f.Slots)
	}
}

func TestSample(t *testing.T) {
	for _, c := range []struct {
		n, k int
		want []int
	}{
		{0, 5, []int{}}, {1, 5, []int{0}}, {3, 5, []int{0, 1, 2}}, {101, 3, []int{0, 50, 100}}, {9, 1, []int{0}},
	} {
		if diff := cmp.Diff(c.want, sample(c.n, c.k)); diff != "" {
			t.Errorf("sample(%d, %d) (-want +got)\n%s", c.n, c.k, diff)
		}
	}
}

// TestShootIsSmall films a whole episode of acting at random in every
// environment: a report holds 160 of them.
func TestShootIsSmall(t *testing.T) {
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, env := range all {
		spec := env.Spec()
		f, ok := Shoot(env, randomEpisode(t, env), 120)
		if !ok {
			t.Errorf("%s has no picture", spec.Name)
			continue
		}
		t.Logf("%s: %d frames of %d shapes in %d bytes", spec.Name, f.Frames, f.Slots, len(f.Data))
		if len(f.Data) > 30_000 {
			t.Errorf("%s: an episode takes %d bytes, want at most 30 kB", spec.Name, len(f.Data))
		}
		unpack(t, f)
	}
}

func randomEpisode(t *testing.T, env envs.Env) *evaluator.Episode {
	t.Helper()
	spec := env.Spec()
	sim, err := env.NewSimulator(envs.SimConfig{N: 1, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	b := envs.NewTransitions(spec, spec.MaxSteps, 1)
	action := make([]float64, len(spec.Action))
	for step := range spec.MaxSteps {
		r := rng.New(1, rng.StreamPolicy, 0, 0, uint32(step))
		for f, field := range spec.Action {
			action[f] = r.Uniform(field.Lo, field.Hi)
		}
		if err := sim.Step(t.Context(), action, b, step); err != nil {
			t.Fatal(err)
		}
	}
	e := &evaluator.Episode{}
	for i := range b.Len() {
		e.States = append(e.States, envs.Row(b.State, i))
	}
	return e
}

func TestHostileCoordinates(t *testing.T) {
	s := draw.View(0, 0, 1, 1)
	s.Circle(math.NaN(), math.Inf(1), 1e300, draw.Red)
	unpack(t, pack([]draw.Scene{s, s}, 1))
}
