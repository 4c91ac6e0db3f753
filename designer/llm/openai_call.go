package llm

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strings"
	"time"

	"github.com/sashabaranov/go-openai"
)

// maxReplyBytes bounds what is read of a reply; no model writes as much.
const maxReplyBytes = 64 << 20

// reply is what one successful call brought: at least one choice and at most as
// many as were asked for.
type reply struct {
	choices []choice
	lost    Usage // of choices without text, which are not among choices
	latency time.Duration
}

// choice is an answer, or what went wrong with this one alone.
type choice struct {
	answer Answer
	err    error
}

// call asks for n completions of r in one HTTP request. Its error is an *Error.
func (o *OpenAI) call(ctx context.Context, r Request, n int) (reply, error) {
	ctx, cancel := context.WithTimeout(ctx, o.config.Timeout)
	defer cancel()
	asked := r
	without := o.concessions.now()
	if without.temperature {
		r.Temperature = nil
	}
	exchange := &exchange{client: o.config.Client, extra: o.extraFields(r)}
	config := openai.DefaultConfig(o.secret.reveal())
	config.BaseURL = o.config.BaseURL
	config.HTTPClient = exchange

	begin := o.config.Clock.Now()
	completion, err := openai.NewClientWithConfig(config).CreateChatCompletion(ctx, o.chatRequest(r, n, without))
	if err == nil {
		err = exchange.embeddedError()
	}
	if err != nil {
		failure := o.failure(ctx, r, exchange, err)
		if failure.Kind == KindRequest && o.concede(asked, without, failure.Reason) {
			failure.Kind = kindConceded
		}
		return reply{}, failure
	}
	completion.Choices = completion.Choices[:min(n, len(completion.Choices))]
	answers := o.answers(r, completion, exchange.reasoning())
	for i := range answers {
		if asked.Temperature != nil && without.temperature {
			answers[i].addNote("no temperature was sent, since the server refuses one")
		}
		if answers[i].Truncated() && answers[i].Text != "" {
			answers[i].addNote("the answer was cut off at the token limit")
		}
	}
	latency := o.config.Clock.Now().Sub(begin)
	sorted, err := o.sort(r, completion.Choices, answers)
	sorted.latency = latency
	return sorted, err
}

// chatRequest returns r in the client's terms.
func (o *OpenAI) chatRequest(r Request, n int, without conceded) openai.ChatCompletionRequest {
	c := openai.ChatCompletionRequest{Model: r.Model}
	for _, m := range r.Messages {
		c.Messages = append(c.Messages, openai.ChatCompletionMessage{Role: m.Role, Content: m.Content})
	}
	if n > 1 {
		c.N = n
	}
	if r.Temperature != nil {
		c.Temperature = float32(*r.Temperature)
	}
	if o.tokenField(r, without) == MaxCompletionTokens {
		c.MaxCompletionTokens = r.MaxTokens
	} else {
		c.MaxTokens = r.MaxTokens //lint:ignore SA1019 the only field that many local servers know
	}
	return c
}

// tokenField chooses the field for the token limit. The client knows which of
// OpenAI's models refuse the older one, of others their server tells.
func (o *OpenAI) tokenField(r Request, without conceded) string {
	if o.config.TokenField != "" {
		return o.config.TokenField
	}
	older := openai.ChatCompletionRequest{Model: r.Model, MaxTokens: r.MaxTokens} //lint:ignore SA1019 to learn whether it is refused
	if without.maxTokens || errors.Is(openai.NewReasoningValidator().Validate(older), openai.ErrReasoningModelMaxTokensDeprecated) {
		return MaxCompletionTokens
	}
	return MaxTokens
}

// extraFields returns the fields of the request that the client cannot express:
// those of the configuration, and a temperature of 0, which it would leave out.
func (o *OpenAI) extraFields(r Request) map[string]any {
	extra := maps.Clone(o.config.Extra)
	if r.Temperature != nil && *r.Temperature == 0 {
		if extra == nil {
			extra = map[string]any{}
		}
		extra["temperature"] = 0
	}
	return extra
}

// answers turns the choices of a completion into answers, among which the usage
// of the call is divided. reasoning holds that of each choice.
func (o *OpenAI) answers(r Request, c openai.ChatCompletionResponse, reasoning []string) []Answer {
	answers := make([]Answer, len(c.Choices))
	weights := make([]int, len(c.Choices))
	var estimate Usage
	for i, choice := range c.Choices {
		text, thought := splitThinking(choiceText(choice.Message))
		if i < len(reasoning) && reasoning[i] != "" {
			thought = strings.TrimSpace(reasoning[i] + "\n\n" + thought)
		}
		answers[i] = Answer{
			Text:         o.secret.scrub(text),
			Reasoning:    o.secret.scrub(thought),
			FinishReason: o.secret.scrub(string(choice.FinishReason)),
			Model:        o.secret.scrub(orDefault(c.Model, r.Model)),
		}
		own := estimateUsage(r, answers[i])
		weights[i] = own.CompletionTokens + 1
		own.PromptTokens = 0
		estimate = estimate.Add(own)
	}
	usage := reportedUsage(c.Usage)
	if usage.Total() == 0 {
		usage = estimate
		usage.PromptTokens = EstimatePrompt(r)
	}
	for i, share := range usage.share(weights) {
		answers[i].Usage = share
	}
	return answers
}

// choiceText returns the text of a message, which some servers send in parts.
func choiceText(m openai.ChatCompletionMessage) string {
	text := m.Content
	for _, part := range m.MultiContent {
		text += part.Text
	}
	return text
}

