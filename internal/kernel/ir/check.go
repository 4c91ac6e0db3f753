package ir

import (
	"errors"
	"fmt"
)

// Check returns an error for every broken invariant of the representation: a
// bug of the front end or of a pass, never of the user's source.
func Check(p *Program) error {
	c := &checker{funcs: map[*Func]bool{}, tables: map[*Table]bool{}}
	names := map[string]bool{}
	c.types(p)
	for _, t := range p.Tables {
		c.tables[t] = true
		c.want(t.Elem.Scalar(), "table %s has elements of type %s", t.Name, t.Elem)
		c.want(!names[t.Name], "two tables are called %s", t.Name)
		names[t.Name] = true
	}
	names = map[string]bool{}
	entries := map[string]bool{}
	for _, f := range p.Funcs {
		c.want(f.Entry == "" || !entries[f.Entry], "two functions are the entry %s", f.Entry)
		entries[f.Entry] = true
		c.want(!names[f.Name], "two functions are called %s", f.Name)
		names[f.Name] = true
		c.function(f)
		c.funcs[f] = true // from here on it can be called
	}
	return errors.Join(c.errs...)
}

// types checks that structs of one name are one type, since they are printed by
// their names.
func (c *checker) types(p *Program) {
	named := map[string]*Type{}
	done := map[*Type]bool{}
	var visit func(t *Type)
	visit = func(t *Type) {
		if t == nil || t.Scalar() || done[t] {
			return
		}
		done[t] = true
		if first := named[t.Name]; t.Name != "" && first != nil {
			c.want(Same(first, t), "two structs are called %s", t.Name)
		}
		named[t.Name] = t
		visit(t.Elem)
		for _, f := range t.Fields {
			visit(f.Type)
		}
	}
	for _, f := range p.Funcs {
		for _, v := range f.Vars {
			visit(v.Type)
		}
		for _, r := range f.Results {
			visit(r.Type)
		}
		f.Body.Walk(func(v *Value) { visit(v.Type) })
	}
}

// maxErrors is how many broken invariants are told.
const maxErrors = 20

type checker struct {
	errs   []error
	funcs  map[*Func]bool
	tables map[*Table]bool

	// Of the function being checked:
	f       *Func
	vars    map[*Var]bool
	buffers map[*Buffer]bool
	defined map[*Value]bool // in scope
	seen    map[*Value]bool // anywhere
	targets []*Value        // enclosing loops and blocks
}

func (c *checker) want(ok bool, format string, args ...any) {
	if !ok && len(c.errs) < maxErrors {
		c.errs = append(c.errs, fmt.Errorf(format, args...))
	}
}

func (c *checker) function(f *Func) {
	c.f, c.vars, c.buffers = f, map[*Var]bool{}, map[*Buffer]bool{}
	c.defined, c.seen = map[*Value]bool{}, map[*Value]bool{}
	names := map[string]bool{}
	for i, v := range f.Vars {
		c.want(!names[v.Name], "%s: two variables are called %s", f.Name, v.Name)
		c.want(v.Type.Kind != Tuple, "%s: variable %s is a tuple", f.Name, v.Name)
		names[v.Name], c.vars[v] = true, true
		c.want(i >= len(f.Params) || f.Params[i] == v, "%s: Vars does not begin with the parameters", f.Name)
	}
	c.want(len(f.Vars) >= len(f.Params), "%s: parameters are missing from Vars", f.Name)
	c.grid(f, names)
	for i, at := range f.Pointers {
		c.want(i == 0 || f.Pointers[i-1] < at, "%s: Pointers do not ascend", f.Name)
		r := len(f.Results) - len(f.Pointers) + i
		ok := at >= 0 && at < len(f.Params) && r >= 0
		c.want(ok && Same(f.Params[at].Type, f.Results[r].Type), "%s: pointer %d does not match its result", f.Name, i)
	}
	c.block(f.Body)
	c.want(len(f.Results) == 0 || f.Body.Ends(), "%s: control reaches the end without a return", f.Name)
}

