package library

import (
	"math"
	"testing"
)

// TestBM25 compares scores with ones worked out by hand. Of the three texts, of
// 3, 2 and 4 words (3 on average), "pole" is in one and "cart" in two:
//
//	weight(pole) = ln(1 + 2.5/1.5) = 0.98083
//	weight(cart) = ln(1 + 1.5/2.5) = 0.47000
//	text 0: pole once, cart once, length 1: each 1/(1+1.2) of its weight
//	text 1: length 0.25+0.75*2/3 = 0.75: cart 1/(1+0.9)
//	text 2: no word of the query
func TestBM25(t *testing.T) {
	b := newBM25([]string{"Cart and pole", "a CART", "swing an arm up"})
	tests := []struct {
		query string
		want  [3]float64
	}{
		{"pole", [3]float64{0.98083 / 2.2, 0, 0}},
		{"the pole of the cart.", [3]float64{(0.98083 + 0.47000) / 2.2, 0.47000 / 1.9, 0}},
		{"cart cart", [3]float64{0.47000 / 2.2, 0.47000 / 1.9, 0}},
		{"", [3]float64{}},
	}
	for _, tt := range tests {
		for i, want := range tt.want {
			if got := b.score(tt.query, i); math.Abs(got-want) > 1e-5 {
				t.Errorf("%q in text %d: %.5f, want %.5f", tt.query, i, got, want)
			}
		}
	}
	repeated := newBM25([]string{"arm arm x", "arm x x"}) // as long as the mean; ln(1+0.5/2.5) = 0.18232
	for i, want := range []float64{0.18232 * 2 / 3.2, 0.18232 / 2.2} {
		if got := repeated.score("arm", i); math.Abs(got-want) > 1e-5 {
			t.Errorf("arm in text %d: %.5f, want %.5f", i, got, want)
		}
	}
}
