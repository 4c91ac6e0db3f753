package journal

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// FuzzOpen opens folders whose journal holds any bytes behind a good header. It
// may not panic; what it accepts can be appended to and read.
func FuzzOpen(f *testing.F) {
	header, sum := seal(0, []byte(`{"format":1,"run":"r","program":"p"}`))
	good, _ := seal(sum, []byte(`{"seq":1,"time":"2026-03-01T12:00:00Z","type":"e","data":0}`))
	for _, b := range [][]byte{nil, good, good[:30], append(good, good...), []byte("\n"), {0, 0, '\n'}} {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, tail []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, journalName), append(header[:len(header):len(header)], tail...), 0o644); err != nil {
			t.Fatal(err)
		}
		j, err := open(&faulty{}, dir, fixed())
		if err != nil {
			if !errors.Is(err, ErrCorrupt) {
				t.Fatalf("want ErrCorrupt, got %v", err)
			}
			return
		}
		defer j.Close()
		seq, err := j.Append("next", nil)
		if err != nil {
			t.Fatal(err)
		}
		last := int64(0)
		for e, err := range j.Events() {
			if err != nil && !errors.Is(err, ErrCorrupt) { // a file that is referred to may be missing
				t.Fatal(err)
			}
			last = e.Seq
		}
		if last != seq && last != 0 {
			t.Fatalf("the last event is %d, want %d", last, seq)
		}
	})
}
