package gpu

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// Diagnosis is what there is to know where a GPU is not found, or not the right one.
type Diagnosis struct {
	Devices []Info // the one that Open prefers first
	Err     error  // why there is none for Open without options, which has been tried; nil if there is one

	// What the system shows, on Linux.
	Nodes     []string // device files of GPUs
	Manifests []string // files that tell the Vulkan loader of drivers
	Libraries []string // of Vulkan, that this process has loaded

	Advice []string // what seems to be the matter, and what to do
}

// Diagnose looks for devices, opens the one that Open would, and looks where
// drivers leave their traces.
func Diagnose() Diagnosis {
	d := Diagnosis{}
	d.Devices, d.Err = List()
	if d.Err == nil {
		var opened *Device
		if opened, d.Err = Open(Options{}); d.Err == nil {
			opened.Close()
		}
	}
	d.look(os.DirFS("/"), canOpen)
	return d
}

// canOpen returns why a file cannot be opened to be read and written.
func canOpen(name string) error {
	f, err := os.OpenFile("/"+name, os.O_RDWR, 0)
	if err == nil {
		f.Close()
	}
	return err
}

// look finds the traces below root, with which names of files begin.
func (d *Diagnosis) look(root fs.FS, open func(string) error) {
	d.Nodes = glob(root, "dev/nvidia[0-9]*", "dev/dri/renderD*", "dev/dxg", "dev/kfd")
	d.Manifests = glob(root, "usr/share/vulkan/icd.d/*.json", "usr/local/share/vulkan/icd.d/*.json", "etc/vulkan/icd.d/*.json",
		"usr/local/nvidia/share/vulkan/icd.d/*.json")
	d.Libraries = loaded(root)
	if d.Err == nil {
		return
	}
	for _, node := range d.Nodes {
		if err := open(strings.TrimPrefix(node, "/")); errors.Is(err, fs.ErrPermission) {
			d.advise("%s cannot be opened by this user: add the user to the group that owns it (Debian: render or video)", node)
		}
	}
	nvidia := slices.ContainsFunc(d.Nodes, func(n string) bool { return strings.Contains(n, "nvidia") })
	known := slices.ContainsFunc(d.Manifests, func(m string) bool { return strings.Contains(path.Base(m), "nvidia") })
	switch {
	case len(d.Nodes) == 0 && len(d.Libraries) > 0:
		d.advise("the system shows no GPU (no /dev/dri/renderD*, no /dev/nvidia*): a container has to be given it (docker run --gpus all, or --device /dev/dri)")
	case nvidia && !known:
		d.advise("there is a GPU of NVIDIA and no manifest of its Vulkan driver: a container needs NVIDIA_DRIVER_CAPABILITIES=all and, from the host's driver, libGLX_nvidia or libEGL_nvidia; " +
			"a host needs the full driver, not only that of CUDA (Debian: nvidia-vulkan-icd)")
	case len(d.Nodes) > 0 && len(d.Manifests) == 0:
		d.advise("there is a GPU and no manifest of a Vulkan driver (Debian: mesa-vulkan-drivers for AMD and Intel)")
	}
}

func (d *Diagnosis) advise(format string, args ...any) {
	d.Advice = append(d.Advice, fmt.Sprintf(format, args...))
}

// glob lists the files that match, with the slash that they begin with.
func glob(root fs.FS, patterns ...string) []string {
	var out []string
	for _, p := range patterns {
		names, _ := fs.Glob(root, p) // the patterns are well formed
		for _, n := range names {
			out = append(out, "/"+n)
		}
	}
	return out
}

// loaded lists the libraries of Vulkan that the process has mapped: the loader and
// the drivers.
func loaded(root fs.FS) []string {
	maps, err := fs.ReadFile(root, "proc/self/maps")
	if err != nil {
		return nil
	}
	var out []string
	for line := range strings.Lines(string(maps)) {
		_, name, ok := strings.Cut(strings.TrimSpace(line), "/")
		base := path.Base(name)
		if ok && strings.Contains(base, ".so") && (strings.Contains(base, "vulkan") || strings.Contains(base, "nvidia")) {
			out = append(out, "/"+name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
