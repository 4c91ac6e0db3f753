// Package critic decides whether a reward that a language model wrote may be
// trained on, and runs it.
//
// What a source must have is its kind of output, of which package output has the
// table; engines run func Reward, which is made of other functions where the kind
// has those.
//
// A review takes the source through stages: extract, parse, policy, typecheck,
// load, compile, probe. The first stage that refuses ends it, with every finding
// of that stage. Source that nobody trusts is type-checked, compiled and
// interpreted only in a child process with bounded memory and time, an empty
// environment and no way to anything but arithmetic. The interpreter, yaegi, is
// no sandbox: what keeps a reward in are the policy, the three packages it can
// import, and the child's limits. A reward that broke out of the interpreter
// would have the rights of the user who runs the program.
//
// An accepted reward that is kernel Go is trained on in its compiled form, a
// WebAssembly module with fixed memory and nothing to reach outside of it, which
// runs in this process. Interpreter and compiled form must agree on everything
// that the probe tries. Other accepted rewards run interpreted, in a child; where
// policies train on a GPU, which interprets nothing, they are rejected.
package critic

import (
	"cmp"
	"fmt"
	"os"
	"time"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/critic/internal/sandbox"
)

// Finding is one remark about a reward.
type Finding = finding.Finding

// Verdicts.
const (
	Accepted = "accepted"
	Rejected = "rejected"
)

// Engines run rewards.
const (
	EngineWasm  = "wasm"  // compiled, in this process
	EngineYaegi = "yaegi" // interpreted, in a child process
)

// Engines lists the engines, the preferred one first.
func Engines() []string { return []string{EngineWasm, EngineYaegi} }

// Verdict is the outcome of a review.
type Verdict struct {
	Verdict  string    `json:"verdict"`
	Findings []Finding `json:"findings"` // never nil

	Source       string   `json:"source,omitempty"` // as extracted; lines of findings refer to it
	Output       string   `json:"output,omitempty"` // the source's kind, as Subject has it
	Terms        []string `json:"terms,omitempty"`  // sorted
	Memory       bool     `json:"memory,omitempty"` // the reward keeps Memory
	Engine       string   `json:"engine,omitempty"` // what runs the reward
	Why          string   `json:"why,omitempty"`    // why it is not the preferred engine
	Probes       int      `json:"probes,omitempty"` // transitions tried
	Milliseconds float64  `json:"milliseconds"`     // the review took
}

// OK says that the reward may be trained on.
func (v *Verdict) OK() bool { return v.Verdict == Accepted }

// Limits bound what a reward may use. Zero fields have the values of
// DefaultLimits.
type Limits struct {
	Memory  int64         // bytes of data of the child
	CPU     time.Duration // of a review
	Opening time.Duration // CPU of its stages before the probes, at most that of all
	Probing time.Duration // wall clock of its probes
	Wall    time.Duration // of its stages before the probes, and of every few thousand transitions of a Program
	Budget  int           // loop iterations and function calls of one call of Reward
	Average int           // the same, on average over the probes

	// Probes bounds the same for all calls together by which a review tries a reward
	// where play has been. A reward that is too expensive meets it long before CPU and
	// Probing, so that every machine comes to the same verdict.
	Probes int
}

// DefaultLimits are generous for any reward that is worth training on.
//
// A million of Probes takes the interpreter 0.6 to 2 seconds, so that CPU is more
// than five times what Probes come to. Rewards of models that were accepted took 7
// million at the most, and all but one of them less than 3.
func DefaultLimits() Limits {
	return Limits{
		Memory: 512 << 20, CPU: 2 * time.Minute, Opening: 10 * time.Second, Probing: 5 * time.Minute, Wall: 30 * time.Second,
		Budget: 100_000, Average: 2000, Probes: 8_000_000,
	}
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	return Limits{
		Memory: cmp.Or(l.Memory, d.Memory), CPU: cmp.Or(l.CPU, d.CPU), Opening: cmp.Or(l.Opening, d.Opening), Probing: cmp.Or(l.Probing, d.Probing), Wall: cmp.Or(l.Wall, d.Wall),
		Budget: cmp.Or(l.Budget, d.Budget), Average: cmp.Or(l.Average, d.Average),
		Probes: cmp.Or(l.Probes, d.Probes),
	}
}

// maxStack of a child is enough for any reward without recursion and little
// enough to run out quickly.
const maxStack = 64 << 20

func (l Limits) sandbox(session bool) sandbox.Limits {
	s := sandbox.Limits{Memory: l.Memory, CPU: l.CPU, Opening: l.Opening, StackBytes: maxStack}
	if session {
		s.CPU = 0
	}
	return s
}

// Critic reviews and runs rewards. The zero value is ready to use. It is safe
// for use by several goroutines.
type Critic struct {
	programs programs

	// Executable is a program whose main function serves children, see
	// IsChild; "" is the running program.
	Executable string
	Limits     Limits

	// GPU rejects what a GPU cannot train on: rewards that do not compile to a
	// shader, and those that fail in float32 where play has been. Otherwise such
	// rewards run interpreted.
	GPU bool

	// Trains says why a GPU's program of an environment and a reward, accepted by
	// all other stages and with func Reward, cannot be made; nil for nothing to be asked. Diagnostics of
	// a *kernel.RefusedError count in the reward where their file has the name
	// that positions of compiled rewards have, reward.go.
	Trains func(source string) error
}

// start runs a limited child.
func (c *Critic) start(limits sandbox.Limits) (*child, error) {
	exe := c.Executable
	if exe == "" {
		var err error
		if exe, err = os.Executable(); err != nil {
			return nil, fmt.Errorf("finding the running program to start the critic's child: %w", err)
		}
	}
	p, err := sandbox.Start(exe, childArg)
	if err != nil {
		return nil, err
	}
	return newChild(p, limits), nil
}
