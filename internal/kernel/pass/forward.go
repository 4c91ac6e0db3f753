package pass

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// Forwarding: each store gives its variable a new version, and so do a branch, a
// loop and a block that may have stored to it. A load is known by variable,
// version, path and indices; a store makes the load that would follow known as
// well. So a load is replaced by the value stored, or by an earlier load, exactly
// where no store can have come between.

// assign gives x a version that it has not had.
func (s *simplifier) assign(x *ir.Var) {
	s.changes = append(s.changes, change{x, s.version[x]})
	s.last++
	s.version[x] = s.last
}

// loadKey names what a load of this place would yield here.
func (s *simplifier) loadKey(x *ir.Var, path []int, indices []*ir.Value) (key, bool) {
	k := key{op: ir.Load, v: x, bits: uint64(s.version[x])}
	if len(path) > len(k.path) || len(indices) > len(k.args) {
		return key{}, false
	}
	copy(k.args[:], indices)
	for i, step := range path {
		if step+2 > 255 {
			return key{}, false
		}
		k.path[i] = uint8(step + 2) // 1 for ir.Dynamic, 0 behind the end
	}
	return k, true
}

// load makes the load of a variable that nothing was stored to its zero.
func (s *simplifier) load(v *ir.Value) {
	if s.version[v.Var] == 0 {
		*v = ir.Value{Op: ir.Zero, Type: v.Type, Pos: v.Pos}
		if s.Fold {
			foldZero(v)
		}
	}
}

// store writes a store, unless what it stores is there already.
func (s *simplifier) store(v *ir.Value) {
	if !s.Forward {
		s.assign(v.Var)
		s.emit(v)
		return
	}
	x, value, indices := v.Var, v.Args[0], v.Args[1:]
	if k, ok := s.loadKey(x, v.Path, indices); ok && s.known[k] == value {
		s.again = s.again || s.loops > 0
		return
	}
	if s.version[x] == 0 && isZero(value) {
		return
	}
	s.assign(x)
	if k, ok := s.loadKey(x, v.Path, indices); ok {
		s.learn(k, value)
	}
	s.emit(v)
}

// element turns an element of an array that was loaded into a load of that
// element, where the variable still holds it.
func (s *simplifier) element(v *ir.Value) {
	from := v.Args[0]
	if from.Op != ir.Load || from.Type.Kind != ir.Array {
		return
	}
	if k, ok := s.loadKey(from.Var, from.Path, from.Args); !ok || s.known[k] != from {
		return
	}
	var index *ir.Value
	if v.Op == ir.Elem {
		index = v.Args[1]
	} else {
		index = s.constant(ir.TInt, uint64(v.Index), v.Pos)
	}
	path := append(from.Path[:len(from.Path):len(from.Path)], ir.Dynamic)
	args := append(from.Args[:len(from.Args):len(from.Args)], index)
	*v = ir.Value{Op: ir.Load, Type: v.Type, Pos: v.Pos, Var: from.Var, Path: path, Args: args}
}

// isZero says that a value is the zero of its type, of floats the positive one.
func isZero(v *ir.Value) bool {
	return v.Op == ir.Zero || v.Op == ir.Const && v.Bits == 0
}
