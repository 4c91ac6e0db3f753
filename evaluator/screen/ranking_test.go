package screen_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rewardsmith/rewardsmith/evaluator/screen"
)

// scored makes trajectories without transitions from scores, and their returns.
func scored(returns, scores []float64) (*screen.Trajectories, []screen.Return) {
	t := &screen.Trajectories{}
	var list []screen.Return
	for i, s := range scores {
		t.Episodes = append(t.Episodes, screen.Episode{Score: s, Steps: 1})
		list = append(list, screen.Return{Discounted: returns[i], Sum: returns[i], Steps: 1})
	}
	return t, list
}

// pairByPair is the ranking by its definition.
func pairByPair(x, y []float64) screen.Ranking {
	r := screen.Ranking{Form: screen.FormStrict, Episodes: len(x)}
	differ, tiedHere := 0, 0.0
	for i := range x {
		for j := range i {
			sign := (x[i] - x[j]) * (y[i] - y[j])
			switch {
			case sign > 0:
				r.Concordant++
			case sign < 0:
				r.Discordant++
			}
			if x[i] == x[j] {
				r.TiedReturns++
			}
			if y[i] == y[j] {
				r.TiedScores++
			} else if differ++; x[i] == x[j] {
				tiedHere++
			}
		}
	}
	all := len(x) * (len(x) - 1) / 2
	r.Blind = r.TiedReturns == all || r.TiedScores == all
	if !r.Blind {
		p, n := float64(r.Concordant)+tiedHere/2, float64(differ)
		r.Agreement = (2*p - n) / n
		r.TauB = float64(r.Concordant-r.Discordant) / math.Sqrt(float64(all-r.TiedReturns)*float64(all-r.TiedScores))
	}
	return r
}

// TestRankingIsPairByPair tries short and long lists, with many ties and with none.
func TestRankingIsPairByPair(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for trial := range 300 {
		n, values := r.IntN(40), 1+r.IntN(60)
		x, y := make([]float64, n), make([]float64, n)
		for i := range n {
			x[i] = float64(r.IntN(values)) - 3
			y[i] = float64(r.IntN(values))
			if trial%3 == 0 {
				y[i] = x[i] + r.Float64()
			}
		}
		trajectories, returns := scored(x, y)
		got := screen.NewRanking(trajectories, returns, screen.FormStrict)
		if diff := cmp.Diff(pairByPair(x, y), got, cmpopts.EquateApprox(1e-12, 1e-12)); diff != "" {
			t.Fatalf("of %v and %v (-pair by pair +got):\n%s", x, y, diff)
		}
	}
}

// TestRankingByHand: of six pairs five are alike and one is opposed.
func TestRankingByHand(t *testing.T) {
	trajectories, returns := scored([]float64{1, 2, 4, 3}, []float64{10, 20, 30, 40})
	got := screen.NewRanking(trajectories, returns, screen.FormReleased)
	want := screen.Ranking{Form: screen.FormReleased, Episodes: 4, Concordant: 5, Discordant: 1, TauB: 4.0 / 6, Agreement: 4.0 / 6}
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(1e-12, 0)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if text := got.String(); !strings.Contains(text, "tau-b 0.667") {
		t.Errorf("it says %q", text)
	}
	trajectories, returns = scored([]float64{1, 1, 1}, []float64{1, 2, 3})
	if blind := screen.NewRanking(trajectories, returns, screen.FormStrict); !blind.Blind || blind.TauB != 0 || !strings.Contains(blind.String(), "blind") {
		t.Errorf("a constant return gives %v", blind)
	}
}
