package ir

import (
	"fmt"
	"math"
)

// Program is a set of functions.
type Program struct {
	Funcs  []*Func  // callees before callers
	Tables []*Table // constant arrays
}

// Entry returns the function exported under a name, or nil.
func (p *Program) Entry(name string) *Func {
	for _, f := range p.Funcs {
		if f.Entry == name && name != "" {
			return f
		}
	}
	return nil
}

// Table is an array of constant scalars that lookup reads.
type Table struct {
	Name string
	Elem *Type
	Bits []uint64 // one per element, as Value.Bits
}

// Func is a function.
type Func struct {
	Name    string  // package and name, unique in the program
	Entry   string  // the name under which the host calls it for whole columns, "" for none
	Params  []*Var  // also among Vars
	Results []Field // then the Pointers
	Vars    []*Var  // every variable of the function
	Body    *Block
	Pos     Pos

	// Pointers lists the parameters that were pointers, ascending: their final
	// values are further results, last in Results, named as the parameters.
	Pointers []int

	// Grid says that the entry runs once for each invocation of a grid, and has
	// no results: its first parameter is the number of the invocation, a u32, the
	// others are scalars that all invocations share. It works on the Buffers, and
	// is never called.
	Grid    bool
	Buffers []*Buffer
}

// Buffer is storage outside of the program that the invocations of a grid share:
// in kernel Go a parameter that is a slice. No invocation may read an element to
// which another one puts.
type Buffer struct {
	Name string // unique in its function, also among Vars
	Elem *Type  // f32, u32, int or an array of four f32: see Bufferable
}

// Bufferable says that a buffer can have elements of type t.
func Bufferable(t *Type) bool {
	switch t.Kind {
	case Float32, Uint32, Int:
		return true
	}
	return t.Kind == Array && t.Len == 4 && t.Elem.Kind == Float32
}

// Returns returns the type of a call's value.
func (f *Func) Returns() *Type { return &Type{Kind: Tuple, Fields: f.Results} }

// Var is a local variable. It is the type's zero value until stored to, each
// time the function is called; a parameter has the argument's value.
type Var struct {
	Name string // unique in its function
	Type *Type
}

// Pos is a place in the source. Its zero value is no place.
type Pos struct {
	File         string
	Line, Column int // from 1
}

// String writes a place as compilers do, "file:line:column", and no place as "-".
func (p Pos) String() string {
	if p == (Pos{}) {
		return "-"
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Block is a list of values that run in order.
type Block struct {
	Values []*Value
}

// Value is one operation and, unless its result is nothing, what it yields.
type Value struct {
	Op   Op
	Type *Type // nil where the operation yields nothing
	Args []*Value
	Pos  Pos

	Bits   uint64   // Const: see ConstBits
	Index  int      // Part, Result: which; Bound: the length; Trap: the fault
	Var    *Var     // Load, Store
	Path   []int    // Load, Store: a field's number, or Dynamic for an index taken from Args
	Func   *Func    // Call
	Table  *Table   // Lookup
	Blocks []*Block // If: then, else; Loop: body, post; Label: body
	Target *Value   // Break, Continue: the Loop or Label
	Buffer *Buffer  // Fetch, Put, Extent
	Free   bool     // Loop, Call: takes no fuel, and goes on after a stop; Label: is left also by a stop
}

// Dynamic is the element of a Path that stands for the next index of the
// operands. Elements of arrays are always reached by it.
const Dynamic = -1

// ConstFloat64 is the f64 constant x. NaN loses its payload.
func ConstFloat64(x float64) *Value { return &Value{Op: Const, Type: TF64, Bits: BitsOf(x)} }

// ConstFloat32 is the f32 constant x. NaN loses its payload.
func ConstFloat32(x float32) *Value { return &Value{Op: Const, Type: TF32, Bits: uint64(BitsOf32(x))} }

// ConstInt is the int constant i.
func ConstInt(i int32) *Value { return &Value{Op: Const, Type: TInt, Bits: uint64(uint32(i))} }

// ConstUint32 is the u32 constant u.
func ConstUint32(u uint32) *Value { return &Value{Op: Const, Type: TUint32, Bits: uint64(u)} }

// ConstBool is the bool constant b.
func ConstBool(b bool) *Value {
	v := &Value{Op: Const, Type: TBool}
	if b {
		v.Bits = 1
	}
	return v
}

// The bits of the one NaN.
const (
	NaN64 = 0x7FF8000000000000
	NaN32 = 0x7FC00000
)

// BitsOf returns the bits of x, of NaN those of the one NaN.
func BitsOf(x float64) uint64 {
	if x != x {
		return NaN64
	}
	return math.Float64bits(x)
}

// BitsOf32 is BitsOf for float32.
func BitsOf32(x float32) uint32 {
	if x != x {
		return NaN32
	}
	return math.Float32bits(x)
}

// Float64 returns the value of an f64 Const.
func (v *Value) Float64() float64 { return math.Float64frombits(v.Bits) }

// Float32 returns the value of an f32 Const.
func (v *Value) Float32() float32 { return math.Float32frombits(uint32(v.Bits)) }

// Int returns the value of an int Const.
func (v *Value) Int() int32 { return int32(uint32(v.Bits)) }

// Uint32 returns the value of a u32 Const.
func (v *Value) Uint32() uint32 { return uint32(v.Bits) }

// Bool returns the value of a bool Const.
func (v *Value) Bool() bool { return v.Bits != 0 }

// Walk calls f with every value of the block and of the blocks within, in order,
// a value before those in its blocks.
func (b *Block) Walk(f func(*Value)) {
	for _, v := range b.Values {
		f(v)
		for _, inner := range v.Blocks {
			inner.Walk(f)
		}
	}
}

// Ends says that control never reaches the end of the block: its last value
// leaves it on every path.
func (b *Block) Ends() bool {
	if len(b.Values) == 0 {
		return false
	}
	switch v := b.Values[len(b.Values)-1]; v.Op {
	case Break, Continue, Return, Trap:
		return true
	case If:
		return v.Blocks[0].Ends() && v.Blocks[1].Ends()
	case Loop:
		return !breaks(v.Blocks[0], v)
	case Label:
		return !v.Free && v.Blocks[0].Ends() && !breaks(v.Blocks[0], v)
	}
	return false
}

// breaks says that something in b breaks out of target.
func breaks(b *Block, target *Value) bool {
	found := false
	b.Walk(func(v *Value) { found = found || v.Op == Break && v.Target == target })
	return found
}

// PartType returns the type of the part of a variable of type t that a path
// reaches, or nil where there is none.
func PartType(t *Type, path []int) *Type {
	for _, step := range path {
		switch {
		case t.Kind == Array && step == Dynamic:
			t = t.Elem
		case t.Kind == Struct && step >= 0 && step < len(t.Fields):
			t = t.Fields[step].Type
		default:
			return nil
		}
	}
	return t
}
