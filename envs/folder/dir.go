package folder

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/rewardsmith/rewardsmith/envs"
)

// SourceError says what is wrong in the files of an environment's folder. Each
// line that concerns a file begins with its path, so that terminals and editors
// can follow it.
type SourceError struct {
	Dir string
	Err error
}

func (e *SourceError) Error() string {
	var b strings.Builder
	for line := range strings.Lines(e.Err.Error()) {
		for _, file := range []string{"env.go", "task.go", "draw.go"} {
			if strings.HasPrefix(line, file) {
				line = filepath.Join(e.Dir, line)
			}
		}
		b.WriteString(line)
	}
	return b.String()
}

func (e *SourceError) Unwrap() error { return e.Err }

// OpenDir is Open for a folder of the file system. Where its files are not those
// of an environment the error is a *SourceError.
func OpenDir(ctx context.Context, name, dir string) (envs.Env, error) {
	source, err := envs.ReadSource(os.DirFS(dir))
	if err != nil {
		return nil, &SourceError{dir, err}
	}
	e, err := compile(ctx, name, source)
	if err != nil {
		return nil, &SourceError{dir, err}
	}
	return e, nil
}

// Name returns the name of the environment in a folder: that of the folder in
// lower case, with an underscore for each character that is no ASCII letter,
// digit, underscore or hyphen.
func Name(dir string) string {
	if full, err := filepath.Abs(dir); err == nil {
		dir = full
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '_', r == '-':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '_'
	}, filepath.Base(dir))
}
