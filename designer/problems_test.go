package designer

import (
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

func TestProblems(t *testing.T) {
	env := newBench(t).options.Env
	for _, test := range []struct{ name, yaml, want string }{
		{"fine", "model: {kind: search}", ""},
		{"no model name", "model: {kind: openai}", "task.yaml:2:1: model.name: an OpenAI-compatible server must be told which model; give its name"},
		{"no path", "model: {kind: replay}", "task.yaml:2:1: model.path: kind replay needs the folder"},
		{"keys of another kind", "model: {kind: search, base_url: x, path: y}", ""},
		{"a password in the address", "model: {kind: search, base_url: 'http://me:pass@host/v1'}", "name that in model.key_env"},
		{"a password in no address", "model: {kind: search, base_url: 'me:pass@host/v1'}", "name that in model.key_env"},
		{"an at sign in a path", "model: {kind: search, base_url: 'http://host/@me/v1'}", ""},
		{"a key", "model: {kind: search, key_env: sk-not-a-name}", "task.yaml:2:32: model.key_env: want the name of an environment variable"},
		{"no key", "model: {kind: openai, name: m, key_env: }", ""},
		{"nobody to ask", "model: {kind: none}", "model.kind: method eureka asks a model; say which"},
		{"nobody who need be asked", "model: {kind: none}\nmethod: {preset: human}", ""},
		{"no price", "model: {kind: openai, name: m}\nbudget: {usd: 1}", "task.yaml:3:15: budget.usd: it caps nothing"},
		{"small budget", "model: {kind: search}\nbudget: {steps: 10}", "task.yaml:3:17: budget.steps: budget.steps is 10"},
		{"small search", "model: {kind: search}\nbudget: {search: 10}", "task.yaml:3:18: budget.search: budget.search is 10, but one candidate needs"},
		{"settings", "model: {kind: search}\ntraining: {minibatch: 100k}", "task.yaml:3:1: training: training settings: minibatch is 100000"},
		{"a race before a person", "model: {kind: search}\nmethod: {preset: icpl}\ntraining: {race: {rungs: [0.5], keep: 0.5}}", "training.race: a race stops candidates by a measure"},
		{"a race before a simulated person", "model: {kind: search}\nmethod: {preset: icpl, form: simulated}\ntraining: {race: {rungs: [0.5], keep: 0.5}}", ""},
		{"nobody picks a pair", "model: {kind: search}\nmethod: {preset: icpl, select: best}", "method.carry: carry pair and select person need one another"},
		{"returns of progress", "model: {kind: search}\nmethod: {preset: progresscounts, feedback: card}", "method.feedback: feedback card tells what a reward pays"},
		{"a search for signs", "model: {kind: search}\nmethod: {preset: mc-reward}", "model.kind: the search without a language model"},
		{"a gate twice", "model: {kind: search}\nmethod: {gates: [tpe, tpe]}", "task.yaml:3:10: method.gates: gate tpe is listed twice"},
		{"a gate in two forms", "model: {kind: search}\nmethod: {gates: [tpe-released, tpe]}", "method.gates: tpe and tpe-released are two forms of one gate"},
		{"one gate", "model: {kind: search}\nmethod: {gates: [tpe]}", ""},
		{"a misspelt gate", "model: {kind: search}\nmethod: {gates: [reviewr]}", `method.gates: there is no gate "reviewr"; did you mean reviewer?`},
		{"a gate unlike any", "model: {kind: search}\nmethod: {gates: [judge]}", `method.gates: there is no gate "judge"; there are reviewer, tpe, tpe-released`},
		{"nobody to review", "model: {kind: search}\nmethod: {gates: [reviewer]}", "method.gates: gate reviewer asks a language model, and kind search is none"},
		{"nobody to review in a control", "model: {kind: openai, name: m}\nmethod: {preset: search, gates: [reviewer]}", "method.gates: gate reviewer asks a language model"},
		{"a reviewer", "model: {kind: openai, name: m}\nmethod: {gates: [reviewer], feedback: failures}", ""},
		{"nobody to analyse", "model: {kind: search}\nmethod: {feedback: failures}", "method.feedback: feedback failures asks a language model, and kind search is none"},
		{"a target of nothing", "model: {kind: search}\nmethod: {target: {value: 3}}", "method.target: nothing is compared with it, since the method's fitness is last"},
		{"a target", "model: {kind: search}\nmethod: {fitness: target, target: {value: 3}}", ""},
		{"a target of a control", "model: {kind: search}\nmethod: {preset: sparse, target: {value: 3}}", ""},
		{"a misspelt measure", "model: {kind: search}\nmethod: {fitness: target, target: {metric: succes, value: 1}}", "method.target: metric: unknown name succes; did you mean success?"},
		{"a pair of one", "model: {kind: search}\nmethod: {preset: icpl, samples: 1}", "task.yaml:3:33: method.samples: carry pair needs"},
		{"a pair of two", "model: {kind: search}\nmethod: {preset: icpl, samples: 2}", ""},
		{"keep without a race", "model: {kind: search}\ntraining: {race: {keep: 0.5}}", "task.yaml:3:25: training.race.keep: there is no race without rungs; give training.race.rungs, such as [0.25, 0.5]"},
		{"survivors without a race", "model: {kind: search}\ntraining: {race: {survivors: 2}}", "training.race.survivors: there is no race without rungs"},
		{"rungs without keep", "model: {kind: search}\ntraining: {race: {rungs: [0.25, 0.5]}}", ""},
		{"rungs and keep out of range", "model: {kind: search}\ntraining: {race: {rungs: [0.2, 1.5], keep: 1}}", "task.yaml:3:19: training.race.rungs: are [0.2 1.5], want rising shares between 0 and 1\ntask.yaml:3:44: training.race.keep: is 1"},
		{"a race of one", "model: {kind: search}\nmethod: {preset: card}\ntraining: {race: {rungs: [0.5]}}", "task.yaml:4:12: training.race: nobody to race against: preset card asks for one candidate an iteration (method.samples is 1); raise method.samples, or leave the race out (--set training.race=)"},
		{"a race of two", "model: {kind: search}\nmethod: {preset: card, samples: 2}\ntraining: {race: {rungs: [0.5]}}", ""},
		{"a race that a control leaves out", "method: {preset: sparse}\ntraining: {race: {rungs: [0.5]}}", ""},
		{"examples that are none", "model: {kind: search}\nmethod: {preset: text2reward, form: few-shot, examples: 0}", "task.yaml:3:57: method.examples: form few-shot of text2reward is the one that shows examples"},
		{"no examples", "model: {kind: search}\nmethod: {preset: text2reward, form: zero-shot, examples: 0}", ""},
		{"survivors that were more before", "model: {kind: search}\ntraining: {seeds: 3, race: {rungs: [0.5], survivors: 2}}", "training.race.survivors: is 2, fewer than training.seeds, which is 3"},
		{"falling rungs", "model: {kind: search}\ntraining: {race: {rungs: [0.5, 0.25]}}", "task.yaml:3:19: training.race.rungs: are [0.5 0.25], want rising shares"},
		{"a form of another preset", "model: {kind: search}\nmethod: {preset: search, form: smoke}", `task.yaml:3:32: method.form: preset search has no form "smoke"; it has control: set method.form=control, or leave method.form out (--set method.form=)`},
		{"a reward that was given", "model: {kind: given, path: answers}", "task.yaml:2:15: model.kind: given is for the runs that rewardsmith fit makes"},
		{"a reward that was given to a control", "model: {kind: given, path: answers}\nmethod: {preset: sparse}", ""},
		{"layers", "model: {kind: search}\ntraining: {hidden: [0]}", "training.hidden"},
	} {
		t.Run(test.name, func(t *testing.T) {
			task := DefaultTask()
			index, err := taskyaml.Decode("task.yaml", []byte("env: cartpole\n"+test.yaml+"\n"), &task, nil)
			var got string
			if err != nil {
				got = err.Error()
			} else if err := taskyaml.Join(append(task.Problems(index, env.Spec(), evaluator.Tuned(env.Spec())), task.ModelProblems(index)...)...); err != nil {
				got = err.Error()
			}
			if !strings.Contains(got, test.want) || test.want == "" && got != "" {
				t.Errorf("problems are\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestConclusions(t *testing.T) {
	arm := func(name string, scores ...float64) Arm {
		return Arm{Name: name, Score: evaluator.NewStat(scores)}
	}
	r := &Result{Arms: []Arm{arm(ArmDesigned, 10, 11, 12), arm(ArmSparse, 1, 1.5, 2), arm(ArmHuman, 10.5, 11, 12.5)}}
	got := r.Conclusions(&EnvInfo{})
	if len(got) != 2 || !strings.Contains(got[0], "better than the sparse") || !strings.Contains(got[1], "no difference in score between the designed and the human") {
		t.Errorf("conclusions are %q", got)
	}
	r.Arms[0] = arm(ArmDesigned, 0.1)
	if got := r.Conclusions(&EnvInfo{}); !strings.Contains(got[0], "nothing can be said") {
		t.Errorf("with one training: %q", got)
	}
	r.Arms[0] = arm(ArmDesigned, -5, -5.1, -4.9)
	if got := r.Conclusions(&EnvInfo{}); !strings.Contains(got[0], "worse than the sparse") {
		t.Errorf("worse: %q", got)
	}
}

// TestSummaryStaysInRange: two trainings have an interval wider than what can be.
func TestSummaryStaysInRange(t *testing.T) {
	stat := evaluator.NewStat([]float64{0.75, 0.9})
	a := Arm{Name: ArmHuman, Score: stat, Success: stat, Length: stat}
	want := "human: success 0.825, 95 % interval 0 to 1 over 2 trainings"
	if got := a.summary(&EnvInfo{HasSuccess: true, BySuccess: true}); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	want = "human: score 0.825, 95 % interval 0.5 to 0.95 over 2 trainings"
	if got := a.summary(&EnvInfo{ScoreLo: 0.5, ScoreHi: 0.95}); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestScoredEventNamesItsQuantity: where success decides, it is no score.
func TestScoredEventNamesItsQuantity(t *testing.T) {
	c := &Candidate{ID: "i00-s00", Status: CandidateTrained, Score: 0.85, Scored: true}
	e := EnvInfo{BySuccess: true}
	if got, want := scoredEvent(c, e.Metric()).Message, "i00-s00: success 0.85"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
