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
	Path    string // of the binary
	Listing []byte // what go build wrote, such as assembly for -gcflags=-S
	entries map[entryKey]entryInfo
}

type entryKey struct {
	program int
	name    string
}

// entryInfo is the place of an entry in the table of the built program, and how
// many leaves it returns.
type entryInfo struct{ index, results int }

// Build emits programs as Go and builds them with the go command, in one go,
// since starting it takes longer than compiling hundreds of functions. The
// working directory must be within this module.
func Build(programs []*ir.Program, o BuildOptions) (*Native, error) {
	n := &Native{Path: filepath.Join(o.Dir, "program"), entries: map[entryKey]entryInfo{}}
	b, err := newOverlay(o.Dir)
	if err != nil {
		return nil, err
	}
	var table []string
	for i, p := range programs {
		source, names, err := n.emit(i, p, o)
		if err != nil {
			return nil, fmt.Errorf("program %d: %w", i, err)
		}
		b.write(fmt.Sprintf("program%d.go", i), source)
		table = append(table, names...)
	}
	if o.Extra != "" {
		b.write("extra.go", []byte(o.Extra))
	}
	b.write("main.go", mainText(nil, table, o.Fuel))
	n.Listing, err = b.build(n.Path, o)
	return n, err
}

// BuildSources builds random programs as the Go they are written in: what the
// emitted forms of them have to agree with where Go says what happens. results
// are the numbers of leaves that their entries return.
func BuildSources(sources []Source, results []int, o BuildOptions) (*Native, error) {
	n := &Native{Path: filepath.Join(o.Dir, "program"), entries: map[entryKey]entryInfo{}}
	b, err := newOverlay(o.Dir)
	if err != nil {
		return nil, err
	}
	var imports, table []string
	for i, s := range sources {
		name := fmt.Sprintf("source%d", i)
		b.write(filepath.Join(name, "source.go"), []byte(s.Native(name)))
		n.entries[entryKey{i, "F"}] = entryInfo{i, results[i]}
		imports, table = append(imports, emittedPath+"/"+name), append(table, name+".Columns")
	}
	b.write("main.go", mainText(imports, table, false))
	n.Listing, err = b.build(n.Path, o)
	return n, err
}

// emittedPath is where the packages that are built seem to be: a place in this
// module, from where its internal packages can be imported.
const emittedPath = "github.com/rewardsmith/rewardsmith/internal/kernel/fuzz/emitted"

// overlay is source that exists for one build only.
type overlay struct {
	dir, module string
	files       map[string]string
	err         error
}

func newOverlay(dir string) (*overlay, error) {
	text, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return nil, fmt.Errorf("go env GOMOD: %w", err)
	}
	file := strings.TrimSpace(string(text))
	if filepath.Base(file) != "go.mod" {
		return nil, errors.New("the working directory is in no module")
	}
	return &overlay{dir: dir, module: filepath.Dir(file), files: map[string]string{}}, nil
}

// write adds a file. An error comes out of build.
func (b *overlay) write(name string, text []byte) {
	file := filepath.Join(b.dir, name)
	b.files[filepath.Join(b.module, "internal", "kernel", "fuzz", "emitted", name)] = file
	b.err = errors.Join(b.err, os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, text, 0o666))
}

// build builds package main of the files and returns what go build wrote.
func (b *overlay) build(path string, o BuildOptions) ([]byte, error) {
	list, err := json.Marshal(map[string]any{"Replace": b.files})
	if err := errors.Join(b.err, err); err != nil {
		return nil, err
	}
	file := filepath.Join(b.dir, "overlay.json")
	if err := os.WriteFile(file, list, 0o666); err != nil {
		return nil, err
	}
	args := append([]string{"build", "-overlay", file, "-o", path}, o.Flags...)
	cmd := exec.Command("go", append(args, emittedPath)...)
	cmd.Dir, cmd.Env = b.module, append(os.Environ(), o.Env...)
	text, err := cmd.CombinedOutput()
	if err != nil {
		return text, fmt.Errorf("go build: %w\n%s", err, text)
	}
	return text, nil
}

// emit writes one program, with all names prefixed by its number.
func (n *Native) emit(i int, p *ir.Program, o BuildOptions) (source []byte, table []string, err error) {
	prefix := fmt.Sprintf("p%d", i)
	options := gogen.Options{Package: "main", Prefix: prefix, Native: o.Native, Fuel: o.Fuel}
	for _, f := range p.Funcs {
		if f.Entry == "" {
			continue
		}
		name := fmt.Sprintf("entry%d", len(n.entries))
		n.entries[entryKey{i, f.Entry}] = entryInfo{len(n.entries), f.Returns().Size()}
		options.Entries = append(options.Entries, gogen.Entry{Func: f.Name, Name: name, Columns: true})
		table = append(table, name)
	}
	source, err = gogen.Emit(p, options)
	return source, table, err
}

// mainText is the program around the functions, which take fuel or do not.
func mainText(imports, table []string, fuel bool) []byte {
	var b bytes.Buffer
	b.WriteString(`package main

import (
	"fmt"
	"os"

	"github.com/rewardsmith/rewardsmith/internal/kernel/fuzz/child"
	"github.com/rewardsmith/rewardsmith/internal/kernel/gogen/rt"
`)
	for _, path := range imports {
		fmt.Fprintf(&b, "\t%q\n", path)
	}
	b.WriteString(`)

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
		e := n.entries[entryKey{row.Program, row.Entry}]
		requests[i] = child.Request{Entry: e.index, Out: e.results, Fuel: int64(row.Fuel)}
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
