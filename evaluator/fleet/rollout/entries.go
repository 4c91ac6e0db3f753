package rollout

import "slices"

// What entries share. Invocation i is instance i % perJob of job active[i/perJob].
var (
	instances  = scalar("instances", "N")
	perJob     = scalar("perJob", "invocations of each active job: N, rounded up to a multiple of 64")
	all        = scalar("all", "J times N")
	from       = scalar("from", "the first step to take, counted from the start of the rollout")
	steps      = scalar("steps", "how many steps to take: at most T - from")
	restart    = scalar("restart", "what to count anew: RestartTotals, RestartMoments")
	stepFuel   = scalar("stepFuel", "fuel of the environment's functions for each step, and again for the start of an episode")
	rewardFuel = scalar("rewardFuel", "fuel of the reward for each transition")

	active = Parameter{Name: "active", Element: Uint32s, Doc: "[active jobs]: their numbers"}
	jobs   = Parameter{"jobs", Uint32s, "[J][4]: the number of the job's reward, the low and the high half of its seed, the number of its first instance in the random streams", func(_ *Program, s Sizes) int {
		return s.Jobs * JobWords
	}}
	normaliser = Parameter{"normaliser", Vectors, "[J][2][Pad4(O)]: mean and scale of observations", func(p *Program, s Sizes) int {
		return s.Jobs * 2 * pad(p.Shape.Inputs)
	}}
	cells = Parameter{"cells", Uint32s, "[words of an instance][J][N]: what instances are between two dispatches", func(p *Program, s Sizes) int {
		return p.cellColumns() * s.all()
	}}
	statistics = Parameter{"statistics", Float32s, "[columns][J][N]: see Statistics", func(p *Program, s Sizes) int {
		return p.Statistics().Columns * s.all()
	}}
	faults = Parameter{"faults", Uint32s, "[columns][J][N]: kind, site, time, 1 + term, value, state, action and next of the transition that went wrong; see Program.Fault. An instance whose kind is not 0 stays where it is", func(p *Program, s Sizes) int {
		return p.faultColumns() * s.all()
	}}
)

// Entries are the entries of the program with their parameters.
func (p *Program) Entries() []Entry {
	if !p.counted {
		return entries
	}
	all := slices.Clone(entries)
	for i := range all {
		if all[i].Name == EntryRollout {
			all[i].Parameters = append(slices.Clone(all[i].Parameters), progress)
		}
	}
	return all
}

// progress is what a rollout whose terms are counted has besides.
var progress = Parameter{"progress", Float32s, "[J][terms][T][N]: the terms, 0 where a reward has fewer", func(p *Program, s Sizes) int {
	return p.TermColumns() * s.batch()
}}

var entries = []Entry{
	{EntryReset, []Parameter{
		instances, perJob, all, stepFuel,
		active, jobs, normaliser, cells, statistics, faults,
	}},
	{EntryRollout, []Parameter{
		instances, perJob, all, scalar("horizon", "T"), from, steps,
		scalar("clock", "steps that each instance took before the rollout"), restart, stepFuel, rewardFuel,
		scalar("away", "transitions of a job that obs and raw have no room for: N times T - PartSteps, 0 where they hold all"),
		scalar("before", "those of them that come before the first in obs and raw; the steps to take are all in there"),
		active, jobs,
		{"params", Vectors, "[J][2][P]: policy and value function; see Shape", func(p *Program, s Sizes) int { return s.Jobs * 2 * p.Shape.Words() }},
		normaliser, cells,
		{"obs", Vectors, "[J][PartSteps][N][Pad4(O)]: normalised observations", func(p *Program, s Sizes) int { return s.part() * pad(p.Shape.Inputs) }},
		{"raw", Float32s, "[J][PartSteps][N][W]: actions as drawn: the number of the choice, or each field in units where [-1, 1] is its range", func(p *Program, s Sizes) int { return s.part() * p.RawWidth() }},
		perTransition("logProbs", Float32s, "of raw when drawn"),
		perTransition("rewards", Float32s, "the reward's total"),
		perTransition("values", Float32s, "V of the state"),
		perTransition("nextValues", Float32s, "V of the true successor; after a termination that of the next episode's first state"),
		perTransition("flags", Uint32s, "Terminated or Truncated at the last transition of an episode, else 0"),
		statistics, faults,
	}},
	{EntryPlay, []Parameter{
		instances, perJob, all, from, steps,
		scalar("clock", "steps that each instance took before the first of actions"),
		restart, stepFuel, rewardFuel,
		{Name: "drawn", Element: BoolScalar, Doc: "whether actions are drawn, each uniformly, instead of read"},
		scalar("recorded", "R: of so many instances of each job, the first ones, record is written"),
		active, jobs,
		{"actions", Float32s, "[T][N][A]: what every job does, in physical units; held to the bounds", func(p *Program, s Sizes) int { return s.Horizon * s.Instances * len(p.spec.Action) }},
		cells,
		{"record", Uint32s, "[T][columns][J][R]: see Record", func(p *Program, s Sizes) int { return s.Horizon * s.Jobs * s.Recorded * p.Record().Columns }},
		statistics, faults,
	}},
}

func scalar(name, doc string) Parameter {
	return Parameter{Name: name, Element: Uint32Scalar, Doc: doc}
}

// perTransition is a buffer of one element per transition.
func perTransition(name string, e Element, doc string) Parameter {
	return Parameter{name, e, "[J][T][N]: " + doc, func(_ *Program, s Sizes) int { return s.batch() }}
}
