package designer

// Preset is a published method as data: the values that a task file leaves
// unset.
type Preset struct {
	Name, Size  string
	Samples     int     // K
	Iterations  int     //
	Temperature float64 //
	Carry       string  // CarryRound or CarryGlobal
	Fitness     string  // FitnessLast or FitnessMax
	Feedback    string  // ViewSummary or ViewSeries
	Repairs     int     // repair rounds of each rejected candidate
	Retries     int     // repetitions of an iteration that failed as a whole
}

// What the next prompt holds.
const (
	CarryRound  = "round"  // the best of the last iteration
	CarryGlobal = "global" // the best of all iterations
)

// What candidates are compared by.
const (
	FitnessLast = "last" // the mean over the seeds at the last checkpoint
	FitnessMax  = "max"  // the mean over the seeds of the maximum over the checkpoints
)

// Views of the feedback.
const (
	ViewSummary = "summary"
	ViewSeries  = "series"
)

// presets is the table of methods. Eureka (Ma et al. 2024, "Eureka: Human-Level
// Reward Design via Coding Large Language Models") as its released code has it:
// 16 samples, 5 iterations, temperature 1, the round's best carries over and
// fitness is the maximum over training. The small size differs from the paper
// where the paper's choice favours luck.
var presets = []Preset{
	{
		Name: "eureka", Size: "paper", Samples: 16, Iterations: 5, Temperature: 1,
		Carry: CarryRound, Fitness: FitnessMax, Feedback: ViewSeries, Repairs: 0, Retries: 5,
	},
	{
		Name: "eureka", Size: "smoke", Samples: 4, Iterations: 2, Temperature: 1,
		Carry: CarryGlobal, Fitness: FitnessLast, Feedback: ViewSummary, Repairs: 1, Retries: 1,
	},
}

// Presets returns the table of methods.
func Presets() []Preset { return append([]Preset(nil), presets...) }

// preset returns the row of the task's method. Task files are checked against
// the table when they are read, so a missing row is a mistake of the program.
func (m *Method) preset() Preset {
	for _, p := range presets {
		if p.Name == m.Preset && p.Size == m.Size {
			return p
		}
	}
	panic("designer: no preset " + m.Preset + " of size " + m.Size)
}

// Resolved returns t with every value that the preset decides filled in. The
// result shares no pointer with t.
func (t Task) Resolved() Task {
	p := t.Method.preset()
	m := &t.Method
	fill(&m.Samples, p.Samples)
	fill(&m.Iterations, p.Iterations)
	fill(&m.Carry, p.Carry)
	fill(&m.Fitness, p.Fitness)
	fill(&m.Feedback, p.Feedback)
	fill(&m.Repairs, p.Repairs)
	fill(&m.Retries, p.Retries)
	fill(&t.Model.Temperature, Temperature{Value: p.Temperature})
	return t
}

func fill[T any](field **T, preset T) {
	value := preset
	if *field != nil {
		value = **field
	}
	*field = &value
}
