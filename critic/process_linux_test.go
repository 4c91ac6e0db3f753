package critic_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/critic"
)

// parentArg makes the test binary a program that runs a reward until it is killed.
const parentArg = "__parent"

func init() { parentMode = beParent }

// beParent keeps a child busy with a reward that takes for ever.
func beParent() {
	c := critic.Critic{Limits: critic.Limits{Budget: 1 << 50, Wall: time.Hour}}
	p, err := c.Open(context.Background(), corpusSubject(), reward("", "for next.X > 50 && next.X < 60 {\n\t}"), critic.EngineYaegi)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(children(os.Getpid()))
	b := batch(1, 1, func(int) float64 { return 55 })
	total, terms := results(b, 1)
	fmt.Println(p.Reward(context.Background(), b, total, terms))
}

// children returns the process ids of a process's children.
func children(pid int) string {
	files, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	var all string
	for _, f := range files {
		text, _ := os.ReadFile(f)
		all += string(text)
	}
	return strings.TrimSpace(all)
}

func TestChildDiesWithItsParent(t *testing.T) {
	cmd := exec.Command(os.Args[0], parentArg)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	child := strings.TrimSpace(line)
	if err != nil || child == "" || strings.Contains(child, " ") {
		t.Fatalf("the parent says %q, %v", line, err)
	}
	time.Sleep(50 * time.Millisecond) // let the reward begin
	cmd.Process.Kill()
	cmd.Wait()
	deadline := time.Now().Add(10 * time.Second)
	for isRunning(child) {
		if time.Now().After(deadline) {
			t.Fatalf("process %s lives on", child)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// isRunning says that a process exists and is no zombie.
func isRunning(pid string) bool {
	stat, err := os.ReadFile("/proc/" + pid + "/stat")
	if err != nil {
		return false
	}
	_, after, _ := strings.Cut(string(stat), ") ")
	return !strings.HasPrefix(after, "Z")
}

// TestChildKnowsNothing looks at a child's environment, limits and descriptors.
func TestChildKnowsNothing(t *testing.T) {
	t.Setenv("SECRET_KEY", "sk-do-not-tell")
	p := open(t, reward("", ""), critic.EngineYaegi)
	defer p.Close()
	for _, pid := range strings.Fields(children(os.Getpid())) {
		env, err := os.ReadFile("/proc/" + pid + "/environ")
		if err != nil || !bytes.HasPrefix(mustRead(t, "/proc/"+pid+"/cmdline"), []byte(os.Args[0]+"\x00__critic\x00")) {
			continue // another test's child that has gone
		}
		if string(env) != "GOTRACEBACK=none\x00" {
			t.Errorf("the environment is %q", env)
		}
		limits := string(mustRead(t, "/proc/"+pid+"/limits"))
		for _, want := range []string{"Max file size             0", "Max core file size        0", "Max open files            16"} {
			if limits != "" && !strings.Contains(limits, want) {
				t.Errorf("limits lack %q:\n%s", want, limits)
			}
		}
		if group, err := syscall.Getpgid(atoi(t, pid)); err == nil && group == syscall.Getpgrp() {
			t.Error("the child is in its parent's process group")
		}
	}
}

// mustRead returns a file of /proc, nil where the process has gone.
func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	return text
}

func atoi(t *testing.T, s string) (n int) {
	t.Helper()
	if _, err := fmt.Sscan(s, &n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestNoChildIsLeftBehind(t *testing.T) {
	var c critic.Critic
	for range 3 {
		if _, err := c.Check(context.Background(), corpusSubject(), reward("", "")); err != nil {
			t.Fatal(err)
		}
	}
	p := open(t, reward("", ""), critic.EngineYaegi)
	before := len(strings.Fields(children(os.Getpid())))
	p.Close()
	if after := len(strings.Fields(children(os.Getpid()))); after >= before {
		t.Errorf("%d children before Close, %d after", before, after)
	}
}
