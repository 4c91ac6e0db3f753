package cmd

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/nearest"
	"github.com/rewardsmith/rewardsmith/internal/number"
)

// The size of an episode as a table, beyond which there is nothing to be read.
const (
	tableRows  = 30 // steps
	tableArray = 4  // elements of an array of the state
)

// stateColumns are the fields of the state that tables of episodes show.
type stateColumns struct {
	fields []int
	all    bool // also those that stay as they are throughout an episode
}

// newStateColumns finds fields by their names or those of their arrays. With no names it
// is those that change and are not of long arrays.
func newStateColumns(state envs.Schema, names []string) (stateColumns, error) {
	var fields []int
	if len(names) == 0 {
		for _, g := range state.Groups() {
			if len(g.Fields) <= tableArray {
				fields = append(fields, g.Fields...)
			}
		}
		slices.Sort(fields)
		return stateColumns{fields: fields}, nil
	}
	for _, name := range names {
		if found := named(state, name); found != nil {
			fields = append(fields, found...)
			continue
		}
		if near := nearest.Of(name, state.Names()); near != "" {
			return stateColumns{}, fmt.Errorf("--fields: the state has no field %q; did you mean %s?", name, near)
		}
		return stateColumns{}, fmt.Errorf("--fields: the state has no field %q; it has %s", name, strings.Join(groupNames(state), ", "))
	}
	return stateColumns{fields: unique(fields), all: true}, nil
}

// named are the fields that a name stands for: that of a field, of what holds fields, or
// of a group as tables write it.
func named(state envs.Schema, name string) []int {
	for _, g := range state.Groups() {
		if g.Name == name {
			return g.Fields
		}
	}
	var found []int
	for i, f := range state {
		if f.Name == name || strings.HasPrefix(f.Name, name+"[") || strings.HasPrefix(f.Name, name+".") {
			found = append(found, i)
		}
	}
	return found
}

// unique leaves out what was there before.
func unique(list []int) []int {
	var kept []int
	for _, i := range list {
		if !slices.Contains(kept, i) {
			kept = append(kept, i)
		}
	}
	return kept
}

// of divides the fields into those that a table of the episode has as columns and those
// that it need not have, since they stay as they are.
func (c stateColumns) of(e *evaluator.Episode) (columns, constant []int) {
	for _, i := range c.fields {
		changes := slices.ContainsFunc(e.States, func(s []float64) bool { return s[i] != e.States[0][i] })
		if c.all || changes {
			columns = append(columns, i)
		} else {
			constant = append(constant, i)
		}
	}
	return columns, constant
}

// groupNames are the fields of a schema with their arrays folded.
func groupNames(s envs.Schema) []string {
	var names []string
	for _, g := range s.Groups() {
		names = append(names, g.Name)
	}
	return names
}

// writeSteps writes an episode as a table of about tableRows steps, among them the last
// transition and the state that it leads to; without the terms where it has none.
func writeSteps(w io.Writer, spec *envs.Spec, e titled, c stateColumns) error {
	columns, constant := c.of(e.episode)
	t := table{header: []string{"STEP"}, right: map[int]bool{}}
	for _, i := range columns {
		t.header = append(t.header, spec.State[i].Name)
	}
	t.header = append(t.header, spec.Action.Names()...)
	t.header = append(t.header, e.terms...)
	for i := range t.header {
		t.right[i] = true
	}
	last := len(e.episode.States) - 1
	stride := max(1, (last+tableRows-1)/tableRows)
	for step := 0; step < last-1; step += stride {
		t.add(stepRow(e, step, columns)...)
	}
	for step := max(last-1, 0); step <= last; step++ {
		t.add(stepRow(e, step, columns)...)
	}
	if err := t.write(w); err != nil {
		return err
	}
	var same []string
	for _, i := range constant {
		same = append(same, fmt.Sprintf("%s %s", spec.State[i].Name, cell(e.episode.States[0][i])))
	}
	for _, line := range []struct {
		label string
		items []string
	}{{"unchanged", same}, {"left out of the state", leftOut(spec.State, c.fields)}} {
		if len(line.items) == 0 {
			continue
		}
		if _, err := fmt.Fprintf(w, "%s: %s\n", line.label, strings.Join(line.items, ", ")); err != nil {
			return err
		}
	}
	return nil
}

// stepRow is the row of one step: the state before it, and what was done and paid then.
// The last state has neither.
func stepRow(e titled, step int, columns []int) []string {
	values := make([]float64, 0, len(columns))
	for _, i := range columns {
		values = append(values, e.episode.States[step][i])
	}
	if step < len(e.episode.Actions) {
		values = append(values, e.episode.Actions[step]...)
	}
	if step < len(e.episode.Terms) {
		values = append(values, e.episode.Terms[step]...)
	}
	row := []string{fmt.Sprint(step)}
	for _, v := range values {
		row = append(row, cell(v))
	}
	return row
}

// cell writes a number of a table.
func cell(v float64) string { return number.Significant(v, 4) }

// leftOut names the fields, and the arrays, of which nothing is shown.
func leftOut(state envs.Schema, shown []int) []string {
	var names []string
	for _, g := range state.Groups() {
		if !slices.ContainsFunc(g.Fields, func(i int) bool { return slices.Contains(shown, i) }) {
			names = append(names, g.Name)
		}
	}
	return names
}
