package cmd

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
)

// TestResumingKeepsBackend: a resumed run goes on with its own backend, unless the
// command line says otherwise; one that has not begun, with that of its task.
func TestResumingKeepsBackend(t *testing.T) {
	onGPU := designer.Machine{Device: "linux/amd64", Kernels: "go", GPU: "a card, its driver"}
	onCPU := designer.Machine{Device: "linux/amd64", Kernels: "go"}
	for _, c := range []struct {
		reason, task, flag string
		before             designer.Machine
		want               string
	}{
		{"began on a GPU", designer.BackendGPU, "", onGPU, designer.BackendGPU},
		{"auto found a GPU", designer.BackendAuto, "", onGPU, designer.BackendGPU},
		{"auto found none", designer.BackendAuto, "", onCPU, designer.BackendCPU},
		{"of an earlier version", "", "", onCPU, designer.BackendCPU},
		{"not begun", designer.BackendAuto, "", designer.Machine{}, designer.BackendAuto},
		{"the flag decides", designer.BackendGPU, "cpu", onGPU, designer.BackendCPU},
		{"the flag decides", designer.BackendCPU, "auto", onCPU, designer.BackendAuto},
	} {
		var on hardware
		if c.flag != "" {
			if err := on.backend.Set(c.flag); err != nil {
				t.Fatal(err)
			}
		}
		task := designer.Task{Backend: c.task}
		on = on.resuming(c.before)
		on.override(&task)
		if task.Backend != c.want {
			t.Errorf("%s: task %q, flag %q: %q, want %q", c.reason, c.task, c.flag, task.Backend, c.want)
		}
	}
	if err := new(backendName).Set("cuda"); err == nil {
		t.Error("--backend cuda is accepted")
	}
}

// TestResumingWithoutTheGPU says where a run that trains on a GPU can go on.
func TestResumingWithoutTheGPU(t *testing.T) {
	p := inProcess(nil)
	env, err := p.environment("cartpole")
	if err != nil {
		t.Fatal(err)
	}
	task := designer.DefaultTask()
	task.Env, task.Backend, task.GPU.Adapter = "cartpole", designer.BackendGPU, "a card that nobody has"
	run := &designer.Run{
		Task: task, Settings: evaluator.Tuned(env.Spec()), Source: &env.Spec().Source,
		Machine: designer.Machine{Device: "linux/amd64", Kernels: "go", GPU: "a card, its driver"},
	}
	var on hardware
	on = on.resuming(run.Machine)
	_, err = p.reopen("runs/task", run, &on)
	if err == nil {
		t.Fatal("it goes on without the GPU")
	}
	for _, want := range []string{"backend gpu: ", "the run began on the GPU a card, its driver: ", "rewardsmith resume runs/task --backend cpu"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q in it", err, want)
		}
	}
}

// TestWaysToResume: what is said to type where there is only a software device is
// what resume takes.
func TestWaysToResume(t *testing.T) {
	none := fmt.Errorf("backend gpu: %w", gpu.ErrOnlySoftware)
	processor := designer.Machine{Device: "linux/amd64", Kernels: "go"}
	card := designer.Machine{Device: "linux/amd64", Kernels: "go", GPU: "a card, its driver"}
	for _, c := range []struct {
		before designer.Machine
		want   []string
	}{
		{designer.Machine{}, []string{"all the same: --software;", "--backend cpu"}},
		{processor, []string{"all the same: --software;", "leave --backend gpu out"}},
		{card, []string{"all the same: rewardsmith resume runs/task --software", "rewardsmith resume runs/task --backend cpu"}},
	} {
		got := resumeElsewhere(none, c.before, "runs/task").Error()
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("after %v: %q, want %q in it", c.before, got, want)
			}
		}
		if strings.Contains(got, "--set") {
			t.Errorf("after %v: %q names a flag that resume has not", c.before, got)
		}
	}
	p := inProcess(nil)
	if resumeCommand(&p).Flags().Lookup("software") == nil {
		t.Error("resume does not take --software")
	}
}

// TestGoEnvironmentStaysOnTheProcessor: what only the Go toolchain compiles cannot
// train on a GPU.
func TestGoEnvironmentStaysOnTheProcessor(t *testing.T) {
	p := inProcess(nil)
	all, err := p.environments()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if err := compilable(e.Spec()); err != nil {
			t.Errorf("%s: %v", e.Spec().Name, err)
		}
	}
	spec := *all[0].Spec()
	const head = "func Terminated(next State) bool {"
	spec.Source.Env = strings.Replace(spec.Source.Env, head, head+"\n\tgo func() {}()", 1)
	if err := compilable(&spec); err == nil || !strings.Contains(err.Error(), errNotKernelGo.Error()) {
		t.Errorf("an environment with a goroutine: %v", err)
	}
}

// TestTrainingOfTheEstimateFits: the GPU is opened for a training of as many terms as the
// estimate takes rewards to have, all of which are counted. One whose terms do not fit is
// told how many instances would.
func TestTrainingOfTheEstimateFits(t *testing.T) {
	limits := gputest.Open(t).Info().Limits
	p := inProcess(nil)
	for _, c := range []struct {
		share float64 // of the largest buffer that the counted terms of a rollout take
		fits  bool
	}{{0.5, true}, {1.2, false}} {
		task, err := p.loadTask("cartpole", []string{
			"method.preset=progresscounts", "gpu.software=true", "training.horizon=512", "training.minibatch=1024",
			fmt.Sprintf("training.envs=%d", int(c.share*float64(limits.BindingBytes)/4/designer.EstimatedTerms/512)),
		})
		if err != nil {
			t.Fatal(err)
		}
		var on hardware
		err = on.open(task)
		on.close()
		if c.fits != (err == nil) || !c.fits && !strings.Contains(fmt.Sprint(err), " instances would fit") {
			t.Errorf("terms that take %g of a buffer: error %v", c.share, err)
		}
	}
}
