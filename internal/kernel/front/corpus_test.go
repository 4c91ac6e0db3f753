package front_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math64"
)

const (
	root   = "../../../"
	module = "github.com/rewardsmith/rewardsmith/"
)

func readFile(t testing.TB, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// goPackage is a folder's Go files but for tests, under an import path.
func goPackage(t testing.TB, importPath string, files ...string) front.Package {
	t.Helper()
	p := front.Package{Path: importPath}
	for _, f := range files {
		p.Files = append(p.Files, front.File{Name: filepath.Base(f), Text: readFile(t, f)})
	}
	return p
}

// mathBodies is package math64 as the library wants it.
func mathBodies(t testing.TB) front.Package {
	t.Helper()
	texts, err := math64.Text()
	if err != nil {
		t.Fatal(err)
	}
	p := front.Package{Path: module + "internal/kernel/kmath/math64"}
	for i, text := range texts {
		p.Files = append(p.Files, front.File{Name: fmt.Sprintf("math/%d.go", i), Text: text})
	}
	return p
}

// library has math, what environments and rewards import, and more.
func library(t testing.TB, more ...front.Package) *front.Library {
	t.Helper()
	geom := []string{root + "envs/geom/vec.go", root + "envs/geom/rotation.go", root + "envs/geom/shape.go"}
	lib, err := front.NewLibrary(append([]front.Package{
		mathBodies(t),
		goPackage(t, "geom", geom...),
		goPackage(t, module+"envs/geom", geom...),
		goPackage(t, module+"envs/rng", root+"envs/rng/rng.go"),
		goPackage(t, module+"envs/metric", root+"envs/metric/metric.go"),
	}, more...))
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// lowered lowers a unit and holds the result to the invariants.
func lowered(t *testing.T, lib *front.Library, u front.Unit) *ir.Program {
	t.Helper()
	p, problems := front.Lower(lib, u)
	for _, d := range problems {
		t.Error(d)
	}
	if p == nil {
		return nil
	}
	if err := ir.Check(p); err != nil {
		t.Errorf("%v\n%s", err, p)
		return nil
	}
	return p
}

var environments = []string{"acrobot", "cartpole", "doorkey", "gripper", "minefield", "mountain_car", "mountain_car_continuous", "pendulum", "quadrotor", "reacher"}

func TestEnvironmentsLower(t *testing.T) {
	lib := library(t)
	for _, name := range environments {
		t.Run(name, func(t *testing.T) {
			folder := root + "envs/" + name + "/"
			u := front.Unit{Packages: []front.Package{goPackage(t, name, folder+"env.go", folder+"task.go")}}
			for _, f := range []string{"Reset", "Step", "Observe", "Terminated", "Score", "SparseReward", "HumanReward"} {
				u.Entries = append(u.Entries, front.Entry{Package: name, Func: f, Name: f})
			}
			lowered(t, lib, u)
		})
	}
}

// shown is an environment's env.go as rewards import it.
func shown(t testing.TB, name string) front.Package {
	p := goPackage(t, "env", root+"envs/"+name+"/env.go")
	text := &p.Files[0].Text
	*text = strings.ReplaceAll(*text, module+"envs/geom", "geom")
	*text = regexp.MustCompile("(?m)^package .*$").ReplaceAllString(*text, "package env")
	return p
}

// reward is a unit of an environment and a reward for it.
func reward(env front.Package, text string) front.Unit {
	return front.Unit{
		Packages: []front.Package{env, {Path: "reward", Files: []front.File{{Name: "reward.go", Text: text}}}},
		Entries:  []front.Entry{{Package: "reward", Func: "Reward", Name: "reward"}},
	}
}

func TestStylesLower(t *testing.T) {
	lib := library(t)
	for _, name := range environments {
		env := shown(t, name)
		files, _ := filepath.Glob(root + "critic/testdata/styles/" + name + "/*.txt")
		if len(files) == 0 {
			t.Fatalf("no rewards for %s", name)
		}
		for _, f := range files {
			t.Run(name+"/"+filepath.Base(f), func(t *testing.T) { lowered(t, lib, reward(env, readFile(t, f))) })
		}
	}
}

func TestAnswersLower(t *testing.T) {
	lib := library(t)
	for _, name := range environments {
		env := shown(t, name)
		files, _ := filepath.Glob(root + "examples/answers/" + name + "/*.answer.md")
		for _, f := range files {
			t.Run(name+"/"+filepath.Base(f), func(t *testing.T) {
				_, text, _ := strings.Cut(readFile(t, f), "```go\n")
				text, _, _ = strings.Cut(text, "\n```")
				lowered(t, lib, reward(env, text))
			})
		}
	}
}
