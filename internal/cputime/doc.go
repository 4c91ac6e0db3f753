// Package cputime tells how much processor time a benchmark has used. On a
// machine that is busy with other things that says more than the wall's.
package cputime
