package w2vattn

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/packed"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/tokenize"
)

// An OpenOption changes how a model is opened.
type OpenOption func(*openOptions)

type openOptions struct {
	format    embed.Format // "": by content, then extension
	tokenizer *tokenize.Config
}

// From reads the file as this format, whatever it looks like.
func From(f embed.Format) OpenOption { return func(o *openOptions) { o.format = f } }

// Tokenizer cuts text as c says instead of as the model remembers. A model from
// another program remembers nothing; without this option its text is cut as
// tokenize.Default says.
func Tokenizer(c tokenize.Config) OpenOption { return func(o *openOptions) { o.tokenizer = &c } }

// Open opens the model in the file at path, in any format that package embed
// reads, compressed or not. A native file is mapped: it opens in milliseconds
// whatever its size, and must be closed. A model that was cut by a tokenizer that is
// not registered (see tokenize.Register) is a *tokenize.UnknownTokenizerError, unless
// the option Tokenizer names another one.
func Open(path string, options ...OpenOption) (*Model, error) {
	o := openOptionsOf(options)
	embedding := []embed.OpenOption{embed.Unpack(packed.Open)}
	if o.format != "" {
		embedding = append(embedding, embed.From(o.format))
	}
	file, err := embed.OpenFile(path, embedding...)
	if err != nil {
		return nil, err
	}
	m, err := o.model(file)
	if err != nil {
		file.Table.Close() //nolint:errcheck // only read from
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}

// Read reads a model of this format from r into memory. Formats that are several
// files cannot be read so; see [embed.Read].
func Read(r io.Reader, format embed.Format, options ...OpenOption) (*Model, error) {
	o := openOptionsOf(options)
	if o.format != "" && o.format != format {
		return nil, fmt.Errorf("w2vattn: the model is to be read as %s and, by the option From, as %s: leave the option out", format, o.format)
	}
	file, err := embed.Read(r, format)
	if err != nil {
		return nil, err
	}
	return o.model(file)
}

func openOptionsOf(options []OpenOption) *openOptions {
	o := &openOptions{}
	for _, set := range options {
		set(o)
	}
	return o
}

// model makes a model of a file.
func (o *openOptions) model(file *embed.File) (*Model, error) {
	if o.tokenizer != nil {
		return newModel(file, nil, *o.tokenizer, true)
	}
	c, err := storedTokenizer(file.Table.Meta().Tokenizer)
	if err != nil {
		return nil, err
	}
	return newModel(file, nil, c, false)
}

// storedTokenizer reads a tokenizer as models remember it; nil is the default one.
func storedTokenizer(raw json.RawMessage) (tokenize.Config, error) {
	c := tokenize.Default()
	if raw == nil {
		return c, nil
	}
	if err := json.Unmarshal(raw, &c); err != nil {
		return c, fmt.Errorf("the model's tokenizer: %w", err)
	}
	return c, nil
}

// Train trains a model on src as c says; word2vec.Default() is where one starts.
// The model remembers c and the tokenizer, if src is one that knows it, as those
// of package corpus do when they are given one; else word2vec.Tokenizer names it.
func Train(ctx context.Context, src corpus.Source, c word2vec.Config, options ...word2vec.Option) (*Model, error) {
	if s, ok := src.(interface {
		TokenizerConfig() (tokenize.Config, bool)
	}); ok {
		if config, known := s.TokenizerConfig(); known {
			options = append([]word2vec.Option{word2vec.Tokenizer(config)}, options...)
		}
	}
	if config := word2vec.TokenizerOf(options...); config != nil {
		if _, err := NewTokenizer(*config); err != nil { // not only after the work
			return nil, err
		}
	}
	trained, err := word2vec.Train(ctx, src, c, options...)
	if err != nil {
		return nil, err
	}
	return Of(trained)
}

// Of returns the model that a training made.
func Of(trained *word2vec.Model) (*Model, error) {
	c, err := storedTokenizer(trained.Tokenizer)
	if err != nil {
		return nil, err
	}
	return newModel(&embed.File{Table: trained.Table}, trained, c, false)
}
