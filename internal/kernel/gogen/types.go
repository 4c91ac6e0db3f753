package gogen

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// goType is a struct type that the file declares.
type goType struct {
	name   string
	of     *ir.Type
	fields []string
}

// typeName writes a type. Structs of one structure share one declaration, as
// they are one type of the representation.
func (g *generator) typeName(t *ir.Type) string {
	switch t.Kind {
	case ir.Bool:
		return "bool"
	case ir.Int:
		return "int"
	case ir.Uint32:
		return "uint32"
	case ir.Float32:
		return "float32"
	case ir.Float64:
		return "float64"
	case ir.Array:
		return fmt.Sprintf("[%d]%s", t.Len, g.typeName(t.Elem))
	}
	return g.structType(t).name
}

func (g *generator) structType(t *ir.Type) *goType {
	key := structure(t)
	if s, ok := g.types[key]; ok {
		return s
	}
	name := t.Name
	if name == "" {
		name = "parts"
	}
	s := &goType{of: t}
	g.types[key] = s
	fields := newNames(nil)
	for _, f := range t.Fields {
		g.typeName(f.Type) // declares inner types before outer ones
		s.fields = append(s.fields, fields.fresh("", f.Name))
	}
	s.name = g.names.fresh(g.options.Prefix, name)
	g.order = append(g.order, s)
	return s
}

// structure writes what ir.Same compares.
func structure(t *ir.Type) string {
	switch {
	case t.Scalar():
		return t.String()
	case t.Kind == ir.Array:
		return fmt.Sprintf("[%d]%s", t.Len, structure(t.Elem))
	}
	parts := make([]string, len(t.Fields))
	for i, f := range t.Fields {
		parts[i] = structure(f.Type)
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// part returns the selector of part i of a struct.
func (g *generator) part(t *ir.Type, i int) string {
	if t.Kind == ir.Array {
		return fmt.Sprintf("[%d]", i)
	}
	return "." + g.structType(t).fields[i]
}

// constant writes a scalar: as an untyped constant where Go has one.
func constant(g *generator, t *ir.Type, bits uint64) expr {
	c := &ir.Value{Op: ir.Const, Type: t, Bits: bits}
	switch t.Kind {
	case ir.Bool:
		return expr{text: strconv.FormatBool(c.Bool()), prec: primary, constant: true}
	case ir.Int:
		return number(strconv.Itoa(int(c.Int())))
	case ir.Uint32:
		if u := c.Uint32(); u >= 1<<16 {
			return number(fmt.Sprintf("0x%X", u))
		}
		return number(strconv.FormatUint(bits, 10))
	case ir.Float32:
		if x := c.Float32(); x == x && !math.IsInf(float64(x), 0) && (x != 0 || bits == 0) {
			return number(decimal(float64(x), 32))
		}
		return expr{text: "float32(" + g.special(float64(c.Float32())) + ")", prec: primary}
	}
	if x := c.Float64(); x == x && !math.IsInf(x, 0) && (x != 0 || bits == 0) {
		return number(decimal(x, 64))
	}
	return expr{text: g.special(c.Float64()), prec: primary}
}

// number is an untyped numeric constant.
func number(text string) expr {
	prec := primary
	if text[0] == '-' {
		prec = unary
	}
	return expr{text: text, prec: prec, constant: true}
}

// decimal writes a finite number so that Go takes it for a floating-point
// constant.
func decimal(x float64, size int) string {
	text := strconv.FormatFloat(x, 'g', -1, size)
	if !strings.ContainsAny(text, ".e") {
		text += ".0"
	}
	return text
}

// special writes a float that is no Go constant.
func (g *generator) special(x float64) string {
	switch {
	case x != x:
		return g.math("NaN") + "()"
	case x > 0:
		return g.math("Inf") + "(1)"
	case x < 0:
		return g.math("Inf") + "(-1)"
	}
	return g.math("Copysign") + "(0, -1)"
}
