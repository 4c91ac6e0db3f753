package gpu

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
)

// Info, Kind and Limits describe a device.
type (
	Info   = driver.Info
	Kind   = driver.Kind
	Limits = driver.Limits
)

// The kinds of devices.
const (
	Discrete   = driver.Discrete
	Integrated = driver.Integrated
	Virtual    = driver.Virtual
	Other      = driver.Other
	Software   = driver.Software
)

// List returns the devices there are, also those of software, the one that Open
// prefers first. Where there are none it returns why.
func List() (list []Info, err error) {
	defer rescue(&err)
	lib, adapters, err := find()
	if err != nil {
		return nil, err
	}
	defer lib.Close()
	for _, a := range adapters {
		list = append(list, a.Info())
	}
	return list, nil
}

// find loads the library and returns the adapters in order of preference, at least
// one.
func find() (driver.Library, []driver.Adapter, error) {
	lib, err := load()
	if err != nil {
		return nil, nil, noDevice(err)
	}
	adapters, err := lib.Adapters()
	if err == nil && len(adapters) == 0 {
		err = driver.ErrNoDriver
	}
	if err != nil {
		lib.Close()
		return nil, nil, noDevice(err)
	}
	slices.SortStableFunc(adapters, func(a, b driver.Adapter) int { return preference(a.Info(), b.Info()) })
	return lib, adapters, nil
}

// preference orders kinds first, then larger memories before smaller ones.
func preference(a, b Info) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(b.Limits.MemoryBytes, a.Limits.MemoryBytes))
}

// choose takes the first adapter that the options allow.
func choose(adapters []driver.Adapter, o Options) (driver.Adapter, error) {
	var names []string
	software := ""
	for _, a := range adapters {
		info := a.Info()
		names = append(names, fmt.Sprintf("%q", info.Name))
		if !strings.Contains(strings.ToLower(info.Name), strings.ToLower(o.Adapter)) {
			continue
		}
		if info.Kind != Software || o.Software {
			return a, nil
		}
		software = info.Name
	}
	if software != "" {
		return nil, fmt.Errorf("%w (%s), which is slower than the CPU backend: install the driver of the GPU, or use the CPU", ErrOnlySoftware, software)
	}
	return nil, fmt.Errorf("%w: none has %q in its name, there is %s", ErrNoAdapter, o.Adapter, strings.Join(names, ", "))
}
