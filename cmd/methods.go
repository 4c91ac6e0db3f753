package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/internal/nearest"
)

func methodsCommand(p *process) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:     "methods [METHOD[/FORM]]",
		GroupID: groupTask,
		Short:   "List the methods that a search can follow",
		Long: `List the published methods and the controls that a task file can name in
method.preset and method.form, the first form of each being the one that is meant
where none is named, or show all that one of them decides, in all its forms or in
one. Every value can be set otherwise in the task file. A preset given by --set
leaves out the form that a file names for another one.`,
		Example: `  rewardsmith methods
  rewardsmith methods card
  rewardsmith methods card/released
  rewardsmith run task.yaml --set method.preset=card --set method.form=released`,
		Args: arguments(0, 1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return methodNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			list := designer.Presets()
			if len(args) == 1 {
				var err error
				if list, err = formsOf(args[0]); err != nil {
					return err
				}
			}
			switch {
			case asJSON:
				return p.writeJSON(list)
			case len(args) == 1:
				return p.writeForms(list)
			}
			t := table{header: []string{"METHOD", "FORM", "CANDIDATES", "WHAT IT DOES"}}
			for _, f := range list {
				size := "-"
				if f.Searches() {
					size = fmt.Sprintf("%d x %d", f.Samples, f.Iterations)
				}
				t.add(f.Name, f.Form, size, f.About)
			}
			return t.write(p.stdout)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "write the table as JSON")
	return c
}

// methodNames returns the names of all methods, each once.
func methodNames() []string {
	var names []string
	for _, f := range designer.Presets() {
		if len(names) == 0 || names[len(names)-1] != f.Name {
			names = append(names, f.Name)
		}
	}
	return names
}

// formsOf returns the forms of a method, or the one of them that is named after a
// slash, as in card/released.
func formsOf(method string) ([]designer.Preset, error) {
	name, form, one := strings.Cut(method, "/")
	var forms []designer.Preset
	var names []string
	for _, f := range designer.Presets() {
		if f.Name != name {
			continue
		}
		if f.Form == form {
			return []designer.Preset{f}, nil
		}
		forms, names = append(forms, f), append(names, f.Form)
	}
	switch {
	case forms == nil:
		return nil, usagef("there is no method %q; %s", name, meant(name, methodNames()))
	case one:
		return nil, usagef("method %s has no form %q; %s", name, form, meant(form, names))
	}
	return forms, nil
}

// meant says which of some names may have been meant by one that is none of them, or
// which there are.
func meant(name string, names []string) string {
	if near := nearest.Of(name, names); near != "" {
		return fmt.Sprintf("did you mean %s?", near)
	}
	if len(names) == 1 {
		return "there is " + names[0]
	}
	return "there are " + strings.Join(names, ", ")
}

// writeForms prints all that the forms of a method decide.
func (p *process) writeForms(forms []designer.Preset) error {
	for i, f := range forms {
		if i > 0 {
			fmt.Fprintln(p.stdout)
		}
		fmt.Fprintf(p.stdout, "%s, form %s: %s\n%s\n\n", f.Name, f.Form, f.About, f.Source)
		t := table{}
		for _, row := range f.Values() {
			t.add("  method."+row.Key, row.Value)
		}
		if err := t.write(p.stdout); err != nil {
			return err
		}
	}
	return nil
}
