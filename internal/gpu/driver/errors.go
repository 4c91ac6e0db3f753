package driver

import (
	"errors"
	"fmt"
)

// Errors that callers tell apart.
var (
	ErrNoLoader = errors.New("there is no Vulkan loader")
	ErrNoDriver = errors.New("there is no Vulkan driver for a GPU")
	ErrMemory   = errors.New("the device is out of memory")
	ErrLost     = errors.New("the device is lost")
)

// Results of Vulkan's functions that have a meaning of their own here: VkResult in
// the Vulkan specification, section "Return Codes".
const (
	CodeHostMemory   = -1
	CodeDeviceMemory = -2
	CodeLost         = -4
	CodeIncompatible = -9
	CodeTooMany      = -10
	CodeNoPoolMemory = -1000069000
)

// Error is a call that a driver has refused. It is ErrMemory, ErrLost or
// ErrNoDriver, if its code says so.
type Error struct {
	Call string // as in vkQueueSubmit
	Code int32
}

// Error names the call and what its code means.
func (e *Error) Error() string {
	if kind := e.kind(); kind != nil {
		return fmt.Sprintf("%s: %v (%d)", e.Call, kind, e.Code)
	}
	return fmt.Sprintf("%s failed (%d)", e.Call, e.Code)
}

// Is makes errors.Is find what the code means.
func (e *Error) Is(target error) bool { return target == e.kind() }

func (e *Error) kind() error {
	switch e.Code {
	case CodeHostMemory, CodeDeviceMemory, CodeTooMany, CodeNoPoolMemory:
		return ErrMemory
	case CodeLost:
		return ErrLost
	case CodeIncompatible:
		return ErrNoDriver
	}
	return nil
}
