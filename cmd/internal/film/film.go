// Package film packs an episode's pictures into few bytes, for the report to
// carry hundreds of them.
//
// A frame is a row of whole numbers: the view box, then every shape slot's kind,
// coordinates, width, angle and colour. Lengths count quanta, of which the larger
// side of the first view box has [resolution]; angles count as many to a turn. A
// film is these rows as columns, because most columns hardly change: each is its
// first value and, if it changes at all, the differences from frame to frame, as
// zigzag varints.
package film

import (
	_ "embed"
	"encoding/base64"
	"encoding/binary"
	"math"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/draw"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// Script is JavaScript that declares Film, whose decode and paint draw films on a
// canvas.
//
//go:embed film.js
var Script string

// resolution is the number of quanta along the larger side of the view, and in a
// turn of 2 pi. It is finer than the pixels of any screen's canvas.
const resolution = 4096

// Film is the pictures of one episode.
type Film struct {
	Frames  int     // number of pictures
	Slots   int     // shapes in each, some of kind 0, which is nothing
	Quantum float64 // length of one quantum in the scene's units
	Seconds float64 // length of the episode
	Aspect  float64 // width of the first view box by its height
	Data    string  // the columns, in base64
}

// Shoot returns the film of an episode in at most frames pictures, evenly spaced
// with the last state among them. It is false if the environment has no picture.
func Shoot(env envs.Env, e *evaluator.Episode, frames int) (Film, bool) {
	scenes := Scenes(env, e, frames)
	if len(scenes) == 0 {
		return Film{}, false
	}
	return pack(scenes, float64(len(e.States)-1)*env.Spec().Dt), true
}

// Scenes returns at most frames pictures of an episode, none if the environment
// has no picture.
func Scenes(env envs.Env, e *evaluator.Episode, frames int) []draw.Scene {
	var scenes []draw.Scene
	for _, i := range sample(len(e.States), frames) {
		scene, ok := env.Draw(e.States[i])
		if !ok {
			return nil
		}
		scenes = append(scenes, scene)
	}
	return scenes
}

// sample returns at most k indices below n, evenly spaced from the first to the last.
func sample(n, k int) []int {
	k = min(n, k)
	at := make([]int, k)
	for i := range at {
		if k > 1 {
			at[i] = i * (n - 1) / (k - 1)
		}
	}
	return at
}

func pack(scenes []draw.Scene, seconds float64) Film {
	first := scenes[0]
	width, height := first.MaxX-first.MinX, first.MaxY-first.MinY
	f := Film{Frames: len(scenes), Quantum: max(width, height) / resolution, Seconds: seconds, Aspect: width / height}
	for i := range scenes {
		f.Slots = max(f.Slots, scenes[i].Count)
	}
	rows := make([][]int64, len(scenes))
	for i := range scenes {
		rows[i] = f.row(&scenes[i])
	}
	var data []byte
	for c := range rows[0] {
		data = appendColumn(data, rows, c)
	}
	f.Data = base64.StdEncoding.EncodeToString(data)
	return f
}

// row is one picture as whole numbers.
func (f *Film) row(s *draw.Scene) []int64 {
	row := []int64{f.length(s.MinX), f.length(s.MinY), f.length(s.MaxX), f.length(s.MaxY)}
	for i := range f.Slots {
		var shape draw.Shape
		if i < s.Count {
			shape = s.Shapes[i]
		}
		row = append(row, int64(shape.Kind),
			f.length(shape.X1), f.length(shape.Y1), f.length(shape.X2), f.length(shape.Y2),
			f.length(shape.Width), quanta(shape.Angle/(2*math.Pi)*resolution), int64(shape.Color))
	}
	return row
}

func (f *Film) length(v float64) int64 { return quanta(v / f.Quantum) }

// quanta rounds v; what is not finite or absurdly far away becomes a bound.
func quanta(v float64) int64 {
	const bound = 1 << 24
	if math.IsNaN(v) {
		return 0
	}
	return int64(math.Round(min(max(v, -bound), bound)))
}

// appendColumn writes column c: its first value, then 0 if it never changes, else
// 1 and the differences.
func appendColumn(data []byte, rows [][]int64, c int) []byte {
	data = binary.AppendVarint(data, rows[0][c])
	changes := false
	for _, row := range rows {
		changes = changes || row[c] != rows[0][c]
	}
	if !changes {
		return append(data, 0)
	}
	data = append(data, 1)
	for i := 1; i < len(rows); i++ {
		data = binary.AppendVarint(data, rows[i][c]-rows[i-1][c])
	}
	return data
}
