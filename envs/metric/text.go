package metric

import _ "embed"

// Text is the source of the package, for environments that import it to be
// type-checked where they run.
//
//go:embed metric.go
var Text string
