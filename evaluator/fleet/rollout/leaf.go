package rollout

import (
	"fmt"
	"go/types"

	"github.com/rewardsmith/rewardsmith/envs"
)

// leaf is a number or truth value within a value of a struct type.
type leaf struct {
	Name string // as envs.Field.Name
	Kind envs.Kind
	Type string // as its package names it
}

// Number is the leaf of a value as a float32.
func (l leaf) Number(of string) string {
	if l.Kind == envs.Bool {
		return fmt.Sprintf("words.Flag(bool(%s.%s))", of, l.Name)
	}
	return fmt.Sprintf("float32(%s.%s)", of, l.Name)
}

// Word is the leaf of a value as a word.
func (l leaf) Word(of string) string {
	how := map[envs.Kind]string{
		envs.Float64: "words.Of(float32(%s.%s))", envs.Float32: "words.Of(float32(%s.%s))",
		envs.Int: "words.OfInt(int(%s.%s))", envs.Uint32: "uint32(%s.%s)", envs.Bool: "words.OfBool(bool(%s.%s))",
	}[l.Kind]
	return fmt.Sprintf(how, of, l.Name)
}

// Finite says that the leaf of a value is finite; "" where it always is.
func (l leaf) Finite(of string) string { return l.holds("words.Finite(float32(%s.%s))", of) }

// Bounded says that the leaf of a value is within the limit; "" where it always is.
func (l leaf) Bounded(of string) string { return l.holds("words.Within(float32(%s.%s), limit)", of) }

// holds is a condition on a leaf that is a float, "" on others.
func (l leaf) holds(condition, of string) string {
	if l.Kind != envs.Float64 && l.Kind != envs.Float32 {
		return ""
	}
	return fmt.Sprintf(condition, of, l.Name)
}

// fromWord is a word as a value of the leaf's type. The words package goes by the
// name that is given it where others may have theirs.
func (l leaf) fromWord(word string) string {
	of := map[envs.Kind]string{
		envs.Float64: "words__.Float(%s)", envs.Float32: "words__.Float(%s)",
		envs.Int: "words__.Int(%s)", envs.Uint32: "%s", envs.Bool: "words__.Bool(%s)",
	}[l.Kind]
	return l.Type + "(" + fmt.Sprintf(of, word) + ")"
}

// walk lists leaves of types as one package sees them.
type walk struct {
	pkg    *types.Package
	leaves []leaf
}

// leavesOf lists the leaves of a type, of a value called name; "" at the outside.
func (w *walk) leavesOf(t types.Type, name string) error {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		kind := envs.Kind(u.Name())
		switch kind {
		case envs.Float64, envs.Float32, envs.Int, envs.Uint32, envs.Bool:
			return w.leaf(t, kind, name)
		}
	case *types.Array:
		for i := range u.Len() {
			if err := w.leavesOf(u.Elem(), fmt.Sprintf("%s[%d]", name, i)); err != nil {
				return err
			}
		}
		return nil
	case *types.Struct:
		for f := range u.Fields() {
			if err := w.field(f, name); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("%s has type %s, which cannot be kept from step to step", name, t)
}

func (w *walk) field(f *types.Var, within string) error {
	name := f.Name()
	if name == "_" {
		return nil // nothing reads or sets it
	}
	if within != "" {
		name = within + "." + name
	}
	if f.Pkg() != w.pkg && !f.Exported() {
		return fmt.Errorf("%s is not exported by package %s, and so cannot be kept from step to step: keep a copy of what it holds", name, f.Pkg().Path())
	}
	return w.leavesOf(f.Type(), name)
}

func (w *walk) leaf(t types.Type, kind envs.Kind, name string) error {
	l := leaf{name, kind, string(kind)}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		if named.Obj().Pkg() != w.pkg {
			return fmt.Errorf("%s has type %s of another package, and so cannot be kept from step to step: keep it as a %s", name, t, kind)
		}
		l.Type = named.Obj().Name()
	}
	w.leaves = append(w.leaves, l)
	return nil
}
