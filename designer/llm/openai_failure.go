package llm

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/sashabaranov/go-openai"
)

// failure explains an error of the client. ctx is that of the call alone.
func (o *OpenAI) failure(ctx context.Context, r Request, e *exchange, err error) *Error {
	failure := &Error{Where: o.where}
	var api *openai.APIError
	switch {
	case errors.As(err, &api):
		failure.Status = orDefault(api.HTTPStatusCode, e.status)
		failure.Reason = api.Message
		o.explainStatus(failure, r, fmt.Sprint(api.Code, " ", api.Type))
	case e.status >= http.StatusBadRequest:
		failure.Status = e.status
		failure.Reason = o.describeBody(e.header, e.body)
		o.explainStatus(failure, r, "")
	case ctx.Err() != nil:
		failure.Kind, failure.Err = KindTimeout, ctx.Err()
		failure.Reason = fmt.Sprintf("no whole answer within %v", o.config.Timeout)
		failure.Advice = "allow a call more time, or ask for fewer completions or tokens at a time"
	case e.body != nil && !e.broken && isJSONError(err):
		failure.Kind = KindMalformed
		failure.Status = e.status
		failure.Reason = "the reply is no chat completion: " + o.describeBody(e.header, e.body)
		failure.Advice = "check that the base URL is that of an OpenAI-compatible server"
	default:
		o.explainConnection(failure, err)
	}
	failure.RetryAfter = retryAfter(e.header, o.config.Clock.Now())
	if failure.Retryable() && failure.RetryAfter > o.config.LongestAsked {
		failure.Final = true
		failure.Advice = fmt.Sprintf("the server asks to wait %v, longer than the %v allowed; resume then", failure.RetryAfter, o.config.LongestAsked)
	}
	return failure
}

// explainStatus classifies an HTTP error. code is what the server calls it.
func (o *OpenAI) explainStatus(e *Error, r Request, code string) {
	if e.Reason == "" {
		e.Reason = strings.ToLower(http.StatusText(e.Status))
	}
	e.Reason = o.clip(e.Reason)
	switch {
	case e.Status == http.StatusPaymentRequired, strings.Contains(code, "insufficient_quota"), strings.Contains(code, "billing"):
		e.Kind, e.Advice = KindQuota, "the account behind the key is used up: add credit, or name another key, and resume"
	case e.Status == http.StatusUnauthorized, e.Status == http.StatusForbidden:
		e.Kind, e.Advice = KindKey, o.keyAdvice(e.Status)
	case e.Status == http.StatusNotFound, e.Status == http.StatusMethodNotAllowed:
		e.Kind, e.Advice = KindNotFound, fmt.Sprintf("check the model's name %q, and the base URL: most end in /v1", r.Model)
	case e.Status == http.StatusTooManyRequests:
		e.Kind, e.Advice = KindRateLimit, "allow fewer requests per minute, or fewer at a time"
	case e.Status == http.StatusRequestTimeout, e.Status == http.StatusConflict, e.Status == http.StatusTooEarly,
		e.Status >= http.StatusInternalServerError:
		e.Kind = KindServer
	case e.Status == http.StatusRequestEntityTooLarge, mentions(code+" "+e.Reason, tooLong):
		e.Kind, e.Advice = KindTooLong, "the prompt and its answer do not fit this model: choose one with a larger context, or allow fewer tokens"
	case mentions(code+" "+e.Reason, filtered):
		e.Kind = KindRefused
	case e.Status >= http.StatusBadRequest:
		e.Kind, e.Advice = KindRequest, requestAdvice(e.Reason)
	default: // an error that came with status 200
		e.Kind = KindServer
	}
}

// What servers say of a request that is refused for its own content, in codes
// and in words: another one may pass.
var (
	tooLong = []string{
		"context_length", "context length", "context window", "maximum context", "string_above_max_length",
		"prompt is too long", "too many tokens", "input is too long",
	}
	filtered = []string{
		"content_filter", "content filter", "content_policy", "content management policy", "responsible ai", "invalid_prompt", "moderation",
	}
)

// mentions reports whether text holds one of phrases, in letters of any case.
func mentions(text string, phrases []string) bool {
	lower := strings.ToLower(text)
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(lower, p) })
}

