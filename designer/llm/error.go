package llm

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Kind says why no answer came.
type Kind string

// The kinds of failure.
const (
	KindKey         Kind = "key"         // 401, 403: the server does not accept the key
	KindNotFound    Kind = "not found"   // 404: no such path or model
	KindRequest     Kind = "bad request" // the server, or a model's rules, refuse the request as it is
	KindQuota       Kind = "quota"       // the account is used up
	KindRateLimit   Kind = "rate limit"  // 429: too many requests
	KindServer      Kind = "server"      // 5xx
	KindTimeout     Kind = "timeout"     // no whole answer within the time allowed for a call
	KindConnection  Kind = "connection"  // not reached, reset, or cut off before the answer's end
	KindMalformed   Kind = "malformed"   // a reply that is not a chat completion
	KindEmpty       Kind = "empty"       // a completion without text
	KindLength      Kind = "length"      // the token limit was reached before any text
	KindRefused     Kind = "refused"     // a content filter or the model itself declined
	KindTooLong     Kind = "too long"    // the prompt does not fit the model
	KindNotAllowed  Kind = "not allowed" // Request.Allow refused another call
	KindNotRecorded Kind = "no record"   // replay: nothing was recorded for this place
	KindConflict    Kind = "conflict"    // file: the folder holds an answer to another prompt
	KindFolder      Kind = "folder"      // file, replay: the folder cannot be read or written
	kindConceded    Kind = "conceded"    // refused for a field that is not sent from now on; never leaves the package
)

// retryable holds the kinds that asking once more may cure.
var retryable = map[Kind]bool{
	KindRateLimit: true, KindServer: true, KindTimeout: true,
	KindConnection: true, KindMalformed: true, KindEmpty: true,
}

// fatal holds the kinds that every other request would meet as well.
var fatal = map[Kind]bool{
	KindKey: true, KindNotFound: true, KindRequest: true, KindQuota: true,
	KindConflict: true, KindFolder: true,
}

// outage holds the kinds that lie with the server or the way to it, whatever is
// asked.
var outage = map[Kind]bool{
	KindRateLimit: true, KindServer: true, KindTimeout: true, KindConnection: true, KindMalformed: true,
}

// Error is a failure to get an answer. Its text names the server or folder, what
// happened and, where there is one, the way out; it never holds a key.
type Error struct {
	Kind   Kind
	Where  string // the base URL or folder
	Status int    // of the HTTP reply, 0 if there was none
	Reason string // what happened, in the server's words where it gave any
	Advice string // what the user can do; may be empty
	Tries  int    // calls made before giving up, where it was more than one
	// RetryAfter is how long the server asked to be left alone, 0 if it did not.
	RetryAfter time.Duration
	// Final marks a failure of a kind that is usually retried, or usually
	// concerns one sample, as one that ends the run.
	Final bool
	Err   error // the cause, if another error; its text is not part of Error's
}

// Error implements error.
func (e *Error) Error() string {
	s := e.Where + ": "
	if e.Status != 0 {
		s += fmt.Sprintf("status %d: ", e.Status)
	}
	s += e.Reason
	if e.Tries > 1 {
		s += fmt.Sprintf(" (gave up after %d tries)", e.Tries)
	}
	if e.Advice != "" {
		s += "; " + e.Advice
	}
	return s
}

// brief says what happened without server and advice, for a line that is one of
// many.
func (e *Error) brief() string {
	if e.Status < http.StatusBadRequest {
		return e.Reason
	}
	s := fmt.Sprintf("the server answered %d", e.Status)
	if e.Reason != "" && e.Reason != emptyPage && !strings.EqualFold(e.Reason, http.StatusText(e.Status)) {
		s += " (" + e.Reason + ")"
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Retryable reports whether asking once more may help.
func (e *Error) Retryable() bool { return !e.Final && retryable[e.Kind] }

// Fatal reports whether every other request would fail alike, so that a run
// should stop and say so.
func (e *Error) Fatal() bool { return e.Final || fatal[e.Kind] }

// Outage reports whether err is, or wraps, an *Error that says nothing about the
// request: the server could not be reached, took too long, or was in no state to
// answer.
func Outage(err error) bool {
	var e *Error
	return errors.As(err, &e) && outage[e.Kind]
}

// Fatal reports whether err is, or wraps, an *Error that every other request
// would meet as well.
func Fatal(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Fatal()
}
