package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"
)

// printTables prints what documents hold as Markdown.
func printTables(w io.Writer, files []string) error {
	var list []document
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		var d document
		if err := json.Unmarshal(data, &d); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		list = append(list, d)
	}
	_, err := io.WriteString(w, tables(list))
	return err
}

// tables renders documents, those of a part side by side.
func tables(list []document) string {
	sections := []string{
		programTable(list),
		timingTable("Rollouts alone, environment steps a second", list, func(d *document) []timing { return d.Rollout }),
		timingTable("Training from end to end, environment steps a second", list, func(d *document) []timing { return d.Speed }),
		togetherTable(list), solvedTable(list), compileTable(list), rankingTable(list), searchTable(list),
	}
	return strings.Join(slices.DeleteFunc(sections, func(s string) bool { return s == "" }), "\n")
}

// grid is a table of Markdown.
type grid struct {
	title string
	head  []string
	rows  [][]string
}

// String renders the table, "" where it has no rows. All columns but the first are
// aligned to the right.
func (g *grid) String() string {
	if len(g.rows) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "### %s\n\n| %s |\n|---|%s\n", g.title, strings.Join(g.head, " | "), strings.Repeat("---:|", len(g.head)-1))
	for _, row := range g.rows {
		fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
	}
	return b.String()
}

func (g *grid) add(cells ...string) { g.rows = append(g.rows, cells) }

// label names a document in short.
func (d *document) label() string {
	switch {
	case d.Program == "jax" && d.Precision != "":
		return fmt.Sprintf("JAX %s, %s, %s, %s", d.Version, d.Precision, d.Random, d.Platform)
	case d.Program == "jax":
		return fmt.Sprintf("JAX %s, %s", d.Version, d.Platform)
	}
	return "rewardsmith, " + d.Platform
}

// programTable says what was measured on what.
func programTable(list []document) string {
	g := grid{title: "What was measured", head: []string{"program", "version", "scale", "device", "driver", "host"}}
	for i := range list {
		d := &list[i]
		g.add(d.label(), d.Version, d.Scale, d.Device, dash(d.Driver), dash(d.Host))
	}
	return g.String()
}

// timingTable has a row for each environment and number of instances, and a column for
// each program that has any.
func timingTable(title string, list []document, of func(*document) []timing) string {
	g := grid{title: title, head: []string{"environment", "instances"}}
	type key struct {
		env       string
		instances int
	}
	var keys []key
	var columns []map[key]timing
	for i := range list {
		column := map[key]timing{}
		for _, t := range of(&list[i]) {
			k := key{t.Env, t.Instances}
			column[k] = t
			if !slices.Contains(keys, k) {
				keys = append(keys, k)
			}
		}
		if len(column) > 0 {
			g.head = append(g.head, list[i].label())
			columns = append(columns, column)
		}
	}
	for _, k := range keys {
		row := []string{k.env, fmt.Sprint(k.instances)}
		for _, column := range columns {
			cell := "-"
			if t, ok := column[k]; ok {
				cell = quantity(t.StepsPerSecond)
			}
			row = append(row, cell)
		}
		g.add(row...)
	}
	return g.String()
}

func togetherTable(list []document) string {
	g := grid{title: "One training beside several at once", head: []string{"program", "environment", "instances of each", "trainings", "one, s", "together, s", "ratio"}}
	for i := range list {
		for _, t := range list[i].Together {
			g.add(list[i].label(), t.Env, fmt.Sprint(t.Instances), fmt.Sprint(t.Candidates), digits(t.One), digits(t.All), digits(t.Ratio))
		}
	}
	return g.String()
}

func solvedTable(list []document) string {
	g := grid{title: "Steps and seconds to the threshold, medians", head: []string{"program", "environment", "instances", "threshold", "reached", "steps", "seconds", "whole training, s"}}
	for i := range list {
		for _, r := range list[i].Solved {
			steps, seconds, whole, reached := r.medians()
			g.add(list[i].label(), r.Env, fmt.Sprint(r.Instances), fmt.Sprint(r.Threshold),
				fmt.Sprintf("%d of %d", reached, len(r.Seeds)), digits(steps), digits(seconds), digits(whole))
		}
	}
	return g.String()
}

// medians returns those of the steps and seconds to the threshold and of the seconds of
// whole trainings. Seeds that never reach the threshold count as later than all others.
func (r *race) medians() (steps, seconds, whole float64, reached int) {
	if len(r.Seeds) == 0 {
		return math.NaN(), math.NaN(), math.NaN(), 0
	}
	var a, b, c []float64
	for _, s := range r.Seeds {
		c = append(c, s.Seconds)
		if s.First == nil {
			a, b = append(a, math.Inf(1)), append(b, math.Inf(1))
			continue
		}
		reached++
		a, b = append(a, float64(s.First.Steps)), append(b, s.First.Seconds)
	}
	return median(a), median(b), median(c), reached
}

// line says how the race went.
func (r *race) line() string {
	steps, seconds, whole, reached := r.medians()
	return fmt.Sprintf("%d of %d at %g after %s steps and %s s, training %s s", reached, len(r.Seeds), r.Threshold, digits(steps), digits(seconds), digits(whole))
}

func compileTable(list []document) string {
	g := grid{title: "From the text of an environment and a reward to the first transitions, seconds", head: []string{"program", "environment", "reward", "ours", "driver", "both", "caches"}}
	for i := range list {
		for _, c := range list[i].Compile {
			caches := "on"
			if c.Cold {
				caches = "off"
			}
			g.add(list[i].label(), c.Env, c.Reward, digits(c.Emit), digits(c.Driver), digits(c.Seconds), caches)
		}
	}
	return g.String()
}

func rankingTable(list []document) string {
	g := grid{title: "Rankings of rewards by the score that policies reach", head: []string{"environment", "rewards", "steps", "seeds", "tau, CPU and GPU", "tau, CPU and CPU with other seeds", "CPU, s", "GPU, s"}}
	for i := range list {
		for _, r := range list[i].Ranking {
			g.add(r.Env, fmt.Sprint(len(r.Rewards)), fmt.Sprint(r.Steps), fmt.Sprint(r.Seeds),
				digits(r.Tau), digits(r.TauAgain), digits(r.CPUSeconds), digits(r.GPUSeconds))
		}
	}
	return g.String()
}

func searchTable(list []document) string {
	g := grid{title: "A search without a model, whole process", head: []string{"program", "environment", "candidates", "steps of each", "instances", "seconds"}}
	for i := range list {
		for _, s := range list[i].Search {
			g.add(list[i].label(), s.Env, fmt.Sprintf("%d x %d", s.Samples, s.Iterations), fmt.Sprint(s.Steps), fmt.Sprint(s.Instances), digits(s.Seconds))
		}
	}
	return g.String()
}

// digits writes a number with three digits, or a dash for one that is not there.
func digits(v float64) string {
	switch {
	case math.IsInf(v, 0) || math.IsNaN(v):
		return "-"
	case math.Abs(v) >= 1000:
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.3g", v)
}

// quantity writes a large number with a word for its magnitude.
func quantity(v float64) string {
	for _, unit := range []struct {
		size float64
		name string
	}{{1e9, " billion"}, {1e6, " million"}, {1e3, " thousand"}} {
		if v >= unit.size {
			return fmt.Sprintf("%.3g%s", v/unit.size, unit.name)
		}
	}
	return digits(v)
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
