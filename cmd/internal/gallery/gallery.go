// Package gallery is a web page for one person on this machine: policies play side by
// side and in step, and the person picks the one they like best and the one they like
// least. The page shows names, pictures and times, and nothing that measures what they
// see.
package gallery

import (
	"embed"
	"fmt"
	"html/template"
	"io"

	"github.com/rewardsmith/rewardsmith/cmd/internal/film"
	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/envs"
)

// frames is the largest number of pictures of one episode.
const frames = 240

//go:embed gallery.gohtml picked.gohtml style.css script.js
var files embed.FS

var templates = template.Must(template.ParseFS(files, "*.gohtml"))

// Gallery is what the page shows.
type Gallery struct {
	Run       string // its name
	Task      string // in words
	Iteration int
	Rivals    []Rival
}

// Rival is one policy.
type Rival struct {
	Name  string
	Films []film.Film // one an episode, as many for every rival
}

// New makes the gallery of a review. The error says that the environment has no
// pictures.
func New(run, task string, env envs.Env, v *designer.Review) (*Gallery, error) {
	g := &Gallery{Run: run, Task: task, Iteration: v.Iteration}
	for _, r := range v.Rivals {
		rival := Rival{Name: r.Name}
		for _, e := range r.Episodes {
			f, ok := film.Shoot(env, e, frames)
			if !ok {
				return nil, fmt.Errorf("environment %s has no pictures to show", env.Spec().Name)
			}
			rival.Films = append(rival.Films, f)
		}
		g.Rivals = append(g.Rivals, rival)
	}
	return g, nil
}

// Episodes numbers the episodes from 1.
func (g *Gallery) Episodes() []int {
	var list []int
	for k := range g.Rivals[0].Films {
		list = append(list, k+1)
	}
	return list
}

// write writes the page.
func (g *Gallery) write(w io.Writer) error { return templates.ExecuteTemplate(w, "gallery.gohtml", g) }
