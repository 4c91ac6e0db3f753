package wasm

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Fprint writes the module that Emit makes of p in the text format, with the
// names of functions and variables, instructions folded into expressions.
//
// https://www.w3.org/TR/wasm-core-2/#text-format
func Fprint(w io.Writer, p *ir.Program, o Options) error {
	m, err := build(p, o)
	if err != nil {
		return err
	}
	t := &text{Writer: bufio.NewWriter(w), m: m}
	t.module()
	return t.Flush()
}

// text writes a module.
type text struct {
	*bufio.Writer
	m *module

	// Of the function being written:
	f      *function
	indent int
	fresh  bool    // the line of a block that was opened is not complete
	blocks []block // that are open, outermost the function itself
	stack  []folded
}

// block is an open block.
type block struct {
	instr
	indent int // before it
}

// folded is an expression that is not written yet and leaves n values.
type folded struct {
	text string
	n    int
}

func (t *text) module() {
	fmt.Fprintf(t, "(module\n  (memory (export %s) %d %d)\n", quote(ExportMemory), t.m.pages, t.m.pages)
	for _, g := range t.m.globals {
		out := ""
		if g.export != "" {
			out = fmt.Sprintf(" (export %s)", quote(g.export))
		}
		if g.constant {
			fmt.Fprintf(t, "  (global $%s %s (%s.const %s))\n", g.name, g.typ, g.typ, floatText(math.Float64frombits(g.value), 64))
		} else {
			fmt.Fprintf(t, "  (global $%s%s (mut %s) (%s.const 0))\n", g.name, out, g.typ, g.typ)
		}
	}
	for _, f := range t.m.funcs {
		t.function(f)
	}
	for _, d := range t.m.data {
		t.segment(d)
	}
	t.WriteString(")\n")
}

// bytesPerLine is how much of a segment stands on one line.
const bytesPerLine = 32

func (t *text) segment(d segment) {
	fmt.Fprintf(t, "\n  (data (i32.const %d) ;; %s", d.offset, identifier(d.name))
	for rest := d.bytes; len(rest) > 0; {
		n := min(len(rest), bytesPerLine)
		t.WriteString("\n    " + quoteBytes(rest[:n]))
		rest = rest[n:]
	}
	t.WriteString(")\n")
}

func (t *text) function(f *function) {
	t.f, t.indent, t.blocks, t.stack = f, 2, []block{{}}, nil
	fmt.Fprintf(t, "\n  (func $%s", f.name)
	if f.export != "" {
		fmt.Fprintf(t, " (export %s)", quote(f.export))
	}
	for i := range f.typ.params {
		fmt.Fprintf(t, " (param $%s %s)", f.locals[i].name, f.locals[i].typ)
	}
	if len(f.typ.results) > 0 {
		t.WriteString(" (result")
		for _, r := range f.typ.results {
			t.WriteString(" " + r.String())
		}
		t.WriteString(")")
	}
	t.WriteString("\n")
	for _, l := range f.locals[len(f.typ.params):] {
		fmt.Fprintf(t, "    (local $%s %s)\n", l.name, l.typ)
	}
	for _, in := range f.body {
		t.instr(in)
	}
	t.write()
	t.WriteString("  )\n")
}

// line writes a line at the indentation of the open blocks.
func (t *text) line(s string) {
	if t.fresh {
		t.WriteString("\n")
		t.fresh = false
	}
	fmt.Fprintf(t, "%s%s\n", strings.Repeat("  ", t.indent), s)
}

// write writes the expressions that have not been.
func (t *text) write() {
	for _, e := range t.stack {
		t.line(e.text)
	}
	t.stack = t.stack[:0]
}

// instr writes an instruction or keeps it as an operand.
func (t *text) instr(in instr) {
	switch in.op {
	case opEnd:
		t.end()
		return
	case opElse:
		t.write()
		t.close(")")
		t.open("(else")
		return
	}
	takes, leaves := t.arity(in)
	head, operands := t.head(in), t.operands(takes)
	switch in.op {
	case opIf:
		t.write()
		t.blocks = append(t.blocks, block{in, t.indent})
		t.open("(if" + operands)
		t.open("(then")
		return
	case opBlock, opLoop:
		t.begin(in)
		return
	}
	e := folded{"(" + head + operands + ")", leaves}
	if in.name != "" {
		e.text += " ;; " + strings.ReplaceAll(in.name, "\n", " ")
	}
	t.stack = append(t.stack, e)
	if leaves != 1 {
		t.write()
	}
}

