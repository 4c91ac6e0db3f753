package vulkan

import (
	"bytes"
	"fmt"
	"strings"
	"unsafe"

	"github.com/gogpu/wgpu/hal/vulkan/vk"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// Structure types that package vk has no names for.
const (
	typeDriverProperties        = 1000196000
	typeFloatControlsProperties = 1000197000
	typeMaintenance4Properties  = 1000413001
)

// adapter is a physical device.
type adapter struct {
	library *library
	handle  vk.PhysicalDevice
	api     uint32
	family  uint32 // of queues
	clock   uint32 // bits of its time; 0 where it has none
	info    driver.Info
	memory  vk.PhysicalDeviceMemoryProperties
}

// Info describes the adapter.
func (a *adapter) Info() driver.Info { return a.info }

// describe asks for properties and limits.
func (a *adapter) describe() {
	p := &vk.PhysicalDeviceProperties{}
	a.library.vk.GetPhysicalDeviceProperties(a.handle, p)
	a.library.vk.GetPhysicalDeviceMemoryProperties(a.handle, &a.memory)
	a.api = p.ApiVersion
	a.info = driver.Info{
		Name: text(p.DeviceName[:]), Vendor: vendor(p.VendorID), Kind: kind(p.DeviceType),
		API: fmt.Sprintf("%d.%d.%d", p.ApiVersion>>22&0x7f, p.ApiVersion>>12&0x3ff, p.ApiVersion&0xfff),
	}
	a.info.Limits = limits(&p.Limits)
	a.info.Limits.MemoryBytes = a.heap()
	a.extend(&a.info)
}

// extend asks for what was added to Vulkan later: the largest allocation (1.1), the
// name of the driver and what float32 arithmetic can be relied on (1.2), and the
// largest buffer (1.3). Modules may ask for that arithmetic where Vulkan is 1.2;
// before, it takes an extension, which nothing enables here.
func (a *adapter) extend(info *driver.Info) {
	name := &vk.PhysicalDeviceDriverProperties{SType: typeDriverProperties}
	largest := &vk.PhysicalDeviceMaintenance3Properties{SType: vk.StructureTypePhysicalDeviceMaintenance3Properties}
	floats := &vk.PhysicalDeviceFloatControlsProperties{SType: typeFloatControlsProperties}
	buffer := &vk.PhysicalDeviceMaintenance4Properties{SType: typeMaintenance4Properties}
	all := &vk.PhysicalDeviceProperties2{SType: vk.StructureTypePhysicalDeviceProperties2}
	all.PNext = (*uintptr)(unsafe.Pointer(largest))
	if a.api >= 1<<22|2<<12 {
		largest.PNext = (*uintptr)(unsafe.Pointer(name))
		name.PNext = (*uintptr)(unsafe.Pointer(floats))
	}
	if a.api >= 1<<22|3<<12 {
		floats.PNext = (*uintptr)(unsafe.Pointer(buffer))
	}
	a.library.vk.GetPhysicalDeviceProperties2(a.handle, all)

	info.Driver = strings.TrimSpace(text(name.DriverName[:]) + " " + text(name.DriverInfo[:]))
	info.Floats = spirv.Floats{
		Denormals:   floats.ShaderDenormPreserveFloat32 != 0,
		NaN:         floats.ShaderSignedZeroInfNanPreserveFloat32 != 0,
		NearestEven: floats.ShaderRoundingModeRTEFloat32 != 0,
	}
	info.Limits.BufferBytes = atMost(uint64(largest.MaxMemoryAllocationSize), uint64(buffer.MaxBufferSize), info.Limits.MemoryBytes)
	info.Limits.BindingBytes = atMost(info.Limits.BindingBytes, info.Limits.BufferBytes)
}

// atMost is the smallest of the limits that are known.
func atMost(limits ...uint64) uint64 {
	least := uint64(0)
	for _, l := range limits {
		if l != 0 && (least == 0 || l < least) {
			least = l
		}
	}
	return least
}

// heap is the size of the largest heap of the device.
func (a *adapter) heap() uint64 {
	largest := uint64(0)
	for _, h := range a.memory.MemoryHeaps[:a.memory.MemoryHeapCount] {
		if h.Flags&vk.MemoryHeapFlags(vk.MemoryHeapDeviceLocalBit) != 0 {
			largest = max(largest, uint64(h.Size))
		}
	}
	return largest
}

func limits(l *vk.PhysicalDeviceLimits) driver.Limits {
	return driver.Limits{
		BindingBytes: uint64(l.MaxStorageBufferRange) &^ 3,
		Allocations:  int(l.MaxMemoryAllocationCount),
		Groups:       min(l.MaxComputeWorkGroupCount[0], l.MaxComputeWorkGroupCount[1]),
		Storage:      int(min(l.MaxPerStageDescriptorStorageBuffers, l.MaxDescriptorSetStorageBuffers)),
		Uniform:      int(l.MaxUniformBufferRange),
		Tick:         float64(l.TimestampPeriod),
		StorageAlign: max(uint64(l.MinStorageBufferOffsetAlignment), 4),
		UniformAlign: max(uint64(l.MinUniformBufferOffsetAlignment), 16),
	}
}

// queueFamily finds the family of queues to use, and whether there is one: rather
// one that only computes, which does not wait for what is drawn.
func (a *adapter) queueFamily() bool {
	var count uint32
	a.library.vk.GetPhysicalDeviceQueueFamilyProperties(a.handle, &count, nil)
	if count == 0 {
		return false
	}
	families := make([]vk.QueueFamilyProperties, count)
	a.library.vk.GetPhysicalDeviceQueueFamilyProperties(a.handle, &count, &families[0])
	found := false
	for i, f := range families[:count] {
		computes := f.QueueCount > 0 && f.QueueFlags&vk.QueueFlags(vk.QueueComputeBit) != 0
		draws := f.QueueFlags&vk.QueueFlags(vk.QueueGraphicsBit) != 0
		if computes && (!found || !draws) {
			a.family, found = uint32(i), true
			a.clock = f.TimestampValidBits
			if !draws {
				break
			}
		}
	}
	return found
}

func kind(t vk.PhysicalDeviceType) driver.Kind {
	switch t {
	case vk.PhysicalDeviceTypeDiscreteGpu:
		return driver.Discrete
	case vk.PhysicalDeviceTypeIntegratedGpu:
		return driver.Integrated
	case vk.PhysicalDeviceTypeVirtualGpu:
		return driver.Virtual
	case vk.PhysicalDeviceTypeCpu:
		return driver.Software
	}
	return driver.Other
}

// vendor names a vendor by its number with the PCI-SIG or the Khronos group.
func vendor(id uint32) string {
	names := map[uint32]string{0x10DE: "NVIDIA", 0x1002: "AMD", 0x8086: "Intel", 0x106B: "Apple", 0x13B5: "Arm", 0x5143: "Qualcomm", 0x10005: "Mesa"}
	if name := names[id]; name != "" {
		return name
	}
	return fmt.Sprintf("vendor 0x%04X", id)
}

// text is a C string.
func text(b []byte) string {
	s, _, _ := bytes.Cut(b, []byte{0})
	return string(s)
}
