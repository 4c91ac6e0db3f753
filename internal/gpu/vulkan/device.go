package vulkan

import (
	"time"

	"github.com/gogpu/wgpu/hal/vulkan/vk"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
)

// device is a logical device with one queue.
type device struct {
	vk     vk.Commands
	of     *adapter
	handle vk.Device
	queue  vk.Queue
	pool   vk.CommandPool
}

// Open makes a device with no feature or extension enabled.
func (a *adapter) Open() (driver.Device, error) {
	priority := new(float32)
	*priority = 1
	queue := &vk.DeviceQueueCreateInfo{
		SType: vk.StructureTypeDeviceQueueCreateInfo, QueueFamilyIndex: a.family, QueueCount: 1, PQueuePriorities: priority,
	}
	create := &vk.DeviceCreateInfo{SType: vk.StructureTypeDeviceCreateInfo, QueueCreateInfoCount: 1, PQueueCreateInfos: queue}
	d := &device{of: a}
	if err := check("vkCreateDevice", a.library.vk.CreateDevice(a.handle, create, nil, &d.handle)); err != nil {
		return nil, err
	}
	if err := d.vk.LoadDevice(d.handle); err != nil {
		return nil, err
	}
	d.vk.GetDeviceQueue(d.handle, a.family, 0, &d.queue)
	pool := &vk.CommandPoolCreateInfo{
		SType: vk.StructureTypeCommandPoolCreateInfo, QueueFamilyIndex: a.family,
		Flags: vk.CommandPoolCreateFlags(vk.CommandPoolCreateResetCommandBufferBit),
	}
	if err := check("vkCreateCommandPool", d.vk.CreateCommandPool(d.handle, pool, nil, &d.pool)); err != nil {
		d.vk.DestroyDevice(d.handle, nil)
		return nil, err
	}
	return d, nil
}

// Close waits for the queue and destroys the device.
func (d *device) Close() {
	d.vk.DeviceWaitIdle(d.handle)
	d.vk.DestroyCommandPool(d.handle, d.pool, nil)
	d.vk.DestroyDevice(d.handle, nil)
}

// Submit starts commands.
func (d *device) Submit(c driver.Commands) error {
	cmd := c.(*commands)
	if err := check("vkResetFences", d.vk.ResetFences(d.handle, 1, &cmd.fence)); err != nil {
		return err
	}
	submit := &vk.SubmitInfo{SType: vk.StructureTypeSubmitInfo, CommandBufferCount: 1, PCommandBuffers: &cmd.buffer}
	return check("vkQueueSubmit", d.vk.QueueSubmit(d.queue, 1, submit, cmd.fence))
}

// Wait waits for the fence of commands.
func (d *device) Wait(c driver.Commands, limit time.Duration) (bool, error) {
	cmd := c.(*commands)
	r := d.vk.WaitForFences(d.handle, 1, &cmd.fence, 1, uint64(max(limit, 0)))
	if r == vk.Timeout {
		return false, nil
	}
	return r == vk.Success, check("vkWaitForFences", r)
}
