package envs

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Group is fields that tell the same of several things: elements of an array, or a
// single field.
type Group struct {
	Name   string // "Speed", or "View[0..4][0..2].Lava" where it is several fields
	Fields []int  // their positions in the schema, ascending
}

// Groups folds elements of arrays together as far as they differ in nothing but their
// indices, in the order of their first elements.
func (s Schema) Groups() []Group {
	alike := map[Field][]int{} // by what elements of the same arrays share
	for i, f := range s {
		f.Name, _ = f.elements()
		alike[f] = append(alike[f], i)
	}
	var all []Group
	for _, fields := range alike {
		for len(fields) > 0 {
			g := s.group(fields)
			all = append(all, g)
			fields = fields[len(g.Fields):]
		}
	}
	slices.SortFunc(all, func(a, b Group) int { return cmp.Compare(a.Fields[0], b.Fields[0]) })
	return all
}

// group is the longest group that fields, which are alike, begin with.
func (s Schema) group(fields []int) Group {
	shared, first := s[fields[0]].elements()
	g := Group{Name: s[fields[0]].Name, Fields: fields[:1]}
	for n := 2; n <= len(fields); n++ {
		_, last := s[fields[n-1]].elements()
		if b := (box{first, last}); b.size() == n && s.fill(b, fields[:n]) {
			g = Group{Name: b.name(shared), Fields: fields[:n]}
		}
	}
	return g
}

// index is an index in the name of a field.
var index = regexp.MustCompile(`\[(\d+)\]`)

// elements splits the name of a field into what elements of the same arrays share, and
// the indices.
func (f Field) elements() (shared string, indices []int) {
	for _, m := range index.FindAllStringSubmatch(f.Name, -1) {
		i, _ := strconv.Atoi(m[1]) // digits, of an array that exists
		indices = append(indices, i)
	}
	return index.ReplaceAllString(f.Name, "[]"), indices
}

// fill says that the fields are the elements of a box, the last index running fastest.
func (s Schema) fill(b box, fields []int) bool {
	for n, i := range fields {
		if _, at := s[i].elements(); !b.has(at, n) {
			return false
		}
	}
	return true
}

// box is a range of every index of an array.
type box struct {
	first, last []int
}

// size is the number of elements, 0 or less where a range is empty.
func (b box) size() int {
	n := 1
	for d := range b.first {
		n *= max(b.last[d]-b.first[d]+1, 0)
	}
	return n
}

// has says that element n of the box has these indices.
func (b box) has(indices []int, n int) bool {
	for d := len(indices) - 1; d >= 0; d-- {
		length := b.last[d] - b.first[d] + 1
		if indices[d] != b.first[d]+n%length {
			return false
		}
		n /= length
	}
	return true
}

// name writes the ranges into the name that the elements share.
func (b box) name(shared string) string {
	for d := range b.first {
		span := strconv.Itoa(b.first[d])
		if b.first[d] != b.last[d] {
			span = fmt.Sprintf("%d..%d", b.first[d], b.last[d])
		}
		shared = strings.Replace(shared, "[]", "["+span+"]", 1)
	}
	return shared
}
