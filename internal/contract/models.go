package contract

// This file makes the models of the cases. They are trained when a test needs them,
// which takes a few seconds and needs no large files in the repository. Training is
// deterministic, so all machines get the same models and answers.

import (
	"context"
	"path/filepath"
	"strings"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/corpus/phrases"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/packed"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/tokenize/korean"
)

// Models returns the names of the models: of the English and the Korean library corpus
// with different tokenizers, one in a compressed text file, and one with subwords.
func Models() []string {
	return []string{"en", "en-space", "en-phrases", "ko", "ko-josa", "packed", "sub"}
}

// Path returns a function from the name of a model to the path of its file in dir.
func Path(dir string) func(string) string {
	return func(model string) string {
		if model == "packed" {
			return filepath.Join(dir, model+".txt.gz")
		}
		return filepath.Join(dir, model+".safetensors")
	}
}

// Config returns the training configuration of the models. It sets every field that
// changes vectors, so that the answers do not depend on defaults.
func Config() word2vec.Config {
	c := word2vec.Default()
	c.Trainer, c.Arch, c.Gradient = word2vec.Batched, word2vec.CBOW, word2vec.Balanced
	c.Dim, c.Window, c.Negative, c.Epochs, c.MinCount, c.MaxVocab = 6, 4, 5, 30, 2, 0
	c.Sample, c.Alpha, c.MinAlpha, c.NSExponent = 0, .1, 1e-4, .75
	c.Block, c.Shared, c.Reuse, c.HeldOut, c.Patience, c.Seed = 8, 16, true, 0, 0, 1
	return c
}

// Phrases returns the configuration of phrase detection for the model en-phrases.
// Every field is set, as in Config.
func Phrases() phrases.Config {
	return phrases.Config{Score: phrases.Mikolov, Threshold: 5, MinCount: 5, Passes: 1, Pairs: 1 << 20}
}

// Train trains the models and writes them to dir, with the names of Path. It takes a few
// seconds; ctx can cancel it. Errors are those of training and writing.
func Train(ctx context.Context, dir string) error {
	path := Path(dir)
	english, plain := tokenize.Default(), tokenize.Plain()
	josa, morphemes := tokenize.Default(), tokenize.Default()
	josa.Name, morphemes.Name = tokenize.JosaName, tokenize.KoreanName
	// One model for each tokenizer, so that the answers cover all of them.
	for _, m := range []struct {
		name, lang string
		config     tokenize.Config
		options    []word2vec.Option
	}{
		{"en", "en", english, nil},
		{"en-space", "en", plain, nil},
		{"en-phrases", "en", english, []word2vec.Option{word2vec.Phrases(Phrases())}},
		{"ko", "ko", morphemes, nil},
		{"ko-josa", "ko", josa, nil},
	} {
		src, err := source(m.lang, m.config)
		if err != nil {
			return err
		}
		model, err := word2vec.Train(ctx, src, Config(), append(m.options, word2vec.Tokenizer(m.config))...)
		if err != nil {
			return err
		}
		if err := model.Save(path(m.name)); err != nil {
			return err
		}
		if m.name != "en" {
			continue
		}
		if err := derive(model, path); err != nil {
			return err
		}
	}
	return nil
}

// source returns the library corpus of a language with the tokenizer of c.
func source(lang string, c tokenize.Config) (corpus.Source, error) {
	text, err := data.Library(lang)
	if err != nil {
		return nil, err
	}
	make := c.New
	if c.Name == tokenize.KoreanName {
		make = func() (tokenize.Tokenizer, error) { return korean.New(c) }
	}
	tok, err := make()
	if err != nil {
		return nil, err
	}
	return corpus.Files([]string{"-"}, input.Lines(), tok, corpus.Stdin(strings.NewReader(text))), nil
}

// derive writes the models that are derived from the vectors of en: packed, a compressed
// text file, and sub, with subword vectors from a formula: whole numbers from −128 to
// 127, divided by 64, which all machines compute alike.
func derive(m *word2vec.Model, path func(string) string) error {
	if err := m.Save(path("packed"), embed.Pack(packed.Writer)); err != nil {
		return err
	}
	const rows = 64
	ngrams := blas32.General{Rows: rows, Cols: m.Table.Dim(), Stride: m.Table.Dim(),
		Data: make([]float32, rows*m.Table.Dim())}
	for i := range ngrams.Data {
		ngrams.Data[i] = float32(i*7919%256-128) / 64
	}
	sub, err := m.Table.WithSubwords(&embed.Subwords{Min: 3, Max: 4, NGrams: ngrams})
	if err != nil {
		return err
	}
	return sub.Save(path("sub"))
}
