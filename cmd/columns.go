package cmd

import (
	"unicode"

	"golang.org/x/text/width"
)

// columns counts the columns of a terminal that text takes: two for each wide character,
// as those of East Asian scripts are, none for a mark on the character before.
func columns(text string) int {
	n := 0
	for _, r := range text {
		switch kind := width.LookupRune(r).Kind(); {
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			n += 2
		case !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
			n++
		}
	}
	return n
}
