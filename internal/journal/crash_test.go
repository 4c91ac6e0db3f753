package journal

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// copyRun copies the files of a run's folder, not its subfolders.
func copyRun(t *testing.T, from string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return to
}

// TestEveryTruncation cuts the journal at every byte: opening gives the state
// after the last whole line, keeps the rest aside, and goes on.
func TestEveryTruncation(t *testing.T) {
	j := started(t, fixed())
	ends := []int64{j.size}
	for i := range 4 {
		mustAppend(t, j, "e", map[string]any{"i": i, "text": "\n é"})
		ends = append(ends, j.size)
	}
	j.Close()
	whole, err := os.ReadFile(j.path)
	if err != nil {
		t.Fatal(err)
	}
	dir := copyRun(t, j.Dir())
	path := filepath.Join(dir, journalName)
	for cut := range int64(len(whole)) + 1 {
		if err := os.WriteFile(path, whole[:cut], 0o644); err != nil {
			t.Fatal(err)
		}
		if cut < ends[0] {
			if _, err := open(&faulty{}, dir, fixed()); !errors.Is(err, ErrCorrupt) {
				t.Fatalf("cut in the header at %d: %v, want ErrCorrupt", cut, err)
			}
			continue
		}
		events := 0
		for events+1 < len(ends) && ends[events+1] <= cut {
			events++
		}
		checkCut(t, dir, whole, cut, ends[events], events)
	}
}

func checkCut(t *testing.T, dir string, whole []byte, cut, end int64, count int) {
	t.Helper()
	if got := len(events(t, dir)); got != count {
		t.Fatalf("cut at %d: a reader sees %d events, want %d", cut, got, count)
	}
	j, err := open(&faulty{}, dir, fixed())
	if err != nil {
		t.Fatalf("cut at %d: %v", cut, err)
	}
	defer j.Close()
	if r := j.Repair(); (r != nil) != (cut > end) {
		t.Fatalf("cut at %d: repair %+v", cut, r)
	} else if r != nil {
		aside, err := j.ReadFile(r.File)
		if err != nil || !bytes.Equal(aside, whole[end:cut]) || r.Line != count+2 {
			t.Fatalf("cut at %d: kept %q aside for line %d, %v", cut, aside, r.Line, err)
		}
		if err := os.Remove(filepath.Join(dir, r.File)); err != nil {
			t.Fatal(err)
		}
	}
	if seq := mustAppend(t, j, "next", nil); seq != int64(count)+1 {
		t.Fatalf("cut at %d: the next event is %d, want %d", cut, seq, count+1)
	}
	if got := len(events(t, dir)); got != count+1 {
		t.Fatalf("cut at %d: %d events after going on, want %d", cut, got, count+1)
	}
}

// TestEveryFlip changes every byte of a journal in turn: it is always noticed,
// and blamed on the line or, where the change makes lines run together or apart,
// on one next to it.
func TestEveryFlip(t *testing.T) {
	j := started(t, fixed())
	for i := range 3 {
		mustAppend(t, j, "e", i)
	}
	j.Close()
	whole, err := os.ReadFile(j.path)
	if err != nil {
		t.Fatal(err)
	}
	dir := copyRun(t, j.Dir())
	for at := range whole[:len(whole)-1] {
		changed := bytes.Clone(whole)
		changed[at] ^= 1
		if err := os.WriteFile(filepath.Join(dir, journalName), changed, 0o644); err != nil {
			t.Fatal(err)
		}
		line := bytes.Count(whole[:at], []byte("\n")) + 1
		_, err := open(&faulty{}, dir, fixed())
		var e *Error
		if !errors.As(err, &e) || !errors.Is(err, ErrCorrupt) && !(line == 1 && errors.Is(err, ErrNewer)) || e.Line != line {
			t.Fatalf("byte %d of line %d flipped: %v", at, line, err)
		}
	}
}

