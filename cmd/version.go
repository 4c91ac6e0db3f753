package cmd

import (
	"fmt"
	"runtime/debug"
	"strings"
)

// program names the program and its version, as journals record it.
func program() string {
	info, _ := debug.ReadBuildInfo()
	return "rewardsmith " + moduleVersion(info)
}

// moduleVersion is the version that a build tells, devel where it tells none.
func moduleVersion(info *debug.BuildInfo) string {
	if info == nil || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}

// versionText is what --version says of a build: its version, the commit it was
// made of and the Go it was made with.
func versionText(info *debug.BuildInfo) string {
	parts := []string{moduleVersion(info)}
	if info != nil {
		setting := map[string]string{}
		for _, s := range info.Settings {
			setting[s.Key] = s.Value
		}
		if commit := setting["vcs.revision"]; commit != "" {
			if setting["vcs.modified"] == "true" {
				commit += " with changes"
			}
			parts = append(parts, "commit "+commit)
		}
		parts = append(parts, info.GoVersion)
	}
	return fmt.Sprintf("rewardsmith %s\n", strings.Join(parts, ", "))
}
