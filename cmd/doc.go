// Package cmd is the rewardsmith command: one file per subcommand, each a thin
// layer over a package below. A program with environments of its own imports it
// and is nothing but a call of [Main]:
//
//	func main() { cmd.Main(myenv) }
//
// # Output
//
// Results go to standard output; progress, notes and errors go to standard
// error, errors as one line each that begins with "rewardsmith: ". On a terminal
// progress is redrawn in place; elsewhere it is plain lines. With --json a
// command writes JSON alone to standard output. Exit codes are 0 for success, 1
// for a failure or a rejected reward, 2 for a mistake in the command line or the
// task file.
//
// This is the only package that reads environment variables: the one that a
// task file names as the place of its model's key, and NO_COLOR.
package cmd
