package vulkan

import (
	"slices"
	"testing"

	"github.com/gogpu/wgpu/hal/vulkan/vk"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
)

// TestMemoryTypes chooses among the types that drivers list. The flags are local 1,
// visible 2, coherent 4, cached 8; 64 is VK_MEMORY_PROPERTY_DEVICE_COHERENT_BIT_AMD.
func TestMemoryTypes(t *testing.T) {
	tests := []struct {
		name  string
		types []vk.MemoryPropertyFlags
		bits  uint32
		want  map[driver.Place][]uint32
	}{
		{"a card whose memory the host reaches in part", []vk.MemoryPropertyFlags{0, 1, 6, 14, 7}, 0b11111, map[driver.Place][]uint32{
			driver.Local: {1, 4}, driver.Upload: {2, 3, 4}, driver.Download: {3, 2, 4}, driver.Shared: {4, 2, 3},
		}},
		{"a processor's part", []vk.MemoryPropertyFlags{1, 7, 15}, 0b111, map[driver.Place][]uint32{
			driver.Local: {0, 1, 2}, driver.Upload: {1, 2}, driver.Download: {2, 1}, driver.Shared: {1, 2},
		}},
		{"types that want a feature", []vk.MemoryPropertyFlags{65, 1, 70, 6}, 0b1111, map[driver.Place][]uint32{
			driver.Local: {1}, driver.Upload: {3}, driver.Download: {3}, driver.Shared: {3},
		}},
		{"types that the buffer cannot have", []vk.MemoryPropertyFlags{7, 7}, 0b10, map[driver.Place][]uint32{
			driver.Local: {1}, driver.Upload: {1}, driver.Download: {1}, driver.Shared: {1},
		}},
		{"no memory beside the device", []vk.MemoryPropertyFlags{6}, 0b1, map[driver.Place][]uint32{
			driver.Local: nil, driver.Upload: {0}, driver.Download: {0}, driver.Shared: {0},
		}},
	}
	for _, test := range tests {
		p := &vk.PhysicalDeviceMemoryProperties{MemoryTypeCount: uint32(len(test.types))}
		for i, flags := range test.types {
			p.MemoryTypes[i].PropertyFlags = flags
		}
		for place, want := range test.want {
			if got := memoryTypes(p, test.bits, place); !slices.Equal(got, want) {
				t.Errorf("%s, place %d: types %d, want %d", test.name, place, got, want)
			}
		}
	}
}

func TestAtMost(t *testing.T) {
	for _, test := range []struct {
		limits []uint64
		want   uint64
	}{{nil, 0}, {[]uint64{0, 0}, 0}, {[]uint64{0, 7, 9}, 7}, {[]uint64{9, 0, 7}, 7}} {
		if got := atMost(test.limits...); got != test.want {
			t.Errorf("atMost(%d) is %d, want %d", test.limits, got, test.want)
		}
	}
}
