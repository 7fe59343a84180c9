package main

// This file computes the results of attend. Two methods do so: one for a result that
// is written before the next is computed, and all for a batch, whose searches for
// nearest words share passes over the vectors.

import (
	"context"
	"fmt"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/tokenize"
)

// An attendRun is the state of one run of attend: flags, query and models. Its fields do
// not change while texts are processed, so all goroutines may read it.
type attendRun struct {
	flags    *attendFlags
	attender *w2vattn.Attender // each goroutine has a fork of it
	models   []*w2vattn.Model  // to be closed
	to       string            // text of --to, in UTF-8

	temperatures []attention.Temperature // of --compare; nil: the default ones
}

// close closes the models: that of the keys and, with --values, that of the values.
// Results refer to the memory of the models, so close comes after the last report is
// written.
func (at *attendRun) close() {
	for _, m := range at.models {
		m.Close() //nolint:errcheck // only read from
	}
}

// newAttendRun opens or trains the model and looks up the query. It parses all flags
// first, so that a wrong one is reported before a model is read or trained. The caller
// calls close.
func (a *app) newAttendRun(ctx context.Context, f *attendFlags) (*attendRun, error) {
	o, err := f.attendOptions()
	if err != nil {
		return nil, err
	}
	at := &attendRun{flags: f}
	if at.temperatures, err = f.compared(); err != nil {
		return nil, err
	}
	if at.to, err = a.cleanTo(f); err != nil {
		return nil, err
	}
	if err := a.prepare(ctx, at, o); err != nil {
		at.close()
		return nil, err
	}
	return at, nil
}

// cleanTo returns the text of --to after the checks that the sentences get: valid UTF-8,
// or replaced bytes.
func (a *app) cleanTo(f *attendFlags) (text string, err error) {
	invalid, err := corpusflags.ParseInvalid(f.Invalid)
	if err != nil {
		return "", err
	}
	replaced, err := corpusflags.EachText(a.in, []string{f.to}, invalid, func(clean string) error {
		text = clean
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("--to: %w", err)
	}
	a.notes(corpusflags.ReplacedNotes(replaced))
	return text, nil
}

// attendOptions returns the options that the flags stand for, without the model of the
// values, which prepare opens. With --compare, Temperature is 0, because Compare has its
// own list.
func (f *attendFlags) attendOptions() (w2vattn.AttendOptions, error) {
	o := w2vattn.AttendOptions{
		Unknown: f.oov, ExcludeSelf: f.excludeSelf, Causal: f.causal, Nearest: f.nearest, Eojeols: f.eojeol,
		OutputKeys: f.keys == "outputs", OtherWords: f.otherWords,
		Spans: f.format == report.HTML || f.format == report.Text, // these show the text in colours
	}
	score, err := attention.ParseScore(f.score)
	if err != nil {
		return o, cli.UsageError{Err: err}
	}
	o.Score = score
	if o.Sparse, err = attention.ParseNormalizer(f.normalizer); err != nil {
		return o, cli.UsageError{Err: err}
	}
	// With --compare the flag may be a list, which compared parses.
	if !f.compare {
		if o.Temperature, err = parseTemperature(f.temperature); err != nil {
			return o, err
		}
	}
	return o, nil
}

// prepare opens the models and makes the attender. With an error, at.models are those
// opened before it, and the caller closes them.
func (a *app) prepare(ctx context.Context, at *attendRun, o w2vattn.AttendOptions) error {
	m, err := a.attendModel(ctx, at.flags)
	if err != nil {
		return err
	}
	at.models = append(at.models, m)
	if at.flags.values != "" {
		if o.Values, err = a.openModel(&modelFlags{path: at.flags.values}); err != nil {
			return err
		}
		at.models = append(at.models, o.Values)
	}
	if at.attender, err = m.Attender(at.flags.queries, o); err != nil {
		return err
	}
	a.noteForms(m, at.flags.queries)
	// The query words were looked up before: --tokens is about the texts only.
	if at.flags.tokens {
		at.attender = at.attender.WithTokenizer(tokenize.Space())
	}
	return nil
}

// attendModel opens the model of -m, with the tokenizer of the flags, or trains one in
// memory for --train. Training also writes the files that its flags name, such as
// --save-vocab.
func (a *app) attendModel(ctx context.Context, f *attendFlags) (*w2vattn.Model, error) {
	if f.trainOn == nil {
		return a.openModelOver(&f.model, &f.Tokenizer)
	}
	trained, p, err := a.train(ctx, &f.trainFlags, f.trainOn)
	if err != nil {
		return nil, err
	}
	if err := f.finishFiles(trained, p); err != nil {
		return nil, fmt.Errorf("the model is trained, but %w", err)
	}
	return trained, nil
}

// one computes the result for a text, without the words nearest to the context vector. It
// reuses the memory of attender: the result is valid until the next call with the same
// attender.
func (at *attendRun) one(attender *w2vattn.Attender, text string) (report.Result, error) {
	switch {
	case at.flags.self:
		return attender.SelfAttend(text)
	case at.flags.to != "":
		return attender.CrossAttend(at.to, text)
	case at.flags.compare:
		return attender.Compare(text, at.temperatures...)
	}
	return attender.Attend(text)
}

// all computes the results for several texts, with the words nearest to the context
// vectors. With an error it returns the results before it, one for each text before the
// one that failed.
func (at *attendRun) all(attender *w2vattn.Attender, texts []string) ([]report.Result, error) {
	switch {
	case at.flags.self:
		all, err := attender.SelfAttendAll(texts)
		return resultsOf(all), err
	case at.flags.to != "":
		all, err := attender.CrossAttendAll(at.to, texts)
		return resultsOf(all), err
	case at.flags.compare:
		return at.compareAll(attender, texts)
	}
	all, err := attender.AttendAll(texts)
	if !at.flags.worked {
		return resultsOf(all), err
	}
	results := make([]report.Result, len(all))
	for i, r := range all {
		results[i] = report.Worked{Attention: r, Full: at.flags.full}
	}
	return results, err
}

// compareAll is all for --compare. Its reports have no nearest words, so there is
// nothing to share.
func (at *attendRun) compareAll(attender *w2vattn.Attender, texts []string) ([]report.Result, error) {
	var results []report.Result
	for _, text := range texts {
		c, err := attender.Compare(text, at.temperatures...)
		if err != nil {
			return results, err
		}
		results = append(results, c)
	}
	return results, nil
}

// resultsOf converts a slice of results to a slice of report.Result.
func resultsOf[T any](all []*T) []report.Result {
	results := make([]report.Result, len(all))
	for i, r := range all {
		results[i] = r
	}
	return results
}
