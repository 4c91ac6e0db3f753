// Package designer searches for reward functions with a language model.
//
// # The loop
//
// A [Task] says what to design for, with which model, method, training and
// budget. [Design] carries it out:
//
//	preflight    train the task's human reward; if PPO cannot solve the task with
//	             it, no result could mean anything and the run stops; its
//	             policies play, and rewards must not fail where they go
//	iterations   ask for samples -> review (repair) -> train -> feedback -> select
//	             -> carry the best answer and its feedback into the next prompt
//	fit          where the task wants it, tune the constants that the best reward
//	             names by training on others, without asking the model
//	final        retrain the best designed reward, the sparse and the human one
//	             from scratch on fresh seeds and measure once on the final family
//
// There is one loop. A published method is a [Preset]: a row of a table that
// says how many samples and iterations, what carries over, what counts as
// fitness, which feedback the model reads and how often it may repair.
//
// # An iteration
//
// All samples of an iteration answer one prompt. Each answer is reviewed; one
// that is rejected, or whose reward fails in training, is sent back with what
// was wrong as often as the method repairs. Accepted rewards are trained side by
// side, one training a seed. A candidate's score is its fitness: success where
// the task is decided by that, else the task's score, at the last checkpoint or
// at the best one, averaged over its trainings. Of equal scores the candidate
// with the higher mean task score wins, then the earlier one. A fault of the
// learner is never held against a reward: the candidate's other trainings count.
// Where no candidate of an iteration has a score, the same prompt is asked again
// under new sample numbers.
//
// The next prompt has four messages whatever came before: system, the first
// user message, the carried candidate's answer as it was written, and the
// feedback on it. A repair has the same form. What a model is told is all in
// package prompts, and what it was told is stored verbatim.
//
// # Budget
//
// Every cap is checked before something is spent, and before every call that a
// model makes. Asking stops where the budget no longer pays for training even one
// candidate, and the search then ends with the best one so far. The final
// measurement was set aside from the beginning.
//
// # What depends on what
//
// The loop asks four small interfaces for what it needs: an [llm.Model] for
// answers, a [Reviewer] for verdicts, a [Trainer] for policies and a [Journal]
// to remember. Tests replace all four, so the loop runs in milliseconds.
//
// # Nothing is done twice
//
// Every decision and every result is an [Entry] of the journal before anything
// relies on it, and a [Run] is what [Fold] makes of the entries: the live run, a
// resumed run and the report of a finished one are the same function of the same
// lines. To resume is to run the loop again from the top with every step that
// the journal knows answered from there.
package designer