// TestMovedLines removes, repeats and swaps whole lines.
func TestMovedLines(t *testing.T) {
	j := started(t, fixed())
	for i := range 4 {
		mustAppend(t, j, "e", i)
	}
	j.Close()
	whole, err := os.ReadFile(j.path)
	if err != nil {
		t.Fatal(err)
	}
	l := bytes.SplitAfter(whole, []byte("\n"))[:5]
	sum, ok := unseal(0, bytes.TrimSuffix(l[0], []byte("\n")))
	if !ok {
		t.Fatal("the header does not fit its sum")
	}
	misnumbered, _ := seal(sum, []byte(`{"seq":2,"time":"2026-03-01T12:00:00Z","type":"e","data":0}`))
	zeros := bytes.Repeat([]byte{0}, 40)
	for _, test := range []struct {
		name  string
		lines [][]byte
		line  int // that is blamed, or 0 if none
		count int // of events otherwise
	}{
		{"removed", [][]byte{l[0], l[1], l[3], l[4]}, 3, 0},
		{"repeated", [][]byte{l[0], l[1], l[1], l[2]}, 3, 0},
		{"swapped", [][]byte{l[0], l[2], l[1], l[3]}, 2, 0},
		{"last removed", [][]byte{l[0], l[1]}, 0, 1},
		{"header only", [][]byte{l[0]}, 0, 0},
		{"last changed", [][]byte{l[0], l[1], bytes.Replace(l[2], []byte(`"e"`), []byte(`"f"`), 1)}, 3, 0},
		{"zeros at the end", [][]byte{l[0], l[1], zeros}, 0, 1},
		{"zeros in the last line", [][]byte{l[0], l[1], zeros, l[2][40:]}, 0, 1},
		{"zeros before other lines", [][]byte{l[0], l[1], zeros, l[2][40:], l[3]}, 3, 0},
		{"misnumbered", [][]byte{l[0], misnumbered}, 2, 0},
		{"endless", [][]byte{l[0], bytes.Repeat([]byte("x"), maxLine+1)}, 2, 0},
		{"empty line", [][]byte{l[0], []byte("\n"), l[1]}, 2, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := copyRun(t, j.Dir())
			if err := os.WriteFile(filepath.Join(dir, journalName), bytes.Join(test.lines, nil), 0o644); err != nil {
				t.Fatal(err)
			}
			k, err := open(&faulty{}, dir, fixed())
			if test.line > 0 {
				var e *Error
				if !errors.As(err, &e) || !errors.Is(err, ErrCorrupt) || e.Line != test.line {
					t.Errorf("got %v, want line %d blamed", err, test.line)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer k.Close()
			if got := len(events(t, dir)); got != test.count {
				t.Errorf("%d events, want %d", got, test.count)
			}
		})
	}
}

// TestFullDisk fills the disk at every byte of an append.
func TestFullDisk(t *testing.T) {
	for room := int64(0); ; room++ {
		sys := &faulty{}
		j, err := create(sys, filepath.Join(t.TempDir(), "run"), "r", "p", nil, fixed())
		if err != nil {
			t.Fatal(err)
		}
		mustAppend(t, j, "a", 1)
		before := j.size
		sys.limited, sys.room = true, room
		if _, err = j.Append("b", 2); err == nil {
			j.Close()
			if room < 50 {
				t.Fatalf("an event fits into %d bytes", room)
			}
			return
		}
		if !errors.Is(err, ErrFull) || !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "free some space, then resume") {
			t.Fatalf("room for %d: %v", room, err)
		}
		sys.limited = false
		if _, err := j.Append("c", 3); !errors.Is(err, ErrFull) {
			t.Fatalf("room for %d: a further append gives %v", room, err)
		}
		j.Close()
		if info, err := os.Stat(j.path); err != nil || info.Size() != before {
			t.Fatalf("room for %d: the line was not taken back: %d bytes, want %d", room, info.Size(), before)
		}
		k, err := open(&faulty{}, j.Dir(), fixed())
		if err != nil || k.Repair() != nil {
			t.Fatalf("room for %d: reopened %v with repair", room, err)
		}
		mustAppend(t, k, "b", 2)
		k.Close()
		if got := strings.Join(events(t, j.Dir()), ", "); got != "1 a 1, 2 b 2" {
			t.Fatalf("room for %d: events %s", room, got)
		}
	}
}

