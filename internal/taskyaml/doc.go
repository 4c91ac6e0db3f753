// Package taskyaml reads task files strictly: YAML into Go structs, where every
// mistake is a positioned value and all mistakes are reported at once.
//
// The struct is the single description of the file. Decode, Encode, Schema,
// Template and Reference all read the same field tags, so the decoder, the
// editor's schema, the commented template and the manual cannot drift apart:
//
//	yaml:"key"         the key; a field without this tag is not part of the file;
//	                   an embedded struct without it contributes its own keys
//	doc:"..."          what the key means, in one or two sentences
//	enum:"a,b,c"       the only texts allowed
//	unlisted:"d"       texts that are allowed besides, but not offered: what the
//	                   program writes itself
//	min:"0" max:"1"    inclusive bounds of a number or a duration
//	above:"0" below:"1" exclusive bounds
//	required:"true"    the key must be given, and not be empty
//	example:"..."      YAML shown by Template where the default says nothing
//
// Tags on a list, a map or a pointer describe its elements. Fields may be
// strings, booleans, integers, floats, time.Duration, any, structs, pointers
// (optional values), lists, maps with text keys, and types that implement
// Custom. A type or tag outside this set is a mistake of the program, not of the
// file, and panics.
//
// Defaults are whatever the struct holds before decoding. A mapping changes the
// keys it names and leaves the others; a list replaces the whole list; an empty
// list decodes as nil. Elements of lists and maps and targets of nil pointers
// start from zero, or from what their SetTaskDefaults method sets.
//
// The YAML is a subset on purpose: one document, no anchors, aliases, merge keys
// or explicit tags. Whole numbers may be written 150000, 150_000, 150k, 1.5M or
// 1e6; durations 90s, 5m or 1h30m; truth values only true and false.
//
// A path names a place in a file, as in budget.usd, seeds[2] or
// params["pole.length"].
package taskyaml
