package front

import (
	"cmp"
	"go/token"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// key is a key of a map: a string, or the bits of a number or truth value.
type key struct {
	text string
	bits uint64
}

// keys returns the keys in ascending order.
func (d *dict) keys() []key {
	var all []key
	for k := range d.entries {
		all = append(all, k)
	}
	slices.SortFunc(all, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(int32(uint32(a.bits)), int32(uint32(b.bits))))
	})
	return all
}

// keyOf returns the key that a value is, if it is known.
func keyOf(v value) (key, bool) {
	switch v := v.(type) {
	case text:
		return key{text: v.known}, v.number == nil
	case *ir.Value:
		return key{bits: v.Bits}, v.Op == ir.Const && v.Type.Kind != ir.Float64 && v.Type.Kind != ir.Float32
	}
	return key{}, false
}

// keyValue is a key as a value.
func (f *fn) keyValue(d *dict, k key) value {
	if rt := f.types.runtime(d.key); rt != nil {
		return f.constant(known{rt, k.bits})
	}
	return text{known: k.text}
}

// maxChoices is the largest number of keys between which a string chooses.
const maxChoices = 32

// eachKey runs do with the key that a value is. Of a string that is one of
// several it tries one after the other.
func (f *fn) eachKey(v value, pos token.Pos, do func(k key)) {
	if k, ok := keyOf(v); ok {
		do(k)
		return
	}
	t, ok := v.(text)
	if ok && f.exact {
		f.unknownKeys++
	}
	if !ok || f.exact || len(t.of.texts) > maxChoices {
		f.refuse(pos, ReasonStatic, "the key of the map is not known while compiling", "use a constant key, in a branch for each")
		return
	}
	all, at := slices.Clone(t.of.texts), f.frame.pkg.pos(pos)
	var try func(i int)
	try = func(i int) {
		if i+1 == len(all) { // the only one left
			do(key{text: all[i]})
			return
		}
		f.branch(f.equalTexts(t, text{known: all[i]}, at), at, func() { do(key{text: all[i]}) }, func() { try(i + 1) })
	}
	if len(all) > 0 {
		try(0)
	}
}
