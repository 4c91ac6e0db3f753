package journal

import (
	"io"
	"io/fs"
	"os"
)

// files is the part of the operating system that a journal writes through, so
// that tests can make it fail.
type files interface {
	OpenFile(name string, flag int) (file, error)
	Rename(from, to string) error
	Remove(name string) error
	Mkdir(name string) error
	ReadDir(name string) ([]fs.DirEntry, error)
	Stat(name string) (fs.FileInfo, error)
	// SyncDir makes the entries of a folder durable.
	SyncDir(name string) error
	// Lock takes the exclusive lock of a file, creating it, or fails with
	// errHeld.
	Lock(name string) (lockFile, error)
}

// file is an open file.
type file interface {
	io.ReadCloser
	io.ReaderAt
	io.WriterAt
	Truncate(size int64) error
	Sync() error
	Stat() (fs.FileInfo, error)
}

// lockFile is a locked file. Describe replaces its content; Close gives the lock
// back.
type lockFile interface {
	Describe(content []byte) error
	Close() error
}

// disk is the operating system itself.
type disk struct{}

func (disk) OpenFile(name string, flag int) (file, error) {
	f, err := os.OpenFile(name, flag, 0o644)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (disk) Rename(from, to string) error               { return os.Rename(from, to) }
func (disk) Remove(name string) error                   { return os.Remove(name) }
func (disk) Mkdir(name string) error                    { return os.Mkdir(name, 0o755) }
func (disk) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }
func (disk) Stat(name string) (fs.FileInfo, error)      { return os.Stat(name) }
func (disk) SyncDir(name string) error                  { return syncDir(name) }
func (disk) Lock(name string) (lockFile, error)         { return openLock(name) }

// openLock opens and locks a file.
func openLock(name string) (lockFile, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	if err := lock(f); err != nil {
		f.Close()
		return nil, err
	}
	return held{f}, nil
}

// held is a file whose lock this process holds until the file is closed.
type held struct{ *os.File }

func (h held) Describe(content []byte) error {
	if err := h.Truncate(0); err != nil {
		return err
	}
	_, err := h.WriteAt(content, 0)
	return err
}
