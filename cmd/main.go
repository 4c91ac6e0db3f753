package cmd

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
)

// Main runs the command with the built-in environments and extra ones, and
// exits. It must be the first thing that the program does: the critic starts the
// program's own binary again as the process in which rewards are interpreted.
func Main(extra ...envs.Env) {
	if critic.IsChild(os.Args) {
		os.Exit(critic.ServeChild(os.Stdin, os.Stdout))
	}
	ctx, stop := interruptible()
	defer stop()
	os.Exit(run(ctx, os.Args[1:], process{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, extra: extra,
	}))
}

// interruptible returns a context that the first interrupt cancels. The second
// one ends the process as if nothing had caught it.
func interruptible() (context.Context, func()) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() {
		<-ctx.Done()
		stop()
	}()
	return ctx, stop
}

// process is everything outside the program that a command reads and writes.
type process struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	extra          []envs.Env // environments beside the built-in ones
}

// run executes the command line args and returns the exit code.
func run(ctx context.Context, args []string, p process) int {
	out := &output{w: p.stdout}
	p.stdout = out
	root := newRoot(&p)
	root.SetArgs(args)
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	refuseUnknownShells(root) // which keeps where to write
	return p.fail(out.after(root.ExecuteContext(ctx)))
}
