package critic

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/critic/internal/check"
	"github.com/rewardsmith/rewardsmith/critic/internal/compile"
	"github.com/rewardsmith/rewardsmith/critic/internal/lower"
	"github.com/rewardsmith/rewardsmith/critic/internal/sandbox"
	"github.com/rewardsmith/rewardsmith/critic/internal/vm"
	"github.com/rewardsmith/rewardsmith/critic/output"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

// childArg is the first argument of a program that is to be a child.
const childArg = "__critic"

// IsChild says that the program was started as a critic's child. main and
// TestMain ask before anything else:
//
//	if critic.IsChild(os.Args) {
//		os.Exit(critic.ServeChild(os.Stdin, os.Stdout))
//	}
func IsChild(args []string) bool { return len(args) > 1 && args[1] == childArg }

// ServeChild is the whole life of a child: it limits itself, then reads one
// reward and batches of transitions from in and writes results to out until in
// ends. The result is the exit status. It returns while a reward still runs, so
// the program must exit at once.
func ServeChild(in io.Reader, out io.Writer) int {
	r := bufio.NewReaderSize(in, 1<<16)
	kind, payload, err := readFrame(r, 1<<12, nil)
	if err != nil || kind != frameLimits {
		return sandbox.ExitProtocol
	}
	var limits sandbox.Limits
	if err := json.Unmarshal(payload, &limits); err != nil {
		return sandbox.ExitProtocol
	}
	exceeded, err := sandbox.Enter(limits)
	if err != nil {
		return sandbox.ExitLimits
	}
	frames := make(chan frame)
	gone := make(chan struct{})
	go receive(r, frames, gone)
	done := make(chan int, 1)
	go func() {
		s := &server{limits: limits, out: bufio.NewWriterSize(out, 1<<16)}
		done <- s.serve(frames)
	}()
	select {
	case code := <-exceeded:
		return code
	case code := <-done:
		return code
	case <-gone:
		return 0
	}
}

type frame struct {
	kind    frameKind
	payload []byte
}

// receive reads frames ahead, so that the end of in is noticed while a reward
// runs.
func receive(r io.Reader, frames chan<- frame, gone chan<- struct{}) {
	defer close(gone)
	for {
		kind, payload, err := readFrame(r, maxFrame, nil)
		if err != nil {
			return
		}
		frames <- frame{kind, payload}
	}
}

// server answers the parent's requests one by one.
type server struct {
	limits  sandbox.Limits
	out     *bufio.Writer
	kind    *output.Kind
	machine *vm.Machine
	terms   []string // names that every call returns, nil before the first
	columns [][]float64
	buf     []byte
}

func (s *server) serve(frames <-chan frame) int {
	for f := range frames {
		var err error
		switch {
		case f.kind == frameOpen && s.machine == nil:
			err = s.open(f.payload)
		case f.kind == frameBatch && s.machine != nil:
			err = s.batch(f.payload)
		default:
			return sandbox.ExitProtocol
		}
		if err != nil && writeFrame(s.out, frameError, []byte(err.Error())) != nil {
			return sandbox.ExitProtocol
		}
	}
	return 0
}

// open takes a reward through all stages up to load.
func (s *server) open(payload []byte) error {
	var req request
	if err := json.Unmarshal(payload, &req); err != nil {
		return fmt.Errorf("decoding the request: %w", err)
	}
	kind, err := output.Named(req.Output)
	if err != nil {
		return err
	}
	s.kind = kind
	imports, err := check.NewImports(req.Packages)
	if err != nil {
		return err
	}
	reward, found := check.Source(string(req.Source), kind, imports, s.announce)
	if len(found) > 0 {
		return writeJSON(s.out, frameOpened, opened{Findings: found})
	}
	s.announce(finding.Load)
	program, err := lower.Lower(reward, imports)
	if err == nil {
		s.machine, err = vm.New(program, req.Budget)
	}
	if err != nil {
		return writeJSON(s.out, frameOpened, opened{Findings: reward.Own([]Finding{unsupported(reward, err)})})
	}
	s.announce(finding.Compile)
	o := opened{Findings: check.Warnings(reward), Memory: s.machine.HasMemory()}
	if req.Compile {
		req.Source = []byte(reward.Text)
		o.compile(req)
		o.Findings = reward.Own(o.Findings)
	}
	s.announce(finding.Probe)
	if err := sandbox.Proceed(s.limits); err != nil {
		return err
	}
	return writeJSON(s.out, frameOpened, o)
}

// compile adds the program, or what keeps the reward from being compiled. A GPU
// runs nothing else.
func (o *opened) compile(req request) {
	program, err := compile.Reward(req.Packages, string(req.Source), req.GPU)
	var refused *kernel.RefusedError
	switch {
	case err == nil:
		o.Program = program
		o.Findings = append(o.Findings, findings(program.Remarks, "", false)...)
		return
	case !errors.As(err, &refused):
		o.Why = "it cannot be compiled: " + err.Error()
		o.Findings = append(o.Findings, notCompiled(o.Why, req.GPU))
		return
	}
	o.Why = "it is not kernel Go: " + compile.Why(err)
	o.Findings = append(o.Findings, refusals(refused, req.GPU)...)
}

