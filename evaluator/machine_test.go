package evaluator

import (
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

func TestChooseBackend(t *testing.T) {
	missing := gpu.Options{Adapter: "no device has such a name"}
	if d, without, err := ChooseBackend(BackendCPU, gpu.Options{}); d != nil || without != nil || err != nil {
		t.Errorf("cpu: %v, %v, %v, want nothing", d, without, err)
	}
	if d, _, err := ChooseBackend(BackendGPU, missing); d != nil || err == nil {
		t.Errorf("gpu where there is none: %v, %v, want an error", d, err)
	}
	if d, without, err := ChooseBackend(BackendAuto, missing); d != nil || without == nil || err != nil {
		t.Errorf("auto where there is none: %v, %v, %v, want why", d, without, err)
	}
	if _, _, err := ChooseBackend("tpu", gpu.Options{}); err == nil || !strings.Contains(err.Error(), `"tpu"; there are auto, cpu, gpu`) {
		t.Errorf("tpu: error %v, want one that lists the backends", err)
	}
}
