// Package page writes the report of a run: one HTML file that holds everything
// and needs no network. What is large (charts, code, prompts, animations) stands
// in template elements, which the browser parses but does not lay out or draw
// until the reader opens the candidate that they belong to.
package page

import (
	"embed"
	"fmt"
	"html/template"
	"io"

	"github.com/rewardsmith/rewardsmith/cmd/internal/film"
	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/envs"
)

// Frames is the largest number of pictures of one episode.
const Frames = 120

//go:embed page.gohtml style.css script.js
var files embed.FS

var pageTemplate = template.Must(template.ParseFS(files, "page.gohtml"))

// Input is what a report is made of.
type Input struct {
	Name string // of the run
	Run  *designer.Run
	Env  envs.Env // nil where the program lacks it: the report has no animations then
}

// Write writes the report of a run.
func Write(w io.Writer, in Input) error {
	v, err := newView(in)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return pageTemplate.Execute(w, v)
}

// view is what the template shows.
type view struct {
	Name       string
	Style      template.CSS
	Script     template.JS
	Run        *designer.Run
	State      badge
	Facts      []fact
	Result     *resultView
	Preflight  string
	Search     template.HTML // or else
	NoSearch   string        // why there is none
	Fit        *fitView
	Iterations []iterationView
	Counts     counts
	Messages   []message // every distinct message that a model was sent
	Settings   []fact
	Method     methodView
	Column     string // head of the candidates' scores
	Chosen     string // what the run's best candidate is called
}

// fact is a name with its value.
type fact struct{ Name, Value string }

// badge is a word with the class that colours it: "good", "bad", "doubt" or "".
type badge struct{ Text, Class string }

func newView(in Input) (*view, error) {
	style, err := files.ReadFile("style.css")
	if err != nil {
		return nil, err
	}
	script, err := files.ReadFile("script.js")
	if err != nil {
		return nil, err
	}
	b := builder{in: in, quantity: quantityOf(in.Run), fitness: fitnessOf(in.Run), messages: map[string]string{}}
	v := &view{
		Name: in.Name, Style: template.CSS(style), Script: template.JS(film.Script + string(script)), Run: in.Run,
		State: runState(in.Run), Facts: facts(in.Run), Settings: settings(in.Run),
		Result: b.result(), Preflight: b.preflight(), Search: b.search(), NoSearch: nothingToSearch(in.Run), Fit: b.fit(),
	}
	for _, it := range in.Run.Iterations {
		v.Iterations = append(v.Iterations, b.iteration(it))
		v.Counts.add(it)
	}
	v.Method, v.Column, v.Chosen = method(in.Run), b.fitness.column, chosen(in.Run)
	v.Messages = b.ordered
	return v, nil
}

// builder turns a run into a view.
type builder struct {
	in       Input
	quantity quantity          // of policies
	fitness  quantity          // of candidates
	messages map[string]string // IDs of the messages seen, by role and content
	ordered  []message
}

// message is one turn of a conversation with a model.
type message struct{ ID, Role, Content string }

// remember returns the ID under which the page holds a message, once however
// often it was sent.
func (b *builder) remember(m llm.Message) string {
	key := m.Role + "\x00" + m.Content
	id, ok := b.messages[key]
	if !ok {
		id = fmt.Sprintf("message-%d", len(b.ordered)+1)
		b.messages[key] = id
		b.ordered = append(b.ordered, message{id, m.Role, m.Content})
	}
	return id
}
