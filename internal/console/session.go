package console

// This file answers lines by the methods of w2vattn.Model, with the defaults of the
// commands of the same names. An error is the answer to its line and does not end the
// session.

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/tokenize"
)

// A Session answers the lines of a console about a model.
type Session struct {
	Model  *w2vattn.Model
	N      int            // number of nearest words, at least 1
	Report report.Options // language of answers, and whether attend has colours
}

// Answer returns the answer to a line, with a line feed at its end or empty, and whether
// the line ends the console. Errors are those of Parse and of the model's methods.
func (s *Session) Answer(line string) (answer string, exit bool, err error) {
	c, err := Parse(line)
	if err != nil {
		return "", false, err
	}
	switch c.Name {
	case Similar:
		answer, err = s.similar(c)
	case Odd:
		answer, err = s.odd(c.Words)
	case Attend:
		answer, err = s.attend(c)
	case Tokens:
		answer, err = s.tokens(c.Text)
	case Help:
		answer = message.ConsoleHelp.In(message.Language(s.Report.Language))
	}
	return answer, c.Name == Exit, err
}

// similar returns the table of the words nearest to an expression. As in the command
// similar, models that know parts of words compose unknown words of them; a line below the
// table names these words.
func (s *Session) similar(c Command) (string, error) {
	unknown := embed.Refuse
	if s.Model.Lookup().Resolve(embed.Auto) == embed.Compose {
		unknown = embed.Compose
	}
	near, err := s.Model.Neighbours(c.Plus, c.Minus, w2vattn.NeighbourOptions{N: s.N, Unknown: unknown})
	if err != nil {
		return "", withHint(err)
	}
	composed, err := s.composed(slices.Concat(c.Plus, c.Minus), unknown)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = report.WriteNeighboursTable(&b, near, embed.Add, s.Report.Language)
	return b.String() + composed, err
}

// composed returns a line that names the unknown words and what they are composed of, ""
// if there are none.
func (s *Session) composed(words []string, p embed.Policy) (string, error) {
	found, err := s.Model.Lookup().Find(context.Background(), words, p)
	if err != nil {
		return "", err
	}
	var all []w2vattn.Replacement
	for i, f := range found {
		if !f.Known {
			all = append(all, w2vattn.Replacement{Token: words[i], Words: f.Words})
		}
	}
	if all == nil {
		return "", nil
	}
	return report.Replacements(all, s.Report.Language) + "\n", nil
}

// withHint adds to the error for an unknown word with + or - in it how operators are
// written.
func withHint(err error) error {
	var unknown *embed.UnknownWordError
	if !errors.As(err, &unknown) {
		return err
	}
	for _, word := range unknown.Words {
		if strings.ContainsAny(word, "+-−") {
			return fmt.Errorf("%w; to add or subtract, write spaces around + and -", err)
		}
	}
	return err
}

// odd returns the word that does not belong to the others: the one with the smallest
// cosine to the mean of their unit vectors. An unknown word is an error.
func (s *Session) odd(words []string) (string, error) {
	i, _, err := s.Model.Odd(words...)
	if err != nil {
		return "", err
	}
	return words[i] + "\n", nil
}

// attend returns the report of attention over a text, with the defaults of the command
// attend.
func (s *Session) attend(c Command) (string, error) {
	at, err := s.Model.Attender(c.Words, w2vattn.AttendOptions{
		Temperature: attention.Auto, Unknown: embed.Auto, Nearest: 5,
	})
	if err != nil {
		return "", err
	}
	results, err := at.AttendAll([]string{c.Text})
	if err != nil {
		return "", err
	}
	var b strings.Builder
	w := report.NewWriter(&b, report.Text, s.Report)
	if err := w.Add(results[0]); err != nil {
		return "", err
	}
	err = w.Close()
	return b.String(), err
}

// tokens returns the tokens of a text in a line, separated by spaces; an empty line
// if there are none.
func (s *Session) tokens(text string) (string, error) {
	tokens, err := s.Model.Tokens(text)
	if err != nil {
		return "", err
	}
	return strings.Join(tokenize.Texts(tokens), " ") + "\n", nil
}
