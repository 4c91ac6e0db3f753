// Package browsertest drives a real browser in tests: Chromium without a window, told
// what to do over a pipe in the DevTools protocol
// (https://chromedevtools.github.io/devtools-protocol). Where no Chromium is installed
// tests are skipped, unless the environment variable [Demand] is 1.
package browsertest

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// Demand is the environment variable that, set to 1, makes tests fail rather than be
// skipped where there is no browser.
const Demand = "REWARDSMITH_BROWSER_TESTS"

// Tab is a page in a browser of its own, which ends with the test. Whatever goes wrong
// fails the test.
type Tab struct {
	t       testing.TB
	to      io.Writer
	from    *bufio.Reader
	session string
	calls   int
}

// patience is how long anything may take that a test waits for.
const patience = 30 * time.Second

// Open opens an address in a window of the given size in pixels.
func Open(t testing.TB, url string, width, height int) *Tab {
	t.Helper()
	tab := start(t, width, height)
	var target struct{ TargetID string }
	tab.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var session struct{ SessionID string }
	tab.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &session)
	tab.session = session.SessionID
	tab.call("Page.navigate", map[string]any{"url": url}, nil)
	tab.Wait(`document.readyState === "complete" && location.protocol !== "about:"`)
	return tab
}

// start starts the browser.
func start(t testing.TB, width, height int) *Tab {
	t.Helper()
	program := find()
	if program == "" {
		if os.Getenv(Demand) == "1" {
			t.Fatalf("there is no Chromium, and %s=1 demands one: install Debian's package chromium", Demand)
		}
		t.Skip("there is no Chromium to test with; Debian has it in the package chromium")
	}
	reads, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	from, writes, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu",
		"--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
		"--user-data-dir="+t.TempDir(), fmt.Sprintf("--window-size=%d,%d", width, height))
	c.ExtraFiles = []*os.File{reads, writes} // descriptors 3 and 4, as --remote-debugging-pipe wants them
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	reads.Close()
	writes.Close()
	tab := &Tab{t: t, to: to, from: bufio.NewReader(from)}
	from.SetReadDeadline(time.Now().Add(5 * time.Minute))
	t.Cleanup(func() {
		tab.session = ""
		tab.send("Browser.close", nil)
		c.Wait() // before its folder is removed
		to.Close()
		from.Close()
	})
	return tab
}

// find returns the path of a Chromium, "" if there is none.
func find() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// send sends a command.
func (b *Tab) send(method string, params any) (id int, err error) {
	b.calls++
	text, err := json.Marshal(map[string]any{"id": b.calls, "method": method, "params": params, "sessionId": b.session})
	if err != nil {
		return 0, err
	}
	if b.session == "" {
		text = []byte(strings.Replace(string(text), `,"sessionId":""`, "", 1))
	}
	_, err = b.to.Write(append(text, 0))
	return b.calls, err
}

// call sends a command and waits for its result.
func (b *Tab) call(method string, params, result any) {
	b.t.Helper()
	if params == nil {
		params = map[string]any{}
	}
	id, err := b.send(method, params)
	if err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
	for {
		text, err := b.from.ReadBytes(0)
		if err != nil {
			b.t.Fatalf("%s: the browser: %v", method, err)
		}
		var answer struct {
			ID     int
			Result json.RawMessage
			Error  *struct{ Message string }
		}
		if err := json.Unmarshal(text[:len(text)-1], &answer); err != nil {
			b.t.Fatalf("%s: %v", method, err)
		}
		switch {
		case answer.ID != id: // an event
		case answer.Error != nil:
			b.t.Fatalf("%s: %s", method, answer.Error.Message)
		default:
			if result != nil {
				if err := json.Unmarshal(answer.Result, result); err != nil {
					b.t.Fatalf("%s: %v", method, err)
				}
			}
			return
		}
	}
}

// Eval returns the value of a JavaScript expression as text.
func (b *Tab) Eval(expression string) string {
	b.t.Helper()
	var got struct {
		Result struct {
			Value any
		}
		ExceptionDetails *struct {
			Exception struct{ Description string }
		}
	}
	b.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true}, &got)
	if e := got.ExceptionDetails; e != nil {
		b.t.Fatalf("%s: %s", expression, e.Exception.Description)
	}
	return fmt.Sprint(got.Result.Value)
}

// Wait waits until an expression is true.
func (b *Tab) Wait(expression string) {
	b.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if b.Eval(expression) == "true" {
			return
		}
		if time.Now().After(end) {
			b.t.Fatalf("%s is not true after %v", expression, patience)
		}
	}
}

// Click presses the mouse in the middle of the first element of a selector.
func (b *Tab) Click(selector string) {
	b.t.Helper()
	quoted, _ := json.Marshal(selector)
	at := b.Eval(fmt.Sprintf(`(() => {
		const e = document.querySelector(%s);
		if (!e) return "";
		e.scrollIntoView({ block: "center" });
		const r = e.getBoundingClientRect();
		return (r.x + r.width / 2) + " " + (r.y + r.height / 2);
	})()`, quoted))
	var x, y float64
	if _, err := fmt.Sscan(at, &x, &y); err != nil {
		b.t.Fatalf("there is no %s to click", selector)
	}
	for _, kind := range []string{"mousePressed", "mouseReleased"} {
		b.call("Input.dispatchMouseEvent", map[string]any{"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}, nil)
	}
}

// Press presses a key by what it types, such as "a", or "A", which is with shift.
func (b *Tab) Press(key string) {
	b.t.Helper()
	shift := 0
	if key != strings.ToLower(key) {
		shift = 8
	}
	for _, kind := range []string{"keyDown", "keyUp"} {
		b.call("Input.dispatchKeyEvent", map[string]any{"type": kind, "key": key, "modifiers": shift}, nil)
	}
}

// Screenshot writes what is seen to a PNG file.
func (b *Tab) Screenshot(file string) {
	b.t.Helper()
	var picture struct{ Data string }
	b.call("Page.captureScreenshot", nil, &picture)
	content, err := base64.StdEncoding.DecodeString(picture.Data)
	if err == nil {
		err = os.WriteFile(file, content, 0o666)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}
