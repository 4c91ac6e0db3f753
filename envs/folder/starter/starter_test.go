package starter_test

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/envtest"
	"github.com/rewardsmith/rewardsmith/envs/folder"
	"github.com/rewardsmith/rewardsmith/envs/folder/starter"
)

// What a user begins with keeps every promise.
func TestConformance(t *testing.T) {
	files, err := starter.Files("puck")
	if err != nil {
		t.Fatal(err)
	}
	source := envs.Source{Env: files["env.go"], Task: files["task.go"], Draw: files["draw.go"]}
	env, err := folder.Compile(t.Context(), "puck", source)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := env.Spec().Doc[:23], "Package puck is a puck "; got != want {
		t.Errorf("the package comment begins with %q, want %q", got, want)
	}
	envtest.Run(t, env)
}
