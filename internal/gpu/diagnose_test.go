package gpu

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestDiagnose(t *testing.T) {
	file := &fstest.MapFile{}
	maps := &fstest.MapFile{Data: []byte("7f00-7f10 r-xp 0000 08:01 12   /usr/lib/libvulkan.so.1.3.239\n7f10-7f20 r--p 0000 08:01 12 /usr/lib/libvulkan.so.1.3.239\n7f20-7f30 r--p 0 00:00 0\n")}
	loader := fstest.MapFS{"proc/self/maps": maps}
	with := func(names ...string) fstest.MapFS {
		out := fstest.MapFS{"proc/self/maps": maps}
		for _, n := range names {
			out[n] = file
		}
		return out
	}
	nvidia := []string{"dev/nvidia0", "dev/nvidiactl", "usr/share/vulkan/icd.d/lvp_icd.x86_64.json"}
	tests := []struct {
		name   string
		root   fs.FS
		err    error
		denied string
		want   string // of the advice; "" for none
	}{
		{"a container without devices", loader, ErrNoDriver, "", "docker run --gpus all"},
		{"no loader", fstest.MapFS{}, ErrNoLoader, "", ""},
		{"CUDA only", with(nvidia...), ErrOnlySoftware, "", "NVIDIA_DRIVER_CAPABILITIES=all"},
		{"NVIDIA complete", with(append(nvidia, "etc/vulkan/icd.d/nvidia_icd.json")...), ErrNoDriver, "", ""},
		{"no Mesa", with("dev/dri/renderD128"), ErrNoDriver, "", "mesa-vulkan-drivers"},
		{"not in the group", with("dev/dri/renderD128", "usr/share/vulkan/icd.d/radeon_icd.x86_64.json"), ErrOnlySoftware, "dev/dri/renderD128", "/dev/dri/renderD128 cannot be opened by this user"},
		{"all is well", with("dev/dri/renderD128"), nil, "dev/dri/renderD128", ""},
	}
	for _, test := range tests {
		d := Diagnosis{Err: test.err}
		d.look(test.root, func(name string) error {
			if name == test.denied {
				return fs.ErrPermission
			}
			return nil
		})
		if advice := strings.Join(d.Advice, "\n"); (test.want == "") != (advice == "") || !strings.Contains(advice, test.want) {
			t.Errorf("%s: %q, want %q", test.name, advice, test.want)
		}
	}
	d := Diagnosis{}
	d.look(with(nvidia...), func(string) error { return nil })
	if !slices.Equal(d.Nodes, []string{"/dev/nvidia0"}) || len(d.Manifests) != 1 || !slices.Equal(d.Libraries, []string{"/usr/lib/libvulkan.so.1.3.239"}) {
		t.Errorf("%+v", d)
	}
	if got := Diagnose(); (got.Err == nil) != slices.ContainsFunc(got.Devices, func(i Info) bool { return i.Kind != Software }) {
		t.Errorf("devices %v and %v", got.Devices, got.Err)
	}
}
