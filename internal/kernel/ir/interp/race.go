package interp

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// RaceError says that what an invocation does depends on when another one of the
// same grid runs: one of them puts an element that the other puts or fetches.
type RaceError struct {
	Kernel string
	Buffer string
	Index  int // of the element
	Now    Access
	Before Access
}

// Access is what an invocation does with an element, and where.
type Access struct {
	Invocation uint32
	Op         ir.Op // ir.Fetch or ir.Put
	Pos        ir.Pos
}

func (a Access) String() string {
	return fmt.Sprintf("invocation %d (%s at %s)", a.Invocation, a.Op, a.Pos)
}

func (e *RaceError) Error() string {
	return fmt.Sprintf("%s races for element %d of %s: %s and %s", e.Kernel, e.Index, e.Buffer, e.Before, e.Now)
}

// races remembers who has accessed the words of buffers in one launch. Words are
// known by where they are, so that buffers which overlap share them.
type races map[*uint32]*accesses

// accesses are the first ones to a word: by one invocation that puts it, and by two
// that fetch it. These tell whether the next one is a race.
type accesses struct {
	put, fetched, fetchedToo *Access
}

// note adds an access to an element, and returns an error where it is a race.
func (r races) note(g *launch, v *ir.Value, index int, element []uint32) error {
	now := Access{g.invocation, v.Op, v.Pos}
	for i := range element {
		word := r[&element[i]]
		if word == nil {
			word = &accesses{}
			r[&element[i]] = word
		}
		if before := word.other(now); before != nil {
			return &RaceError{Kernel: g.f.Name, Buffer: v.Buffer.Name, Index: index, Now: now, Before: *before}
		}
		word.add(now)
	}
	return nil
}

// other returns an access of another invocation that one must not meet.
func (w *accesses) other(now Access) *Access {
	against := []*Access{w.put}
	if now.Op == ir.Put {
		against = append(against, w.fetched, w.fetchedToo)
	}
	for _, before := range against {
		if before != nil && before.Invocation != now.Invocation {
			return before
		}
	}
	return nil
}

func (w *accesses) add(now Access) {
	switch {
	case now.Op == ir.Put && w.put == nil:
		w.put = &now
	case now.Op == ir.Put:
	case w.fetched == nil:
		w.fetched = &now
	case w.fetchedToo == nil && w.fetched.Invocation != now.Invocation:
		w.fetchedToo = &now
	}
}
