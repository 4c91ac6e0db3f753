package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// temporary begins the names of files that are not finished.
const temporary = ".tmp-"

// Blob names a file of a run and vouches for its content. Events refer to files
// by it.
type Blob struct {
	Name   string `json:"name"`   // relative to the run, with slashes
	SHA256 string `json:"sha256"` // in hexadecimal
	Size   int64  `json:"size"`   // in bytes
}

// WriteBlob writes a file of the run under a relative name with slashes, creating
// folders as needed, and returns when it is on disk. A file of that name is
// replaced as a whole. The blob describes what was written, which is data without
// the secrets. A failure leaves the journal usable.
func (j *Journal) WriteBlob(name string, data []byte) (Blob, error) {
	if err := j.checkName(name); err != nil {
		return Blob{}, err
	}
	j.mu.Lock()
	refuse := j.refuse
	j.mu.Unlock()
	if refuse != nil {
		return Blob{}, refuse
	}
	return j.writeFile(name, j.redact.text(data))
}

// checkName refuses names that leave the folder, belong to the journal, or do not
// work everywhere.
func (j *Journal) checkName(name string) error {
	first, _, _ := strings.Cut(name, "/")
	base := path.Base(name)
	switch {
	case !fs.ValidPath(name) || name == "." || !filepath.IsLocal(filepath.FromSlash(name)):
		return fmt.Errorf("journal %s: %q is not a name inside the run", j.dir, name)
	case strings.ContainsAny(name, `\:*?"<>|`) || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }):
		return fmt.Errorf(`journal %s: the name %q has a character that not every system takes`, j.dir, name)
	case name == journalName || name == lockName || name == taskName, first == "events", strings.HasPrefix(name, "journal.torn"), strings.HasPrefix(base, temporary):
		return fmt.Errorf("journal %s: the name %q belongs to the journal", j.dir, name)
	case j.redact.contains(name):
		return fmt.Errorf("journal %s: the name of a file holds a secret", j.dir)
	}
	return nil
}

// offload writes data that is too large for a line, named by its content.
func (j *Journal) offload(typ string, data []byte) (Blob, error) {
	sum := sha256.Sum256(data)
	return j.writeFile(fmt.Sprintf("events/%s-%x.json", typ, sum[:8]), data)
}

// writeFile writes data, which holds no secrets, under name.
func (j *Journal) writeFile(name string, data []byte) (Blob, error) {
	j.folding.Lock()
	err := j.folders(path.Dir(name))
	j.folding.Unlock()
	if err != nil {
		return Blob{}, err
	}
	if err := j.replace(name, data); err != nil {
		return Blob{}, err
	}
	return describeBlob(name, data), nil
}

func describeBlob(name string, data []byte) Blob {
	sum := sha256.Sum256(data)
	return Blob{Name: name, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(data))}
}

// folders makes the folders of a name, each durable in the one above. A folder
// that is there already may come from a process that was killed before it could
// sync it.
func (j *Journal) folders(name string) error {
	if name == "." || j.durableFolders[name] {
		return nil
	}
	if err := j.folders(path.Dir(name)); err != nil {
		return err
	}
	full := j.full(name)
	if err := j.sys.Mkdir(full); err != nil && !errors.Is(err, fs.ErrExist) {
		return writeError(j.dir, full, err)
	}
	if err := j.sys.SyncDir(filepath.Dir(full)); err != nil {
		return writeError(j.dir, full, err)
	}
	j.durableFolders[name] = true
	return nil
}

func (j *Journal) full(name string) string { return filepath.Join(j.dir, filepath.FromSlash(name)) }

// replace writes a file atomically: whole and synced under a temporary name, then
// renamed, then the folder synced.
func (j *Journal) replace(name string, data []byte) error {
	target := j.full(name)
	dir := filepath.Dir(target)
	f, temp, err := j.createTemporary(dir)
	if err == nil {
		if err = fill(f, data); err == nil {
			err = j.sys.Rename(temp, target)
		}
		if err != nil {
			err = errors.Join(err, j.sys.Remove(temp))
		} else {
			err = j.sys.SyncDir(dir)
		}
	}
	if err != nil {
		return writeError(j.dir, target, err)
	}
	return nil
}

// createTemporary creates a file under a name that is not taken. The lock keeps
// other processes out, so counting up is enough.
func (j *Journal) createTemporary(dir string) (file, string, error) {
	for i := 0; ; i++ {
		name := filepath.Join(dir, fmt.Sprintf("%s%d", temporary, i))
		f, err := j.sys.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
		if !errors.Is(err, fs.ErrExist) {
			return f, name, err
		}
	}
}

// fill writes, syncs and closes a file.
func fill(f file, data []byte) error {
	n, err := f.WriteAt(data, 0)
	if err == nil && n < len(data) {
		err = io.ErrShortWrite
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// ReadBlob reads a file that an event refers to and checks it.
func (j *Journal) ReadBlob(b Blob) ([]byte, error) { return readBlob(j.sys, j.dir, b) }

// ReadFile reads a file of the run by name, without a check.
func (j *Journal) ReadFile(name string) ([]byte, error) { return readFile(j.sys, j.dir, name) }

func readFile(sys files, dir, name string) ([]byte, error) {
	if !fs.ValidPath(name) || !filepath.IsLocal(filepath.FromSlash(name)) {
		return nil, fmt.Errorf("journal %s: %q is not a name inside the run", dir, name)
	}
	full := filepath.Join(dir, filepath.FromSlash(name))
	f, err := sys.OpenFile(full, os.O_RDONLY)
	if err != nil {
		return nil, fmt.Errorf("journal %s: %w", dir, err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("journal %s: reading %s: %w", dir, name, err)
	}
	return data, nil
}

func readBlob(sys files, dir string, b Blob) ([]byte, error) {
	data, err := readFile(sys, dir, b.Name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Error{Kind: ErrCorrupt, Path: filepath.Join(dir, filepath.FromSlash(b.Name)), Err: err,
			Reason: "a file that the journal refers to is missing; restore it from a copy"}
	}
	if err != nil {
		return nil, err
	}
	if describeBlob(b.Name, data) != b {
		return nil, &Error{Kind: ErrCorrupt, Path: filepath.Join(dir, filepath.FromSlash(b.Name)),
			Reason: "is not as the journal recorded it (by SHA-256): it was changed or damaged; restore it from a copy"}
	}
	return data, nil
}
