package ir

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Parse reads back what [Fprint] writes. Positions are those in the text: each
// value's Pos is its line there. Text that is not of this form is an error that
// names the line. What Parse returns need not hold the invariants of [Check].
func Parse(text string) (p *Program, err error) {
	r := &reader{text: text, line: 1, types: map[string]*Type{}, funcs: map[string]*Func{}, tables: map[string]*Table{}}
	for _, t := range []*Type{TBool, TInt, TUint32, TF32, TF64} {
		r.types[t.String()] = t
	}
	defer func() {
		if failure := recover(); failure != nil {
			if err, _ = failure.(syntaxError); err == nil {
				panic(failure)
			}
		}
	}()
	return r.program(), nil
}

// syntaxError is how the reader leaves its recursion.
type syntaxError string

func (e syntaxError) Error() string { return string(e) }

// reader reads a text by recursive descent.
type reader struct {
	text string // what is left
	line int

	types  map[string]*Type
	funcs  map[string]*Func
	tables map[string]*Table

	// Of the function being read:
	f      *Func
	vars   map[string]*Var
	shared map[string]*Buffer
	values map[string]*Value
	labels map[string]*Value
}

func (r *reader) program() *Program {
	p := &Program{}
	for {
		switch word := r.word(); word {
		case "":
			r.end()
			return p
		case "type":
			name := r.name()
			t := *r.typ()
			t.Name = name
			r.types[name] = &t
		case "table":
			t := r.table()
			p.Tables = append(p.Tables, t)
			r.tables[t.Name] = t
		case "func":
			f := r.function()
			p.Funcs = append(p.Funcs, f)
			r.funcs[f.Name] = f
		default:
			r.fail("%q where a type, table or func begins", word)
		}
	}
}

func (r *reader) table() *Table {
	t := &Table{Name: r.name()}
	r.want("[")
	n := r.integer()
	r.want("]")
	t.Elem = r.typ()
	r.want("{")
	for i := range n {
		if i > 0 {
			r.want(",")
		}
		t.Bits = append(t.Bits, r.constant(t.Elem))
	}
	r.want("}")
	return t
}

func (r *reader) function() *Func {
	f := &Func{Name: r.name(), Pos: Pos{Line: r.line}, Body: &Block{}}
	r.f, r.vars, r.shared, r.values, r.labels = f, map[string]*Var{}, map[string]*Buffer{}, map[string]*Value{}, map[string]*Value{}
	r.want("(")
	r.list(")", func() {
		name := r.name()
		if r.accept("*") {
			f.Pointers = append(f.Pointers, len(f.Params))
		}
		f.Params = append(f.Params, r.variable(name))
	})
	if r.acceptWord("grid") {
		r.buffers()
	}
	if r.accept("(") {
		r.list(")", func() { f.Results = append(f.Results, Field{r.name(), r.typ()}) })
	}
	for _, at := range f.Pointers {
		f.Results = append(f.Results, Field{f.Params[at].Name, f.Params[at].Type})
	}
	if r.acceptWord("entry") {
		f.Entry = r.name()
	}
	r.want("{")
	for r.acceptWord("var") {
		r.variable(r.name())
	}
	r.block(f.Body)
	return f
}

func (r *reader) variable(name string) *Var {
	v := &Var{Name: name, Type: r.typ()}
	r.f.Vars, r.vars[name] = append(r.f.Vars, v), v
	return v
}

// buffers reads those of a grid function.
func (r *reader) buffers() {
	r.f.Grid = true
	r.want("(")
	r.list(")", func() {
		b := &Buffer{Name: r.name()}
		r.want("[")
		r.want("]")
		b.Elem = r.typ()
		r.f.Buffers, r.shared[b.Name] = append(r.f.Buffers, b), b
	})
}

// block reads values up to and with the closing brace.
func (r *reader) block(b *Block) {
	for !r.accept("}") {
		b.Values = append(b.Values, r.value())
	}
}

