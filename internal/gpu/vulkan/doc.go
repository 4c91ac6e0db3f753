// Package vulkan computes on Vulkan 1.1 devices: it is the one driver.Library.
//
// It calls Vulkan through the bindings of github.com/gogpu/wgpu/hal/vulkan/vk and
// leaves out what stands above them in that module, which is made for drawing:
// that asks for a queue that draws and for extensions of windows, records command
// buffers anew for each use, has no barrier between a write to a buffer and a
// dispatch that reads it, and does not tell a device that is lost from one that is
// done. Here command buffers are recorded once and submitted many times, and a
// barrier stands before each step.
//
// Nothing is loaded before Load: importing the package touches no library. Numbers
// of sections refer to the Vulkan specification, version 1.3.
package vulkan
