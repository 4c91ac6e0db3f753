package vulkan

import (
	"errors"
	"fmt"
	"runtime"
	"sync"

	"github.com/gogpu/wgpu/hal/vulkan/vk"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
)

// loading guards variables of package vk, which are set once and without a lock.
var loading sync.Mutex

// The versions of Vulkan: asked for are the names of drivers, which are of 1.2,
// and needed is SPIR-V 1.3, which is of 1.1.
const (
	apiWanted = 1<<22 | 2<<12
	apiNeeded = 1<<22 | 1<<12
)

// library is an instance of Vulkan.
type library struct {
	vk       *vk.Commands
	instance vk.Instance
}

// Load loads the Vulkan loader, which loads the drivers. It returns
// driver.ErrNoLoader or driver.ErrNoDriver, wrapped, where there is none.
func Load() (driver.Library, error) {
	loading.Lock()
	defer loading.Unlock()
	runtime.LockOSThread() // why a library was not loaded is told to the thread that asked
	defer runtime.UnlockOSThread()
	if err := vk.Init(); err != nil {
		return nil, fmt.Errorf("%w: %v", driver.ErrNoLoader, innermost(err))
	}
	l := &library{vk: vk.NewCommands()}
	if err := l.vk.LoadGlobal(); err != nil {
		return nil, fmt.Errorf("%w: %v", driver.ErrNoLoader, err)
	}
	app := &vk.ApplicationInfo{SType: vk.StructureTypeApplicationInfo, ApiVersion: apiWanted}
	create := &vk.InstanceCreateInfo{SType: vk.StructureTypeInstanceCreateInfo, PApplicationInfo: app}
	if err := check("vkCreateInstance", l.vk.CreateInstance(create, nil, &l.instance)); err != nil {
		return nil, err
	}
	runtime.KeepAlive(app)
	// LoadInstance loads all there is, and then wants functions of windows as well,
	// which have not been asked for. A function that is missing makes its calls fail.
	if err := l.vk.LoadInstance(l.instance); err != nil && l.vk.HasWSIQueries() {
		l.vk.DestroyInstance(l.instance, nil)
		return nil, err
	}
	vk.SetDeviceProcAddr(l.instance)
	return l, nil
}

// innermost is what an error wraps at last: what the system has said.
func innermost(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}

// Close destroys the instance.
func (l *library) Close() { l.vk.DestroyInstance(l.instance, nil) }

// Adapters lists the devices that have Vulkan 1.1 and a queue that computes.
func (l *library) Adapters() ([]driver.Adapter, error) {
	var count uint32
	if err := check("vkEnumeratePhysicalDevices", l.vk.EnumeratePhysicalDevices(l.instance, &count, nil)); err != nil || count == 0 {
		return nil, err
	}
	handles := make([]vk.PhysicalDevice, count)
	if err := check("vkEnumeratePhysicalDevices", l.vk.EnumeratePhysicalDevices(l.instance, &count, &handles[0])); err != nil {
		return nil, err
	}
	var out []driver.Adapter
	for _, h := range handles[:count] {
		a := &adapter{library: l, handle: h}
		a.describe()
		if a.api >= apiNeeded && a.queueFamily() {
			if a.clock < 64 { // and would start again from 0 now and then
				a.info.Limits.Tick = 0
			}
			out = append(out, a)
		}
	}
	return out, nil
}
