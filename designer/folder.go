package designer

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"

	"github.com/rewardsmith/rewardsmith/internal/journal"
	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

// Folder is the Journal of a run in a folder of its own.
type Folder struct {
	*journal.Journal
}

// CreateFolder makes the folder of a new run, which must not hold anything yet.
// run identifies the run and program names what makes it. The folder's task.yaml
// is the resolved task.
func CreateFolder(dir, run, program string, t Task, o journal.Options) (*Folder, error) {
	resolved := t.Resolved()
	j, err := journal.Create(dir, run, program, taskyaml.Encode(&resolved), o)
	if err != nil {
		return nil, err
	}
	f := &Folder{j}
	if err := f.Write("go.mod", []byte(ownModule)); err != nil {
		return nil, errors.Join(err, j.Close())
	}
	return f, nil
}

// ownModule is the go.mod of a run's folder. Rewards import a package env that no
// module has, so the tests of a module about the folder would fail on them.
const ownModule = "module run // keeps this folder out of the module around it\n"

// OpenFolder opens the folder of a run to go on with it, and returns what its
// journal holds.
func OpenFolder(dir string, o journal.Options) (*Folder, []Entry, error) {
	j, err := journal.Open(dir, o)
	if err != nil {
		return nil, nil, err
	}
	var entries []Entry
	for e, err := range decoded(dir, j.Events()) {
		if err != nil {
			j.Close()
			return nil, nil, err
		}
		entries = append(entries, e)
	}
	return &Folder{j}, entries, nil
}

// decoded yields the entries of a journal's events.
func decoded(dir string, events iter.Seq2[journal.Event, error]) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for event, err := range events {
			var e Entry
			if err == nil {
				if err = json.Unmarshal(event.Data, &e); err != nil {
					err = fmt.Errorf("run %s: event %d (%s): %w", dir, event.Seq, event.Type, err)
				}
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// Append implements Journal.
func (f *Folder) Append(e Entry) error {
	_, err := f.Journal.Append(e.Kind(), e)
	return err
}

// Write implements Journal.
func (f *Folder) Write(name string, content []byte) error {
	_, err := f.WriteBlob(name, content)
	return err
}

// Has implements Journal.
func (f *Folder) Has(name string) bool {
	_, err := os.Stat(filepath.Join(f.Dir(), filepath.FromSlash(name)))
	return err == nil
}

// ErrNotBegun says that the process that made a run's folder ended before the
// run's first entry. The folder's task.yaml tells what was to be done, and the
// run may be resumed with that.
var ErrNotBegun = errors.New("has not begun: its journal is empty")

// Load returns the run in a folder as its journal tells it, whether or not a
// process is writing it.
func Load(dir string) (*Run, error) {
	f, err := Follow(dir)
	if err != nil {
		return nil, err
	}
	return f.Run()
}

// Follower reads a run while it goes on.
type Follower struct {
	reader *journal.Reader
	run    Run
}

// Follow opens the run in a folder for reading.
func Follow(dir string) (*Follower, error) {
	r, err := journal.OpenRead(dir)
	if err != nil {
		return nil, err
	}
	return &Follower{reader: r}, nil
}

// Run returns the run as its journal tells it now. The result is changed by the
// next call. The error is ErrNotBegun where the journal holds no entry yet.
func (f *Follower) Run() (*Run, error) {
	for e, err := range decoded(f.reader.Dir(), f.reader.Events()) {
		if err != nil {
			return nil, err
		}
		if err := Fold(&f.run, e); err != nil {
			return nil, fmt.Errorf("run %s: %w", f.reader.Dir(), err)
		}
	}
	if f.run.Status == "" {
		return nil, fmt.Errorf("run %s: %w; resume it or delete the folder", f.reader.Dir(), ErrNotBegun)
	}
	return &f.run, nil
}
