package ir

import "math"

// Op is an operation.
type Op uint8

// The operations. [Ops] says what each one means.
const (
	Invalid Op = iota

	Const
	Zero

	Add
	Sub
	Mul
	Div
	Rem
	Neg
	Min
	Max

	And
	Or
	Xor
	AndNot
	Shl
	Shr
	Not

	Eq
	Ne
	Lt
	Le
	Gt
	Ge

	Abs
	Sqrt
	Floor
	Ceil
	Trunc
	Nearest
	Copysign

	Hi
	Lo
	Join
	Bits
	FromBits

	Convert
	Select

	Make
	Part
	Elem
	Bound
	Lookup

	Load
	Store

	Call
	Result

	Fetch
	Put
	Extent
	Stopped
	Refuel
	MulAdd

	If
	Loop
	Label
	Break
	Continue
	Return
	Trap

	numOps
)

// Fault is why a program stops before its end.
type Fault uint8

// The faults.
const (
	NoFault       Fault = iota
	Overflow            // an int left its 32 bits
	DivideByZero        // integer division by zero
	OutOfRange          // an index outside its array
	NegativeShift       // a shift by less than 0
	OutOfFuel           // more loop iterations and calls than allowed
	MissingTerm         // a reward returned without one of its terms
	Unreachable         // control reached what the source says it cannot
)

var faultTexts = [...]string{
	NoFault: "no fault", Overflow: "integer overflow: an int leaves the range of 32 bits",
	DivideByZero: "integer division by zero", OutOfRange: "index out of range", NegativeShift: "negative shift count",
	OutOfFuel: "out of fuel: too many loop iterations", MissingTerm: "a term is missing from the map that is returned",
	Unreachable: "unreachable code was reached",
}

func (f Fault) String() string { return faultTexts[f] }

// OpInfo describes an operation.
type OpInfo struct {
	Name string

	// Args lists the operands: one letter each, "*" for any number more of
	// the last. n: a number of the result's type; f: f32 or f64 of the
	// result's type; i: int or u32 of the result's type; c: int or u32 of any
	// type; b: bool; N: a number, the same type for all N; B: number or bool,
	// likewise; v: any value.
	Args string

	// Result is what it yields: "-" nothing; "=" the type of the value, which
	// the args share where their letter says so; a type's name otherwise.
	Result string

	// Stops lists the faults with which it can stop the program.
	Stops []Fault

	// Pure operations depend on their operands alone, and can be left out
	// where their result is not used unless they can stop the program.
	Pure bool

	// Commutes says that the two operands can be exchanged.
	Commutes bool

	Doc string
}