// begin opens a block or loop. One that begins where another does stands on the
// same line, so that the blocks around what can stop the program take no space.
func (t *text) begin(in instr) {
	t.write()
	outer := t.blocks[len(t.blocks)-1]
	if t.fresh {
		t.WriteString(" (" + t.head(in))
		t.blocks = append(t.blocks, block{in, outer.indent})
		return
	}
	fmt.Fprintf(t, "%s(%s", strings.Repeat("  ", t.indent), t.head(in))
	t.blocks = append(t.blocks, block{in, t.indent})
	t.indent++
	t.fresh = true
}

// end closes a block.
func (t *text) end() {
	t.write()
	b := t.blocks[len(t.blocks)-1]
	t.blocks = t.blocks[:len(t.blocks)-1]
	if b.op == opIf {
		t.close(")")
	}
	if outer := t.blocks[len(t.blocks)-1]; outer.op == opBlock && outer.indent == b.indent {
		t.line(")") // of the same line
		return
	}
	t.close(")")
}

func (t *text) open(s string) {
	t.line(s)
	t.indent++
}

func (t *text) close(s string) {
	t.indent--
	t.line(s)
}

// operands takes the last n values from the expressions that are not written.
// Those that cannot be folded have been written before, which is the same.
func (t *text) operands(n int) string {
	from, length := len(t.stack), 0
	for n > 0 && from > 0 && t.stack[from-1].n <= n {
		from--
		n -= t.stack[from].n
		length += len(t.stack[from].text)
	}
	if n > 0 || length > longest {
		t.write()
		return ""
	}
	var b strings.Builder
	for _, e := range t.stack[from:] {
		b.WriteString(" " + e.text)
	}
	t.stack = t.stack[:from]
	return b.String()
}

// longest is how long expressions become before they are written.
const longest = 240

// arity returns how many values an instruction takes and leaves.
func (t *text) arity(in instr) (takes, leaves int) {
	switch in.op {
	case opLocalGet, opGlobalGet:
		return 0, 1
	case opLocalSet, opGlobalSet, opDrop:
		return 1, 0
	case opLocalTee:
		return 1, 1
	case opSelect:
		return 3, 1
	case opReturn:
		return len(t.f.typ.results), 0
	case opCall:
		typ := t.m.funcs[in.arg].typ
		return len(typ.params), len(typ.results)
	}
	before, after, _ := strings.Cut(ops[in.op].sig, ">")
	return len(before), len(after)
}

// head is an instruction without its operands.
func (t *text) head(in instr) string {
	info := ops[in.op]
	switch in.op {
	case opLocalGet, opLocalSet, opLocalTee:
		return info.name + " $" + t.f.locals[in.arg].name
	case opGlobalGet, opGlobalSet:
		return info.name + " $" + t.m.globals[in.arg].name
	case opCall:
		return info.name + " $" + t.m.funcs[in.arg].name
	}
	switch info.imm {
	case immBlock:
		if in.name != "" {
			return info.name + " $" + in.name
		}
	case immLabel:
		return info.name + " $" + t.blocks[len(t.blocks)-1-int(in.arg)].name
	case immMemory:
		if in.arg != 0 {
			return fmt.Sprintf("%s offset=%d", info.name, in.arg)
		}
	case immI32:
		return fmt.Sprintf("%s %d", info.name, int32(uint32(in.arg)))
	case immI64:
		return fmt.Sprintf("%s %d", info.name, int64(in.arg))
	case immF32:
		return info.name + " " + floatText(float64(math.Float32frombits(uint32(in.arg))), 32)
	case immF64:
		return info.name + " " + floatText(math.Float64frombits(in.arg), 64)
	}
	return info.name
}

// floatText writes the shortest decimal that reads back as x.
func floatText(x float64, bits int) string {
	switch {
	case x != x:
		return "nan"
	case math.IsInf(x, 1):
		return "inf"
	case math.IsInf(x, -1):
		return "-inf"
	}
	return strconv.FormatFloat(x, 'g', -1, bits)
}

// identifier makes the name of a local or function from a name of the program.
//
// https://www.w3.org/TR/wasm-core-2/#text-id
func identifier(name string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7F && !strings.ContainsRune("\"(),;[]{}", r) {
			return r
		}
		return '_'
	}, name)
}

// quote writes a string literal.
func quote(s string) string { return quoteBytes([]byte(s)) }

func quoteBytes(bytes []byte) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range bytes {
		if c < ' ' || c >= 0x7F || c == '"' || c == '\\' {
			fmt.Fprintf(&b, "\\%02x", c)
		} else {
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
