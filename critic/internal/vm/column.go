package vm

import (
	"fmt"
	"reflect"
	"unsafe"
)

// column is a slice of an interpreted struct type whose leaves are written from
// columns of numbers.
type column struct {
	slice  reflect.Value
	base   unsafe.Pointer
	stride uintptr
	leaves []leaf
}

// leaf is one number or truth value of the struct, in declaration order.
type leaf struct {
	offset uintptr
	kind   reflect.Kind
}

// newColumn makes a slice of the given type with n elements.
func newColumn(slice reflect.Type, n int) (column, error) {
	c := column{slice: reflect.MakeSlice(slice, n, n), stride: slice.Elem().Size()}
	c.base = c.slice.UnsafePointer()
	err := c.flatten(slice.Elem(), 0)
	return c, err
}

func (c *column) flatten(t reflect.Type, offset uintptr) error {
	switch t.Kind() {
	case reflect.Float64, reflect.Float32, reflect.Int, reflect.Bool, reflect.Uint32:
		c.leaves = append(c.leaves, leaf{offset, t.Kind()})
		return nil
	case reflect.Array:
		for i := range t.Len() {
			if err := c.flatten(t.Elem(), offset+uintptr(i)*t.Elem().Size()); err != nil {
				return err
			}
		}
		return nil
	case reflect.Struct:
		for i := range t.NumField() {
			if err := c.flatten(t.Field(i).Type, offset+t.Field(i).Offset); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("a field of type %s cannot be a number", t)
}

// load writes elements lo..hi-1 of the columns to the first elements of the slice.
func (c *column) load(columns [][]float64, lo, hi int) error {
	if len(columns) != len(c.leaves) {
		return fmt.Errorf("the transitions have %d fields, the type %d", len(columns), len(c.leaves))
	}
	for i, l := range c.leaves {
		for k, v := range columns[i][lo:hi] {
			l.set(unsafe.Add(c.base, l.offset+uintptr(k)*c.stride), v)
		}
	}
	return nil
}

func (l leaf) set(p unsafe.Pointer, v float64) {
	switch l.kind {
	case reflect.Float64:
		*(*float64)(p) = v
	case reflect.Float32:
		*(*float32)(p) = float32(v)
	case reflect.Int:
		*(*int)(p) = int(v)
	case reflect.Uint32:
		*(*uint32)(p) = uint32(v)
	case reflect.Bool:
		*(*bool)(p) = v != 0
	}
}
