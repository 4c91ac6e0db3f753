package spirv

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Limits of a module.
const (
	// MaxDepth bounds the conditionals and loops within one another, through
	// all calls. Mesa's software driver computes wrong results beyond 80.
	MaxDepth = 64

	// MaxParams bounds the parameters of a function that is called: the 255
	// of the specification's universal limits.
	MaxParams = 255

	// MaxWords bounds a module, of which drivers make as many copies of a function
	// as it has calls: Mesa's software driver takes seconds for a tenth of this.
	MaxWords = 1 << 20
)

// shape is what callers need to know of a function.
type shape struct {
	f     *ir.Func
	id    id
	depth int // of nested conditionals and loops, through all calls
}

// check returns an error that names a limit and the function that exceeds it.
func (m *module) check() error {
	for f, s := range m.funcs {
		if s.depth > MaxDepth {
			return fmt.Errorf("%s has conditionals, loops and calls %d deep within one another, at most %d: use fewer early returns and shorter chains of else if", f.Name, s.depth, MaxDepth)
		}
		if s.id != 0 && len(f.Params) > MaxParams {
			return fmt.Errorf("%s has %d parameters, at most %d: put them into an array", f.Name, len(f.Params), MaxParams)
		}
	}
	if n := len(m.binary()) / 4; n > MaxWords {
		return fmt.Errorf("the module has %d words, at most %d: shorten the program, or use loops", n, MaxWords)
	}
	return nil
}