// grid checks what only a function of a grid has; names are those of variables.
func (c *checker) grid(f *Func, names map[string]bool) {
	if !f.Grid {
		c.want(len(f.Buffers) == 0, "%s: has buffers, and is no grid function", f.Name)
		return
	}
	c.want(f.Entry != "" && len(f.Results) == 0, "%s: a grid function that is no entry, or has results", f.Name)
	c.want(len(f.Params) > 0 && f.Params[0].Type.Kind == Uint32, "%s: the first parameter is not the number of the invocation, a u32", f.Name)
	for _, p := range f.Params {
		c.want(p.Type.Scalar() && p.Type.Kind != Float64, "%s: parameter %s of a grid is a %s", f.Name, p.Name, p.Type)
	}
	for _, b := range f.Buffers {
		c.want(!names[b.Name], "%s: two variables or buffers are called %s", f.Name, b.Name)
		c.want(Bufferable(b.Elem), "%s: buffer %s has elements of type %s", f.Name, b.Name, b.Elem)
		names[b.Name], c.buffers[b] = true, true
	}
}

// buffer checks an access to a buffer.
func (c *checker) buffer(v *Value) {
	if !c.buffers[v.Buffer] {
		c.want(false, "%s: buffer of another function", c.at(v))
		return
	}
	t := v.Type
	switch v.Op {
	case Extent:
		return
	case Put:
		t = v.Args[0].Type
	}
	c.want(Same(t, v.Buffer.Elem), "%s: %s of buffer %s []%s", c.at(v), t, v.Buffer.Name, v.Buffer.Elem)
}

func (c *checker) block(b *Block) {
	for i, v := range b.Values {
		c.want(!c.seen[v], "%s: a value stands in two places", c.at(v))
		c.seen[v] = true
		c.value(v)
		c.defined[v] = true
		if i+1 < len(b.Values) && (&Block{[]*Value{v}}).Ends() {
			c.want(false, "%s: values follow that can never run", c.at(v))
		}
	}
	for _, v := range b.Values {
		delete(c.defined, v)
	}
}

// at names a value in messages.
func (c *checker) at(v *Value) string {
	if v.Op >= numOps {
		return fmt.Sprintf("%s: operation %d", c.f.Name, v.Op)
	}
	return fmt.Sprintf("%s: %s at %d:%d", c.f.Name, v.Op, v.Pos.Line, v.Pos.Column)
}

func (c *checker) value(v *Value) {
	if v.Op == Invalid || v.Op >= numOps {
		c.want(false, "%s: not an operation", c.at(v))
		return
	}
	for i, a := range v.Args {
		if a == nil {
			c.want(false, "%s: operand %d is missing", c.at(v), i)
			return
		}
		c.want(c.defined[a], "%s: operand %d is not defined there", c.at(v), i)
		c.want(a.Type != nil, "%s: operand %d is nothing", c.at(v), i)
		if a.Type == nil {
			return
		}
		c.want(a.Type.Kind != Tuple || v.Op == Result, "%s: operand %d is a tuple", c.at(v), i)
	}
	if c.result(v) && c.operands(v) {
		c.specific(v)
	}
}

// result checks the type of what v yields.
func (c *checker) result(v *Value) bool {
	r := Ops[v.Op].Result
	switch {
	case r == "-":
		c.want(v.Type == nil, "%s: yields %v, want nothing", c.at(v), v.Type)
		return v.Type == nil
	case v.Type == nil:
		c.want(false, "%s: has no type", c.at(v))
		return false
	case r != "=" && v.Type.String() != r:
		c.want(false, "%s: has type %v, want %s", c.at(v), v.Type, r)
		return false
	}
	return true
}

// operands checks number and types of operands against the table.
func (c *checker) operands(v *Value) bool {
	letters := Ops[v.Op].Args
	var last byte
	for i, a := range v.Args {
		switch {
		case len(letters) > 0 && letters[0] == '*':
		case len(letters) > 0:
			last, letters = letters[0], letters[1:]
		default:
			c.want(false, "%s: has %d operands", c.at(v), len(v.Args))
			return false
		}
		if !c.operand(v, a, last) {
			c.want(false, "%s: operand %d has type %s", c.at(v), i, a.Type)
			return false
		}
	}
	if len(letters) > 1 && letters[1] == '*' || len(letters) == 1 && letters[0] == '*' {
		letters = ""
	}
	c.want(letters == "", "%s: has only %d operands", c.at(v), len(v.Args))
	return letters == ""
}

