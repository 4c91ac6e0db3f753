package vulkan

import (
	"fmt"

	"github.com/gogpu/wgpu/hal/vulkan/vk"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
)

// commands are a command buffer, its fence and its descriptor sets.
type commands struct {
	device *device
	buffer vk.CommandBuffer
	fence  vk.Fence
	sets   vk.DescriptorPool // 0 where there is no dispatch
	times  vk.QueryPool      // 0 where there is no stamp
	marks  uint32            // stamps that there will be
	stamps []driver.Stamp
}

// Record makes a command buffer that can be submitted again and again.
func (d *device) Record(steps []driver.Step) (driver.Commands, error) {
	c := &commands{device: d}
	err := c.prepare(steps)
	if err == nil {
		err = c.record(steps)
	}
	if err != nil {
		c.Release()
		return nil, err
	}
	return c, nil
}

func (c *commands) prepare(steps []driver.Step) error {
	d := c.device
	allocate := &vk.CommandBufferAllocateInfo{
		SType: vk.StructureTypeCommandBufferAllocateInfo, CommandPool: d.pool, Level: vk.CommandBufferLevelPrimary, CommandBufferCount: 1,
	}
	if err := check("vkAllocateCommandBuffers", d.vk.AllocateCommandBuffers(d.handle, allocate, &c.buffer)); err != nil {
		return err
	}
	fence := &vk.FenceCreateInfo{SType: vk.StructureTypeFenceCreateInfo}
	if err := check("vkCreateFence", d.vk.CreateFence(d.handle, fence, nil, &c.fence)); err != nil {
		return err
	}
	if err := c.makeTimes(steps); err != nil {
		return err
	}
	return c.makePool(steps)
}

// makePool makes a pool of exactly the descriptors that the steps need.
func (c *commands) makePool(steps []driver.Step) error {
	d := c.device
	var sets, storage uint32
	for _, s := range steps {
		if s, ok := s.(driver.Dispatch); ok {
			sets++
			storage += uint32(len(s.Storage))
		}
	}
	if sets == 0 {
		return nil
	}
	sizes := []vk.DescriptorPoolSize{
		{Type: vk.DescriptorTypeUniformBuffer, DescriptorCount: sets},
		{Type: vk.DescriptorTypeStorageBuffer, DescriptorCount: max(storage, 1)},
	}
	create := &vk.DescriptorPoolCreateInfo{
		SType: vk.StructureTypeDescriptorPoolCreateInfo, MaxSets: sets, PoolSizeCount: uint32(len(sizes)), PPoolSizes: &sizes[0],
	}
	return check("vkCreateDescriptorPool", d.vk.CreateDescriptorPool(d.handle, create, nil, &c.sets))
}

func (c *commands) record(steps []driver.Step) error {
	d := c.device
	begin := &vk.CommandBufferBeginInfo{SType: vk.StructureTypeCommandBufferBeginInfo}
	if err := check("vkBeginCommandBuffer", d.vk.BeginCommandBuffer(c.buffer, begin)); err != nil {
		return err
	}
	if c.times != 0 {
		d.vk.CmdResetQueryPool(c.buffer, c.times, 0, c.marks)
	}
	for _, s := range steps {
		c.barrier()
		if err := c.step(s); err != nil {
			return err
		}
	}
	c.copyTimes()
	c.toHost()
	return check("vkEndCommandBuffer", d.vk.EndCommandBuffer(c.buffer))
}

func (c *commands) step(s driver.Step) error {
	d := c.device
	switch s := s.(type) {
	case driver.Copy:
		region := &vk.BufferCopy{SrcOffset: vk.DeviceSize(s.From.At), DstOffset: vk.DeviceSize(s.To.At), Size: vk.DeviceSize(s.From.Bytes)}
		d.vk.CmdCopyBuffer(c.buffer, s.From.Memory.(*memory).buffer, s.To.Memory.(*memory).buffer, 1, region)
	case driver.Clear:
		d.vk.CmdFillBuffer(c.buffer, s.Range.Memory.(*memory).buffer, vk.DeviceSize(s.Range.At), vk.DeviceSize(s.Range.Bytes), 0)
	case driver.Dispatch:
		return c.dispatch(s)
	case driver.Stamp:
		c.stamp(s)
	default:
		panic(fmt.Sprintf("vulkan: a step of type %T", s))
	}
	return nil
}

