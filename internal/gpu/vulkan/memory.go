package vulkan

import (
	"errors"
	"runtime"
	"slices"
	"unsafe"

	"github.com/gogpu/wgpu/hal/vulkan/vk"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
)

// memory is a buffer with an allocation of its own. Drivers allow some thousands.
type memory struct {
	device *device
	buffer vk.Buffer
	block  vk.DeviceMemory
	mapped unsafe.Pointer // no Go memory; nil where the host cannot reach it
	words  int
}

// Memory allocates a buffer.
func (d *device) Memory(bytes uint64, place driver.Place) (driver.Memory, error) {
	m := &memory{device: d, words: int(bytes / 4)}
	if err := m.allocate(bytes, place); err != nil {
		m.Release()
		return nil, err
	}
	return m, nil
}

func (m *memory) allocate(bytes uint64, place driver.Place) error {
	d := m.device
	create := &vk.BufferCreateInfo{
		SType: vk.StructureTypeBufferCreateInfo, Size: vk.DeviceSize(bytes), Usage: usage(place), SharingMode: vk.SharingModeExclusive,
	}
	if err := check("vkCreateBuffer", d.vk.CreateBuffer(d.handle, create, nil, &m.buffer)); err != nil {
		return err
	}
	needs := &vk.MemoryRequirements{}
	d.vk.GetBufferMemoryRequirements(d.handle, m.buffer, needs)
	if err := m.take(needs, place); err != nil {
		return err
	}
	if err := check("vkBindBufferMemory", d.vk.BindBufferMemory(d.handle, m.buffer, m.block, 0)); err != nil {
		return err
	}
	if place == driver.Local {
		return nil
	}
	// The address of m.mapped, which is on the heap and stays where it is, goes
	// through an integer: package vk declares the parameter so.
	err := check("vkMapMemory", d.vk.MapMemory(d.handle, m.block, 0, vk.DeviceSize(vk.WholeSize), 0, uintptr(unsafe.Pointer(&m.mapped))))
	runtime.KeepAlive(m)
	return err
}

// take allocates from the first type of memory that has room.
func (m *memory) take(needs *vk.MemoryRequirements, place driver.Place) error {
	d, err := m.device, error(driver.ErrMemory)
	for _, index := range memoryTypes(&d.of.memory, needs.MemoryTypeBits, place) {
		request := &vk.MemoryAllocateInfo{SType: vk.StructureTypeMemoryAllocateInfo, AllocationSize: needs.Size, MemoryTypeIndex: index}
		err = check("vkAllocateMemory", d.vk.AllocateMemory(d.handle, request, nil, &m.block))
		if !errors.Is(err, driver.ErrMemory) {
			return err
		}
	}
	return err
}

// usage says what is done with a buffer.
func usage(place driver.Place) vk.BufferUsageFlags {
	both := vk.BufferUsageFlags(vk.BufferUsageTransferSrcBit | vk.BufferUsageTransferDstBit)
	switch place {
	case driver.Local:
		return both | vk.BufferUsageFlags(vk.BufferUsageStorageBufferBit)
	case driver.Shared:
		return both | vk.BufferUsageFlags(vk.BufferUsageUniformBufferBit)
	}
	return both
}

// memoryTypes lists the types of memory that a buffer can have, best first. What
// the host reaches is coherent, so that nothing has to be flushed: there is always a
// type that is (section 11.2.1). What is beside the device is never replaced by
// memory of the host, which the device would reach many times slower.
func memoryTypes(of *vk.PhysicalDeviceMemoryProperties, bits uint32, place driver.Place) (list []uint32) {
	const (
		local    = vk.MemoryPropertyFlags(vk.MemoryPropertyDeviceLocalBit)
		coherent = vk.MemoryPropertyFlags(vk.MemoryPropertyHostVisibleBit | vk.MemoryPropertyHostCoherentBit)
		cached   = vk.MemoryPropertyFlags(vk.MemoryPropertyHostCachedBit)
		known    = local | coherent | cached // others want features to be enabled
	)
	wishes := map[driver.Place][]vk.MemoryPropertyFlags{
		driver.Local:    {local},
		driver.Upload:   {coherent},
		driver.Download: {coherent | cached, coherent},
		driver.Shared:   {coherent | local, coherent},
	}
	for _, wish := range wishes[place] {
		for i, t := range of.MemoryTypes[:of.MemoryTypeCount] {
			if bits>>i&1 != 0 && t.PropertyFlags&wish == wish && t.PropertyFlags&^known == 0 && !slices.Contains(list, uint32(i)) {
				list = append(list, uint32(i))
			}
		}
	}
	return list
}

// Words are the words that the host can reach.
func (m *memory) Words() []uint32 {
	if m.mapped == nil {
		return nil
	}
	return unsafe.Slice((*uint32)(m.mapped), m.words)
}

// Release frees the memory.
func (m *memory) Release() {
	d := m.device
	if m.buffer != 0 {
		d.vk.DestroyBuffer(d.handle, m.buffer, nil)
	}
	if m.block != 0 {
		d.vk.FreeMemory(d.handle, m.block, nil) // and unmaps it
	}
	m.buffer, m.block, m.mapped = 0, 0, nil
}
