package cmd

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/internal/nearest"
)

// The size of an episode as a table, beyond which there is nothing to be read.
const (
	tableRows  = 30 // steps
	tableArray = 4  // elements of an array of the state
)

// stateColumns finds the fields of the state that a table is to show, by their names
// or those of their arrays. With no names it is all but those of long arrays.
func stateColumns(state envs.Schema, names []string) ([]int, error) {
	var columns []int
	if len(names) == 0 {
		for _, g := range state.Groups() {
			if len(g.Fields) <= tableArray {
				columns = append(columns, g.Fields...)
			}
		}
		return columns, nil
	}
	for _, name := range names {
		n := len(columns)
		for i, f := range state {
			if f.Name == name || strings.HasPrefix(f.Name, name+"[") || strings.HasPrefix(f.Name, name+".") {
				columns = append(columns, i)
			}
		}
		if len(columns) > n {
			continue
		}
		if near := nearest.Of(name, state.Names()); near != "" {
			return nil, fmt.Errorf("--fields: the state has no field %q; did you mean %s?", name, near)
		}
		return nil, fmt.Errorf("--fields: the state has no field %q; it has %s", name, strings.Join(groupNames(state), ", "))
	}
	return columns, nil
}

// groupNames are the fields of a schema with their arrays folded.
func groupNames(s envs.Schema) []string {
	var names []string
	for _, g := range s.Groups() {
		names = append(names, g.Name)
	}
	return names
}

// writeSteps writes an episode as a table of at most tableRows steps, the last among
// them, and of these columns of the state; without the terms where it has none.
func writeSteps(w io.Writer, spec *envs.Spec, e titled, columns []int) error {
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
	for step := 0; ; step = min(step+stride, last) {
		t.add(stepRow(e, step, columns)...)
		if step == last {
			break
		}
	}
	if err := t.write(w); err != nil {
		return err
	}
	if left := leftOut(spec.State, columns); len(left) > 0 {
		_, err := fmt.Fprintf(w, "left out of the state: %s\n", strings.Join(left, ", "))
		return err
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
		row = append(row, fmt.Sprintf("%.4g", v+0)) // -0 + 0 is 0
	}
	return row
}

// leftOut names the fields, and the arrays, of which nothing is among the columns.
func leftOut(state envs.Schema, columns []int) []string {
	var names []string
	for _, g := range state.Groups() {
		if !slices.ContainsFunc(g.Fields, func(i int) bool { return slices.Contains(columns, i) }) {
			names = append(names, g.Name)
		}
	}
	return names
}
