package check

// Rule is a reason for which a source is not kernel Go.
type Rule struct {
	Reason  string // of diagnostics, in lower case with hyphens
	What    string // what there is not
	Instead string // what to write, the suggestion of a diagnostic that has no better one
}

// Rules lists all reasons, in the order in which a reader may look for them.
var Rules = []Rule{
	{"syntax", "what is not Go", "correct the syntax there"},
	{"encoding", "invalid UTF-8 and invisible characters", "use plain ASCII source"},
	{"size", "sources, types and values beyond the limits", "write less, or smaller arrays and structs"},
	{"import", "imports other than the packages offered; imports named . or _", "import only the packages offered, by name"},

	{"type", "other numbers: int8 to int64, uint, uint8 to uint64, byte, rune", "use int (32 bits), uint32, float64 or float32"},
	{"complex", "complex numbers", "use two float64"},
	{"string", "strings that are not keys of terms or names of such keys", "use constants: const safe, warn = 0, 1"},
	{"slice", "slices, append, copy, variadic functions", "use an array with a constant length, such as [4]float64"},
	{"map", "maps other than of terms", "use map[string]float64, an array, or a switch"},
	{"pointer", "pointers in variables, fields and results; new", "use a value; take the address only in a call: update(&v)"},
	{"interface", "interfaces, type assertions, type switches", "use the concrete type, such as float64"},
	{"channel", "channels and select", "use a variable or an array"},
	{"generics", "type parameters", "write the function for float64"},
	{"nil", "nil", "compare a value with its zero, or keep a bool beside it"},

	{"goroutine", "goroutines", "compute the value directly"},
	{"defer", "defer", "do the work before returning"},
	{"panic", "panic and recover", "return a finite value, such as a penalty"},
	{"print", "print and println", "remove the call; terms show what a reward computes"},
	{"goto", "goto and fallthrough", "use for, break and continue; list all values in one case"},
	{"builtin", "clear, delete, and len of anything but arrays", "count in a variable, or make a new map"},
	{"range", "ranges over anything but an array, an int or a map of terms", "range over an array or an int"},
	{"conversion", "conversions other than between numbers and between types of one structure", "convert numbers with float64(x), float32(x), int(x) or uint32(x)"},
	{"int-constant", "int constants beyond 32 bits", "use a float64, or math.MaxInt32"},

	{"recursion", "functions that can call themselves", "use a loop"},
	{"function", "functions as data: in fields, results and variables that change", "call it where it is, or pass it to a function as an argument"},
	{"method-value", "methods used as values", "call it, or write a function literal that calls it"},
	{"address", "addresses of what is no variable", "put the value in a variable first and pass &v"},
	{"overlap", "pointers in one call to variables that overlap", "pass copies, or separate variables"},

	{"term-alias", "second names for a map of terms", "use one map under one name, and pass it as an argument"},
	{"term-nil", "setting terms of a map that may be nil", "make it first: terms = map[string]float64{}"},

	{"package-var", "package-level variables that change", "use const, or a local variable; a table is an array of constants that is only read"},
	{"init", "func init and func main", "remove it"},
	{"no-body", "functions without a body", "write it out in Go"},
	{"math", "functions of math beyond the table", "use the functions that the table lists"},
}

// ruleOf finds a rule by its reason.
var ruleOf = func() map[string]*Rule {
	byReason := map[string]*Rule{}
	for i := range Rules {
		byReason[Rules[i].Reason] = &Rules[i]
	}
	return byReason
}()
