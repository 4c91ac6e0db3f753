package rollout

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"github.com/rewardsmith/rewardsmith/envs/metric"
	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout/words"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

//go:embed rollout.go.tmpl
var templateText string

var programTemplate = template.Must(template.New("rollout.go").Parse(templateText))

// program writes the program.
func (b *builder) program() (*Program, error) {
	spec := b.config.Spec
	p := &Program{spec: spec, counted: b.config.Counted, columns: b.config.Terms, memory: mostMemory(b.rewards), Shape: Shape{Inputs: len(spec.Observation), Hidden: b.config.Hidden, Outputs: spec.Choices}}
	if spec.Choices == 0 {
		p.Shape.Outputs, p.Shape.Free = len(spec.Action), len(spec.Action)
	}
	for _, r := range b.rewards {
		p.Terms = append(p.Terms, r.Terms)
	}
	added, err := b.environmentGlue()
	if err != nil {
		return nil, err
	}
	b.env.Files = append(b.env.Files, added)
	p.Unit.Packages = []kernel.Package{b.env}
	for k := range b.rewards {
		if len(b.rewards[k].Memory) > 0 {
			file := rewardGlue(packageName(b.packages[k].Files[0].Text), &b.rewards[k])
			b.packages[k].Files = append(b.packages[k].Files, file)
		}
	}
	text, err := b.text(p)
	if err != nil {
		return nil, err
	}
	own := kernel.Package{Path: programPath, Files: []kernel.File{{Name: "rollout.go", Text: text}}, Free: true}
	p.Unit.Packages = append(append(p.Unit.Packages, b.files()...), own)
	for _, e := range p.Entries() {
		p.Unit.Entries = append(p.Unit.Entries, kernel.Entry{Package: programPath, Func: e.Name, Name: e.Name, Grid: true})
	}
	p.Library, err = kernel.LibraryFor(p.Unit, b.library...)
	return p, err
}

// text writes the package with the entries.
func (b *builder) text(p *Program) (string, error) {
	spec := b.config.Spec
	t := &texts{
		Shape: p.Shape, program: p, builder: b,
		RNG: rngPath, Words: words.Path, Device: devicePath,
		MaxSteps: spec.MaxSteps, Limit: number(MaxMagnitude), Clip: "10", HalfLog2Pi: "0.918938533204672741780329736405617640",
		Faults: faultNames, JobWords: JobWords,
		StreamStep: rng.StreamStep, StreamObserve: rng.StreamObserve, StreamPolicy: rng.StreamPolicy,
		State: b.state, Action: b.action, Observation: b.observation, Rewards: b.rewards,
		Memory: p.memory, Terms: p.TermColumns(), Choices: spec.Choices, Success: spec.Success != nil, Counted: p.counted,
		In: pad(p.Shape.Inputs) / 4, Out: pad(p.Shape.Outputs) / 4,
	}
	t.folds(spec.Score.Over)
	var s strings.Builder
	err := programTemplate.Execute(&s, t)
	return s.String(), err
}

// texts is what the template is filled with.
type texts struct {
	Shape
	program *Program
	builder *builder

	RNG, Words, Device      string
	MaxSteps, JobWords      int
	Limit, Clip, HalfLog2Pi string
	Faults                  []string

	StreamStep, StreamObserve, StreamPolicy int

	State, Action, Observation []leaf
	Rewards                    []rewardProgram
	Memory, Terms, Choices     int
	Success, Counted           bool
	In, Out                    int // widths of the networks in vectors

	FoldScore, EpisodeScore, FoldSuccess, EpisodeSuccess string
}

// folds chooses how scores and successes become those of an episode, as
// envs.Tally does.
func (t *texts) folds(score int) {
	t.FoldScore, t.EpisodeScore = "x.score += m.score", "x.score"
	switch score {
	case metric.Mean:
		t.EpisodeScore = "x.score / float32(x.step)"
	case metric.Last:
		t.FoldScore = "x.score = m.score"
	case metric.Max:
		t.FoldScore = "if x.step == 1 || m.score > x.score {\n\t\tx.score = m.score\n\t}"
	}
	success := t.builder.config.Spec.Success
	if success == nil {
		t.EpisodeSuccess = "false"
		return
	}
	t.EpisodeSuccess = "x.held != 0"
	switch success.Over {
	case metric.Any:
		t.FoldSuccess = "if m.success {\n\t\tx.held = 1\n\t}"
	case metric.Last:
		t.FoldSuccess = "x.held = words.OfBool(m.success)"
	default:
		t.FoldSuccess = "x.held = words.OfBool(m.success) * (x.held + 1)"
		t.EpisodeSuccess = fmt.Sprintf("x.held >= %d", success.Over-metric.Held)
	}
}