func reportedUsage(u openai.Usage) Usage {
	usage := Usage{PromptTokens: max(0, u.PromptTokens), CompletionTokens: max(0, u.CompletionTokens)}
	if d := u.CompletionTokensDetails; d != nil {
		usage.ReasoningTokens = min(max(0, d.ReasoningTokens), usage.CompletionTokens)
	}
	if d := u.PromptTokensDetails; d != nil {
		usage.CachedTokens = min(max(0, d.CachedTokens), usage.PromptTokens)
	}
	return usage
}

// sort keeps the answers that have text and, as failures of their own, those
// whose lack of it asking again would not cure. If nothing is left the whole
// call has failed.
func (o *OpenAI) sort(r Request, choices []openai.ChatCompletionChoice, answers []Answer) (reply, error) {
	var sorted reply
	for i, a := range answers {
		failure := o.lackOfText(r, choices[i], a)
		if failure == nil {
			sorted.choices = append(sorted.choices, choice{answer: a})
			continue
		}
		if failure.Retryable() {
			sorted.lost = sorted.lost.Add(a.Usage)
			continue
		}
		a.Text = ""
		sorted.choices = append(sorted.choices, choice{answer: a, err: failure})
	}
	if len(sorted.choices) == 0 {
		kind, reason := KindMalformed, "the reply is no chat completion: it holds no choices"
		if len(answers) > 0 {
			kind, reason = KindEmpty, "the answer is empty"
		}
		return sorted, &Error{Kind: kind, Where: o.where, Reason: reason}
	}
	return sorted, nil
}

// lackOfText says why an answer has no text, and returns nil if it has some.
func (o *OpenAI) lackOfText(r Request, c openai.ChatCompletionChoice, a Answer) *Error {
	switch {
	case strings.TrimSpace(a.Text) != "":
		return nil
	case c.FinishReason == openai.FinishReasonLength:
		reason := "the model reached its token limit before it wrote any answer"
		if r.MaxTokens > 0 {
			reason = fmt.Sprintf("the model used its %d tokens before it wrote any answer", r.MaxTokens)
		}
		return &Error{Kind: KindLength, Where: o.where, Reason: reason, Advice: "allow more tokens, or less reasoning"}
	case c.FinishReason == openai.FinishReasonContentFilter:
		return &Error{Kind: KindRefused, Where: o.where, Reason: "the server's content filter withheld the answer"}
	case c.Message.Refusal != "":
		return &Error{Kind: KindRefused, Where: o.where, Reason: "the model declined: " + o.clip(c.Message.Refusal)}
	}
	return &Error{Kind: KindEmpty, Where: o.where, Reason: "the answer is empty"}
}

// exchange makes one HTTP exchange for the client and keeps what came back,
// because the client decodes only the fields it knows.
type exchange struct {
	client *http.Client
	extra  map[string]any // merged into the request's JSON

	status int // 0 until a reply has begun
	header http.Header
	body   []byte
	broken bool // the reply ended before its end
}

// Do implements openai.HTTPDoer.
func (e *exchange) Do(req *http.Request) (*http.Response, error) {
	if err := e.addExtra(req); err != nil {
		return nil, err
	}
	resp, err := e.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	e.status, e.header = resp.StatusCode, resp.Header
	e.body, err = io.ReadAll(io.LimitReader(resp.Body, maxReplyBytes))
	if err != nil && resp.StatusCode < http.StatusBadRequest { // the beginning of an error page will do
		e.broken = true
		return nil, fmt.Errorf("the reply broke off after %d bytes: %w", len(e.body), err)
	}
	resp.Body = io.NopCloser(bytes.NewReader(e.body))
	return resp, nil
}

// addExtra merges the extra fields into the body of req.
func (e *exchange) addExtra(req *http.Request) error {
	if len(e.extra) == 0 {
		return nil
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return err
	}
	fields := map[string]any{}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(&fields); err != nil {
		return err
	}
	maps.Copy(fields, e.extra)
	if body, err = json.Marshal(fields); err != nil {
		return fmt.Errorf("extra fields of the request: %w", err)
	}
	req.ContentLength = int64(len(body))
	req.Body = io.NopCloser(bytes.NewReader(body))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	return nil
}

// reasoning returns the reasoning of each choice. Servers put it into the
// message's reasoning_content or, since vLLM renamed it, reasoning; what is not
// a string there is passed over.
func (e *exchange) reasoning() []string {
	var body struct {
		Choices []struct {
			Message struct {
				ReasoningContent any `json:"reasoning_content"`
				Reasoning        any `json:"reasoning"`
			} `json:"message"`
		} `json:"choices"`
	}
	if json.Unmarshal(e.body, &body) != nil {
		return nil
	}
	all := make([]string, len(body.Choices))
	for i, c := range body.Choices {
		all[i], _ = c.Message.ReasoningContent.(string)
		if s, ok := c.Message.Reasoning.(string); ok && all[i] == "" {
			all[i] = s
		}
	}
	return all
}

// embeddedError returns the error that some gateways send with status 200 in
// place of an answer, or nil.
func (e *exchange) embeddedError() error {
	var body openai.ErrorResponse
	if json.Unmarshal(e.body, &body) != nil || body.Error == nil || body.Error.Message == "" {
		return nil
	}
	if code, ok := body.Error.Code.(int); ok && code >= http.StatusBadRequest {
		body.Error.HTTPStatusCode = code
	}
	return body.Error
}
