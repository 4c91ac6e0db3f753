package designer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// Fold applies one entry of the journal to a run. The first entry of a journal
// is applied to a zero Run. An entry that does not fit what came before it, as
// only a damaged journal has one, is an error.
func Fold(r *Run, e Entry) error {
	if err := r.apply(e); err != nil {
		return fmt.Errorf("journal entry %q: %w", e.Kind(), err)
	}
	r.Ledger.Wall = e.Elapsed
	return nil
}

func (r *Run) apply(e Entry) error {
	switch {
	case e.Started != nil:
		if _, err := e.Started.Task.Method.known(); err != nil {
			return err
		}
		*r = Run{
			Task: e.Started.Task.Resolved(), Env: e.Started.Env, Settings: e.Started.Settings, Cores: e.Started.Cores,
			Prompts: e.Started.Prompts, Templates: e.Started.Templates, Machine: e.Started.Machine, Status: RunUnfinished,
			Source: e.Started.Source,
		}
	case e.Resumed != nil:
		r.Status, r.Error, r.Awaits = RunUnfinished, "", ""
		r.Resumed++
		r.move(e.Resumed.Machine)
		return r.repeat(e.Resumed.InFlight)
	case e.Asked != nil:
		return r.asked(e.Asked)
	case e.Answered != nil:
		return r.answered(e.Answered)
	case e.Reviewed != nil:
		return r.reviewed(e.Reviewed)
	case e.Gated != nil:
		return r.gated(e.Gated)
	case e.Planned != nil:
		return r.planned(e.Planned)
	case e.Trained != nil:
		return r.trained(e.Trained)
	case e.Checked != nil:
		return r.checked(e.Checked)
	case e.Scored != nil:
		return r.scored(e.Scored)
	case e.Picked != nil:
		return r.picked(e.Picked)
	case e.Commented != nil:
		return r.commented(e.Commented)
	case e.Waiting != nil:
		r.Status, r.Awaits = RunWaiting, e.Waiting.For
	case e.Selected != nil:
		return r.selected(e.Selected)
	case e.Stopped != nil:
		r.Stop = e.Stopped
	case e.FitBegun != nil:
		r.Fitting, r.fits = &Fitting{FitBegun: *e.FitBegun}, nil
	case e.Fitted != nil:
		return r.fitted(e.Fitted)
	case e.FitEnded != nil:
		return r.fitEnded(e.FitEnded)
	case e.Concluded != nil:
		r.concluded(e.Concluded)
	case e.Interrupted != nil:
		r.Status = RunInterrupted
	case e.Failed != nil:
		r.Status, r.Error = RunFailed, e.Failed.Error
	case e.Ended != nil:
		r.Status = RunDone
	default:
		return fmt.Errorf("it holds nothing that this version knows")
	}
	return nil
}

// iteration returns iteration n, making it if it is the next one.
func (r *Run) iteration(n int) (*Iteration, error) {
	if n == len(r.Iterations) {
		r.Iterations = append(r.Iterations, &Iteration{Number: n})
	}
	if n < 0 || n >= len(r.Iterations) {
		return nil, fmt.Errorf("iteration %d of %d", n, len(r.Iterations))
	}
	return r.Iterations[n], nil
}

// asked opens a round or repairs of an iteration.
func (r *Run) asked(a *Asked) error {
	it, err := r.iteration(a.Iteration)
	if err != nil {
		return err
	}
	if a.Messages != nil {
		it.Messages, it.Examples = a.Messages, a.Examples
	}
	what := "repairs"
	switch {
	case slices.ContainsFunc(a.Calls, func(c Call) bool { return c.Role != "" }):
		what = "consultations"
	case slices.ContainsFunc(a.Calls, func(c Call) bool { return c.Attempt == 0 }):
		it.Rounds++
		it.First, it.Cap = len(it.Candidates), a.Cap
		what = "samples"
	}
	if a.Cap != "" {
		r.cut(a.Cap, "allowed iteration %d no more than %d of %d %s", it.Number, len(a.Calls), a.Wanted, what)
	}
	for _, call := range a.Calls {
		if call.Role != "" {
			if err := r.consulted(it, &call); err != nil {
				return err
			}
			continue
		}
		if call.Attempt == 0 {
			it.Candidates = append(it.Candidates, &Candidate{
				ID: CandidateID(it.Number, call.Sample), Iteration: it.Number, Sample: call.Sample, Parents: call.Parents,
			})
		}
		c, err := r.sample(a.Iteration, call.Sample)
		if err != nil {
			return err
		}
		if len(c.Attempts) != call.Attempt {
			return fmt.Errorf("%s: attempt %d follows %d attempts", c.ID, call.Attempt, len(c.Attempts))
		}
		c.Attempts = append(c.Attempts, Attempt{Number: call.Attempt, Exchange: Exchange{Messages: call.Messages}})
		c.Status = CandidateAsked
	}
	return nil
}

