package spirv

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

func parse(t *testing.T, text string) *ir.Program {
	t.Helper()
	p, err := ir.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := ir.Check(p); err != nil {
		t.Fatal(err)
	}
	return p
}

// TestTextIsTheBinary assembles the text of each program and compares what it
// means, disassembled, with the binary: ids are numbered as they appear.
func TestTextIsTheBinary(t *testing.T) {
	assembler, disassembler := tool(t, "spirv-as"), tool(t, "spirv-dis")
	plain := func(module []byte) string {
		text, err := pipe(module, disassembler, "--raw-id", "--no-header", "--no-indent", "-")
		if err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		numbers := map[string]string{}
		return regexp.MustCompile(`%\d+`).ReplaceAllStringFunc(string(text), func(id string) string {
			if numbers[id] == "" {
				numbers[id] = fmt.Sprintf("%%%d", len(numbers)+1)
			}
			return numbers[id]
		})
	}
	for _, path := range programs(t) {
		p := read(t, path)
		m, err := Emit(p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		if err := Fprint(&text, p, Options{}); err != nil {
			t.Fatal(err)
		}
		assembled, err := pipe(text.Bytes(), assembler, "--target-env", "spv1.3", "-o", "-", "-")
		if err != nil {
			t.Errorf("%s: %v: %s", path, err, assembled)
			continue
		}
		if diff := cmp.Diff(plain(m.Binary), plain(assembled)); diff != "" {
			t.Errorf("%s (-binary +text):\n%s", path, diff)
		}
	}
}

// instructions takes a binary apart.
func instructions(module []byte) (out []instr) {
	for at := 20; at < len(module); {
		head := binary.LittleEndian.Uint32(module[at:])
		in := instr{op: opcode(head)}
		for i := range int(head>>16) - 1 {
			in.words = append(in.words, binary.LittleEndian.Uint32(module[at+4+4*i:]))
		}
		out = append(out, in)
		at += 4 * int(head>>16)
	}
	return out
}

// TestNothingIsContracted looks for the decoration of every float operation.
func TestNothingIsContracted(t *testing.T) {
	m, err := Emit(parse(t, `func f(x f32, y f32) (z f32) entry F {
  %1 = load x
  %2 = load y
  %3 = mul f32 %1, %2
  %4 = add f32 %3, %2
  %5 = sub f32 %4, %1
  %6 = div f32 %5, %2
  return %6
}
`), Options{})
	if err != nil {
		t.Fatal(err)
	}
	exact, operations := map[id]bool{}, 0
	for _, in := range instructions(m.Binary) {
		switch in.op {
		case opDecorate:
			exact[in.words[0]] = exact[in.words[0]] || in.words[1] == decorationNoContraction
		case opFAdd, opFSub, opFMul, opFDiv:
			operations++
			if !exact[in.words[1]] {
				t.Errorf("%s may be contracted", opInfos[in.op].name)
			}
		}
	}
	if operations != 4 {
		t.Errorf("%d float operations, want 4", operations)
	}
}

func TestEntries(t *testing.T) {
	m, err := Emit(parse(t, `func f(p {X f32, N [2]int}, b bool) (y f32, "p.Z" u32) entry F {
  %1 = load p.0
  %2 = const u32 1
  return %1, %2
}

func g() entry G {
}
`), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Entry{
		{"F", []ir.Leaf{{Name: "p.X", Kind: ir.Float32}, {Name: "p.N[0]", Kind: ir.Int}, {Name: "p.N[1]", Kind: ir.Int}, {Name: "b", Kind: ir.Bool}},
			[]ir.Leaf{{Name: "y", Kind: ir.Float32}, {Name: "p.Z", Kind: ir.Uint32}}},
		{Name: "G"},
	}
	if diff := cmp.Diff(want, m.Entries); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestGrids(t *testing.T) {
	m, err := Emit(read(t, "testdata/metered.ir"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	scale, err := Emit(read(t, "testdata/scale.ir"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Grid{
		{
			"Rollout", []ir.Leaf{{Name: "budget", Kind: ir.Uint32}, {Name: "n", Kind: ir.Int}},
			[]GridBuffer{{Name: "stops", Kind: ir.Uint32, Writes: true}, {Name: "turns", Kind: ir.Int, Writes: true}, {Name: "halves", Kind: ir.Float32, Writes: true}},
		},
		{
			"Scale", []ir.Leaf{{Name: "rows", Kind: ir.Uint32}, {Name: "factor", Kind: ir.Float32}, {Name: "up", Kind: ir.Bool}},
			[]GridBuffer{{Name: "x", Kind: ir.Float32}, {Name: "y", Kind: ir.Float32, Vector: true, Writes: true}},
		},
	}
	if diff := cmp.Diff(want, []Grid{m.Grids[0], scale.Grids[0]}); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if len(m.Grids) != 1 || len(m.Entries) != 1 || len(scale.Grids) != 2 || len(scale.Entries) != 0 {
		t.Errorf("grids %v and %v, entries %v and %v: want one grid and one entry, and two grids", m.Grids, scale.Grids, m.Entries, scale.Entries)
	}
}

// TestVectorsAreLoadedWhole looks for loads of four floats at once, and none of one.
func TestVectorsAreLoadedWhole(t *testing.T) {
	m, err := Emit(parse(t, `func f(i u32) grid(x [][4]f32, y []f32) entry F {
  %1 = load i
  %2 = fetch x[%1]
  %3 = part f32 %2, 0
  %4 = part f32 %2, 1
  %5 = part f32 %2, 2
  %6 = part f32 %2, 3
  %7 = mul f32 %3, %4
  %8 = mul f32 %5, %6
  %9 = add f32 %7, %8
  put y[%1], %9
}
`), Options{})
	if err != nil {
		t.Fatal(err)
	}
	loaded, vector, float := map[id]int{}, id(0), id(0)
	for _, in := range instructions(m.Binary) {
		switch {
		case in.op == opTypeFloat:
			float = in.words[0]
		case in.op == opTypeVector && in.words[1] == float:
			vector = in.words[0]
		case in.op == opLoad:
			loaded[in.words[0]]++
		case in.op == opCompositeConstruct:
			t.Error("the vector is taken apart")
		}
	}
	if vector == 0 || loaded[vector] != 1 || loaded[float] != 0 {
		t.Errorf("%d loads of vectors and %d of floats, want 1 and 0", loaded[vector], loaded[float])
	}
}

// TestFreeTakesNoFuel looks for the variables of fuel and stops.
func TestFreeTakesNoFuel(t *testing.T) {
	text := `func f(n u32) (m u32) {
  %%1 = load n
  loop %[1]sL1 {
    break L1
  }
  return %%1
}

func g(i u32) grid(x []u32) entry G {
  %%1 = load i
  %%2 = call %[1]sf(%%1)
  %%3 = result u32 %%2, 0
  put x[%%1], %%3
}
`
	for word, want := range map[string]bool{"": true, "free ": false} {
		var b bytes.Buffer
		if err := Fprint(&b, parse(t, fmt.Sprintf(text, word)), Options{}); err != nil {
			t.Fatal(err)
		}
		for _, variable := range []string{"fuel", "fault"} {
			if got := strings.Contains(b.String(), "OpLoad %uint %"+variable); got != want {
				t.Errorf("%q: loads of %s: %v, want %v", word, variable, got, want)
			}
		}
	}
}

// TestFloats validates modules that ask for properties of floats.
func TestFloats(t *testing.T) {
	validator := tool(t, "spirv-val")
	p := parse(t, "func f(x f32) (y f32) entry F {\n  %1 = load x\n  return %1\n}\n")
	for _, o := range []Floats{{Denormals: true}, {NaN: true}, {NearestEven: true}, {true, true, true}} {
		m, err := Emit(p, Options{Floats: o, Workgroup: 128})
		if err != nil {
			t.Fatal(err)
		}
		validate(t, validator, m.Binary)
	}
}

func TestSoftwareKeepsLoops(t *testing.T) {
	p := read(t, "testdata/loops.ir")
	for keep, want := range map[bool]uint32{false: 0, true: loopDontUnroll} {
		m, err := Emit(p, Options{Software: keep})
		if err != nil {
			t.Fatal(err)
		}
		loops := 0
		for _, in := range instructions(m.Binary) {
			if in.op == opLoopMerge {
				loops++
				if in.words[2] != want {
					t.Errorf("Software %v: loop control %d, want %d", keep, in.words[2], want)
				}
			}
		}
		if loops == 0 {
			t.Error("no loops")
		}
	}
}

// ladder is a function, without its end, with n conditionals within one another.
func ladder(name string, n int) string {
	return "func " + name + "(b bool) {\n  %1 = load b\n" + strings.Repeat("  if %1 {\n", n) + "  trap unreachable\n" + strings.Repeat("  }\n", n)
}

func TestRefusals(t *testing.T) {
	params := strings.Repeat("x%d f32, ", MaxParams) + "y f32"
	var names []any
	for i := range MaxParams {
		names = append(names, i)
	}
	params = fmt.Sprintf(params, names...)
	tests := []struct{ text, want string }{
		{"func f(x f64) entry F {\n}\n", "f has float64"},
		{"func f(x {Y [2]f64}) entry F {\n}\n", "f has float64"},
		{"func f() entry F {\n  %1 = const f64 1\n}\n", "f has float64"},
		{ladder("f", MaxDepth) + "}\n", ""},
		{strings.Replace(ladder("f", MaxDepth-1), ") {", ") entry F {", 1) + "}\n", ""},
		{strings.Replace(ladder("f", MaxDepth), ") {", ") entry F {", 1) + "}\n", "f has conditionals, loops and calls 65 deep"},
		{ladder("f", MaxDepth-2) + "}\nfunc g(b bool) entry G {\n  %1 = load b\n  if %1 {\n  %2 = call f(%1)\n  }\n}\n", ""},
		{ladder("f", MaxDepth-1) + "}\nfunc g(b bool) entry G {\n  %1 = load b\n  if %1 {\n  %2 = call f(%1)\n  }\n}\n", "g has conditionals, loops and calls 65 deep"},
		{"func f(" + params + ") entry F {\n}\n", ""},
	}
	for _, test := range tests {
		_, err := Emit(parse(t, test.text), Options{})
		switch {
		case err == nil && test.want != "":
			t.Errorf("%.80q is accepted, want %q", test.text, test.want)
		case err != nil && (test.want == "" || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%.80q: %v, want %q", test.text, err, test.want)
		}
	}
}

// TestEveryInstructionHasAForm holds the table of instructions to the names of
// their enumerations.
func TestEveryInstructionHasAForm(t *testing.T) {
	for op, info := range opInfos {
		for _, letter := range []byte(strings.ReplaceAll(info.operands, "*", "")) {
			if !strings.ContainsRune("inscx", rune(letter)) && enums[letter] == nil {
				t.Errorf("%s (%d) has operands %q: there is no enumeration %c", info.name, op, info.operands, letter)
			}
		}
	}
}

// TestSoftwareHidesParams lets nothing see a member of the uniform block as it is.
func TestSoftwareHidesParams(t *testing.T) {
	chain := regexp.MustCompile(`(%\S+) = OpAccessChain %\S+ %params\S* `)
	for _, path := range programs(t) {
		for _, software := range []bool{false, true} {
			var b bytes.Buffer
			if err := Fprint(&b, read(t, path), Options{Software: software}); err != nil {
				t.Fatal(err)
			}
			text := b.String()
			members := chain.FindAllStringSubmatch(text, -1)
			if len(members) == 0 {
				t.Fatalf("%s: nothing reads the uniform block:\n%s", path, text)
			}
			for _, m := range members {
				load := regexp.MustCompile(`(%\S+) = OpLoad %uint ` + m[1] + `\n`).FindStringSubmatch(text)
				uses := regexp.MustCompile(`(?m)^.* `+load[1]+`\b.*$`).FindAllString(text, -1)
				hidden := len(uses) == 2 && strings.Contains(uses[1], "OpBitwiseXor")
				if hidden != software {
					t.Errorf("%s, Software %v: %q, hidden %v", path, software, uses, hidden)
				}
			}
		}
	}
}
