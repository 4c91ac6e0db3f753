package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/folder"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/gogen"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
	"github.com/rewardsmith/rewardsmith/internal/kernel/wasm"
)

// emitters write a stage of the compiler. They are listed in the order of the
// stages.
var emitters = []struct {
	name, help string
	emit       func(w io.Writer, l *kernel.Library, u kernel.Unit) error
}{
	{"lowered", "the representation as the front end makes it", func(w io.Writer, l *kernel.Library, u kernel.Unit) error {
		p, err := l.Lower(u)
		if err != nil {
			return err
		}
		return ir.Fprint(w, p)
	}},
	{"ir", "the same after all passes", func(w io.Writer, l *kernel.Library, u kernel.Unit) error {
		p, err := l.Compile(u, 0)
		if err != nil {
			return err
		}
		return ir.Fprint(w, p.Optimised)
	}},
	{"wat", "WebAssembly as text", func(w io.Writer, l *kernel.Library, u kernel.Unit) error {
		p, err := l.Compile(u, 0)
		if err != nil {
			return err
		}
		return wasm.Fprint(w, p.Optimised, wasm.Options{})
	}},
	{"wasm", "the module that runs", func(w io.Writer, l *kernel.Library, u kernel.Unit) error {
		p, err := l.Compile(u, 0)
		if err != nil {
			return err
		}
		_, err = w.Write(p.Module.Binary)
		return err
	}},
	{"spvasm", "a compute shader as text, with float32 for float64", func(w io.Writer, l *kernel.Library, u kernel.Unit) error {
		p, err := l.Narrow(u)
		if err != nil {
			return err
		}
		return spirv.Fprint(w, p, spirv.Options{})
	}},
	{"spirv", "the compute shader as SPIR-V", func(w io.Writer, l *kernel.Library, u kernel.Unit) error {
		p, err := l.Narrow(u)
		if err != nil {
			return err
		}
		m, err := spirv.Emit(p, spirv.Options{})
		if err != nil {
			return err
		}
		_, err = w.Write(m.Binary)
		return err
	}},
	{"go", "Go with explicit rounding and our own mathematics", func(w io.Writer, l *kernel.Library, u kernel.Unit) error {
		_, p, err := l.Native(u)
		if err != nil {
			return err
		}
		text, err := gogen.Emit(p, gogen.Options{Package: "compiled", Native: map[string]string{"math.": kernel.MathPath}})
		if err != nil {
			return err
		}
		_, err = w.Write(text)
		return err
	}},
}

// binaries are the emitters whose output is no text, and the one whose output
// shows the same as text.
var binaries = map[string]string{"wasm": "wat", "spirv": "spvasm"}

func emitterNames() []string {
	var names []string
	for _, e := range emitters {
		names = append(names, e.name)
	}
	return names
}

func compileCommand(p *process) *cobra.Command {
	var emit, task, out string
	stages := ""
	for _, e := range emitters {
		stages += fmt.Sprintf("  %-8s %s\n", e.name, e.help)
	}
	c := &cobra.Command{
		Use:     "compile FILE",
		GroupID: groupReward,
		Short:   "Show what a reward or an environment compiles to",
		Long: `Compile a reward (a .go file) or an environment (a folder with env.go and task.go)
and show a stage of the compiler:

` + stages + `
A reward that imports env is compiled against the environment of --task. What is
not kernel Go is listed with its places and with what to write instead: see
docs/kernel-go.md.`,
		Example: `  rewardsmith compile reward.go --task cartpole
  rewardsmith compile reward.go --task cartpole --emit wat
  rewardsmith compile ./myenv --emit wasm --out myenv.wasm`,
		Args: arguments(1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			i := slices.Index(emitterNames(), emit)
			if i < 0 {
				return usagef("there is no stage %q; there are %s", emit, strings.Join(emitterNames(), ", "))
			}
			library, unit, err := p.unit(c.Context(), args[0], task)
			if err != nil {
				return err
			}
			var text bytes.Buffer
			if err := emitters[i].emit(&text, library, unit); err != nil {
				return refusal(args[0], err)
			}
			return p.writeOutput(out, binaries[emit], text.Bytes())
		},
	}
	c.Flags().StringVar(&emit, "emit", "ir", "the stage to show: "+strings.Join(emitterNames(), ", "))
	c.Flags().StringVar(&task, "task", "", "`TASK` against whose environment a reward is compiled")
	c.Flags().StringVarP(&out, "out", "o", "", "write to `FILE` instead of standard output")
	c.RegisterFlagCompletionFunc("emit", completeWords(emitterNames()...))
	c.RegisterFlagCompletionFunc("task", p.completeTask)
	return c
}

// unit returns what is to be compiled.
func (p *process) unit(ctx context.Context, name, taskName string) (*kernel.Library, kernel.Unit, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		if taskName != "" {
			return nil, kernel.Unit{}, usagef("%s is a folder, so an environment of its own; --task is for rewards alone", name)
		}
		source, err := envs.ReadSource(os.DirFS(name))
		if err != nil {
			return nil, kernel.Unit{}, usagef("%s: %w", name, err)
		}
		spec, err := envs.Describe(filepath.Base(name), source)
		if err != nil {
			return nil, kernel.Unit{}, usagef("%s: %w", name, err)
		}
		library, err := envs.Library()
		return library, folder.Unit(spec), err
	}
	source, err := p.readReward(name)
	if err != nil {
		return nil, kernel.Unit{}, err
	}
	packages := map[string][]string{}
	if taskName != "" {
		t, err := p.loadTask(taskName, nil)
		if err != nil {
			return nil, kernel.Unit{}, err
		}
		if packages, err = critic.Packages(t.env.Spec(), envs.Show(t.Show)); err != nil {
			return nil, kernel.Unit{}, err
		}
	} else if strings.Contains(source, `"env"`) {
		return nil, kernel.Unit{}, usagef("%s imports env: say which one with --task, such as --task cartpole", name)
	}
	library, unit, err := critic.Unit(packages, source)
	if err == nil {
		unit.Packages[len(unit.Packages)-1].Files[0].Name = name // as it was given
	}
	return library, unit, err
}

// refusal lists what is not kernel Go, each with its place.
func refusal(name string, err error) error {
	var refused *kernel.RefusedError
	if !errors.As(err, &refused) {
		return fmt.Errorf("compiling %s: %w", name, err)
	}
	return fmt.Errorf("%s is not kernel Go:\n%w", name, err)
}

// writeOutput writes to a file, or to standard output; binary output, of which
// there is an other emitter's text, never to a terminal.
func (p *process) writeOutput(name, text string, output []byte) error {
	if name != "" {
		return os.WriteFile(name, output, 0o644)
	}
	if f, ok := p.stdout.(*os.File); ok && text != "" && term.IsTerminal(int(f.Fd())) {
		return usagef("a module is no text: write it to a file with --out FILE, or show it with --emit %s", text)
	}
	_, err := p.stdout.Write(output)
	return err
}
