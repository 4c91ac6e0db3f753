package evaluator

import (
	"context"
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
)

func TestCombineCheck(t *testing.T) {
	tests := []struct {
		name    string
		combine Combine
		want    string // in the error, "" for none
	}{
		{"total", Combine{}, ""},
		{"counts", DefaultCounts(), ""},
		{"no bonus", Combine{Method: CombineCounts, Bins: 1}, ""},
		{"a bonus of the total", Combine{Bonus: 1}, "need method: counts"},
		{"another method", Combine{Method: "signs"}, `method is "signs"`},
		{"a negative bonus", Combine{Method: CombineCounts, Bonus: -1, Bins: 2}, "bonus is -1"},
		{"a bonus that is no number", Combine{Method: CombineCounts, Bonus: math.NaN(), Bins: 2}, "bonus is NaN"},
		{"no bins", Combine{Method: CombineCounts}, "there are 0 bins"},
		{"too many bins", Combine{Method: CombineCounts, Bins: 1, Beyond: math.MaxInt}, "at most 65536"},
	}
	for _, tt := range tests {
		err := tt.combine.Check()
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", tt.name, err, tt.want)
		}
	}
}

// plainCounts is the definition of Counts in the simplest words: it keeps every
// value and counts those in the bin of a new one.
type plainCounts struct {
	rule   Combine
	values [][]float64 // of each term so far
	lo, hi []float64   // range that the bins divide
}

func (p *plainCounts) bin(k int, v float64) int {
	if p.lo[k] == p.hi[k] {
		return 0
	}
	b := int(math.Floor((v - p.lo[k]) / ((p.hi[k] - p.lo[k]) / float64(p.rule.Bins))))
	return min(max(b, -p.rule.Beyond), p.rule.Bins+p.rule.Beyond-1)
}

func (p *plainCounts) visit(terms [][]float64) []float64 {
	for k, column := range terms {
		if len(p.values) == k {
			p.values, p.lo, p.hi = append(p.values, nil), append(p.lo, column[0]), append(p.hi, column[0])
		}
		if p.lo[k] == p.hi[k] {
			p.lo[k], p.hi[k] = min(p.lo[k], slices.Min(column)), max(p.hi[k], slices.Max(column))
		}
	}
	bonus := make([]float64, len(terms[0]))
	for i := range bonus {
		for k, column := range terms {
			p.values[k] = append(p.values[k], column[i])
			n := 0
			for _, v := range p.values[k] {
				if p.bin(k, v) == p.bin(k, column[i]) {
					n++
				}
			}
			bonus[i] += 1 / math.Sqrt(float64(n))
		}
		bonus[i] *= p.rule.Bonus
	}
	return bonus
}

// TestCounts compares counts with the definition: of a term that moves beyond its
// first range, one that begins to move late, one that never does, and a flag.
func TestCounts(t *testing.T) {
	rule := Combine{Method: CombineCounts, Bonus: 0.5, Bins: 4, Beyond: 3}
	r := rand.New(rand.NewPCG(1, 2))
	plain, counts := &plainCounts{rule: rule}, &Counts{}
	for rollout := range 5 {
		terms := make([][]float64, 4)
		for i := range 60 {
			late := -2.5
			if rollout > 1 {
				late += r.Float64()
			}
			flag := 0.0
			if rollout == 3 && i > 30 {
				flag = 1
			}
			for k, v := range []float64{r.NormFloat64() * float64(1+rollout), late, 7, flag} {
				terms[k] = append(terms[k], v)
			}
		}
		want, got := plain.visit(terms), make([]float64, 60)
		counts.visit(&rule, got, terms)
		if !slices.Equal(got, want) {
			t.Fatalf("rollout %d: bonus %v, want %v", rollout, got, want)
		}
		text, err := json.Marshal(counts)
		if err != nil {
			t.Fatal(err)
		}
		counts = &Counts{} // carried on from what was written
		if err := json.Unmarshal(text, counts); err != nil {
			t.Fatal(err)
		}
	}
	for k, c := range counts.Terms {
		sum := 0
		for _, n := range c.Visits {
			sum += n
		}
		if sum != 5*60 {
			t.Errorf("term %d: %d visits, want all %d", k, sum, 5*60)
		}
	}
}

// TestCountsRate rates what is not counted.
func TestCountsRate(t *testing.T) {
	rule := Combine{Method: CombineCounts, Bonus: 1, Bins: 2, Beyond: 1}
	rate := func(c *Counts, v float64) float64 {
		total := []float64{10}
		c.rate(&rule, total, [][]float64{{v}})
		return total[0] - 10
	}
	counts := &Counts{}
	if got := rate(counts, 3); got != 1 {
		t.Errorf("before the first rollout the bonus is %v, want 1", got)
	}
	counts.visit(&rule, make([]float64, 4), [][]float64{{3, 3, 3, 3}})
	if same, other := rate(counts, 3), rate(counts, 4); same != 0.5 || other != 1 {
		t.Errorf("of the only value the bonus is %v, of another %v, want 0.5 and 1", same, other)
	}
	counts.visit(&rule, make([]float64, 5), [][]float64{{1, 3, 3, 3, 3}})
	for v, want := range map[float64]float64{1: 1, 1.5: 1, 2: 1, 3: 1 / math.Sqrt(8), 99: 1 / math.Sqrt(8), -99: 1, math.NaN(): 0, math.Inf(1): 0} {
		if got := rate(counts, v); math.Abs(got-want) > 1e-14 {
			t.Errorf("the bonus at %v is %v, want %v", v, got, want)
		}
	}
}

