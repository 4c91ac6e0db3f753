// Package draw describes a state as shapes, for replays. It is kernel Go: a
// Scene is a value with room for MaxShapes shapes; further ones are dropped.
//
// Coordinates are the environment's own (usually metres), x to the right and y
// up; the viewer fits the Scene's view box to the screen. Environments with
// three dimensions project themselves.
package draw

// MaxShapes is the number of shapes a Scene can hold.
const MaxShapes = 32

// Kinds of Shape.
const (
	KindLine   = 1 // from (X1, Y1) to (X2, Y2), Width wide
	KindCircle = 2 // filled, centre (X1, Y1), radius X2
	KindRing   = 3 // outline Width wide, centre (X1, Y1), radius X2
	KindRect   = 4 // filled, centre (X1, Y1), size X2 by Y2, turned by Angle
)

// Colours, as 0xRRGGBB.
const (
	Black  = 0x222222
	Grey   = 0x9AA0A6
	Light  = 0xD8DCE0
	Blue   = 0x2F6FDE
	Orange = 0xE8833A
	Green  = 0x2E9E5B
	Red    = 0xD3423E
)

// Shape is one drawn thing; which fields it uses depends on its Kind.
type Shape struct {
	Kind           int
	X1, Y1, X2, Y2 float64
	Width, Angle   float64
	Color          uint32
}

// Scene is a state as shapes, drawn in order.
type Scene struct {
	MinX, MinY, MaxX, MaxY float64 // view box
	Count                  int     // shapes in use
	Shapes                 [MaxShapes]Shape
}

// View returns an empty scene that shows the given box.
func View(minX, minY, maxX, maxY float64) Scene {
	return Scene{MinX: minX, MinY: minY, MaxX: maxX, MaxY: maxY}
}

// Line adds a line.
func (s *Scene) Line(x1, y1, x2, y2, width float64, color uint32) {
	s.add(Shape{Kind: KindLine, X1: x1, Y1: y1, X2: x2, Y2: y2, Width: width, Color: color})
}

// Circle adds a filled circle.
func (s *Scene) Circle(x, y, radius float64, color uint32) {
	s.add(Shape{Kind: KindCircle, X1: x, Y1: y, X2: radius, Color: color})
}

// Ring adds the outline of a circle.
func (s *Scene) Ring(x, y, radius, width float64, color uint32) {
	s.add(Shape{Kind: KindRing, X1: x, Y1: y, X2: radius, Width: width, Color: color})
}

// Rect adds a filled rectangle about its centre, turned by angle radians.
func (s *Scene) Rect(x, y, width, height, angle float64, color uint32) {
	s.add(Shape{Kind: KindRect, X1: x, Y1: y, X2: width, Y2: height, Angle: angle, Color: color})
}

func (s *Scene) add(shape Shape) {
	if s.Count < MaxShapes {
		s.Shapes[s.Count] = shape
		s.Count++
	}
}
