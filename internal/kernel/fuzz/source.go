package fuzz

import (
	"fmt"
	"go/format"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/source"
)

// Source is a random program in kernel Go: package fuzzed, whose entry is the
// function F.
type Source struct {
	// body has no package clause and no imports, and marked conversions.
	body string

	// columns is a Go function Columns(in, out []float64) that calls F as a host
	// calls it.
	columns string

	entry *function
	keys  bool // the last result of the entry is a map of terms
}

// Generate returns a random program that is well typed. It has several functions
// and types, and every construct of the language with some chance; it ends for
// all arguments, nearly always soon, and sometimes by a fault. The same seed
// gives the same program.
func Generate(seed uint64) Source {
	return generate(&sourceGen{r: rand.New(rand.NewPCG(seed, 3)), out: &strings.Builder{}})
}

// GenerateInterpretable returns a program as Generate does, without what is
// refused where a program has to run interpreted too: variables at package level,
// ranges over pointers, loop variables in function literals and behind pointers,
// labels directly in a case, ranges over maps that do more than add up, divisors
// that may be a constant zero, fallthrough but between constant cases.
func GenerateInterpretable(seed uint64) Source {
	return generate(&sourceGen{r: rand.New(rand.NewPCG(seed, 5)), out: &strings.Builder{}, interpretable: true})
}

func generate(g *sourceGen) Source {
	g.program()
	return Source{body: tidy("package fuzzed\n" + g.out.String()), columns: g.columns(), entry: g.entry, keys: g.terms != nil}
}

// Conversions of floats to integers are marked, since Go leaves it to the
// processor what they yield out of range.
var (
	saturating = strings.NewReplacer(markInt, "int", markUint32, "uint32")
	inRuntime  = strings.NewReplacer(markInt, "rt.ToInt", markUint32, "rt.ToUint32")
)

const (
	markInt    = "saturatedInt"
	markUint32 = "saturatedUint32"
)

// Text is the program in kernel Go.
func (s Source) Text() string {
	text := saturating.Replace(s.body)
	return tidy("package fuzzed\n\n" + imports(text) + withoutPackage(text))
}

// Native is the same program as Go that the Go toolchain builds to something of
// the same meaning but for what kernel Go adds to Go: an int that leaves 32 bits
// goes on, a map that lacks a term is returned. It is a package of the name
// given, with the function Columns(in, out []float64).
func (s Source) Native(name string) string {
	text := mathName.ReplaceAllStringFunc(inRuntime.Replace(withoutPackage(s.body)+s.columns), ownMath)
	return tidy("package " + name + "\n\n" + imports(text) + text)
}

// withoutPackage removes the first line, which is the package clause.
func withoutPackage(text string) string {
	_, rest, _ := strings.Cut(text, "\n")
	return rest
}

const (
	mathPath    = "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math64"
	runtimePath = "github.com/rewardsmith/rewardsmith/internal/kernel/gogen/rt"
)

var mathName = regexp.MustCompile(`\bmath\.[A-Z]\w*`)

// ownMath names the function of package math64 in place of one of math. It leaves
// constants as they are.
func ownMath(name string) string {
	name = strings.TrimPrefix(name, "math.")
	if source.MathFuncs()[name] != nil {
		return "math64." + name
	}
	return "math." + name
}

func tidy(text string) string {
	out, err := format.Source([]byte(text))
	if err != nil {
		panic(fmt.Sprintf("fuzz: the generator wrote what is no Go: %v\n%s", err, text))
	}
	return string(out)
}

// imports writes the imports that a text needs.
func imports(text string) string {
	var b strings.Builder
	for _, path := range []string{"math", mathPath, runtimePath} {
		if strings.Contains(text, path[strings.LastIndex(path, "/")+1:]+".") {
			fmt.Fprintf(&b, "import %q\n", path)
		}
	}
	return b.String() + "\n"
}

// kind is the class of a type of the generator.
type kind int

const (
	f64 kind = iota
	f32
	integer
	u32
	boolean
	array
	structure
)

// typ is a type, identical to others if it is the same pointer.
type typ struct {
	kind   kind
	name   string // as written
	elem   *typ
	n      int
	fields []field
}

type field struct {
	name     string
	t        *typ
	embedded bool
}

func (t *typ) float() bool   { return t.kind == f64 || t.kind == f32 }
func (t *typ) numeric() bool { return t.kind <= u32 }
func (t *typ) scalar() bool  { return t.kind <= boolean }

