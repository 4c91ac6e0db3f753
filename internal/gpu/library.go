//go:build !nogpu && (amd64 || arm64) && (linux || windows || darwin)

package gpu

import (
	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
	"github.com/rewardsmith/rewardsmith/internal/gpu/vulkan"
)

// load loads the graphics library.
func load() (driver.Library, error) { return vulkan.Load() }
