package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// near says that two numbers are equal up to rounding; NaN is near nothing.
func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12*max(1, math.Abs(b)) }

func TestPermutationByHand(t *testing.T) {
	for _, c := range []struct {
		name   string
		a, b   []float64
		p      float64
		splits int
	}{
		{"apart, three each: 2 of 20 splits", []float64{1, 2, 3}, []float64{4, 5, 6}, 0.1, 20},
		{"apart, five each: 2 of 252", []float64{1, 2, 3, 4, 5}, []float64{6, 7, 8, 9, 10}, 2.0 / 252, 252},
		// b is 1, 2 or 3: the means of a and b differ by 1.5, 0 and 1.5.
		{"two and one", []float64{1, 2}, []float64{3}, 2.0 / 3, 3},
		// Sums of the first group: 3 4 5 5 6 7, half of the total is 5; |3-5| and |7-5| count.
		{"ends against", []float64{1, 2}, []float64{3, 4}, 2.0 / 6, 6},
		// |4-5| = 1: sums 3, 4, 6 and 7 differ as much or more.
		{"interleaved", []float64{1, 3}, []float64{2, 4}, 4.0 / 6, 6},
		{"no difference", []float64{1, 4}, []float64{2, 3}, 1, 6},
		{"all equal", []float64{7, 7, 7}, []float64{7, 7}, 1, 10},
		// 0.1+0.2 and 0.3 are not the same float64, and must tie: of {.1 .2 .3 .0}
		// in pairs the sums are .1 .2 .3 .3 .4 .5 about .3.
		{"ties beyond rounding", []float64{0.1, 0.2}, []float64{0.3, 0.0}, 1, 6},
		// All ones on one side: 2 of 20.
		{"shares of success", []float64{0, 0, 0}, []float64{1, 1, 1}, 0.1, 20},
		// Sizes 1 and 4: the largest value alone, nothing else as far from its rest.
		{"unequal sizes", []float64{10}, []float64{1, 2, 3, 4}, 1.0 / 5, 5},
		{"far from zero", []float64{1e9 + 1, 1e9 + 2, 1e9 + 3}, []float64{1e9 + 4, 1e9 + 5, 1e9 + 6}, 0.1, 20},
	} {
		got, err := Permutation(c.a, c.b, 1)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if !near(got.P, c.p) || !got.Exact || got.Splits != c.splits {
			t.Errorf("%s: %+v, want p %g of %d splits, exact", c.name, got, c.p, c.splits)
		}
		mirrored, err := Permutation(c.b, c.a, 1)
		if err != nil || !near(mirrored.P, c.p) || !near(mirrored.Difference, -got.Difference) {
			t.Errorf("%s, groups exchanged: %+v, %v; want p %g", c.name, mirrored, err, c.p)
		}
	}
}

// TestPermutationAgainstBruteForce counts the splits of small random groups by
// bit masks.
func TestPermutationAgainstBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		n, m := 1+r.IntN(4), 1+r.IntN(4)
		pool := make([]float64, n+m)
		for i := range pool {
			pool[i] = float64(r.IntN(6)) // whole numbers, so that sums are exact and ties occur
		}
		got, err := Permutation(pool[:n], pool[n:], 0)
		if err != nil {
			t.Fatal(err)
		}
		if want := bruteForce(pool, n); !near(got.P, want) {
			t.Errorf("%v | %v: p %g, want %g", pool[:n], pool[n:], got.P, want)
		}
	}
}

// bruteForce compares means as fractions with the common denominator n*m.
func bruteForce(pool []float64, n int) float64 {
	m := len(pool) - n
	gap := func(mask int) float64 {
		first, second := 0.0, 0.0
		for i, v := range pool {
			if mask>>i&1 == 1 {
				first += v
			} else {
				second += v
			}
		}
		return math.Abs(first*float64(m) - second*float64(n))
	}
	observed, all, extreme := gap(1<<n-1), 0, 0
	for mask := range 1 << len(pool) {
		if ones(mask) != n {
			continue
		}
		all++
		if gap(mask) >= observed {
			extreme++
		}
	}
	return float64(extreme) / float64(all)
}

func ones(mask int) int {
	n := 0
	for ; mask > 0; mask >>= 1 {
		n += mask & 1
	}
	return n
}

