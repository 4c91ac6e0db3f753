package cmd

import (
	"flag"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/internal/browsertest"
)

var screenshot = flag.String("screenshot", "", "`FILE` for a picture of the page of a review, to look at")

// waitingRun makes a run of three candidates that waits for a review, and returns its
// folder.
func waitingRun(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("task.yaml", `env: cartpole
model: {kind: replay, path: answers}
method: {preset: icpl, samples: 3, iterations: 1}
training: {seeds: 1, steps: 1024, envs: 8, horizon: 32, checkpoints: 2, eval_episodes: 3}
preflight: {enabled: false}
final: {seeds: 1, episodes: 5}
`)
	for name, term := range map[string]string{"i00-s00": "1 - next.Theta*next.Theta", "i00-s01": "next.Theta * next.Theta", "i00-s02": "-next.X * next.X"} {
		write("answers/"+name+"-a0.answer.md", "```go\npackage reward\n\nimport \"env\"\n\nfunc Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n\tx := "+term+"\n\treturn x, map[string]float64{\"x\": x}\n}\n```\n")
	}
	out := filepath.Join(dir, "run")
	if code := run(t.Context(), []string{"run", filepath.Join(dir, "task.yaml"), "--out", out}, inProcess(io.Discard)); code != exitOK {
		t.Fatalf("rewardsmith run ends with %d", code)
	}
	return out
}

// reviewing runs rewardsmith review --web and returns the page's address, and a channel
// that holds the exit code once it ends.
func reviewing(t *testing.T, args ...string) (url string, ended <-chan int) {
	t.Helper()
	said, says := io.Pipe()
	codes := make(chan int, 1)
	p := inProcess(io.Discard)
	p.stderr = says
	go func() {
		codes <- run(t.Context(), append([]string{"review", "--web"}, args...), p)
		says.Close()
	}()
	var text strings.Builder
	address := regexp.MustCompile(`http://\S+`)
	for b := make([]byte, 4096); !strings.Contains(text.String(), "http://") || !strings.HasSuffix(text.String(), "\n"); {
		n, err := said.Read(b)
		text.Write(b[:n])
		if err != nil {
			t.Fatalf("there is no page: %s", text.String())
		}
	}
	go io.Copy(io.Discard, said)
	return address.FindString(text.String()), codes
}

// TestReviewInBrowser picks best and worst by hand: with the mouse, and with the keys.
func TestReviewInBrowser(t *testing.T) {
	if testing.Short() && os.Getenv(browsertest.Demand) != "1" {
		t.Skip("starts a browser, which takes seconds")
	}
	for _, hand := range []struct {
		name string
		pick func(*browsertest.Tab)
	}{
		{"mouse", func(tab *browsertest.Tab) {
			tab.Click(".rival[data-name=B] .best")
			tab.Click(".rival[data-name=B] .worst")
			if got := tab.Eval(`document.querySelector("#state").textContent + document.querySelector("#submit").disabled`); got != "B cannot be both.true" {
				t.Errorf("one policy for both: the page says %q", got)
			}
			tab.Click(".rival[data-name=C] .worst")
			tab.Wait(`document.querySelector("#state").textContent === "B is best and C is worst."`)
			tab.Click("#submit")
		}},
		{"keys", func(tab *browsertest.Tab) {
			tab.Press("b")
			tab.Press("C")
			tab.Press("2")
			tab.Wait(`document.querySelectorAll(".episode")[1].getAttribute("aria-pressed") === "true"`)
			tab.Wait(`document.querySelector("#state").textContent === "B is best and C is worst."`)
			tab.Click("#submit")
		}},
	} {
		t.Run(hand.name, func(t *testing.T) {
			dir := waitingRun(t)
			url, ended := reviewing(t, dir, "--continue=false")
			tab := browsertest.Open(t, url, 1300, 900)
			looks(t, tab)
			hand.pick(tab)
			tab.Wait(`document.querySelector("#recorded")?.textContent === "Recorded: B is best and C is worst."`)
			if code := <-ended; code != exitOK {
				t.Fatalf("rewardsmith review ends with %d", code)
			}
			if _, err := http.Get(url); err == nil {
				t.Error("the page is still served")
			}
			r, err := designer.Load(dir)
			if err != nil {
				t.Fatal(err)
			}
			p := r.Iterations[0].Picked
			if p == nil || p.By != designer.PickedByPerson || p.Best == p.Worst || r.Candidate(p.Best) == nil {
				t.Fatalf("the journal has %+v", p)
			}
			b, c := shownAs(t, r, "B"), shownAs(t, r, "C")
			if p.Best != b || p.Worst != c {
				t.Errorf("the journal has %+v, want best %s and worst %s", p, b, c)
			}
		})
	}
}

