package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/tokenize"
)

// formatNames lists the formats in help texts.
const formatNames = "safetensors, word2vec-text or word2vec-binary"

// modelFlags name a model and its format.
type modelFlags struct{ path, from string }

func (f *modelFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&f.path, "model", "m", "", "the model, or vectors of another program")
	f.addFrom(cmd)
}

func (f *modelFlags) addFrom(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.from, "from", "", "its format: "+formatNames+" (without it: by content, then extension)")
}

// read reads the file.
func (f *modelFlags) read() (*embed.File, error) {
	if f.path == "" {
		return nil, usagef("-m MODEL is missing: which model?")
	}
	var options []embed.OpenOption
	if f.from != "" {
		format, err := embed.ParseFormat(f.from)
		if err != nil {
			return nil, usageError{err}
		}
		options = append(options, embed.From(format))
	}
	return embed.ReadFile(f.path, options...)
}

// open reads the table and says what reading it left out.
func (a *app) open(f *modelFlags) (*embed.Table, error) {
	file, err := f.read()
	if err != nil {
		return nil, err
	}
	if file.Duplicates > 0 {
		a.note("note: %s holds %s words that had come before; the first vector of each counts", f.path, thousands(int64(file.Duplicates)))
	}
	return file.Table, nil
}

// tokenizerOf returns the tokenizer that a model remembers, or the default one.
func tokenizerOf(t *embed.Table) (tokenize.Config, error) {
	c := tokenize.Default()
	if m := t.Meta(); m.Tokenizer != nil {
		if err := json.Unmarshal(m.Tokenizer, &c); err != nil {
			return c, fmt.Errorf("the model's tokenizer: %w", err)
		}
	}
	return c, nil
}

// lookupIn finds words as they stand first, then in the form that a tokenizer
// gives them.
func lookupIn(t *embed.Table, c tokenize.Config) (embed.Lookup, error) {
	folder, err := tokenize.NewFolder(c.Lower, c.Normalize)
	if err != nil {
		return embed.Lookup{}, usageError{err}
	}
	return embed.Lookup{Table: t, Fold: folder.Fold}, nil
}

// openLookup opens a model to look words up in.
func (a *app) openLookup(f *modelFlags) (embed.Lookup, error) {
	table, err := a.open(f)
	if err != nil {
		return embed.Lookup{}, err
	}
	c, err := tokenizerOf(table)
	if err != nil {
		return embed.Lookup{}, err
	}
	return lookupIn(table, c)
}
