package rollout

// Sizes are the sizes of a fleet.
type Sizes struct {
	Jobs      int // J
	Instances int // N, of each job
	Horizon   int // T, steps of each instance in a rollout, or in the actions of Play
	Recorded  int // R, instances of each job that Play records, at most N
	PartSteps int // steps of a rollout that obs and raw have room for, 0 for T
}

// all is the number of instances of all jobs.
func (s Sizes) all() int { return s.Jobs * s.Instances }

// batch is the number of transitions of all jobs.
func (s Sizes) batch() int { return s.all() * s.Horizon }

// part is the number of transitions in obs and raw.
func (s Sizes) part() int {
	if s.PartSteps > 0 {
		return s.all() * s.PartSteps
	}
	return s.batch()
}

// Element is the type of a parameter of an entry.
type Element int

// The types: scalars are the same for all invocations, buffers hold elements.
const (
	Uint32Scalar Element = iota
	BoolScalar
	Uint32s
	Float32s
	Vectors // of four float32
)

var elementTypes = [...]string{
	Uint32Scalar: "uint32", BoolScalar: "bool", Uint32s: "[]uint32", Float32s: "[]float32", Vectors: "[][4]float32",
}

// String writes the type as kernel Go does.
func (e Element) String() string { return elementTypes[e] }

// Parameter is a parameter of an entry, besides the first, the number of the
// invocation.
type Parameter struct {
	Name    string
	Element Element
	Doc     string

	words func(p *Program, s Sizes) int // of a buffer
}

// Words returns the size of a buffer in words of 32 bits, 0 for scalars and for
// active, which the host keeps as long as it likes.
func (p *Program) Words(of Parameter, s Sizes) int {
	if of.words == nil {
		return 0
	}
	return of.words(p, s)
}

// Entry is an entry of the program.
type Entry struct {
	Name       string
	Parameters []Parameter // in order: scalars, then buffers
}

// Names of entries.
const (
	EntryReset   = "Reset"
	EntryRollout = "Rollout"
	EntryPlay    = "Play"
)

// JobWords are the words of a job in jobs.
const JobWords = 4

// Bits of flags, and of the flags of records.
const (
	Terminated = 1
	Truncated  = 2 // never together with Terminated
	Success    = 4 // records only
	Start      = 8 // records only: the transition is the first of its episode
)

// Bits of restart: what an entry counts anew instead of adding to it.
const (
	RestartTotals  = 1
	RestartMoments = 2
)

// Statistics are columns of sums over what an instance did, [columns][J][N].
type Statistics struct {
	Episodes, Score, Successes, Length, Return int // columns of sums over the episodes that ended
	Reward                                     int // column of a sum over steps
	Faults                                     int // column: 1 where the instance has a fault
	Terms                                      int // first of the columns of terms, sums over steps

	// Deviations is the first of O columns: the sums of deviations of
	// observations from the normaliser's mean. Squares is the first of as many
	// for the squares of deviations.
	Deviations, Squares int

	Columns int // of all
}

// Statistics returns where the statistics lie.
func (p *Program) Statistics() Statistics {
	s := Statistics{Score: 1, Successes: 2, Length: 3, Return: 4, Reward: 5, Faults: 6, Terms: 7}
	s.Deviations = s.Terms + p.TermColumns()
	s.Squares = s.Deviations + len(p.spec.Observation)
	s.Columns = s.Squares + len(p.spec.Observation)
	return s
}

// Record is where the words of one transition lie among the columns of a record.
type Record struct {
	State, Action, Next int // first columns, one for each field
	Seen, After         int // first columns of the observations of the state and of the true successor
	Flags               int
	Score, Reward       int
	Terms               int // first column
	Columns             int // of all
}

// Record returns where records lie.
func (p *Program) Record() Record {
	state, action, observation := len(p.spec.State), len(p.spec.Action), len(p.spec.Observation)
	r := Record{Action: state, Next: state + action, Seen: 2*state + action}
	r.After = r.Seen + observation
	r.Flags = r.After + observation
	r.Score, r.Reward, r.Terms = r.Flags+1, r.Flags+2, r.Flags+3
	r.Columns = r.Terms + p.TermColumns()
	return r
}

// TermColumns is the number of columns that terms take: those of the reward with
// the most, at least 1 and what Config makes room for.
func (p *Program) TermColumns() int {
	n := max(1, p.columns)
	for _, t := range p.Terms {
		n = max(n, len(t))
	}
	return n
}

// Columns of cells after the fields of a state: the episode's number, the steps
// taken in it, the sum of its rewards, score and success up to now.
const cellTail = 5

// cellColumns is the number of words that an instance keeps.
func (p *Program) cellColumns() int { return len(p.spec.State) + cellTail + p.memory }

// faultColumns is the number of words that tell a fault.
func (p *Program) faultColumns() int { return faultHead + 2*len(p.spec.State) + len(p.spec.Action) }

// RawWidth returns the width of a raw action: W.
func (p *Program) RawWidth() int {
	if p.spec.Choices > 0 {
		return 1
	}
	return len(p.spec.Action)
}
