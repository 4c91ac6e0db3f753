package page

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"github.com/rewardsmith/rewardsmith/cmd/internal/chart"
	"github.com/rewardsmith/rewardsmith/cmd/internal/film"
	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// counts are how many candidates there are of each sort.
type counts struct{ All, Trained, Rejected, Doubted int }

func (c *counts) add(it *designer.Iteration) {
	for _, candidate := range it.Candidates {
		c.All++
		switch {
		case candidate.Scored:
			c.Trained++
		case candidate.Status == designer.CandidateRejected:
			c.Rejected++
		}
		if hacked(candidate) {
			c.Doubted++
		}
	}
}

// iterationView is one round of the search.
type iterationView struct {
	Number     int
	Summary    string
	Notes      []note
	Candidates []candidateView
}

// candidateView is a candidate: its row, and what opening it shows.
type candidateView struct {
	*designer.Candidate
	Badges      []badge
	Best        bool
	Kinds       string // words by which the reader filters
	ScoreText   string
	Bar         float64 // percent of the best score's bar
	Sort        float64 // NaN never: candidates without a score come last
	Correlation string
	Terms       string
	Stopped     string // where a race did, "" for nowhere
	Report      *reportView
	Code        []codeLine
	Diff        []codeLine
	Attempts    []attemptView
	Cost        []fact
	Feedback    string // that a model was shown
}

// reportView is what training a candidate showed.
type reportView struct {
	Score, Return, TermCurves, Scatter template.HTML
	Quantity                           string
	Correlation                        string
	Hacked                             bool
	Summary                            []fact
	Shares                             []shareView
	Ends                               []end
	Episodes                           []episodeView
	Warnings                           []evaluator.Warning
}

// shareView is a term's part of the reward.
type shareView struct {
	evaluator.TermShare
	Class       string
	Percent     float64
	MeanText    string
	PercentText string
}

// episodeView is one episode with its film.
type episodeView struct {
	Title   string
	Caption string
	Film    *film.Film
}

// exchangeView is one request with its answer, of the designer or of another role.
type exchangeView struct {
	designer.Exchange
	Title    string
	Prompt   []message // IDs and roles; the contents stand elsewhere in the page
	Usage    string
	Findings []finding.Finding
}

// attemptView is an answer with all that was said about it before training.
type attemptView struct {
	exchangeView
	Gates         []gateView
	Consultations []exchangeView
}

func (b *builder) iteration(it *designer.Iteration) iterationView {
	v := iterationView{Number: it.Number, Summary: b.iterationSummary(it), Notes: notes(b.in.Run, it)}
	for _, c := range it.Candidates {
		v.Candidates = append(v.Candidates, b.candidate(it, c))
	}
	return v
}

func (b *builder) iterationSummary(it *designer.Iteration) string {
	text := plural(len(it.Candidates), "candidate")
	if best := b.in.Run.Candidate(it.Best); best != nil {
		text += fmt.Sprintf(", best %s with %s", best.ID, b.fitness.text(best.Score))
	} else if it.Done {
		text += ", none was trained"
	}
	if rate, ok := it.ExecutionRate(); ok {
		text += fmt.Sprintf(", execution rate %.0f %%", 100*rate)
	}
	if it.Rounds > 1 {
		text += fmt.Sprintf(", asked %d times", it.Rounds)
	}
	if it.Carried != "" && it.Carried != it.Best {
		text += ", " + it.Carried + " carried over"
	}
	return text
}

func (b *builder) candidate(it *designer.Iteration, c *designer.Candidate) candidateView {
	v := candidateView{
		Candidate: c, Best: c.ID == b.in.Run.Best, Badges: badges(c), Kinds: kinds(c),
		ScoreText: "–", Sort: -1e300, Correlation: "–",
		Code: highlight(c.Source), Cost: candidateCost(b.in.Run, c),
	}
	if !given(b.in.Run) {
		v.Feedback = c.Feedback
	}
	if c.Scored {
		v.ScoreText, v.Sort, v.Bar = b.fitness.text(c.Score), c.Score, b.bar(c.Score)
	}
	if c.Verdict != nil {
		v.Terms = strings.Join(c.Verdict.Terms, ", ")
		v.Code = mark(v.Code, c.Verdict.Findings)
	}
	if parent := b.in.Run.Candidate(c.Parent()); parent != nil && parent.Source != "" && c.Source != "" {
		v.Diff = diff(parent.Source, c.Source)
	}
	if c.Report != nil && len(c.Report.Trainings) > 0 {
		v.Report = b.report(c)
		v.Correlation = v.Report.Correlation
	}
	v.Stopped = stopped(c.Report)
	for i := range c.Attempts {
		v.Attempts = append(v.Attempts, b.attempt(it, c, i))
	}
	return v
}

