package nearest

import "testing"

func TestNearest(t *testing.T) {
	for _, test := range []struct{ word, want string }{
		{"iteratons", "iterations"}, {"itertaions", "iterations"}, {"gmma", "gamma"}, {"usd", ""}, {"x", ""}, {"rates", "rate"},
	} {
		if got := Of(test.word, []string{"iterations", "rate", "gamma", "samples"}); got != test.want {
			t.Errorf("Of(%q) is %q, want %q", test.word, got, test.want)
		}
	}
}
