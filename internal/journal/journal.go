package journal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Options are what a journal takes from outside.
type Options struct {
	// Now is the clock. It must be set.
	Now func() time.Time
	// Secrets are texts that must not reach the folder, such as keys. In all that
	// is written they are replaced by "[redacted]", also where JSON or URLs
	// escape them. Those shorter than 8 bytes are ignored.
	Secrets []string
}

// Journal is a run that this process writes. Its methods may be called
// concurrently.
type Journal struct {
	sys    files
	dir    string
	path   string
	now    func() time.Time
	redact *redactor
	header Header
	repair *Repair
	lock   lockFile
	file   file

	folding        sync.Mutex // guards durableFolders and their making
	durableFolders map[string]bool

	mu      sync.Mutex
	synced  sync.Cond // the end of a sync
	last    int64     // sequence number of the last line written
	sum     uint32    // of all lines written
	size    int64     // of the file, in bytes
	durable int64     // sequence number of the last event synced
	safe    int64     // size of the file up to that event
	syncing bool
	refuse  error // why no more is appended, or nil
	lost    error // why what is written may not be durable, or nil
}

// Create starts a run in dir, which must not exist or be empty; its parent must
// exist. The run is identified by run, program names what creates it, and task
// is the content of its task.yaml.
func Create(dir, run, program string, task []byte, o Options) (*Journal, error) {
	return create(disk{}, dir, run, program, task, o)
}

func create(sys files, dir, run, program string, task []byte, o Options) (*Journal, error) {
	if err := makeFolder(sys, dir); err != nil {
		return nil, err
	}
	if err := vacant(sys, dir); err != nil {
		return nil, err
	}
	j, err := lockRun(sys, dir, o)
	if err != nil {
		return nil, err
	}
	if err := j.begin(run, program, task); err != nil {
		return nil, errors.Join(err, release(j.lock))
	}
	return j, nil
}

func makeFolder(sys files, dir string) error {
	err := sys.Mkdir(dir)
	switch {
	case err == nil:
		if err := sys.SyncDir(filepath.Dir(filepath.Clean(dir))); err != nil {
			return writeError(dir, dir, err)
		}
	case errors.Is(err, fs.ErrNotExist):
		return &Error{Kind: ErrMissing, Path: dir, Err: err, Reason: "the folder above does not exist; create it first"}
	case !errors.Is(err, fs.ErrExist):
		return writeError(dir, dir, err)
	}
	return nil
}

// vacant refuses a folder that holds anything but an unused lock.
func vacant(sys files, dir string) error {
	entries, err := sys.ReadDir(dir)
	if err != nil {
		return &Error{Kind: ErrExists, Path: dir, Err: err, Reason: "is not a folder that can be read; choose another"}
	}
	for _, e := range entries {
		switch e.Name() {
		case lockName:
			continue
		case journalName:
			return &Error{Kind: ErrExists, Path: dir, Reason: "already holds a run; resume it, or choose another folder"}
		}
	}
	for _, e := range entries {
		if e.Name() != lockName {
			return &Error{Kind: ErrExists, Path: dir, Reason: fmt.Sprintf(
				"is not empty (%s) and holds no run; choose another folder, or empty it", e.Name())}
		}
	}
	return nil
}

// lockRun is a journal of dir that holds the lock and nothing else.
func lockRun(sys files, dir string, o Options) (*Journal, error) {
	if o.Now == nil {
		return nil, fmt.Errorf("journal %s: Options.Now is not set", dir)
	}
	l, err := acquire(sys, dir, o.Now())
	if err != nil {
		return nil, err
	}
	j := &Journal{sys: sys, dir: dir, path: filepath.Join(dir, journalName), now: o.Now, redact: newRedactor(o.Secrets), lock: l, durableFolders: map[string]bool{}}
	j.synced.L = &j.mu
	return j, nil
}

// begin writes the task and then the header, whose presence makes the folder a
// run.
func (j *Journal) begin(run, program string, task []byte) error {
	if err := vacant(j.sys, j.dir); err != nil { // another process may have been faster
		return err
	}
	blob, err := j.writeFile(taskName, j.redact.text(task))
	if err != nil {
		return err
	}
	j.header = Header{Format: Format, Run: run, Program: program, Created: j.now().UTC(), Task: blob}
	body, err := compactJSON(j.header)
	if err != nil {
		return fmt.Errorf("journal %s: header: %w", j.dir, err)
	}
	line, sum := seal(0, j.redact.json(body))
	if err := j.replace(journalName, line); err != nil {
		return err
	}
	return j.attach(int64(len(line)), 0, sum)
}

