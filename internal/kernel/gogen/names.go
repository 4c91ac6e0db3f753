package gogen

import (
	"go/token"
	"go/types"
	"strconv"
	"strings"
	"unicode"
)

// names hands out identifiers, each once.
type names struct {
	outer *names
	taken map[string]bool
}

func newNames(outer *names) *names { return &names{outer, map[string]bool{}} }

func (n *names) reserve(name string) { n.taken[name] = true }

func (n *names) free(name string) bool {
	if n == nil {
		return !token.IsKeyword(name) && types.Universe.Lookup(name) == nil && name != "_" && name != "init" && name != "main"
	}
	return !n.taken[name] && n.outer.free(name)
}

// fresh returns an identifier that resembles name, such as sPositionX for
// s.Position.X, and was not handed out before.
func (n *names) fresh(prefix, name string) string {
	base := identifier(prefix, name)
	unique := base
	separator := ""
	if last := base[len(base)-1]; last >= '0' && last <= '9' {
		separator = "_"
	}
	for i := 2; !n.free(unique); i++ {
		unique = base + separator + strconv.Itoa(i)
	}
	n.reserve(unique)
	return unique
}

// identifier writes prefix and name, in which anything may stand, in camel case.
func identifier(prefix, name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var b strings.Builder
	b.WriteString(prefix)
	for _, word := range words {
		if b.Len() > 0 {
			first := []rune(word)
			word = string(unicode.ToUpper(first[0])) + string(first[1:])
		}
		b.WriteString(word)
	}
	text := b.String()
	if text == "" || unicode.IsDigit([]rune(text)[0]) {
		text = "x" + text
	}
	return text
}
