package vulkan

import (
	"github.com/gogpu/wgpu/hal/vulkan/vk"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
)

// makeTimes makes a place for each stamp among the steps.
func (c *commands) makeTimes(steps []driver.Step) error {
	d := c.device
	for _, s := range steps {
		if _, ok := s.(driver.Stamp); ok {
			c.marks++
		}
	}
	if c.marks == 0 {
		return nil
	}
	create := &vk.QueryPoolCreateInfo{SType: vk.StructureTypeQueryPoolCreateInfo, QueryType: vk.QueryTypeTimestamp, QueryCount: c.marks}
	return check("vkCreateQueryPool", d.vk.CreateQueryPool(d.handle, create, nil, &c.times))
}

// stamp notes the time, when what is before has ended.
func (c *commands) stamp(s driver.Stamp) {
	c.device.vk.CmdWriteTimestamp(c.buffer, vk.PipelineStageBottomOfPipeBit, c.times, uint32(len(c.stamps)))
	c.stamps = append(c.stamps, s)
}

// copyTimes copies the times to where they belong.
func (c *commands) copyTimes() {
	flags := vk.QueryResultFlags(vk.QueryResult64Bit | vk.QueryResultWaitBit)
	for i, s := range c.stamps {
		c.device.vk.CmdCopyQueryPoolResults(c.buffer, c.times, uint32(i), 1, s.To.Memory.(*memory).buffer, s.To.At, 8, flags)
	}
}
