// Command gpu measures training on a GPU, and on the processor beside it. See
// README.md, which says what is measured and how.
//
//	go build -o gpubench ./docs/bench/gpu
//	./gpubench -backend gpu -out gpu.json
//	./gpubench -backend cpu -out cpu.json
//	./gpubench -table gpu.json,cpu.json,jax.json
//
// The binary needs nothing from the repository: it can be carried to a machine without
// Go. It writes what it has after every part, so that one that is stopped leaves
// something.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/critic"
)

func main() {
	if critic.IsChild(os.Args) {
		os.Exit(critic.ServeChild(os.Stdin, os.Stdout))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "gpubench:", err)
		os.Exit(1)
	}
}

// options are those of the command line.
type options struct {
	scale, backend, only, out, table string
	adapter, command                 string
	software                         bool
	cores                            int
}

func run(ctx context.Context, args []string) error {
	var o options
	flags := flag.NewFlagSet("gpubench", flag.ContinueOnError)
	flags.StringVar(&o.scale, "scale", "full", "how much to measure: full, or small for software Vulkan")
	flags.StringVar(&o.backend, "backend", "gpu", "what to measure: gpu or cpu")
	flags.StringVar(&o.only, "only", "", "parts to measure, separated by commas, of "+strings.Join(partNames(), ", ")+" (default: all)")
	flags.StringVar(&o.out, "out", "gpubench.json", "file for the result")
	flags.StringVar(&o.table, "table", "", "print tables of these results, separated by commas, and measure nothing")
	flags.StringVar(&o.adapter, "adapter", "", "part of the name of the GPU")
	flags.StringVar(&o.command, "rewardsmith", "", "the command, for the part search")
	flags.BoolVar(&o.software, "software", false, "measure a device that is a program on the processor")
	flags.IntVar(&o.cores, "cores", runtime.NumCPU(), "cores to use")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%s: there are flags only", strings.Join(flags.Args(), " "))
	}
	if o.table != "" {
		return printTables(os.Stdout, strings.Split(o.table, ","))
	}
	return measure(ctx, &o)
}

// part is a part of the measurements.
type part struct {
	name    string
	backend string // that alone has it, "" for both
	run     func(b *bench, ctx context.Context) error
}

// parts lists them in the order in which they run.
var parts = []part{
	{"compile", "gpu", (*bench).compile},
	{"rollout", "gpu", (*bench).rollout},
	{"speed", "", (*bench).speed},
	{"together", "", (*bench).together},
	{"solved", "", (*bench).solved},
	{"ranking", "gpu", (*bench).ranking},
	{"search", "", (*bench).search},
}

func partNames() []string {
	var list []string
	for _, p := range parts {
		list = append(list, p.name)
	}
	return list
}

// chosen returns the parts to measure.
func (o *options) chosen() ([]part, error) {
	wanted := partNames()
	if o.only != "" {
		wanted = strings.Split(o.only, ",")
	} else if o.command == "" {
		wanted = slices.DeleteFunc(wanted, func(name string) bool { return name == "search" })
	}
	var list []part
	for _, name := range wanted {
		i := slices.IndexFunc(parts, func(p part) bool { return p.name == name })
		if i < 0 {
			return nil, fmt.Errorf("part %q: there are %s", name, strings.Join(partNames(), ", "))
		}
		if p := parts[i]; p.backend == "" || p.backend == o.backend {
			list = append(list, p)
		} else if o.only != "" {
			return nil, fmt.Errorf("part %s is of the backend %s alone", name, p.backend)
		}
	}
	return list, nil
}

// measure runs the parts and writes the document after each.
func measure(ctx context.Context, o *options) error {
	list, err := o.chosen()
	if err != nil {
		return err
	}
	b, err := newBench(o)
	if err != nil {
		return err
	}
	defer b.close()
	for _, p := range list {
		b.say("== %s", p.name)
		if err := p.run(b, ctx); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		if err := b.document.write(o.out); err != nil {
			return err
		}
	}
	return nil
}

// version names the build.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(len(s.Value), 12)] + ", " + info.GoVersion
		}
	}
	return "devel, " + info.GoVersion
}