// TestPermutationDrawn: groups of 11 have 705432 splits, too many to count.
func TestPermutationDrawn(t *testing.T) {
	low, high, mixed := make([]float64, 11), make([]float64, 11), make([]float64, 11)
	for i := range 11 {
		low[i], high[i], mixed[i] = float64(i), float64(100+i), float64(i)+0.5
	}
	apart, err := Permutation(low, high, 3)
	if err != nil {
		t.Fatal(err)
	}
	if apart.Exact || apart.Splits != Draws || apart.P < 1.0/(Draws+1) || apart.P > 5.0/(Draws+1) {
		t.Errorf("groups apart: %+v, want p near 2 in 705432 and never below 1 in %d", apart, Draws+1)
	}
	again, _ := Permutation(low, high, 3)
	if again != apart {
		t.Errorf("same seed: %+v and %+v", apart, again)
	}
	// The same shift of 0.5 for 10 each is counted exactly; one more value each
	// changes p only a little.
	exact, _ := Permutation(low[:10], mixed[:10], 0)
	drawn, _ := Permutation(low, mixed, 4)
	if !exact.Exact || drawn.Exact || math.Abs(exact.P-drawn.P) > 0.02 {
		t.Errorf("p %g counted for ten, %g drawn for eleven each", exact.P, drawn.P)
	}
}

// TestDrawnAgreesWithCounted draws splits of a pool whose exact p is known. The
// bound is five standard errors.
func TestDrawnAgreesWithCounted(t *testing.T) {
	a, b := []float64{1, 4, 6, 7, 9}, []float64{2, 3, 5, 8, 20}
	exact, err := Permutation(a, b, 0)
	if err != nil {
		t.Fatal(err)
	}
	const draws = 50_000
	got := float64(newSplitter(append(append([]float64{}, a...), b...), len(a)).draw(draws, 9)) / draws
	if bound := 5 * math.Sqrt(exact.P*(1-exact.P)/draws); math.Abs(got-exact.P) > bound {
		t.Errorf("drawn %g, counted %g, more than %g apart", got, exact.P, bound)
	}
}

// TestPermutationLevel: of groups from one distribution at most a share of p is
// found at p or below.
func TestPermutationLevel(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	const trials = 2000
	found := 0
	for range trials {
		var values [10]float64
		for i := range values {
			values[i] = r.NormFloat64()
		}
		test, err := Permutation(values[:5], values[5:], 0)
		if err != nil {
			t.Fatal(err)
		}
		if test.P <= 0.05 {
			found++
		}
	}
	// 12 of 252 splits are at or below 0.05: 0.0476; four standard errors.
	if share := float64(found) / trials; math.Abs(share-0.0476) > 4*math.Sqrt(0.0476*0.9524/trials) {
		t.Errorf("share of false findings %g, want about 0.0476", share)
	}
}

func TestPermutationRefuses(t *testing.T) {
	for _, c := range [][2][]float64{
		{nil, {1}}, {{1}, nil}, {{math.NaN()}, {1}}, {{1}, {2, math.Inf(1)}},
	} {
		if got, err := Permutation(c[0], c[1], 0); err == nil {
			t.Errorf("%v | %v: %+v, want an error", c[0], c[1], got)
		}
	}
}

func TestSmallestP(t *testing.T) {
	for _, c := range []struct {
		n, m int
		p    float64
	}{
		{5, 5, 2.0 / 252}, {5, 6, 1.0 / 462}, {1, 1, 1}, {10, 10, 2.0 / 184756}, {11, 11, 1e-5},
	} {
		if got := SmallestP(c.n, c.m); !near(got, c.p) {
			t.Errorf("SmallestP(%d, %d) = %g, want %g", c.n, c.m, got, c.p)
		}
	}
	for n := 1; n <= 6; n++ { // values apart, which no split but the mirrored one matches
		a, b := make([]float64, n), make([]float64, 5)
		for i := range b {
			b[i] = 100 + float64(i)
		}
		got, err := Permutation(a, b, 0)
		if err != nil || !near(got.P, SmallestP(n, 5)) {
			t.Errorf("%d and 5 values apart: p %g (%v), want %g", n, got.P, err, SmallestP(n, 5))
		}
	}
}

func TestHolm(t *testing.T) {
	for _, c := range []struct {
		name    string
		p, want []float64
	}{
		// Sorted .005 .01 .03 .04, times 4 3 2 1: .02 .03 .06 .04, the last raised.
		{"four", []float64{0.01, 0.04, 0.03, 0.005}, []float64{0.03, 0.06, 0.06, 0.02}},
		{"one", []float64{0.04}, []float64{0.04}},
		{"none", nil, nil},
		{"at most 1", []float64{0.9, 0.6, 0.7}, []float64{1, 1, 1}},
		{"equal", []float64{0.02, 0.02, 0.02}, []float64{0.06, 0.06, 0.06}},
	} {
		got := Holm(c.p)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
			continue
		}
		for i := range got {
			if !near(got[i], c.want[i]) {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
		}
	}
}