// basic are the predeclared types.
var basic = [...]*typ{
	f64: {kind: f64, name: "float64"}, f32: {kind: f32, name: "float32"}, integer: {kind: integer, name: "int"},
	u32: {kind: u32, name: "uint32"}, boolean: {kind: boolean, name: "bool"},
}

// function is one that later ones may call.
type function struct {
	name     string
	receiver *typ // of a method
	pointer  bool // its receiver is a pointer
	params   []param
	results  []*typ
}

type param struct {
	t       *typ
	pointer bool
	fn      bool // func(float64) float64, t being float64
}

// variable is one in scope.
type variable struct {
	name  string
	t     *typ
	bare  string // the pointer, where name is what it points to
	fixed bool   // must not be assigned to, since a loop counts with it
	loop  bool   // declared anew in each iteration
}

// sourceGen writes one program.
type sourceGen struct {
	r      *rand.Rand
	out    *strings.Builder
	types  []*typ
	named  []*typ // with a declaration
	funcs  []*function
	consts []variable
	arrays []variable // read-only, at package level
	count  int

	entry *function
	terms []string // keys of the map that the entry returns

	interpretable bool // as GenerateInterpretable says

	// Of the function being written:
	scope   []*variable
	maps    []string // local maps of terms
	closers []closure
	results []*typ
	names   []string // of named results
	keys    bool     // the last result is the map of terms
	left    int      // statements still to write
	depth   int      // of loops
	labels  []label
	outside int  // variables in scope around the function literal being written
	pure    bool // no return, break or continue: inside a function literal or a switch of one
}

// closure is a local function that can be called.
type closure struct {
	name   string
	params int // of float64
}