func (c *checker) operand(v, a *Value, letter byte) bool {
	t := a.Type
	switch letter {
	case 'n':
		return t.Scalar() && t.Kind != Bool && v.Type != nil && Same(t, v.Type)
	case 'f':
		return t.Float() && v.Type != nil && Same(t, v.Type)
	case 'i':
		return t.Integer() && v.Type != nil && Same(t, v.Type)
	case 'c':
		return t.Integer()
	case 'b':
		return t.Kind == Bool
	case 'N', 'B':
		same := Same(t, v.Args[0].Type)
		return t.Scalar() && same && (letter == 'B' || t.Kind != Bool) && (Ops[v.Op].Result != "=" || Same(t, v.Type))
	}
	return true
}

// specific checks what the table cannot say.
func (c *checker) specific(v *Value) {
	c.want(!v.Free || v.Op == Loop || v.Op == Call || v.Op == Label, "%s: is free, which only loops, calls and blocks are", c.at(v))
	switch v.Op {
	case Const:
		c.want(v.Type.Scalar(), "%s: constant of type %s", c.at(v), v.Type)
		c.want(v.Bits == canonical(v), "%s: bits %#x are not in the form of their type", c.at(v), v.Bits)
	case And, Or, Xor, Hi, Lo, Bits, Join, FromBits, Convert, Select:
		c.scalars(v)
	case Make:
		c.makes(v)
	case Part:
		t := v.Args[0].Type
		ok := !t.Scalar() && v.Index >= 0 && v.Index < t.Parts() && Same(t.Part(v.Index), v.Type)
		c.want(ok, "%s: part %d of %s as %s", c.at(v), v.Index, t, v.Type)
	case Elem:
		t := v.Args[0].Type
		if c.want(t.Kind == Array && Same(t.Elem, v.Type), "%s: of %s as %s", c.at(v), t, v.Type); t.Kind == Array {
			c.index(v, v.Args[1], t.Len)
		}
	case Bound:
		c.want(v.Args[0].Type.Kind == Int && v.Index >= 0, "%s: of %s within %d", c.at(v), v.Args[0].Type, v.Index)
	case Lookup:
		c.want(c.tables[v.Table] && Same(v.Table.Elem, v.Type), "%s: unknown table or wrong type", c.at(v))
		if c.tables[v.Table] {
			c.index(v, v.Args[0], len(v.Table.Bits))
		}
	case Load:
		c.place(v, v.Args, v.Type)
	case Store:
		c.place(v, v.Args[1:], v.Args[0].Type)
	case Call:
		c.call(v)
	case Result:
		t := v.Args[0].Type
		ok := v.Args[0].Op == Call && v.Index >= 0 && v.Index < len(t.Fields) && Same(t.Fields[v.Index].Type, v.Type)
		c.want(ok, "%s: result %d of %s as %s", c.at(v), v.Index, v.Args[0].Op, v.Type)
	case Fetch, Put, Extent:
		c.buffer(v)
	case Stopped, Refuel:
		c.want(len(v.Args) == 0 || v.Args[0].Type.Kind == Uint32, "%s: not of a u32", c.at(v))
	case Return:
		c.want(len(v.Args) == len(c.f.Results), "%s: %d results, want %d", c.at(v), len(v.Args), len(c.f.Results))
		for i := range min(len(v.Args), len(c.f.Results)) {
			c.want(Same(v.Args[i].Type, c.f.Results[i].Type), "%s: result %d is %s, want %s", c.at(v), i, v.Args[i].Type, c.f.Results[i].Type)
		}
	case Trap:
		c.want(v.Index > 0 && v.Index < len(faultTexts), "%s: unknown fault %d", c.at(v), v.Index)
	default:
		c.control(v)
	}
}

// scalars checks operations whose operands the table does not tell apart.
func (c *checker) scalars(v *Value) {
	switch v.Op {
	case And, Or, Xor:
		c.want(!v.Type.Float(), "%s: of floats", c.at(v))
	case Hi, Lo:
		c.want(v.Args[0].Type.Kind == Float64, "%s: of %s", c.at(v), v.Args[0].Type)
	case Bits:
		c.want(v.Args[0].Type.Kind == Float32, "%s: of %s", c.at(v), v.Args[0].Type)
	case Join, FromBits:
		for _, a := range v.Args {
			c.want(a.Type.Kind == Uint32, "%s: of %s", c.at(v), a.Type)
		}
	case Convert:
		t := v.Args[0].Type
		c.want(t.Scalar() && v.Type.Scalar() && t.Kind != Bool && v.Type.Kind != Bool, "%s: %s to %s", c.at(v), t, v.Type)
	case Select:
		ok := v.Type.Scalar() && Same(v.Args[1].Type, v.Type) && Same(v.Args[2].Type, v.Type)
		c.want(ok, "%s: %s or %s as %s", c.at(v), v.Args[1].Type, v.Args[2].Type, v.Type)
	}
}

