package cmd

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer"
)

// ownRewards are the names of the task's rewards in an eval.
var ownRewards = []string{designer.ArmHuman, designer.ArmSparse}

// rewardNames names the rewards in files: by their base names, and where these are the
// same, as those of a run's candidates are, by as much of their paths as tells them
// apart. What no path tells apart gets a number.
func rewardNames(files []string) []string {
	names := make([]string, len(files))
	paths := make([][]string, len(files))
	for i, file := range files {
		paths[i] = pathParts(file)
		names[i] = paths[i][len(paths[i])-1]
	}
	for parts := 2; ; parts++ {
		uses := map[string]int{}
		for _, name := range slices.Concat(names, ownRewards) {
			uses[name]++
		}
		longer := false
		for i, path := range paths {
			if uses[names[i]] > 1 && parts <= len(path) {
				names[i] = strings.Join(path[len(path)-parts:], "/")
				longer = true
			}
		}
		if !longer {
			return numbered(names)
		}
	}
}

// pathParts returns the folders of a file and its base name. Names that policies are
// written under must not lead out of their folder, so no part is "..".
func pathParts(file string) []string {
	path := filepath.Clean(strings.TrimSuffix(file, filepath.Ext(file)))
	if !filepath.IsLocal(path) {
		if whole, err := filepath.Abs(path); err == nil {
			path = whole
		}
	}
	path = strings.TrimPrefix(path, filepath.VolumeName(path))
	return strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == filepath.Separator })
}

// numbered adds a number to names that are taken by another file or by the task's own
// reward.
func numbered(names []string) []string {
	taken := slices.Clone(ownRewards)
	for i, base := range names {
		for n := 2; slices.Contains(taken, names[i]); n++ {
			names[i] = fmt.Sprintf("%s-%d", base, n)
		}
		taken = append(taken, names[i])
	}
	return names
}
