package reward

func clamp[T float64 | float32](x T) T { return x } // want "type parameters"

type pair[T any] struct{ a, b T } // want "type parameters"

func f(x float64) float64 { return clamp(x) + clamp[float64](x) }

func g(x float64) float64 { return x }
