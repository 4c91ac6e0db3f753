package spirv

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Fprint writes the module of a program as text that spirv-as accepts, preceded
// by the sites at which it can stop.
func Fprint(w io.Writer, p *ir.Program, o Options) error {
	m, err := build(p, o)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	b.WriteString("; SPIR-V 1.3\n")
	for i, s := range m.sites[1:] {
		fmt.Fprintf(b, "; site %d: %s\n", i+1, s)
	}
	for _, in := range m.sections() {
		if in.op == opFunction {
			b.WriteString("\n")
		}
		m.print(b, in)
	}
	return b.Flush()
}

func (m *module) print(b *bufio.Writer, in instr) {
	if in.res != 0 {
		fmt.Fprintf(b, "%14s = ", m.reference(in.res))
	} else {
		fmt.Fprintf(b, "%17s", "")
	}
	info := opInfos[in.op]
	b.WriteString(info.name)
	if in.typ != 0 {
		b.WriteString(" " + m.reference(in.typ))
	}
	letters := info.operands
	for words := in.words; len(words) > 0; {
		var text string
		text, words = m.operand(letters[0], in, words)
		b.WriteString(" " + text)
		if len(letters) == 1 || letters[1] != '*' {
			letters = letters[1:]
		}
		if letters == "" {
			letters = "n" // what follows a decoration is a number
		}
	}
	b.WriteString("\n")
}

// operand writes the first operand of words, and returns the rest.
func (m *module) operand(letter byte, in instr, words []uint32) (string, []uint32) {
	w := words[0]
	switch letter {
	case 'i':
		return m.reference(w), words[1:]
	case 'c':
		return m.literal(in.typ, w), words[1:]
	case 'x':
		return glslNames[w], words[1:]
	case 's':
		return stringText(words)
	case 'n':
		if in.op == opDecorate && in.words[1] == decorationBuiltIn {
			return "GlobalInvocationId", words[1:]
		}
		return strconv.FormatUint(uint64(w), 10), words[1:]
	}
	return enums[letter][w], words[1:]
}

func (m *module) reference(x id) string {
	if name, ok := m.names[x]; ok {
		return "%" + name
	}
	return fmt.Sprintf("%%%d", x)
}

// literal writes the number of a constant. Those of floats that no decimal
// number has are written by their digits and exponent, as spirv-as wants it.
func (m *module) literal(typ id, w uint32) string {
	switch typ {
	case m.int32():
		return strconv.Itoa(int(int32(w)))
	case m.float():
		x := math.Float32frombits(w)
		if w&0x7F800000 != 0x7F800000 {
			return strconv.FormatFloat(float64(x), 'g', -1, 32)
		}
		sign := ""
		if w>>31 != 0 {
			sign = "-"
		}
		return fmt.Sprintf("%s0x1.%06xp+128", sign, w&0x7FFFFF<<1)
	}
	return strconv.FormatUint(uint64(w), 10)
}

// stringText writes a string, and returns the words after it.
func stringText(words []uint32) (string, []uint32) {
	var b strings.Builder
	for i, w := range words {
		for shift := 0; shift < 32; shift += 8 {
			c := byte(w >> shift)
			if c == 0 {
				return strconv.Quote(b.String()), words[i+1:]
			}
			b.WriteByte(c)
		}
	}
	return strconv.Quote(b.String()), nil
}