// bar is the length of a score's bar in percent, of the range that scores have, or of
// those of all candidates where it has no ends; what is least still has a short one.
func (b *builder) bar(score float64) float64 {
	lo, hi := b.fitness.lo, b.fitness.hi
	if math.IsInf(lo, 0) || math.IsInf(hi, 0) {
		lo, hi = b.extremes()
	}
	if hi <= lo {
		return 100
	}
	return min(max(4, 4+96*(score-lo)/(hi-lo)), 100)
}

// extremes are the lowest and the highest score of the candidates.
func (b *builder) extremes() (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, c := range b.in.Run.Candidates() {
		if c.Scored && !math.IsNaN(b.fitness.plotted(c.Score)) {
			lo, hi = min(lo, c.Score), max(hi, c.Score)
		}
	}
	return lo, hi
}

// badges are the words that stand out in a candidate's row.
func badges(c *designer.Candidate) []badge {
	var all []badge
	switch c.Status {
	case designer.CandidateTrained, designer.CandidateScreened, designer.CandidateStopped:
	case designer.CandidateRejected:
		all = append(all, badge{"rejected: " + firstRejection(c), "bad"})
	case designer.CandidateFaulty:
		all = append(all, badge{"failed in training", "bad"})
	case designer.CandidateBroken:
		all = append(all, badge{"the learner failed", "doubt"})
	default:
		all = append(all, badge{strings.ReplaceAll(string(c.Status), "-", " "), "doubt"})
	}
	if hacked(c) {
		all = append(all, badge{"hacking?", "doubt"})
	}
	all = append(all, stageBadges(c)...)
	repairs := 0
	for i := 1; i < len(c.Attempts); i++ {
		if returnedBy(&c.Attempts[i-1]) == "" {
			repairs++
		}
	}
	if repairs > 0 {
		all = append(all, badge{plural(repairs, "repair"), ""})
	}
	return all
}

// firstRejection is the reason of the first finding that rejects.
func firstRejection(c *designer.Candidate) string {
	if c.Verdict != nil {
		for _, f := range c.Verdict.Findings {
			if f.Rejects {
				return f.Stage
			}
		}
	}
	return "no verdict"
}

func kinds(c *designer.Candidate) string {
	words := []string{"all"}
	if c.Scored {
		words = append(words, "trained")
	} else {
		words = append(words, "unscored")
	}
	if hacked(c) {
		words = append(words, "doubt")
	}
	return strings.Join(words, " ")
}

func candidateCost(run *designer.Run, c *designer.Candidate) []fact {
	cost := []fact{{"Reward", runsOn(c.Verdict)}}
	if !given(run) {
		cost = append(cost, []fact{
			{"Calls", grouped(c.Spent.Calls)},
			{"Tokens", tokens(c.Spent)},
			{"Model cost", designer.Dollars(c.Spent.USD)},
		}...)
	}
	return append(cost, []fact{
		{"Environment steps", chart.Number(float64(c.Spent.Steps))},
		{"Time", duration(c.Spent.Seconds)},
	}...)
}

// runsOn says how a reward runs.
func runsOn(v *designer.Verdict) string {
	switch {
	case v == nil || !v.Accepted:
		return "–"
	case v.Engine == critic.EngineWasm:
		return "compiled"
	case v.Why == "":
		return "interpreted"
	}
	return "interpreted: " + v.Why
}