// consulted opens a consultation about an attempt of a candidate.
func (r *Run) consulted(it *Iteration, call *Call) error {
	c, _, err := r.attempt(it.Number, call.Sample, call.Attempt)
	if err != nil {
		return err
	}
	if c.consultation(call.Attempt, call.Role) != nil {
		return fmt.Errorf("%s: %s is consulted about attempt %d again", c.ID, call.Role, call.Attempt)
	}
	c.Consultations = append(c.Consultations, &Consultation{Role: call.Role, Attempt: call.Attempt, Exchange: Exchange{Messages: call.Messages}})
	return nil
}

// cut notes the first time that a cap makes the search smaller.
func (r *Run) cut(reason StopReason, format string, a ...any) {
	if r.Cut == nil {
		r.Cut = &Stop{Reason: reason, Detail: fmt.Sprintf("budget.%s ", reason) + fmt.Sprintf(format, a...)}
	}
}

// sample returns the candidate of a sample.
func (r *Run) sample(iteration, sample int) (*Candidate, error) {
	id := CandidateID(iteration, sample)
	c := r.Candidate(id)
	if c == nil {
		return nil, fmt.Errorf("there is no candidate %s", id)
	}
	return c, nil
}

// attempt returns a candidate with its attempt of the given number.
func (r *Run) attempt(iteration, sample, number int) (*Candidate, *Attempt, error) {
	c, err := r.sample(iteration, sample)
	if err != nil {
		return nil, nil, err
	}
	if number < 0 || number >= len(c.Attempts) {
		return nil, nil, fmt.Errorf("%s has no attempt %d", c.ID, number)
	}
	return c, &c.Attempts[number], nil
}

// exchange returns a candidate and what was said in one place of the run.
func (r *Run) exchange(p llm.Place) (*Candidate, *Exchange, error) {
	c, attempt, err := r.attempt(p.Iteration, p.Sample, p.Attempt)
	if err != nil {
		return nil, nil, err
	}
	if p.Role == "" {
		return c, &attempt.Exchange, nil
	}
	consultation := c.consultation(p.Attempt, p.Role)
	if consultation == nil {
		return nil, nil, fmt.Errorf("%s: no %s was consulted about attempt %d", c.ID, p.Role, p.Attempt)
	}
	return c, &consultation.Exchange, nil
}

func (r *Run) answered(a *Answered) error {
	c, exchange, err := r.exchange(llm.Place{Iteration: a.Iteration, Sample: a.Sample, Attempt: a.Attempt, Role: a.Role})
	if err != nil {
		return err
	}
	exchange.Answered, exchange.Answer, exchange.Error, exchange.Cap = !a.Outage, a.Answer, a.Error, a.Cap
	switch {
	case a.Outage:
	case a.Error != "":
		r.Ledger.Failures++
		if a.Role == "" {
			c.unanswered()
		}
	default:
		r.Ledger.Answers++
	}
	if a.Lost {
		r.lose(c, exchange)
	}
	if a.Cap != "" {
		r.cut(a.Cap, "left %s without an answer", c.ID)
	}
	spent := Spent{
		Calls: a.Answer.Calls, Usage: a.Answer.Usage, USD: a.Answer.Cost, Seconds: a.Answer.Latency.Seconds(),
	}
	if r.Task.Model.Kind == "replay" {
		spent.USD = 0
	}
	c.Spent = c.Spent.Add(spent)
	r.Ledger.Model = r.Ledger.Model.Add(spent)
	return nil
}

