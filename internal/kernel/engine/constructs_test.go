package engine

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/irtest"
	"github.com/rewardsmith/rewardsmith/internal/kernel/pass"
	"github.com/rewardsmith/rewardsmith/internal/kernel/wasm"
)

// constructs are programs for what loads, branches and calls can get wrong.
var constructs = map[string]string{
	"a load before stores within branches": `func f(x f64, b bool) (y f64, z f64) entry F {
  %1 = load x
  %2 = load b
  if %2 {
    %3 = const f64 5
    store x, %3
  }
  %4 = load x
  loop L1 {
    %5 = load x
    %6 = const f64 9
    store x, %6
    %7 = eq %5, %6
    if %7 {
      break L1
    }
  }
  %8 = add f64 %1, %4
  return %8, %1
}
`,
	"a load whose use is the store": `func f(x f64) (y f64, z f64) entry F {
  %1 = load x
  %2 = add f64 %1, %1
  store x, %2
  %3 = load x
  store x, %1
  %4 = load x
  %5 = mul f64 %3, %4
  return %5, %2
}
`,
	"parts of what is overwritten": `type pair {A [2]f64, B [2]f64}

func f(x f64, y f64, b bool) (p f64, q f64, r pair) entry F {
  var v pair
  var w [2]pair
  %1 = load x
  %2 = load y
  %3 = make [2]f64 %1, %2
  %4 = make pair %3, %3
  store v, %4
  %5 = load v
  %6 = part [2]f64 %5, 1
  %7 = const int 1
  store v.1[%7], %1
  %8 = load b
  %9 = load w
  %10 = part pair %9, 0
  if %8 {
    store v.1[%7], %2
    store w[%7], %5
  }
  %11 = elem f64 %6, %7
  %12 = load v.1[%7]
  %13 = load w[%7]
  %14 = part f64 %6, 0
  %15 = add f64 %12, %14
  return %11, %15, %13
}
`,
	"elements that change places": `func f(i int, x f64) (a [9]f64, b [9]f64) entry F {
  var a [9]f64
  var b [2][9]f64
  %1 = load i
  %2 = bound %1, 9
  %3 = load x
  store a[%2], %3
  %4 = load a
  %5 = const int 0
  store b[%5], %4
  %6 = load b[%5]
  %7 = const int 1
  store b[%7], %6
  %8 = load b
  %9 = elem [9]f64 %8, %7
  store b[%5][%5], %3
  store a, %9
  %10 = load b[%5]
  return %9, %10
}
`,
	"loops and blocks left from within": `func f(n int, m int) (y int, z int) entry F {
  var i int
  var j int
  var y int
  loop L1 {
    %1 = load i
    %2 = load n
    %3 = lt %1, %2
    if %3 {
    } else {
      break L1
    }
    %4 = const int 0
    store j, %4
    loop L2 {
      %5 = load j
      %6 = load m
      %7 = ge %5, %6
      if %7 {
        break L2
      }
      %8 = load y
      %9 = const int 1
      %10 = add int %8, %9
      store y, %10
      %11 = const int 3
      %12 = eq %5, %11
      if %12 {
        continue L1
      }
      block L3 {
        %13 = const int 17
        %14 = gt %10, %13
        if %14 {
          break L1
        } else {
          %15 = const int 15
          %16 = eq %10, %15
          if %16 {
            break L3
          }
        }
        %17 = const int 9
        %18 = eq %10, %17
        if %18 {
          %19 = load i
          return %10, %19
        }
        %20 = const int 11
        %21 = ne %10, %20
        if %21 {
          continue L2
        }
      }
    } post {
      %22 = load j
      %23 = const int 1
      %24 = add int %22, %23
      store j, %24
    }
  } post {
    %25 = load i
    %26 = const int 1
    %27 = add int %25, %26
    store i, %27
  }
  %28 = load y
  %29 = load j
  return %28, %29
}
`,
	"conditions that are not comparisons": `func f(b bool, c bool, x f64) (y f64) entry F {
  var y f64
  %1 = load b
  %2 = load c
  %3 = not %1
  if %3 {
  } else {
    %4 = const f64 1
    store y, %4
  }
  %5 = and bool %1, %2
  if %5 {
  } else {
    %6 = load x
    %7 = zero f64
    %8 = lt %6, %7
    if %8 {
    } else {
      %9 = load y
      %10 = const f64 10
      %11 = add f64 %9, %10
      store y, %11
    }
    %12 = const bool true
    if %12 {
    } else {
      trap unreachable
    }
  }
  %13 = load y
  return %13
}
`,
	"a call of many": many(40, 13),
}

// many is a program with a call of n parameters of all kinds and of m results,
// the last of which is an array.
func many(n, m int) string {
	kinds := []string{"f64", "int", "bool", "f32", "u32"}
	var params, args, results, values, loads, takes, outs []string
	for i := range n {
		params = append(params, fmt.Sprintf("p%d %s", i, kinds[i%5]))
		loads = append(loads, fmt.Sprintf("  %%%d = load p%d", i+1, i))
		args = append(args, fmt.Sprintf("%%%d", i+1))
	}
	for i := range m {
		kind := kinds[i%5]
		results = append(results, fmt.Sprintf("r%d %s", i, kind))
		values = append(values, fmt.Sprintf("%%%d", n-4-i%5-5*(i%3)+2*(i%5)))
		takes = append(takes, fmt.Sprintf("  %%%d = result %s %%100, %d", 101+i, kind, i))
		outs = append(outs, fmt.Sprintf("%%%d", 101+i))
	}
	join := func(s []string) string { return strings.Join(s, ", ") }
	lines := func(s []string) string { return strings.Join(s, "\n") }
	return fmt.Sprintf("func g(%s) (%s, a [2]f64) {\n%s\n  %%99 = make [2]f64 %%1, %%6\n  return %s, %%99\n}\n\n"+
		"func f(%s) (%s, a [2]f64) entry F {\n%s\n  %%100 = call g(%s)\n%s\n  %%200 = result [2]f64 %%100, %d\n  return %s, %%200\n}\n",
		join(params), join(results), lines(loads), join(values),
		join(params), join(results), lines(loads), join(args), lines(takes), m, join(outs))
}

// TestConstructs compares programs written for the purpose with the reference:
// those above and those of other packages' tests.
func TestConstructs(t *testing.T) {
	texts := maps.Clone(constructs)
	for _, pattern := range []string{"../wasm/testdata/*.ir", "../ir/interp/testdata/*.ir"} {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			t.Fatalf("no programs %s", pattern)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			texts[path] = string(text)
		}
	}
	for _, r := range runtimes(t) {
		for name, text := range texts {
			t.Run(name, func(t *testing.T) {
				p := parse(t, text)
				for _, p := range []*ir.Program{p, pass.Optimise(p)} {
					i := instantiate(t, r, p, wasm.Options{Rows: 200})
					for _, f := range p.Funcs {
						if f.Entry != "" {
							agree(t, i, f, rowsFor(f, 200), 60)
						}
					}
				}
			})
		}
	}
}

// rowsFor makes rows of which half have small numbers, so that loops come to
// their end and indices are within.
func rowsFor(f *ir.Func, n int) [][]float64 {
	random := rand.New(rand.NewPCG(7, 7))
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = irtest.Row(random, f)
		if i%2 == 0 {
			for c := range rows[i] {
				rows[i][c] = float64(random.IntN(9))
			}
		}
	}
	return rows
}
