package front

import (
	"cmp"
	"path"
	"slices"
)

// packageNames are what packages are called in names of functions and types: the
// last element of the path, or the whole path where another has that name.
type packageNames struct {
	names map[string]string // by path
	taken map[string]bool
}

// newPackageNames names the packages of a library, shorter paths first.
func newPackageNames(packages map[string]*loaded) *packageNames {
	n := &packageNames{names: map[string]string{MathBodies: "math"}, taken: map[string]bool{}}
	var paths []string
	for p := range packages {
		paths = append(paths, p)
	}
	slices.SortFunc(paths, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	for _, p := range paths {
		n.of(p)
	}
	return n
}

func (n *packageNames) of(p string) string {
	if name, ok := n.names[p]; ok {
		return name
	}
	name := path.Base(p)
	if n.taken[name] {
		name = p
	}
	n.names[p], n.taken[name] = name, true
	return name
}
