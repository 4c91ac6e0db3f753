package library

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
)

var update = flag.Bool("update", false, "write measured.json anew from docs/solved.json")

// TestMain serves the critic's children, which are this program.
func TestMain(m *testing.M) {
	if critic.IsChild(os.Args) {
		os.Exit(critic.ServeChild(os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

func all(t *testing.T) []envs.Env {
	t.Helper()
	list, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestBuiltinIsHuman compares every reward with the human reward of its
// environment, bit for bit and term by term, on transitions of random play: what
// docs/solved.md measured is then true of it.
func TestBuiltinIsHuman(t *testing.T) {
	entries, err := Builtin(all(t))
	if err != nil {
		t.Fatal(err)
	}
	files, err := rewards.ReadDir("_rewards")
	if err != nil || len(files) != len(entries) {
		t.Errorf("%d files for %d environments, %v: one is of none", len(files), len(entries), err)
	}
	for _, env := range all(t) {
		i := slices.IndexFunc(entries, func(e Entry) bool { return e.Env == env.Spec().Name })
		if i < 0 {
			continue
		}
		t.Run(entries[i].Env, func(t *testing.T) {
			if i > 1 && testing.Short() {
				t.Skip("the critic takes its time")
			}
			sameAsHuman(t, env, entries[i].Source)
		})
	}
}

func sameAsHuman(t *testing.T, env envs.Env, source string) {
	subject, err := critic.NewSubject(t.Context(), env, critic.SubjectOptions{Show: envs.ShowState})
	if err != nil {
		t.Fatal(err)
	}
	judge := &critic.Critic{}
	verdict, err := judge.Check(t.Context(), subject, source)
	if err != nil || !verdict.OK() || verdict.Engine != critic.EngineWasm {
		t.Fatalf("the critic's verdict: %+v, %v", verdict, err)
	}
	ours, err := judge.Open(t.Context(), subject, source, verdict.Engine)
	if err != nil {
		t.Fatal(err)
	}
	defer ours.Close()
	human, err := env.Reward(envs.RewardHuman)
	if err != nil {
		t.Fatal(err)
	}
	defer human.Close()
	if diff := cmp.Diff(human.Terms(), ours.Terms()); diff != "" {
		t.Fatalf("terms (-human +ours):\n%s", diff)
	}
	for _, b := range subject.Reachable {
		got, want := values(b.Len(), ours.Terms()), values(b.Len(), ours.Terms())
		if err := ours.Reward(t.Context(), b, got[0], got[1:]); err != nil {
			t.Fatal(err)
		}
		if err := human.Reward(t.Context(), b, want[0], want[1:]); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("total and terms (-human +ours):\n%s", diff)
		}
	}
}

func values(n int, terms []string) [][]float64 {
	v := make([][]float64, 1+len(terms))
	for i := range v {
		v[i] = make([]float64, n)
	}
	return v
}

// TestBuiltinHidesTasks looks for the words of the hidden file in what is shown.
func TestBuiltinHidesTasks(t *testing.T) {
	entries, err := Builtin(all(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		for _, hidden := range []string{"HumanReward", "SparseReward", "SolvedAt", "SolvedSuccess", "ScoreM", "Score(", "Success(", "olerance", "func Reset", "func Step"} {
			if strings.Contains(e.Source, hidden) || strings.Contains(e.View, hidden) {
				t.Errorf("%s shows %q", e.Env, hidden)
			}
		}
	}
}

// TestMeasured compares measured.json with what docs/solved.json says of the
// human rewards.
func TestMeasured(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "solved.json"))
	if err != nil {
		t.Fatal(err)
	}
	var solved []struct {
		Env, Reward, Metric string
		Threshold           float64
		Seeds               []struct{ Score, Success float64 }
	}
	if err := json.Unmarshal(text, &solved); err != nil {
		t.Fatal(err)
	}
	want := map[string]Result{}
	for _, s := range solved {
		if _, err := rewards.ReadFile("_rewards/" + s.Env + ".go"); err != nil || s.Reward != envs.RewardHuman {
			continue
		}
		r := Result{Metric: s.Metric, SolvedAt: s.Threshold, Seeds: len(s.Seeds), Final: true}
		for _, seed := range s.Seeds {
			r.Mean += map[string]float64{"score": seed.Score, "success": seed.Success}[s.Metric] / float64(len(s.Seeds))
		}
		want[s.Env] = r
	}
	if *update {
		text, err := json.MarshalIndent(want, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("measured.json", append(text, '\n'), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	var got map[string]Result
	if err := json.Unmarshal(measuredText, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("measured.json is out of date; go test ./designer/library -run TestMeasured -update (-solved.json +ours):\n%s", diff)
	}
	for env, r := range got {
		if !r.Solved() {
			t.Errorf("%s: an example that does not solve its task: %v", env, r)
		}
	}
}
