package wasm

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// The parameters of an entry as the host calls it.
const (
	batchRow  = iota // i32: the first row, from then on the one being computed
	batchEnd         // i32: the row before which it ends
	batchFuel        // i64: units of fuel for each row
	batchAt          // i32: bytes from the beginning of a column to the row
)

// batch compiles an entry: a loop over rows around the body of the function,
// whose parameters are read from columns and whose results are written to
// columns.
type batch struct {
	*emitter
	row   *ir.Value // stands for the body, which return leaves
	entry *Entry
}

func emitBatch(m *module, f *ir.Func) *function {
	m.entries = append(m.entries, Entry{Name: f.Entry})
	b := &batch{newEmitter(m, f, f.Name+".rows"), &ir.Value{Op: ir.Label}, &m.entries[len(m.entries)-1]}
	b.out.export = f.Entry
	b.out.typ.params = []valType{i32, i32, i64}
	for _, l := range []local{{"row", i32}, {"end", i32}, {"fuel", i64}, {"at", i32}} {
		b.local(l.name, l.typ)
	}
	b.keepFuel()
	b.columns()
	b.leave = b.results

	b.guarded(b.rows)
	return b.out
}

// rows emits the loop over rows.
func (b *batch) rows() {
	b.int32(0)
	b.emit(opGlobalSet, globalFault)
	b.open(opBlock, "done", label{})
	b.open(opLoop, "rows", label{})
	b.get(batchRow)
	b.get(batchEnd)
	b.ops(opI32GeS)
	b.emit(opBrIf, 1)
	b.begin()
	b.body()
	b.get(batchRow)
	b.int32(1)
	b.ops(opI32Add)
	b.set(batchRow)
	b.emit(opBr, 0)
	b.close()
	b.close()
}

// columns lays out the columns. Those of the parameters come last: the first
// access of a row is to the last of them, which shows a compiler that the others
// are within memory too.
func (b *batch) columns() {
	for _, r := range b.f.Results {
		for _, l := range r.Type.Leaves(r.Name) {
			b.entry.Results = append(b.entry.Results, b.column(l))
		}
	}
	for _, p := range b.f.Params {
		for _, l := range p.Type.Leaves(p.Name) {
			c := b.column(l)
			c.Used = b.uses.loaded[p]
			b.entry.Params = append(b.entry.Params, c)
		}
	}
}

func (b *batch) column(l ir.Leaf) Column {
	return Column{Name: l.Name, Kind: l.Kind, Offset: b.m.alloc(8 * b.m.rows)}
}

// begin starts a row: fuel, parameters, and variables that begin as zero.
func (b *batch) begin() {
	b.get(batchRow)
	b.emit(opGlobalSet, globalRow)
	if b.m.burns(b.f) {
		_, set := b.fuel()
		b.get(batchFuel)
		b.again(set)
	}
	b.get(batchRow)
	b.int32(3)
	b.ops(opI32Shl)
	b.set(batchAt)
	for _, v := range b.f.Vars {
		b.declare(v)
	}
	at := len(b.entry.Params)
	for i := len(b.f.Params) - 1; i >= 0; i-- {
		leaves := leavesOf(b.f.Params[i].Type)
		at -= len(leaves)
		if b.uses.loaded[b.f.Params[i]] {
			b.param(b.f.Params[i], leaves, b.entry.Params[at:])
		}
	}
	read := firstRead(b.f)
	for _, v := range b.f.Vars[len(b.f.Params):] {
		if read[v] {
			b.clear(v)
		}
	}
}

// param reads a parameter from its columns, the last one first.
func (b *batch) param(p *ir.Var, leaves []leaf, columns []Column) {
	h := b.homes[p]
	for i := len(leaves) - 1; i >= 0; i-- {
		load := func() {
			b.get(batchAt)
			b.emit(opF64Load, uint64(columns[i].Offset))
			b.fromColumn(leaves[i].kind)
		}
		if h.inMemory {
			b.write(leaves[i].kind, place{at: h.at + leaves[i].offset}, load)
		} else {
			load()
			b.set(h.at)
		}
	}
}

// fromColumn makes the f64 computed last a scalar of a kind.
func (b *batch) fromColumn(k ir.Kind) {
	if k == ir.Bool {
		b.constant(ir.Float64, 0)
		b.ops(opF64Ne)
		return
	}
	b.convert(ir.Float64, k)
}

func (b *batch) clear(v *ir.Var) {
	if h := b.homes[v]; h.inMemory {
		b.fill(place{at: h.at}, v.Type)
	} else {
		b.constant(v.Type.Kind, 0)
		b.set(h.at)
	}
}

// body emits the function's body within a block, which return leaves.
func (b *batch) body() {
	early := false
	b.f.Body.Walk(func(v *ir.Value) { early = early || v.Op == ir.Return && !b.last(v) })
	if early {
		b.open(opBlock, "row", label{ir.Break, b.row})
	}
	b.block(b.f.Body)
	if early {
		b.close()
	}
}

// results writes the operands of a return to the columns.
func (b *batch) results(v *ir.Value) {
	columns := b.entry.Results
	for _, a := range v.Args {
		columns = b.result(a, columns)
	}
	if !b.last(v) {
		b.emit(opBr, b.depth(label{ir.Break, b.row}))
	}
}

// result writes one operand of a return and returns the columns of the others.
func (b *batch) result(v *ir.Value, columns []Column) []Column {
	if v.Type.Scalar() {
		b.write64(columns[0], v.Op == ir.Const || v.Op == ir.Zero, func() { b.operand(v) })
		return columns[1:]
	}
	b.uses.values[v].n--
	at := b.aggregatePlace(v)
	for _, l := range leavesOf(v.Type) {
		b.write64(columns[0], false, func() { b.read(l.kind, at.offset(l.offset)) })
		columns = columns[1:]
	}
	return columns
}

// write64 writes what value computes to a column, and instead of any NaN the one
// NaN, unless value is known not to be another.
func (b *batch) write64(c Column, known bool, value func()) {
	k := c.Kind
	if k == ir.Bool {
		k = ir.Uint32
	}
	b.get(batchAt)
	value()
	b.convert(k, ir.Float64)
	if known || k == ir.Int || k == ir.Uint32 {
		b.emit(opF64Store, uint64(c.Offset))
		return
	}
	b.canonical64()
	b.emit(opI64Store, uint64(c.Offset))
}

// aggregatePlace returns where the operand of a return is.
func (b *batch) aggregatePlace(v *ir.Value) place {
	if _, ok := b.temps[v]; v.Op == ir.Zero && !ok {
		b.temp(v, func(at place) { b.fill(at, v.Type) })
	}
	return b.place(v)
}
