// Package sample has kernels of the kinds that a learner has: for tests that run
// what is compiled from their text and compare it with the package itself.
package sample

import (
	_ "embed"

	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
)

// Path is the package's import path.
const Path = "github.com/rewardsmith/rewardsmith/internal/kernel/device/sample"

//go:embed kernels.go
var text string

// Unit is the package with its kernels as entries of grids, under their names.
func Unit() front.Unit {
	u := front.Unit{Packages: []front.Package{{Path: Path, Free: true, Files: []front.File{{Name: "kernels.go", Text: text}}}}}
	for _, name := range []string{"Scale", "Product", "Discount", "Sum", "Moment", "Rows", "Mark"} {
		u.Entries = append(u.Entries, front.Entry{Package: Path, Func: name, Name: name, Grid: true})
	}
	return u
}
