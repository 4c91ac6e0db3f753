package wasm

import (
	"encoding/binary"
)

// Sections of a module.
//
// https://www.w3.org/TR/wasm-core-2/#sections%E2%91%A0
const (
	sectionType     = 1
	sectionFunction = 3
	sectionMemory   = 5
	sectionGlobal   = 6
	sectionExport   = 7
	sectionCode     = 10
	sectionData     = 11
)

// Kinds of exports.
const (
	exportFunction = 0
	exportMemory   = 2
	exportGlobal   = 3
)

// encode writes a module in the binary format.
//
// https://www.w3.org/TR/wasm-core-2/#binary-module
func encode(m *module) []byte {
	b := []byte("\x00asm\x01\x00\x00\x00")
	types, of := m.types()
	b = section(b, sectionType, len(types), func(b []byte, i int) []byte {
		b = append(b, 0x60)
		return appendTypes(appendTypes(b, types[i].params), types[i].results)
	})
	b = section(b, sectionFunction, len(m.funcs), func(b []byte, i int) []byte {
		return appendUint(b, uint64(of[i]))
	})
	b = section(b, sectionMemory, 1, func(b []byte, _ int) []byte {
		b = append(b, 0x01) // with a maximum
		return appendUint(appendUint(b, uint64(m.pages)), uint64(m.pages))
	})
	b = section(b, sectionGlobal, len(m.globals), func(b []byte, i int) []byte {
		g := m.globals[i]
		if g.constant {
			b = append(b, byte(g.typ), 0x00)
			return appendInstr(appendInstr(b, instr{op: opF64Const, arg: g.value}), instr{op: opEnd})
		}
		b = append(b, byte(g.typ), 0x01) // mutable
		zero := instr{op: opI32Const}
		if g.typ == i64 {
			zero.op = opI64Const
		}
		return appendInstr(appendInstr(b, zero), instr{op: opEnd})
	})
	exports := m.exports()
	b = section(b, sectionExport, len(exports), func(b []byte, i int) []byte {
		e := exports[i]
		return appendUint(append(appendName(b, e.name), e.kind), uint64(e.index))
	})
	b = section(b, sectionCode, len(m.funcs), func(b []byte, i int) []byte {
		return appendBytes(b, code(m.funcs[i]))
	})
	return section(b, sectionData, len(m.data), func(b []byte, i int) []byte {
		d := m.data[i]
		b = append(b, 0x00) // of memory 0, at a constant address
		b = appendInstr(b, instr{op: opI32Const, arg: uint64(d.offset)})
		b = appendInstr(b, instr{op: opEnd})
		return appendBytes(b, d.bytes)
	})
}

// section appends a section of n entries, none where n is 0.
func section(b []byte, id byte, n int, entry func(b []byte, i int) []byte) []byte {
	if n == 0 {
		return b
	}
	content := appendUint(nil, uint64(n))
	for i := range n {
		content = entry(content, i)
	}
	return appendBytes(append(b, id), content)
}

// code returns the locals and the body of a function.
//
// https://www.w3.org/TR/wasm-core-2/#code-section%E2%91%A0
func code(f *function) []byte {
	locals := f.locals[len(f.typ.params):]
	var runs []byte
	n := 0
	for i := 0; i < len(locals); n++ {
		j := i + 1
		for j < len(locals) && locals[j].typ == locals[i].typ {
			j++
		}
		runs = append(appendUint(runs, uint64(j-i)), byte(locals[i].typ))
		i = j
	}
	b := append(appendUint(nil, uint64(n)), runs...)
	for _, in := range f.body {
		b = appendInstr(b, in)
	}
	return appendInstr(b, instr{op: opEnd})
}

// appendInstr appends an instruction.
//
// https://www.w3.org/TR/wasm-core-2/#instructions%E2%91%A6
func appendInstr(b []byte, in instr) []byte {
	if in.op >= prefixed {
		b = appendUint(append(b, 0xFC), uint64(in.op-prefixed))
	} else {
		b = append(b, byte(in.op))
	}
	switch ops[in.op].imm {
	case immBlock:
		return append(b, 0x40)
	case immLabel, immIndex:
		return appendUint(b, in.arg)
	case immMemory:
		return appendUint(append(b, alignment(in.op)), in.arg)
	case immI32:
		return appendInt(b, int64(int32(uint32(in.arg))))
	case immI64:
		return appendInt(b, int64(in.arg))
	case immF32:
		return binary.LittleEndian.AppendUint32(b, uint32(in.arg))
	case immF64:
		return binary.LittleEndian.AppendUint64(b, in.arg)
	case immCopy:
		return append(b, 0, 0)
	case immFill:
		return append(b, 0)
	}
	return b
}

// alignment returns the logarithm of the alignment that a load or store of op
// hints at: that of what it loads or stores.
func alignment(op opcode) byte {
	switch op {
	case opI64Load, opF64Load, opI64Store, opF64Store:
		return 3
	}
	return 2
}

// appendUint appends an unsigned LEB128 number.
//
// https://www.w3.org/TR/wasm-core-2/#integers%E2%91%A4
func appendUint(b []byte, x uint64) []byte { return binary.AppendUvarint(b, x) }

// appendInt appends a signed LEB128 number.
func appendInt(b []byte, x int64) []byte {
	for {
		low := byte(x & 0x7F)
		x >>= 7
		if x == 0 && low&0x40 == 0 || x == -1 && low&0x40 != 0 {
			return append(b, low)
		}
		b = append(b, low|0x80)
	}
}

func appendBytes(b, content []byte) []byte {
	return append(appendUint(b, uint64(len(content))), content...)
}

func appendName(b []byte, name string) []byte { return appendBytes(b, []byte(name)) }

func appendTypes(b []byte, types []valType) []byte {
	b = appendUint(b, uint64(len(types)))
	for _, t := range types {
		b = append(b, byte(t))
	}
	return b
}
