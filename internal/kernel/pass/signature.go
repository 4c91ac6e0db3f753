package pass

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// signatures makes functions that are no entries take and return less: not the
// parameters that they do not use, and not the results that are a parameter as it
// came, such as most fields of a struct that a method changes one of. It is given
// functions in order: each is adapted to the functions that it calls before it is
// shortened itself.
//
// A value that is left out has been computed by the caller, which still has it:
// nothing that can stop is moved.
type signatures struct {
	changed map[*ir.Func]signature
	keep    func(*ir.Func) bool // functions that are not to be changed
}

// signature says what became of a function.
type signature struct {
	params  []int // those that stay
	results []int // those that stay, by their new index; -1 for others
	given   []int // for the others, which parameter they are
}

func newSignatures(keep func(*ir.Func) bool) *signatures {
	return &signatures{map[*ir.Func]signature{}, keep}
}

// shorten removes parameters and results of f. e has the functions that f calls.
func (s *signatures) shorten(f *ir.Func, e effects) {
	if f.Entry != "" || s.keep(f) {
		return
	}
	used := usesOf(f)
	given := used.given(f)
	sig := signature{results: make([]int, len(f.Results)), given: given}
	var results []ir.Field
	for i, r := range f.Results {
		sig.results[i] = -1
		if given[i] < 0 {
			sig.results[i] = len(results)
			results = append(results, r)
		}
	}
	// A load that only a result needed that is gone is not needed either.
	dropped := len(results) < len(f.Results)
	if dropped {
		for _, r := range used.returns {
			r.Args = picked(r.Args, given)
		}
		dead(f, e)
		used = usesOf(f)
	}
	var params []*ir.Var
	for i, p := range f.Params {
		if used.loaded[p] || used.stored[p] {
			sig.params = append(sig.params, i)
			params = append(params, p)
		}
	}
	if !dropped && len(params) == len(f.Params) {
		return
	}
	f.Vars = append(append([]*ir.Var{}, params...), f.Vars[len(f.Params):]...)
	f.Params, f.Results, f.Pointers = params, results, nil
	s.changed[f] = sig
}

// picked returns the results that are not given by a parameter.
func picked(args []*ir.Value, given []int) []*ir.Value {
	var out []*ir.Value
	for i, a := range args {
		if given[i] < 0 {
			out = append(out, a)
		}
	}
	return out
}

// uses is what a function does with its variables.
type uses struct {
	loaded, stored map[*ir.Var]bool
	returns        []*ir.Value
}

func usesOf(f *ir.Func) uses {
	u := uses{map[*ir.Var]bool{}, map[*ir.Var]bool{}, nil}
	f.Body.Walk(func(v *ir.Value) {
		switch v.Op {
		case ir.Load:
			u.loaded[v.Var] = true
		case ir.Store:
			u.stored[v.Var] = true
		case ir.Return:
			u.returns = append(u.returns, v)
		}
	})
	return u
}

// given returns for each result the parameter that it always is, or -1.
func (u uses) given(f *ir.Func) []int {
	index := make(map[*ir.Var]int, len(f.Params))
	for i, p := range f.Params {
		index[p] = i
	}
	out := make([]int, len(f.Results))
	for i := range out {
		out[i] = -1
		for n, r := range u.returns {
			a := r.Args[i]
			at, param := index[a.Var]
			if a.Op != ir.Load || len(a.Path) > 0 || !param || u.stored[a.Var] || n > 0 && at != out[i] {
				out[i] = -1
				break
			}
			out[i] = at
		}
	}
	return out
}

// adapt changes the calls in f to what became of the functions called.
func (s *signatures) adapt(f *ir.Func) {
	if len(s.changed) == 0 {
		return
	}
	replaced, full := map[*ir.Value]*ir.Value{}, map[*ir.Value][]*ir.Value{}
	s.block(f.Body, replaced, full)
}

// block adapts calls. full has the arguments that calls had, and replaced what
// stands for the results that are such arguments.
func (s *signatures) block(b *ir.Block, replaced map[*ir.Value]*ir.Value, full map[*ir.Value][]*ir.Value) {
	kept := b.Values[:0]
	for _, v := range b.Values {
		for i, a := range v.Args {
			if r, ok := replaced[a]; ok {
				v.Args[i] = r
			}
		}
		if sig, ok := s.changed[v.Func]; ok && v.Op == ir.Call {
			full[v] = v.Args
			v.Args = nil
			for _, i := range sig.params {
				v.Args = append(v.Args, full[v][i])
			}
			v.Type = v.Func.Returns()
		}
		if v.Op == ir.Result && full[v.Args[0]] != nil {
			sig := s.changed[v.Args[0].Func]
			if sig.results[v.Index] < 0 {
				replaced[v] = full[v.Args[0]][sig.given[v.Index]]
				continue
			}
			v.Index = sig.results[v.Index]
		}
		for _, inner := range v.Blocks {
			s.block(inner, replaced, full)
		}
		kept = append(kept, v)
	}
	b.Values = kept
}
