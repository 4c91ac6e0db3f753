package words

import _ "embed"

// Path is the import path of the package.
const Path = "github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout/words"

//go:embed words.go
var text string

// Text returns the kernel Go of the package. This file is not part of it.
func Text() string { return text }
