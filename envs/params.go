package envs

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// ParamDraw draws the parameters of episodes.
type ParamDraw struct {
	schema Schema
	ranges []Range
}

// DrawParams returns what draws parameters under settings by name; parameters
// without one keep their defaults. It refuses unknown names and ranges that
// leave those of the fields.
func (s *Spec) DrawParams(settings map[string]Range) (*ParamDraw, error) {
	ranges := make([]Range, len(s.Params))
	for i, f := range s.Params {
		ranges[i] = Range{f.Default, f.Default}
	}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		i, r := s.Params.Index(name), settings[name]
		switch {
		case i < 0:
			errs = append(errs, fmt.Errorf("%s has no parameter %q; it has %v", s.Name, name, s.Params.Names()))
		case r.Lo > r.Hi || math.IsNaN(r.Lo) || math.IsNaN(r.Hi) || r.Lo < s.Params[i].Lo || r.Hi > s.Params[i].Hi:
			errs = append(errs, fmt.Errorf("parameter %s = %g..%g of %s must ascend within %g..%g", name, r.Lo, r.Hi, s.Name, s.Params[i].Lo, s.Params[i].Hi))
		case s.Params[i].whole() && r.Lo < r.Hi && math.Ceil(r.Lo) > math.Floor(r.Hi):
			errs = append(errs, fmt.Errorf("parameter %s = %g..%g of %s holds no whole number", name, r.Lo, r.Hi, s.Name))
		default:
			ranges[i] = r
		}
	}
	return &ParamDraw{s.Params, ranges}, errors.Join(errs...)
}

// Draw calls set with every parameter of one episode, as its field holds it.
func (d *ParamDraw) Draw(seed uint64, instance, episode uint32, set func(field int, v float64)) {
	source := rng.New(seed, rng.StreamParams, instance, episode, 0)
	for i, r := range d.ranges {
		f := d.schema[i]
		set(i, f.Holds(r.draw(&source, f.whole())))
	}
}

// whole says that the field takes whole numbers only.
func (f Field) whole() bool { return f.Kind == Int || f.Kind == Uint32 }

// draw returns a number from the range, a whole one if so wanted.
func (r Range) draw(source *rng.Source, whole bool) float64 {
	switch {
	case r.Lo == r.Hi:
		return r.Lo
	case whole:
		lo, hi := math.Ceil(r.Lo), math.Floor(r.Hi)
		return min(math.Floor(source.Uniform(lo, hi+1)), hi)
	}
	return source.Uniform(r.Lo, r.Hi)
}