// Ops describes every operation: the node table of the representation.
var Ops = [numOps]OpInfo{
	Const: {Name: "const", Args: "", Result: "=", Pure: true, Doc: "the scalar whose bits are Bits"},
	Zero:  {Name: "zero", Args: "", Result: "=", Pure: true, Doc: "the zero value of any type"},

	Add: {Name: "add", Args: "nn", Result: "=", Stops: []Fault{Overflow}, Pure: true, Commutes: true, Doc: "sum; int stops outside 32 bits, u32 wraps"},
	Sub: {Name: "sub", Args: "nn", Result: "=", Stops: []Fault{Overflow}, Pure: true, Doc: "difference; likewise"},
	Mul: {Name: "mul", Args: "nn", Result: "=", Stops: []Fault{Overflow}, Pure: true, Commutes: true, Doc: "product; likewise"},
	Div: {Name: "div", Args: "nn", Result: "=", Stops: []Fault{DivideByZero, Overflow}, Pure: true, Doc: "quotient; of integers truncated towards zero, and stops where the divisor is 0; int stops for -2^31 / -1"},
	Rem: {Name: "rem", Args: "ii", Result: "=", Stops: []Fault{DivideByZero}, Pure: true, Doc: "remainder with the sign of the dividend; -2^31 rem -1 is 0"},
	Neg: {Name: "neg", Args: "n", Result: "=", Stops: []Fault{Overflow}, Pure: true, Doc: "negative; flips the sign of floats, also of zero"},
	Min: {Name: "min", Args: "nn", Result: "=", Pure: true, Doc: "the smaller; NaN if one is NaN, -0 is below 0 (IEEE 754-2019 minimum)"},
	Max: {Name: "max", Args: "nn", Result: "=", Pure: true, Doc: "the larger; NaN if one is NaN, -0 is below 0 (IEEE 754-2019 maximum)"},

	And:    {Name: "and", Args: "BB", Result: "=", Pure: true, Commutes: true, Doc: "bitwise and of int, u32; of bool both are evaluated before"},
	Or:     {Name: "or", Args: "BB", Result: "=", Pure: true, Commutes: true, Doc: "bitwise or, likewise"},
	Xor:    {Name: "xor", Args: "BB", Result: "=", Pure: true, Commutes: true, Doc: "bitwise exclusive or, likewise"},
	AndNot: {Name: "andnot", Args: "ii", Result: "=", Pure: true, Doc: "x and not y, bitwise"},
	Shl:    {Name: "shl", Args: "ic", Result: "=", Stops: []Fault{NegativeShift, Overflow}, Pure: true, Doc: "left shift by any count of int or u32; u32 is 0 from 32 on; int stops where x times 2 to the count leaves 32 bits"},
	Shr:    {Name: "shr", Args: "ic", Result: "=", Stops: []Fault{NegativeShift}, Pure: true, Doc: "right shift by any count of int or u32; of int with the sign, from 32 on -1 or 0; of u32 0 from 32 on"},
	Not:    {Name: "not", Args: "b", Result: "bool", Pure: true, Doc: "logical negation"},

	Eq: {Name: "eq", Args: "BB", Result: "bool", Pure: true, Commutes: true, Doc: "equal; NaN is not equal to anything"},
	Ne: {Name: "ne", Args: "BB", Result: "bool", Pure: true, Commutes: true, Doc: "not equal"},
	Lt: {Name: "lt", Args: "NN", Result: "bool", Pure: true, Doc: "less"},
	Le: {Name: "le", Args: "NN", Result: "bool", Pure: true, Doc: "less or equal"},
	Gt: {Name: "gt", Args: "NN", Result: "bool", Pure: true, Doc: "greater"},
	Ge: {Name: "ge", Args: "NN", Result: "bool", Pure: true, Doc: "greater or equal"},

	Abs:      {Name: "abs", Args: "f", Result: "=", Pure: true, Doc: "clears the sign"},
	Sqrt:     {Name: "sqrt", Args: "f", Result: "=", Pure: true, Doc: "square root, correctly rounded"},
	Floor:    {Name: "floor", Args: "f", Result: "=", Pure: true, Doc: "largest whole number not above"},
	Ceil:     {Name: "ceil", Args: "f", Result: "=", Pure: true, Doc: "smallest whole number not below"},
	Trunc:    {Name: "trunc", Args: "f", Result: "=", Pure: true, Doc: "whole part"},
	Nearest:  {Name: "nearest", Args: "f", Result: "=", Pure: true, Doc: "nearest whole number, ties to even"},
	Copysign: {Name: "copysign", Args: "ff", Result: "=", Pure: true, Doc: "x with the sign of y; a NaN y counts as positive"},

	Hi:       {Name: "hi", Args: "N", Result: "u32", Pure: true, Doc: "upper half of the bits of an f64; of NaN 0x7ff80000"},
	Lo:       {Name: "lo", Args: "N", Result: "u32", Pure: true, Doc: "lower half of the bits of an f64; of NaN 0"},
	Join:     {Name: "join", Args: "cc", Result: "f64", Pure: true, Doc: "the f64 of an upper and a lower half, both u32"},
	Bits:     {Name: "bits", Args: "N", Result: "u32", Pure: true, Doc: "bits of an f32; of NaN 0x7fc00000"},
	FromBits: {Name: "frombits", Args: "c", Result: "f32", Pure: true, Doc: "the f32 of the bits in a u32"},

	Convert: {Name: "convert", Args: "v", Result: "=", Stops: []Fault{Overflow}, Pure: true, Doc: "number to number: f64 to f32 rounds; float to int or u32 truncates and saturates, NaN is 0; int to u32 wraps; int and u32 to f32 round; u32 to int stops from 2^31 on"},
	Select:  {Name: "select", Args: "bvv", Result: "=", Pure: true, Doc: "the second operand where the first is true, else the third; scalars of the value's type"},

	Make:   {Name: "make", Args: "v*", Result: "=", Pure: true, Doc: "struct or array of its parts in order"},
	Part:   {Name: "part", Args: "v", Result: "=", Pure: true, Doc: "part Index of a struct or array"},
	Elem:   {Name: "elem", Args: "vc", Result: "=", Pure: true, Doc: "element of an array at an int that is [Within] it"},
	Bound:  {Name: "bound", Args: "c", Result: "int", Stops: []Fault{OutOfRange}, Pure: true, Doc: "its operand, an int; stops where it is not within 0..Index-1"},
	Lookup: {Name: "lookup", Args: "c", Result: "=", Pure: true, Doc: "element of Table at an int that is [Within] it"},

	Load:  {Name: "load", Args: "c*", Result: "=", Doc: "the part of Var at Path; operands are the dynamic indices in Path, each [Within] its array"},
	Store: {Name: "store", Args: "vc*", Result: "-", Doc: "sets the part of Var at Path to the first operand; the others are indices as for load"},

	Call:   {Name: "call", Args: "v*", Result: "=", Stops: []Fault{OutOfFuel}, Doc: "the results of Func as a tuple"},
	Result: {Name: "result", Args: "v", Result: "=", Pure: true, Doc: "result Index of a call"},

	Fetch:   {Name: "fetch", Args: "c", Result: "=", Doc: "the element of Buffer at an index, which the program keeps within it"},
	Put:     {Name: "put", Args: "vc", Result: "-", Doc: "sets the element of Buffer at the second operand to the first; likewise"},
	Extent:  {Name: "extent", Args: "", Result: "int", Doc: "the number of elements of Buffer"},
	Stopped: {Name: "stopped", Args: "", Result: "u32", Doc: "0 where the invocation has not stopped, else the number of the place where it has"},
	Refuel:  {Name: "refuel", Args: "c", Result: "-", Doc: "sets the fuel of the invocation to a u32"},
	MulAdd:  {Name: "muladd", Args: "fff", Result: "=", Pure: true, Doc: "x times y plus z, rounded once or twice as suits the target"},

	If:       {Name: "if", Args: "b", Result: "-", Doc: "runs Blocks[0] where the operand is true, else Blocks[1]"},
	Loop:     {Name: "loop", Args: "", Result: "-", Stops: []Fault{OutOfFuel}, Doc: "runs Blocks[0], then Blocks[1] (post), again and again; break leaves it, continue goes to post"},
	Label:    {Name: "block", Args: "", Result: "-", Doc: "runs Blocks[0] once; break leaves it"},
	Break:    {Name: "break", Args: "", Result: "-", Doc: "leaves Target, an enclosing loop or block"},
	Continue: {Name: "continue", Args: "", Result: "-", Doc: "goes to the post block of Target, an enclosing loop in whose body it is"},
	Return:   {Name: "return", Args: "v*", Result: "-", Doc: "leaves the function with its results, then the values of its Pointers"},
	Trap:     {Name: "trap", Args: "", Result: "-", Doc: "stops the program with fault Index"},
}

