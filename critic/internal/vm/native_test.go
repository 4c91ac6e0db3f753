package vm

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath"
)

const prelude = `package reward

import (
	"env"
	"math"
)

const third§ = 1 / 3.0

type mode§ int

const (
	low§ mode§ = iota
	mid§
	high§
)

type pair§ struct {
	x float64
	n int
	v [3]float64
}

func (p pair§) norm(k float64) float64 { p.x *= k; return p.x + p.v[0]*p.v[1] - p.v[2] + float64(p.n) }

func (p *pair§) add(d float64) float64 {
	p.x += d
	p.n++
	if p.n%2 == 0 {
		return d
	}
	p.v[at§(p.n)] -= d
	return p.x
}

func one§(x float64) float64 { return x }
func one2§(p pair§) pair§    { return p }
func one3§(x int) int        { return x }
func one4§(x bool) bool      { return x }

func real§(x float64) float64 {
	if x != x {
		return 1
	}
	return x
}

func at§(n int) int {
	if n %= 3; n < 0 {
		return -n
	}
	return n
}

func whole§(x float64) int {
	if !(x > -1e6 && x < 1e6) {
		return 2
	}
	return int(x)
}

func choose§(c bool, x, y float64) float64 {
	if c {
		return x
	}
	return y
}

func sum§(list ...float64) (t float64) {
	for i, x := range list {
		t += x * float64(i+1)
	}
	return
}

func total§(m map[string]float64) (t float64) {
	for _, v := range m {
		t += v
	}
	return t
}

func apply§(f func(float64) float64, x float64) float64 { return f(f(x)) }

func both§(x float64, n int) (lo, hi float64) {
	lo = x
	if n > 1 {
		hi = x * 2
		return
	}
	lo, hi = float64(n), lo
	return hi - 1, x
}

func early§(x float64, n int) float64 {
	for i := range at§(n) + 1 {
		if x > float64(i) {
			return x - 1
		}
		switch {
		case x < -2:
			continue
		case i == 1:
			return x * 3
		}
		x *= 1.5
	}
	return x
}

func scale§(list []float64, k float64) float64 {
	for i := range list {
		list[i] *= k
	}
	return list[0]
}

func Reward§(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	r, x := math.Tanh(next.X), s.Theta
	terms := func() map[string]float64 { return map[string]float64{"r": r, "x": x} }
`

// program writes a random reward.
func program(seed uint64) string {
	w := &author{r: rand.New(rand.NewPCG(seed, 7)), indent: 1, budget: 60, result: "return r - x, terms()"}
	w.out.WriteString(prelude)
	w.scope = []variable{{"r", "float64"}, {"x", "float64"}}
	for range 12 {
		w.statement()
	}
	digest := "terms()"
	w.line("return %s, %s", w.expr("float64", 2), digest)
	return w.out.String() + "}\n"
}

func itoa(n int) string { return strconv.Itoa(n) }

const nativeMain = `package main

import (
	"encoding/binary"
	"math"
	"os"

	"github.com/rewardsmith/rewardsmith/native/env"
)

func run(f func(s env.State, a env.Action, next env.State) (float64, map[string]float64)) {
	for _, x := range inputs {
		total, terms := f(env.State{x[0], x[1], x[2], x[3]}, env.Action{x[0]}, env.State{x[0], x[1], x[2], x[3]})
		binary.Write(os.Stdout, binary.LittleEndian, []uint64{math.Float64bits(total), math.Float64bits(terms["r"]), math.Float64bits(terms["x"])})
	}
}

func main() {
	$CALLS
}

var inputs = [][4]float64{$INPUTS}
`

// native builds the programs with the Go compiler and returns what each gives
// for each input: total, r and x.
func native(t *testing.T, programs []string, inputs [][]float64) []float64 {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	root, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	// A module within ours may import its internal packages.
	write("go.mod", "module "+module+"/native\n\ngo 1.26\n\nrequire "+module+" v0.0.0\n\nreplace "+module+" => "+root+"\n")
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	write("go.sum", string(sums))
	write("env/env.go", envText)
	write("math/math.go", ownMath())
	var calls, rows strings.Builder
	for i, p := range programs {
		text := strings.NewReplacer("§", "_"+itoa(i), `"env"`, `"`+module+`/native/env"`, `"math"`, `"`+module+`/native/math"`, "package reward", "package main").Replace(p)
		write(fmt.Sprintf("p%d.go", i), text)
		fmt.Fprintf(&calls, "run(Reward_%d)\n", i)
	}
	for _, in := range inputs {
		for i, v := range in {
			fmt.Fprintf(&rows, "%smath.Float64frombits(%#x)%s", map[bool]string{true: "{"}[i == 0], math.Float64bits(v), map[bool]string{true: "},", false: ","}[i == 3])
		}
	}
	write("main.go", strings.NewReplacer("$CALLS", calls.String(), "$INPUTS", rows.String()).Replace(nativeMain))
	build := exec.Command("go", "build", "-o", "native", ".")
	build.Dir = dir
	build.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	out, err := exec.Command(filepath.Join(dir, "native")).Output()
	if err != nil {
		t.Fatal(err)
	}
	values := make([]float64, 3*len(programs)*len(inputs))
	if err := binary.Read(bytes.NewReader(out), binary.LittleEndian, values); err != nil {
		t.Fatal(err)
	}
	return values
}

