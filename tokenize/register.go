package tokenize

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// registered are the tokenizers of other packages, by name.
var registered = struct {
	sync.RWMutex
	factories map[string]func(Config) (Tokenizer, error)
}{factories: map[string]func(Config) (Tokenizer, error){}}

// Register makes a tokenizer known by a name, under which models remember it: a
// Config of that Name makes it, also one that was read from a model. factory gets
// that Config, and need not join its Phrases. Equal Configs must give tokenizers that
// cut alike, whenever and wherever they are made.
//
// Register is called from an init function or before models are opened. It panics if
// the name is empty, one of this package's, or registered already, or if factory is
// nil.
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

// custom makes a registered tokenizer.
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

// An UnknownTokenizerError says that a Config, perhaps that of a model, names a
// tokenizer that this program does not have.
type UnknownTokenizerError struct{ Name string }

func (e *UnknownTokenizerError) Error() string {
	return fmt.Sprintf("tokenize: no tokenizer %q; there are %s, and those that a program registers with tokenize.Register", e.Name, strings.Join(builtin(), ", "))
}
