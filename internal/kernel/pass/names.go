package pass

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// names gives variables of a function names that no other has.
type names map[string]bool

func namesOf(f *ir.Func) names {
	n := make(names, len(f.Vars))
	for _, v := range f.Vars {
		n[v.Name] = true
	}
	return n
}

// unique returns name, with a number where it is taken, and takes it.
func (n names) unique(name string) string {
	try := name
	for i := 2; n[try]; i++ {
		try = fmt.Sprintf("%s#%d", name, i)
	}
	n[try] = true
	return try
}