func TestComponents(t *testing.T) {
	for _, c := range []struct {
		name   string
		groups [][]float64
		want   Variance
	}{
		// Means 2, 3, 6 about 11/3: SSA 26, MSA 13; SSE 6, MSE 1; (13-1)/3.
		{"balanced", [][]float64{{1, 2, 3}, {2, 3, 4}, {5, 6, 7}}, Variance{Runs: 3, Values: 9, Between: 4, Within: 1}},
		// Means 1, 5 about 3.4; SSA = 2*2.4^2 + 3*1.6^2 = 19.2; SSE = 2 + 2 = 4, MSE
		// 4/3; n0 = 5 - 13/5 = 2.4; (19.2-4/3)/2.4.
		{"unbalanced", [][]float64{{0, 2}, {4, 5, 6}}, Variance{Runs: 2, Values: 5, Between: (19.2 - 4.0/3) / 2.4, Within: 4.0 / 3}},
		// Equal means, so MSA is 0: (0-2)/2 is negative.
		{"truncated", [][]float64{{0, 2}, {0, 2}}, Variance{Runs: 2, Values: 4, Within: 2, Truncated: true}},
		{"empty group", [][]float64{{0, 2}, {}, {0, 2}}, Variance{Runs: 2, Values: 4, Within: 2, Truncated: true}},
		{"constant", [][]float64{{1, 1}, {3, 3}}, Variance{Runs: 2, Values: 4, Between: 2}},
	} {
		got, ok := Components(c.groups)
		if !ok || got.Runs != c.want.Runs || got.Values != c.want.Values || got.Truncated != c.want.Truncated ||
			!near(got.Between, c.want.Between) || !near(got.Within, c.want.Within) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
	for _, groups := range [][][]float64{nil, {{1, 2, 3}}, {{1}, {2}}, {{}, {1, 2}}} {
		if got, ok := Components(groups); ok {
			t.Errorf("%v: %+v, want nothing", groups, got)
		}
	}
}

// TestComponentsUnbiased: on average the estimators are the components that made
// the values; truncation lifts the mean of Between only where it is near 0.
func TestComponentsUnbiased(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	const trials, between, within = 4000, 9.0, 4.0
	b, w := 0.0, 0.0
	for range trials {
		groups := make([][]float64, 8)
		for i := range groups {
			run := 3 * r.NormFloat64()
			for range 3 + i%3 {
				groups[i] = append(groups[i], run+2*r.NormFloat64())
			}
		}
		v, _ := Components(groups)
		b, w = b+v.Between/trials, w+v.Within/trials
	}
	if math.Abs(b-between) > 0.05*between || math.Abs(w-within) > 0.05*within {
		t.Errorf("mean estimates %g between and %g within, want %g and %g", b, w, between, within)
	}
}

func TestNormalised(t *testing.T) {
	for _, c := range []struct {
		name                     string
		sparse, human            []float64
		score, want              float64
		wantUnusable             bool
		sparseM, humanM, deviate float64
	}{
		{"between", []float64{0, 2}, []float64{10, 12}, 6, 0.5, false, 1, 11, math.Sqrt2},
		{"above the human", []float64{0, 2}, []float64{10, 12}, 21, 2, false, 1, 11, math.Sqrt2},
		{"human below sparse keeps the direction", []float64{10, 12}, []float64{0, 2}, 16, 0.5, false, 11, 1, math.Sqrt2},
		// Sums of squares 8 and 2 over 1 + 2 degrees; unequal sizes.
		{"pooled", []float64{0, 4}, []float64{9, 10, 11}, 6, 0.5, false, 2, 10, math.Sqrt(10.0 / 3)},
		{"gap within the noise", []float64{0, 4}, []float64{1, 5}, 3, 0, true, 2, 3, math.Sqrt(8)},
		// Squares 8 over 2 degrees.
		{"gap as large as the noise", []float64{0, 4}, []float64{4, 4}, 3, 0.5, false, 2, 4, 2},
		{"no gap and no noise", []float64{3, 3}, []float64{3, 3}, 3, 0, true, 3, 3, 0},
		{"one training each", []float64{0}, []float64{10}, 5, 0, true, 0, 10, 0},
		{"no human", []float64{0, 1}, nil, 5, 0, true, 0, 0, 0},
	} {
		y := NewYardstick(c.sparse, c.human)
		got := y.Normalised(c.score)
		if (y.Unusable != "") != c.wantUnusable || !near(y.Sparse, c.sparseM) || !near(y.Human, c.humanM) || !near(y.Deviation, c.deviate) {
			t.Errorf("%s: %+v", c.name, y)
		}
		if c.wantUnusable && !math.IsNaN(got) || !c.wantUnusable && !near(got, c.want) {
			t.Errorf("%s: %g, want %g, or NaN: %v", c.name, got, c.want, c.wantUnusable)
		}
	}
}
