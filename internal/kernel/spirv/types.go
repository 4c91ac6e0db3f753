package spirv

import (
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

func (m *module) void() id    { return m.global("void", opTypeVoid, 0) }
func (m *module) boolean() id { return m.global("bool", opTypeBool, 0) }
func (m *module) int32() id   { return m.global("int", opTypeInt, 0, 32, 1) }
func (m *module) uint32() id  { return m.global("uint", opTypeInt, 0, 32, 0) }
func (m *module) float() id   { return m.global("float", opTypeFloat, 0, 32) }

// typ returns the type that stands for t. Types of the same structure are one.
func (m *module) typ(t *ir.Type) id {
	switch t.Kind {
	case ir.Bool:
		return m.boolean()
	case ir.Int:
		return m.int32()
	case ir.Uint32:
		return m.uint32()
	case ir.Float32:
		return m.float()
	case ir.Array:
		// An array has at least one element in SPIR-V.
		return m.global("", opTypeArray, 0, m.typ(t.Elem), m.unsigned(uint32(max(t.Len, 1))))
	}
	words := make([]uint32, len(t.Fields))
	for i, f := range t.Fields {
		words[i] = m.typ(f.Type)
	}
	if len(words) == 0 {
		words = []uint32{m.uint32()} // Mesa fails on structs of nothing
	}
	return m.structOf(t.Name, words...)
}

func (m *module) structOf(name string, fields ...id) id {
	x := m.global(name, opTypeStruct, 0, fields...)
	m.fields[x] = fields
	return x
}

// returns is the type of what a function returns: nothing, its one result, or a
// struct of them.
func (m *module) returns(f *ir.Func) id {
	switch len(f.Results) {
	case 0:
		return m.void()
	case 1:
		return m.typ(f.Results[0].Type)
	}
	return m.typ(f.Returns())
}

func (m *module) pointer(storage uint32, to id) id {
	return m.global("", opTypePointer, 0, storage, to)
}

func (m *module) truth(b bool) id {
	if b {
		return m.global("true", opConstantTrue, m.boolean())
	}
	return m.global("false", opConstantFalse, m.boolean())
}

func (m *module) unsigned(u uint32) id {
	return m.global(fmt.Sprintf("uint_%d", u), opConstant, m.uint32(), u)
}

func (m *module) signed(i int32) id {
	name := fmt.Sprintf("int_%d", i)
	if i < 0 {
		name = fmt.Sprintf("int_m%d", -int64(i))
	}
	return m.global(name, opConstant, m.int32(), uint32(i))
}

func (m *module) number(x float32) id {
	return m.global("float_"+fmt.Sprint(x), opConstant, m.float(), math.Float32bits(x))
}

// constant returns the scalar of a type whose bits are those of an ir.Const.
func (m *module) constant(t *ir.Type, bits uint64) id {
	switch t.Kind {
	case ir.Bool:
		return m.truth(bits != 0)
	case ir.Int:
		return m.signed(int32(uint32(bits)))
	case ir.Uint32:
		return m.unsigned(uint32(bits))
	}
	return m.number(math.Float32frombits(uint32(bits)))
}

// null returns the zero value of a type.
func (m *module) null(t *ir.Type) id {
	if t.Scalar() {
		return m.constant(t, 0)
	}
	return m.global("", opConstantNull, m.typ(t))
}

// table returns the variable that holds a table.
func (m *module) table(t *ir.Table) id {
	if x, ok := m.tables[t]; ok {
		return x
	}
	array := m.typ(ir.ArrayOf(len(t.Bits), t.Elem))
	value := m.null(ir.ArrayOf(len(t.Bits), t.Elem))
	if len(t.Bits) > 0 {
		words := make([]uint32, len(t.Bits))
		for i, bits := range t.Bits {
			words[i] = m.constant(t.Elem, bits)
		}
		value = m.global("", opConstantComposite, array, words...)
	}
	x := m.newGlobal(opVariable, m.pointer(storagePrivate, array), storagePrivate, value)
	m.debugName(x, t.Name)
	m.tables[t] = x
	return x
}
