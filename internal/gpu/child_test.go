package gpu_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
)

// child is the environment variable that makes this program a child of a test.
const child = "REWARDSMITH_GPU_CHILD"

func TestMain(m *testing.M) {
	switch os.Getenv(child) {
	case "":
		os.Exit(m.Run())
	case "idle":
		fmt.Println("libraries:", gpu.Libraries())
	case "kind":
		fmt.Println(kindOf(gpu.List()))
	case "compute":
		os.Exit(m.Run())
	}
}

// kindOf names the kind of an error, then what it says.
func kindOf(_ []gpu.Info, err error) string {
	for name, kind := range map[string]error{
		"ErrBuiltWithout": gpu.ErrBuiltWithout, "ErrNoLoader": gpu.ErrNoLoader, "ErrNoDriver": gpu.ErrNoDriver,
	} {
		if errors.Is(err, kind) {
			return fmt.Sprintf("%s: %v", name, err)
		}
	}
	return fmt.Sprintf("other: %v", err)
}

// spawn starts this program again.
func spawn(t *testing.T, role string, env ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, "-test.run=TestOrder|TestWritesAreSeen")
	c.Env = append(append(os.Environ(), child+"="+role), env...)
	return c
}

// TestNoDevice takes the driver, and then the loader, from a child.
func TestNoDevice(t *testing.T) {
	gputest.Open(t)
	if runtime.GOOS != "linux" {
		t.Skip("how a loader is hidden is known for Linux")
	}
	broken := t.TempDir()
	if err := os.WriteFile(filepath.Join(broken, "libvulkan.so.1"), []byte("no library"), 0o644); err != nil {
		t.Fatal(err)
	}
	for env, want := range map[string][]string{
		"VK_ICD_FILENAMES=/nonexistent": {"ErrNoDriver", "vkCreateInstance", "NVIDIA_DRIVER_CAPABILITIES"},
		"LD_LIBRARY_PATH=" + broken:     {"ErrNoLoader", "libvulkan.so.1", "install it (Debian: libvulkan1)"},
	} {
		out, err := spawn(t, "kind", env).Output()
		if err != nil {
			t.Errorf("%s: %v: %s", env, err, out)
		}
		for _, w := range want {
			if !strings.Contains(string(out), w) {
				t.Errorf("%s: %q, which has no %s", env, out, w)
			}
		}
	}
}

// TestNothingIsLoaded has a child that imports the package and does not use it.
func TestNothingIsLoaded(t *testing.T) {
	if out, err := spawn(t, "idle").Output(); err != nil || string(out) != "libraries: []\n" {
		t.Errorf("%s: %v", out, err)
	}
	d := gputest.Open(t)
	if runtime.GOOS == "linux" && len(gpu.Libraries()) == 0 {
		t.Errorf("%s is open, and no library is loaded", d.Info().Name)
	}
}

// TestTwoProcesses computes here and in a child.
func TestTwoProcesses(t *testing.T) {
	b := open(t, gpu.Options{})
	c := spawn(t, "compute")
	out := &strings.Builder{}
	c.Stdout, c.Stderr = out, out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	x := b.buffer("x", 1<<16)
	batch := b.batch(gpu.Dispatch{Kernel: b.kernel("Step"), Invocations: 1 << 16, Args: []uint32{1, 1}, Buffers: []gpu.View{x.All()}})
	for range 200 {
		b.run(batch)
	}
	if got := b.read(x)[1<<16-1]; got != 200 {
		t.Errorf("word %d, want 200", got)
	}
	if err := c.Wait(); err != nil || !strings.Contains(out.String(), "PASS") {
		t.Errorf("the other process: %v: %s", err, out)
	}
}

// TestSoftwareIsChosenOnly opens no software device unless told to.
func TestSoftwareIsChosenOnly(t *testing.T) {
	d := gputest.Open(t)
	got, err := gpu.Open(gpu.Options{})
	if d.Info().Kind == gpu.Software && !errors.Is(err, gpu.ErrOnlySoftware) {
		t.Errorf("%v, want ErrOnlySoftware", err)
	}
	if err == nil {
		if got.Info().Kind == gpu.Software {
			t.Error("a software device is opened unasked")
		}
		got.Close()
	}
	if _, err := gpu.Open(gpu.Options{Adapter: "no such card", Software: true}); !errors.Is(err, gpu.ErrNoAdapter) {
		t.Errorf("%v, want ErrNoAdapter", err)
	}
}