// refusals are the findings on what is not kernel Go.
func refusals(refused *kernel.RefusedError, gpu bool) []Finding {
	return findings(refused.Diagnostics, consequence(gpu), gpu)
}

// findings are those of the compiler, with what follows from them.
func findings(list []kernel.Diagnostic, consequence string, rejects bool) []Finding {
	var found []Finding
	for _, d := range list {
		f := Finding{
			Stage: finding.Compile, Reason: d.Reason, Message: d.Message + consequence, Suggestion: d.Suggestion, Rejects: rejects,
		}
		if d.Pos.File == compile.File {
			f.Line, f.Column = d.Pos.Line, d.Pos.Column
		}
		found = append(found, f)
	}
	return finding.Limit(found)
}

func unsupported(r *check.Reward, err error) Finding {
	f := Finding{
		Stage: finding.Load, Reason: "unsupported", Rejects: true,
		Message: err.Error(), Suggestion: "write it in a simpler way",
	}
	if e := lower.IsError(err); e != nil && e.Pos.IsValid() {
		p := r.Fset.PositionFor(e.Pos, false)
		f.Line, f.Column = p.Line, p.Column
	}
	return f
}

// announce tells the parent which stage begins, in case it is the last.
func (s *server) announce(stage string) {
	// A parent that has gone is noticed where frames are received.
	_ = writeFrame(s.out, frameStage, []byte(stage))
}

func (s *server) batch(payload []byte) error {
	b, h, err := decodeBatch(payload)
	if err != nil {
		return err
	}
	s.machine.Limit(h.TickLimit)
	if h.Fresh != 0 {
		s.machine.Forget()
	}
	before := s.machine.Ticks()
	done := 0
	err = s.machine.Run(b, func(i int, total float64, terms map[string]float64) error {
		if err := s.collect(i, h.Count, total, terms); err != nil {
			return err
		}
		done++
		return nil
	})
	var fault *vm.Fault
	if err != nil && !errors.As(err, &fault) {
		return err
	}
	if err := s.results(done, s.machine.Ticks()-before); err != nil {
		return err
	}
	if fault != nil {
		return writeJSON(s.out, frameFault, wireFault{At: fault.At, Reason: fault.Reason, Message: s.kind.InWords(fault.Message)})
	}
	return nil
}

// collect stores what one call returned. The first call decides the terms.
func (s *server) collect(i, count int, total float64, terms map[string]float64) error {
	if s.terms == nil {
		names := slices.Sorted(maps.Keys(terms))
		if f := badTerms(s.kind, names); f != nil {
			f.At = i
			return f
		}
		s.terms = names
		if err := writeJSON(s.out, frameTerms, names); err != nil {
			return err
		}
	}
	s.reserve(count)
	s.columns[0][i] = total
	if len(terms) != len(s.terms) {
		return differentTerms(s.kind, i, s.terms, terms)
	}
	for k, name := range s.terms {
		v, ok := terms[name]
		if !ok {
			return differentTerms(s.kind, i, s.terms, terms)
		}
		s.columns[k+1][i] = v
	}
	return nil
}

func (s *server) reserve(count int) {
	for len(s.columns) < len(s.terms)+1 {
		s.columns = append(s.columns, nil)
	}
	for i := range s.columns {
		if len(s.columns[i]) < count {
			s.columns[i] = make([]float64, count)
		}
	}
}

// results sends the number of results, the ticks spent, the totals and the terms.
func (s *server) results(done, ticks int) error {
	s.buf = appendInt(appendInt(s.buf[:0], done), ticks)
	if done > 0 {
		for _, c := range s.columns {
			s.buf = appendFloats(s.buf, c[:done])
		}
	}
	return writeFrame(s.out, frameResults, s.buf)
}

func decodeBatch(payload []byte) (*vm.Batch, *batchHeader, error) {
	c := &cursor{payload}
	h := &batchHeader{}
	if err := h.read(c); err != nil {
		return nil, nil, err
	}
	b := &vm.Batch{First: h.First, Instances: h.Instances, Start: make([]bool, h.Count)}
	backing := make([]float64, h.Count*(2*h.State+h.Action))
	for _, group := range []struct {
		columns *[][]float64
		n       int
	}{{&b.State, h.State}, {&b.Action, h.Action}, {&b.Next, h.State}} {
		for range group.n {
			column := backing[:h.Count:h.Count]
			backing = backing[h.Count:]
			if err := c.floats(column); err != nil {
				return nil, nil, err
			}
			*group.columns = append(*group.columns, column)
		}
	}
	for i := range b.Start {
		b.Start[i] = c.rest[i] != 0
	}
	return b, h, nil
}
