package kernels

// Returns follows the discounted return of every instance through a rollout, and
// sums its deviations from the mean of the reward scaler, and their squares.
//
// There are instances invocations per job, of steps iterations each. share is
// 1 over instances·steps: the sums are means by then, and stay finite for rewards up
// to 1e14 under discounts up to 0.9999. jobs is J.
//
//	rewards  [J][steps][instances]
//	flags    [J][steps][instances]: other than 0 at the last transition of an episode
//	moments  [J][4][1], of the reward scaler
//	running  [J][instances], discounted return up to now, 0 from the start
//	sums     [2][J][instances]: deviations, squares
func Returns(i, perJob, instances, steps, jobs uint32, gamma, share float32,
	active []uint32, rewards []float32, flags []uint32, moments, running, sums []float32) {
	job, n := place(i, perJob, active)
	if n >= instances {
		return
	}
	at := job*instances + n
	mean := moments[4*job]
	g := running[at]
	var sum, squares float32
	from := job*steps*instances + n
	for t := uint32(0); t < steps; t++ {
		g = gamma*g + rewards[from]
		d := g - mean
		sum += d * share
		squares += d * share * d
		if flags[from] != 0 {
			g = 0
		}
		from += instances
	}
	running[at] = g
	sums[at], sums[jobs*instances+at] = sum, squares
}

// rewardClip bounds scaled rewards, in standard deviations of the discounted return.
const rewardClip = 10

// Scale divides rewards by the running standard deviation of the discounted return,
// by 1 where that is 0, and clips them.
//
// There are batch invocations per job, one for each transition.
//
//	moments          [J][4][1], of the reward scaler
//	rewards, scaled  [J][batch]
func Scale(i, perJob, batch uint32, active []uint32, moments, rewards, scaled []float32) {
	job, n := place(i, perJob, active)
	if n >= batch {
		return
	}
	d := deviation(moments[4*job+2])
	if d == 0 {
		d = 1
	}
	at := job*batch + n
	scaled[at] = min(max(rewards[at]/d, -rewardClip), rewardClip)
}

// terminated is the bit of flags that is set where the episode ended by the
// environment's own rule, after which nothing is worth anything.
const terminated = 1

// Advantages estimates the advantages of a rollout by generalised advantage
// estimation (Schulman et al. 2016, arXiv:1506.02438, equation 16), as ppo does.
//
// There are instances invocations per job, of steps iterations each. trace is gamma
// times lambda.
//
//	scaled, values, next, advantages, returns  [J][steps][instances]
//	flags                                      [J][steps][instances]: bit 0 terminated, bit 1 truncated
func Advantages(i, perJob, instances, steps uint32, gamma, trace float32,
	active []uint32, scaled, values, next []float32, flags []uint32, advantages, returns []float32) {
	job, n := place(i, perJob, active)
	if n >= instances {
		return
	}
	at := (job+1)*steps*instances + n
	advantage := float32(0)
	for t := uint32(0); t < steps; t++ {
		at -= instances
		target := scaled[at]
		if flags[at]&terminated == 0 {
			target += gamma * next[at]
		}
		if flags[at] != 0 {
			advantage = 0
		}
		advantage = target - values[at] + trace*advantage
		advantages[at] = advantage
		returns[at] = advantage + values[at]
	}
}
