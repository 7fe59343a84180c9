package story

// This file trains the model of the story and computes its parts. It takes about a
// second and is the same each time.

import (
	"context"
	"strings"
	"time"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/tokenize"
)

// A Library is the library corpus with a model trained on it. It is immutable and safe for
// concurrent use.
type Library struct {
	Model     *w2vattn.Model
	Sentences []string // of the corpus, as they are written
	lang      message.Language
}

// libraryConfig returns a configuration for a corpus of 250 sentences: few dimensions,
// many epochs, no subsampling. The values are not tuned by a benchmark. The gensim
// trainer gives the same vectors on all machines.
func libraryConfig() word2vec.Config {
	c := word2vec.GensimDefault()
	c.Dim, c.MinCount, c.Epochs, c.Alpha, c.Sample = 32, 2, 150, .05, 0
	return c
}

// Train trains a model on the library corpus of a language, "en" or "ko", with a fixed
// seed. It takes less than a second, and about one more to load the Korean dictionary. The
// tokenizer is that of w2vattn.ChooseTokenizer: words for English, morphemes for Korean.
// Another language is an error. If ctx is done before the model is trained, Train returns
// an error.
func Train(ctx context.Context, lang string) (*Library, error) {
	text, err := data.Library(lang)
	if err != nil {
		return nil, err
	}
	src := corpus.FromReader(strings.NewReader(text)).(*corpus.FileSource)
	choice, err := w2vattn.ChooseTokenizer(src)
	if err != nil {
		return nil, err
	}
	tokenizer := word2vec.Tokenizer(tokenize.DefaultOf(choice.Name))
	m, err := w2vattn.Train(ctx, src, libraryConfig(), tokenizer)
	if err != nil {
		return nil, err
	}
	return &Library{m, strings.Split(strings.TrimSpace(text), "\n"), message.Language(lang)}, nil
}

// New trains on the library corpus of a language, "en" or "ko", and returns the story in
// that language. Only the training time in its first sentence differs between calls.
// Errors are those of Train.
func New(ctx context.Context, lang string) (*report.Story, error) {
	begin := time.Now()
	l, err := Train(ctx, lang)
	if err != nil {
		return nil, err
	}
	return l.Story(time.Since(begin))
}

// Title returns the title of the story in a language, "en" or "ko".
func Title(lang string) string { return message.StoryTitle.In(message.Language(lang)) }

// Story returns the story of the library in its language: the words nearest to the query, the
// attention of the query over the question, and the sentences whose context vectors are
// nearest to that of the question. took is the training time, which the story states. Errors
// are those of attention and of queries.
func (l *Library) Story(took time.Duration) (*report.Story, error) {
	lang := l.lang
	query, question := message.StoryQuery.In(lang), message.StoryQuestion.In(lang)
	a, err := l.Model.Attend(query, question, w2vattn.AttendOptions{Temperature: attention.Auto, Nearest: 5, Spans: true})
	if err != nil {
		return nil, err
	}
	near, err := l.Model.MostSimilar([]string{query}, nil, 5)
	if err != nil {
		return nil, err
	}
	found, err := l.find(query, a, 5)
	if err != nil {
		return nil, err
	}
	return &report.Story{
		Intro:      message.StoryIntro.Format(lang, len(l.Sentences), l.Model.Len(), l.Model.Dim(), took.Seconds()),
		Like:       message.StoryLike.In(lang),
		Neighbours: near,
		Asks:       message.StoryAsks.Format(lang, question),
		Attention:  a,
		Key:        message.StoryKey.In(lang),
		Mixes:      message.StoryMixes.In(lang),
		Finds:      message.StoryFinds.In(lang),
		Found:      found,
	}, nil
}
