package message

import "context"

type contextKey struct{}

// WithLanguage returns a context that carries the language of messages.
func WithLanguage(ctx context.Context, l Language) context.Context {
	return context.WithValue(ctx, contextKey{}, l)
}

// LanguageOf returns the language that a context carries, English if it carries none. ctx
// may be nil.
func LanguageOf(ctx context.Context) Language {
	if ctx != nil {
		if l, ok := ctx.Value(contextKey{}).(Language); ok {
			return l
		}
	}
	return English
}
