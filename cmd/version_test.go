package cmd

import (
	"runtime/debug"
	"testing"
)

func TestVersionText(t *testing.T) {
	for _, c := range []struct {
		info *debug.BuildInfo
		want string
	}{
		{nil, "rewardsmith devel\n"},
		{&debug.BuildInfo{GoVersion: "go1.26.0", Main: debug.Module{Version: "(devel)"}}, "rewardsmith devel, go1.26.0\n"},
		{&debug.BuildInfo{GoVersion: "go1.26.0", Main: debug.Module{Version: "v1.2.3"}, Settings: []debug.BuildSetting{
			{Key: "vcs.revision", Value: "0123abcd"}, {Key: "vcs.modified", Value: "false"},
		}}, "rewardsmith v1.2.3, commit 0123abcd, go1.26.0\n"},
		{&debug.BuildInfo{GoVersion: "go1.26.0", Settings: []debug.BuildSetting{
			{Key: "vcs.revision", Value: "0123abcd"}, {Key: "vcs.modified", Value: "true"},
		}}, "rewardsmith devel, commit 0123abcd with changes, go1.26.0\n"},
	} {
		if got := versionText(c.info); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
