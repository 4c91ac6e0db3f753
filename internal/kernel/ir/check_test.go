package ir_test

import (
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// TestCheckText holds each invariant that a text can break.
func TestCheckText(t *testing.T) {
	const head = "func f(x f64, n int, u u32, b bool, a [2]f64, s {X f64}) {\n  %x = load x\n  %n = load n\n  %u = load u\n  %b = load b\n  %a = load a\n  %s = load s\n"
	tests := []struct{ body, want string }{
		{"", ""},
		{"%1 = add f64 %x, %n", "add at 8:0: operand 1 has type int"},
		{"%1 = add int %x, %x", "operand 0 has type f64"},
		{"%1 = add bool %b, %b", "operand 0 has type bool"},
		{"%1 = add f64 %x", "has only 1 operands"},
		{"%1 = add f64 %x, %x, %x", "has 3 operands"},
		{"%1 = add [2]f64 %a, %a", "operand 0 has type [2]f64"},
		{"%1 = rem f64 %x, %x", "operand 0 has type f64"},
		{"%1 = sqrt int %n", "operand 0 has type int"},
		{"%1 = shl int %n, %x", "operand 1 has type f64"},
		{"%1 = not %n", "operand 0 has type int"},
		{"%1 = lt %b, %b", "operand 0 has type bool"},
		{"%1 = lt %n, %u", "operand 1 has type u32"},
		{"%1 = eq %a, %a", "operand 0 has type [2]f64"},
		{"%1 = and f64 %x, %x", "and at 8:0: of floats"},
		{"%1 = andnot int %n, %u", "operand 1 has type u32"},
		{"%1 = hi %u", "hi at 8:0: of u32"},
		{"%1 = bits %x", "bits at 8:0: of f64"},
		{"%1 = join %n, %u", "join at 8:0: of int"},
		{"%1 = frombits %n", "frombits at 8:0: of int"},
		{"%1 = convert f64 %b", "bool to f64"},
		{"%1 = convert bool %n", "int to bool"},
		{"%1 = convert f64 %a", "[2]f64 to f64"},
		{"%1 = select [2]f64 %b, %a, %a", "[2]f64 or [2]f64 as [2]f64"},
		{"%1 = select f64 %b, %x, %n", "f64 or int as f64"},
		{"%1 = select f64 %n, %x, %x", "operand 0 has type int"},
		{"%1 = make [2]f64 %x", "1 parts for [2]f64"},
		{"%1 = make [2]f64 %x, %n", "part 1 is int, want f64"},
		{"%1 = make f64 %x", "1 parts for f64"},
		{"%1 = part f64 %s, 1", "part 1 of {X f64} as f64"},
		{"%1 = part int %s, 0", "part 0 of {X f64} as int"},
		{"%1 = part f64 %x, 0", "part 0 of f64 as f64"},
		{"%1 = elem f64 %a, %n", "index load is not known to be within 0..1"},
		{"%1 = const int 2\n%2 = elem f64 %a, %1", "index const is not known to be within 0..1"},
		{"%1 = const u32 1\n%2 = elem f64 %a, %1", "index const is not known to be within 0..1"},
		{"%1 = bound %n, 3\n%2 = elem f64 %a, %1", "index bound is not known to be within 0..1"},
		{"%1 = bound %n, 1\n%2 = elem f64 %a, %1", ""},
		{"%1 = bound %n, 2\n%2 = elem int %a, %1", "of [2]f64 as int"},
		{"%1 = bound %n, 2\n%2 = elem f64 %s, %1", "of {X f64} as f64"},
		{"%1 = bound %u, 2", "of u32 within 2"},
		{"%1 = load a[%n]", "index load is not known to be within 0..1"},
		{"store x, %n", "path [] of x is f64, not int"},
		{"store a[%n], %x", "index load is not known to be within 0..1"},
		{"%1 = result f64 %x, 0", "result 0 of load as f64"},
		{"return %x", "1 results, want 0"},
		{"if %n {\n}", "operand 0 has type int"},
		{"if %b {\n %1 = neg f64 %x\n}\n%2 = neg f64 %1", "neg at 11:0: operand 0 is not defined there"},
		{"loop L1 {\n%1 = neg f64 %x\n} post {\n%2 = neg f64 %1\n}", "neg at 11:0: operand 0 is not defined there"},
		{"loop L1 {\n} post {\nbreak L1\n}", "its target does not enclose it"},
		{"loop L1 {\n} post {\ncontinue L1\n}", "its target does not enclose it"},
		{"block L1 {\n continue L1\n}", "its target does not enclose it"},
		{"block L1 {\n}\nbreak L1", "its target does not enclose it"},
		{"block L1 {\nbreak L1\ntrap range\n}", "values follow that can never run"},
		{"trap none", "unknown fault 0"},
		{"return\ntrap range", "values follow that can never run"},
		{"loop L1 {\n}\n%1 = neg f64 %x", "values follow that can never run"},
		{"loop L1 {\nbreak L1\n}\n%1 = neg f64 %x", ""},
		{"%1 = call g(%x)", `the function called does not stand before its caller`},
		{"%1 = call e(%x, %x)", "2 arguments for e"},
		{"%1 = call e(%n)", "argument 0 of e is int"},
		{"%1 = call e(%x)\n%2 = result f64 %1, 1", "result 1 of call as f64"},
		{"%1 = call e(%x)\n%2 = add f64 %1, %x", "operand 0 is a tuple"},
		{"%1 = lookup f64 t[%n]", "index load is not known to be within 0..2"},
		{"%1 = const int 2\n%2 = lookup f64 t[%1]", ""},
		{"%1 = const int 2\n%2 = lookup int t[%1]", "unknown table or wrong type"},
	}
	const before = "table t [3]f64 { 1, 2, 3 }\nfunc e(x f64) (y f64) {\n %x = load x\n return %x\n}\n"
	const after = "func g(x f64) (y f64) {\n %x = load x\n return %x\n}\n"
	for _, test := range tests {
		// The callee that stands behind is in the way of no test but its own.
		text := strings.ReplaceAll(before, "\n", " ") + head + test.body + "\n}\n"
		p, err := ir.Parse(strings.Replace(text, "call g", "call e", 1) + after)
		if err != nil {
			t.Errorf("%q: %v", test.body, err)
			continue
		}
		if strings.Contains(text, "call g") {
			p.Funcs[1].Body.Walk(func(v *ir.Value) {
				if v.Op == ir.Call {
					v.Func = p.Funcs[2]
				}
			})
		}
		expect(t, test.body, ir.Check(p), test.want)
	}
}

// TestCheckWhole holds the invariants of functions and programs.
func TestCheckWhole(t *testing.T) {
	tests := []struct{ text, want string }{
		{"func f() {\n}\nfunc f() {\n}", "two functions are called f"},
		{"func f() entry F {\n}\nfunc g() entry F {\n}", "two functions are the entry F"},
		{"table t [0]int { }\ntable t [0]int { }", "two tables are called t"},
		{"func f(x f64) {\n var x int\n}", "two variables are called x"},
		{"func f(x (y f64)) {\n}", "variable x is a tuple"},
		{"func f() (y f64) {\n}", "control reaches the end without a return"},
		{"func f() (y f64) {\n loop L1 {\n }\n}", ""},
		{"func f() (y f64) {\n block L1 {\n break L1\n }\n}", "control reaches the end without a return"},
		{"func f(b bool) (y f64) {\n %1 = load b\n if %1 {\n  trap range\n } else {\n  trap range\n }\n}", ""},
		{"func f(b bool) (y f64) {\n %1 = load b\n if %1 {\n  trap range\n }\n}", "control reaches the end without a return"},
		{"func f(i u32) grid() {\n}", "a grid function that is no entry"},
		{"func f(i u32) grid() (x f32) entry F {\n %1 = const f32 1\n return %1\n}", "or has results"},
		{"func f(i int) grid() entry F {\n}", "the first parameter is not the number of the invocation"},
		{"func f() grid() entry F {\n}", "the first parameter is not the number of the invocation"},
		{"func f(i u32, x f64) grid() entry F {\n}", "parameter x of a grid is a f64"},
		{"func f(i u32, x [2]f32) grid() entry F {\n}", "parameter x of a grid is a [2]f32"},
		{"func f(i u32) grid(i []f32) entry F {\n}", "two variables or buffers are called i"},
		{"func f(i u32) grid(x []f64) entry F {\n}", "buffer x has elements of type f64"},
		{"func f(i u32) grid(x [][3]f32) entry F {\n}", "buffer x has elements of type [3]f32"},
		{"func f(i u32) grid(x [][4]f32) entry F {\n}", ""},
		{"func f(i u32) grid() entry F {\n}\nfunc g() {\n %1 = const u32 1\n %2 = call f(%1)\n}", "f is a grid function, which nothing calls"},
		{"func f(i u32) grid(x []f32) entry F {\n %1 = load i\n put x[%1], %1\n}", "u32 of buffer x []f32"},
		{"func f(i u32) grid(x []f32) entry F {\n %1 = const f32 1\n %2 = fetch x[%1]\n}", "operand 0 has type f32"},
		{"func f(i u32) grid() entry F {\n %1 = const int 1\n refuel %1\n}", "not of a u32"},
		{"func f(i u32) grid() entry F {\n block free L1 {\n trap term\n }\n %1 = load i\n}", ""},
		{"type a {X f64}\nfunc f(x a) {\n}\ntype a {Y int}\nfunc g(x a) {\n}", "two structs are called a"},
		{"type a {X f64}\nfunc f(x a) {\n}\ntype a {X f64}\nfunc g(x a) {\n}", ""},
	}
	for _, test := range tests {
		p, err := ir.Parse(test.text)
		if err != nil {
			t.Errorf("%q: %v", test.text, err)
			continue
		}
		expect(t, test.text, ir.Check(p), test.want)
	}
}

// TestCheckBuilt holds what no text can say.
func TestCheckBuilt(t *testing.T) {
	tests := []struct {
		want   string
		change func(p *ir.Program)
	}{
		{"not an operation", func(p *ir.Program) { body(p)[0].Op = ir.Invalid }},
		{"operation 255: not an operation", func(p *ir.Program) { body(p)[0].Op = 255 }},
		{"has no type", func(p *ir.Program) { body(p)[0].Type = nil }},
		{"has no type", func(p *ir.Program) { body(p)[2].Type = nil }},
		{"has type int, want bool", func(p *ir.Program) { body(p)[3].Type = ir.TInt }},
		{"yields f64, want nothing", func(p *ir.Program) { body(p)[4].Type = ir.TF64 }},
		{"1 blocks, want 2", func(p *ir.Program) { body(p)[4].Blocks = body(p)[4].Blocks[:1] }},
		{"a value stands in two places", func(p *ir.Program) { body(p)[1] = body(p)[0] }},
		{"operand 0 is missing", func(p *ir.Program) { body(p)[2].Args[0] = nil }},
		{"operand 0 is nothing", func(p *ir.Program) {
			v := body(p)
			v[2].Args[0], v[1] = v[1], &ir.Value{Op: ir.Store, Var: p.Funcs[0].Params[0], Args: []*ir.Value{v[0]}}
			v[2].Args[0] = v[1]
		}},
		{"are not in the form of their type", func(p *ir.Program) { body(p)[1].Bits = 0xFFF8000000000000 }},
		{"constant of type [2]f64", func(p *ir.Program) { body(p)[1].Type = ir.ArrayOf(2, ir.TF64) }},
		{"variable of another function", func(p *ir.Program) { body(p)[0].Var = &ir.Var{Name: "x", Type: ir.TF64} }},
		{"path [3] does not exist in x f64", func(p *ir.Program) { body(p)[0].Path = []int{3} }},
		{"has buffers, and is no grid function", func(p *ir.Program) {
			p.Funcs[0].Buffers = []*ir.Buffer{{Name: "b", Elem: ir.TF32}}
		}},
		{"buffer of another function", func(p *ir.Program) {
			body(p)[0].Op, body(p)[0].Type, body(p)[0].Buffer = ir.Extent, ir.TInt, &ir.Buffer{Name: "b", Elem: ir.TF32}
			body(p)[4].Args[0], body(p)[3].Args = body(p)[3], []*ir.Value{body(p)[2], body(p)[2]}
		}},
		{"is free, which only loops, calls and blocks are", func(p *ir.Program) { body(p)[0].Free = true }},
		{"Vars does not begin with the parameters", func(p *ir.Program) { p.Funcs[0].Vars[0] = &ir.Var{Name: "y", Type: ir.TF64} }},
		{"parameters are missing from Vars", func(p *ir.Program) { p.Funcs[0].Vars = nil }},
		{"pointer 0 does not match its result", func(p *ir.Program) { p.Funcs[0].Pointers = []int{0} }},
		{"Pointers do not ascend", func(p *ir.Program) { p.Funcs[0].Pointers = []int{0, 0} }},
		{"table t has elements of type [0]int", func(p *ir.Program) {
			p.Tables = []*ir.Table{{Name: "t", Elem: ir.ArrayOf(0, ir.TInt)}}
		}},
	}
	for _, test := range tests {
		p, err := ir.Parse("func f(x f64) {\n  %1 = load x\n  %2 = const f64 1\n  %3 = neg f64 %2\n  %4 = lt %1, %3\n  if %4 {\n  }\n}\n")
		if err != nil {
			t.Fatal(err)
		}
		test.change(p)
		expect(t, test.want, ir.Check(p), test.want)
	}
}

func body(p *ir.Program) []*ir.Value { return p.Funcs[0].Body.Values }

func TestCheckTellsTwentyErrors(t *testing.T) {
	text := "func f(x f64) {\n %1 = load x\n" + strings.Repeat(" %2 = not %1\n", 100) + "}\n"
	p, err := ir.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(strings.Split(ir.Check(p).Error(), "\n")); n != 20 {
		t.Errorf("%d errors, want 20", n)
	}
}

// expect compares an error with a part of its text, "" for none.
func expect(t *testing.T, name string, err error, want string) {
	t.Helper()
	switch {
	case err == nil && want != "":
		t.Errorf("%s: passes, want %q", name, want)
	case err != nil && (want == "" || !strings.Contains(err.Error(), want)):
		t.Errorf("%s: %v, want %q", name, err, want)
	}
}
