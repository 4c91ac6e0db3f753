// Package rollout writes the program in which instances of an environment act
// under policies on a device: for one environment and a list of rewards, kernel Go
// whose entries run policy, sampling, physics, reward, score and statistics in one
// kernel.
//
// One invocation of an entry steps one instance of one job, a job being the
// training of one policy by one of the rewards. Instances are numbered within a job;
// invocations are job-major, perJob of them for each active job, and those beyond
// the instances do nothing. Nothing is shared between invocations, so that a job
// has the same bits whatever others run beside it.
//
// # Entries
//
// Reset puts instances into the first state of their first episode. Rollout acts by
// the policies and keeps what their training needs. Play takes given actions and
// records the transitions where asked. What their parameters are is data: see
// [Program.Entries]. What an instance is lies in columns of words between two
// dispatches, so that a rollout may take several.
//
// # The same as on the CPU
//
// Random numbers are those of an envs.Simulator and of a ppo.Learner with the job's
// seed. Parameters of episodes are drawn, actions are held to their bounds and
// episodes end as there. Numbers are float32; a reward or a term, and a score, must
// lie within ±[MaxMagnitude].
//
// # Faults
//
// An instance of which something goes wrong stays where it is and keeps what that
// was, with the transition that has it: see [Program.Fault]. One column of the
// statistics counts such instances.
package rollout
