package cmd

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/rewardsmith/rewardsmith/cmd/internal/gallery"
	"github.com/rewardsmith/rewardsmith/designer"
)

// reviewInBrowser serves the replays as a page on this machine until there is a pick.
func (s *session) reviewInBrowser(ctx context.Context, run *designer.Run, v *designer.Review, addr string, pick func(best, worst string) error) error {
	name := filepath.Base(filepath.Clean(s.folder.Dir()))
	g, err := gallery.New(name, run.Env.Task, s.task.env, v)
	if err != nil {
		return fmt.Errorf("%w; without --web the episodes are tables", err)
	}
	on, err := gallery.Listen(addr)
	if err != nil {
		return usagef("--addr: %w", err)
	}
	site := gallery.NewSite(on, g, pick)
	fmt.Fprintf(s.p.stderr, "open this in a browser on this machine; it ends when you have picked:\n%s\n", site.URL)
	err = site.Serve(ctx)
	if err != nil && ctx.Err() != nil {
		return errNotPicked
	}
	return err
}
