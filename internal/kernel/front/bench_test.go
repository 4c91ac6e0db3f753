package front_test

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
)

// BenchmarkLower lowers rewards of different size, with the environment in the
// library and in the unit.
func BenchmarkLower(b *testing.B) {
	env := shown(b, "quadrotor")
	for _, name := range []string{"control", "mem_hold", "axes"} {
		u := reward(env, readFile(b, root+"critic/testdata/styles/quadrotor/"+name+".go.txt"))
		alone := u
		alone.Packages = u.Packages[1:]
		b.Run(name+"/env=unit", func(b *testing.B) { benchmark(b, library(b), u) })
		b.Run(name+"/env=library", func(b *testing.B) { benchmark(b, library(b, env), alone) })
	}
}

func benchmark(b *testing.B, lib *front.Library, u front.Unit) {
	for b.Loop() {
		if p, problems := front.Lower(lib, u); p == nil {
			b.Fatal(problems)
		}
	}
}

func BenchmarkLibrary(b *testing.B) {
	for b.Loop() {
		library(b)
	}
}