// progressOf is a progress function: a field of the state that followed.
type progressOf struct {
	name  string
	field int
}

func (p progressOf) Terms() []string { return []string{p.name} }

func (p progressOf) Reward(_ context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	copy(terms[0], b.Next[p.field])
	clear(total)
	return nil
}

func (progressOf) Close() error { return nil }

// builtinEnv returns an environment and the progress of one of its state's fields.
func builtinEnv(t *testing.T, name, field string) (envs.Env, Open) {
	t.Helper()
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	env := all[slices.IndexFunc(all, func(e envs.Env) bool { return e.Spec().Name == name })]
	at := slices.IndexFunc(env.Spec().State, func(f envs.Field) bool { return f.Name == field })
	if at < 0 {
		t.Fatalf("%s has no field %s", name, field)
	}
	return env, func(context.Context) (Rewarder, error) { return progressOf{field, at}, nil }
}

// TestCountsTraining trains with one and with several workers, to the same bits.
func TestCountsTraining(t *testing.T) {
	env, open := builtinEnv(t, "mountain_car", "Position")
	settings := Tuned(env.Spec())
	settings.Steps, settings.Envs, settings.Horizon, settings.Minibatch = 4096, 16, 64, 256
	settings.Checkpoints, settings.EvalEpisodes = 2, 2
	var results []*Training
	for _, cores := range []int{1, 3} {
		s := Setup{Env: env, Root: 7, Cores: cores, Now: func() time.Time { return time.Time{} }}
		job := Job{Open: open, Settings: settings, Combine: DefaultCounts()}
		if err := Evaluate(t.Context(), s, []Job{job}, func(r Result) { results = append(results, r.Training) }); err != nil {
			t.Fatal(err)
		}
	}
	if !reflect.DeepEqual(results[0], results[1]) {
		t.Error("the number of cores changes the result")
	}
	c := results[0].Curve
	if len(c) != 2 || !slices.Equal(results[0].Terms, []string{"Position"}) {
		t.Fatalf("curve %v of terms %v", c, results[0].Terms)
	}
	if bonus := c[1].Return - c[1].Score; bonus <= 0 || bonus > c[1].Length {
		t.Errorf("the return is %v and the score %v, want a bonus of less than 1 a step between them", c[1].Return, c[1].Score)
	}
}

// TestCountsFault stops on progress that is not a number, and says where.
func TestCountsFault(t *testing.T) {
	env, open := builtinEnv(t, "mountain_car", "Position")
	settings := Tuned(env.Spec())
	settings.Steps, settings.Envs, settings.Horizon, settings.Minibatch = 1024, 16, 64, 256
	settings.Checkpoints, settings.EvalEpisodes = 1, 1
	broken := func(ctx context.Context) (Rewarder, error) {
		r, err := open(ctx)
		return rootOf{r}, err
	}
	s := Setup{Env: env, Root: 7, Cores: 1, Now: func() time.Time { return time.Time{} }}
	var result *Training
	job := Job{Open: broken, Settings: settings, Combine: DefaultCounts()}
	if err := Evaluate(t.Context(), s, []Job{job}, func(r Result) { result = r.Training }); err != nil {
		t.Fatal(err)
	}
	if result.FaultOf != FaultOfReward || !strings.Contains(result.Fault, "term Position is NaN") {
		t.Errorf("fault %q of %s", result.Fault, result.FaultOf)
	}
}

// rootOf takes the root of negative progress.
type rootOf struct{ Rewarder }

func (r rootOf) Reward(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	err := r.Rewarder.Reward(ctx, b, total, terms)
	for i, v := range terms[0] {
		terms[0][i] = math.Sqrt(v)
	}
	return err
}

// TestCountsExplore trains the car in the valley for a twentieth of the usual time: as
// long as it takes the sparse reward alone to bring up no policy that gets out. Counts
// of the position do, with every seed.
func TestCountsExplore(t *testing.T) {
	env, open := builtinEnv(t, "mountain_car", "Position")
	sparse := func(context.Context) (Rewarder, error) { return env.Reward(envs.RewardSparse) }
	counts := DefaultCounts()
	counts.Bonus = 10 // the sparse reward is -1 a step, and there are many steps to a bin
	settings := Tuned(env.Spec())
	settings.Steps, settings.Checkpoints = 3*settings.Envs*settings.Horizon, 1
	var jobs []Job
	for seed := range 3 {
		jobs = append(jobs,
			Job{Open: sparse, Settings: settings, Seed: seed},
			Job{Open: open, Settings: settings, Seed: seed, Combine: counts})
	}
	scores := make([]float64, len(jobs))
	s := Setup{Env: env, Root: 7, Cores: 2, Now: time.Now}
	if err := Evaluate(t.Context(), s, jobs, func(r Result) { scores[r.Job] = r.Training.Curve[0].Score }); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(scores); i += 2 {
		if scores[i] != -200 || scores[i+1] < -180 {
			t.Errorf("seed %d: the score is %v with the sparse reward alone and %v with counts, want -200 and at least -180", i/2, scores[i], scores[i+1])
		}
	}
}
