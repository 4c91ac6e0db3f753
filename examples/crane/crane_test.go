package main

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/envtest"
)

func TestConformance(t *testing.T) {
	env, err := envs.Native(crane)
	if err != nil {
		t.Fatal(err)
	}
	envtest.Run(t, env)
}
