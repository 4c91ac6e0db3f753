package narrow

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

func TestMathLowers(t *testing.T) {
	m, err := NewMath()
	if err != nil {
		t.Fatal(err)
	}
	if err := ir.Check(m.program); err != nil {
		t.Fatal(err)
	}
}
