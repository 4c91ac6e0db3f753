package engine
import ("testing";"context")
func TestZZ(t *testing.T){ stops:=0; r,_:=New(context.Background())
 for s:=range 6000 { if compare(t, r, uint64(s)+100000) { stops++ } }
 t.Log(stops); t.Log(generate(5)) }