func (r *reader) value() *Value {
	r.space()
	v := &Value{Pos: Pos{Line: r.line}}
	label := ""
	if r.accept("%") {
		label = r.word()
		r.want("=")
	}
	name := r.word()
	for op := range Ops {
		if Op(op) != Invalid && Ops[op].Name == name {
			v.Op = Op(op)
		}
	}
	if v.Op == Invalid {
		r.fail("unknown operation %q", name)
	}
	r.operation(v)
	if (v.Type != nil) != (label != "") {
		r.fail("%s has a result without a name, or a name without a result", name)
	}
	if label != "" {
		r.values[label] = v
	}
	return v
}

// operation reads what follows the name of an operation.
func (r *reader) operation(v *Value) {
	if t := Ops[v.Op].Result; t == "=" && !typed(v.Op) {
		v.Type = r.typ()
	} else if t != "-" && t != "=" {
		v.Type = r.types[t]
	}
	switch v.Op {
	case Const:
		v.Bits = r.constant(v.Type)
	case Load:
		v.Type = r.place(v)
	case Store:
		r.place(v)
		r.want(",")
		v.Args = append([]*Value{r.ref()}, v.Args...)
	case Call:
		v.Free = r.accept("free ")
		v.Func = find(r, r.funcs, r.name(), "function")
		v.Type = v.Func.Returns()
		r.want("(")
		r.list(")", func() { v.Args = append(v.Args, r.ref()) })
	case Lookup:
		v.Table = find(r, r.tables, r.name(), "table")
		r.want("[")
		v.Args = []*Value{r.ref()}
		r.want("]")
	case Fetch, Put, Extent:
		r.buffer(v)
	case If, Loop, Label:
		r.blocks(v)
	case Break, Continue:
		v.Target = find(r, r.labels, r.word(), "label")
	case Trap:
		v.Index = r.fault(r.word())
	default:
		r.operands(v)
	}
}

// operands reads the operands of an ordinary operation and its index.
func (r *reader) operands(v *Value) {
	for first := true; ; first = false {
		r.text = strings.TrimLeft(r.text, " ") // the next line may begin with %, too
		switch {
		case first && strings.HasPrefix(r.text, "%"), !first && strings.HasPrefix(r.text, ", %"):
			r.accept(",")
			v.Args = append(v.Args, r.ref())
			continue
		case v.Op == Part || v.Op == Bound || v.Op == Result:
			r.want(",")
			v.Index = r.integer()
		}
		return
	}
}

func (r *reader) blocks(v *Value) {
	second := "else"
	if v.Op == If {
		v.Args = []*Value{r.ref()}
	} else {
		v.Free = r.accept("free ")
		r.labels[r.word()] = v
		second = "post"
	}
	r.want("{")
	v.Blocks = []*Block{{}}
	r.block(v.Blocks[0])
	if v.Op == Label {
		return
	}
	v.Blocks = append(v.Blocks, &Block{})
	if r.acceptWord(second) {
		r.want("{")
		r.block(v.Blocks[1])
	}
}

// buffer reads an access to a buffer.
func (r *reader) buffer(v *Value) {
	v.Buffer = find(r, r.shared, r.name(), "buffer")
	if v.Op == Extent {
		return
	}
	r.want("[")
	v.Args = []*Value{r.ref()}
	r.want("]")
	if v.Op == Fetch {
		v.Type = v.Buffer.Elem
		return
	}
	r.want(",")
	v.Args = []*Value{r.ref(), v.Args[0]}
}

// place reads a variable with its path, and returns the type of the part.
func (r *reader) place(v *Value) *Type {
	v.Var = find(r, r.vars, r.name(), "variable")
	for {
		switch {
		case strings.HasPrefix(r.text, "["):
			r.want("[")
			v.Path, v.Args = append(v.Path, Dynamic), append(v.Args, r.ref())
			r.want("]")
		case strings.HasPrefix(r.text, "."):
			r.want(".")
			v.Path = append(v.Path, r.integer())
		default:
			t := PartType(v.Var.Type, v.Path)
			if t == nil {
				r.fail("%s has no part %v", v.Var.Name, v.Path)
			}
			return t
		}
	}
}

func (r *reader) ref() *Value {
	r.want("%")
	return find(r, r.values, r.word(), "value")
}

func (r *reader) fault(name string) int {
	for i, n := range faultNames {
		if n == name {
			return i
		}
	}
	r.fail("unknown fault %q", name)
	return 0
}

