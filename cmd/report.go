package cmd

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/cmd/internal/page"
)

func reportCommand(p *process) *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:     "report RUN",
		GroupID: groupDesign,
		Short:   "Write everything about a run as one web page",
		Long: `Write everything about a run as one HTML file that needs no network: the result
with intervals, every candidate's score by iteration, its learning and term curves,
how well its return agrees with the score, its best and worst episode and the
success and failure of the closest returns as animations, its code with the
changes to its parent, what was found wrong with it, what gates, reviewers, analysts
and persons made of it, what the model was told, and what it all cost and what gates
and races have saved. The run may still be going on.`,
		Example: `  rewardsmith report runs/quickstart             writes runs/quickstart/report.html
  rewardsmith report runs/quickstart -o page.html
  rewardsmith report runs/quickstart -o - | gzip > page.html.gz`,
		Args:              arguments(1, 1),
		ValidArgsFunction: completeRun,
		RunE: func(_ *cobra.Command, args []string) error {
			dir := args[0]
			run, err := readRun(dir)
			if err != nil {
				return err
			}
			in := page.Input{Name: filepath.Base(filepath.Clean(dir)), Run: run}
			if env, err := p.environmentOf(run); err == nil {
				in.Env = env
			} else {
				fmt.Fprintf(p.stderr, "rewardsmith: without animations: %v\n", err)
			}
			if out == "-" {
				w := bufio.NewWriterSize(p.stdout, 1<<16)
				return errors.Join(page.Write(w, in), w.Flush())
			}
			if out == "" {
				out = filepath.Join(dir, "report.html")
			}
			if err := writeFile(out, func(w io.Writer) error { return page.Write(w, in) }); err != nil {
				return err
			}
			fmt.Fprintln(p.stdout, out)
			return nil
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "`FILE` to write, \"-\" for standard output (default report.html in the run)")
	return c
}

// writeFile makes a file of what write writes; a file that is cut short is
// removed, unless it is a device.
func writeFile(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return errors.Join(err, f.Close())
	}
	w := bufio.NewWriterSize(f, 1<<16)
	err = write(w)
	if err == nil {
		err = w.Flush()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil && info.Mode().IsRegular() {
		os.Remove(name)
	}
	return err
}