func (o *OpenAI) keyAdvice(status int) string {
	if o.secret.reveal() == "" {
		return "no key was sent: name the environment variable that holds it"
	}
	if status == http.StatusForbidden {
		return "the key may not do this: check that it gives access to this model, from this place"
	}
	return "the server does not know the key: check the environment variable that holds it"
}

// requestAdvice points at the setting that a refusal usually means.
func requestAdvice(reason string) string {
	switch lower := strings.ToLower(reason); {
	case strings.Contains(lower, MaxTokens), strings.Contains(lower, MaxCompletionTokens):
		return "check the token limit and the name of the field that carries it"
	case strings.Contains(lower, "temperature"):
		return "choose a temperature that the server takes"
	case strings.Contains(lower, "seed"):
		return "take the seed out of the extra fields"
	}
	return "check the model's name and the settings sent with each request"
}

// explainConnection classifies what went wrong before a whole reply had come.
func (o *OpenAI) explainConnection(e *Error, err error) {
	e.Kind, e.Reason, e.Err = KindConnection, o.clip(withoutURL(err).Error()), o.secret.hide(err)
	var dns *net.DNSError
	var opErr *net.OpError
	var timeout net.Error
	switch {
	case refusedByClient(err):
		e.Kind, e.Advice = KindRequest, "ask for one completion a call, and take sampling settings out of the extra fields: reasoning models have their own"
	case errors.As(err, &dns) && dns.IsNotFound:
		e.Final, e.Advice = true, "check the host in the base URL, and the network"
	case isCertificateError(err):
		e.Final, e.Advice = true, "the server's certificate is not trusted: check the base URL and the system's certificates"
	case errors.Is(err, http.ErrSchemeMismatch):
		e.Final, e.Advice = true, "begin the base URL with http://"
	case errors.As(err, &timeout) && timeout.Timeout():
		e.Kind, e.Advice = KindTimeout, "the HTTP client's own time limit was reached"
	case errors.As(err, &opErr) && opErr.Op == "dial":
		e.Advice = "check that the server is running"
	}
}

// refusedByClient reports whether the client refused to send a request, by what
// it knows of OpenAI's models or because it could not be encoded.
func refusedByClient(err error) bool {
	for _, refusal := range []error{
		openai.ErrReasoningModelMaxTokensDeprecated, openai.ErrReasoningModelLimitationsLogprobs,
		openai.ErrReasoningModelLimitationsOther, openai.ErrReasoningSamplingUnsupported,
		openai.ErrReasoningEffortUnsupported, openai.ErrChatCompletionInvalidModel,
	} {
		if errors.Is(err, refusal) {
			return true
		}
	}
	var unsupported *json.UnsupportedTypeError
	var value *json.UnsupportedValueError
	return errors.As(err, &unsupported) || errors.As(err, &value)
}

func isJSONError(err error) bool {
	var syntax *json.SyntaxError
	var mismatch *json.UnmarshalTypeError
	return errors.As(err, &syntax) || errors.As(err, &mismatch) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

func isCertificateError(err error) bool {
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	return errors.As(err, &unknown) || errors.As(err, &host) || errors.As(err, &invalid)
}

// withoutURL removes the method and address that net/http puts before an error:
// the message names the base URL already.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// emptyPage is what a reply without any text is called.
const emptyPage = "an empty page"

// describeBody returns the beginning of a reply in one line, or of a page its
// title.
func (o *OpenAI) describeBody(h http.Header, body []byte) string {
	text := strings.TrimSpace(o.secret.scrub(string(body)))
	if text == "" {
		return emptyPage
	}
	lower := strings.ToLower(text)
	if strings.Contains(h.Get("Content-Type"), "html") || strings.HasPrefix(lower, "<!doctype") || strings.HasPrefix(lower, "<html") {
		begin, end := strings.Index(lower, "<title>"), strings.Index(lower, "</title>")
		if begin >= 0 && end > begin && len(lower) == len(text) {
			return "a web page titled " + clip(text[begin+len("<title>"):end])
		}
		return "a web page"
	}
	return clip(text)
}

// clip returns the beginning of text as one printable line without the key,
// which is taken out first: of a key that was cut in two neither half is known.
func (o *OpenAI) clip(text string) string { return clip(o.secret.scrub(text)) }

// clip returns the beginning of text as one printable line.
func clip(text string) string {
	const most = 300
	line := strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }), " ")
	if runes := []rune(line); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return line
}
