package reward

type v struct{ x float64 }

func (a *v) bump() { a.x++ }

func use(a *v, b [2]v) { *a = b[0] }

func f(x float64) float64 {
	var a v
	use(&v{x}, [2]v{}) // want "no variable"
	use(&a, [2]v{})
	a.bump()
	return a.x
}
