package cmd

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// templateTask is the task of an environment, as one writes it, with every value that its method's
// preset and the tuned settings decide, for its task file to show.
func templateTask(env string, spec *envs.Spec) designer.Task {
	t := designer.DefaultTask()
	t.Env = env
	t = t.Resolved()
	s := evaluator.Tuned(spec)
	r := &t.Training
	r.Steps, r.Envs, r.Horizon, r.Epochs, r.Minibatch = &s.Steps, &s.Envs, &s.Horizon, &s.Epochs, &s.Minibatch
	r.LearningRate, r.Gamma, r.Lambda, r.Clip, r.Entropy = &s.LearningRate, &s.Gamma, &s.Lambda, &s.Clip, &s.Entropy
	r.MaxGradNorm, r.LogStd, r.Hidden = &s.MaxGradNorm, &s.LogStd, s.Hidden
	r.Checkpoints, r.EvalEpisodes = &s.Checkpoints, &s.EvalEpisodes
	return t
}

// paramsExample is the line of a task file's template that any environment has.
var paramsExample = regexp.MustCompile(`(?m)^#params: .*\n`)

// withParams replaces a template's example of parameters by those that the
// environment has, each with its unit and range, at their defaults.
func withParams(template []byte, schema envs.Schema) []byte {
	if len(schema) == 0 {
		return template
	}
	var b strings.Builder
	b.WriteString("#params:\n")
	for _, f := range schema {
		fmt.Fprintf(&b, "  # %s [%s, %s]\n  #%s: %g\n", f.Doc, f.Unit, f.Range(), f.Name, f.Default)
	}
	return paramsExample.ReplaceAllLiteral(template, []byte(b.String()))
}
