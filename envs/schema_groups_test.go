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
		metre("C[1]"), metre("C[2]"), // its start is elsewhere
		metre("D[0].X"), metre("D[0].Y"), metre("D[1].X"), metre("D[1].Y"),
		metre("E[0][0]"), metre("E[0][1]"), metre("E[1][0]"), metre("E[1][1]"),
	}
	want := []Group{
		{"X", 0, 1}, {"A[0..2]", 1, 3}, {"B[0]", 4, 1}, {"B[1]", 5, 1}, {"C[1]", 6, 1}, {"C[2]", 7, 1},
		{"D[0].X", 8, 1}, {"D[0].Y", 9, 1}, {"D[1].X", 10, 1}, {"D[1].Y", 11, 1},
		{"E[0][0..1]", 12, 2}, {"E[1][0..1]", 14, 2},
	}
	if diff := cmp.Diff(want, s.Groups()); diff != "" {
		t.Errorf("groups (-want +got)\n%s", diff)
	}
	if got := (Schema{}).Groups(); got != nil {
		t.Errorf("an empty schema has the groups %v", got)
	}
}
