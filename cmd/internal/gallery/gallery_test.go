package gallery

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// sample is the gallery of a review of three rivals.
func sample(t *testing.T) *Gallery {
	t.Helper()
	env, err := cartpole.New()
	if err != nil {
		t.Fatal(err)
	}
	v := &designer.Review{Iteration: 4}
	for _, name := range []string{"A", "B", "C"} {
		e := &evaluator.Episode{Score: 417, Return: 951, End: "Theta above 0.2", States: [][]float64{{0, 0, 0, 0}, {0.1, 0, 0.1, 0}}}
		v.Rivals = append(v.Rivals, designer.Rival{Name: name, Candidate: "i04-s0" + name, Episodes: []*evaluator.Episode{e, e}})
	}
	g, err := New("runs-of-mine", "Balance <it>.", env, v)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// open serves a gallery until the test ends, and returns its site and where Serve's
// error comes.
func open(t *testing.T, pick func(best, worst string) error) (*Site, <-chan error) {
	t.Helper()
	on, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := NewSite(on, sample(t), pick)
	ended := make(chan error, 1)
	ctx, cancel := context.WithCancelCause(context.Background())
	go func() { ended <- s.Serve(ctx) }()
	t.Cleanup(func() { cancel(errors.New("the test is over")) })
	return s, ended
}

// ask makes a request with further headers and returns the status and the body.
func ask(t *testing.T, method, address, body string, headers ...string) (int, string, http.Header) {
	t.Helper()
	r, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(headers); i += 2 {
		if r.Header.Set(headers[i], headers[i+1]); headers[i] == "Host" {
			r.Host = headers[i+1]
		}
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(text), answer.Header
}

func form(best, worst string) string {
	return url.Values{"best": {best}, "worst": {worst}}.Encode()
}

// TestPage: the page has what it needs and tells nothing else.
func TestPage(t *testing.T) {
	s, _ := open(t, nil)
	status, text, header := ask(t, "GET", s.URL, "")
	if status != http.StatusOK || !strings.Contains(header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("status %d, headers %v", status, header)
	}
	for _, part := range []string{"Balance &lt;it&gt;.", "review of runs-of-mine, iteration 4", `data-name="C"`, `name="worst" value="B"`, ">2</button>"} {
		if !strings.Contains(text, part) {
			t.Errorf("the page lacks %s", part)
		}
	}
	if n := strings.Count(text, "data-film="); n != 3*2 {
		t.Errorf("the page has %d films, want 6", n)
	}
	for _, hidden := range []string{"i04-s0", "417", "951", "Theta above", "http:", "https:"} {
		if strings.Contains(text, hidden) {
			t.Errorf("the page has %s", hidden)
		}
	}
	for _, file := range []string{"film.js", "script.js", "style.css"} {
		if status, text, header := ask(t, "GET", s.URL+file, ""); status != http.StatusOK || len(text) < 500 || !strings.HasPrefix(header.Get("Content-Type"), "text/") {
			t.Errorf("%s: status %d, %d bytes, %s", file, status, len(text), header.Get("Content-Type"))
		}
	}
}

// TestStrangers: who does not know the address, or is another page, neither sees nor
// picks anything.
func TestStrangers(t *testing.T) {
	s, _ := open(t, func(best, worst string) error {
		t.Errorf("%s and %s were picked", best, worst)
		return nil
	})
	root := "http://" + s.listener.Addr().String()
	for _, c := range []struct {
		name, method, address string
		headers               []string
		want                  int
	}{
		{"without the secret", "GET", root + "/", nil, http.StatusNotFound},
		{"with another secret", "POST", root + "/AAAAAAAAAAAAAAAAAAAAAAAAAA/pick", nil, http.StatusNotFound},
		{"by another name", "GET", s.URL, []string{"Host", "evil.example"}, http.StatusMisdirectedRequest},
		{"from another site", "POST", s.URL + "pick", []string{"Sec-Fetch-Site", "cross-site"}, http.StatusForbidden},
		{"from another local page", "POST", s.URL + "pick", []string{"Origin", "http://127.0.0.1:1"}, http.StatusForbidden},
		{"by reading", "GET", s.URL + "pick", nil, http.StatusNotFound},
		{"a template", "GET", s.URL + "gallery.gohtml", nil, http.StatusNotFound},
	} {
		body := ""
		if c.method == "POST" {
			body = form("A", "B")
		}
		if status, text, _ := ask(t, c.method, c.address, body, c.headers...); status != c.want || strings.Contains(text, "rival") {
			t.Errorf("%s: status %d, want %d: %s", c.name, status, c.want, text)
		}
	}
}

// TestPickOnce: a pick that is refused can be made again; one that was taken ends it.
func TestPickOnce(t *testing.T) {
	var picks []string
	s, ended := open(t, func(best, worst string) error {
		if best == worst {
			return errors.New("they are the same")
		}
		picks = append(picks, best+worst)
		return nil
	})
	if status, text, _ := ask(t, "POST", s.URL+"pick", form("A", "A")); status != http.StatusUnprocessableEntity || text != "they are the same\n" {
		t.Errorf("status %d: %s", status, text)
	}
	if status, text, _ := ask(t, "POST", s.URL+"pick", form("C", "A")); status != http.StatusOK || !strings.Contains(text, "C is best and A is worst") {
		t.Errorf("status %d: %s", status, text)
	}
	if err := <-ended; err != nil || strings.Join(picks, " ") != "CA" {
		t.Errorf("picks are %v, error %v", picks, err)
	}
	if _, err := http.Get(s.URL); err == nil {
		t.Error("it is still served")
	}
	if err := s.once("A", "B"); !errors.Is(err, errDecided) {
		t.Errorf("a second pick: %v", err)
	}
}

func TestServeEnds(t *testing.T) {
	on, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	enough := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(enough)
	if err := NewSite(on, sample(t), nil).Serve(ctx); !errors.Is(err, enough) {
		t.Errorf("error %v, want that of the context", err)
	}
}

func TestListen(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:80"} {
		if on, err := Listen(addr); err == nil || !strings.Contains(err.Error(), "can be reached from other machines") {
			t.Errorf("%s: %v, %v", addr, on, err)
		}
	}
	for _, addr := range []string{"127.0.0.1", "127.0.0.1:99999", "nowhere.invalid:0"} {
		if _, err := Listen(addr); err == nil {
			t.Errorf("%s is listened on", addr)
		}
	}
	on, err := Listen("localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	on.Close()
}
