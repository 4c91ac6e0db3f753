package rng

// New returns the source of one stream of a seed: see At. It is not kernel Go.
func New(seed uint64, stream, instance, episode, step uint32) Source {
	return At(uint32(seed), uint32(seed>>32), stream, instance, episode, step)
}
