package envs

import (
	"fmt"
	"strings"
)

// Group is fields in a row that tell the same of several things: the elements of an
// array, or a single field.
type Group struct {
	Name  string // "Speed", or "OtherX[0..11]" where it is several fields
	First int    // its first field
	N     int    // how many fields it has
}

// Fields returns the positions of the fields in their schema.
func (g Group) Fields() []int {
	all := make([]int, g.N)
	for i := range all {
		all[i] = g.First + i
	}
	return all
}

// Groups folds the elements of arrays together as far as they follow one another and
// differ in nothing but their index.
func (s Schema) Groups() []Group {
	var all []Group
	for i := 0; i < len(s); {
		n := 1
		for i+n < len(s) && s[i+n] == s[i].element(n) {
			n++
		}
		g := Group{Name: s[i].Name, First: i, N: n}
		if n > 1 {
			g.Name = fmt.Sprintf("%s[0..%d]", s[i].array(), n-1)
		}
		all = append(all, g)
		i += n
	}
	return all
}

// array is the name of the array whose first element the field is, or "".
func (f Field) array() string {
	name, first := strings.CutSuffix(f.Name, "[0]")
	if !first {
		return ""
	}
	return name
}

// element is the field as it would be as element i of the array that it begins, or
// the zero Field where it begins none.
func (f Field) element(i int) Field {
	if f.array() == "" {
		return Field{}
	}
	f.Name = fmt.Sprintf("%s[%d]", f.array(), i)
	return f
}
