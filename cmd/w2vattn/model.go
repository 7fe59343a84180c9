package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// modelFlags name a model and its format.
type modelFlags struct{ path, from string }

func (f *modelFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&f.path, "model", "m", "", "the model, or vectors of another program")
	cmd.Flags().StringVar(&f.from, "from", "", "its format: safetensors, word2vec-text or word2vec-binary (without it: by content, then extension)")
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

// A lookup finds words in a table: as they stand first, then in the form that
// the corpus's words were given.
type lookup struct {
	table  *embed.Table
	folder tokenize.Folder
}

func newLookup(t *embed.Table, c tokenize.Config) (*lookup, error) {
	folder, err := tokenize.NewFolder(c.Lower, c.Normalize)
	if err != nil {
		return nil, usageError{err}
	}
	return &lookup{t, folder}, nil
}

// lookupOf is a lookup with the model's own tokenizer.
func lookupOf(t *embed.Table) (*lookup, error) {
	c, err := tokenizerOf(t)
	if err != nil {
		return nil, err
	}
	return newLookup(t, c)
}

// id returns a word's number.
func (l *lookup) id(word string) (vocab.ID, bool) {
	if id, ok := l.table.Vocab().ID(word); ok {
		return id, true
	}
	return l.table.Vocab().ID(l.folder.Fold(word))
}

// ids returns the numbers of all words, or an error that names every unknown
// one with words that are spelt alike.
func (l *lookup) ids(words []string) ([]vocab.ID, error) {
	ids := make([]vocab.ID, len(words))
	var unknown []string
	for i, w := range words {
		id, ok := l.id(w)
		if !ok {
			unknown = append(unknown, l.explain(w))
		}
		ids[i] = id
	}
	if unknown != nil {
		return nil, errors.New(strings.Join(unknown, "; "))
	}
	return ids, nil
}

// explain says that a word is unknown and which ones are spelt alike.
func (l *lookup) explain(word string) string {
	near := l.table.Vocab().Near(l.folder.Fold(word), 3)
	if len(near) == 0 {
		return fmt.Sprintf("the model does not know the word %q", word)
	}
	return fmt.Sprintf("the model does not know the word %q; spelt alike: %s", word, strings.Join(near, ", "))
}

// mean returns the mean of the vectors of some words.
func (l *lookup) mean(ids []vocab.ID) []float32 {
	mean := make([]float32, l.table.Dim())
	for _, id := range ids {
		for d, x := range l.table.Row(id) {
			mean[d] += x
		}
	}
	for d := range mean {
		mean[d] /= float32(len(ids))
	}
	return mean
}
