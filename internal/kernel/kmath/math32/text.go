package math32

import "embed"

//go:embed doc.go pair.go coefficients.go special.go round.go root.go exp.go log.go pow.go reduce.go trig.go inverse.go hyperbolic.go erf.go gamma.go fma.go
var files embed.FS

// Text returns the source files of the package as kernel Go. This file is none
// of them.
func Text() ([]string, error) {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, e := range entries {
		text, err := files.ReadFile(e.Name())
		if err != nil {
			return nil, err
		}
		texts = append(texts, string(text))
	}
	return texts, nil
}
