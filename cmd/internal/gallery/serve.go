package gallery

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path"
	"sync"
	"time"

	"github.com/rewardsmith/rewardsmith/cmd/internal/film"
)

// Listen listens on an address of this machine, which nothing outside of it can reach.
func Listen(addr string) (net.Listener, error) {
	a, err := net.ResolveTCPAddr("tcp", addr)
	if err != nil {
		return nil, err
	}
	if !a.IP.IsLoopback() {
		return nil, fmt.Errorf("%s can be reached from other machines; want an address of this one alone, such as 127.0.0.1:0", addr)
	}
	return net.ListenTCP("tcp", a)
}

// Site is a gallery that is being served.
type Site struct {
	URL string // with a secret in its path: only who was told it sees the page and may pick

	listener net.Listener
	server   http.Server
	gallery  *Gallery
	pick     func(best, worst string) error

	mu     sync.Mutex
	picked chan struct{} // closed once a pick was taken
	done   bool
}

// NewSite makes a site of a gallery. pick is told the names of the best and the worst
// rival, until it takes a pick without an error; whoever picked is shown the error.
func NewSite(on net.Listener, g *Gallery, pick func(best, worst string) error) *Site {
	root := "/" + rand.Text() + "/"
	s := &Site{URL: "http://" + on.Addr().String() + root, listener: on, gallery: g, pick: pick, picked: make(chan struct{})}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+root+"{$}", s.page)
	mux.HandleFunc("GET "+root+"{file}", s.file)
	mux.HandleFunc("POST "+root+"pick", s.take)
	s.server = http.Server{
		Handler:           s.guard(http.NewCrossOriginProtection().Handler(mux)),
		ReadHeaderTimeout: 10 * time.Second,
	}
	return s
}

// Serve serves until a pick was taken, or until ctx ends, which is its error.
func (s *Site) Serve(ctx context.Context) error {
	failed := make(chan error, 1)
	go func() { failed <- s.server.Serve(s.listener) }()
	defer s.server.Close()
	select {
	case <-s.picked:
		within, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second) // for the answer to the pick
		defer cancel()
		s.server.Shutdown(within)
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	case err := <-failed:
		return err
	}
}

// guard refuses requests under another name than the address listened on, as a page
// elsewhere could make with a domain of its own, and forbids the page everything that it
// does not need.
func (s *Site) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host != s.listener.Addr().String() {
			http.Error(w, "unknown host", http.StatusMisdirectedRequest)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

func (s *Site) page(w http.ResponseWriter, _ *http.Request) {
	var b bytes.Buffer
	if err := s.gallery.write(&b); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Write(b.Bytes())
}

// file serves what the page consists of beside its text.
func (s *Site) file(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	text := []byte(film.Script)
	if name != "film.js" {
		var err error
		if text, err = files.ReadFile(name); err != nil || path.Ext(name) == ".gohtml" {
			http.NotFound(w, r)
			return
		}
	}
	w.Header().Set("Content-Type", map[string]string{".css": "text/css", ".js": "text/javascript"}[path.Ext(name)]+"; charset=utf-8")
	w.Write(text)
}

// errDecided refuses a second pick.
var errDecided = errors.New("a pick was made already")

// take takes a pick.
func (s *Site) take(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<12)
	best, worst := r.PostFormValue("best"), r.PostFormValue("worst")
	if err := s.once(best, worst); err != nil {
		status := http.StatusUnprocessableEntity
		if errors.Is(err, errDecided) {
			status = http.StatusConflict
		}
		http.Error(w, err.Error(), status)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	templates.ExecuteTemplate(w, "picked.gohtml", map[string]string{"Best": best, "Worst": worst})
}

// once hands a pick on unless one was taken before.
func (s *Site) once(best, worst string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return errDecided
	}
	if err := s.pick(best, worst); err != nil {
		return err
	}
	s.done = true
	close(s.picked)
	return nil
}