func (b *builder) report(c *designer.Candidate) *reportView {
	r, q := c.Report, b.quantity
	v := &reportView{
		Quantity:   strings.ToUpper(q.name[:1]) + q.name[1:],
		Score:      learningCurve(r, q.name, "s0", q.solved, func(p evaluator.Checkpoint) float64 { return q.of(p.Measurement) }),
		Return:     learningCurve(r, "return", "s1", math.NaN(), func(p evaluator.Checkpoint) float64 { return p.Return }),
		TermCurves: termCurves(r),
		Scatter:    returnAgainstScore(r, q), Correlation: correlation(r.Correlation),
		Hacked: hacked(c), Ends: ends(r.Ends), Warnings: r.Warnings,
		Summary: []fact{
			{"Score", b.score(r.Score)},
			{"Episode length", b.length(r.Length)},
			{"Correlation with the human reward", correlation(r.HumanCorrelation)},
			{"Training seeds", fmt.Sprint(len(r.Trainings))},
			{"Steps", chart.Number(float64(r.Steps))},
			{"Training time", duration(r.Seconds)},
		},
	}
	if b.in.Run.Env.HasSuccess {
		v.Summary = append(v.Summary[:1], append([]fact{{"Success", b.success(r.Success, " %")}}, v.Summary[1:]...)...)
	}
	for k, s := range r.Shares {
		v.Shares = append(v.Shares, shareView{s, termClass(k), 100 * s.Share, chart.Number(s.Mean), fmt.Sprintf("%.3g %%", 100*s.Share)})
	}
	v.Episodes = b.episodes(r)
	return v
}

// episodes are the best and the worst episode, and the nearest pair of a success
// and a failure.
func (b *builder) episodes(r *evaluator.Report) []episodeView {
	var all []episodeView
	add := func(title string, e *evaluator.Episode) {
		if e == nil || len(e.States) == 0 {
			return
		}
		v := episodeView{Title: title, Caption: b.caption(e)}
		if b.in.Env != nil {
			if f, ok := film.Shoot(b.in.Env, e, Frames); ok {
				v.Film = &f
			}
		}
		all = append(all, v)
	}
	add("Best episode", r.Best)
	add("Worst episode", r.Worst)
	if len(r.NearestPair) == 2 {
		add("Success with the return closest to a failure's", &r.NearestPair[0])
		add("Failure with the return closest to a success's", &r.NearestPair[1])
	}
	return all
}

func (b *builder) caption(e *evaluator.Episode) string {
	text := fmt.Sprintf("score %s, return %s, %s, ended by %s", chart.Number(e.Score), chart.Number(e.Return), plural(len(e.States)-1, "step"), e.End)
	if b.in.Run.Env.HasSuccess {
		text += map[bool]string{true: ", success", false: ", no success"}[e.Success]
	}
	return text
}

func (b *builder) attempt(it *designer.Iteration, c *designer.Candidate, i int) attemptView {
	a := &c.Attempts[i]
	v := attemptView{
		exchangeView: exchangeView{Exchange: a.Exchange, Title: "First answer", Usage: usage(&a.Exchange)},
		Gates:        judgements(a), Consultations: b.consultations(c, a.Number),
	}
	if given(b.in.Run) {
		v.Title, v.Usage = "As it was given", ""
	}
	if i > 0 {
		v.Title = fmt.Sprintf("Repair %d", a.Number)
		if gate := returnedBy(&c.Attempts[i-1]); gate != "" {
			v.Title = "Rewritten for " + gate
		}
	}
	if a.Verdict != nil {
		v.Findings = a.Verdict.Findings
	}
	sent := a.Messages
	if sent == nil {
		sent = it.Messages
	}
	v.Prompt = b.sent(sent)
	return v
}

// returnedBy names the gate that has sent an attempt back, "" for none.
func returnedBy(a *designer.Attempt) string {
	for _, g := range a.Gates {
		if g.Gating == designer.GateReturn {
			return g.Gate
		}
	}
	return ""
}

// sent remembers the messages of a request.
func (b *builder) sent(messages []llm.Message) []message {
	var list []message
	for _, m := range messages {
		list = append(list, message{ID: b.remember(m), Role: m.Role})
	}
	return list
}

func usage(a *designer.Exchange) string {
	parts := []string{}
	if a.Answer.Model != "" {
		parts = append(parts, a.Answer.Model)
	}
	parts = append(parts, fmt.Sprintf("%s tokens in, %s out", grouped(a.Answer.Usage.PromptTokens), grouped(a.Answer.Usage.CompletionTokens)))
	if n := a.Answer.Usage.ReasoningTokens; n > 0 {
		parts = append(parts, fmt.Sprintf("%s of them reasoning", grouped(n)))
	}
	if a.Answer.Latency > 0 {
		parts = append(parts, duration(a.Answer.Latency.Seconds()))
	}
	if a.Answer.Cost > 0 {
		parts = append(parts, designer.Dollars(a.Answer.Cost))
	}
	return strings.Join(parts, ", ")
}