// canonical returns the bits of a constant as every other such constant has
// them: those of the one NaN, and nothing above 32 bits where the type has those.
func canonical(v *Value) uint64 {
	switch v.Type.Kind {
	case Bool:
		return ConstBool(v.Bool()).Bits
	case Float64:
		return BitsOf(v.Float64())
	case Float32:
		return uint64(BitsOf32(v.Float32()))
	}
	return uint64(v.Uint32())
}

func (c *checker) makes(v *Value) {
	c.want(!v.Type.Scalar() && v.Type.Kind != Tuple && len(v.Args) == v.Type.Parts(), "%s: %d parts for %s", c.at(v), len(v.Args), v.Type)
	for i := range min(len(v.Args), v.Type.Parts()) {
		c.want(Same(v.Args[i].Type, v.Type.Part(i)), "%s: part %d is %s, want %s", c.at(v), i, v.Args[i].Type, v.Type.Part(i))
	}
}

// index checks that i is known to be an index of n elements.
func (c *checker) index(v, i *Value, n int) {
	c.want(i.Type.Kind == Int && Within(i, n), "%s: index %s is not known to be within 0..%d", c.at(v), i.Op, n-1)
}

func (c *checker) place(v *Value, indices []*Value, want *Type) {
	if !c.vars[v.Var] {
		c.want(false, "%s: variable of another function", c.at(v))
		return
	}
	t := v.Var.Type
	for _, step := range v.Path {
		if step == Dynamic && t.Kind == Array && len(indices) > 0 {
			c.index(v, indices[0], t.Len)
			indices = indices[1:]
		}
		if t = PartType(t, []int{step}); t == nil {
			c.want(false, "%s: path %v does not exist in %s %s", c.at(v), v.Path, v.Var.Name, v.Var.Type)
			return
		}
	}
	c.want(len(indices) == 0, "%s: more indices than its path takes", c.at(v))
	c.want(Same(t, want), "%s: path %v of %s is %s, not %s", c.at(v), v.Path, v.Var.Name, t, want)
}

func (c *checker) call(v *Value) {
	if !c.funcs[v.Func] {
		c.want(false, "%s: the function called does not stand before its caller", c.at(v))
		return
	}
	c.want(!v.Func.Grid, "%s: %s is a grid function, which nothing calls", c.at(v), v.Func.Name)
	c.want(len(v.Args) == len(v.Func.Params), "%s: %d arguments for %s", c.at(v), len(v.Args), v.Func.Name)
	for i := range min(len(v.Args), len(v.Func.Params)) {
		c.want(Same(v.Args[i].Type, v.Func.Params[i].Type), "%s: argument %d of %s is %s", c.at(v), i, v.Func.Name, v.Args[i].Type)
	}
	c.want(Same(v.Type, v.Func.Returns()), "%s: type %s is not that of %s", c.at(v), v.Type, v.Func.Name)
}

// control checks values that hold blocks or leave them.
func (c *checker) control(v *Value) {
	blocks := map[Op]int{If: 2, Loop: 2, Label: 1}[v.Op]
	if len(v.Blocks) != blocks {
		c.want(false, "%s: %d blocks, want %d", c.at(v), len(v.Blocks), blocks)
		return
	}
	switch v.Op {
	case If:
		c.block(v.Blocks[0])
		c.block(v.Blocks[1])
	case Loop:
		c.within(v, v.Blocks[0])
		// post may not break out of or continue its own loop.
		c.block(v.Blocks[1])
	case Label:
		c.within(v, v.Blocks[0])
	case Break, Continue:
		ok := v.Target != nil && (v.Op == Break || v.Target.Op == Loop)
		for _, t := range c.targets {
			if t == v.Target && ok {
				return
			}
		}
		c.want(false, "%s: its target does not enclose it", c.at(v))
	}
}

func (c *checker) within(target *Value, b *Block) {
	c.targets = append(c.targets, target)
	c.block(b)
	c.targets = c.targets[:len(c.targets)-1]
}
