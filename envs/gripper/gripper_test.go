package gripper

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/envtest"
)

func TestConformance(t *testing.T) {
	env, err := New()
	if err != nil {
		t.Fatal(err)
	}
	envtest.Run(t, env)
}
