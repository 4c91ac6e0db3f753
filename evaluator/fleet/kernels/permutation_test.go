package kernels

import (
	"math"
	"math/bits"
	"testing"
)

// permutation returns one that Keys and permuted make of so many elements.
func permutation(batch int, seed, epoch uint32) []int {
	keys := make([]uint32, rounds*(epoch+1))
	Keys(epoch, 64, epoch+1, 1, []uint32{0}, []uint32{seed, 0}, keys)
	order := make([]int, batch)
	for p := range order {
		order[p] = int(permuted(uint32(p), uint32(batch), uint32(bits.Len(uint(batch-1))), epoch*rounds, keys))
	}
	return order
}

func TestPermutationsAreBijections(t *testing.T) {
	for _, batch := range []int{2, 3, 4, 5, 7, 8, 9, 31, 64, 65, 100, 1000, 1024, 1025, 12345, 65536} {
		for epoch := range uint32(3) {
			seen := make([]bool, batch)
			for p, q := range permutation(batch, 11, epoch) {
				if q < 0 || q >= batch || seen[q] {
					t.Fatalf("%d elements, epoch %d: element %d goes to %d, which is taken or none", batch, epoch, p, q)
				}
				seen[q] = true
			}
		}
	}
}

// TestPermutationsAreUniform counts where the elements of small permutations go over
// many seeds: of all pairs of element and place, and of the places of pairs of
// neighbours. Chi-square, in standard deviations, is that of uniform permutations.
func TestPermutationsAreUniform(t *testing.T) {
	const trials = 4000
	for _, batch := range []int{2, 3, 13, 16} {
		places := make([]float64, batch*batch)
		pairs := make([]float64, batch*batch)
		for seed := range uint32(trials) {
			order := permutation(batch, seed, 0)
			for p, q := range order {
				places[p*batch+q]++
			}
			pairs[order[0]*batch+order[1]]++
		}
		n := float64(batch)
		if z := deviate(places, trials/n, (n-1)*(n-1), func(int) bool { return true }); z > 5 {
			t.Errorf("%d elements: places are %.1f deviations from uniform", batch, z)
		}
		differ := func(i int) bool { return i/batch != i%batch }
		if z := deviate(pairs, trials/(n*(n-1)), n*(n-1)-1, differ); z > 5 {
			t.Errorf("%d elements: neighbours are %.1f deviations from uniform", batch, z)
		}
	}
}

// deviate returns by how many standard deviations the chi-square of counts, each
// expected to be mean, is away from its expectation, the degrees of freedom.
func deviate(counts []float64, mean, freedom float64, counted func(i int) bool) float64 {
	sum := 0.0
	for i, c := range counts {
		if counted(i) {
			sum += (c - mean) * (c - mean) / mean
		}
	}
	return math.Abs(sum-freedom) / math.Sqrt(2*max(freedom, 1))
}

// TestPermutationsAreNotSerial looks for correlations within one long permutation:
// of elements with the places at several distances, and with those of the next epoch.
func TestPermutationsAreNotSerial(t *testing.T) {
	for _, batch := range []int{4096, 5000, 20000} {
		order, next := permutation(batch, 3, 0), permutation(batch, 3, 1)
		for _, lag := range []int{0, 1, 2, 3, 16, 64, 1024} {
			against := func(i int) int { return order[(i+lag)%batch] }
			if lag == 0 {
				against = func(i int) int { return i }
			}
			if z := correlation(batch, func(i int) int { return order[i] }, against); math.Abs(z) > 4.5 {
				t.Errorf("%d elements at distance %d are correlated by %.1f deviations", batch, lag, z)
			}
		}
		if z := correlation(batch, func(i int) int { return order[i] }, func(i int) int { return next[i] }); math.Abs(z) > 4.5 {
			t.Errorf("%d elements: epochs are correlated by %.1f deviations", batch, z)
		}
	}
}

// correlation returns that of two numberings of 0..n-1, in standard deviations of
// that of random ones.
func correlation(n int, x, y func(i int) int) float64 {
	mean, products, squares := float64(n-1)/2, 0.0, 0.0
	for i := range n {
		products += (float64(x(i)) - mean) * (float64(y(i)) - mean)
		squares += (float64(i) - mean) * (float64(i) - mean)
	}
	return products / squares * math.Sqrt(float64(n))
}

// TestMinibatchesMixTheRollout holds the number of transitions of every instance in
// each minibatch to what drawing without replacement gives.
func TestMinibatchesMixTheRollout(t *testing.T) {
	const batch, minibatch, instances = 8192, 512, 16
	chi, freedom := 0.0, 0.0
	for seed := range uint32(20) {
		order := permutation(batch, seed, 0)
		for at := 0; at < batch; at += minibatch {
			var counts [instances]float64
			for _, q := range order[at : at+minibatch] {
				counts[q%instances]++
			}
			for _, c := range counts {
				chi += (c - minibatch/instances) * (c - minibatch/instances) / (minibatch / instances)
			}
			freedom += instances - 1
		}
	}
	freedom *= 1 - float64(minibatch)/batch // drawn without replacement
	if z := math.Abs(chi-freedom) / math.Sqrt(2*freedom); z > 5 {
		t.Errorf("instances spread over minibatches %.1f deviations from uniform", z)
	}
}

func TestPermutationsDiffer(t *testing.T) {
	const batch = 1000
	base := permutation(batch, 5, 0)
	for name, other := range map[string][]int{"seed": permutation(batch, 6, 0), "epoch": permutation(batch, 5, 1)} {
		same := 0
		for i := range base {
			if base[i] == other[i] {
				same++
			}
		}
		if same > 10 {
			t.Errorf("%d of %d elements have the same place under another %s", same, batch, name)
		}
	}
}
