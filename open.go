package w2vattn

// This file opens, reads and trains models.
//
//	m, err := w2vattn.Open("model.safetensors")
//	m, err := w2vattn.Train(ctx, corpus.FromReader(r), word2vec.Default())

import (
	"context"
	"fmt"
	"io"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/packed"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/tokenize"
)

// An OpenOption is an option of Open and Read.
type OpenOption func(*openOptions)

// openOptions collects the options of Open and Read.
type openOptions struct {
	format    embed.Format     // "": detected by content, then by extension
	tokenizer *tokenize.Config // nil: that of the file
}

// From reads the file as format f, whatever its content. "" detects the format.
func From(f embed.Format) OpenOption { return func(o *openOptions) { o.format = f } }

// Tokenizer tokenizes text as c describes instead of as the file says. Models of other
// programs store no tokenizer; without this option their text is tokenized as
// tokenize.Default describes.
func Tokenizer(c tokenize.Config) OpenOption { return func(o *openOptions) { o.tokenizer = &c } }

// Open opens the model in the file at path, in any format that package embed reads,
// compressed or not. A native file is mapped: it opens in milliseconds at any size, and
// must be closed. A tokenizer that is not registered (see tokenize.Register) is a
// *tokenize.UnknownTokenizerError; the option Tokenizer avoids it.
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

// Read reads a model of the given format from r into memory. Formats of several files are
// an error; see [embed.Read]. r is read to the end of the model or to its own end, and is
// not closed.
func Read(r io.Reader, format embed.Format, options ...OpenOption) (*Model, error) {
	o := openOptionsOf(options)
	if o.format != "" && o.format != format {
		return nil, fmt.Errorf("w2vattn: Read as %s contradicts the option From(%s): leave the option out", format,
			o.format)
	}
	file, err := embed.Read(r, format)
	if err != nil {
		return nil, err
	}
	return o.model(file)
}

// openOptionsOf applies options to the defaults.
func openOptionsOf(options []OpenOption) *openOptions {
	o := &openOptions{}
	for _, set := range options {
		set(o)
	}
	return o
}

// model returns the model of a file. A tokenizer that the caller gives replaces that of the
// file, which is then not read.
func (o *openOptions) model(file *embed.File) (*Model, error) {
	if o.tokenizer != nil {
		return newModel(file, *o.tokenizer, true)
	}
	c, err := tokenize.ParseConfig(file.Table.Meta().Tokenizer)
	if err != nil {
		return nil, err
	}
	return newModel(file, c, false)
}

// Train trains a word2vec model on src with the configuration c; begin with word2vec.Default().
// The model stores c and the tokenizer of src. Sources of package corpus report their
// tokenizer; for others give word2vec.Tokenizer. When ctx is done, Train returns its error; the
// option word2vec.Checkpoint saves the progress. Train is TrainWith for word2vec.
func Train(ctx context.Context, src corpus.Source, c word2vec.Config, options ...word2vec.Option) (*Model, error) {
	return TrainWith(ctx, src, c, options...)
}

// TrainWith trains a model on src with any trainer, such as word2vec.Config. The model
// records the configuration of the trainer and the tokenizer. The tokenizer is that of
// the option train.Tokenizer or, without this option, the one that src reports; sources
// of package corpus report the tokenizer that they were given. Errors are those of
// train.Train and of NewTokenizer.
func TrainWith(ctx context.Context, src corpus.Source, t train.Trainer, options ...train.Option) (*Model, error) {
	if s, ok := src.(interface {
		TokenizerConfig() (tokenize.Config, bool)
	}); ok {
		if config, known := s.TokenizerConfig(); known {
			options = append([]train.Option{train.Tokenizer(config)}, options...)
		}
	}
	if config := train.TokenizerOf(options...); config != nil {
		if _, err := NewTokenizer(*config); err != nil { // before the training, not after it
			return nil, err
		}
	}
	trained, err := train.Train(ctx, src, t, options...)
	if err != nil {
		return nil, err
	}
	file, err := trained.File()
	if err != nil {
		return nil, err
	}
	return trainedModel(file)
}

// FromTrained returns the model that a training made. A tokenizer that is not registered is
// an error.
func FromTrained(trained *word2vec.Model) (*Model, error) {
	file, err := trained.File()
	if err != nil {
		return nil, err
	}
	return trainedModel(file)
}

// trainedModel makes a model of the file that a training would write.
func trainedModel(file *embed.File) (*Model, error) {
	m, err := new(openOptions).model(file)
	if err == nil {
		m.trained = true
	}
	return m, err
}