// label is a loop or switch around.
type label struct {
	name string
	loop bool
	used bool
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func (g *sourceGen) n(n int) int             { return g.r.IntN(n) }
func (g *sourceGen) chance(percent int) bool { return g.r.IntN(100) < percent }

func (g *sourceGen) line(format string, args ...any) { fmt.Fprintf(g.out, format+"\n", args...) }

func (g *sourceGen) fresh(prefix string) string {
	g.count++
	return fmt.Sprintf("%s%d", prefix, g.count)
}

func (g *sourceGen) program() {
	g.types = slices.Clone(basic[:])
	g.types = append(g.types, basic[f64], basic[f64])
	g.declareConsts()
	g.declareTypes()
	if !g.interpretable {
		g.declareTables()
	}
	g.out.WriteString(mixers)
	g.out.WriteString(highest[g.interpretable])
	for range 2 + g.n(3) {
		g.helper()
	}
	g.entryFunction()
}

func (g *sourceGen) declareConsts() {
	g.line("const (")
	g.line("\tbig = 1 << 62 // used as a float")
	g.line("\thuge = 1e300 * 1e200 / 1e400")
	g.line("\trate float64 = %s", g.floatText())
	g.line("\tmask uint32 = 0x%X", g.r.Uint32())
	g.line("\tlimit = %d", g.n(40)-10)
	g.line("\tenabled = %v", g.chance(50))
	g.line(")")
	g.line("type Mode int")
	g.line("const (\n\tidle Mode = iota\n\tmoving\n\t_\n\tdone = moving*2 + 1\n)")
	mode := &typ{kind: integer, name: "Mode"}
	g.line("type Metres float64")
	metres := &typ{kind: f64, name: "Metres"}
	g.named = append(g.named, mode, metres)
	g.types = append(g.types, mode, metres)
	for name, t := range map[string]*typ{"rate": basic[f64], "mask": basic[u32], "limit": basic[integer], "idle": mode, "moving": mode, "done": mode} {
		g.consts = append(g.consts, variable{name: name, t: t})
	}
	slices.SortFunc(g.consts, func(a, b variable) int { return strings.Compare(a.name, b.name) })
}

// declareTypes declares structs, later ones of earlier ones, with methods.
func (g *sourceGen) declareTypes() {
	for i := range 2 + g.n(2) {
		t := &typ{kind: structure, name: fmt.Sprintf("T%d", i)}
		g.line("type %s struct {", t.name)
		for j := range 1 + g.n(4) {
			f := field{name: fmt.Sprintf("F%d%d", i, j), t: g.anyType()}
			if f.t.kind == structure && strings.HasPrefix(f.t.name, "T") && g.chance(40) && !g.embeds(t) {
				f.name, f.embedded = f.t.name, true
				g.line("\t%s", f.name)
			} else {
				g.line("\t%s %s", f.name, f.t.name)
			}
			t.fields = append(t.fields, f)
		}
		g.line("}")
		g.types = append(g.types, t)
		g.named = append(g.named, t)
		if g.chance(60) {
			g.types = append(g.types, g.arrayOf(g.anyType()))
		}
		for range g.n(3) {
			g.function(&function{name: g.fresh("Method"), receiver: t, pointer: g.chance(50)})
		}
	}
	g.types = append(g.types, g.arrayOf(basic[f64]), g.arrayOf(basic[integer]))
}

func (g *sourceGen) embeds(t *typ) bool {
	return slices.ContainsFunc(t.fields, func(f field) bool { return f.embedded })
}

func (g *sourceGen) arrayOf(elem *typ) *typ {
	n := 1 + g.n(4)
	for _, t := range g.types {
		if t.kind == array && t.elem == elem && t.n == n {
			return t
		}
	}
	return &typ{kind: array, name: fmt.Sprintf("[%d]%s", n, elem.name), elem: elem, n: n}
}

func (g *sourceGen) anyType() *typ { return pick(g.r, g.types) }

func (g *sourceGen) declareTables() {
	for _, t := range []*typ{basic[f64], basic[integer], basic[u32]} {
		n := 2 + g.n(4)
		values := make([]string, n)
		for i := range values {
			values[i] = g.literal(t)
		}
		name := g.fresh("table")
		g.line("var %s = [%d]%s{%s}", name, n, t.name, strings.Join(values, ", "))
		g.arrays = append(g.arrays, variable{name: name, t: &typ{kind: array, elem: t, n: n}})
	}
}

// columns writes the function that calls F with columns.
func (g *sourceGen) columns() string {
	var b strings.Builder
	b.WriteString("\nfunc Columns(in, out []float64) {\n")
	at := 0
	var args []string
	for i, p := range g.entry.params {
		text, next := fromColumns(p.t, at)
		fmt.Fprintf(&b, "a%d := %s\n", i, text)
		arg := fmt.Sprintf("a%d", i)
		if p.pointer {
			arg = "&" + arg
		}
		args, at = append(args, arg), next
	}
	var results []string
	for i := range g.entry.results {
		results = append(results, fmt.Sprintf("r%d", i))
	}
	if g.terms != nil {
		results = append(results, "terms")
	}
	fmt.Fprintf(&b, "%s := F(%s)\n", strings.Join(results, ", "), strings.Join(args, ", "))
	var leaves []string
	for i, t := range g.entry.results {
		leaves = append(leaves, toColumns(t, fmt.Sprintf("r%d", i))...)
	}
	for _, key := range slices.Sorted(slices.Values(g.terms)) {
		leaves = append(leaves, fmt.Sprintf("terms[%q]", key))
	}
	for i, p := range g.entry.params {
		if p.pointer {
			leaves = append(leaves, toColumns(p.t, fmt.Sprintf("a%d", i))...)
		}
	}
	for i, leaf := range leaves {
		fmt.Fprintf(&b, "out[%d] = rt.Canonical(%s)\n", i, leaf)
	}
	b.WriteString("}\n")
	return b.String()
}

// fromColumns returns the expression of a value whose first leaf is in[at], and
// the leaf after its last.
func fromColumns(t *typ, at int) (string, int) {
	in := fmt.Sprintf("in[%d]", at)
	switch t.kind {
	case boolean:
		return t.name + "(" + in + " != 0)", at + 1
	case integer:
		return t.name + "(rt.ToInt(" + in + "))", at + 1
	case u32:
		return t.name + "(rt.ToUint32(" + in + "))", at + 1
	case array:
		parts := make([]string, t.n)
		for i := range parts {
			parts[i], at = fromColumns(t.elem, at)
		}
		return t.name + "{" + strings.Join(parts, ", ") + "}", at
	case structure:
		parts := make([]string, len(t.fields))
		for i, f := range t.fields {
			parts[i], at = fromColumns(f.t, at)
		}
		return t.name + "{" + strings.Join(parts, ", ") + "}", at
	}
	return t.name + "(" + in + ")", at + 1
}

// toColumns returns the leaves of a value called name as float64.
func toColumns(t *typ, name string) (leaves []string) {
	switch t.kind {
	case boolean:
		return []string{"rt.Column(bool(" + name + "))"}
	case array:
		for i := range t.n {
			leaves = append(leaves, toColumns(t.elem, fmt.Sprintf("%s[%d]", name, i))...)
		}
		return leaves
	case structure:
		for _, f := range t.fields {
			leaves = append(leaves, toColumns(f.t, name+"."+f.name)...)
		}
		return leaves
	}
	return []string{"float64(" + name + ")"}
}
