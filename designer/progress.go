package designer

// Event is told to a watcher as the run goes on. It is for display: what counts
// is in the journal.
type Event struct {
	Kind      EventKind `json:"kind"`
	Iteration int       `json:"iteration"`           // -1 outside the iterations
	Candidate string    `json:"candidate,omitempty"` // ID, or the arm's name
	Seed      int       `json:"seed,omitempty"`      // index of the training seed
	Done      int       `json:"done"`                // of Total parts of the stage
	Total     int       `json:"total"`
	Message   string    `json:"message"`         // one line for people, empty where only Done has changed
	Score     float64   `json:"score,omitempty"` // selection score; meaningful with HasScore
	HasScore  bool      `json:"has_score,omitempty"`
	Ledger    Ledger    `json:"ledger"` // spent so far
}

// EventKind says what an Event is about.
type EventKind string

// The kinds of event, in the order in which they occur.
const (
	EventStarted   EventKind = "started"   // the run, or its search, begins or is resumed
	EventPreflight EventKind = "preflight" // the human reward's trainings; Done of Total
	EventAsking    EventKind = "asking"    // Total samples are asked for
	EventAnswered  EventKind = "answered"  // an answer came, or failed to
	EventReviewed  EventKind = "reviewed"  // the critic's verdict on an answer
	EventGated     EventKind = "gated"     // a gate's judgement of an accepted candidate
	EventTraining  EventKind = "training"  // trainings of an iteration; Done of Total
	EventScored    EventKind = "scored"    // a candidate has its score
	EventSelected  EventKind = "selected"  // an iteration's best
	EventFitting   EventKind = "fitting"   // trainings with other constants; Done of Total of those that run together
	EventFitted    EventKind = "fitted"    // a set of values has its score, or the tuning begins or ends
	EventFinal     EventKind = "final"     // final trainings; Done of Total
	EventStopped   EventKind = "stopped"   // the search or the run ended; Message says why
)