const module = "github.com/rewardsmith/rewardsmith"

// ownMath is package math with the functions that the interpreter is handed.
func ownMath() string {
	var b strings.Builder
	b.WriteString("package math\n\nimport (\n\t\"math\"\n\n\town \"" + module + "/internal/kernel/kmath/math64\"\n)\n\n")
	for _, c := range []string{"E", "Pi", "Phi", "Sqrt2", "SqrtE", "SqrtPi", "Ln2", "Ln10", "Log2E", "Log10E", "MaxFloat64", "SmallestNonzeroFloat64", "MaxInt32", "MinInt32"} {
		fmt.Fprintf(&b, "const %s = math.%s\n", c, c)
	}
	for _, f := range slices.Sorted(maps.Keys(kmath.Funcs64())) {
		fmt.Fprintf(&b, "var %s = own.%s\n", f, f)
	}
	return b.String()
}

// TestRandomPrograms compares random programs with the Go compiler's build of them.
func TestRandomPrograms(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("the Go toolchain is not installed")
	}
	if runtime.GOARCH != "amd64" {
		t.Skip("other processors may fuse multiplication and addition")
	}
	first, count := uint64(0), 80
	if testing.Short() {
		count = 15
	}
	if s := os.Getenv("RANDOM_PROGRAMS"); s != "" { // first seed and count
		if _, err := fmt.Sscan(s, &first, &count); err != nil {
			t.Fatal(err)
		}
	}
	var programs []string
	for i := range count {
		programs = append(programs, program(first+uint64(i)))
	}
	inputs := [][]float64{
		{0, 0, 0, 0}, {1, -1, 2, 0.5}, {-1, 1, -0.25, 3}, {math.Copysign(0, -1), 5, 0, -7}, {2.5, 2.5, -2.5, 0.1},
		{math.NaN(), math.Inf(1), 1, math.Copysign(0, -1)}, {math.Inf(-1), math.NaN(), math.Inf(1), 0}, {0.3, 0.7, 0.2, -0.9},
	}
	want := native(t, programs, inputs)
	b, counts := newBench(t, envText), tally{}
	for i, p := range programs {
		text := strings.ReplaceAll(p, "§", "")
		compare(t, first+uint64(i), text, inputs, want[3*len(inputs)*i:])
		if diff := b.engines(text, batchOf(inputs), counts); diff != "" {
			t.Errorf("seed %d: %s", first+uint64(i), diff)
		}
	}
	t.Log(counts)
	if out := counts["refused"] + counts["not kernel Go"]; 100*out > maxRefused*counts["programs"] {
		t.Errorf("%d of %d programs are not compared, at most %d %% may be", out, counts["programs"], maxRefused)
	}
}

// batchOf returns a transition for each input.
func batchOf(inputs [][]float64) *Batch {
	batch := &Batch{State: make([][]float64, 4), Next: make([][]float64, 4), Action: make([][]float64, 1), Start: make([]bool, len(inputs)), Instances: 1}
	for _, in := range inputs {
		for k, v := range in {
			batch.State[k], batch.Next[k] = append(batch.State[k], v), append(batch.Next[k], v)
		}
		batch.Action[0] = append(batch.Action[0], in[0])
	}
	return batch
}

func compare(t *testing.T, seed uint64, text string, inputs [][]float64, want []float64) {
	t.Helper()
	batch := batchOf(inputs)
	p, found := reviewed(t, text)
	if found != nil {
		for _, f := range found {
			if f.Reason != "loop-capture" && f.Reason != "div-zero" { // which the author does not avoid
				t.Errorf("seed %d: %v", seed, f)
			}
		}
		return
	}
	m, err := New(p, 100000)
	if err != nil {
		t.Errorf("seed %d: %v\n%s", seed, err, p.Text)
		return
	}
	err = m.Run(batch, func(i int, total float64, terms map[string]float64) error {
		for k, got := range []float64{total, terms["r"], terms["x"]} {
			if w := want[3*i+k]; math.Float64bits(got) != math.Float64bits(w) && (got == got || w == w) {
				return fmt.Errorf("input %v, result %d: %v, want %v", inputs[i], k, got, w)
			}
		}
		return nil
	})
	if err != nil {
		t.Errorf("seed %d: %v", seed, err)
	}
}
