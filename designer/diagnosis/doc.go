// Package diagnosis names what went wrong in a training, in a closed vocabulary.
//
// Diagnostic-driven refinement (Wang et al., arXiv 2605.28918) tells the designer of a reward not
// the raw measures of a training but what they mean: which of a few known failures it
// was. Its authors' code is not known to us. Of the names here reward flooding,
// semantic misunderstanding and weak shaping are theirs; the others, and all rules by
// which they are found, are ours. A rule reads Evidence, which is plain numbers, so a
// diagnosis is the same on every machine and costs nothing.
//
// The rules are for tasks that are decided by success and acted in by choices, such as
// gridworlds. On dense continuous control the method's authors found that it misfires,
// and so do we expect of the rules: see Fits.
package diagnosis
