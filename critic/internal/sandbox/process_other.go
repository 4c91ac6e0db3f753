//go:build !unix

package sandbox

import (
	"os"
	"syscall"
)

func attributes() *syscall.SysProcAttr { return nil }

// kill ends the process. Errors mean that it has ended already.
func kill(p *os.Process) { _ = p.Kill() }

// maxResident is not known here.
func maxResident(*os.ProcessState) int64 { return 0 }