func TestFullDiskSparesBlobs(t *testing.T) {
	sys := &faulty{}
	j, err := create(sys, filepath.Join(t.TempDir(), "run"), "r", "p", nil, fixed())
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	if _, err := j.WriteBlob("a/b", []byte("old")); err != nil {
		t.Fatal(err)
	}
	sys.limited, sys.room = true, 5
	if _, err := j.WriteBlob("a/b", []byte("0123456789")); !errors.Is(err, ErrFull) {
		t.Errorf("got %v, want ErrFull", err)
	}
	if got, err := j.ReadFile("a/b"); err != nil || string(got) != "old" {
		t.Errorf("the old file is %q, %v", got, err)
	}
	sys.limited = false
	mustAppend(t, j, "a", 1)
	if entries, err := os.ReadDir(filepath.Join(j.Dir(), "a")); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestFailedSync(t *testing.T) {
	sys := &faulty{}
	j, err := create(sys, filepath.Join(t.TempDir(), "run"), "r", "p", nil, fixed())
	if err != nil {
		t.Fatal(err)
	}
	mustAppend(t, j, "a", 1)
	sys.failSync = func() error { return syscall.EIO }
	if _, err := j.Append("b", 2); !errors.Is(err, ErrFailed) || !errors.Is(err, syscall.EIO) {
		t.Errorf("got %v, want ErrFailed for EIO", err)
	}
	sys.failSync = nil
	if _, err := j.Append("c", 3); !errors.Is(err, ErrFailed) {
		t.Errorf("after a failed sync an append gives %v", err)
	}
	j.Close()
	if got := strings.Join(events(t, j.Dir()), ", "); got != "1 a 1" {
		t.Errorf("events %s, want only the acknowledged one", got)
	}
}

// TestCrashAtEveryOperation stops the machine at every operation on the disk, the
// part of the journal that was never synced being lost in one variant and kept
// in the other. Whatever was acknowledged must be there.
func TestCrashAtEveryOperation(t *testing.T) {
	for _, keep := range []bool{true, false} {
		for crashAt := 1; ; crashAt++ {
			sys := &faulty{crashAt: crashAt}
			dir := filepath.Join(t.TempDir(), "run")
			acknowledged, blobs := work(sys, dir)
			if sys.ops < crashAt {
				if crashAt < 20 {
					t.Fatalf("the work took %d operations only", sys.ops)
				}
				break
			}
			if !keep && sys.synced > 0 {
				if err := os.Truncate(filepath.Join(dir, journalName), sys.synced); err != nil {
					t.Fatal(err)
				}
			}
			what := fmt.Sprintf("crash at operation %d (%s), unsynced kept: %v", crashAt, sys.log[crashAt-1], keep)
			j, err := open(&faulty{}, dir, fixed())
			if errors.Is(err, ErrNotRun) || errors.Is(err, ErrMissing) {
				if acknowledged > 0 {
					t.Fatalf("%s: %d events are gone: %v", what, acknowledged, err)
				}
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			got := events(t, dir)
			if len(got) < acknowledged || len(got) > acknowledged+1 {
				t.Fatalf("%s: %d events, %d acknowledged", what, len(got), acknowledged)
			}
			for _, b := range blobs {
				if _, err := j.ReadBlob(b); err != nil {
					t.Fatalf("%s: %v", what, err)
				}
			}
			mustAppend(t, j, "next", nil)
			j.Close()
			if left, _ := filepath.Glob(filepath.Join(dir, "*", temporary+"*")); left != nil {
				t.Fatalf("%s: %v left", what, left)
			}
		}
	}
}

// work creates a run and records in it until something fails.
func work(sys files, dir string) (acknowledged int, blobs []Blob) {
	j, err := create(sys, dir, "r", "p", []byte("env: a\n"), fixed())
	if err != nil {
		return 0, nil
	}
	defer j.lock.Close()
	defer j.file.Close()
	for i := range 3 {
		b, err := j.WriteBlob(fmt.Sprintf("candidates/%d.go", i), []byte("package reward"))
		if err != nil {
			return acknowledged, blobs
		}
		blobs = append(blobs, b)
		if _, err := j.Append("candidate", b); err != nil {
			return acknowledged, blobs
		}
		acknowledged++
	}
	if _, err := j.Append("large", strings.Repeat("x", maxData)); err == nil {
		acknowledged++
	}
	return acknowledged, blobs
}

// TestOrderOfWriting holds a file to being synced before it gets its name, its
// name to being synced before it is reported, and its folder before both.
func TestOrderOfWriting(t *testing.T) {
	sys := &faulty{}
	j, err := create(sys, filepath.Join(t.TempDir(), "run"), "r", "p", nil, fixed())
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	sys.log = nil
	if _, err := j.WriteBlob("a/b", []byte("x")); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, j, "e", nil)
	got := strings.Join(sys.log, ", ")
	want := "mkdir a, syncdir, create .tmp-0, write .tmp-0, sync .tmp-0, rename b, syncdir, write journal.jsonl, sync journal.jsonl"
	if got != want {
		t.Errorf("operations\n%s, want\n%s", got, want)
	}
}

// TestKilledWriter kills a writing process at random moments, over and over on
// the same run, and looks for every event it acknowledged.
func TestKilledWriter(t *testing.T) {
	kills := 30
	if testing.Short() {
		kills = 6
	}
	j := started(t, fixed())
	dir := j.Dir()
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	recorded := int64(0)
	for range kills {
		last := killWriter(t, dir, time.Duration(random.IntN(20_000))*time.Microsecond)
		k, err := Open(dir, fixed())
		if err != nil {
			t.Fatalf("after a kill: %v", err)
		}
		count := int64(0)
		for e, err := range k.Events() {
			if err != nil {
				t.Fatal(err)
			}
			if count++; e.Seq != count {
				t.Fatalf("event %d follows %d", e.Seq, count-1)
			}
		}
		k.Close()
		if count < last || count < recorded {
			t.Fatalf("%d events are left; %d were acknowledged and %d were there before", count, last, recorded)
		}
		recorded = count
	}
	if recorded == 0 {
		t.Error("the writer was always killed before its first event")
	}
	t.Logf("%d kills, %d events", kills, recorded)
}

// killWriter runs a writer, kills it some time after its first acknowledgement,
// and returns the last event it acknowledged.
func killWriter(t *testing.T, dir string, after time.Duration) int64 {
	t.Helper()
	cmd := exec.Command(os.Args[0], "__write", dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	last := int64(0)
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil { // a number cut off by the kill counts for nothing
			break
		}
		seq, err := strconv.ParseInt(strings.TrimSpace(line), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		if last == 0 {
			time.AfterFunc(after, func() { cmd.Process.Kill() })
		}
		last = max(last, seq)
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("the writer ended by itself")
	}
	return last
}

// writeUntilKilled appends events from several goroutines and prints the number
// of each once it is acknowledged.
func writeUntilKilled(dir string) int {
	j, err := Open(dir, Options{Now: time.Now})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	for w := range 3 {
		go func() {
			for i := 0; ; i++ {
				blob, err := j.WriteBlob(fmt.Sprintf("candidates/%d/%d.txt", w, i%5), []byte(strings.Repeat("x", i)))
				if err == nil {
					var seq int64
					if seq, err = j.Append("e", blob); err == nil {
						fmt.Printf("%d\n", seq)
						continue
					}
				}
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}()
	}
	select {}
}