// looks checks that the films move, in step, and that the page tells no more than it
// should.
func looks(t *testing.T, tab *browsertest.Tab) {
	t.Helper()
	tab.Wait(`+document.querySelector("#time").value > 0.05`)
	if *screenshot != "" {
		tab.Screenshot(*screenshot)
	}
	const painted = `[...document.querySelectorAll("canvas")].map(c => {
		const { data } = c.getContext("2d").getImageData(0, 0, c.width, c.height);
		let hash = 0;
		for (const v of data) hash = (hash * 31 + v) | 0;
		return hash;
	}).join()`
	tab.Click("#play")
	tab.Wait(`document.querySelector("#play").textContent === "▶"`)
	at := func(share string) string {
		tab.Eval(`(() => { const s = document.querySelector("#time"); s.value = ` + share + ` * s.max; s.dispatchEvent(new Event("input")); })()`)
		return tab.Eval(painted)
	}
	begin, later := strings.Split(at("0"), ","), strings.Split(at("0.8"), ",")
	if len(begin) != 3 {
		t.Fatalf("%d pictures", len(begin))
	}
	for i := range begin {
		if begin[i] == "0" || begin[i] == later[i] {
			t.Errorf("picture %d is %s at the beginning and %s later", i+1, begin[i], later[i])
		}
		if begin[i] != begin[0] {
			t.Errorf("policies begin in different states: %v", begin)
		}
	}
	slow, fast := pace(t, tab, "0.25"), pace(t, tab, "4")
	if ratio := fast / slow; ratio < 12 || ratio > 20 {
		t.Errorf("at 4 times the speed films run %.3g times as fast as at a quarter, want about 16", ratio)
	}
	if text := tab.Eval(`document.documentElement.outerHTML`); regexp.MustCompile(`(?i)i00-s0|score|return|success`).MatchString(text) {
		t.Error("the page tells candidates or measures")
	}
}

// pace returns how many seconds of the films pass in a second at a speed, measured from
// their beginning while the page is paused. Pictures that are late count as the page
// counts them, so that it does not matter how many a busy machine draws.
func pace(t *testing.T, tab *browsertest.Tab, speed string) float64 {
	t.Helper()
	tab.Eval(`(() => {
		const slider = document.querySelector("#time"), play = document.querySelector("#play");
		document.querySelector("#speed").value = ` + speed + `;
		slider.value = 0;
		slider.dispatchEvent(new Event("input"));
		play.click();
		let from = null, before, passed = 0;
		window.pace = null;
		requestAnimationFrame(function look(now) {
			const at = +slider.value;
			if (from === null) from = at;
			else passed += Math.min((now - before) / 1000, 0.25);
			before = now;
			if (passed < 0.2) return requestAnimationFrame(look);
			play.click();
			window.pace = (at - from) / passed;
		});
	})()`)
	tab.Wait(`window.pace !== null`)
	pace, err := strconv.ParseFloat(tab.Eval(`String(window.pace)`), 64)
	if err != nil || pace <= 0 {
		t.Fatalf("films at speed %s pass %v seconds in a second (%v)", speed, pace, err)
	}
	return pace
}

// shownAs returns the ID of the candidate that the review of a run has called name.
func shownAs(t *testing.T, r *designer.Run, name string) string {
	t.Helper()
	r.Iterations[0].Picked, r.Iterations[0].Done, r.Status = nil, false, designer.RunWaiting
	p := inProcess(nil)
	env, err := p.environmentOf(r)
	if err != nil {
		t.Fatal(err)
	}
	task := &task{Task: r.Task, env: env}
	v, err := r.Review(t.Context(), task.setup(hardware{}), 1)
	if err != nil {
		t.Fatal(err)
	}
	return v.Rival(name).Candidate
}

// TestOneForBoth: whoever calls one policy both best and worst is told its letter, not
// which candidate it is.
func TestOneForBoth(t *testing.T) {
	address, ended := reviewing(t, waitingRun(t), "--continue=false")
	for _, c := range []struct {
		best, worst, want string
		status            int
	}{
		{"A", "A", "A cannot be both the best and the worst\n", http.StatusUnprocessableEntity},
		{"A", "i00-s02", "best is \"A\" and worst is \"i00-s02\"; want two of A to C\n", http.StatusUnprocessableEntity},
		{"A", "B", "", http.StatusOK},
	} {
		answer, err := http.PostForm(address+"pick", url.Values{"best": {c.best}, "worst": {c.worst}})
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || answer.StatusCode != c.status || c.want != "" && string(text) != c.want {
			t.Errorf("%s and %s: status %d, %v: %s", c.best, c.worst, answer.StatusCode, err, text)
		}
	}
	if code := <-ended; code != exitOK {
		t.Errorf("rewardsmith review ends with %d", code)
	}
}
