package reward

import (
	_ "env" // want "imported as _"
	m "math"
	"other" // want "\"other\" is not allowed; there are \"math\", \"env\""
)

func f(x float64) float64 { return m.Abs(x) + other.X }
