package envs

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// edit replaces an identifier at an offset of a file's text.
type edit struct {
	offset   int
	from, to string
}

// declarations returns the text of each declaration that parts of a file belong
// to, verbatim but for edits, which are sorted by their offsets. A group of which
// some are not among parts is cut to those that are.
func (c *code) declarations(parts []int, edits []edit) []string {
	var list []string
	for len(parts) > 0 {
		p := &c.parts[parts[0]]
		same := func(i int) bool { return c.parts[i].decl == p.decl }
		n := 1
		for n < len(parts) && same(parts[n]) {
			n++
		}
		group, whole := parts[:n], true
		if g, ok := p.decl.(*ast.GenDecl); ok && p.node != p.decl {
			whole = n == len(g.Specs)
		}
		if whole {
			list = append(list, c.verbatim(p.file, p.decl, edits))
		} else {
			list = append(list, c.cut(group, edits))
		}
		parts = parts[n:]
	}
	return list
}

// cut returns a group of specifications with no others than the given ones.
func (c *code) cut(group []int, edits []edit) string {
	var b strings.Builder
	b.WriteString(c.parts[group[0]].decl.(*ast.GenDecl).Tok.String() + " (\n")
	for _, i := range group {
		b.WriteString("\t" + c.verbatim(c.parts[i].file, c.parts[i].node, edits) + "\n")
	}
	b.WriteString(")")
	return b.String()
}

// verbatim returns the source of a declaration or specification with its doc
// comment, the comment behind its last line and the edits that fall into it.
func (c *code) verbatim(file string, node ast.Node, edits []edit) string {
	pos := node.Pos()
	if doc := docOf(node); doc != nil {
		pos = doc.Pos()
	}
	start, end := c.offset(pos), c.offset(node.End())
	text := c.texts[file][start:end]
	for _, e := range slices.Backward(edits) {
		if at := e.offset - start; at >= 0 && at < len(text) {
			text = text[:at] + e.to + text[at+len(e.from):]
		}
	}
	return text + c.trailingComment(file, end)
}

func docOf(node ast.Node) *ast.CommentGroup {
	switch n := node.(type) {
	case *ast.GenDecl:
		return n.Doc
	case *ast.FuncDecl:
		return n.Doc
	case *ast.TypeSpec:
		return n.Doc
	case *ast.ValueSpec:
		return n.Doc
	}
	return nil
}

// trailingComment returns the comment that follows offset end on its line.
func (c *code) trailingComment(file string, end int) string {
	rest, _, _ := strings.Cut(c.texts[file][end:], "\n")
	if comment := strings.TrimSpace(rest); strings.HasPrefix(comment, "//") {
		return " " + comment
	}
	return ""
}

func (c *code) slice(file string, start, end token.Pos) string {
	return c.texts[file][c.offset(start):c.offset(end)]
}

// offset returns where pos is in the text of its file.
func (c *code) offset(pos token.Pos) int { return c.fset.PositionFor(pos, false).Offset }
