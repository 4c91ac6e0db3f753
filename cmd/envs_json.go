package cmd

import "github.com/rewardsmith/rewardsmith/envs"

// environmentJSON is an environment as programs read it.
type environmentJSON struct {
	Name        string      `json:"name"`
	Task        string      `json:"task"`
	Dt          float64     `json:"dt"`
	MaxSteps    int         `json:"max_steps"`
	Choices     int         `json:"choices,omitempty"`
	Score       scoreJSON   `json:"score"`
	Success     *solvedJSON `json:"success,omitempty"`
	State       envs.Schema `json:"state"`
	Action      envs.Schema `json:"action"`
	Observation envs.Schema `json:"observation"`
	Params      envs.Schema `json:"params"`
}

type scoreJSON struct {
	Over string  `json:"over"`
	Lo   float64 `json:"lo"`
	Hi   float64 `json:"hi"`
	solvedJSON
}

type solvedJSON struct {
	SolvedAt float64 `json:"solved_at"`
}

func newEnvironmentJSON(s *envs.Spec) environmentJSON {
	e := environmentJSON{
		Name: s.Name, Task: s.Task, Dt: s.Dt, MaxSteps: s.MaxSteps, Choices: s.Choices,
		Score: scoreJSON{scoreOver(s.Score.Over), s.Score.Lo, s.Score.Hi, solvedJSON{s.Score.SolvedAt}},
		State: s.State, Action: s.Action, Observation: s.Observation, Params: s.Params,
	}
	if s.Success != nil {
		e.Success = &solvedJSON{s.Success.SolvedAt}
	}
	return e
}

func specs(all []envs.Env) []environmentJSON {
	out := make([]environmentJSON, len(all))
	for i, e := range all {
		out[i] = newEnvironmentJSON(e.Spec())
	}
	return out
}
