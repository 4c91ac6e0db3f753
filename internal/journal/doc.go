// Package journal keeps a run: an append-only folder from which everything else
// can be derived, written so that nothing acknowledged is lost, whenever the
// program or the machine stops.
//
// # The folder
//
//	task.yaml       the resolved task file
//	journal.jsonl   what happened, one event a line
//	lock            who is writing the run now; empty when nobody is
//	events/         data of events too large for a line
//	...             blobs under names the program chooses, such as
//	                candidates/i00-s03/reward.go
//
// Every file but the journal and the lock is written whole to a temporary file
// (.tmp-*) beside it, synced, and renamed, so it is either there and complete or
// not there.
//
// # The journal
//
// The first line of journal.jsonl says what wrote it; the others are events,
// numbered from 1, so that event n stands on line n+1:
//
//	{"format":1,"run":"7f3a","program":"rewardsmith 0.1.0","created":"2026-03-01T12:00:00Z","task":{"name":"task.yaml","sha256":"...","size":812},"sum":"0c1d2e3f"}
//	{"seq":1,"time":"2026-03-01T12:00:01Z","type":"request","data":{"iteration":0},"sum":"9be1a207"}
//	{"seq":2,"time":"2026-03-01T12:00:09Z","type":"answer","blob":{"name":"events/answer-5feceb66ffc86f38.json","sha256":"...","size":81234},"sum":"41d0c39a"}
//
// data is whatever the program recorded, opaque to this package. Data above
// 64 KiB stands in a file of its own, named by blob with its SHA-256 and size in
// bytes. Times are UTC.
//
// sum is the CRC-32C, as eight hexadecimal digits, of every line up to and
// including this one, each taken without its final `,"sum":"xxxxxxxx"}` and
// newline. A changed, lost, repeated or moved line therefore does not fit, and
// is named by its number. The format number grows when older programs could no
// longer read a journal.
//
// # Promises
//
// When Append returns without an error, the event is on disk. When it returns an
// error, the event is not in the journal, unless the machine fails at the same
// time. A last line without its newline is the trace of an append that was cut
// off and never acknowledged: Open moves it to a file of its own and reports it.
// A wrong line anywhere else is corruption, which is reported and never repaired
// silently.
package journal
