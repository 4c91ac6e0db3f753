package docs_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
)

// TestGPUIsCurrent compares the table of the page with what tests hold devices to.
func TestGPUIsCurrent(t *testing.T) {
	current(t, "gpu.md", "GPU", map[string]string{"agreements": agreements(t)})
}

// agreements lists the built-in environments, each of which has to be known.
func agreements(t *testing.T) string {
	t.Helper()
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("| environment | steps of an episode | state and observations | rewards and scores |\n|---|---:|---:|---:|\n")
	for _, e := range all {
		spec := e.Spec()
		a, known := rollout.AgreementOf(spec.Name)
		if !known {
			t.Errorf("how far a device is from the processor in %s is not known", spec.Name)
		}
		steps := fmt.Sprintf("%d of %d", a.Steps, spec.MaxSteps)
		if a.Steps >= spec.MaxSteps {
			steps = fmt.Sprintf("all %d", spec.MaxSteps)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %g | %g |\n", spec.Name, steps, a.State, a.Reward)
	}
	return b.String()
}
