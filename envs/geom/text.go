package geom

import "embed"

//go:embed vec.go rotation.go shape.go
var files embed.FS

// Text returns the source files of the package, as rewards and shown views that
// import it are compiled against. This file is none of them.
func Text() ([]string, error) {
	var texts []string
	for _, name := range []string{"vec.go", "rotation.go", "shape.go"} {
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		texts = append(texts, string(text))
	}
	return texts, nil
}
