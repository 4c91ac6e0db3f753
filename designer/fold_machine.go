package designer

import (
	"fmt"
	"strings"
)

// On which machines a run was carried out.

// move notes that the run goes on on another machine.
func (r *Run) move(to Machine) {
	if to == r.Machine || to == (Machine{}) || r.Machine == (Machine{}) {
		return
	}
	r.Notes = append(r.Notes, r.moveNote(to))
	r.Machine = to
}

// moveNote says what was trained on which machine, where the run goes on on another.
// What the one before has trained is settled then.
func (r *Run) moveNote(to Machine) string {
	before := r.unsettled()
	if len(before) == 0 {
		return fmt.Sprintf("taken up on another machine before anything was trained with %s: trained with %s", r.Machine, to)
	}
	if r.settled == nil {
		r.settled = map[string]bool{}
	}
	for _, name := range before {
		r.settled[name] = true
	}
	r.Earlier = append(r.Earlier, r.Machine)
	return fmt.Sprintf("%s trained with %s; from then on all trained with %s; trainings are not those of a run that was never stopped, bit for bit",
		strings.Join(before, ", "), r.Machine, to)
}

// unsettled lists what has been trained, at least in part, since the run moved last.
func (r *Run) unsettled() []string {
	var list []string
	add := func(name string, trained bool) {
		if trained && !r.settled[name] {
			list = append(list, name)
		}
	}
	add("preflight", r.Preflight != nil && len(r.Preflight.Trainings) > 0)
	for _, c := range r.Candidates() {
		add(c.ID, len(c.Trainings) > 0)
	}
	add("a part of the human reward's trainings", len(r.Pool) > 0)
	add("a part of the fit", len(r.fits) > 0)
	add("a part of the final measurement", len(r.finals) > 0)
	return list
}
