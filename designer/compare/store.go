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

// differing lists where the JSON of two plans differs, at most five places.
func differing(was, is []byte) ([]string, error) {
	a, err := leaves(was)
	if err != nil {
		return nil, err
	}
	b, err := leaves(is)
	if err != nil {
		return nil, err
	}
	paths := maps.Clone(a)
	maps.Copy(paths, b)
	var list []string
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		if a[path] != b[path] && a.compares(path) && b.compares(path) {
			list = append(list, difference(path, a[path], b[path]))
		}
	}
	if more := len(list) - 5; more > 0 {
		list = append(list[:5], fmt.Sprintf("and %d more", more))
	}
	return list, nil
}

// planLeaves are the values of a plan by what people call them: keys with dots between
// them, and those of a task after its name.
type planLeaves map[string]string

// Names of leaves that are lists, and what is before and after a task's name.
const (
	methodsLeaf, tasksLeaf = "methods", "tasks"
	runsLeaf               = "runs"
	ofTask, ofTaskEnd      = "task ", ": "
)

// leaves reads the JSON of a plan.
func leaves(plan []byte) (planLeaves, error) {
	var top map[string]any
	d := json.NewDecoder(bytes.NewReader(plan))
	d.UseNumber() // seeds do not fit into float64
	if err := d.Decode(&top); err != nil {
		return nil, err
	}
	flat := planLeaves{}
	tasks, _ := top["tasks"].([]any)
	delete(top, "tasks")
	var names []string
	for _, t := range tasks {
		one, _ := t.(map[string]any)
		name := fmt.Sprint(one["name"])
		names = append(names, name)
		flat.add(ofTask+name+ofTaskEnd, one["task"])
	}
	flat.add("", top)
	flat[tasksLeaf] = strings.Join(names, ", ")
	return flat, nil
}

// add adds a value, a list as one leaf.
func (l planLeaves) add(path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			if path != "" && !strings.HasSuffix(path, ofTaskEnd) {
				key = "." + key
			}
			l.add(path+key, value)
		}
	case []any:
		texts := make([]string, len(v))
		for i := range v {
			texts[i] = fmt.Sprint(v[i])
		}
		l[path] = strings.Join(texts, ", ")
	case nil:
	default:
		l[path] = fmt.Sprint(v)
	}
}

// compares says that a leaf is no task's or that of one which the plan has: of others
// the list of tasks tells enough.
func (l planLeaves) compares(path string) bool {
	name, of := strings.CutPrefix(path, ofTask)
	name, _, _ = strings.Cut(name, ofTaskEnd)
	return !of || slices.Contains(strings.Split(l[tasksLeaf], ", "), name)
}

// difference says what a leaf was and is.
func difference(path, was, is string) string {
	switch path {
	case methodsLeaf, tasksLeaf:
		return fmt.Sprintf("the %s were %s and are %s", path, was, is)
	case runsLeaf:
		return fmt.Sprintf("the runs of each task and method were %s and are %s", was, is)
	}
	return fmt.Sprintf("%s was %s and is %s", path, orUnset(was), orUnset(is))
}

func orUnset(text string) string {
	if text == "" {
		return "not set"
	}
	return text
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
