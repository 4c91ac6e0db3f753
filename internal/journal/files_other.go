//go:build !unix && !windows

package journal

import (
	"errors"
	"io/fs"
	"os"
)

// lock takes no lock: these systems have none that ends with the process, and a
// lock that outlives a crash would be an obstacle to resuming.
func lock(*os.File) error { return nil }

func syncDir(string) error { return nil }

func isDiskFull(error) bool { return false }

func isReadOnly(err error) bool { return errors.Is(err, fs.ErrPermission) }
