package envs

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseComment(t *testing.T) {
	inf := math.Inf(1)
	tests := []struct {
		comment string
		want    Field
		reason  string
	}{
		{"cart position [m, -2.4..2.4]", Field{Doc: "cart position", Unit: "m", Lo: -2.4, Hi: 2.4}, "the usual form"},
		{"speed [m/s]", Field{Doc: "speed", Unit: "m/s", Lo: -inf, Hi: inf}, "no range"},
		{"angle [rad, -4pi..pi]", Field{Doc: "angle", Unit: "rad", Lo: -4 * math.Pi, Hi: math.Pi}, "multiples of pi"},
		{"mass [kg, 0..inf, default 1.5]", Field{Doc: "mass", Unit: "kg", Hi: inf, Default: 1.5}, "half open, with default"},
		{"a flag (see Step) [-, 0..1]", Field{Doc: "a flag (see Step)", Unit: "-", Hi: 1}, "no unit"},
	}
	for _, tt := range tests {
		var got Field
		if err := parseComment("X", tt.comment, &got); err != nil {
			t.Errorf("%s: %v", tt.reason, err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", tt.reason, diff)
		}
	}
}

func TestParseCommentErrors(t *testing.T) {
	tests := []struct{ comment, want string }{
		{"", "must read"},
		{"cart position", "must read"},
		{"cart position []", "must begin with a unit"},
		{"cart position [-2..2]", "stands where the unit belongs"},
		{"mass [default 3]", "stands where the unit belongs"},
		{"cart position [m, 1..0]", "descends"},
		{"cart position [m, low..high]", "is not a number"},
		{"cart position [m, NaN..1]", "is not a number"},
		{"cart position [m, about 3]", "neither"},
		{"angle [rad, xpi..1]", "not a multiple of pi"},
	}
	for _, tt := range tests {
		err := parseComment("State.X", tt.comment, &Field{})
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "State.X") {
			t.Errorf("parseComment(%q) = %v, want an error about State.X with %q", tt.comment, err, tt.want)
		}
	}
}

func TestFieldJSONHasNoInfinity(t *testing.T) {
	got, err := (Field{Name: "X", Kind: Float64, Doc: "x", Unit: "m", Lo: math.Inf(-1), Hi: 2}).MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	want := `{"name":"X","kind":"float64","doc":"x","unit":"m","hi":2}`
	if string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
