// Package screen judges rewards without training on them: on episodes that trained
// policies play.
//
// [Play] has a policy play and keeps the episodes with what the task says of them; a
// policy plays the same episodes whenever it is asked, so that policies are what is
// stored. [Trajectories.Returns] asks a reward for the return of each episode. From
// these follow [NewTPE], whether the reward ranks successes above failures, and
// [NewRanking], how far it ranks episodes as the task's score does.
// [Trajectories.Coverage] draws transitions on which rewards are compared with each
// other by [Distance].
//
// All of this is evidence about where these policies went and nowhere else: a reward
// that passes may still be hacked by a policy that none of them resembles.
package screen
