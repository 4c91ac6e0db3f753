//go:build unix && !linux

package sandbox

import (
	"os"
	"syscall"
)

func attributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }

// kill ends the process and everything in its group. Errors mean that it has
// ended already.
func kill(p *os.Process) { _ = syscall.Kill(-p.Pid, syscall.SIGKILL) }

// maxResident is not known here.
func maxResident(*os.ProcessState) int64 { return 0 }
