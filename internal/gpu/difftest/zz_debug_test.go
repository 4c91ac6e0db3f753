package difftest

import (
	"fmt"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/fuzz"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

func TestDebug(t *testing.T) {
	b := newBench(t)
	s := fuzz.Generate(4)
	p := b.lower(b.library, kernel.Unit{
		Packages: []kernel.Package{{Path: "fuzzed", Files: []kernel.File{{Name: "fuzzed.go", Text: s.Text()}}}},
		Entries:  []kernel.Entry{{Package: "fuzzed", Func: "F", Name: "F"}},
	})
	p = only(p, "F")
	f := p.Entry("F")
	n := len(f.Body.Values)
	inf := 1.0
	for range 2000 {
		inf *= 2
	}
	row := []float64{0, inf, 2, 2}
	for k := range n {
		q := ir.Clone(p)
		f := q.Entry("F")
		v := f.Body.Values[k]
		if v.Type == nil || v.Type.Kind != ir.Float32 {
			continue
		}
		f.Body.Values = append(f.Body.Values[:k+1:k+1], &ir.Value{Op: ir.Return, Args: []*ir.Value{v}})
		fl := flushed(q)
		got := b.computed(q, "F", [][]float64{row}, 5000)[0]
		want := interpreted(fl.Entry("F"), row, 5000)
		if !got.same(want, leavesOf(f)) {
			fmt.Printf("%d %s %#x want %#x\n", k, v.Op, got.words, want.words)
			for i := max(0, k-30); i <= k; i++ {
				fmt.Println(f.Body.Values[i].Op, f.Body.Values[i].Pos)
			}
			ir.Fprint(testOut{}, q)
			return
		}
	}
}

type testOut struct{}

func (testOut) Write(p []byte) (int, error) { fmt.Print(string(p)); return len(p), nil }