// attach opens the journal for appending after size bytes.
func (j *Journal) attach(size, last int64, sum uint32) error {
	f, err := j.sys.OpenFile(j.path, os.O_WRONLY)
	if err != nil {
		return writeError(j.dir, j.path, err)
	}
	j.file = f
	j.size, j.safe, j.last, j.durable, j.sum = size, size, last, last, sum
	return nil
}

// Append records that something of the given type happened, with v as its data,
// and returns the event's sequence number once it is on disk. The type is a word
// of letters, digits and -_. characters. Concurrent calls share one sync. v is
// not retained. After a failure to write the journal refuses all further events
// until the run is opened again.
func (j *Journal) Append(typ string, v any) (int64, error) {
	if !validType(typ) {
		return 0, fmt.Errorf("journal %s: %q is not an event type: want letters, digits, - _ and ., as in step.done", j.dir, typ)
	}
	r := record{Type: typ}
	data, err := compactJSON(v)
	if err != nil {
		return 0, fmt.Errorf("journal %s: data of a %s event: %w", j.dir, typ, err)
	}
	if r.Data = j.redact.json(data); len(r.Data) > maxData {
		blob, err := j.offload(typ, r.Data)
		if err != nil {
			return 0, err
		}
		r.Data, r.Blob = nil, &blob
	}
	seq, err := j.write(r)
	if err != nil {
		return 0, err
	}
	return seq, j.await(seq)
}

// write adds a record to the file in one call, without syncing it.
func (j *Journal) write(r record) (int64, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.refuse != nil {
		return 0, j.refuse
	}
	r.Seq, r.Time = j.last+1, j.now().UTC()
	body, err := compactJSON(r)
	if err != nil {
		return 0, fmt.Errorf("journal %s: event %d: %w", j.dir, r.Seq, err)
	}
	line, sum := seal(j.sum, body)
	n, err := j.file.WriteAt(line, j.size)
	if err == nil && n < len(line) {
		err = io.ErrShortWrite
	}
	if err != nil {
		j.refuse = writeError(j.dir, j.path, err)
		return 0, errors.Join(j.refuse, j.cut(j.size))
	}
	j.last, j.sum, j.size = r.Seq, sum, j.size+int64(len(line))
	return r.Seq, nil
}

// cut takes back what was written behind size. If that fails too, the torn line
// stays until the run is opened again.
func (j *Journal) cut(size int64) error {
	if err := j.file.Truncate(size); err != nil {
		return fmt.Errorf("and the cut-off line could not be taken back: %w", err)
	}
	return nil
}

// await returns when event seq is durable. The first to wait syncs for all that
// was written so far; the others wait for the end of that sync.
func (j *Journal) await(seq int64) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	for j.durable < seq {
		switch {
		case j.lost != nil:
			return j.lost
		case j.syncing:
			j.synced.Wait()
		default:
			j.sync()
		}
	}
	return nil
}

// sync makes what was written durable; the lock is released meanwhile. After a
// failed sync the system may have dropped what it could not write, and a second
// sync would succeed without it, so everything since the last sync is taken back
// and the journal closed for writing.
func (j *Journal) sync() {
	last, size := j.last, j.size
	j.syncing = true
	j.mu.Unlock()
	err := j.file.Sync()
	j.mu.Lock()
	j.syncing = false
	if err == nil {
		j.durable, j.safe = last, size
	} else {
		j.lost = errors.Join(writeError(j.dir, j.path, err), j.cut(j.safe))
		j.refuse = j.lost
		j.last, j.size = j.durable, j.safe
	}
	j.synced.Broadcast()
}

// Header is the journal's first line.
func (j *Journal) Header() Header { return j.header }

// Dir is the run's folder.
func (j *Journal) Dir() string { return j.dir }

// Repair is what Open had to mend, or nil.
func (j *Journal) Repair() *Repair { return j.repair }

// Events yields the durable events in order, each line checked again. It stops
// after the first error.
func (j *Journal) Events() iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		j.mu.Lock()
		limit := j.safe
		j.mu.Unlock()
		r := Reader{sys: j.sys, dir: j.dir, path: j.path}
		r.each(limit, yield)
	}
}

// Close gives the run back. Events acknowledged are safe whether or not it is
// called. Append fails afterwards.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if errors.Is(j.refuse, ErrClosed) {
		return nil
	}
	for j.syncing || j.durable < j.last && j.lost == nil {
		if j.syncing {
			j.synced.Wait()
		} else {
			j.sync()
		}
	}
	j.refuse = &Error{Kind: ErrClosed, Path: j.dir, Reason: "the journal is closed; open the run again"}
	if j.lost == nil {
		j.lost = j.refuse
	}
	return errors.Join(j.file.Close(), release(j.lock))
}
