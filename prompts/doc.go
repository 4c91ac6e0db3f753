// Package prompts holds every word that a language model is told, as templates
// of package text/template, one a file:
//
//	system.tmpl            who the model is and how it answers
//	design.tmpl            the first request: task, environment, contract, tips
//	contract.tmpl          what a reward is; part of design.tmpl
//	tips.tmpl              how good rewards are written; part of design.tmpl
//	feedback-summary.tmpl  what came of a training: means, shares, episodes
//	feedback-series.tmpl   what came of a training: ten points of each quantity
//	feedback-fault.tmpl    why a reward failed in training
//	reflection.tmpl        how to read the feedback, and what to answer; after each
//	repair.tmpl            the critic's findings on a rejected reward
//
// A folder named in the task file may replace any of them by a file of the same
// name. The data that templates read are Brief, Feedback and Repair of package
// designer; the documentation of those types is that of the templates' fields.
// Besides the functions of text/template there are
//
//	sig 4 .X         .X with four significant digits
//	fixed 2 .X       .X with two decimals
//	percent .X       a share as a percentage with at most one decimal
//	join .Names ", " the strings of a list in a row
//	pad 12 .Name     text filled up with spaces to 12 characters
package prompts
