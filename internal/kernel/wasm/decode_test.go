package wasm

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/irtest"
)

// decoder reads the binary format, written from the specification and sharing
// nothing with the encoder but the table of instructions.
type decoder struct{ b []byte }

// decoded is a module as it was read.
type decoded struct {
	Types                     []string
	Funcs                     []decodedFunc
	Min, Max                  uint64
	Globals, Exports, Segment []string
}

type decodedFunc struct {
	Type   string
	Locals []string
	Body   []string
}

func decode(b []byte) (m decoded, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("malformed: %v", r)
		}
	}()
	if !bytes.HasPrefix(b, []byte{0, 'a', 's', 'm', 1, 0, 0, 0}) {
		return m, fmt.Errorf("no header")
	}
	d := &decoder{b[8:]}
	last := byte(0)
	for len(d.b) > 0 {
		id := d.byte()
		if id <= last {
			return m, fmt.Errorf("section %d after %d", id, last)
		}
		last = id
		content := &decoder{d.bytes()}
		for range content.uint() {
			content.entry(id, &m)
		}
		if len(content.b) > 0 {
			return m, fmt.Errorf("section %d: %d bytes too many", id, len(content.b))
		}
	}
	return m, nil
}

func (d *decoder) entry(id byte, m *decoded) {
	switch id {
	case 1:
		d.want(0x60)
		m.Types = append(m.Types, fmt.Sprint(d.types(), d.types()))
	case 3:
		m.Funcs = append(m.Funcs, decodedFunc{Type: m.Types[d.uint()]})
	case 5:
		d.want(1)
		m.Min, m.Max = d.uint(), d.uint()
	case 6:
		t, mutable := valType(d.byte()), d.byte()
		m.Globals = append(m.Globals, fmt.Sprint(t, mutable, d.instr()))
		d.want(0x0B)
	case 7:
		m.Exports = append(m.Exports, fmt.Sprintf("%s %d %d", d.bytes(), d.byte(), d.uint()))
	case 10:
		f := &m.Funcs[0]
		for f.Body != nil {
			m.Funcs = append(m.Funcs[1:], *f) // go on with the next one
			f = &m.Funcs[0]
		}
		d.code(f)
		m.Funcs = append(m.Funcs[1:], *f)
	case 11:
		d.want(0)
		m.Segment = append(m.Segment, fmt.Sprint(d.instr()))
		d.want(0x0B)
		m.Segment = append(m.Segment, string(d.bytes()))
	default:
		panic(fmt.Sprintf("section %d", id))
	}
}

func (d *decoder) code(f *decodedFunc) {
	d = &decoder{d.bytes()}
	for range d.uint() {
		n, t := d.uint(), valType(d.byte())
		for range n {
			f.Locals = append(f.Locals, t.String())
		}
	}
	f.Body = []string{}
	for len(d.b) > 1 {
		f.Body = append(f.Body, d.instr())
	}
	d.want(0x0B)
}

// instr reads an instruction and writes it as text.
func (d *decoder) instr() string {
	op := opcode(d.byte())
	if op == 0xFC {
		op = prefixed + opcode(d.uint())
	}
	info := ops[op]
	if info.name == "" {
		panic(fmt.Sprintf("opcode %x", op))
	}
	switch info.imm {
	case immBlock:
		d.want(0x40)
	case immLabel, immIndex:
		return fmt.Sprint(info.name, " ", d.uint())
	case immMemory:
		return fmt.Sprint(info.name, " ", d.uint(), " ", d.uint())
	case immI32, immI64:
		return fmt.Sprint(info.name, " ", d.int())
	case immF32:
		return fmt.Sprint(info.name, " ", binary.LittleEndian.Uint32(d.take(4)))
	case immF64:
		return fmt.Sprint(info.name, " ", binary.LittleEndian.Uint64(d.take(8)))
	case immCopy:
		d.want(0)
		d.want(0)
	case immFill:
		d.want(0)
	}
	return info.name
}

func (d *decoder) take(n int) []byte {
	out := d.b[:n]
	d.b = d.b[n:]
	return out
}

func (d *decoder) byte() byte    { return d.take(1)[0] }
func (d *decoder) bytes() []byte { return d.take(int(d.uint())) }

func (d *decoder) want(b byte) {
	if got := d.byte(); got != b {
		panic(fmt.Sprintf("%x, want %x", got, b))
	}
}

