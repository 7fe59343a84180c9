package message

// This file passes the language through contexts, for packages whose functions write
// texts far from the place where the language was chosen. Packages of the library
// that return texts take it as an argument.

import "context"

// A contextKey is the key of the language: a type of this package, so that no other
// package can have an equal key.
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