func (c *commands) dispatch(s driver.Dispatch) error {
	d, p := c.device, s.Pipeline.(*pipeline)
	set, err := c.bind(p, append([]driver.Range{s.Uniform}, s.Storage...))
	if err != nil {
		return err
	}
	d.vk.CmdBindPipeline(c.buffer, vk.PipelineBindPointCompute, p.handle)
	d.vk.CmdBindDescriptorSets(c.buffer, vk.PipelineBindPointCompute, p.layout, 0, 1, &set, 0, nil)
	d.vk.CmdDispatch(c.buffer, s.X, s.Y, 1)
	return nil
}

// bind makes a descriptor set of ranges.
func (c *commands) bind(p *pipeline, ranges []driver.Range) (vk.DescriptorSet, error) {
	d := c.device
	var set vk.DescriptorSet
	allocate := &vk.DescriptorSetAllocateInfo{
		SType: vk.StructureTypeDescriptorSetAllocateInfo, DescriptorPool: c.sets, DescriptorSetCount: 1, PSetLayouts: &p.set,
	}
	if err := check("vkAllocateDescriptorSets", d.vk.AllocateDescriptorSets(d.handle, allocate, &set)); err != nil {
		return 0, err
	}
	infos, writes := make([]vk.DescriptorBufferInfo, len(ranges)), make([]vk.WriteDescriptorSet, len(ranges))
	for i, r := range ranges {
		infos[i] = vk.DescriptorBufferInfo{Buffer: r.Memory.(*memory).buffer, Offset: vk.DeviceSize(r.At), Range: vk.DeviceSize(r.Bytes)}
		writes[i] = vk.WriteDescriptorSet{
			SType: vk.StructureTypeWriteDescriptorSet, DstSet: set, DstBinding: uint32(i),
			DescriptorCount: 1, DescriptorType: descriptorType(i), PBufferInfo: &infos[i],
		}
	}
	d.vk.UpdateDescriptorSets(d.handle, uint32(len(writes)), &writes[0], 0, nil)
	return set, nil
}

// What a device does is shaders and transfers.
const (
	stages = vk.PipelineStageFlags(vk.PipelineStageComputeShaderBit | vk.PipelineStageTransferBit)
	writes = vk.AccessFlags(vk.AccessShaderWriteBit | vk.AccessTransferWriteBit)
	reads  = vk.AccessFlags(vk.AccessShaderReadBit | vk.AccessUniformReadBit | vk.AccessTransferReadBit)
)

// barrier makes the step that follows wait for, and see, all before it, also those
// of command buffers that were submitted earlier (section 7.1).
func (c *commands) barrier() {
	b := &vk.MemoryBarrier{SType: vk.StructureTypeMemoryBarrier, SrcAccessMask: writes, DstAccessMask: reads | writes}
	c.device.vk.CmdPipelineBarrier(c.buffer, stages, stages, 0, 1, b, 0, nil, 0, nil)
}

// toHost makes the host see all, once the fence is signalled (section 7.9). What
// the host has written is seen by commands submitted later without a barrier.
func (c *commands) toHost() {
	b := &vk.MemoryBarrier{SType: vk.StructureTypeMemoryBarrier, SrcAccessMask: writes, DstAccessMask: vk.AccessFlags(vk.AccessHostReadBit)}
	c.device.vk.CmdPipelineBarrier(c.buffer, stages, vk.PipelineStageFlags(vk.PipelineStageHostBit), 0, 1, b, 0, nil, 0, nil)
}

// Release frees the command buffer, which is not under way.
func (c *commands) Release() {
	d := c.device
	if c.buffer != 0 {
		d.vk.FreeCommandBuffers(d.handle, d.pool, 1, &c.buffer)
	}
	if c.fence != 0 {
		d.vk.DestroyFence(d.handle, c.fence, nil)
	}
	if c.sets != 0 {
		d.vk.DestroyDescriptorPool(d.handle, c.sets, nil)
	}
	if c.times != 0 {
		d.vk.DestroyQueryPool(d.handle, c.times, nil)
	}
	c.buffer, c.fence, c.sets, c.times = 0, 0, 0, 0
}
