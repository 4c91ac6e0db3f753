package reward

func init() {} // want "remove it"

type t struct{ x float64 }

func (v t) init() float64 { return v.x }
