package designer

// ExecutionRate is the share of the iteration's samples that were accepted,
// repairs included, and trained to the end, as Eureka logs it. Samples that the
// budget left untrained do not count; ok is false where none counts, or while
// some are still on their way.
func (it *Iteration) ExecutionRate() (rate float64, ok bool) {
	trained, all := 0, 0
	for _, c := range it.Candidates {
		switch c.Status {
		case CandidateAsked, CandidateAccepted, CandidateTraining:
			return 0, false
		case CandidateUntrained:
			continue
		case CandidateTrained:
			trained++
		}
		all++
	}
	if all == 0 {
		return 0, false
	}
	return float64(trained) / float64(all), true
}
