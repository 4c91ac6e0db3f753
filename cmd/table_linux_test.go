package cmd

import (
	"io"
	"os"
	"testing"

	"golang.org/x/sys/unix"
)

// TestLineWidth: lines are as wide as the terminal that they go to, and no narrower than
// most are.
func TestLineWidth(t *testing.T) {
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no terminal can be opened: ", err)
	}
	defer terminal.Close()
	for _, c := range []struct {
		columns uint16
		want    int
	}{{132, 132}, {60, leastLine}, {0, leastLine}} {
		if err := unix.IoctlSetWinsize(int(terminal.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: c.columns}); err != nil {
			t.Fatal(err)
		}
		for what, w := range map[string]io.Writer{"itself": terminal, "standard output": &output{w: terminal}} {
			if got := lineWidth(w); got != c.want {
				t.Errorf("%s, a terminal of %d columns: lines of %d, want %d", what, c.columns, got, c.want)
			}
		}
	}
	file, err := os.Create(t.TempDir() + "/file")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if got := lineWidth(file); got != 0 {
		t.Errorf("a file: lines of %d, want whole ones", got)
	}
}