func (o Op) String() string { return Ops[o].Name }

// Stops says with which faults a value can stop the program: those of its
// operation that its type and the spans of its operands allow.
func (v *Value) Stops() []Fault {
	var out []Fault
	for _, f := range Ops[v.Op].Stops {
		if v.canStop(f) {
			out = append(out, f)
		}
	}
	if v.Op == Trap {
		out = append(out, Fault(v.Index))
	}
	return out
}

func (v *Value) canStop(f Fault) bool {
	switch {
	case v.Op == Call || v.Op == Loop:
		return true
	case v.Op == Bound:
		return !Within(v.Args[0], v.Index)
	case v.Op == Convert && !v.Args[0].Type.Integer(), !v.Type.Integer():
		return false
	case f == DivideByZero:
		return SpanOf(v.Args[1]).has(0)
	case f == NegativeShift:
		return SpanOf(v.Args[1]).Least < 0
	case f == Overflow:
		return v.Type.Kind == Int && v.overflows()
	}
	return true
}

// overflows says that an int can leave its 32 bits.
func (v *Value) overflows() bool {
	if v.Op == Div {
		return SpanOf(v.Args[0]).has(math.MinInt32) && SpanOf(v.Args[1]).has(-1)
	}
	if v.Op == Convert {
		return !SpanOf(v.Args[0]).inside(all(TInt))
	}
	s, ok := exact(v, 4)
	return !ok || !s.inside(all(TInt))
}

// Removable says that a value can be left out where nothing uses it.
func (v *Value) Removable() bool {
	return v.Op == Load || Ops[v.Op].Pure && len(v.Stops()) == 0
}
