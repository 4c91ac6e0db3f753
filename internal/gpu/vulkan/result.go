package vulkan

import (
	"github.com/gogpu/wgpu/hal/vulkan/vk"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
)

// check is the error of a call, or nil.
func check(call string, r vk.Result) error {
	if r == vk.Success {
		return nil
	}
	return &driver.Error{Call: call, Code: int32(r)}
}
