package draw

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSceneKeepsShapesInOrder(t *testing.T) {
	s := View(-1, -2, 3, 4)
	s.Line(0, 1, 2, 3, 0.1, Grey)
	s.Circle(4, 5, 6, Red)
	s.Ring(7, 8, 9, 0.2, Blue)
	s.Rect(1, 2, 3, 4, 0.5, Green)
	want := []Shape{
		{Kind: KindLine, X1: 0, Y1: 1, X2: 2, Y2: 3, Width: 0.1, Color: Grey},
		{Kind: KindCircle, X1: 4, Y1: 5, X2: 6, Color: Red},
		{Kind: KindRing, X1: 7, Y1: 8, X2: 9, Width: 0.2, Color: Blue},
		{Kind: KindRect, X1: 1, Y1: 2, X2: 3, Y2: 4, Angle: 0.5, Color: Green},
	}
	if diff := cmp.Diff(want, s.Shapes[:s.Count]); diff != "" {
		t.Errorf("shapes (-want +got):\n%s", diff)
	}
	if s.MinX != -1 || s.MinY != -2 || s.MaxX != 3 || s.MaxY != 4 {
		t.Errorf("view box %g %g %g %g, want -1 -2 3 4", s.MinX, s.MinY, s.MaxX, s.MaxY)
	}
}

func TestSceneDropsWhatDoesNotFit(t *testing.T) {
	s := View(0, 0, 1, 1)
	for i := range MaxShapes + 5 {
		s.Circle(float64(i), 0, 1, Black)
	}
	if s.Count != MaxShapes || s.Shapes[MaxShapes-1].X1 != MaxShapes-1 {
		t.Errorf("%d shapes, the last at %g; want the first %d", s.Count, s.Shapes[MaxShapes-1].X1, MaxShapes)
	}
}
