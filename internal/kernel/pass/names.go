package pass

import (
	"strconv"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// names gives variables of a function names that no other has: for each that is
// taken, the number to try next.
type names map[string]int

func namesOf(f *ir.Func) names {
	n := make(names, len(f.Vars))
	for _, v := range f.Vars {
		n[v.Name] = 2
	}
	for _, b := range f.Buffers {
		n[b.Name] = 2
	}
	return n
}

// unique returns name, with a number where it is taken, and takes it.
func (n names) unique(name string) string {
	next := n[name]
	if next == 0 {
		n[name] = 2
		return name
	}
	for {
		try := name + "#" + strconv.Itoa(next)
		next++
		if n[try] == 0 {
			n[name], n[try] = next, 2
			return try
		}
	}
}
