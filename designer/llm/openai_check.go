package llm

import (
	"context"
	"net/http"
	"time"

	"github.com/sashabaranov/go-openai"
)

// checkTimeout bounds OpenAI.Check: what it finds out is not worth a longer wait.
const checkTimeout = 10 * time.Second

// missingScopes is how servers answer a key that may ask questions but may not
// list models, with the status of a wrong key.
var missingScopes = []string{"scope", "permission"}

// Check implements Checker: it asks for the list of models, which costs nothing.
// Only a key that is unknown there, and an address that cannot be one, are
// errors. Everything else is a doubt: some servers have no such list, and some
// keys may not see it.
func (o *OpenAI) Check(ctx context.Context) (doubt string, err error) {
	ctx, cancel := context.WithTimeout(ctx, min(checkTimeout, o.config.Timeout))
	defer cancel()
	exchange := &exchange{client: o.config.Client}
	config := openai.DefaultConfig(o.secret.reveal())
	config.BaseURL = o.config.BaseURL
	config.HTTPClient = exchange
	if _, err = openai.NewClientWithConfig(config).ListModels(ctx); err == nil {
		return "", nil
	}
	if ctx.Err() != nil {
		return o.where + ": no answer to a first question", nil
	}
	failure := o.failure(ctx, Request{Model: o.config.Model}, exchange, err)
	unknownKey := failure.Status == http.StatusUnauthorized && !mentions(failure.Reason, missingScopes)
	if unknownKey || failure.Final && failure.Kind == KindConnection {
		return "", failure
	}
	if failure.Kind == KindMalformed {
		failure.Reason = "the reply is no list of models: " + o.describeBody(exchange.header, exchange.body)
	}
	return o.where + ": " + failure.brief(), nil
}
