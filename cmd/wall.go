package cmd

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/rewardsmith/rewardsmith/cmd/internal/braille"
	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// wall is a terminal on which the episodes of several policies are played side by side
// and in step. It shows nothing that measures them.
type wall struct {
	out     io.Writer
	env     envs.Env
	columns int            // of tiles
	canvas  braille.Canvas // of one tile
	speed   float64        // as a multiple of real time
}

// wallGap is the empty columns right of a tile.
const wallGap = 2

// play shows the episodes one number after the other.
func (w *wall) play(ctx context.Context, v *designer.Review) error {
	io.WriteString(w.out, hideCursor+clearScreen)
	defer io.WriteString(w.out, showCursor+"\n")
	for k := range v.Rivals[0].Episodes {
		if err := w.episode(ctx, v, k); err != nil {
			return err
		}
	}
	return nil
}

// episode shows episode k of all rivals, and the last picture for a second.
func (w *wall) episode(ctx context.Context, v *designer.Review, k int) error {
	const rest = time.Second
	ticker := time.NewTicker(frameTime)
	defer ticker.Stop()
	longest := 0
	for _, r := range v.Rivals {
		longest = max(longest, len(r.Episodes[k].States)-1)
	}
	stride := max(w.speed*frameTime.Seconds()/w.env.Spec().Dt, float64(longest)/1200) // at most a minute
	for at := 0.0; at < float64(longest)+rest.Seconds()/frameTime.Seconds()*stride; at += stride {
		io.WriteString(w.out, goHome+w.frame(v, k, min(int(at), longest)))
		select {
		case <-ctx.Done():
			return errNotPicked
		case <-ticker.C:
		}
	}
	return nil
}

// frame is episode k of all rivals before step. One that has ended shows its last state.
func (w *wall) frame(v *designer.Review, k, step int) string {
	var b strings.Builder
	for first := 0; first < len(v.Rivals); first += w.columns {
		row := v.Rivals[first:min(first+w.columns, len(v.Rivals))]
		var tiles [][]string
		for _, r := range row {
			tiles = append(tiles, w.tile(r.Name, r.Episodes[k], step))
		}
		for line := range w.canvas.Rows + 1 {
			for _, tile := range tiles {
				b.WriteString(tile[line] + strings.Repeat(" ", wallGap))
			}
			b.WriteString(clearRest + "\n")
		}
	}
	fmt.Fprintf(&b, "episode %d of %d, %.2f s%s", k+1, len(v.Rivals[0].Episodes), float64(step)*w.env.Spec().Dt, clearRest)
	return b.String()
}

// tile is one rival: a line with its name and the lines of its picture.
func (w *wall) tile(name string, e *evaluator.Episode, step int) []string {
	last := len(e.States) - 1
	title := name
	if step >= last {
		title += " (over)"
	}
	scene, _ := w.env.Draw(e.States[min(step, last)])
	lines := strings.Split(strings.TrimSuffix(w.canvas.Draw(&scene), "\n"), "\n")
	return append([]string{fmt.Sprintf("%-*s", w.canvas.Columns, fit(title, w.canvas.Columns))}, lines...)
}
