package ir

import "slices"

// Clone returns a deep copy of p: changing one does not change the other. Types
// and tables are never changed, so both have the same.
func Clone(p *Program) *Program {
	out := &Program{Funcs: make([]*Func, len(p.Funcs)), Tables: slices.Clone(p.Tables)}
	funcs := make(map[*Func]*Func, len(p.Funcs))
	for i, f := range p.Funcs {
		out.Funcs[i] = f.clone(funcs)
		funcs[f] = out.Funcs[i]
	}
	return out
}

// clone copies f; calls go to the functions that stand for the old ones.
func (f *Func) clone(funcs map[*Func]*Func) *Func {
	c := &Copier{Vars: make(map[*Var]*Var, len(f.Vars)), Buffers: make(map[*Buffer]*Buffer, len(f.Buffers)), Values: make(map[*Value]*Value, f.Body.count()), Funcs: funcs}
	out := *f
	out.Vars = make([]*Var, len(f.Vars))
	for i, v := range f.Vars {
		out.Vars[i] = &Var{Name: v.Name, Type: v.Type}
		c.Vars[v] = out.Vars[i]
	}
	out.Params = slices.Clone(out.Vars[:len(f.Params)])
	out.Results = slices.Clone(f.Results)
	out.Pointers = slices.Clone(f.Pointers)
	out.Buffers = nil
	for _, b := range f.Buffers {
		c.Buffers[b] = &Buffer{Name: b.Name, Elem: b.Elem}
		out.Buffers = append(out.Buffers, c.Buffers[b])
	}
	out.Body = c.Block(f.Body)
	return &out
}

func (b *Block) count() int {
	n := len(b.Values)
	for _, v := range b.Values {
		for _, inner := range v.Blocks {
			n += inner.count()
		}
	}
	return n
}

// Copier copies blocks. What its maps do not name is left as it is in the copy.
type Copier struct {
	Vars    map[*Var]*Var
	Buffers map[*Buffer]*Buffer
	Values  map[*Value]*Value // also receives every value copied
	Funcs   map[*Func]*Func

	free []Value // room for copies: allocating many at once takes half the time
}

// Block returns a copy of b whose values refer to copies.
func (c *Copier) Block(b *Block) *Block {
	out := &Block{Values: make([]*Value, len(b.Values))}
	for i, v := range b.Values {
		out.Values[i] = c.value(v)
	}
	return out
}

func (c *Copier) value(v *Value) *Value {
	out := c.allocate()
	*out = *v
	c.Values[v] = out // first, for breaks within its blocks
	if len(v.Args) > 0 {
		out.Args = make([]*Value, len(v.Args))
		for i, a := range v.Args {
			out.Args[i] = renamed(c.Values, a)
		}
	}
	if len(v.Blocks) > 0 {
		out.Blocks = make([]*Block, len(v.Blocks))
		for i, b := range v.Blocks {
			out.Blocks[i] = c.Block(b)
		}
	}
	out.Path = slices.Clone(v.Path)
	out.Target = renamed(c.Values, v.Target)
	out.Var = renamed(c.Vars, v.Var)
	out.Func = renamed(c.Funcs, v.Func)
	out.Buffer = renamed(c.Buffers, v.Buffer)
	return out
}

func (c *Copier) allocate() *Value {
	if len(c.free) == 0 {
		c.free = make([]Value, 32)
	}
	v := &c.free[0]
	c.free = c.free[1:]
	return v
}

// renamed returns what stands for old, old itself where nothing does.
func renamed[T any](names map[*T]*T, old *T) *T {
	if n, ok := names[old]; ok {
		return n
	}
	return old
}
