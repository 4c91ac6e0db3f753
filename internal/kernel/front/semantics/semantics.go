// Package semantics holds small programs in kernel Go, each about one thing that
// the meaning of Go depends on. Tests compare what the Go compiler's build of
// them returns with what they return lowered.
package semantics

import "embed"

//go:embed assign.go control.go data.go maps.go numbers.go calls.go
var files embed.FS

// Texts returns the source files of the programs by name.
func Texts() (map[string]string, error) {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, e := range entries {
		text, err := files.ReadFile(e.Name())
		if err != nil {
			return nil, err
		}
		texts[e.Name()] = string(text)
	}
	return texts, nil
}

// Func is a program: it computes a number from two numbers and an int.
type Func = func(x, y float64, n int) float64

// Funcs returns all programs by name.
func Funcs() map[string]Func {
	return map[string]Func{
		"TupleOperandsFirst": TupleOperandsFirst, "TupleIndexFirst": TupleIndexFirst, "OpAssignPlaceOnce": OpAssignPlaceOnce,
		"Shadowing": Shadowing, "Rotate": Rotate, "BlankResults": BlankResults, "DeclarationsAtOnce": DeclarationsAtOnce,
		"RedeclareSome": RedeclareSome, "CallBeforeRead": CallBeforeRead, "ArgumentsInOrder": ArgumentsInOrder,
		"VariablesStartAtZero": VariablesStartAtZero,

		"ShortCircuit": ShortCircuit, "ShortCircuitCalls": ShortCircuitCalls, "SwitchTagOnce": SwitchTagOnce,
		"SwitchDefaultFirst": SwitchDefaultFirst, "SwitchFallthrough": SwitchFallthrough, "SwitchBreak": SwitchBreak,
		"SwitchNoTag": SwitchNoTag, "SwitchInLoop": SwitchInLoop, "LabelledLoops": LabelledLoops, "LabelledSwitch": LabelledSwitch,
		"LoopVariableChanged": LoopVariableChanged, "RangeIntOnce": RangeIntOnce, "RangeArrayCopies": RangeArrayCopies,
		"RangeArrayIndexOnly": RangeArrayIndexOnly, "RangePointer": RangePointer, "RangeAssigns": RangeAssigns,
		"ReturnInLoops": ReturnInLoops, "EndlessLoop": EndlessLoop, "ManyCases": ManyCases, "PostAfterContinue": PostAfterContinue,
		"NestedReturns": NestedReturns, "ConstantConditions": ConstantConditions, "GotoFreeStateMachine": GotoFreeStateMachine,

		"StructsAreCopied": StructsAreCopied, "ArraysAreCopied": ArraysAreCopied, "EqualStructs": EqualStructs, "EqualArrays": EqualArrays,
		"LiteralForms": LiteralForms, "IndexedLiteral": IndexedLiteral, "Embedding": Embedding, "Methods": Methods,
		"DynamicIndices": DynamicIndices, "NestedArrays": NestedArrays, "OutOfRange": OutOfRange, "Tables": Tables,
		"StringTable": StringTable, "AnonymousStructs": AnonymousStructs, "ConvertStructs": ConvertStructs, "ZeroLength": ZeroLength,
		"ArrayOfStructsByIndex": ArrayOfStructsByIndex, "ComparePart": ComparePart, "IndexOfResult": IndexOfResult,

		"MapCounts": MapCounts, "MapCommaOk": MapCommaOk, "MapOfEarlyReturn": MapOfEarlyReturn, "MapDelete": MapDelete, "MapRange": MapRange, "MapInBranches": MapInBranches,
		"MapThroughHelpers": MapThroughHelpers, "MapInLoop": MapInLoop, "MapOfInts": MapOfInts, "MapJoined": MapJoined, "MapFresh": MapFresh,
		"MapKeysBuilt": MapKeysBuilt, "MapField": MapField, "MapReturnedEarly": MapReturnedEarly, "MapUpdateMissing": MapUpdateMissing,
		"MapRangeDeletes": MapRangeDeletes, "MapKeySetLaterInLoop": MapKeySetLaterInLoop, "StringSwitch": StringSwitch, "SortedTerms": SortedTerms, "MapKeyChosen": MapKeyChosen,

		"IntegerDivision": IntegerDivision, "Shifts": Shifts, "Uint32Wraps": Uint32Wraps, "BitOps": BitOps, "Conversions": Conversions,
		"Float32Rounds": Float32Rounds, "Constants": Constants, "Iota": Iota, "NamedTypes": NamedTypes, "MinMax": MinMax,
		"NegativeZero": NegativeZero, "NaNCompares": NaNCompares, "DivideByZero": DivideByZero, "UntypedShift": UntypedShift,
		"NegativeShiftCount": NegativeShiftCount, "RemainderSigns": RemainderSigns, "LargeConstants": LargeConstants,

		"PointerParameters": PointerParameters, "PointerToElement": PointerToElement, "PointerReceivers": PointerReceivers,
		"PointersOverlap": PointersOverlap, "NamedResults": NamedResults, "BareReturn": BareReturn, "ResultsForwarded": ResultsForwarded,
		"Closures": Closures, "ClosureCounter": ClosureCounter, "FunctionsAsArguments": FunctionsAsArguments, "ClosuresReturned": ClosuresReturned,
		"ClosurePerIteration": ClosurePerIteration, "ClosureNested": ClosureNested, "ClosureReturnsEarly": ClosureReturnsEarly,
		"Variadic": Variadic, "MethodValues": MethodValues, "HelperWithLoop": HelperWithLoop, "ShadowedBuiltins": ShadowedBuiltins,
		"PointerThroughCalls": PointerThroughCalls, "LocalPointer": LocalPointer, "UnusedResults": UnusedResults, "FunctionTable": FunctionTable,
		"SliceAppends": SliceAppends, "SliceShares": SliceShares, "ResultNamedInClosure": ResultNamedInClosure, "MethodOnCallResult": MethodOnCallResult,
	}
}
