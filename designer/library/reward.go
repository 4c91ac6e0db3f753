package library

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
)

// IsReward returns an error unless source is a file of package reward with a
// function Reward, the form in which models write rewards. Programs of other
// kinds are no examples of one.
func IsReward(source string) error {
	f, err := parser.ParseFile(token.NewFileSet(), "reward.go", source, parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("the reward is no Go: %w", oneLine(err))
	}
	if f.Name.Name != "reward" {
		return fmt.Errorf("the reward is of package %s, want reward", f.Name.Name)
	}
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "Reward" {
			return nil
		}
	}
	return errors.New("the reward's file declares no function Reward")
}
