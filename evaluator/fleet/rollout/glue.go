package rollout

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/rng"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout/words"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

// glueFile is the name of the files that are added to packages of sources: what
// has to name their own types. Names in them end in __, which no source may use.
const glueFile = "glue.go"

// imports are what glue may use, by name.
var imports = []struct{ name, path string }{{"math__", "math"}, {"rng__", rngPath}, {"words__", words.Path}}

// glue makes a file of declarations, with the imports that they use.
func glue(pkg string, declarations ...string) kernel.File {
	text := strings.Join(declarations, "\n")
	head := "package " + pkg + "\n\n"
	for _, i := range imports {
		if strings.Contains(text, i.name+".") {
			head += fmt.Sprintf("import %s %q\n", i.name, i.path)
		}
	}
	return kernel.File{Name: glueFile, Text: head + "\n" + text}
}

// environmentGlue is what is added to package env.
func (b *builder) environmentGlue() (kernel.File, error) {
	if _, err := b.config.Spec.DrawParams(b.config.Params); err != nil {
		return kernel.File{}, err
	}
	parts := []string{loader("Load__", "State", b.state), b.first(), b.act()}
	if b.config.Spec.Choices > 0 {
		parts = append(parts, b.choice())
	}
	return glue("env", parts...), nil
}

// rewardGlue is what is added to the package of a reward with a Memory.
func rewardGlue(pkg string, r *rewardProgram) kernel.File {
	return glue(pkg, loader("LoadMemory__", "Memory", r.Memory), storer("StoreMemory__", "Memory", r.Memory))
}

// loader is a function that makes a value of a type from words.
func loader(name, of string, leaves []leaf) string {
	var s strings.Builder
	fmt.Fprintf(&s, "// %s makes a %s of its words.\nfunc %s(w [%d]uint32) %s {\n\tvar v %s\n", name, of, name, len(leaves), of, of)
	for i, l := range leaves {
		fmt.Fprintf(&s, "\tv.%s = %s\n", l.Name, l.fromWord(fmt.Sprintf("w[%d]", i)))
	}
	return s.String() + "\treturn v\n}\n"
}

// storer is a function that undoes that.
func storer(name, of string, leaves []leaf) string {
	var s strings.Builder
	fmt.Fprintf(&s, "// %s returns the words of a %s.\nfunc %s(v %s) [%d]uint32 {\n\tvar w [%d]uint32\n", name, of, name, of, len(leaves), len(leaves))
	for i, l := range leaves {
		fmt.Fprintf(&s, "\tw[%d] = %s\n", i, strings.ReplaceAll(l.Word("v"), "words.", "words__."))
	}
	return s.String() + "\treturn w\n}\n"
}

// first is a function that draws the parameters of an episode, as envs.ParamDraw
// does, and returns its first state.
func (b *builder) first() string {
	var s strings.Builder
	fmt.Fprint(&s, "// First__ returns the first state of an episode.\nfunc First__(low, high, number, episode uint32) State {\n\tvar p Params\n")
	text, drawn := "", false
	for i, l := range b.params {
		f := &b.config.Spec.Params[i]
		value := constant(l, f.Holds(f.Default))
		if r, ok := b.config.Params[f.Name]; ok && r.Lo < r.Hi {
			value, drawn = uniform(l, r), true
		} else if ok {
			value = constant(l, f.Holds(r.Lo))
		}
		text += fmt.Sprintf("\tp.%s = %s\n", l.Name, value)
	}
	if drawn {
		fmt.Fprintf(&s, "\tq := rng__.At(low, high, %d, number, episode, 0)\n", rng.StreamParams)
	}
	fmt.Fprintf(&s, "%s\tr := rng__.At(low, high, %d, number, episode, 0)\n\treturn Reset(p, &r)\n}\n", text, rng.StreamReset)
	return s.String()
}

// uniform is a number drawn from a range as a value of a leaf's type.
func uniform(l leaf, r envs.Range) string {
	u := fmt.Sprintf("q.Uniform(%s, %s)", number(r.Lo), number(r.Hi))
	switch l.Kind {
	case envs.Int, envs.Uint32:
		lo, hi := math.Ceil(r.Lo), math.Floor(r.Hi)
		return fmt.Sprintf("%s(min(math__.Floor(q.Uniform(%s, %s)), %s))", l.Type, number(lo), number(hi+1), number(hi))
	case envs.Bool:
		return fmt.Sprintf("%s(%s >= 0.5)", l.Type, u)
	}
	return fmt.Sprintf("%s(%s)", l.Type, u)
}

// constant is a number that a leaf holds as a value of its type.
func constant(l leaf, v float64) string {
	if l.Kind == envs.Bool {
		return fmt.Sprintf("%s(%t)", l.Type, v != 0)
	}
	return fmt.Sprintf("%s(%s)", l.Type, number(v))
}

// number writes a number so that reading it gives the same.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// act is a function that makes an action of numbers, as envs.Field.Applied does.
func (b *builder) act() string {
	var s strings.Builder
	fmt.Fprintf(&s, "// Act__ returns the action nearest to numbers that is within its bounds.\nfunc Act__(v [%d]float64) Action {\n\tvar a Action\n", len(b.action))
	for i, l := range b.action {
		f := b.config.Spec.Action[i]
		fmt.Fprintf(&s, "\ta.%s = %s\n", l.Name, held(l, fmt.Sprintf("min(max(v[%d], %s), %s)", i, number(f.Lo), number(f.Hi))))
	}
	return s.String() + "\treturn a\n}\n"
}

// held is a number as a value of a leaf's type, as envs.Field.Holds has it.
func held(l leaf, v string) string {
	switch l.Kind {
	case envs.Int:
		v = fmt.Sprintf("math__.Round(%s)", v)
	case envs.Uint32:
		v = fmt.Sprintf("max(0, math__.Round(%s))", v)
	case envs.Bool:
		v += " >= 0.5"
	}
	return fmt.Sprintf("%s(%s)", l.Type, v)
}

// choice is a function that returns the action of a choice, within its bounds.
func (b *builder) choice() string {
	var tables, s strings.Builder
	fmt.Fprint(&s, "// Choice__ returns the action of choice i.\nfunc Choice__(i int) Action {\n\tvar a Action\n")
	for f, l := range b.action {
		values := make([]string, b.config.Spec.Choices)
		for i, row := range b.config.Spec.ChoiceActions {
			values[i] = number(b.config.Spec.Action[f].Applied(row[f]))
			if l.Kind == envs.Bool {
				values[i] = strconv.FormatBool(row[f] != 0)
			}
		}
		fmt.Fprintf(&tables, "var choice%d__ = [%d]%s{%s}\n\n", f, len(values), l.Kind, strings.Join(values, ", "))
		fmt.Fprintf(&s, "\ta.%s = %s(choice%d__[i])\n", l.Name, l.Type, f)
	}
	return tables.String() + s.String() + "\treturn a\n}\n"
}

// tree chooses among numbers from lo to hi-1 by comparisons that nest as little as
// can be, for targets that limit how deep they may.
func tree(lo, hi int, leaf func(k int) string) string {
	if hi-lo == 1 {
		return leaf(lo)
	}
	middle := (lo + hi) / 2
	return fmt.Sprintf("if reward < %d {\n%s\n} else {\n%s\n}", middle, tree(lo, middle, leaf), tree(middle, hi, leaf))
}

// mostMemory returns the words of the largest Memory of a reward.
func mostMemory(rewards []rewardProgram) int {
	return len(slices.MaxFunc(rewards, func(a, b rewardProgram) int { return len(a.Memory) - len(b.Memory) }).Memory)
}
