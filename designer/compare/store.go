package compare

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// planFile is the plan in the folder of a comparison.
const planFile = "plan.json"

// ErrNone says that a folder holds no comparison.
var ErrNone = errors.New("holds no comparison")

// Load returns the plan of the comparison in dir. The error is ErrNone where there
// is none.
func Load(dir string) (*Plan, error) {
	name := filepath.Join(dir, planFile)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s %w: there is no %s in it", dir, ErrNone, planFile)
	} else if err != nil {
		return nil, err
	}
	var p Plan
	if err := json.Unmarshal(text, &p); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if p.Format != planFormat {
		return nil, fmt.Errorf("%s has format %d, this program reads %d", name, p.Format, planFormat)
	}
	return &p, nil
}

// Keep writes the plan into dir, which it makes, or, where a comparison has begun
// there, checks that it is the one of this plan. A plan that may be changed after
// results were seen, as by adding runs until a test comes out, would make the
// tests mean nothing, so that is refused with what is different.
func (p *Plan) Keep(dir string) error {
	text, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return fmt.Errorf("plan: %w", err)
	}
	name := filepath.Join(dir, planFile)
	began, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return err
		}
		return replaceFile(name, append(text, '\n'))
	case err != nil:
		return err
	}
	differences, err := differing(began, text)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if differences != nil {
		return fmt.Errorf("%s holds a comparison of another plan; a plan is not changed once results may have been seen. Choose another folder, or ask as before: %s",
			dir, strings.Join(differences, "; "))
	}
	return nil
}

// differing lists where two JSON documents differ, at most five places.
func differing(was, is []byte) ([]string, error) {
	a, b := map[string]string{}, map[string]string{}
	for text, flat := range map[*[]byte]map[string]string{&was: a, &is: b} {
		var v any
		d := json.NewDecoder(bytes.NewReader(*text))
		d.UseNumber() // seeds do not fit into float64
		if err := d.Decode(&v); err != nil {
			return nil, err
		}
		flatten(flat, "", v)
	}
	paths := maps.Clone(a)
	maps.Copy(paths, b)
	var list []string
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		if a[path] != b[path] {
			list = append(list, fmt.Sprintf("%s was %s and is %s", path, orUnset(a[path]), orUnset(b[path])))
		}
	}
	if more := len(list) - 5; more > 0 {
		list = append(list[:5], fmt.Sprintf("and %d more", more))
	}
	return list, nil
}

func orUnset(text string) string {
	if text == "" {
		return "unset"
	}
	return text
}

// flatten writes every leaf of a JSON value under its path.
func flatten(flat map[string]string, path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			flatten(flat, strings.TrimPrefix(path+"."+key, "."), value)
		}
	case []any:
		for i, value := range v {
			flatten(flat, fmt.Sprintf("%s[%d]", path, i), value)
		}
	case nil:
	default:
		flat[path] = fmt.Sprint(v)
	}
}

// replaceFile writes a file so that a reader finds all of it or what was there.
func replaceFile(name string, content []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close(), os.Remove(f.Name()))
		}
	}()
	if _, err = f.Write(content); err != nil {
		return err
	}
	if err = errors.Join(f.Chmod(0o644), f.Sync()); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
