package journal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
)

var errCrash = errors.New("the machine stopped")

// faulty is the disk with faults. Every operation that changes the disk counts;
// it also remembers how much of the journal has been synced. It does not really
// sync, which would take most of the tests' time.
type faulty struct {
	disk
	mu       sync.Mutex
	ops      int
	log      []string
	crashAt  int          // operation from which on everything fails, or 0
	room     int64        // bytes that still fit on the disk, if limited
	limited  bool         //
	failSync func() error // result of a sync of the journal, if set
	denied   error        // result of opening for writing, if set
	synced   int64        // size of the journal at its last sync
}

func (d *faulty) op(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ops++
	d.log = append(d.log, name)
	if d.crashAt > 0 && d.ops >= d.crashAt {
		return errCrash
	}
	return nil
}

func (d *faulty) OpenFile(name string, flag int) (file, error) {
	if flag != os.O_RDONLY && d.denied != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: d.denied}
	}
	if flag&os.O_CREATE != 0 {
		if err := d.op("create " + filepath.Base(name)); err != nil {
			return nil, err
		}
	}
	f, err := os.OpenFile(name, flag, 0o644)
	if err != nil {
		return nil, err
	}
	return &faultyFile{f, d}, nil
}

func (d *faulty) Rename(from, to string) error {
	if err := d.op("rename " + filepath.Base(to)); err != nil {
		return err
	}
	return d.disk.Rename(from, to)
}

func (d *faulty) Remove(name string) error {
	if err := d.op("remove"); err != nil {
		return err
	}
	return d.disk.Remove(name)
}

func (d *faulty) Mkdir(name string) error {
	if err := d.op("mkdir " + filepath.Base(name)); err != nil {
		return err
	}
	return d.disk.Mkdir(name)
}

func (d *faulty) SyncDir(name string) error {
	return d.op("syncdir")
}

type faultyFile struct {
	*os.File
	d *faulty
}

func (f *faultyFile) WriteAt(b []byte, at int64) (int, error) {
	if err := f.d.op("write " + filepath.Base(f.Name())); err != nil {
		// A crash may leave any part of a write behind.
		n, _ := f.File.WriteAt(b[:len(b)/2], at)
		return n, err
	}
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if f.d.limited && int64(len(b)) > f.d.room {
		n, _ := f.File.WriteAt(b[:f.d.room], at)
		f.d.room -= int64(n)
		return n, &fs.PathError{Op: "write", Path: f.Name(), Err: syscall.ENOSPC}
	}
	f.d.room -= int64(len(b))
	return f.File.WriteAt(b, at)
}

func (f *faultyFile) Truncate(size int64) error {
	if err := f.d.op("truncate"); err != nil {
		return err
	}
	return f.File.Truncate(size)
}

func (f *faultyFile) Sync() error {
	if err := f.d.op("sync " + filepath.Base(f.Name())); err != nil {
		return err
	}
	if filepath.Base(f.Name()) != journalName {
		return nil
	}
	if f.d.failSync != nil {
		if err := f.d.failSync(); err != nil {
			return err
		}
	}
	info, err := f.File.Stat()
	if err != nil {
		return err
	}
	f.d.mu.Lock()
	f.d.synced = max(f.d.synced, info.Size())
	f.d.mu.Unlock()
	return nil
}
