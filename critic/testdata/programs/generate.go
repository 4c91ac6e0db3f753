//go:build ignore

// Generate builds every reward of this folder with the Go compiler and writes
// what it returns for the transitions of ../corpus to golden.jsonl.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const env = `package env

type State struct{ X, XDot, Theta, ThetaDot float64 }
type Action struct{ Force float64 }

const XLimit = 2.4

func Terminated(next State) bool { return next.X < -XLimit || next.X > XLimit }
`

const main_ = `package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"

	"env"
	"reward"
)

func main() {
	var in [][]float64
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		panic(err)
	}
	MEMORY
	for _, x := range in {
		total, terms := reward.Reward(ARG env.State{x[0], x[1], x[2], x[3]}, env.Action{x[4]}, env.State{x[5], x[6], x[7], x[8]})
		hex := map[string]string{}
		for k, v := range terms {
			hex[k] = fmt.Sprintf("%016x", math.Float64bits(v))
		}
		line, err := json.Marshal(map[string]any{"file": os.Args[1], "in": x, "total": fmt.Sprintf("%016x", math.Float64bits(total)), "components": hex})
		if err != nil {
			panic(err)
		}
		fmt.Println(string(line))
	}
}
`

func main() {
	log.SetFlags(0)
	inputs, err := json.Marshal(readInputs())
	check(err)
	files, err := filepath.Glob("*.go")
	check(err)
	out, err := os.Create("golden.jsonl")
	check(err)
	defer out.Close()
	for _, f := range files {
		if f != "generate.go" {
			build(f, string(inputs), out)
		}
	}
}

func readInputs() [][]float64 {
	f, err := os.Open("../corpus/golden.jsonl")
	check(err)
	defer f.Close()
	var in [][]float64
	for s := bufio.NewScanner(f); s.Scan(); {
		var row struct {
			File string
			In   []float64
		}
		check(json.Unmarshal(s.Bytes(), &row))
		if row.File == "009-const-degrees.go" {
			in = append(in, row.In)
		}
	}
	return in
}

// build compiles one reward in a workspace of its own, where packages env and
// reward have the import paths that rewards use.
func build(file, inputs string, out *os.File) {
	dir, err := os.MkdirTemp("", "golden")
	check(err)
	defer os.RemoveAll(dir)
	source, err := os.ReadFile(file)
	check(err)
	memory, arg := "", ""
	if strings.Contains(string(source), "m *Memory, s env.State") {
		memory, arg = "var m reward.Memory", "&m,"
	}
	text := strings.NewReplacer("MEMORY", memory, "ARG", arg).Replace(main_)
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		check(os.MkdirAll(filepath.Dir(path), 0o755))
		check(os.WriteFile(path, []byte(text), 0o644))
	}
	write("go.work", "go 1.26\nuse (\n./env\n./reward\n./run\n)\n")
	for _, m := range []string{"env", "reward", "run"} {
		write(m+"/go.mod", "module "+m+"\n\ngo 1.26\n")
	}
	write("env/env.go", env)
	write("reward/reward.go", string(source))
	write("run/main.go", text)
	cmd := exec.Command("go", "run", "-C", filepath.Join(dir, "run"), ".", file)
	cmd.Env = append(os.Environ(), "GOWORK="+filepath.Join(dir, "go.work"), "GOFLAGS=")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(inputs), out, os.Stderr
	if err := cmd.Run(); err != nil {
		log.Fatalf("%s: %v", file, err)
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(fmt.Errorf("generate: %w", err))
	}
}
