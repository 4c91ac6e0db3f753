package cmd

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/term"

	"github.com/rewardsmith/rewardsmith/designer"
)

// watcher shows how a run goes on.
type watcher interface {
	event(designer.Event)
	// note says what is no part of the run but people should know.
	note(text string)
	// close leaves the terminal as it was found.
	close()
}

// newWatcher chooses how progress is shown: as JSON on standard output, redrawn
// in place on a terminal, as plain lines elsewhere.
func (p *process) newWatcher(asJSON bool) watcher {
	if asJSON {
		return &jsonWatcher{out: json.NewEncoder(p.stdout)}
	}
	if width, ok := terminalWidth(p.stderr); ok {
		return &liveWatcher{out: p.stderr, width: width, now: time.Now}
	}
	return &lineWatcher{out: p.stderr}
}

// terminalWidth is the width of the terminal that w is, false if it is none.
func terminalWidth(w io.Writer) (int, bool) {
	f, ok := terminalOf(w)
	if !ok {
		return 0, false
	}
	width, _ := terminalSize(term.GetSize(int(f.Fd())))
	return width, true
}

// terminalSize is the size that a terminal says it has, or 80x24 where it says
// nothing, or what nobody could read. Some terminals, such as those of scripts
// and containers, are 0x0.
func terminalSize(width, height int, err error) (columns, rows int) {
	if err != nil || width < 20 || height < 6 {
		return 80, 24
	}
	return width, height
}

// jsonWatcher writes one JSON object per event.
type jsonWatcher struct {
	mu  sync.Mutex
	out *json.Encoder
}

func (w *jsonWatcher) event(e designer.Event) { w.write(e) }

func (w *jsonWatcher) note(text string) {
	w.write(struct {
		Kind    string `json:"kind"`
		Message string `json:"message"`
	}{"note", text})
}

func (w *jsonWatcher) close() {}

func (w *jsonWatcher) write(v any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.out.Encode(v) // an output that is gone does not stop a run
}

// lineWatcher writes one line per event that says something.
type lineWatcher struct {
	mu  sync.Mutex
	out io.Writer
}

func (w *lineWatcher) event(e designer.Event) {
	if e.Message == "" {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	fmt.Fprintf(w.out, "%s  %s\n", clock(e.Ledger.Wall), e.Message)
}

func (w *lineWatcher) note(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	fmt.Fprintf(w.out, "      %s\n", text)
}

func (w *lineWatcher) close() {}

// liveWatcher writes lasting lines for what is worth keeping, and below them one
// line that it redraws: a bar for the stage, the best score, what is spent.
type liveWatcher struct {
	mu     sync.Mutex
	out    io.Writer
	width  int
	now    func() time.Time
	drawn  time.Time
	status string
	best   string
}

// redrawEvery bounds how often the status line is written.
const redrawEvery = 100 * time.Millisecond

// eraseLine goes to the start of the line and clears it.
const eraseLine = "\r\x1b[K"

func (w *liveWatcher) event(e designer.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if e.Kind == designer.EventSelected && e.HasScore {
		w.best = fmt.Sprintf("  best %.4g", e.Score)
	}
	if e.Message != "" && lasting(e) {
		fmt.Fprintf(w.out, "%s%s\n", eraseLine, e.Message)
		w.drawn = time.Time{}
	}
	w.status = fit(w.line(e), w.width-1)
	if now := w.now(); now.Sub(w.drawn) >= redrawEvery || e.Done == e.Total {
		w.drawn = now
		io.WriteString(w.out, eraseLine+w.status)
	}
}

// lasting says that an event's message stays on the screen; those of single
// answers and trainings only move the bar.
func lasting(e designer.Event) bool {
	switch e.Kind {
	case designer.EventTraining, designer.EventPreflight, designer.EventFitting, designer.EventFinal, designer.EventAnswered:
		return e.HasScore
	}
	return true
}

// line is the status after an event.
func (w *liveWatcher) line(e designer.Event) string {
	stage := string(e.Kind)
	if e.Iteration >= 0 {
		stage = fmt.Sprintf("iteration %d: %s", e.Iteration, e.Kind)
	}
	total := e.Ledger.Total()
	spent := fmt.Sprintf("%s steps", shortCount(total.Steps))
	if total.Calls > 0 {
		spent += ", " + designer.Count(total.Calls, "call")
	}
	if total.USD > 0 {
		spent += ", " + designer.Dollars(total.USD)
	}
	return fmt.Sprintf("%-24s %s%s  %s  %s", stage, bar(e.Done, e.Total, 24), w.best, spent, clock(e.Ledger.Wall))
}

func (w *liveWatcher) note(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	fmt.Fprintf(w.out, "%s%s\n%s", eraseLine, text, w.status)
}

func (w *liveWatcher) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	io.WriteString(w.out, eraseLine)
	w.status = ""
}

// bar draws done of total in cells of eight parts.
func bar(done, total, cells int) string {
	if total <= 0 {
		return strings.Repeat("·", cells)
	}
	eighths := min(done, total) * cells * 8 / total
	text := strings.Repeat("█", eighths/8)
	if part := eighths % 8; part > 0 {
		text += string([]rune("▏▎▍▌▋▊▉")[part-1])
	}
	return text + strings.Repeat("·", cells-utf8.RuneCountInString(text))
}

// fit cuts text to width characters.
func fit(text string, width int) string {
	if r := []rune(text); len(r) > width {
		return string(r[:max(width, 0)])
	}
	return text
}

// clock writes seconds as minutes and seconds, or hours and minutes with them.
func clock(seconds float64) string {
	s := int(seconds)
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s%3600/60, s%60)
}

// shortCount writes a count as people say it: 950, 12.3k, 4.56M.
func shortCount(n int) string {
	switch v := float64(n); {
	case v >= 1e9:
		return fmt.Sprintf("%.3gG", v/1e9)
	case v >= 999_500:
		return fmt.Sprintf("%.3gM", v/1e6)
	case v >= 9_995:
		return fmt.Sprintf("%.3gk", v/1e3)
	}
	return fmt.Sprint(n)
}
