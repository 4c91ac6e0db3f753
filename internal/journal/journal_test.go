package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "__write" {
		os.Exit(writeUntilKilled(os.Args[2]))
	}
	os.Exit(m.Run())
}

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func fixed() Options { return Options{Now: func() time.Time { return noon }} }

// started is a run in a new folder.
func started(t *testing.T, o Options) *Journal {
	t.Helper()
	j, err := Create(filepath.Join(t.TempDir(), "run"), "7f3a", "rewardsmith 0.1.0", []byte("env: cartpole\n"), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	return j
}

func mustAppend(t *testing.T, j *Journal, typ string, v any) int64 {
	t.Helper()
	seq, err := j.Append(typ, v)
	if err != nil {
		t.Fatal(err)
	}
	return seq
}

// events reads all events of a run as "seq type data".
func events(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	for e, err := range Events(dir) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, fmt.Sprintf("%d %s %s", e.Seq, e.Type, e.Data))
	}
	return all
}

func TestRunIsReadableText(t *testing.T) {
	j := started(t, fixed())
	mustAppend(t, j, "request", map[string]any{"text": "a < b & c"})
	mustAppend(t, j, "note", nil)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(j.Dir(), "journal.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	// The sums were calculated by another program from the package documentation.
	want := `{"format":1,"run":"7f3a","program":"rewardsmith 0.1.0","created":"2026-03-01T12:00:00Z","task":{"name":"task.yaml","sha256":"af8a1fd0d00b68589350adb228f292c10aff908b20838108e96df5bc320609ff","size":14},"sum":"75d8c530"}
{"seq":1,"time":"2026-03-01T12:00:00Z","type":"request","data":{"text":"a < b & c"},"sum":"f9614ed8"}
{"seq":2,"time":"2026-03-01T12:00:00Z","type":"note","data":null,"sum":"08c586ba"}
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("journal.jsonl (-want +got):\n%s", diff)
	}
	if lock, err := os.ReadFile(filepath.Join(j.Dir(), "lock")); err != nil || len(lock) != 0 {
		t.Errorf("the lock of a closed run holds %q, %v", lock, err)
	}
}

func TestResumeGoesOn(t *testing.T) {
	j := started(t, fixed())
	mustAppend(t, j, "a", 1)
	if _, err := j.Append("a b", 1); err == nil {
		t.Error("a type with a space was taken")
	}
	if _, err := j.Append("a", func() {}); err == nil {
		t.Error("a function was taken as data")
	}
	j.Close()
	if _, err := j.Append("a", 1); !errors.Is(err, ErrClosed) {
		t.Errorf("append after close gives %v, want ErrClosed", err)
	}
	if _, err := j.WriteBlob("x", nil); !errors.Is(err, ErrClosed) {
		t.Errorf("a blob after close gives %v, want ErrClosed", err)
	}
	k, err := Open(j.Dir(), fixed())
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	if diff := cmp.Diff(j.Header(), k.Header()); diff != "" || k.Repair() != nil {
		t.Errorf("reopened: repair %v, header (-want +got):\n%s", k.Repair(), diff)
	}
	if seq := mustAppend(t, k, "b", 2); seq != 2 {
		t.Errorf("the next event is %d, want 2", seq)
	}
	var got []string
	for e, err := range k.Events() {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%d %s %s", e.Seq, e.Type, e.Data))
	}
	want := []string{"1 a 1", "2 b 2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, events(t, j.Dir())); diff != "" {
		t.Errorf("events as a reader sees them (-want +got):\n%s", diff)
	}
}

func TestConcurrentAppends(t *testing.T) {
	sys := &faulty{}
	j, err := create(sys, filepath.Join(t.TempDir(), "run"), "r", "p", nil, fixed())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	const writers, each = 16, 10
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				name := fmt.Sprintf("candidates/%d/%d.txt", w, i)
				blob, err := j.WriteBlob(name, []byte(name))
				if err != nil {
					t.Error(err)
				}
				if _, err := j.Append("n", blob); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if got := len(events(t, j.Dir())); got != writers*each {
		t.Errorf("%d events, want %d", got, writers*each)
	}
}

func TestConcurrentAppendsShareSyncs(t *testing.T) {
	block := make(chan struct{})
	sys := &faulty{}
	j, err := create(sys, filepath.Join(t.TempDir(), "run"), "r", "p", nil, fixed())
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	syncs := 0
	entered := make(chan struct{}, 100)
	sys.failSync = func() error { syncs++; entered <- struct{}{}; <-block; return nil }
	var wg sync.WaitGroup
	wg.Go(func() { j.Append("first", nil) })
	<-entered
	for range 20 {
		wg.Go(func() {
			if _, err := j.Append("more", nil); err != nil {
				t.Error(err)
			}
		})
	}
	for written := int64(0); written < 21; { // all lines are written while the first sync lasts
		j.mu.Lock()
		written = j.last
		j.mu.Unlock()
		runtime.Gosched()
	}
	close(block)
	wg.Wait()
	if syncs != 2 {
		t.Errorf("21 appends took %d syncs, want 2", syncs)
	}
}

func TestReaderFollowsAWriter(t *testing.T) {
	j := started(t, fixed())
	r, err := OpenRead(j.Dir())
	if err != nil {
		t.Fatal(err)
	}
	count := func() (n int) {
		for _, err := range r.Events() {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		return n
	}
	mustAppend(t, j, "a", 1)
	mustAppend(t, j, "a", 2)
	for range r.Events() {
		break // one only
	}
	if n := count(); n != 1 {
		t.Errorf("after a break %d events follow, want 1", n)
	}
	line, _ := seal(j.sum, []byte(`{"seq":3,"time":"2026-03-01T12:00:00Z","type":"a","data":3}`))
	appendRaw(t, j.path, line[:20])
	if n := count(); n != 0 || !r.Torn() {
		t.Errorf("half a line gives %d events, torn %v", n, r.Torn())
	}
	appendRaw(t, j.path, line[20:])
	if n := count(); n != 1 || r.Torn() {
		t.Errorf("the other half gives %d events, torn %v", n, r.Torn())
	}
	if err := os.Truncate(j.path, 300); err != nil {
		t.Fatal(err)
	}
	for _, err := range r.Events() {
		if !errors.Is(err, ErrCorrupt) {
			t.Errorf("a journal that became shorter gives %v", err)
		}
	}
}

func appendRaw(t *testing.T, path string, b []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Write(b); err != nil {
		t.Fatal(err)
	}
}

func TestLargeDataIsAFile(t *testing.T) {
	j := started(t, fixed())
	large := strings.Repeat("x", maxData)
	mustAppend(t, j, "answer", large)
	mustAppend(t, j, "answer", large[:maxData-2])
	j.Close()
	for e, err := range Events(j.Dir()) {
		var got string
		if err != nil || json.Unmarshal(e.Data, &got) != nil || !strings.HasPrefix(large, got) {
			t.Errorf("event %d: %v, %d bytes", e.Seq, err, len(got))
		}
	}
	files, err := filepath.Glob(filepath.Join(j.Dir(), "events", "answer-*.json"))
	if err != nil || len(files) != 1 {
		t.Fatalf("files of events: %v, %v, want one", files, err)
	}
	if err := os.WriteFile(files[0], []byte("0"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, err := range Events(j.Dir()) {
		if !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), files[0]) {
			t.Errorf("a changed file gives %v, want ErrCorrupt with its name", err)
		}
	}
}

func TestBlobs(t *testing.T) {
	j := started(t, fixed())
	b, err := j.WriteBlob("candidates/i00-s03/reward.go", []byte("package reward\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := j.ReadBlob(b); err != nil || string(got) != "package reward\n" {
		t.Errorf("read %q, %v", got, err)
	}
	if got, err := j.ReadFile("task.yaml"); err != nil || string(got) != "env: cartpole\n" {
		t.Errorf("task %q, %v", got, err)
	}
	if _, err := j.ReadBlob(j.Header().Task); err != nil {
		t.Errorf("the header does not vouch for the task: %v", err)
	}
	if _, err := j.WriteBlob(b.Name, []byte("package other\n")); err != nil {
		t.Fatal(err)
	}
	if _, err := j.ReadBlob(b); !errors.Is(err, ErrCorrupt) {
		t.Errorf("a replaced file gives %v, want ErrCorrupt", err)
	}
	if _, err := j.ReadBlob(Blob{Name: "gone"}); !errors.Is(err, ErrCorrupt) {
		t.Errorf("a missing file gives %v, want ErrCorrupt", err)
	}
	for _, name := range []string{"", ".", "../x", "/x", "a/../x", "a//b", `a\b`, "c:x", "journal.jsonl", "lock", "task.yaml", "events/x", "a/.tmp-1", "a\nb"} {
		if _, err := j.WriteBlob(name, nil); err == nil {
			t.Errorf("the name %q was taken", name)
		}
	}
	if _, err := j.ReadFile("../run/task.yaml"); err == nil {
		t.Error("a name outside the run was read")
	}
}

func TestSecretsNeverReachTheRun(t *testing.T) {
	secrets := []string{"sk-0123456789", `k"\<&>/ é key`, "sk-0123456789-longer", "EMPTY", ""}
	o := fixed()
	o.Secrets = secrets
	dir := filepath.Join(t.TempDir(), "run")
	j, err := Create(dir, "r", "p sk-0123456789", []byte("key: "+secrets[1]), o)
	if err != nil {
		t.Fatal(err)
	}
	escaped, err := json.Marshal(secrets[1])
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []any{
		secrets[0], secrets, map[string]any{secrets[0]: 1, "b": map[string]string{secrets[1]: "x" + secrets[2] + "y"}},
		json.RawMessage(`"\u0073k-0123456789"`), json.RawMessage(escaped), string(escaped), "EMPTY",
		"Get \"https://x/?key=k%22%5C%3C%26%3E%2F+%C3%A9+key\": refused", strings.Repeat(secrets[1], maxData/8),
	} {
		mustAppend(t, j, "v", v)
	}
	if _, err := j.WriteBlob("a/b", []byte("x"+secrets[0]+secrets[1]+string(escaped))); err != nil {
		t.Fatal(err)
	}
	if _, err := j.WriteBlob("a/"+secrets[0], nil); err == nil {
		t.Error("a file name with a secret was taken")
	}
	j.Close()
	if got := events(t, dir); !strings.Contains(got[0], redacted) || got[6] != `7 v "EMPTY"` {
		t.Errorf("events:\n%s", strings.Join(got[:8], "\n"))
	}
	err = filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		var plain any
		for _, line := range bytes.Split(content, []byte("\n")) {
			if json.Unmarshal(line, &plain) == nil {
				content = append(content, fmt.Sprint(plain)...)
			}
		}
		for _, s := range []string{"0123456789", secrets[1], `k\"\\<`, `k\"\\\u003c`, "k%22", `\u0073k`} {
			if bytes.Contains(content, []byte(s)) {
				t.Errorf("%s holds %q", path, s)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRefusedFolders(t *testing.T) {
	used := t.TempDir()
	if err := os.WriteFile(filepath.Join(used, "thesis.tex"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	run := started(t, fixed())
	mustAppend(t, run, "a", 1)
	newer := newerRun(t)
	for _, test := range []struct {
		name string
		do   func() error
		kind error
		says string
	}{
		{"create in a used folder", func() error { _, err := Create(used, "r", "p", nil, fixed()); return err }, ErrExists, "thesis.tex"},
		{"create in a run", func() error { _, err := Create(run.Dir(), "r", "p", nil, fixed()); return err }, ErrExists, "resume it"},
		{"create over a file", func() error { _, err := Create(filepath.Join(used, "thesis.tex"), "r", "p", nil, fixed()); return err }, ErrExists, "choose another"},
		{"create below nothing", func() error { _, err := Create(filepath.Join(used, "x", "y"), "r", "p", nil, fixed()); return err }, ErrMissing, "create it first"},
		{"open nothing", func() error { _, err := Open(filepath.Join(used, "x"), fixed()); return err }, ErrMissing, "no such run"},
		{"open a used folder", func() error { _, err := Open(used, fixed()); return err }, ErrNotRun, "not a run"},
		{"open a file", func() error { _, err := Open(filepath.Join(used, "thesis.tex"), fixed()); return err }, ErrNotRun, "not a run but a file"},
		{"read a used folder", func() error { _, err := OpenRead(used); return err }, ErrNotRun, "not a run"},
		{"open a run twice", func() error { _, err := Open(run.Dir(), fixed()); return err }, ErrLocked, fmt.Sprintf("process %d on ", os.Getpid())},
		{"open a newer run", func() error { _, err := Open(newer, fixed()); return err }, ErrNewer, "written by rewardsmith 9 in format 2"},
		{"read a newer run", func() error { _, err := OpenRead(newer); return err }, ErrNewer, "written by rewardsmith 9 in format 2"},
		{"create on a read-only disk", func() error {
			_, err := create(&faulty{denied: syscall.EROFS}, filepath.Join(used, "z"), "r", "p", nil, fixed())
			return err
		}, ErrReadOnly, "cannot be written"},
		{"no clock", func() error { _, err := Open(newer, Options{}); return err }, nil, "Now is not set"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := test.do()
			if err == nil || test.kind != nil && !errors.Is(err, test.kind) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v, want %v that says %q", err, test.kind, test.says)
			}
			if err != nil && strings.Contains(err.Error(), "no such file") {
				t.Errorf("%v: the system's words add nothing to the reason", err)
			}
		})
	}
	if left, err := os.ReadDir(used); err != nil || len(left) != 2 { // thesis.tex and z
		t.Errorf("refusals left %v, %v in the folder", left, err)
	}
	var e *Error
	if _, err := Open(run.Dir(), fixed()); !errors.As(err, &e) || e.Holder == nil || e.Holder.PID != os.Getpid() {
		t.Errorf("the holder is %+v, want this process", e)
	}
}

func newerRun(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	line, _ := seal(0, []byte(`{"format":2,"run":"r","program":"rewardsmith 9"}`))
	if err := os.WriteFile(filepath.Join(dir, journalName), line, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Getuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("permissions do not bind this user")
	}
	j := started(t, fixed())
	mustAppend(t, j, "a", 1)
	j.Close()
	for _, path := range []string{j.Dir(), filepath.Join(j.Dir(), lockName)} {
		if err := os.Chmod(path, 0o555); err != nil {
			t.Fatal(err)
		}
	}
	defer os.Chmod(j.Dir(), 0o755)
	if _, err := Open(j.Dir(), fixed()); !errors.Is(err, ErrReadOnly) {
		t.Errorf("opening gives %v, want ErrReadOnly", err)
	}
	if got := events(t, j.Dir()); len(got) != 1 {
		t.Errorf("reading gives %v", got)
	}
}
