package fuzz

import (
	"bufio"
	"bytes"
	"maps"
	"math/rand/v2"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/irtest"
)

// control is what the compiler fuses wherever it can.
const control = `package main

//go:noinline
func control(x, y, z float64) float64 { return x*y + z }

var _ = control(1, 2, 3)
`

// sums are products that feed sums and differences in every way in which Go
// code is written for them: in one expression, through variables, through calls
// that are inlined, in f64 and f32.
const sums = `
func product(x f64, y f64) (p f64) {
  %1 = load x
  %2 = load y
  %3 = mul f64 %1, %2
  return %3
}

func sums(x f64, y f64, z f64, u f32, v f32) (a f64, b f64, c f64, d f64, e f64, f f32, g f32) entry Sums {
  var t f64
  %1 = load x
  %2 = load y
  %3 = load z
  %4 = mul f64 %1, %2
  %5 = add f64 %4, %3
  %6 = sub f64 %3, %4
  store t, %4
  %7 = load t
  %8 = sub f64 %7, %3
  %9 = call product(%1, %3)
  %10 = result f64 %9, 0
  %11 = add f64 %10, %2
  %12 = mul f64 %2, %3
  %13 = neg f64 %12
  %14 = add f64 %13, %1
  %15 = load u
  %16 = load v
  %17 = mul f32 %15, %16
  %18 = add f32 %17, %15
  %19 = sub f32 %16, %17
  return %5, %6, %8, %11, %14, %18, %19
}
`

// TestNothingIsFused looks for fused operations in the assembly of emitted
// functions, for processors that have them.
func TestNothingIsFused(t *testing.T) {
	if testing.Short() {
		t.Skip("builds Go's library for another processor")
	}
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("no go command to build the emitted source with")
	}
	handmade, err := ir.Parse(sums)
	if err != nil {
		t.Fatal(err)
	}
	programs := []*ir.Program{handmade}
	for seed := range uint64(60) {
		programs = append(programs, irtest.Program(rand.New(rand.NewPCG(seed, 0))))
	}
	for _, env := range [][]string{{"GOOS=linux", "GOARCH=arm64"}, {"GOOS=linux", "GOARCH=amd64", "GOAMD64=v3"}} {
		t.Run(strings.Join(env[1:], ","), func(t *testing.T) {
			n, err := Build(programs, BuildOptions{Dir: t.TempDir(), Env: env, Flags: []string{"-gcflags=-S"}, Extra: control})
			if err != nil {
				t.Fatal(err)
			}
			functions := fused(n.Listing)
			if got := slices.Sorted(maps.Keys(functions)); !slices.Equal(got, []string{"main.control"}) {
				t.Errorf("fused operations are in %v, want them in main.control only, which shows that they are found", got)
			}
		})
	}
}

var (
	functionLine = regexp.MustCompile(`^(\S+) STEXT`)
	fusedLine    = regexp.MustCompile(`\sV?FN?M(ADD|SUB)`)
)

// fused returns the functions of a listing that have fused operations.
func fused(listing []byte) map[string]int {
	found, function := map[string]int{}, ""
	lines := bufio.NewScanner(bytes.NewReader(listing))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if m := functionLine.FindStringSubmatch(lines.Text()); m != nil {
			function = m[1]
		}
		if fusedLine.Match(lines.Bytes()) {
			found[function]++
		}
	}
	return found
}
