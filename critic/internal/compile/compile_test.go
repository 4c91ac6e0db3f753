package compile

import (
	"errors"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

// humanReward returns what the human reward of an environment imports, and its
// source.
func humanReward(t testing.TB, name string) (map[string][]string, string) {
	t.Helper()
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if e.Spec().Name != name {
			continue
		}
		view, err := e.Spec().View(envs.ShowState)
		if err != nil {
			t.Fatal(err)
		}
		library, err := geom.Text()
		if err != nil {
			t.Fatal(err)
		}
		source, err := e.Spec().RewardSource(envs.RewardHuman)
		if err != nil {
			t.Fatal(err)
		}
		return map[string][]string{"env": {view.Package}, "geom": library}, source
	}
	t.Fatalf("no environment %s", name)
	return nil, ""
}

func TestReward(t *testing.T) {
	packages, source := humanReward(t, "quadrotor")
	p, err := Reward(packages, source, false)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Module.Entries) != 1 || p.Module.Entries[0].Name != Entry {
		t.Errorf("entries %v, want %s alone", p.Module.Entries, Entry)
	}
	_, err = Reward(packages, strings.Replace(source, "crash := 0.0", "crash := 0.0\n\tgo func() {}()", 1), false)
	var refused *kernel.RefusedError
	if !errors.As(err, &refused) || !strings.HasPrefix(Why(err), "reward.go:") {
		t.Errorf("error %v, want a refusal with its place", err)
	}
}

// BenchmarkReward compiles the largest human reward to WebAssembly.
func BenchmarkReward(b *testing.B) {
	packages, source := humanReward(b, "quadrotor")
	b.Run("library=new", func(b *testing.B) {
		for b.Loop() {
			if _, err := Reward(packages, source, false); err != nil {
				b.Fatal(err)
			}
		}
	})
	library, unit, err := Unit(packages, source)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("library=kept", func(b *testing.B) {
		for b.Loop() {
			if _, err := library.Compile(unit, 0); err != nil {
				b.Fatal(err)
			}
		}
	})
}
