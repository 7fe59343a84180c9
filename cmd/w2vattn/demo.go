package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/tokenize"
)

// A library is the library corpus with a model trained on it.
type library struct {
	model     *w2vattn.Model
	sentences []string
}

// libraryConfig is what suits so small a corpus: few dimensions, many epochs,
// no subsampling.
func libraryConfig() word2vec.Config {
	c := word2vec.GensimDefault()
	c.Dim, c.MinCount, c.Epochs, c.Alpha, c.Sample = 32, 2, 150, .05, 0
	return c
}

// trainLibrary trains on the corpus of a language, in a fraction of a second.
func trainLibrary(ctx context.Context, lang string) (*library, error) {
	text, err := data.Library(lang)
	if err != nil {
		return nil, err
	}
	src := corpus.Files([]string{"-"}, corpus.Lines(), tokenize.Words(), corpus.Stdin(strings.NewReader(text)))
	m, err := w2vattn.Train(ctx, src, libraryConfig(), word2vec.Tokenizer(tokenize.Default()))
	if err != nil {
		return nil, err
	}
	return &library{m, strings.Split(strings.TrimSpace(text), "\n")}, nil
}

// A story is what demo asks and says in a language.
type story struct {
	query, question        string
	page, title, like, key string
	asks, mixes, finds     string
}

var stories = map[string]story{
	"en": {
		query: "cat", question: "I want to find a book about a cat",
		page:  "The library: how attention finds the cat book",
		title: "A library of %d sentences: %d words learnt in %d numbers each, in %.1f s.",
		like:  "Words that the model found to be like “cat”",
		asks:  "A reader asks: “%s”. The query “cat” looks at every word (key)",
		key:   "key k",
		mixes: "The values, mixed by weight, are the context vector: what the query takes home",
		finds: "Sentences with “cat” whose context lies nearest to the question's",
	},
	"ko": {
		query: "고양이", question: "고양이 책 찾고 싶어요",
		page:  "도서관 이야기: 어텐션이 고양이 책을 찾는 법",
		title: "문장 %d개의 도서관에서 낱말 %d개를 숫자 %d개씩으로 배웠습니다(%.1f초).",
		like:  "모델이 ‘고양이’와 비슷하다고 본 낱말",
		asks:  "독자가 묻습니다. “%s” 질문(Query) ‘고양이’가 낱말(Key)을 하나씩 살펴봅니다",
		key:   "키 k",
		mixes: "값(Value)을 가중치로 섞은 것이 문맥 벡터입니다: 질문이 얻어 가는 것",
		finds: "‘고양이’가 있는 문장 가운데 문맥 벡터가 질문의 문맥 벡터에 가장 가까운 것",
	},
}

func (a *app) newDemo() *cobra.Command {
	var lang, output string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "The library story: train, ask, attend, find the book",
		Long: `The library story in a few seconds: train on the small corpus that the program
carries, ask for a book about a cat, see where the attention goes, and find the
sentences. With -o page.html it is a page to look at; .md and .tex are written
too.`,
		Example: "  w2vattn demo\n  w2vattn demo --lang ko\n  w2vattn demo -o page.html",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.runDemo(cmd.Context(), lang, stories[lang], output)
		},
	}
	addChoice(cmd, &lang, "lang", "en", "language of the story", "en\tEnglish", "ko\t한국어")
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to `FILE`: .html, .md, .tex or .txt")
	setTopic(cmd, topicOutput)
	return cmd
}

func (a *app) runDemo(ctx context.Context, lang string, s story, file string) error {
	format, err := reportFormat("", file)
	if err != nil {
		return err
	}
	if err := report.Takes(&report.Story{}, format); err != nil {
		return usagef("demo -o %s: %w", file, err)
	}
	if err := checkOutputs(nil, output{flag: "-o", path: file}); err != nil {
		return err
	}
	begin := time.Now()
	l, err := trainLibrary(ctx, lang)
	if err != nil {
		return err
	}
	part, err := l.tell(s, time.Since(begin))
	if err != nil {
		return err
	}
	return a.writeTo(file, func(w io.Writer) error {
		out := report.NewWriter(w, format, report.Options{Colour: a.colour(file), Korean: lang == "ko", Title: s.page})
		if err := out.Add(part); err != nil {
			return err
		}
		return out.Close()
	})
}

// tell asks, attends and finds.
func (l *library) tell(s story, took time.Duration) (*report.Story, error) {
	a, err := l.model.Attend(s.query, s.question, w2vattn.AttendOptions{Temperature: attention.Auto, Nearest: 5})
	if err != nil {
		return nil, err
	}
	near, err := l.model.MostSimilar([]string{s.query}, nil, 5)
	if err != nil {
		return nil, err
	}
	found, err := l.find(s.query, a, 5)
	if err != nil {
		return nil, err
	}
	return &report.Story{
		Intro: fmt.Sprintf(s.title, len(l.sentences), l.model.Len(), l.model.Dim(), took.Seconds()),
		Like:  s.like, Neighbours: near,
		Asks: fmt.Sprintf(s.asks, s.question), Attention: (*report.Attention)(a), Key: s.key,
		Mixes: s.mixes,
		Finds: s.finds, Found: found,
	}, nil
}
