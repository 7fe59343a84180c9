package main

// This file shows tokens, so that a user sees what train would count. The three forms
// of output are
//
//	고양이 책 찾다 싶다                                  text
//	고양이/NNG 에/JKB 대하다/VV …                        --tags
//	[{"text":"고양이","start":0,"end":9},…]              --format json
//
// start and end are byte offsets into the text.

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/tokenize/korean"
)

// newTokenize returns the command tokenize. It shows text as train would tokenize it with
// the same flags. A line of output belongs to each text or line of input, also to one
// without tokens.
func (a *app) newTokenize() *cobra.Command {
	var f corpusflags.Tokenizer
	var format, invalid string
	var notice, tags bool
	cmd := &cobra.Command{
		Use:   "tokenize [TEXT…]",
		Short: "Show the tokens of a text",
		Long: fmt.Sprintf(`Show the tokens of each TEXT or, without one, of each line of standard input: a
line of tokens separated by spaces, or a JSON list with the byte offsets of each
(with --invalid-utf8 replace, in the text after replacement).

Tokenizers: space splits at white space; words follows UAX #29; korean returns
morphemes, verbs in their dictionary form; josa is like words but drops Korean
particles; auto is korean where most letters of the text are Hangul, else words.
Here josa goes by spelling; in train it drops particles only after words that
the corpus has with several. Without --pos korean keeps these parts of speech:
%s.`, korean.DefaultPOS),
		Example: `  w2vattn tokenize "The cat's book, 고양이의 책"
  w2vattn tokenize --tokenizer space --format json < lines.txt
  w2vattn tokenize "고양이에 대한 책을 찾고 싶어요"`,
		RunE: func(_ *cobra.Command, texts []string) error {
			if notice {
				if len(texts) > 0 {
					return cli.Usagef("%q has no effect with --notice", texts[0])
				}
				err := cli.Refuse(f.Given, "has no effect with --notice",
					"format", "tokenizer", "lower", "normalize", "collapse", "keep-emoji", "pos", "forms", "suffixes",
					"user-dict", "lexicon", "invalid-utf8", "tags")
				if err != nil {
					return err
				}
				_, err = io.WriteString(a.out, korean.Notice)
				return err
			}
			what, err := corpusflags.ParseInvalid(invalid)
			if err != nil {
				return err
			}
			in := a.in
			err = f.Resolve(func() (sample string) {
				sample, in = corpusflags.SampleTexts(a.in, texts)
				return sample
			})
			if err != nil {
				return err
			}
			a.noteTokenizer(f.Chosen)
			w := bufio.NewWriter(a.out)
			write, err := tokenWriter(&app{out: w}, &f, format == "json", tags)
			if err != nil {
				return err
			}
			replaced, err := corpusflags.EachText(in, texts, what, write)
			a.notes(corpusflags.ReplacedNotes(replaced))
			return errors.Join(err, w.Flush())
		},
	}
	f.Add(cmd)
	corpusflags.AddInvalid(cmd, &invalid)
	cli.TextOrJSON(cmd, &format)
	cmd.Flags().BoolVar(&tags, "tags", false, "korean: show the part of speech of each token; all without --pos")
	cli.SetTopic(cmd, cli.TopicOutput)
	cmd.Flags().BoolVar(&notice, "notice", false, "print notice and license of the Korean dictionary")
	return cmd
}

// tokenWriter returns the function that writes the tokens of a text to a.out: a line of
// text or of JSON, with the parts of speech if tags is set. --tags with another tokenizer
// than korean is a cli.UsageError.
func tokenWriter(a *app, f *corpusflags.Tokenizer, asJSON, tags bool) (func(text string) error, error) {
	if tags {
		return taggedWriter(a, f, asJSON)
	}
	tok, err := corpusflags.NewTokenizer(f.Config)
	return func(text string) error {
		tokens := tok.Append([]tokenize.Token{}, text)
		if asJSON {
			return a.json(tokens)
		}
		_, err := fmt.Fprintln(a.out, strings.Join(tokenize.Texts(tokens), " "))
		return err
	}, err
}

// A taggedToken is a token of tokenize --tags in JSON.
type taggedToken struct {
	tokenize.Token
	Tag string `json:"tag"`
}

// taggedWriter is tokenWriter with --tags: 고양이/NNG 에/JKB. Particles and endings are shown
// too, unless --pos is given.
func taggedWriter(a *app, f *corpusflags.Tokenizer, asJSON bool) (func(text string) error, error) {
	if f.Name != tokenize.KoreanName {
		return nil, cli.Usagef("--tags goes with --tokenizer korean")
	}
	c := f.Config
	if !f.Given("pos") {
		c.Korean.POS = "all"
	}
	g, err := korean.NewTagger(c)
	if err != nil {
		return nil, cli.UsageError{Err: err}
	}
	return func(text string) error {
		tokens, tags := g.Append(nil, nil, text)
		all, shown := make([]taggedToken, len(tokens)), make([]string, len(tokens))
		for i, t := range tokens {
			all[i], shown[i] = taggedToken{t, tags[i]}, t.Text+"/"+tags[i]
		}
		if asJSON {
			return a.json(all)
		}
		_, err := fmt.Fprintln(a.out, strings.Join(shown, " "))
		return err
	}, nil
}

// noteTokenizer notes that the Korean tokenizer was chosen by the text.
func (a *app) noteTokenizer(c *tokenize.Choice) {
	if c != nil && c.Auto && c.Name == tokenize.KoreanName {
		a.note("note: tokenizer %s", message.TokenizerAuto.Format(a.lang, c.Name, c.Percent()))
	}
}
