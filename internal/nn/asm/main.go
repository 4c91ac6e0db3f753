// Command asm writes the assembly kernels of package nn: one file of code and
// one of Go declarations for each instruction set. In its folder,
//
//	go run . -dir ..
//
// It is a module of its own so that the program does not depend on the
// generator's libraries.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/printer"
)

func main() {
	dir := flag.String("dir", "..", "folder of package nn")
	check := flag.Bool("check", false, "write nothing; fail where the folder does not hold what would be written")
	flag.Parse()
	if err := run(*dir, *check); err != nil {
		fmt.Fprintln(os.Stderr, "asm:", err)
		os.Exit(1)
	}
}

func run(dir string, check bool) error {
	files := generateNEON()
	for _, s := range []*isa{avx2(), avx512()} {
		more, err := generate(s)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		maps.Copy(files, more)
	}
	var errs []error
	for name, text := range files {
		path := filepath.Join(dir, name)
		if !check {
			errs = append(errs, os.WriteFile(path, text, 0o644))
			continue
		}
		if old, err := os.ReadFile(path); err != nil {
			errs = append(errs, err)
		} else if !bytes.Equal(old, text) {
			errs = append(errs, fmt.Errorf("%s is not what the generator writes: run go generate ./internal/nn", path))
		}
	}
	return errors.Join(errs...)
}

// generate returns the files of one instruction set by name.
func generate(s *isa) (map[string][]byte, error) {
	for rows := 1; rows <= tileRows; rows++ {
		s.matMul(rows)
	}
	s.tanh()
	s.tanhGrad()
	s.adam()
	s.add()
	s.sumSquares()
	f, err := s.Result()
	if err != nil {
		return nil, err
	}
	if err := pass.Compile.Execute(f); err != nil {
		return nil, err
	}
	config := printer.Config{Name: "go run . in internal/nn/asm", Pkg: "nn"}
	base := strings.ToLower(s.name)
	code, err := printer.NewGoAsm(config).Print(f)
	if err != nil {
		return nil, err
	}
	if r := s.beyond.Find(code); r != nil {
		return nil, fmt.Errorf("register %s is not in this instruction set: make its panels narrower", r)
	}
	stubs, err := printer.NewStubs(config).Print(f)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{base + "_amd64.s": code, base + "_amd64.go": stubs}, nil
}
