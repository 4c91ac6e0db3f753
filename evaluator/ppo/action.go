package ppo

import "github.com/rewardsmith/rewardsmith/envs"

// actionMap translates what a policy puts out into physical actions.
type actionMap struct {
	choices [][]float64 // discrete: the action of each choice
	mid     []float64   // continuous: the middle of each field's range
	half    []float64   // and half its width
}

func newActionMap(s *envs.Spec) actionMap {
	if s.Choices > 0 {
		return actionMap{choices: s.ChoiceActions}
	}
	var m actionMap
	for _, f := range s.Action {
		m.mid = append(m.mid, (f.Lo+f.Hi)/2)
		m.half = append(m.half, (f.Hi-f.Lo)/2)
	}
	return m
}

// outputs returns the width of the policy network's output: one logit per
// choice, or the mean of each action field.
func (m *actionMap) outputs() int {
	if m.choices != nil {
		return len(m.choices)
	}
	return len(m.mid)
}

// physical writes the action for one instance. Of a discrete policy, raw is the
// number of the choice; otherwise each field in units where [-1, 1] is its whole
// range. Values beyond are left to the simulator, which clips to the range.
func (m *actionMap) physical(action []float64, raw []float32) {
	if m.choices != nil {
		copy(action, m.choices[int(raw[0])])
		return
	}
	for f, v := range raw {
		action[f] = m.mid[f] + m.half[f]*float64(v)
	}
}