// move notes that the run goes on on another machine.
func (r *Run) move(to Machine) {
	if to == r.Machine || to == (Machine{}) || r.Machine == (Machine{}) {
		return
	}
	r.Notes = append(r.Notes, r.moveNote(to))
	r.Machine = to
}

// moveNote says what was trained on which machine, where the run goes on on another.
// What the one before has trained is settled then.
func (r *Run) moveNote(to Machine) string {
	before := r.unsettled()
	if len(before) == 0 {
		return fmt.Sprintf("taken up on another machine before anything was trained with %s: trained with %s", r.Machine, to)
	}
	if r.settled == nil {
		r.settled = map[string]bool{}
	}
	for _, name := range before {
		r.settled[name] = true
	}
	r.Earlier = append(r.Earlier, r.Machine)
	return fmt.Sprintf("%s trained with %s; from then on all trained with %s; trainings are not those of a run that was never stopped, bit for bit",
		strings.Join(before, ", "), r.Machine, to)
}

// unsettled lists what has been trained, at least in part, since the run moved last.
func (r *Run) unsettled() []string {
	var list []string
	add := func(name string, trained bool) {
		if trained && !r.settled[name] {
			list = append(list, name)
		}
	}
	add("preflight", r.Preflight != nil && len(r.Preflight.Trainings) > 0)
	for _, c := range r.Candidates() {
		add(c.ID, len(c.Trainings) > 0)
	}
	add("a part of the human reward's trainings", len(r.Pool) > 0)
	add("a part of the fit", len(r.fits) > 0)
	add("a part of the final measurement", len(r.finals) > 0)
	return list
}

// repeat notes the calls that will be repeated, and charges for those that are
// lost.
func (r *Run) repeat(inFlight []llm.Place) error {
	for _, p := range inFlight {
		c, exchange, err := r.exchange(p)
		if err != nil {
			return err
		}
		r.lose(c, exchange)
	}
	r.Repeated = append(r.Repeated, inFlight...)
	return nil
}

// lose charges for a call to a server whose answer nobody will see: the call and,
// by estimate, its prompt. What the model wrote is not known. The other kinds of
// model lose nothing.
func (r *Run) lose(c *Candidate, e *Exchange) {
	if r.Task.Model.Kind != "openai" {
		return
	}
	usage := llm.Usage{PromptTokens: promptTokens(r.Iterations[c.Iteration].prompt(e)), Estimated: true}
	r.Ledger.Lost = r.Ledger.Lost.Add(Spent{Calls: 1, Usage: usage, USD: r.Task.Model.cost(usage)})
}

// prompt returns the messages that were or will be answered.
func (it *Iteration) prompt(e *Exchange) []llm.Message {
	if e.Messages != nil {
		return e.Messages
	}
	return it.Messages
}

// unanswered gives a candidate without a last answer its status: a repair that
// did not come leaves it as it was.
func (c *Candidate) unanswered() {
	switch {
	case c.Fault != "":
		c.Status = CandidateFaulty
	case c.Verdict != nil && c.Verdict.Accepted:
		c.Status = CandidateAccepted
	case c.Verdict != nil:
		c.Status = CandidateRejected
	default:
		c.Status = CandidateNoAnswer
	}
}

func (r *Run) reviewed(v *Reviewed) error {
	c, attempt, err := r.attempt(v.Iteration, v.Sample, v.Attempt)
	if err != nil {
		return err
	}
	verdict := v.Verdict
	attempt.Verdict, c.Verdict, c.Source = &verdict, &verdict, verdict.Source
	c.Trainings, c.Report, c.Fault, c.Feedback = nil, nil, "", ""
	c.Status = CandidateRejected
	if verdict.Accepted {
		c.Status = CandidateAccepted
	}
	r.Ledger.Review.Seconds += verdict.Seconds
	return nil
}

