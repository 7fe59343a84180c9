package w2vattn

// This file declares the Model: an embedding table with the tokenizer of its corpus.
// The tokenizer belongs to the model, because a word is found only if a text is cut
// as the corpus was.

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/packed"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Model is an embedding table of V words and D numbers each, with the tokenizer of its
// corpus. It does not change and is safe for concurrent use. After Close it must not be
// used.
//
// A model that Open returned may be mapped: vectors are read from the file when they are
// used. If that fails, for example because the file became shorter, methods return the
// error, and Err repeats it.
type Model struct {
	file         *embed.File // the table and what was read with it
	trained      bool        // whether Train made it; false: it was read
	config       tokenize.Config
	tokenizer    tokenize.Tokenizer
	lookup       embed.Lookup
	ownTokenizer bool // whether the caller chose config; the file may store another tokenizer
}

// New returns a model of a table whose corpus was tokenized as c describes. A tokenizer
// that is not registered is a *tokenize.UnknownTokenizerError.
func New(table *embed.Table, c tokenize.Config) (*Model, error) {
	return newModel(&embed.File{Table: table}, c, true)
}

// newModel returns a model of a table. own says that the caller chose c. If own is set,
// Save stores c instead of the tokenizer that the file records.
func newModel(file *embed.File, c tokenize.Config, own bool) (*Model, error) {
	t, err := NewTokenizer(c)
	if err != nil {
		return nil, err
	}
	fold, err := foldOf(c, t)
	if err != nil {
		return nil, err
	}
	lookup := embed.Lookup{Table: file.Table, Fold: fold}
	if c.Name == tokenize.KoreanName {
		folder, err := tokenize.NewFolder(c.Lower, c.Normalize)
		if err != nil {
			return nil, err
		}
		lookup.Parts = partsOf(file.Table.Vocab(), t, folder)
	}
	return &Model{file: file, config: c, tokenizer: t, lookup: lookup, ownTokenizer: own}, nil
}

// WithTokenizer returns a model of the same table that tokenizes text and looks up words as
// c describes. The two share the table: close one of them. A tokenizer that is not
// registered is a *tokenize.UnknownTokenizerError.
func (m *Model) WithTokenizer(c tokenize.Config) (*Model, error) {
	other, err := newModel(m.file, c, true)
	if err == nil {
		other.trained = m.trained
	}
	return other, err
}

// Table returns the embedding table.
func (m *Model) Table() *embed.Table { return m.file.Table }

// File returns everything that the model's native file holds or, if the model was not read from
// a file, what such a file would hold.
func (m *Model) File() *embed.File { return m.file }

// Trained returns the training of a model that Train made, nil if the model was read or
// another trainer made it. It has what is needed to continue training: output vectors,
// configuration and statistics.
func (m *Model) Trained() *word2vec.Model {
	if !m.trained {
		return nil
	}
	trained, err := train.FromFile(m.file)
	if err != nil {
		return nil
	}
	w, err := word2vec.FromTrained(trained)
	if err != nil {
		return nil
	}
	return w
}

// TokenizerConfig describes the tokenizer.
func (m *Model) TokenizerConfig() tokenize.Config { return m.config }

// Tokenizer returns the tokenizer.
func (m *Model) Tokenizer() tokenize.Tokenizer { return m.tokenizer }

// Lookup returns the lookup of words in the table, which includes the forms that the
// tokenizer gives them.
func (m *Model) Lookup() embed.Lookup { return m.lookup }

// Len returns V, the number of words.
func (m *Model) Len() int { return m.Table().Len() }

// Dim returns D, the length of a vector.
func (m *Model) Dim() int { return m.Table().Dim() }

// Tokens tokenizes text as the corpus of the model was tokenized. Invalid UTF-8 is a
// *input.InvalidUTF8Error.
func (m *Model) Tokens(text string) ([]tokenize.Token, error) {
	if err := checkText(text); err != nil {
		return nil, err
	}
	return m.tokenizer.Append([]tokenize.Token{}, text), nil
}

// All yields the words and their vectors in the order of the table, most frequent first.
// A vector must not be changed. If a mapped file cannot be read, the sequence ends
// early: call Err after the loop.
func (m *Model) All() iter.Seq2[string, []float32] {
	return func(yield func(string, []float32) bool) {
		t := m.Table()
		for id, word := range t.Vocab().All() {
			vector := t.Row(id)
			if t.Err() != nil || !yield(word, vector) {
				return
			}
		}
	}
}

// Err returns the first error of reading the file of a mapped model, nil if there was
// none. All methods but All return such an error themselves.
func (m *Model) Err() error { return m.Table().Err() }

// Save writes the model to path, as a whole or not at all. The extension selects the
// format; .gz or .zst after the extension of a text format compresses it. The native
// format, .safetensors, stores everything; other formats store words and vectors. An
// unknown extension, a word that the format cannot store, and a file that cannot be written
// are errors, and so is a mapped file that cannot be read.
func (m *Model) Save(path string) error {
	format, err := embed.FormatOf(path)
	if err != nil {
		return err
	}
	file, err := m.completeFile()
	if err != nil {
		return err
	}
	return embed.WriteFile(path, format, file, embed.Pack(packed.Writer))
}

