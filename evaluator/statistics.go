package evaluator

import (
	"math"
	"slices"
)

// NewStat summarises values, which must be finite with a finite sum. Without
// values all fields are 0. The mean lies within the values whatever the rounding,
// so that equal values have themselves as their mean, however many there are. The
// interval assumes that the values are independent and near normal.
func NewStat(values []float64) Stat {
	n := len(values)
	if n == 0 {
		return Stat{}
	}
	s := Stat{N: n, Min: slices.Min(values), Max: slices.Max(values)}
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	s.Mean = min(max(sum/float64(n), s.Min), s.Max)
	s.Lo, s.Hi = s.Mean, s.Mean
	if n == 1 {
		return s
	}
	for _, v := range values {
		s.Std += (v - s.Mean) * (v - s.Mean)
	}
	s.Std = math.Sqrt(s.Std / float64(n-1))
	half := studentT(n-1) * s.Std / math.Sqrt(float64(n))
	s.Lo, s.Hi = s.Mean-half, s.Mean+half
	return s
}

// Above says that the values behind s are larger than those behind o, as far as
// so many show at the 95 % level: the intervals lie apart. That needs two values
// of each.
//
// Where all values of one are equal, as shares of success at 0 and 1 often are,
// its interval has no width and says nothing of what another seed would bring.
// There ranks decide: every value of s must lie over every value of o, and there
// must be so many that chance orders them so, in this direction or the other, in
// at most 5 % of all orders (the exact test of Mann and Whitney 1947). Three of
// each are too few, four of each are enough.
func (s Stat) Above(o Stat) bool {
	if s.N < 2 || o.N < 2 {
		return false
	}
	if s.Std > 0 && o.Std > 0 {
		return s.Lo > o.Hi
	}
	return s.Min > o.Max && 2/orders(s.N, o.N) <= 0.05
}

// orders returns in how many ways n and m values can be ordered when only which
// of the two groups each belongs to counts: the binomial coefficient of n+m over
// n, +Inf where that is too large.
func orders(n, m int) float64 {
	c := 1.0
	for i := 1; i <= n; i++ {
		c *= float64(m+i) / float64(i)
	}
	return c
}

// studentT returns the 97.5 % quantile of Student's t distribution.
func studentT(degrees int) float64 {
	table := [...]float64{12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281}
	if degrees <= len(table) {
		return table[degrees-1]
	}
	// The first terms of the Cornish-Fisher expansion (Abramowitz and Stegun
	// 26.7.5); beyond ten degrees they are right to four decimals.
	const z = 1.959963984540054
	v := float64(degrees)
	z3, z5, z7 := z*z*z, z*z*z*z*z, z*z*z*z*z*z*z
	return z + (z3+z)/(4*v) + (5*z5+16*z3+3*z)/(96*v*v) + (3*z7+19*z5+17*z3-15*z)/(384*v*v*v)
}

// RankCorrelation is Spearman's: the correlation of the ranks of x and y, with
// equal values sharing their mean rank. It is 0 where x or y is constant or
// shorter than two, and lies in [-1, 1].
func RankCorrelation(x, y []float64) float64 {
	rx, ry := ranks(x), ranks(y)
	mean := float64(len(x)-1) / 2
	xy, xx, yy := 0.0, 0.0, 0.0
	for i := range rx {
		dx, dy := rx[i]-mean, ry[i]-mean
		xy, xx, yy = xy+dx*dy, xx+dx*dx, yy+dy*dy
	}
	if xx == 0 || yy == 0 {
		return 0
	}
	return xy / math.Sqrt(xx*yy)
}

// ranks returns the rank of each value, counted from 0.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case values[a] < values[b]:
			return -1
		case values[a] > values[b]:
			return 1
		}
		return 0
	})
	r := make([]float64, len(values))
	for lo := 0; lo < len(order); {
		hi := lo + 1 // NaN equals nothing, itself included
		for hi < len(order) && values[order[hi]] == values[order[lo]] {
			hi++
		}
		for _, i := range order[lo:hi] {
			r[i] = float64(lo+hi-1) / 2
		}
		lo = hi
	}
	return r
}
