// Package recorded compares environments with the transitions that
// envs/testdata/gymnasium holds; its README says what they are.
package recorded

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
)

// Transition is one recorded step. Its rows are in the order of the
// environment's fields.
type Transition struct {
	Start                 bool // first of its episode
	State, Action, Next   []float64
	Reward                float64
	Terminated, Truncated bool
	Observation           []float64 // of Next; float32 values
}

// Sequence is one recorded action sequence.
type Sequence struct {
	Name        string
	Transitions []Transition
}

// Read returns the recorded sequences of the environment. It must be called
// from a test in the environment's folder.
func Read(t *testing.T, spec *envs.Spec) []Sequence {
	t.Helper()
	path := filepath.Join("..", "testdata", "gymnasium", spec.Name+".csv.gz")
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	sequences, err := parse(unpacked, spec)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return sequences
}

func parse(r io.Reader, spec *envs.Spec) ([]Sequence, error) {
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, err
	}
	c, err := columnsOf(rows[0], spec)
	if err != nil {
		return nil, err
	}
	var sequences []Sequence
	for i, row := range rows[1:] {
		transition, err := c.transition(row)
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", i+2, err)
		}
		if n := len(sequences); n == 0 || sequences[n-1].Name != row[c.sequence] {
			sequences = append(sequences, Sequence{Name: row[c.sequence]})
		}
		last := &sequences[len(sequences)-1]
		last.Transitions = append(last.Transitions, transition)
	}
	return sequences, nil
}

// columns says where in a row everything stands.
type columns struct {
	sequence, start, reward, terminated, truncated int
	state, action, next, observation               []int
}

func columnsOf(header []string, spec *envs.Spec) (c columns, err error) {
	find := func(name string) int {
		i := slices.Index(header, name)
		if i < 0 && err == nil {
			err = fmt.Errorf("there is no column %s", name)
		}
		return i
	}
	findAll := func(prefix string, schema envs.Schema) (at []int) {
		for _, f := range schema {
			at = append(at, find(prefix+f.Name))
		}
		return at
	}
	c = columns{
		sequence: find("sequence"), start: find("start"), reward: find("reward"),
		terminated: find("terminated"), truncated: find("truncated"),
		state: findAll("state.", spec.State), action: findAll("action.", spec.Action), next: findAll("next.", spec.State),
	}
	for i := range spec.Observation {
		c.observation = append(c.observation, find(fmt.Sprintf("observation.%d", i)))
	}
	return c, err
}

func (c columns) transition(row []string) (tr Transition, err error) {
	number := func(at int) float64 {
		v, bad := strconv.ParseFloat(row[at], 64)
		if bad != nil && err == nil {
			err = bad
		}
		return v
	}
	numbers := func(at []int) (values []float64) {
		for _, i := range at {
			values = append(values, number(i))
		}
		return values
	}
	tr = Transition{
		Start: number(c.start) == 1,
		State: numbers(c.state), Action: numbers(c.action), Next: numbers(c.next),
		Reward:     number(c.reward),
		Terminated: number(c.terminated) == 1, Truncated: number(c.truncated) == 1,
		Observation: numbers(c.observation),
	}
	return tr, err
}
