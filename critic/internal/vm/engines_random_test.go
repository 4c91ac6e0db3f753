package vm

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic/internal/check"
	"github.com/rewardsmith/rewardsmith/critic/internal/lower"
	"github.com/rewardsmith/rewardsmith/critic/output"
	"github.com/rewardsmith/rewardsmith/internal/kernel/fuzz"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// maxRefused is the share of random programs, in percent, that may be refused as
// rewards: the others are what is tested.
const maxRefused = 10

// regressions are seeds that found something: signs written twice, comparisons
// that are discarded, places behind pointers that exchange or stand in literals,
// shifts by sums, conversions of literals, constants and minima of float32, cases
// with several numbers beside NaN, assignments of which a later value reads what
// an earlier one sets, and, in the compiler, a term that was
// missing where a helper returned early.
var regressions = []uint64{0, 10, 31, 48, 51, 72, 101, 108, 147, 389, 413, 432, 506, 655, 752}

// TestEngines holds random programs, with every construct that rewards may have,
// interpreted against compiled.
func TestEngines(t *testing.T) {
	first, count := uint64(0), 150
	if testing.Short() {
		count = 6
	}
	if s := os.Getenv("RANDOM_PROGRAMS"); s != "" { // first seed and count
		if _, err := fmt.Sscan(s, &first, &count); err != nil {
			t.Fatal(err)
		}
	}
	b := newBench(t, arena)
	counts := tally{}
	seeds := slices.Clone(regressions)
	for i := range uint64(count) {
		seeds = append(seeds, first+i)
	}
	for _, seed := range seeds {
		if diff := b.engines(asReward(fuzz.GenerateInterpretable(seed)), transitions(seed, 20), counts); diff != "" {
			t.Errorf("seed %d: %s", seed, diff)
		}
	}
	t.Log(counts)
	if 100*counts["refused"] > maxRefused*counts["programs"] {
		t.Errorf("%d of %d programs are refused, at most %d %% may be", counts["refused"], counts["programs"], maxRefused)
	}
	if counts["not kernel Go"] > 0 {
		t.Errorf("%d programs are refused by the compiler", counts["not kernel Go"])
	}
	if all := 20 * (counts["programs"] - counts["refused"]); 2*counts["the same"] < all {
		t.Errorf("%d of %d transitions come to an end", counts["the same"], all)
	}
}

// FuzzEngines does so with any seed. What differs is told as a program made small.
func FuzzEngines(f *testing.F) {
	for _, seed := range regressions {
		f.Add(seed)
	}
	b := newBench(f, arena)
	f.Fuzz(func(t *testing.T, seed uint64) {
		s, batch := fuzz.GenerateInterpretable(seed), transitions(seed, 20)
		diff := b.engines(asReward(s), batch, tally{})
		if diff == "" {
			return
		}
		small := fuzz.Shrink(s, func(s fuzz.Source) bool { return b.engines(asReward(s), batch, tally{}) == diff }, 400)
		t.Errorf("seed %d: %s\n%s", seed, diff, asReward(small))
	})
}

// TestEnginesApart lists what the engines make different of, which is all that is
// known: numbers beyond the 32 bits of an int. Native Go agrees with the
// interpreter there, and kernel Go defines the compiled form's result.
func TestEnginesApart(t *testing.T) {
	tests := []struct {
		name, body            string
		interpreted, compiled float64
		stop                  ir.Fault
	}{
		{"sum", "n := 2147483647\n\tn += int(s.V[0])\n\tr := float64(n)", 2147483648, 0, ir.Overflow},
		{"product", "n := 65536 * int(s.V[0])\n\tn *= 65536\n\tr := float64(n)", 4294967296, 0, ir.Overflow},
		{"negation", "n := -2147483648 * int(s.V[0])\n\tr := float64(-n)", 2147483648, 0, ir.Overflow},
		{"shift", "n := int(s.V[0]) << 31\n\tr := float64(n)", 2147483648, 0, ir.Overflow},
		{"conversion", "r := float64(int(s.V[0] * 1e10))", 1e10, 2147483647, ir.NoFault},
	}
	b := newBench(t, arena)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := "package reward\n\nimport \"env\"\n\nfunc Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\t" +
				tt.body + "\n\treturn r, map[string]float64{\"r\": r}\n}\n"
			batch := transitions(1, 1)
			batch.State[0][0] = 1
			r, found := check.Source(text, output.Default(), b.imports, func(string) {})
			if found != nil {
				t.Fatal(found)
			}
			p, err := lower.Lower(r, b.imports)
			if err != nil {
				t.Fatal(err)
			}
			module, err := b.compile(text)
			if err != nil {
				t.Fatal(err)
			}
			got, err := interpreted(p, batch)
			if err != nil || got[0].total != tt.interpreted {
				t.Errorf("interpreted %v, %v; want %v", got, err, tt.interpreted)
			}
			got, err = b.compiled(module, batch)
			if err != nil || got[0].total != tt.compiled || got[0].stop != tt.stop {
				t.Errorf("compiled %v, %v; want %v and %q", got, err, tt.compiled, tt.stop)
			}
		})
	}
}
