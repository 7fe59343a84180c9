package main

// This file prepares train --continue. Vectors of one model can be trained further
// only if a word stays the same token and the configuration fits, so both come from
// the model; flags replace single fields.

import (
	"fmt"
	"reflect"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/trainflags"
)

// configureFrom opens the model of --continue and uses its tokenizer and configuration
// for everything that flags do not set. The model must be a native file with a
// configuration. Errors name the file.
func (f *trainFlags) configureFrom() error {
	m, err := word2vec.Open(f.base)
	if err != nil {
		return err
	}
	whole, err := w2vattn.FromTrained(m)
	if err != nil {
		return fmt.Errorf("%s: %w", f.base, err)
	}
	cut := whole.TokenizerConfig()
	if f.Config, err = f.Override(cut); err != nil {
		return fmt.Errorf("%s: %w", f.base, err)
	}
	f.retokenized = !reflect.DeepEqual(f.Config, cut)
	f.config = f.config.Continued(m.Config, func(field string) bool { return f.Given(trainflags.Flag(field)) })
	f.model = m
	return nil
}
