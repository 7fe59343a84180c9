package story

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/tokenize"
)

// A Library is the library corpus with a model trained on it.
type Library struct {
	Model     *w2vattn.Model
	Sentences []string
}

// libraryConfig is what suits so small a corpus: few dimensions, many epochs,
// no subsampling.
func libraryConfig() word2vec.Config {
	c := word2vec.GensimDefault()
	c.Dim, c.MinCount, c.Epochs, c.Alpha, c.Sample = 32, 2, 150, .05, 0
	return c
}

// Train trains on the library corpus of a language, "en" or "ko", in a fraction of a
// second.
func Train(ctx context.Context, lang string) (*Library, error) {
	text, err := data.Library(lang)
	if err != nil {
		return nil, err
	}
	src := corpus.Files([]string{"-"}, input.Lines(), tokenize.Words(), corpus.Stdin(strings.NewReader(text)))
	m, err := w2vattn.Train(ctx, src, libraryConfig(), word2vec.Tokenizer(tokenize.Default()))
	if err != nil {
		return nil, err
	}
	return &Library{m, strings.Split(strings.TrimSpace(text), "\n")}, nil
}

// Tell trains on the library corpus of a language, "en" or "ko", and tells the story
// with it.
func Tell(ctx context.Context, lang string) (*report.Story, error) {
	begin := time.Now()
	l, err := Train(ctx, lang)
	if err != nil {
		return nil, err
	}
	return l.tell(scripts[lang], time.Since(begin))
}

// tell asks, attends and finds.
func (l *Library) tell(s script, took time.Duration) (*report.Story, error) {
	a, err := l.Model.Attend(s.query, s.question, w2vattn.AttendOptions{Temperature: attention.Auto, Nearest: 5})
	if err != nil {
		return nil, err
	}
	near, err := l.Model.MostSimilar([]string{s.query}, nil, 5)
	if err != nil {
		return nil, err
	}
	found, err := l.find(s.query, a, 5)
	if err != nil {
		return nil, err
	}
	return &report.Story{
		Intro: fmt.Sprintf(s.title, len(l.Sentences), l.Model.Len(), l.Model.Dim(), took.Seconds()),
		Like:  s.like, Neighbours: near,
		Asks: fmt.Sprintf(s.asks, s.question), Attention: a, Key: s.key,
		Mixes: s.mixes,
		Finds: s.finds, Found: found,
	}, nil
}
