package critic

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/rewardsmith/rewardsmith/critic/internal/compile"
)

// Parent and child exchange frames: a kind, the length of the payload as four
// bytes, the payload. Integers and floating-point numbers are little-endian.
type frameKind byte

const (
	frameLimits frameKind = 'l' // to the child: Limits as JSON, first of all
	frameOpen   frameKind = 'o' // to the child: request as JSON
	frameBatch  frameKind = 'b' // to the child: transitions, see batchHeader

	frameStage   frameKind = 's' // from the child: the stage that begins
	frameOpened  frameKind = 'p' // from the child: opened as JSON
	frameTerms   frameKind = 'n' // from the child: the names of the terms as JSON, before the first results
	frameResults frameKind = 't' // from the child: see results
	frameFault   frameKind = 'f' // from the child, after results that are too few: wireFault as JSON
	frameError   frameKind = 'e' // from the child: text; the request itself was wrong
)

// maxFrame bounds a payload in either direction.
const maxFrame = 64 << 20

var errFrameTooLong = errors.New("a message is too long")

// request asks the child to make a reward ready to run.
type request struct {
	Packages map[string][]string // import path to files
	Source   []byte              // not a string, since JSON would repair what is not UTF-8
	Output   string              // name of its kind
	Budget   int
	Compile  bool // a module is wanted
	GPU      bool // one that a GPU can run, and its narrow form too
}

// opened says that a reward is ready, or why it is not.
type opened struct {
	Findings []Finding
	Memory   bool
	Program  *compile.Program // nil where the reward is not kernel Go or none was wanted
	Why      string           // why there is none that was wanted
}

// wireFault is the transition at which the reward failed.
type wireFault struct {
	At              int
	Reason, Message string
}

func writeFrame(w *bufio.Writer, kind frameKind, payload []byte) error {
	if len(payload) > maxFrame {
		return errFrameTooLong
	}
	var head [5]byte
	head[0] = byte(kind)
	binary.LittleEndian.PutUint32(head[1:], uint32(len(payload)))
	w.Write(head[:])
	w.Write(payload)
	return w.Flush()
}

func writeJSON(w *bufio.Writer, kind frameKind, v any) error {
	payload, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encoding a message: %w", err)
	}
	return writeFrame(w, kind, payload)
}

// readFrame reads one frame of at most limit bytes. buf is reused if it is
// large enough.
func readFrame(r io.Reader, limit int, buf []byte) (frameKind, []byte, error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.LittleEndian.Uint32(head[1:])
	if uint64(n) > uint64(limit) {
		return 0, nil, errFrameTooLong
	}
	if cap(buf) < int(n) {
		buf = make([]byte, n)
	}
	buf = buf[:n]
	_, err := io.ReadFull(r, buf)
	return frameKind(head[0]), buf, err
}

// batchHeader precedes the columns of a batch: State, Action and Next as
// float64, then Start as one byte each.
type batchHeader struct {
	Count            int // transitions
	First, Instances int // instance of the first transition, instances in all
	State, Action    int // columns
	TickLimit        int // ticks that all calls may take together, 0 for any
	Fresh            int // 1 to zero the memory of all instances before
}

const batchHeaderBytes = 7 * 8

func (h *batchHeader) bytes() int {
	return batchHeaderBytes + h.Count*(8*(2*h.State+h.Action)+1)
}

func appendInt(buf []byte, n int) []byte { return binary.LittleEndian.AppendUint64(buf, uint64(n)) }

func appendFloats(buf []byte, column []float64) []byte {
	for _, v := range column {
		buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(v))
	}
	return buf
}

// cursor reads what append functions wrote.
type cursor struct{ rest []byte }

var errShort = errors.New("a message is too short")

func (c *cursor) int() (int, error) {
	if len(c.rest) < 8 {
		return 0, errShort
	}
	n := int(int64(binary.LittleEndian.Uint64(c.rest)))
	c.rest = c.rest[8:]
	return n, nil
}

// floats fills column.
func (c *cursor) floats(column []float64) error {
	if len(c.rest) < 8*len(column) {
		return errShort
	}
	for i := range column {
		column[i] = math.Float64frombits(binary.LittleEndian.Uint64(c.rest[8*i:]))
	}
	c.rest = c.rest[8*len(column):]
	return nil
}

func (h *batchHeader) append(buf []byte) []byte {
	for _, n := range []int{h.Count, h.First, h.Instances, h.State, h.Action, h.TickLimit, h.Fresh} {
		buf = appendInt(buf, n)
	}
	return buf
}

func (h *batchHeader) read(c *cursor) error {
	for _, n := range []*int{&h.Count, &h.First, &h.Instances, &h.State, &h.Action, &h.TickLimit, &h.Fresh} {
		var err error
		if *n, err = c.int(); err != nil {
			return err
		}
	}
	const many = 1 << 24
	if h.Count < 0 || h.Count > many || h.Instances < 1 || h.Instances > many || h.First < 0 || h.First >= h.Instances ||
		h.State < 0 || h.State > many || h.Action < 0 || h.Action > many || len(c.rest) != h.bytes()-batchHeaderBytes {
		return fmt.Errorf("a batch has an impossible header %+v", *h)
	}
	return nil
}
