package check

// Bounds of a source. They keep what parsing, type-checking and compiling take
// below a second and 256 MB, and are generous for rewards and environments.
const (
	// MaxBytes is the length of a file.
	MaxBytes = 64 << 10
	// MaxBrackets is how deep brackets nest.
	MaxBrackets = 60
	// MaxDepth is how deep syntax nests, such as the operands of a long sum.
	MaxDepth = 400
	// MaxFunctions is the number of functions, methods and function literals
	// of a package.
	MaxFunctions = 300
	// MaxTypes is the number of declared types of a package.
	MaxTypes = 100
	// MaxStatements is the number of statements of a package.
	MaxStatements = 10_000
	// MaxString is the length in bytes of a constant string.
	MaxString = 4 << 10
	// MaxElements is the length of an array.
	MaxElements = 4 << 10
	// MaxLeaves is the number of numbers and truth values in a value.
	MaxLeaves = 8 << 10
	// MaxFrame is the number of bytes of all local variables of a function,
	// eight for each number, with those of the function literals in it.
	MaxFrame = 256 << 10
	// MaxMemory is the number of bytes of the local variables of all functions
	// of a package. There is no recursion, so each has its place.
	MaxMemory = 4 << 20
	// MaxDiagnostics is how many diagnostics are reported.
	MaxDiagnostics = 100
)

// Limit is a bound of a source, for people to read.
type Limit struct {
	What  string
	Value int
	Unit  string // "" where What says it
}

// Limits lists the bounds of a source.
var Limits = []Limit{
	{"a file", MaxBytes, "bytes"},
	{"nested brackets", MaxBrackets, ""},
	{"nested syntax, such as the operands of one sum", MaxDepth, ""},
	{"functions, methods and function literals of a package", MaxFunctions, ""},
	{"declared types of a package", MaxTypes, ""},
	{"statements of a package", MaxStatements, ""},
	{"a constant string", MaxString, "bytes"},
	{"an array", MaxElements, "elements"},
	{"a value", MaxLeaves, "numbers"},
	{"local variables of a function", MaxFrame, "bytes, 8 for each number"},
	{"local variables of all functions of a package", MaxMemory, "bytes"},
}
