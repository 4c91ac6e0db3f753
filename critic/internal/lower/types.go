package lower

import (
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// typ writes a type. Named types are declared on first use.
func (l *lowerer) typ(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return types.Default(t).String()
	case *types.Named:
		return l.named(t)
	case *types.Pointer:
		return "*" + l.typ(t.Elem())
	case *types.Slice:
		return "[]" + l.typ(t.Elem())
	case *types.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), l.typ(t.Elem()))
	case *types.Map:
		return fmt.Sprintf("map[%s]%s", l.typ(t.Key()), l.typ(t.Elem()))
	case *types.Signature:
		return "func(" + strings.Join(l.paramTypes(variables(t)), ", ") + ")" + l.resultTypes(t)
	case *types.Struct:
		var fields []string
		for i := range t.NumFields() {
			fields = append(fields, fieldName(t, i)+" "+l.typ(t.Field(i).Type()))
		}
		return "struct { " + strings.Join(fields, "; ") + " }"
	}
	panic(&Error{Message: fmt.Sprintf("the interpreter has no type %s", t)})
}

// fieldName returns the unique name of field i, which is exported so that the
// interpreter leaves it alone and holds nothing but ASCII.
func fieldName(s *types.Struct, i int) string {
	return fmt.Sprintf("F%d_%s", i, ascii(s.Field(i).Name()))
}

func (l *lowerer) named(t *types.Named) string {
	obj := t.Obj()
	if name, ok := l.names[obj]; ok {
		return name
	}
	if l.writing[t] {
		panic(&Error{obj.Pos(), fmt.Sprintf("the function type %s takes or returns itself", obj.Name())})
	}
	if _, ok := t.Underlying().(*types.Signature); ok {
		// A function that is handed itself is recursion in disguise.
		l.writing[t] = true
		text := l.typ(t.Underlying())
		delete(l.writing, t)
		name := l.name(obj)
		l.types = append(l.types, fmt.Sprintf("type %s %s\n", name, text))
		return name
	}
	name := l.name(obj)
	l.types = append(l.types, fmt.Sprintf("type %s %s\n", name, l.typ(t.Underlying())))
	return name
}

// zero writes the zero value of a type as an expression.
func (l *lowerer) zero(t types.Type) string {
	switch u := t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return l.typ(t) + "{}"
	case *types.Basic:
		text := "0"
		switch {
		case u.Info()&types.IsBoolean != 0:
			text = "false"
		case u.Info()&types.IsString != 0:
			text = `""`
		case u.Kind() == types.Float64:
			text = "0.0"
		}
		return converted(l.typ(t), text)
	}
	return ""
}

// converted writes a literal as a value of the named type.
func converted(typ, text string) string {
	switch typ {
	case "float64", "int", "bool", "string":
		return text
	}
	return typ + "(" + text + ")"
}

func sortedValues(m map[string]string) []string {
	var values []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		values = append(values, m[k])
	}
	return values
}
