package starter

import (
	"embed"
	"strings"
)

//go:embed env.go task.go draw.go
var files embed.FS

// Files returns the files of this environment by name, as those of a package
// called name: something to begin an environment of one's own with.
func Files(name string) (map[string]string, error) {
	texts := map[string]string{}
	for _, file := range []string{"env.go", "task.go", "draw.go"} {
		text, err := files.ReadFile(file)
		if err != nil {
			return nil, err
		}
		texts[file] = strings.NewReplacer("// Package starter is", "// Package "+name+" is", "package starter\n", "package "+name+"\n").Replace(string(text))
	}
	return texts, nil
}
