package front_test

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
)

func BenchmarkLower(b *testing.B) {
	lib := library(b)
	env := shown(b, "quadrotor")
	for _, name := range []string{"control", "mem_hold", "axes"} {
		u := reward(env, readFile(b, root+"critic/testdata/styles/quadrotor/"+name+".go.txt"))
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if p, problems := front.Lower(lib, u); p == nil {
					b.Fatal(problems)
				}
			}
		})
	}
}

func BenchmarkLibrary(b *testing.B) {
	for b.Loop() {
		library(b)
	}
}
