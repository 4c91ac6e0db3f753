package sandbox

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Process is a running child. It dies with its process group, with the process
// that started it, and when its standard input ends.
type Process struct {
	In  io.WriteCloser
	Out io.Reader

	cmd      *exec.Cmd
	files    []*os.File
	stderr   head
	timedOut atomic.Bool
	killed   atomic.Bool
	done     chan struct{} // closed when the process has ended
	close    sync.Once
}

// Start runs the program exe with one argument, in an empty environment.
func Start(exe, arg string) (*Process, error) {
	childIn, in, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("making a pipe to the critic's child: %w", err)
	}
	out, childOut, err := os.Pipe()
	if err != nil {
		childIn.Close()
		in.Close()
		return nil, fmt.Errorf("making a pipe from the critic's child: %w", err)
	}
	p := &Process{In: in, Out: out, files: []*os.File{in, out}, done: make(chan struct{})}
	p.cmd = exec.Command(exe, arg)
	p.cmd.Env = []string{"GOTRACEBACK=none"}
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = childIn, childOut, &p.stderr
	p.cmd.WaitDelay = time.Second
	p.cmd.SysProcAttr = attributes()
	started := make(chan error)
	go p.run(started)
	err = <-started
	childIn.Close()
	childOut.Close()
	if err != nil {
		in.Close()
		out.Close()
		return nil, fmt.Errorf("starting the critic's child %s: %w", exe, err)
	}
	return p, nil
}

// run keeps its thread for as long as the child lives: on Linux the child is
// killed when the thread that started it ends.
func (p *Process) run(started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err := p.cmd.Start()
	started <- err
	if err != nil {
		return
	}
	// How it ended is read from cmd.ProcessState.
	_ = p.cmd.Wait()
	close(p.done)
}

// Guard kills the child when ctx ends or the time is over. The returned function
// ends the watch.
func (p *Process) Guard(ctx context.Context, limit time.Duration) (stop func()) {
	timer := time.AfterFunc(limit, func() {
		p.timedOut.Store(true)
		p.Kill()
	})
	cancel := context.AfterFunc(ctx, p.Kill)
	return func() {
		timer.Stop()
		cancel()
	}
}

// Kill ends the child and its process group. Once it has ended its number may be
// another process's.
func (p *Process) Kill() {
	select {
	case <-p.done:
	default:
		p.killed.Store(true)
		kill(p.cmd.Process)
	}
}

// Close kills the child and waits for its end.
func (p *Process) Close() {
	p.close.Do(func() {
		p.Kill()
		<-p.done
		for _, f := range p.files {
			f.Close()
		}
	})
}

// Death is how a child ended that should have answered.
type Death struct {
	Reason string // "timeout", "memory", "stack" or "crash"
	Detail string // exit status or signal, and the line of standard error that tells why

	// Exited says that it ended as a program does that is not a child: with a status
	// that is none of a child's, and neither by a signal nor by a panic.
	Exited bool
}

// Death waits for the end of the child and tells why it ended. l are the limits
// that it had.
func (p *Process) Death(l Limits) Death {
	select {
	case <-p.done:
	case <-time.After(2 * time.Second): // it has closed its pipes and lives on
		p.Close()
	}
	text, state := p.stderr.String(), p.cmd.ProcessState
	line, panicked := cause(text)
	return Death{
		Reason: p.reason(text, l), Detail: strings.TrimSpace(state.String() + " " + line),
		Exited: state.Exited() && !panicked && (state.ExitCode() < ExitProtocol || state.ExitCode() > ExitLimits),
	}
}

// reason is that of a death, after which there is text on standard error.
func (p *Process) reason(text string, l Limits) string {
	state := p.cmd.ProcessState
	has := func(parts ...string) bool {
		for _, part := range parts {
			if strings.Contains(text, part) {
				return true
			}
		}
		return false
	}
	cpu := state.UserTime() + state.SystemTime()
	switch {
	case p.timedOut.Load(), state.ExitCode() == ExitCPU:
		return "timeout"
	case has("stack overflow", "stack exceeds"):
		return "stack"
	case state.ExitCode() == ExitMemory, has("out of memory", "cannot allocate memory"):
		return "memory"
	case state.ExitCode() == -1 && l.CPU > 0 && cpu >= l.CPU:
		return "timeout"
	case maxResident(state) > l.Memory/2: // the runtime does not always notice that memory is refused
		return "memory"
	case state.ExitCode() == -1 && !p.killed.Load(): // by the system, which does so when memory runs out
		return "memory"
	}
	return "crash"
}

// cause returns the line of standard error that says why a program ended: of Go's
// runtime where that ended it, which is reported, or else the first.
func cause(text string) (line string, panicked bool) {
	text = strings.TrimSpace(text)
	for line := range strings.Lines(text) {
		for _, start := range []string{"panic: ", "fatal error: ", "SIG"} {
			if strings.HasPrefix(line, start) {
				return strings.TrimSpace(line), true
			}
		}
	}
	line, _, _ = strings.Cut(text, "\n")
	return line, false
}

// head keeps the first bytes of what is written to it.
type head struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (t *head) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if room := 8192 - t.buf.Len(); room > 0 {
		t.buf.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

func (t *head) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.buf.String()
}
