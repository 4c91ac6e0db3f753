package critic_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
)

func TestMain(m *testing.M) {
	if critic.IsChild(os.Args) {
		os.Exit(critic.ServeChild(os.Stdin, os.Stdout))
	}
	if len(os.Args) > 1 && os.Args[1] == "__parent" {
		parentMode()
		return
	}
	os.Exit(m.Run())
}

// parentMode is what the test binary does as a parent that is to be killed.
var parentMode = func() {}

// cartpoleText is the package env of the corpus.
const cartpoleText = `package env

type State struct {
	X        float64
	XDot     float64
	Theta    float64
	ThetaDot float64
}

type Action struct {
	Force float64
}

const XLimit = 2.4

func Terminated(next State) bool { return next.X < -XLimit || next.X > XLimit }
`

// goldenRow is what the Go compiler's own build of a reward returned.
type goldenRow struct {
	File       string
	In         []float64
	Total      string
	Components map[string]string
}

var golden = sync.OnceValue(func() map[string][]goldenRow { return readGolden("testdata/corpus/golden.jsonl") })

// readGolden returns the rows of a file of them, by reward.
func readGolden(path string) map[string][]goldenRow {
	f, err := os.Open(path)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	rows := map[string][]goldenRow{}
	for s := bufio.NewScanner(f); s.Scan(); {
		var g goldenRow
		if err := json.Unmarshal(s.Bytes(), &g); err != nil {
			panic(err)
		}
		rows[g.File] = append(rows[g.File], g)
	}
	return rows
}

func fromBits(t *testing.T, hex string) float64 {
	t.Helper()
	u, err := strconv.ParseUint(hex, 16, 64)
	if err != nil {
		t.Fatal(err)
	}
	return math.Float64frombits(u)
}

// goldenTransitions are the inputs of golden.jsonl, which are the same for
// every file.
func goldenTransitions() *envs.Transitions {
	rows := golden()["009-const-degrees.go"]
	b := &envs.Transitions{T: len(rows), N: 1, State: make([][]float64, 4), Action: make([][]float64, 1), Next: make([][]float64, 4)}
	for _, g := range rows {
		for i := range 4 {
			b.State[i] = append(b.State[i], g.In[i])
			b.Next[i] = append(b.Next[i], g.In[5+i])
		}
		b.Action[0] = append(b.Action[0], g.In[4])
	}
	b.Start = make([]bool, b.T)
	b.Start[0] = true
	b.Terminated, b.Truncated = make([]bool, b.T), make([]bool, b.T)
	return b
}

func corpusSubject() *critic.Subject {
	field := func(name, unit string) envs.Field {
		return envs.Field{Name: name, Kind: envs.Float64, Unit: unit, Lo: math.Inf(-1), Hi: math.Inf(1)}
	}
	return &critic.Subject{
		Packages:  map[string][]string{"env": {cartpoleText}},
		State:     envs.Schema{field("X", "m"), field("XDot", "m/s"), field("Theta", "rad"), field("ThetaDot", "rad/s")},
		Action:    envs.Schema{field("Force", "N")},
		Reachable: []*envs.Transitions{goldenTransitions()},
	}
}

// quick is a critic that gives up sooner, for the tests' sake.
func quick() *critic.Critic {
	return &critic.Critic{Limits: critic.Limits{Memory: 256 << 20, CPU: 3 * time.Second, Wall: 60 * time.Second}}
}
