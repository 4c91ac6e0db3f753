package pass

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// key is what makes two values equal: the same operation of the same operands.
type key struct {
	op    ir.Op
	kind  ir.Kind
	typ   *ir.Type // of aggregates
	args  [3]*ir.Value
	bits  uint64 // of Const; else the index, or a variable's version
	table *ir.Table
	fn    *ir.Func
	v     *ir.Var
	path  [2]uint8
}

// keyOf returns the key of v, false where v is one of its kind: a store, a
// block, or an operation of more operands than a key has.
func (s *simplifier) keyOf(v *ir.Value) (key, bool) {
	if v.Op == ir.Load {
		return s.loadKey(v.Var, v.Path, v.Args)
	}
	k := key{op: v.Op, bits: v.Bits, table: v.Table, fn: v.Func}
	if len(v.Args) > len(k.args) || !ir.Ops[v.Op].Pure && v.Op != ir.Call {
		return key{}, false
	}
	copy(k.args[:], v.Args)
	if v.Op != ir.Const {
		k.bits = uint64(v.Index)
	}
	if v.Op == ir.Call && v.Free { // one that is not is left out after a stop
		if asks(v.Func) {
			return key{}, false
		}
		k.bits = 1
	}
	switch {
	case v.Type.Scalar():
		k.kind = v.Type.Kind
	case v.Op != ir.Call:
		k.kind, k.typ = v.Type.Kind, v.Type
	}
	return k, true
}

// asks says that a function depends on more than its arguments: on the state of
// the invocation.
func asks(f *ir.Func) bool {
	found := false
	f.Body.Walk(func(v *ir.Value) {
		found = found || v.Op == ir.Stopped || v.Op == ir.Refuel || v.Op == ir.Call && asks(v.Func)
	})
	return found
}

// share writes v, unless its value is known. Calls are shared as well: a
// function depends on its arguments alone, and where it stops it has stopped
// the first time. That takes less fuel.
func (s *simplifier) share(v *ir.Value) {
	if s.Fold && s.Forward && (v.Op == ir.Elem || v.Op == ir.Part) {
		s.element(v)
	}
	k, ok := s.keyOf(v)
	if ok && (s.Share || v.Op == ir.Load && s.Forward) {
		if known := s.find(k); known != nil {
			s.replaced[v] = known
			return
		}
		s.learn(k, v)
	}
	s.emit(v)
}

// find returns the value of a key, or nil.
func (s *simplifier) find(k key) *ir.Value {
	if v := s.known[k]; v != nil || !ir.Ops[k.op].Commutes {
		return v
	}
	k.args[0], k.args[1] = k.args[1], k.args[0]
	return s.known[k]
}

func (s *simplifier) learn(k key, v *ir.Value) {
	s.known[k] = v
	s.keys = append(s.keys, k)
}
