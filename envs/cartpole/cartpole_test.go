package cartpole_test

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/envs/envtest"
)

func TestConformance(t *testing.T) {
	env, err := cartpole.New()
	if err != nil {
		t.Fatal(err)
	}
	envtest.Run(t, env)
}
