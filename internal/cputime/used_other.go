//go:build !unix

package cputime

import "time"

var begun = time.Now()

// Used is the time on the wall.
func Used() time.Duration { return time.Since(begun) }

// Children is not known.
func Children() time.Duration { return 0 }
