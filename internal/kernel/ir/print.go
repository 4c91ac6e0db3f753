package ir

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// Fprint writes a program as text: named types, tables and functions, see the
// package comment. Values are numbered in the order in which they stand.
func Fprint(w io.Writer, p *Program) error {
	b := bufio.NewWriter(w)
	printTypes(b, p)
	for _, t := range p.Tables {
		fmt.Fprintf(b, "table %s [%d]%s {", quoteName(t.Name), len(t.Bits), t.Elem)
		for i, bits := range t.Bits {
			if i > 0 {
				b.WriteString(",")
			}
			b.WriteString(" " + constText(t.Elem, bits))
		}
		b.WriteString(" }\n\n")
	}
	for i, f := range p.Funcs {
		if i > 0 {
			b.WriteString("\n")
		}
		printFunc(b, f)
	}
	return b.Flush()
}

// String returns what Fprint writes.
func (p *Program) String() string {
	var b strings.Builder
	Fprint(&b, p)
	return b.String()
}

// String returns the function as Fprint writes it.
func (f *Func) String() string {
	var s strings.Builder
	b := bufio.NewWriter(&s)
	printFunc(b, f)
	b.Flush()
	return s.String()
}

// printTypes writes the named structs that the program uses, each once, inner
// ones first.
func printTypes(b *bufio.Writer, p *Program) {
	seen := map[string]bool{}
	var visit func(t *Type)
	visit = func(t *Type) {
		if t == nil || t.Scalar() {
			return
		}
		if t.Name != "" && seen[t.Name] {
			return
		}
		if t.Name != "" {
			seen[t.Name] = true
		}
		visit(t.Elem)
		for _, f := range t.Fields {
			visit(f.Type)
		}
		if t.Name != "" {
			fmt.Fprintf(b, "type %s %s\n\n", t, t.structure())
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

// printer numbers the values and labels of one function.
type printer struct {
	b      *bufio.Writer
	number map[*Value]int
	labels map[*Value]int
}

func printFunc(b *bufio.Writer, f *Func) {
	p := &printer{b, map[*Value]int{}, map[*Value]int{}}
	fmt.Fprintf(b, "func %s(", quoteName(f.Name))
	for i, v := range f.Params {
		if i > 0 {
			b.WriteString(", ")
		}
		star := ""
		for _, at := range f.Pointers {
			if at == i {
				star = "*"
			}
		}
		fmt.Fprintf(b, "%s %s%s", quoteName(v.Name), star, v.Type)
	}
	b.WriteString(")")
	if f.Grid {
		buffers := make([]string, len(f.Buffers))
		for i, x := range f.Buffers {
			buffers[i] = fmt.Sprintf("%s []%s", quoteName(x.Name), x.Elem)
		}
		fmt.Fprintf(b, " grid(%s)", strings.Join(buffers, ", "))
	}
	if n := len(f.Results) - len(f.Pointers); n > 0 {
		b.WriteString(" " + (&Type{Kind: Tuple, Fields: f.Results[:n]}).structure())
	}
	if f.Entry != "" {
		fmt.Fprintf(b, " entry %s", quoteName(f.Entry))
	}
	b.WriteString(" {\n")
	for _, v := range f.Vars[len(f.Params):] {
		fmt.Fprintf(b, "  var %s %s\n", quoteName(v.Name), v.Type)
	}
	p.block(f.Body, "  ")
	b.WriteString("}\n")
}

func (p *printer) block(block *Block, indent string) {
	for _, v := range block.Values {
		p.b.WriteString(indent)
		p.value(v, indent)
		p.b.WriteString("\n")
	}
}

// value writes one value without its line's indentation and end.
func (p *printer) value(v *Value, indent string) {
	switch v.Op {
	case If:
		fmt.Fprintf(p.b, "if %s {\n", p.ref(v.Args[0]))
		p.block(v.Blocks[0], indent+"  ")
		if len(v.Blocks[1].Values) > 0 {
			p.b.WriteString(indent + "} else {\n")
			p.block(v.Blocks[1], indent+"  ")
		}
		p.b.WriteString(indent + "}")
		return
	case Loop, Label:
		p.labels[v] = len(p.labels) + 1
		fmt.Fprintf(p.b, "%s %sL%d {\n", v.Op, free(v), p.labels[v])
		p.block(v.Blocks[0], indent+"  ")
		if v.Op == Loop && len(v.Blocks[1].Values) > 0 {
			p.b.WriteString(indent + "} post {\n")
			p.block(v.Blocks[1], indent+"  ")
		}
		p.b.WriteString(indent + "}")
		return
	case Break, Continue:
		fmt.Fprintf(p.b, "%s L%d", v.Op, p.labels[v.Target])
		return
	case Trap:
		fmt.Fprintf(p.b, "trap %s", faultNames[v.Index])
		return
	case Store:
		fmt.Fprintf(p.b, "store %s, %s", p.place(v, v.Args[1:]), p.ref(v.Args[0]))
		return
	case Put:
		fmt.Fprintf(p.b, "put %s[%s], %s", quoteName(v.Buffer.Name), p.ref(v.Args[1]), p.ref(v.Args[0]))
		return
	}
	if v.Type != nil {
		p.number[v] = len(p.number) + 1
		fmt.Fprintf(p.b, "%%%d = ", p.number[v])
	}
	p.operation(v)
}

// operation writes an operation that yields something, or return.
func (p *printer) operation(v *Value) {
	p.b.WriteString(v.Op.String())
	info := Ops[v.Op]
	if info.Result == "=" && !typed(v.Op) {
		fmt.Fprintf(p.b, " %s", v.Type)
	}
	switch v.Op {
	case Const:
		p.b.WriteString(" " + constText(v.Type, v.Bits))
		return
	case Load:
		p.b.WriteString(" " + p.place(v, v.Args))
		return
	case Call:
		fmt.Fprintf(p.b, " %s%s(%s)", free(v), quoteName(v.Func.Name), p.refs(v.Args))
		return
	case Fetch:
		fmt.Fprintf(p.b, " %s[%s]", quoteName(v.Buffer.Name), p.ref(v.Args[0]))
		return
	case Extent:
		p.b.WriteString(" " + quoteName(v.Buffer.Name))
		return
	case Lookup:
		fmt.Fprintf(p.b, " %s[%s]", quoteName(v.Table.Name), p.ref(v.Args[0]))
		return
	}
	if len(v.Args) > 0 {
		p.b.WriteString(" " + p.refs(v.Args))
	}
	switch v.Op {
	case Part, Bound, Result:
		fmt.Fprintf(p.b, ", %d", v.Index)
	}
}

// typed says that what an operation names has its type, which is not written.
func typed(op Op) bool { return op == Call || op == Load || op == Fetch }

// free is how a loop, call or block that is free is written.
func free(v *Value) string {
	if v.Free {
		return "free "
	}
	return ""
}

// place writes a variable with a path.
func (p *printer) place(v *Value, indices []*Value) string {
	var b strings.Builder
	b.WriteString(quoteName(v.Var.Name))
	for _, step := range v.Path {
		if step != Dynamic {
			fmt.Fprintf(&b, ".%d", step)
			continue
		}
		if len(indices) == 0 {
			b.WriteString("[?]")
			continue
		}
		fmt.Fprintf(&b, "[%s]", p.ref(indices[0]))
		indices = indices[1:]
	}
	return b.String()
}

func (p *printer) refs(args []*Value) string {
	out := make([]string, len(args))
	for i, a := range args {
		out[i] = p.ref(a)
	}
	return strings.Join(out, ", ")
}

func (p *printer) ref(v *Value) string {
	if n, ok := p.number[v]; ok {
		return "%" + strconv.Itoa(n)
	}
	return "%?"
}

// faultNames are the faults as trap is written.
var faultNames = [...]string{
	NoFault: "none", Overflow: "overflow", DivideByZero: "divide", OutOfRange: "range", NegativeShift: "shift",
	OutOfFuel: "fuel", MissingTerm: "term", Unreachable: "unreachable",
}

// constText writes the scalar of some bits: floats by their shortest decimal.
func constText(t *Type, bits uint64) string {
	c := &Value{Op: Const, Type: t, Bits: bits}
	switch t.Kind {
	case Bool:
		return strconv.FormatBool(c.Bool())
	case Int:
		return strconv.Itoa(int(c.Int()))
	case Uint32:
		return strconv.FormatUint(bits, 10)
	case Float32:
		return strconv.FormatFloat(float64(c.Float32()), 'g', -1, 32)
	}
	return strconv.FormatFloat(c.Float64(), 'g', -1, 64)
}

// leadingName is a name that needs no quotes: identifiers joined by dots, with #
// in them. No part begins with a digit, so that the path .0 is none of it.
var leadingName = regexp.MustCompile(`^[\pL_][\pL\pN_#]*(\.[\pL_][\pL\pN_#]*)*`)

// quoteName writes a name, quoted where it needs it.
func quoteName(name string) string {
	if name != "" && leadingName.FindString(name) == name {
		return name
	}
	return strconv.Quote(name)
}
