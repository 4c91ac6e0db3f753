package draw

import _ "embed"

//go:embed draw.go
var text string

// Text returns the source file of the package, against which the source of
// environments is type-checked. This file is not part of it.
func Text() string { return text }