// Write writes the model to w in a format that is a single file. A format of several files
// is an error, as is one that cannot store a word, such as a word with a space in a text
// format. See [embed.Write].
func (m *Model) Write(w io.Writer, format embed.Format) error {
	file, err := m.completeFile()
	if err != nil {
		return err
	}
	return embed.Write(w, format, file)
}

// completeFile returns everything that a file can store of the model. That is the file of
// the table, with the tokenizer of the caller in its metadata if there is one. m is not
// changed.
func (m *Model) completeFile() (*embed.File, error) {
	if !m.ownTokenizer {
		return m.file, nil
	}
	config, err := json.Marshal(m.config)
	if err != nil {
		return nil, fmt.Errorf("w2vattn: the tokenizer: %w", err)
	}
	with, meta := *m.file, m.Table().Meta()
	meta.Tokenizer = config
	with.Table = m.Table().WithMeta(meta)
	return &with, nil
}

// Close unmaps the file of the model. The model must not be in use. The error is that of
// the system.
func (m *Model) Close() error { return m.Table().Close() }

// A WordVector is a word of the table and its vector.
type WordVector struct {
	Word   string    `json:"word"`
	Vector []float32 `json:"vector"` // D
}

// Vector returns the vector of a word, which must not be changed. An unknown word is an
// *embed.UnknownWordError.
func (m *Model) Vector(word string) ([]float32, error) {
	all, err := m.Vectors([]string{word}, embed.Refuse)
	if err != nil {
		return nil, err
	}
	return all[0].Vector, nil
}

// Vectors returns the vectors of words. unknown is the policy for unknown words:
// embed.Refuse, embed.NearestSpelling, embed.SubwordMean, embed.Compose, or embed.Auto, which
// is Refuse if the model has neither subwords nor parts of words. The Word of a WordVector is
// the word of the table, which may be written differently. With embed.Refuse an unknown word
// is an *embed.UnknownWordError, as is a word for which the other policies find no vector.
// Another policy, and a vector with NaN or infinity, are errors.
func (m *Model) Vectors(words []string, unknown embed.Policy) ([]WordVector, error) {
	found, err := m.find(words, unknown)
	if err != nil {
		return nil, err
	}
	all := make([]WordVector, len(found))
	for i, f := range found {
		all[i] = WordVector{words[i], f.Vector}
		if f.Vector == nil {
			all[i] = WordVector{m.Table().Vocab().Word(f.ID), m.Table().Row(f.ID)}
		}
	}
	return all, m.Err()
}

// SentenceVector returns the mean of the vectors of the known tokens of a text: their
// sum in float32, in the order of the text, divided by their number. A text without a
// known token is an *embed.UnknownWordError; one without tokens is an error too.
func (m *Model) SentenceVector(text string) ([]float32, error) {
	tokens, err := m.Tokens(text)
	if err != nil {
		return nil, err
	}
	words := tokenize.Texts(tokens)
	found, err := m.lookup.Find(context.Background(), words, embed.Skip)
	if err != nil {
		return nil, err
	}
	var known []embed.Found
	for _, f := range found {
		if f.Known {
			known = append(known, f)
		}
	}
	if len(known) == 0 {
		if len(words) == 0 {
			return nil, fmt.Errorf("w2vattn: the text %.60q has no token", text)
		}
		_, err := m.lookup.Find(context.Background(), words, embed.Refuse)
		return nil, err
	}
	return m.Table().Mean(known)
}

// find looks up words of which each must have a vector without NaN or infinity. For a word
// that is not in the vocabulary the policy decides: an error, the row of the nearest
// spelling, or a vector made of subwords.
func (m *Model) find(words []string, unknown embed.Policy) ([]embed.Found, error) {
	if unknown == embed.Auto {
		if unknown = m.lookup.Resolve(unknown); unknown == embed.Skip {
			unknown = embed.Refuse
		}
	}
	switch unknown {
	case embed.Refuse, embed.NearestSpelling, embed.SubwordMean, embed.Compose:
	default:
		return nil, fmt.Errorf("w2vattn: the policy for unknown words is %q, must be auto, error, nearest, "+
			"subword or compose", unknown)
	}
	found, err := m.lookup.Find(context.Background(), words, unknown)
	if err != nil {
		return nil, err
	}
	if unknown == embed.Compose {
		if err := m.checkComposed(words, found); err != nil {
			return nil, err
		}
	}
	return found, m.checkFound(words, found)
}

// checkComposed returns the error of embed.Refuse for the words without a known part.
func (m *Model) checkComposed(words []string, found []embed.Found) error {
	var without []string
	for i, f := range found {
		if !f.Included {
			without = append(without, words[i])
		}
	}
	if without == nil {
		return nil
	}
	_, err := m.lookup.Find(context.Background(), without, embed.Refuse)
	return err
}

// checkFound returns an error for words without a vector and for rows of the table with NaN
// or infinity.
func (m *Model) checkFound(words []string, found []embed.Found) error {
	for i, f := range found {
		if f.Vector != nil {
			continue
		}
		if f.ID == vocab.Unknown {
			return &embed.UnknownWordError{Words: words[i : i+1]}
		}
		if err := m.Table().CheckFinite(f.ID); err != nil {
			return err
		}
	}
	return nil
}
