package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

const lockName = "lock"

var errHeld = errors.New("the lock is held")

// Holder is the process that writes a run.
type Holder struct {
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Since time.Time `json:"since"`
}

// acquire takes the lock of the run in dir and signs it.
func acquire(sys files, dir string, now time.Time) (lockFile, error) {
	path := filepath.Join(dir, lockName)
	l, err := sys.Lock(path)
	if errors.Is(err, errHeld) {
		return nil, lockedError(dir)
	}
	if err != nil {
		return nil, writeError(dir, path, err)
	}
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	sign, err := json.Marshal(Holder{PID: os.Getpid(), Host: host, Since: now.UTC()})
	if err == nil {
		err = l.Describe(append(sign, '\n'))
	}
	if err != nil {
		l.Close()
		return nil, writeError(dir, path, err)
	}
	return l, nil
}

// lockedError names the holder, as far as the lock tells.
func lockedError(dir string) error {
	e := &Error{Kind: ErrLocked, Path: dir, Reason: "another process is writing this run; wait for it or stop it"}
	var h Holder
	content, err := os.ReadFile(filepath.Join(dir, lockName))
	if err != nil || json.Unmarshal(content, &h) != nil || h.PID == 0 {
		return e
	}
	e.Holder = &h
	e.Reason = fmt.Sprintf("process %d on %s is writing this run since %s; wait for it or stop it",
		h.PID, h.Host, h.Since.Format(time.RFC3339))
	return e
}

// release unsigns the lock and gives it back. The file stays: removing a locked
// file would let two processes lock two files of the same name.
func release(l lockFile) error {
	return errors.Join(l.Describe(nil), l.Close())
}