func (r *Run) gated(g *Gated) error {
	c, attempt, err := r.attempt(g.Iteration, g.Sample, g.Attempt)
	if err != nil {
		return err
	}
	attempt.Gates = append(attempt.Gates, *g)
	switch g.Gating {
	case GatePass:
		if c.Status == CandidateReturned { // it could not be rewritten
			c.Status = CandidateAccepted
		}
	case GateReturn:
		c.Status = CandidateReturned
	case GateSkip:
		c.Status, c.Feedback = CandidateScreened, g.Response
		r.Ledger.Screened.Candidates++
		r.Ledger.Screened.Steps += g.Saved
	}
	return nil
}

// picked notes what a person preferred of an iteration.
func (r *Run) picked(p *Picked) error {
	it, err := r.iteration(p.Iteration)
	if err != nil {
		return err
	}
	for _, id := range []string{p.Best, p.Worst} {
		if id != "" && r.Candidate(id) == nil {
			return fmt.Errorf("there is no candidate %s", id)
		}
	}
	it.Picked = p
	return nil
}

// commented adds an iteration, after those of the comments that are not answered yet;
// what was designed is no longer the run's result. What a stop has left undone stays so.
func (r *Run) commented(c *Commented) error {
	if r.Candidate(c.Candidate) == nil {
		return fmt.Errorf("there is no candidate %s", c.Candidate)
	}
	next := len(r.Iterations)
	if r.Stop != nil {
		r.over = true
		if next > 0 {
			r.Iterations[next-1].Done = true
		}
	}
	if n := len(r.Comments); n > 0 {
		next = max(next, r.Comments[n-1].Iteration+1)
	}
	r.Comments = append(r.Comments, Comment{Candidate: c.Candidate, Iteration: next, Text: c.Text})
	r.Status, r.Stop, r.Result = RunUnfinished, nil, nil
	return nil
}

func (r *Run) planned(p *Planned) error {
	mark := func(ids []string, status Status) error {
		for _, id := range ids {
			c := r.Candidate(id)
			if c == nil {
				return fmt.Errorf("there is no candidate %s", id)
			}
			c.Status = status
		}
		return nil
	}
	if p.Cap != "" {
		r.cut(p.Cap, "left %s of iteration %d without training", strings.Join(p.Untrained, ", "), p.Iteration)
	}
	if err := mark(p.Train, CandidateTraining); err != nil {
		return err
	}
	return mark(p.Untrained, CandidateUntrained)
}

func (r *Run) trained(t *Trained) error {
	if t.Training == nil {
		return fmt.Errorf("%s of %s holds no training", t.Arm, t.Stage)
	}
	spent := Spent{Steps: t.Training.Steps + t.Training.Repeated, Seconds: t.Training.Seconds}
	if t.Cached {
		spent = Spent{}
	}
	switch t.Stage {
	case StagePreflight:
		if r.Preflight == nil {
			r.Preflight = &Preflighted{Arm: Arm{Name: t.Arm}}
		}
		r.Preflight.Trainings = insert(r.Preflight.Trainings, *t)
		r.Ledger.Preflight = r.Ledger.Preflight.Add(spent)
	case StageSearch:
		r.Ledger.Search = r.Ledger.Search.Add(spent)
		if t.Arm == ArmHuman {
			r.Pool = insert(r.Pool, *t)
			return nil
		}
		c := r.Candidate(t.Arm)
		if c == nil {
			return fmt.Errorf("there is no candidate %s", t.Arm)
		}
		c.Trainings = insert(c.Trainings, *t)
		c.Spent = c.Spent.Add(spent)
	case StageFit:
		r.fits = insert(r.fits, *t)
		r.Ledger.Fit = r.Ledger.Fit.Add(spent)
	case StageFinal:
		r.finals = insert(r.finals, *t)
		r.Ledger.Final = r.Ledger.Final.Add(spent)
	default:
		return fmt.Errorf("unknown stage %q", t.Stage)
	}
	return nil
}

// insert keeps trainings in order of arm and seed, whatever order they came in.
func insert(all []Trained, t Trained) []Trained {
	at, _ := slices.BinarySearchFunc(all, t, func(a, b Trained) int {
		return cmp.Or(cmp.Compare(a.Arm, b.Arm), cmp.Compare(a.Seed, b.Seed))
	})
	return slices.Insert(all, at, t)
}

