package tokenize

// This file lets other packages add tokenizers by name. A model file stores the name,
// so a program that opens it needs the package.

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// registered holds the factories of the tokenizers of other packages by name.
var registered = struct {
	sync.RWMutex
	factories map[string]func(Config) (Tokenizer, error)
}{factories: map[string]func(Config) (Tokenizer, error){}}

// Register makes the tokenizers that factory returns available under a name: the method
// New of a Config with that Name calls factory, also if the Config was read from a
// model. factory gets the Config and need not join its Phrases. Equal Configs must give
// tokenizers that return the same tokens.
//
// Call Register from an init function or before models are opened. It panics if the
// name is empty, is one of this package's, or is registered already, and if factory is
// nil. It is safe for concurrent use.
func Register(name string, factory func(Config) (Tokenizer, error)) {
	if name == "" || factory == nil {
		panic("tokenize: Register without a name or a factory")
	}
	registered.Lock()
	defer registered.Unlock()
	if _, twice := registered.factories[name]; twice || slices.Contains(builtin(), name) {
		panic(fmt.Sprintf("tokenize: Register of %q, which exists already", name))
	}
	registered.factories[name] = factory
}

// builtin returns the names of this package and of tokenize/korean.
func builtin() []string { return []string{SpaceName, WordsName, JosaName, KoreanName} }

// custom returns the registered tokenizer that c names.
func (c Config) custom() (Tokenizer, error) {
	registered.RLock()
	factory, ok := registered.factories[c.Name]
	registered.RUnlock()
	if !ok {
		return nil, &UnknownTokenizerError{Name: c.Name}
	}
	t, err := factory(c)
	if err == nil && t == nil {
		err = errors.New("its factory returned neither a tokenizer nor an error")
	}
	if err != nil {
		return nil, fmt.Errorf("tokenize: the tokenizer %q: %w", c.Name, err)
	}
	return t, nil
}

// An UnknownTokenizerError is returned for a Config, perhaps that of a model, whose
// tokenizer is neither built in nor registered.
type UnknownTokenizerError struct{ Name string }

func (e *UnknownTokenizerError) Error() string {
	return fmt.Sprintf("tokenize: unknown tokenizer %q; use %s, or one that the program adds with tokenize.Register",
		e.Name, strings.Join(builtin(), ", "))
}
