package cmd

import "runtime/debug"

// program names the program and its version, as journals record it.
func program() string {
	version := "devel"
	if info, ok := debug.ReadBuildInfo(); ok {
		if v := info.Main.Version; v != "" && v != "(devel)" {
			version = v
		}
	}
	return "rewardsmith " + version
}
