package output

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/check"
)

// Complete returns a source with func Reward, which engines run. It is source
// itself where that has one, and otherwise begins with it, so that positions stay
// what they are. The error says that source is not Go.
func (k *Kind) Complete(source string) (string, error) {
	if !k.Made() {
		return source, nil
	}
	file, diagnostics := check.Parse(token.NewFileSet(), "reward.go", source)
	if len(diagnostics) > 0 {
		return "", fmt.Errorf("making a reward of %s: %w", k.List(), diagnostics[0])
	}
	return source + k.Rest(file), nil
}

// Rest returns what completes the source of a file: see Complete. Functions whose
// parameters are not those required are for the type checker to refuse.
func (k *Kind) Rest(file *ast.File) string {
	if !k.Made() {
		return ""
	}
	body, memory := k.body, false
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Recv != nil || k.Function(f.Name.Name) == nil || f.Type.Params.NumFields() != 4 {
			continue
		}
		memory = true
		body = strings.ReplaceAll(body, f.Name.Name+"(s, a, next)", f.Name.Name+"(m, s, a, next)")
	}
	reward := Default().Functions[0]
	return "\n\n" + reward.Declaration(memory) + " {\n" + body + "}\n"
}
