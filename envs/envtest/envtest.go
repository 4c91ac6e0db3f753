// Package envtest tests environments: that they keep the contract of package
// envs, and that two forms of one compute the same.
package envtest

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/conform"
)

// Run checks that an environment keeps the contract of package envs.
func Run(t *testing.T, env envs.Env) {
	for _, c := range conform.Checks() {
		t.Run(c.Name, func(t *testing.T) { c.Run(t, env) })
	}
}
