#!/usr/bin/env python3
"""Says whether this machine's Vulkan offers what rewardsmith's GPU backend needs.

    python3 probe.py

The first thing to run on a new machine: it needs nothing but Python, and tells
a missing piece of the driver from a fault of ours. The library under the
backend asks for VK_KHR_surface, VK_KHR_swapchain and a queue for graphics even
where nothing is shown. Exits 1 where no device has all of that.
"""

import ctypes
import ctypes.util
import glob
import json
import os
import subprocess
import sys

MANIFESTS = [
    "/etc/vulkan/icd.d/*.json",
    "/usr/share/vulkan/icd.d/*.json",
    "/usr/local/share/vulkan/icd.d/*.json",
    "/usr/local/nvidia/share/vulkan/icd.d/*.json",
]
X11 = ["libX11.so.6", "libXext.so.6"]  # which libGLX_nvidia needs, also without a display
KINDS = ["other", "integrated", "discrete", "virtual", "software"]
GRAPHICS, COMPUTE = 1, 2


class ApplicationInfo(ctypes.Structure):
    _fields_ = [
        ("sType", ctypes.c_uint32), ("pNext", ctypes.c_void_p), ("name", ctypes.c_char_p), ("version", ctypes.c_uint32),
        ("engine", ctypes.c_char_p), ("engineVersion", ctypes.c_uint32), ("apiVersion", ctypes.c_uint32),
    ]  # fmt: skip


class InstanceCreateInfo(ctypes.Structure):
    _fields_ = [
        ("sType", ctypes.c_uint32), ("pNext", ctypes.c_void_p), ("flags", ctypes.c_uint32),
        ("application", ctypes.POINTER(ApplicationInfo)), ("layerCount", ctypes.c_uint32), ("layers", ctypes.c_void_p),
        ("extensionCount", ctypes.c_uint32), ("extensions", ctypes.c_void_p),
    ]  # fmt: skip


class Extension(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char * 256), ("version", ctypes.c_uint32)]


class Properties(ctypes.Structure):
    _fields_ = [
        ("apiVersion", ctypes.c_uint32), ("driverVersion", ctypes.c_uint32), ("vendor", ctypes.c_uint32),
        ("device", ctypes.c_uint32), ("kind", ctypes.c_uint32), ("name", ctypes.c_char * 256),
        ("rest", ctypes.c_uint64 * 256),  # identifier, limits and sparse properties, with room to spare
    ]  # fmt: skip


class QueueFamily(ctypes.Structure):
    _fields_ = [("flags", ctypes.c_uint32), ("count", ctypes.c_uint32), ("timestampBits", ctypes.c_uint32), ("granularity", ctypes.c_uint32 * 3)]


def loads(library):
    """Why a library cannot be loaded, "" where it can."""
    try:
        ctypes.CDLL(library)
        return ""
    except OSError as error:
        return str(error)


def listed(call, kind, *arguments):
    """What a Vulkan call lists when asked for the number first."""
    count = ctypes.c_uint32()
    call(*arguments, ctypes.byref(count), None)
    items = (kind * count.value)()
    call(*arguments, ctypes.byref(count), items)
    return items[: count.value]


def manifests():
    """The loader's driver files: those named by the environment or the usual ones."""
    named = os.environ.get("VK_DRIVER_FILES") or os.environ.get("VK_ICD_FILENAMES")
    return named.split(":") if named else sorted(path for pattern in MANIFESTS for path in glob.glob(pattern))


def show_driver():
    try:
        query = ["nvidia-smi", "--query-gpu=name,driver_version,memory.total", "--format=csv,noheader"]
        print("nvidia-smi:", subprocess.run(query, capture_output=True, text=True, timeout=60).stdout.strip())
    except (OSError, subprocess.TimeoutExpired) as error:
        print("nvidia-smi:", error)
    for path in manifests():
        try:
            with open(path) as file:
                library = json.load(file)["ICD"]["library_path"]
            print(f"driver file {path}: {library}: {loads(library) or 'loads'}")
        except (OSError, ValueError, KeyError) as error:
            print(f"driver file {path}: {error}")
    for library in X11:
        print(f"{library}: {loads(library) or 'loads'}")


def instance(vulkan):
    application = ApplicationInfo(sType=0, name=b"probe", apiVersion=1 << 22 | 1 << 12)
    info = InstanceCreateInfo(sType=1, application=ctypes.pointer(application))
    handle = ctypes.c_void_p()
    result = vulkan.vkCreateInstance(ctypes.byref(info), None, ctypes.byref(handle))
    if result != 0:
        sys.exit(f"vkCreateInstance answers {result}: the loader found no driver that works")
    return handle


def show_device(vulkan, device):
    """Prints what a device offers; returns whether that is enough."""
    properties = Properties()
    vulkan.vkGetPhysicalDeviceProperties(device, ctypes.byref(properties))
    extensions = {e.name.decode() for e in listed(vulkan.vkEnumerateDeviceExtensionProperties, Extension, device, None)}
    families = listed(vulkan.vkGetPhysicalDeviceQueueFamilyProperties, QueueFamily, device)
    needs = {
        "VK_KHR_swapchain": "VK_KHR_swapchain" in extensions,
        "a queue for graphics and compute": any(f.flags & 3 == GRAPHICS | COMPUTE for f in families),
    }
    api = properties.apiVersion
    kind = KINDS[properties.kind] if properties.kind < len(KINDS) else "other"
    print(f"device {properties.name.decode()}: {kind}, Vulkan {api >> 22}.{api >> 12 & 1023}.{api & 4095}")
    for name, there in needs.items():
        print(f"  {name}: {'yes' if there else 'NO'}")
    return all(needs.values())


def main():
    show_driver()
    try:
        vulkan = ctypes.CDLL("libvulkan.so.1")
    except OSError as error:
        sys.exit(f"no Vulkan loader: {error}: install libvulkan1")
    surface = "VK_KHR_surface" in {e.name.decode() for e in listed(vulkan.vkEnumerateInstanceExtensionProperties, Extension, None)}
    print(f"VK_KHR_surface: {'yes' if surface else 'NO'}")
    handle = instance(vulkan)
    devices = listed(vulkan.vkEnumeratePhysicalDevices, ctypes.c_void_p, handle)
    enough = [show_device(vulkan, ctypes.c_void_p(d)) for d in devices]
    if not surface or not any(enough):
        sys.exit("no device offers all that is needed")


if __name__ == "__main__":
    main()
