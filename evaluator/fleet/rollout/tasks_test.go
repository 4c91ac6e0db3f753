package rollout

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/critic/output"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/envs/folder"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

// TestMain serves the critic's child processes, which are this program.
func TestMain(m *testing.M) {
	if critic.IsChild(os.Args) {
		os.Exit(critic.ServeChild(os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

// environments returns the built-in environments, the rover, and one that has
// numbers of every kind.
func environments(t testing.TB) []envs.Env {
	t.Helper()
	all, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var opened = sync.OnceValues(func() ([]envs.Env, error) {
	all, err := builtin.All()
	if err != nil {
		return nil, err
	}
	all = slices.Clone(all)
	for _, dir := range []string{filepath.Join("..", "..", "..", "examples", "rover"), filepath.Join("testdata", "dice")} {
		e, err := folder.OpenDir(context.Background(), filepath.Base(dir), dir)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, nil
})

// slow skips what takes long in short runs.
func slow(t *testing.T, unless ...bool) {
	t.Helper()
	if testing.Short() && !slices.Contains(unless, true) {
		t.Skip("slow")
	}
}

// environmentOf returns the environment of a name.
func environmentOf(t testing.TB, name string) envs.Env {
	t.Helper()
	for _, e := range environments(t) {
		if e.Spec().Name == name {
			return e
		}
	}
	t.Fatalf("there is no environment %s", name)
	return nil
}

// answers returns the rewards that were recorded for an environment's task.
func answers(t testing.TB, name string) []Reward {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "examples", "answers", name, "*.answer.md"))
	if err != nil {
		t.Fatal(err)
	}
	var list []Reward
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		source, found := critic.Extract(string(text), output.Default())
		if len(found) > 0 {
			t.Fatalf("%s: %v", file, found)
		}
		list = append(list, written(fmt.Sprintf("%s-%s.go", name, strings.TrimSuffix(filepath.Base(file), ".answer.md")), source))
	}
	return list
}

func written(name, source string) Reward { return Reward{File: kernel.File{Name: name, Text: source}} }

// own are the rewards that every task has.
var own = []Reward{{Own: envs.RewardSparse}, {Own: envs.RewardHuman}}

// remembering is a reward with a Memory of every kind of number.
func remembering(spec *envs.Spec) Reward {
	field := spec.Action[len(spec.Action)-1].Name
	return written("remembering.go", fmt.Sprintf(`package reward

import "env"

type share float64

type trace struct {
	recent [3]float64
	at     int
}

type Memory struct {
	trace
	before   share
	steps    uint32
	moved    bool
	narrow   float32
	_        bool
}

func (t *trace) add(x float64) float64 {
	t.recent[t.at] = x
	t.at = (t.at + 1) %% len(t.recent)
	sum := 0.0
	for _, v := range t.recent {
		sum += v
	}
	return sum
}

func Reward(m *Memory, s env.State, a env.Action, next env.State) (total float64, terms map[string]float64) {
	x := float64(a.%s)
	terms = map[string]float64{"smooth": -(x - float64(m.before)) * (x - float64(m.before)), "recent": 0.1 * m.add(x), "steps": 0.01 * float64(m.steps)}
	if m.moved {
		terms["recent"] += float64(m.narrow)
	}
	m.before, m.narrow, m.moved = share(x), float32(x/2), x > 0
	m.steps++
	for _, v := range terms {
		total += v
	}
	return total, terms
}
`, field))
}
