package example

import "testing"

// BenchmarkStep compares a step as written with what is emitted for it: with
// every field a variable of its own, and with aggregates left whole.
func BenchmarkStep(b *testing.B) {
	for name, step := range map[string]func(State, Vec, *Draws) State{"written": Step, "scalars": compiledStep, "whole": wholeStep} {
		b.Run("form="+name, func(b *testing.B) {
			s, r := State{}, Draws{Seed: 7}
			for range b.N {
				s = step(s, Vec{0.25, -0.125}, &r)
				s.Tries = [3]int{}
			}
		})
	}
}
