package envs

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGroupsFoldElementsThatDifferInNothingElse(t *testing.T) {
	metre := func(name string) Field { return Field{Name: name, Kind: Float64, Unit: "m", Hi: 1} }
	longer := metre("B[1]")
	longer.Hi = 2
	s := Schema{
		metre("X"),
		metre("A[0]"), metre("A[1]"), metre("A[2]"),
		metre("B[0]"), longer, // another range
		metre("C[1]"), metre("C[2]"),
		metre("D[0].X"), metre("D[0].Y"), metre("D[1].X"), metre("D[1].Y"),
		metre("E[0][0]"), metre("E[0][1]"), metre("E[1][0]"), metre("E[1][1]"),
		metre("F[0][0]"), metre("F[0][1]"), metre("F[1][0]"), // a part of its second row
		metre("G[0].X"), metre("G[1].X"),
	}
	want := []Group{
		{"X", []int{0}}, {"A[0..2]", []int{1, 2, 3}}, {"B[0]", []int{4}}, {"B[1]", []int{5}}, {"C[1..2]", []int{6, 7}},
		{"D[0..1].X", []int{8, 10}}, {"D[0..1].Y", []int{9, 11}},
		{"E[0..1][0..1]", []int{12, 13, 14, 15}}, {"F[0][0..1]", []int{16, 17}}, {"F[1][0]", []int{18}}, {"G[0..1].X", []int{19, 20}},
	}
	if diff := cmp.Diff(want, s.Groups()); diff != "" {
		t.Errorf("groups (-want +got)\n%s", diff)
	}
	if got := (Schema{}).Groups(); got != nil {
		t.Errorf("an empty schema has the groups %v", got)
	}
}