func (r *reader) typ() *Type {
	t := &Type{}
	closing := ""
	switch {
	case r.accept("["):
		n := r.integer()
		r.want("]")
		return ArrayOf(n, r.typ())
	case r.accept("{"):
		t.Kind, closing = Struct, "}"
	case r.accept("("):
		t.Kind, closing = Tuple, ")"
	default:
		return find(r, r.types, r.name(), "type")
	}
	r.list(closing, func() { t.Fields = append(t.Fields, Field{r.name(), r.typ()}) })
	return t
}

func (r *reader) constant(t *Type) uint64 {
	r.space()
	n := strings.IndexAny(r.text, ", \n}")
	if n < 0 {
		n = len(r.text)
	}
	word := r.text[:n]
	r.text = r.text[n:]
	bits, err := constBits(t, word)
	if err != nil {
		r.fail("constant %q: %v", word, err)
	}
	return bits
}

// constBits is the reverse of constText.
func constBits(t *Type, text string) (uint64, error) {
	switch t.Kind {
	case Bool:
		b, err := strconv.ParseBool(text)
		return ConstBool(b).Bits, err
	case Int:
		i, err := strconv.ParseInt(text, 10, 32)
		return ConstInt(int32(i)).Bits, err
	case Uint32:
		return strconv.ParseUint(text, 10, 32)
	case Float32:
		x, err := strconv.ParseFloat(text, 32)
		return ConstFloat32(float32(x)).Bits, err
	case Float64:
		x, err := strconv.ParseFloat(text, 64)
		return BitsOf(x), err
	}
	return 0, fmt.Errorf("type %s has no constants", t)
}

func find[T any](r *reader, in map[string]T, name, what string) T {
	v, ok := in[name]
	if !ok {
		r.fail("unknown %s %q", what, name)
	}
	return v
}

// list reads items separated by commas up to and with the closing mark.
func (r *reader) list(closing string, item func()) {
	for first := true; !r.accept(closing); first = false {
		if !first {
			r.want(",")
		}
		item()
	}
}

// name reads a name, quoted or not.
func (r *reader) name() string {
	r.space()
	if !strings.HasPrefix(r.text, `"`) {
		name := leadingName.FindString(r.text)
		if name == "" {
			r.fail("a name is missing")
		}
		r.text = r.text[len(name):]
		return name
	}
	quoted, err := strconv.QuotedPrefix(r.text)
	if err != nil {
		r.fail("a quoted name does not end")
	}
	r.text = r.text[len(quoted):]
	name, _ := strconv.Unquote(quoted)
	return name
}

var leadingWord = regexp.MustCompile(`^[\pL\pN_]+`)

// word reads a word of letters and digits, "" where there is none.
func (r *reader) word() string {
	r.space()
	word := leadingWord.FindString(r.text)
	r.text = r.text[len(word):]
	return word
}

func (r *reader) acceptWord(word string) bool {
	r.space()
	ok := leadingWord.FindString(r.text) == word
	if ok {
		r.text = r.text[len(word):]
	}
	return ok
}

func (r *reader) integer() int {
	word := r.word()
	n, err := strconv.ParseUint(word, 10, 31)
	if err != nil {
		r.fail("%q is no number", word)
	}
	return int(n)
}

func (r *reader) want(mark string) {
	if !r.accept(mark) {
		r.fail("%q is missing", mark)
	}
}

func (r *reader) accept(mark string) bool {
	r.space()
	ok := strings.HasPrefix(r.text, mark)
	if ok {
		r.text = r.text[len(mark):]
	}
	return ok
}

func (r *reader) space() {
	for r.text != "" && strings.Contains(" \t\r\n", r.text[:1]) {
		if r.text[0] == '\n' {
			r.line++
		}
		r.text = r.text[1:]
	}
}

func (r *reader) end() {
	if r.space(); r.text != "" {
		c, _ := utf8.DecodeRuneInString(r.text)
		r.fail("%q is not expected", c)
	}
}

func (r *reader) fail(format string, args ...any) {
	panic(syntaxError(fmt.Sprintf("ir text: line %d: %s", r.line, fmt.Sprintf(format, args...))))
}
