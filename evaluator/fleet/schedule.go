package fleet

import (
	"slices"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet/kernels"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// schedule says what runs on the device, and when.
type schedule struct {
	*layout
	settings *ppo.Settings
	pace     pace
}

// advance lists what rollout number r, counted from 0, and the update on it take. From
// the second on it is the same but for arguments.
func (s *schedule) advance(r int) []kernels.Launch {
	var list []kernels.Launch
	if r == 0 {
		list = append(s.begin(), s.firstRollout()...)
	} else {
		list = s.laterRollout(r)
	}
	list = append(list, s.count(r)...)
	list = append(list, s.fold()...)
	list = append(list, s.learner.Judge(r)...)
	return append(list, s.update(r)...)
}

// count makes the rewards of rollout r by counting, where the fleet does.
func (s *schedule) count(r int) []kernels.Launch {
	at := s.program.Statistics()
	return s.learner.Count(r, statistics, at.Return, at.Reward)
}

// fold adds up statistics over the instances of each job.
func (s *schedule) fold() []kernels.Launch {
	return s.learner.Fold(kernels.Columns{Of: statistics, Count: s.totalColumns()}, totalsPartial, totals)
}

// begin puts instances into their first states and starts the moments of
// observations. Deviations are from the normaliser's mean, which is 0 at first: they
// tell where the observations are, and are taken again from there.
func (s *schedule) begin() []kernels.Launch {
	reset := s.entry(rollout.EntryReset, nil)
	list := append([]kernels.Launch{reset}, s.merge(0, 1)...)
	list = append(list, s.learner.Renormalise(true)...)
	return append(append(list, reset), s.merge(0, 1)...)
}

// merge takes the observations of some steps into the moments, which hold those of so
// many steps before.
func (s *schedule) merge(before, steps int) []kernels.Launch {
	return s.learner.MergeObservations(statistics, s.program.Statistics().Deviations, before, steps)
}

// firstRollout takes over the moments before every step: the first observations say
// little of those to come.
func (s *schedule) firstRollout() []kernels.Launch {
	var list []kernels.Launch
	for t := range s.learner.Horizon {
		restart := uint32(rollout.RestartMoments)
		if t == 0 {
			restart |= rollout.RestartTotals
		}
		list = append(list, s.learner.Renormalise(true)...)
		list = append(list, s.steps(0, t, 1, restart))
		list = append(list, s.merge(1+t, 1)...)
	}
	return list
}

// laterRollout takes over the moments once.
func (s *schedule) laterRollout(r int) []kernels.Launch {
	horizon := s.learner.Horizon
	list := s.learner.Renormalise(false)
	restart := uint32(rollout.RestartTotals | rollout.RestartMoments)
	for _, part := range s.learner.Parts() {
		end := part.From + part.Steps
		for t := part.From; t < end; t += s.pace.steps {
			list = append(list, s.steps(r*horizon, t, min(s.pace.steps, end-t), restart))
			restart = 0
		}
	}
	return append(list, s.merge(1+r*horizon, horizon)...)
}

// update fits both networks to rollout r.
func (s *schedule) update(r int) []kernels.Launch {
	list := s.learner.Prepare(r + 1)
	rate := s.settings.Rate(r)
	step := r * s.settings.Epochs * s.learner.Minibatches()
	for epoch := range s.settings.Epochs {
		for minibatch := range s.learner.Minibatches() {
			step++
			list = append(list, s.learner.Step(epoch, minibatch, step, rate)...)
		}
	}
	return list
}

// steps takes some steps from time t of a rollout on, before which there were clock. All
// are in one part of it.
func (s *schedule) steps(clock, t, steps int, restart uint32) kernels.Launch {
	shape := &s.learner.Shape
	part := shape.PartAt(t)
	l := s.entry(rollout.EntryRollout, map[string]uint32{
		"from": uint32(t), "steps": uint32(steps), "clock": uint32(clock), "restart": restart,
		"away": uint32(shape.Instances * (shape.Horizon - part.Steps)), "before": uint32(shape.Instances * part.From),
	})
	for i, b := range l.Buffers {
		l.Buffers[i] = part.Of(b)
	}
	return l
}

// entry launches an entry of the rollout program with scalars besides the usual ones.
func (s *schedule) entry(name string, scalars map[string]uint32) kernels.Launch {
	const workgroup = 64
	shape := &s.learner.Shape
	l := kernels.Launch{Kernel: name, PerJob: (shape.Instances + workgroup - 1) / workgroup * workgroup}
	usual := map[string]uint32{
		"instances": uint32(shape.Instances), "perJob": uint32(l.PerJob), "all": uint32(shape.Jobs * shape.Instances),
		"horizon": uint32(shape.Horizon), "stepFuel": s.pace.stepFuel, "rewardFuel": s.pace.rewardFuel,
	}
	entries := s.program.Entries()
	i := slices.IndexFunc(entries, func(e rollout.Entry) bool { return e.Name == name })
	for _, p := range entries[i].Parameters {
		switch p.Element {
		case rollout.Uint32Scalar, rollout.BoolScalar:
			v, ok := scalars[p.Name]
			if !ok {
				v = usual[p.Name]
			}
			l.Args = append(l.Args, v)
		default:
			l.Buffers = append(l.Buffers, kernels.Buffer(p.Name))
		}
	}
	return l
}
