package fuzz

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/fuzz/child"
	"github.com/rewardsmith/rewardsmith/internal/kernel/gogen"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// BuildOptions say how programs are built.
type BuildOptions struct {
	// Dir is an existing folder for the binary and the source.
	Dir string

	// Fuel makes programs take fuel. Without it they never run out: give them
	// only rows that end.
	Fuel bool

	Native map[string]string // as in gogen.Options
	Extra  string            // further Go source of the program, with its package clause
	Flags  []string          // of go build, such as -gcflags=-l
	Env    []string          // added to the environment, such as GOARCH=arm64
}

// Native is programs emitted as Go and built as one binary.
type Native struct {
	Path     string // of the binary
	Listing  []byte // what go build wrote, such as assembly for -gcflags=-S
	programs []*ir.Program
	entries  map[*ir.Func]int
}

// Build emits programs as Go and builds them with the go command, in one go,
// since starting it takes longer than compiling hundreds of functions. The
// working directory must be within this module.
func Build(programs []*ir.Program, o BuildOptions) (*Native, error) {
	module, err := moduleDir()
	if err != nil {
		return nil, err
	}
	n := &Native{Path: filepath.Join(o.Dir, "program"), programs: programs, entries: map[*ir.Func]int{}}
	// The files exist for this build only, at a place in the module from where
	// its internal packages can be imported.
	place := filepath.Join(module, "internal", "kernel", "fuzz", "emitted")
	overlay := map[string]string{}
	write := func(name string, text []byte) error {
		real := filepath.Join(o.Dir, name)
		overlay[filepath.Join(place, name)] = real
		return os.WriteFile(real, text, 0o666)
	}
	var table []string
	for i, p := range programs {
		source, names, err := n.emit(i, p, o)
		if err != nil {
			return nil, fmt.Errorf("program %d: %w", i, err)
		}
		if err := write(fmt.Sprintf("program%d.go", i), source); err != nil {
			return nil, err
		}
		table = append(table, names...)
	}
	if o.Extra != "" {
		if err := write("extra.go", []byte(o.Extra)); err != nil {
			return nil, err
		}
	}
	if err := write("main.go", mainText(table, o.Fuel)); err != nil {
		return nil, err
	}
	list, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		return nil, err
	}
	overlayFile := filepath.Join(o.Dir, "overlay.json")
	if err := os.WriteFile(overlayFile, list, 0o666); err != nil {
		return nil, err
	}
	args := append([]string{"build", "-overlay", overlayFile, "-o", n.Path}, o.Flags...)
	cmd := exec.Command("go", append(args, "./internal/kernel/fuzz/emitted")...)
	cmd.Dir, cmd.Env = module, append(os.Environ(), o.Env...)
	if n.Listing, err = cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w\n%s", err, n.Listing)
	}
	return n, nil
}

// moduleDir returns the folder of the module that the working directory is in.
func moduleDir() (string, error) {
	text, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOMOD: %w", err)
	}
	file := strings.TrimSpace(string(text))
	if filepath.Base(file) != "go.mod" {
		return "", errors.New("the working directory is in no module")
	}
	return filepath.Dir(file), nil
}

// emit writes one program, with all names prefixed by its number.
func (n *Native) emit(i int, p *ir.Program, o BuildOptions) (source []byte, table []string, err error) {
	prefix := fmt.Sprintf("p%d", i)
	options := gogen.Options{Package: "main", Prefix: prefix, Native: o.Native, Fuel: o.Fuel}
	for _, f := range p.Funcs {
		if f.Entry == "" {
			continue
		}
		n.entries[f] = len(n.entries)
		name := fmt.Sprintf("entry%d", n.entries[f])
		options.Entries = append(options.Entries, gogen.Entry{Func: f.Name, Name: name, Columns: true})
		table = append(table, name)
	}
	source, err = gogen.Emit(p, options)
	return source, table, err
}

// mainText is the program around the emitted functions.
func mainText(table []string, fuel bool) []byte {
	var b bytes.Buffer
	b.WriteString(`package main

import (
	"fmt"
	"os"

	"github.com/rewardsmith/rewardsmith/internal/kernel/fuzz/child"
	"github.com/rewardsmith/rewardsmith/internal/kernel/gogen/rt"
)

func main() {
	if err := child.Serve(entries, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

var entries = []child.Entry{
`)
	for _, name := range table {
		if fuel {
			fmt.Fprintf(&b, "\t%s,\n", name)
		} else {
			fmt.Fprintf(&b, "\tfunc(in, out []float64, _ *rt.Meter) { %s(in, out) },\n", name)
		}
	}
	b.WriteString("}\n\nvar _ rt.Stop\n")
	return b.Bytes()
}

// Run runs rows, in one process.
func (n *Native) Run(rows []Row) ([]Outcome, error) {
	requests := make([]child.Request, len(rows))
	for i, row := range rows {
		f := n.programs[row.Program].Entry(row.Entry)
		requests[i] = child.Request{Entry: n.entries[f], Out: f.Returns().Size(), Fuel: int64(row.Fuel)}
		for _, x := range row.In {
			requests[i].In = append(requests[i].In, math.Float64bits(x))
		}
	}
	var in, out, stderr bytes.Buffer
	if err := gob.NewEncoder(&in).Encode(requests); err != nil {
		return nil, err
	}
	cmd := exec.Command(n.Path)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = &in, &out, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("the emitted program: %w\n%s", err, stderr.Bytes())
	}
	var responses []child.Response
	if err := gob.NewDecoder(&out).Decode(&responses); err != nil {
		return nil, err
	}
	outcomes := make([]Outcome, len(responses))
	for i, a := range responses {
		outcomes[i] = Outcome{Out: a.Out, Fault: a.Fault, At: a.At, Panic: a.Panic}
	}
	return outcomes, nil
}