// of returns the trainings of an arm.
func of(all []Trained, arm string) []Trained {
	var list []Trained
	for _, t := range all {
		if t.Arm == arm {
			list = append(list, t)
		}
	}
	return list
}

// trainings returns what the evaluator reported.
func trainings(all []Trained) []evaluator.Training {
	list := make([]evaluator.Training, len(all))
	for i, t := range all {
		list[i] = *t.Training
	}
	return list
}

// whole returns a report with its trainings put back.
func whole(report *evaluator.Report, all []Trained) *evaluator.Report {
	if report == nil {
		return nil
	}
	r := *report
	r.Trainings = trainings(all)
	return &r
}

func (r *Run) checked(c *Checked) error {
	if r.Preflight == nil {
		return fmt.Errorf("no preflight was trained")
	}
	r.Preflight.Report, r.Preflight.Fault = whole(c.Report, r.Preflight.Trainings), c.Fault
	r.Preflight.Done, r.Preflight.Passed = true, c.Passed
	return nil
}

func (r *Run) concluded(result *Result) {
	r.Result = result
	for i := range result.Arms {
		a := &result.Arms[i]
		a.Trainings = of(r.finals, a.Name)
		if a.BestOf > 0 {
			a.Trainings = r.chosen(a)
		}
		a.Report = whole(a.Report, a.Trainings)
	}
}

// chosen returns the training of the pool that an arm has measured, all where each of
// them failed.
func (r *Run) chosen(a *Arm) []Trained {
	if len(a.Measured) == 0 {
		return r.Pool
	}
	for i := range r.Pool {
		if r.Pool[i].Seed == a.Seed {
			return r.Pool[i : i+1]
		}
	}
	return nil
}

func (r *Run) scored(s *Scored) error {
	c := r.Candidate(s.Candidate)
	if c == nil {
		return fmt.Errorf("there is no candidate %s", s.Candidate)
	}
	if s.Status == CandidateStopped {
		r.Ledger.Raced.Candidates++
		r.Ledger.Raced.Steps += s.Saved
	}
	c.Status, c.Score, c.Scored, c.Fault, c.Feedback = s.Status, s.Score, s.Scored, s.Fault, s.Feedback
	c.Report = whole(s.Report, c.Trainings)
	return nil
}

func (r *Run) selected(s *Selected) error {
	it, err := r.iteration(s.Iteration)
	if err != nil {
		return err
	}
	it.Best, it.Carried, it.Done = s.Best, s.Carried, true
	if s.Overall != r.Best {
		r.finals = slices.DeleteFunc(r.finals, func(t Trained) bool { return t.Arm == ArmDesigned })
	}
	r.Best = s.Overall
	return nil
}

// InFlight returns the calls that were asked for and whose end is not known.
func (r *Run) InFlight() []llm.Place {
	var places []llm.Place
	for _, c := range r.Candidates() {
		for _, w := range c.exchanges() {
			if !w.exchange.Answered && w.exchange.Error == "" {
				places = append(places, w.place)
			}
		}
	}
	return places
}

// waiting is an exchange in its place.
type waiting struct {
	place     llm.Place
	candidate *Candidate
	exchange  *Exchange
}

// exchanges returns all that was asked of a model for a candidate: its attempts,
// then the consultations about them.
func (c *Candidate) exchanges() []waiting {
	var list []waiting
	for i := range c.Attempts {
		list = append(list, waiting{c.place(i), c, &c.Attempts[i].Exchange})
	}
	for _, k := range c.Consultations {
		p := c.place(k.Attempt)
		p.Role, p.Purpose = k.Role, k.Role
		list = append(list, waiting{p, c, &k.Exchange})
	}
	return list
}

// consultation returns what a role said about an attempt, nil where it was not
// asked.
func (c *Candidate) consultation(attempt int, role string) *Consultation {
	for _, k := range c.Consultations {
		if k.Attempt == attempt && k.Role == role {
			return k
		}
	}
	return nil
}

// place says where in the run an attempt's answer belongs.
func (c *Candidate) place(attempt int) llm.Place {
	purpose := "design"
	if attempt > 0 {
		purpose = "repair"
	}
	return llm.Place{Iteration: c.Iteration, Sample: c.Sample, Attempt: attempt, Purpose: purpose}
}
