package lower

import (
	"go/types"
	"strings"

	"github.com/rewardsmith/rewardsmith/critic/internal/check"
)

const driverLoop = "drive__"

// driver writes the function that runs Reward over a batch. The body of Reward
// stands inside the loop, since a call costs the interpreter several times what
// the statements of a typical reward do.
func (l *lowerer) driver(r *check.Reward) string {
	fn := r.Info.Defs[r.Func.Name].(*types.Func)
	sig := fn.Signature()
	params := sig.Params()
	first := params.Len() - 3
	s, a, next := params.At(first), params.At(first+1), params.At(first+2)

	l.info, l.indent = r.Info, 0
	l.ret = target{kind: fromReward, results: resultsOf(sig)}
	l.out = &strings.Builder{}
	extra := ""
	if r.Memory != nil {
		extra = ", start__ []bool, memory__ []" + l.typ(r.Memory) + ", instance__ int"
	}
	state, action := l.typ(s.Type()), l.typ(a.Type())
	l.line("func %s(states__ []%s, actions__ []%s, next__ []%s, totals__ []float64, terms__ []map[string]float64%s) {", Driver, state, action, state, extra)
	l.indent++
	l.line("%s:", driverLoop)
	l.line("for i__ := 0; i__ < len(states__); i__++ {")
	l.indent++
	l.line("%s.%s(i__)", HostPath, BeginFunc)
	if r.Memory != nil {
		l.line("if start__[i__] {\n\t\t\tmemory__[instance__] = %s\n\t\t}", l.zero(r.Memory))
		l.line("%s := &memory__[instance__]", l.name(params.At(0)))
		l.line("_ = %s", l.name(params.At(0)))
		l.line("instance__++\n\t\tif instance__ == len(memory__) {\n\t\t\tinstance__ = 0\n\t\t}")
	}
	body := l.written(func() { l.stmts(r.Func.Body.List) })
	for _, param := range []struct {
		v     *types.Var
		slice string
	}{{s, "states__"}, {a, "actions__"}, {next, "next__"}} {
		if uses(body, l.name(param.v)) {
			l.line("%s := %s[i__]", l.name(param.v), param.slice)
		}
	}
	l.resultVars(sig, body)
	l.out.WriteString(body)
	l.indent--
	l.line("}")
	l.indent--
	l.line("}")
	return l.out.String()
}
