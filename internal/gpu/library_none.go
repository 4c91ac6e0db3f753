//go:build nogpu || !(amd64 || arm64) || !(linux || windows || darwin)

package gpu

import "github.com/rewardsmith/rewardsmith/internal/gpu/driver"

// load says that there is no graphics library in this build.
func load() (driver.Library, error) { return nil, ErrBuiltWithout }
