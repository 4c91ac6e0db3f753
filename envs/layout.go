package envs

import (
	"fmt"
	"reflect"
	"unsafe"
)

// maxStateBytes is the size limit of a State (see the package comment).
const maxStateBytes = 1024

// leaf is one field of a Go type: where it lies and what it is.
type leaf struct {
	offset uintptr
	kind   reflect.Kind
	name   string // as Field.Name
}

// layout lists the leaves of a Go type in declaration order. It moves values
// of the type to and from columns of float64; every leaf kind is exact there, as
// the ints of an environment have 32 bits.
type layout []leaf

// layoutOf returns the layout of t, which must be a struct of leaf kinds,
// fixed arrays and such structs.
func layoutOf(t reflect.Type) (layout, error) {
	var l layout
	if err := l.walk(t, 0, ""); err != nil {
		return nil, err
	}
	return l, nil
}

func (l *layout) walk(t reflect.Type, offset uintptr, name string) error {
	switch t.Kind() {
	case reflect.Float64, reflect.Float32, reflect.Int, reflect.Bool, reflect.Uint32:
		*l = append(*l, leaf{offset, t.Kind(), name})
		return nil
	case reflect.Array:
		for i := 0; i < t.Len(); i++ {
			if err := l.walk(t.Elem(), offset+uintptr(i)*t.Elem().Size(), fmt.Sprintf("%s[%d]", name, i)); err != nil {
				return err
			}
		}
		return nil
	case reflect.Struct:
		for i := 0; i < t.NumField(); i++ {
			f := t.Field(i)
			inner := f.Name
			if name != "" {
				inner = name + "." + f.Name
			}
			if !f.IsExported() {
				return fmt.Errorf("field %s of %s is not exported", inner, t)
			}
			if err := l.walk(f.Type, offset+f.Offset, inner); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("%s has type %s; allowed are float64, float32, int, bool, uint32, fixed arrays and structs of these", name, t)
}

// load writes the leaves of the value at p to columns[i][at].
func (l layout) load(p unsafe.Pointer, columns [][]float64, at int) {
	for i := range l {
		columns[i][at] = l[i].get(p)
	}
}

// store sets the leaves of the value at p from columns[i][at].
func (l layout) store(p unsafe.Pointer, columns [][]float64, at int) {
	for i := range l {
		l[i].set(p, columns[i][at])
	}
}

func (f *leaf) get(p unsafe.Pointer) float64 {
	q := unsafe.Add(p, f.offset)
	switch f.kind {
	case reflect.Float64:
		return *(*float64)(q)
	case reflect.Float32:
		return float64(*(*float32)(q))
	case reflect.Int:
		return float64(*(*int)(q))
	case reflect.Uint32:
		return float64(*(*uint32)(q))
	}
	if *(*bool)(q) {
		return 1
	}
	return 0
}

// set stores a value that the leaf's kind holds: see Field.Holds.
func (f *leaf) set(p unsafe.Pointer, v float64) {
	q := unsafe.Add(p, f.offset)
	switch f.kind {
	case reflect.Float64:
		*(*float64)(q) = v
	case reflect.Float32:
		*(*float32)(q) = float32(v)
	case reflect.Int:
		*(*int)(q) = int(v)
	case reflect.Uint32:
		*(*uint32)(q) = uint32(v)
	case reflect.Bool:
		*(*bool)(q) = v != 0
	}
}
