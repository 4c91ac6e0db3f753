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
	{"encoding", "invalid UTF-8", "use plain ASCII source"},
	{"unicode", "invisible and control characters", "use plain ASCII source"},
	{"too-large", "files beyond the limit", "write a shorter file"},
	{"too-deep", "brackets and syntax that nest beyond the limits", "name intermediate results"},
	{"size", "types, values and packages beyond the limits", "write less, or use smaller arrays and structs"},
	{"import", "imports other than the packages offered; imports named . or _", "import only the packages offered, by name"},

	{"type", "numbers other than int, uint32, float32 and float64: int8 to int64, uint, uint8 to uint64, byte, rune", "use int (32 bits), uint32, float64 or float32"},
	{"complex", "complex numbers", "use two float64"},
	{"interface", "interfaces, any, error, type assertions, type switches", "use the concrete type, such as float64"},
	{"channel", "channels and select", "use a variable or an array"},
	{"generics", "type parameters", "write the function or type for float64"},
	{"int-constant", "int constants beyond 32 bits", "use a float64, or math.MaxInt32"},
	{"string", "parts of strings: s[i], s[i:j], their characters in a range", "keep each string apart, and compare whole strings"},
	{"conversion", "conversions of numbers to strings", "use constant strings"},
	{"pointer", "comparisons of pointers", "compare what they point to"},

	{"goroutine", "goroutines", "compute the value directly"},
	{"defer", "defer", "do the work before returning"},
	{"panic", "panic and recover", "return a finite value, such as a penalty"},
	{"print", "print and println", "remove the call; terms show what a reward computes"},
	{"goto", "goto", "use for, break and continue"},
	{"builtin", "clear", "make a new map or slice"},
	{"range", "ranges over functions", "count with an index, or call the function"},

	{"recursion", "functions that can call themselves", "use a loop"},
	{"package-var", "package-level variables that are set", "use const, or a local variable; what lasts from step to step belongs in type Memory or in the state"},
	{"init", "func init", "compute constants with const, and tables as package-level arrays"},
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
