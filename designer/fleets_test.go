package designer

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
)

// onDevice is a bench whose trainings are real and on a device, small enough for
// one of software.
func onDevice(t *testing.T) (*bench, *Evaluator) {
	t.Helper()
	b := realBench(t)
	trainer := b.options.Trainer.(*Evaluator)
	trainer.Setup.GPU = fleet.NewDevice(gputest.Open(t))
	s := &trainer.Settings
	s.Steps, s.Envs, s.Horizon, s.Minibatch, s.Epochs, s.Hidden = 2048, 32, 32, 256, 1, []int{8}
	return b, trainer
}

// TestEstimateFleets: every stage is there with all its trainings, and with less
// memory they are split.
func TestEstimateFleets(t *testing.T) {
	b, trainer := onDevice(t)
	task := b.task
	task.Preflight = Preflight{Enabled: true, Seeds: 2}
	task.Final = Final{Enabled: true, Seeds: 5, Episodes: 1}
	samples := 4
	task.Method.Samples, task.Training.Seeds = &samples, 3
	got, err := EstimateFleets(task, trainer.Setup, trainer.Settings)
	if err != nil {
		t.Fatal(err)
	}
	var stages []string
	for _, f := range got {
		sum := 0
		for _, n := range f.Fleets {
			sum += n
		}
		if sum != f.Trainings || f.Bytes == 0 {
			t.Errorf("%+v: fleets of %d trainings", f, sum)
		}
		stages = append(stages, f.Stage)
	}
	if diff := cmp.Diff([]string{StagePreflight, StageSearch, StageFinal}, stages); diff != "" {
		t.Fatalf("stages (-want +got)\n%s", diff)
	}
	if got[0].Trainings != 2 || got[1].Trainings != 12 || got[2].Trainings != 15 || got[1].Bytes <= got[0].Bytes {
		t.Errorf("%+v, want 2, 12 and 15 trainings, of growing memory", got)
	}
	for _, f := range got {
		if f.Parts != 0 {
			t.Errorf("%s: observations are in %d buffers", f.Stage, f.Parts)
		}
	}
	// Observations have four numbers, and take one and a half times the largest buffer.
	trainer.Settings.Envs = int(trainer.Setup.GPU.Info().Limits.BindingBytes / 32 / 16 * 3 / 2)
	if got, err = EstimateFleets(task, trainer.Setup, trainer.Settings); err != nil {
		t.Fatal(err)
	}
	if f := got[1]; f.Parts != 2 || len(f.Fleets) != 12 {
		t.Errorf("%+v, want trainings of their own in two parts", f)
	}
	trainer.Settings.Envs = 1 << 26
	_, err = EstimateFleets(task, trainer.Setup, trainer.Settings)
	if !errors.Is(err, gpu.ErrLimit) && !errors.Is(err, gpu.ErrOutOfMemory) || !strings.Contains(err.Error(), "instances would fit") {
		t.Errorf("%v, want how many instances would fit", err)
	}
}

// TestCalibrateGPU measures the speed of a few trainings together.
func TestCalibrateGPU(t *testing.T) {
	_, trainer := onDevice(t)
	speed, err := CalibrateGPU(t.Context(), trainer, 2)
	if err != nil || speed <= 0 {
		t.Errorf("%v steps per second, %v", speed, err)
	}
}

// TestProgramOfJobs: a GPU is given the source of a candidate, the name of the
// task's own reward, and nothing of what is only interpreted.
func TestProgramOfJobs(t *testing.T) {
	for _, c := range []struct {
		job  TrainJob
		want *evaluator.Program
	}{
		{TrainJob{Arm: ArmHuman}, &evaluator.Program{Own: "human"}},
		{TrainJob{Arm: ArmSparse}, &evaluator.Program{Own: "sparse"}},
		{TrainJob{Arm: "i00-s00", Code: Code{Source: "package reward", Engine: critic.EngineWasm}}, &evaluator.Program{Source: "package reward"}},
		{TrainJob{Arm: ArmDesigned, Code: Code{Source: "package reward", Engine: critic.EngineYaegi}}, nil},
	} {
		got, err := c.job.program()
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("%s: error %v (-want +got)\n%s", c.job.Arm, err, diff)
		}
	}
}

// TestMachines: trainings on a GPU have a cache of their own, take the time of
// their fleet, and are noted where a run moves.
func TestMachines(t *testing.T) {
	processor := Machine{Device: "linux/amd64", Kernels: "go"}
	card := Machine{Device: "linux/amd64", Kernels: "go", GPU: "a card, its driver"}
	if processor.Backend() != BackendCPU || card.Backend() != BackendGPU {
		t.Errorf("backends %s and %s", processor.Backend(), card.Backend())
	}
	keys := map[string]bool{}
	for _, m := range []Machine{processor, card, {Device: "linux/amd64", Kernels: "go", GPU: "another"}} {
		l := &loop{run: &Run{}, Options: Options{Machine: m}}
		keys[l.cacheKey(0)] = true
	}
	if len(keys) != 3 {
		t.Errorf("%d keys of preflight trainings on 3 machines", len(keys))
	}
	r := Run{Machine: card, Cores: 8}
	if r.parallel() != 1 {
		t.Errorf("%d fleets at the same time", r.parallel())
	}
	r.Iterations = []*Iteration{{Candidates: []*Candidate{{ID: "i00-s00", Trainings: make([]Trained, 1)}, {ID: "i00-s01"}}}}
	r.move(processor)
	if len(r.Notes) != 1 || !strings.HasPrefix(r.Notes[0], "i00-s00 trained with backend gpu: a card, its driver (measured on linux/amd64, kernels go); from then on all trained with backend cpu: ") || r.parallel() != 8 {
		t.Errorf("notes %q, %d trainings at the same time", r.Notes, r.parallel())
	}
	r.Candidates()[1].Trainings = make([]Trained, 1)
	r.move(card)
	if len(r.Notes) != 2 || !strings.HasPrefix(r.Notes[1], "i00-s01 trained with backend cpu: ") || !slices.Equal(r.Earlier, []Machine{card, processor}) {
		t.Errorf("notes %q, earlier machines %v", r.Notes, r.Earlier)
	}
	soft := Machine{Device: "linux/amd64", Kernels: "go", GPU: "llvmpipe (256 bits), llvmpipe Mesa 22", Software: true}
	if got, want := soft.String(), "backend gpu: llvmpipe (256 bits), driver Mesa 22, a software device (measured on linux/amd64, kernels go)"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