// Choice calls the reward of a job.
func (t *texts) Choice() string {
	arguments := "s, a, next"
	if t.Memory > 0 {
		arguments = "memory, " + arguments
	}
	return tree(0, len(t.Rewards), func(k int) string { return fmt.Sprintf("j = judge%d(%s)", k, arguments) })
}

// Signature writes the parameters of an entry.
func (t *texts) Signature(entry string) string {
	all := t.program.Entries()
	at := slices.IndexFunc(all, func(e Entry) bool { return e.Name == entry })
	list := []string{"i uint32"}
	for _, p := range all[at].Parameters {
		list = append(list, p.Name+" "+p.Element.String())
	}
	return strings.Join(list, ", ")
}

// upTo lists the numbers below n.
func upTo(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

func (t *texts) EachTerm() []int      { return upTo(t.Terms) }
func (t *texts) EachMemory() []int    { return upTo(t.Memory) }
func (t *texts) EachFreeBlock() []int { return upTo(t.FreeBlocks()) }

// Block and Lane are where field i lies among vectors of four.
func (t *texts) Block(i int) int { return i / 4 }
func (t *texts) Lane(i int) int  { return i % 4 }

// Cell is a column of cells after the fields of a state.
func (t *texts) Cell(i int) int { return len(t.State) + i }

// Columns of statistics.
func (t *texts) TermColumn(k int) int   { return t.program.Statistics().Terms + k }
func (t *texts) FirstColumn(i int) int  { return t.program.Statistics().Deviations + i }
func (t *texts) SecondColumn(i int) int { return t.program.Statistics().Squares + i }
func (t *texts) RecordColumns() int     { return t.program.Record().Columns }
func (t *texts) TotalColumns() int      { return t.program.Statistics().Deviations }
func (t *texts) FaultColumns() int      { return t.program.faultColumns() }
func (t *texts) Cells() int             { return t.program.cellColumns() }

// Sizes in vectors.
func (t *texts) NormaliserBlocks() int { return 2 * t.In }
func (t *texts) ParamBlocks() int      { return t.Shape.Words() / 4 }
func (t *texts) FreeBlocks() int       { return pad(t.Shape.Free) / 4 }
func (t *texts) LastOut() int          { return t.Out - 1 }
func (t *texts) LastChoice() int       { return t.Choices - 1 }

// Widths are those of the layers from input to output, Widest the largest of them.
func (t *texts) Widths() []int { return t.Shape.vectors() }
func (t *texts) Widest() int   { return slices.Max(t.Shape.vectors()) }

// LayerCount is the number of layers, Rows those of weights that meet a vector of
// inputs, and Lanes the vectors of outputs that are computed together.
func (t *texts) LayerCount() int { return len(t.Shape.Hidden) + 1 }
func (t *texts) Rows() []int     { return upTo(4) }
func (t *texts) Lanes() []int    { return upTo(2) }

// Free is where the free parameters of a network begin, in vectors.
func (t *texts) Free() int { return t.ParamBlocks() - t.FreeBlocks() }

// Middle and Half are the middle of the range of action field f and half its width.
func (t *texts) Middle(f int) string {
	of := t.builder.config.Spec.Action[f]
	return number((of.Lo + of.Hi) / 2)
}

func (t *texts) Half(f int) string {
	of := t.builder.config.Spec.Action[f]
	return number((of.Hi - of.Lo) / 2)
}

// Low and High are the bounds of action field f.
func (t *texts) Low(f int) string  { return number(t.builder.config.Spec.Action[f].Lo) }
func (t *texts) High(f int) string { return number(t.builder.config.Spec.Action[f].Hi) }
