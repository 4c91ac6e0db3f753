package builtin

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/envs"
)

// What the text of an environment says is what its compiled form declares.
func TestDescribeAgreesWithTheCompiledForm(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	for _, env := range all {
		want := *env.Spec()
		got, err := envs.Describe(want.Name, want.Source)
		if err != nil {
			t.Errorf("%s: %v", want.Name, err)
			continue
		}
		want.ChoiceActions = nil // takes running Choose
		if diff := cmp.Diff(&want, got); diff != "" {
			t.Errorf("%s (-compiled +described):\n%s", want.Name, diff)
		}
	}
}
