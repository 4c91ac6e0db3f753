package sandbox

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// limitedEnv makes the test binary a process that limits itself and tells how.
const limitedEnv = "SANDBOX_TEST_LIMITED"

// TestOpeningAndProceed: the limit of the opening holds until Proceed, then that of all,
// and neither is above what the process had from the system.
func TestOpeningAndProceed(t *testing.T) {
	if os.Getenv(limitedEnv) != "" {
		tellLimits(t)
		return
	}
	for system, want := range map[string]string{
		"unlimited": "1 62, 60 62",
		"30":        "1 30, 30 30",
	} {
		c := exec.Command("sh", "-c", `ulimit -t `+system+`; exec "$0" -test.run=TestOpeningAndProceed`, os.Args[0])
		c.Env = append(os.Environ(), limitedEnv+"=1")
		out, err := c.Output()
		var first, then, after, most uint64
		if n, scanned := fmt.Sscanf(string(out), "%d %d, %d %d", &first, &most, &after, &then); err != nil || n != 4 {
			t.Fatalf("ulimit %s: %v, %v: %s", system, err, scanned, out)
		}
		if got := fmt.Sprintf("%d %d, %d %d", first, most, after, then); got != want {
			t.Errorf("ulimit %s: limits %s, want %s", system, got, want)
		}
	}
}

// tellLimits writes the limits of CPU time in the opening and after it.
func tellLimits(t *testing.T) {
	l := Limits{Memory: 1 << 30, CPU: time.Minute, Opening: time.Second, StackBytes: 1 << 20}
	if _, err := Enter(l); err != nil {
		t.Fatal(err)
	}
	opening := cpuLimit(t)
	if err := Proceed(l); err != nil {
		t.Fatal(err)
	}
	after := cpuLimit(t)
	fmt.Printf("%d %d, %d %d\n", opening.Cur, opening.Max, after.Cur, after.Max)
}

func cpuLimit(t *testing.T) unix.Rlimit {
	t.Helper()
	var l unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CPU, &l); err != nil {
		t.Fatal(err)
	}
	return l
}
