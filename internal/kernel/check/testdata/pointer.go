package reward

type node struct {
	v    float64
	next *node
}

func (n *node) add(x float64) { n.v += x }

func same(a, b *node) bool {
	return a == b // want "compare what they point to"
}

func f(x float64) float64 {
	n := &node{v: x}
	n.next = n
	p := &x
	*p += 1
	n.add(*p)
	if n.next != nil && n.next != p2(n) { // want "pointers are compared"
		return 0
	}
	return n.v
}

func p2(n *node) *node { return n }
