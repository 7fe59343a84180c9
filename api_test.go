package w2vattn_test

import (
	"context"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/contract"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/tokenize"
)

// The signatures that programs are written against.
var (
	_ func(string, ...w2vattn.OpenOption) (*w2vattn.Model, error)                                       = w2vattn.Open
	_ func(io.Reader, embed.Format, ...w2vattn.OpenOption) (*w2vattn.Model, error)                      = w2vattn.Read
	_ func(context.Context, corpus.Source, word2vec.Config, ...word2vec.Option) (*w2vattn.Model, error) = w2vattn.Train
	_ func(*w2vattn.Model, string, string, w2vattn.AttendOptions) (*w2vattn.Attention, error)           = (*w2vattn.Model).Attend
	_ func(*w2vattn.Model, string, w2vattn.AttendOptions) (*w2vattn.SelfAttention, error)               = (*w2vattn.Model).SelfAttend
	_ func(*w2vattn.Model, string, string, w2vattn.AttendOptions) (*w2vattn.CrossAttention, error)      = (*w2vattn.Model).CrossAttend
	_ func(*w2vattn.Model, string, string) (float64, error)                                             = (*w2vattn.Model).Similarity
	_ func(*w2vattn.Model, []string, []string, int) ([]embed.Neighbour, error)                          = (*w2vattn.Model).MostSimilar
	_ func(*w2vattn.Model) iter.Seq2[string, []float32]                                                 = (*w2vattn.Model).All
	_ func(*w2vattn.Model, string) ([]float32, error)                                                   = (*w2vattn.Model).Vector
	_ func(*w2vattn.Model, string) ([]float32, error)                                                   = (*w2vattn.Model).SentenceVector
	_ func(*w2vattn.Model, string) error                                                                = (*w2vattn.Model).Save
	_ func(*w2vattn.Model, io.Writer, embed.Format) error                                               = (*w2vattn.Model).Write
	_ func(*w2vattn.Model) error                                                                        = (*w2vattn.Model).Close
	_ func(*w2vattn.Model, string, string, string, int) ([]embed.Neighbour, error)                      = (*w2vattn.Model).Analogy
	_ func(*w2vattn.Model, ...string) (int, []float64, error)                                           = (*w2vattn.Model).Odd
	_ func(*w2vattn.Model, string) ([]tokenize.Token, error)                                            = (*w2vattn.Model).Tokens
	_ func(*w2vattn.Model, context.Context, string, search.Source, int) ([]search.Hit, error)           = (*w2vattn.Model).Search
	_ func(io.Reader, ...corpus.Option) corpus.Source                                                   = corpus.FromReader
	_ func(io.Writer, report.Result, report.Format) error                                               = report.Write
)

// TestTrainRemembers checks that a model stores its configuration and the tokenizer,
// whether the source or an option gave it.
func TestTrainRemembers(t *testing.T) {
	text, err := data.Library("ko")
	if err != nil {
		t.Fatal(err)
	}
	josa := tokenize.Default()
	josa.Name = tokenize.JosaName
	tok, err := w2vattn.NewTokenizer(josa)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		source  corpus.Source
		options []word2vec.Option
		want    string
	}{
		"standard": {corpus.FromReader(strings.NewReader(text)), nil, tokenize.WordsName},
		"source":   {corpus.FromReader(strings.NewReader(text), corpus.Tokenizer(tok, josa)), nil, tokenize.JosaName},
		"option": {corpus.Files([]string{"-"}, input.Lines(), tok, corpus.Stdin(strings.NewReader(text))),
			[]word2vec.Option{word2vec.Tokenizer(josa)}, tokenize.JosaName},
		"lists": {corpus.Lists{{"a", "b"}, {"b", "a"}, {"a", "b"}}, nil, tokenize.WordsName},
	} {
		config := contract.Config()
		config.Seed = 7
		m, err := w2vattn.Train(t.Context(), c.source, config, c.options...)
		if err != nil {
			t.Fatal(err)
		}
		path := t.TempDir() + "/m.safetensors"
		if err := m.Save(path); err != nil {
			t.Fatal(err)
		}
		again, err := w2vattn.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := again.TokenizerConfig().Name; got != c.want {
			t.Errorf("%s: cut by %q, want %q", name, got, c.want)
		}
		if !strings.Contains(string(again.Table().Meta().Config), `"seed":7`) {
			t.Errorf("%s: the stored configuration is %s", name, again.Table().Meta().Config)
		}
		again.Close()
	}
}

// TestAll checks that the words come in the order of the table and that a loop can end
// early.
func TestAll(t *testing.T) {
	m := trained(t)
	var words []string
	for word, vector := range m.All() {
		if len(vector) != m.Dim() {
			t.Fatalf("%s has %d numbers", word, len(vector))
		}
		if words = append(words, word); len(words) == 3 {
			break
		}
	}
	if want := []string{m.Table().Vocab().Word(0), m.Table().Vocab().Word(1),
		m.Table().Vocab().Word(2)}; !slices.Equal(words, want) {
		t.Errorf("%q, want %q", words, want)
	}
}
