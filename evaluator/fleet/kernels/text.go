package kernels

import "embed"

//go:embed grid.go vector.go tanh.go layer.go gradient.go adam.go permutation.go gather.go spread.go loss.go moments.go renormalise.go returns.go fold.go count.go
var files embed.FS

// Path is the import path of the package.
const Path = "github.com/rewardsmith/rewardsmith/evaluator/fleet/kernels"

// Text returns the source files of the grid entries as kernel Go, by their names.
// They import internal/kernel/device, internal/kernel/kmath/math32 and envs/rng.
func Text() (map[string]string, error) {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, e := range entries {
		text, err := files.ReadFile(e.Name())
		if err != nil {
			return nil, err
		}
		texts[e.Name()] = string(text)
	}
	return texts, nil
}

// Entries returns the names of the grid entries.
func Entries() []string {
	return []string{
		"Forward", "Transpose", "BackwardInput", "WeightGradient", "ReduceGradient", "SumSquares", "Adam",
		"CategoricalLoss", "GaussianLoss",
		"Keys", "Gather", "ChunkAdvantages", "SpreadAdvantages",
		"Centre", "Merge", "ShiftBiases", "TakeOver", "Returns", "Scale", "Advantages",
		"FoldChunks", "FoldTotals",
		"CountRange", "CountWidth", "CountCells", "CountVisits", "CountRewards",
	}
}
