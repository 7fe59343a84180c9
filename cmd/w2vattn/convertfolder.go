package main

// This file converts vectors to a folder that Python libraries load as a model of sentences.

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/sentencetransformers"
	"github.com/w2vattn/w2vattn/eval"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/tokenize"
)

// sentenceTransformers is the name of the folder's format in --to. It is not one of
// embed's: the folder needs a tokenizer, and as vectors it is read as model2vec.
const sentenceTransformers = sentencetransformers.Name

// folderFlags are the flags of convert that only this format has.
type folderFlags struct {
	sif          float64
	pretokenized bool
	evaluation   string // file of results for the model card; "": none
}

// add adds the flags to cmd.
func (f *folderFlags) add(cmd *cobra.Command) {
	cmd.Flags().Float64Var(&f.sif, "sif", 0, "sentence-transformers: weights A/(A + frequency) of the words; 0: none")
	cmd.Flags().BoolVar(&f.pretokenized, "pretokenized", false, "sentence-transformers: texts are cut by w2vattn tokenize")
	cmd.Flags().StringVar(&f.evaluation, "evaluation", "",
		"sentence-transformers: `FILE` of eval --format json for the model card")
}

// check returns an error for flags that the format does not have, or that make no sense.
func (f *folderFlags) check(format embed.Format) error {
	switch {
	case format != sentenceTransformers && f.sif != 0:
		return cli.Usagef("--sif is for %s, not for %s", sentenceTransformers, format)
	case format != sentenceTransformers && f.pretokenized:
		return cli.Usagef("--pretokenized is for %s, not for %s", sentenceTransformers, format)
	case format != sentenceTransformers && f.evaluation != "":
		return cli.Usagef("--evaluation is for %s, not for %s", sentenceTransformers, format)
	case !(f.sif >= 0 && f.sif <= 1):
		return cli.Usagef("--sif is %g; it must be between 0 and 1, such as 0.001", f.sif)
	}
	return nil
}

// write writes the folder.
func (f *folderFlags) write(out string, s *embed.Stream) error {
	meta := s.Meta()
	c, err := tokenize.ParseConfig(meta.Tokenizer)
	if err != nil {
		return err
	}
	evaluation, err := f.readEvaluation()
	if err != nil {
		return err
	}
	card, err := modelCard(meta, evaluation)
	if err != nil {
		return err
	}
	return sentencetransformers.Write(out, s, sentencetransformers.Options{Tokenizer: c, Pretokenized: f.pretokenized,
		SIF: f.sif, Card: card})
}

// modelCard returns what the model card says about a model, as Markdown: how it was trained,
// and the results of its evaluation if there are any.
func modelCard(m embed.Meta, evaluation *eval.Results) (string, error) {
	var b strings.Builder
	info := w2vattn.Info{Config: m.Config, Tokenizer: m.Tokenizer, Corpus: m.Corpus, Program: m.Program}
	if err := info.WriteMarkdown(&b); err != nil || evaluation == nil {
		return b.String(), err
	}
	b.WriteString("## Evaluation\n\nResults of `w2vattn eval`. Questions and pairs with unknown words are skipped.\n\n")
	err := evaluation.WriteMarkdown(&b)
	return b.String(), err
}

// readEvaluation reads the file of --evaluation; nil without the flag.
func (f *folderFlags) readEvaluation() (*eval.Results, error) {
	if f.evaluation == "" {
		return nil, nil
	}
	file, err := os.Open(f.evaluation)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // only read from
	results, err := eval.ReadResults(file)
	if err != nil {
		return nil, fmt.Errorf("--evaluation: %s: %w", f.evaluation, err)
	}
	return &results, nil
}