func (d *decoder) types() []string {
	out := []string{}
	for range d.uint() {
		out = append(out, valType(d.byte()).String())
	}
	return out
}

func (d *decoder) uint() uint64 {
	x, shift := uint64(0), 0
	for {
		b := d.byte()
		x |= uint64(b&0x7F) << shift
		if shift += 7; b < 0x80 {
			return x
		}
	}
}

func (d *decoder) int() int64 {
	x, shift := int64(0), 0
	for {
		b := d.byte()
		x |= int64(b&0x7F) << shift
		shift += 7
		if b < 0x80 {
			if shift < 64 && b&0x40 != 0 {
				x |= -1 << shift
			}
			return x
		}
	}
}

// describe says of a module what decode finds in its binary.
func describe(m *module) decoded {
	out := decoded{Min: uint64(m.pages), Max: uint64(m.pages)}
	seen := map[string]bool{}
	for _, f := range m.funcs {
		names := func(types []valType) []string {
			out := []string{}
			for _, t := range types {
				out = append(out, t.String())
			}
			return out
		}
		d := decodedFunc{Type: fmt.Sprint(names(f.typ.params), names(f.typ.results)), Body: []string{}}
		if !seen[d.Type] {
			seen[d.Type] = true
			out.Types = append(out.Types, d.Type)
		}
		for _, l := range f.locals[len(f.typ.params):] {
			d.Locals = append(d.Locals, l.typ.String())
		}
		for _, in := range f.body {
			d.Body = append(d.Body, describeInstr(in))
		}
		out.Funcs = append(out.Funcs, d)
	}
	for _, g := range m.globals {
		switch {
		case g.constant:
			out.Globals = append(out.Globals, fmt.Sprint(g.typ, 0, describeInstr(instr{op: opF64Const, arg: g.value})))
		default:
			out.Globals = append(out.Globals, fmt.Sprint(g.typ, 1, g.typ.String()+".const 0"))
		}
	}
	for _, e := range m.exports() {
		out.Exports = append(out.Exports, fmt.Sprintf("%s %d %d", e.name, e.kind, e.index))
	}
	for _, s := range m.data {
		out.Segment = append(out.Segment, fmt.Sprintf("i32.const %d", s.offset), string(s.bytes))
	}
	return out
}

func describeInstr(in instr) string {
	name := ops[in.op].name
	switch ops[in.op].imm {
	case immLabel, immIndex, immF32, immF64:
		return fmt.Sprint(name, " ", in.arg)
	case immMemory:
		return fmt.Sprint(name, " ", alignment(in.op), " ", in.arg)
	case immI32:
		return fmt.Sprint(name, " ", int32(uint32(in.arg)))
	case immI64:
		return fmt.Sprint(name, " ", int64(in.arg))
	}
	return name
}

// TestBinary holds that a decoder finds in the binary what was put into it.
func TestBinary(t *testing.T) {
	var all []*ir.Program
	for _, path := range programs(t) {
		all = append(all, read(t, path))
	}
	n := uint64(200)
	if testing.Short() {
		n = 20
	}
	for seed := range n {
		all = append(all, irtest.Program(rand.New(rand.NewPCG(seed, 4))))
	}
	for _, p := range all {
		m, err := build(p, Options{Rows: 16})
		if err != nil {
			t.Fatal(err)
		}
		got, err := decode(encode(m))
		if err != nil {
			t.Fatalf("%v\n%s", err, p)
		}
		if diff := cmp.Diff(describe(m), got); diff != "" {
			t.Fatalf("(-made +read):\n%s", diff)
		}
	}
}

// TestInts holds that signed numbers have the shortest form and read back.
func TestInts(t *testing.T) {
	for _, c := range []struct {
		x    int64
		want []byte
	}{
		{0, []byte{0}}, {-1, []byte{0x7F}}, {63, []byte{0x3F}}, {64, []byte{0xC0, 0}}, {-64, []byte{0x40}}, {-65, []byte{0xBF, 0x7F}},
		{-123456, []byte{0xC0, 0xBB, 0x78}}, // the example of the specification of DWARF
		{-1 << 63, []byte{0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7F}},
	} {
		got := appendInt(nil, c.x)
		if !bytes.Equal(got, c.want) {
			t.Errorf("%d: %x, want %x", c.x, got, c.want)
		}
		if back := (&decoder{got}).int(); back != c.x {
			t.Errorf("%d reads back as %d", c.x, back)
		}
	}
}
