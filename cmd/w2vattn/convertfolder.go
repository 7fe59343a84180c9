package main

// This file converts vectors to a folder that Python libraries load as a model of sentences.

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/sentencetransformers"
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
}

// add adds the flags to cmd.
func (f *folderFlags) add(cmd *cobra.Command) {
	cmd.Flags().Float64Var(&f.sif, "sif", 0, "sentence-transformers: weights A/(A + frequency) for model2vec; 0: none")
	cmd.Flags().BoolVar(&f.pretokenized, "pretokenized", false, "sentence-transformers: texts are cut by tokenize before")
}

// check returns an error for flags that the format does not have, or that make no sense.
func (f *folderFlags) check(format embed.Format) error {
	switch {
	case format != sentenceTransformers && f.sif != 0:
		return cli.Usagef("--sif is for %s, not for %s", sentenceTransformers, format)
	case format != sentenceTransformers && f.pretokenized:
		return cli.Usagef("--pretokenized is for %s, not for %s", sentenceTransformers, format)
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
	return sentencetransformers.Write(out, s, sentencetransformers.Options{Tokenizer: c, Pretokenized: f.pretokenized,
		SIF: f.sif, Card: modelCard(meta)})
}

// modelCard describes the training of a model as Markdown: its program, and corpus,
// tokenizer and configuration as JSON; "" if nothing is known.
func modelCard(m embed.Meta) string {
	var b strings.Builder
	for _, part := range []struct {
		title string
		json  []byte
	}{{"Corpus", m.Corpus}, {"Tokenizer", m.Tokenizer}, {"Training", m.Config}} {
		if part.json != nil {
			fmt.Fprintf(&b, "## %s\n\n```json\n%s\n```\n\n", part.title, part.json)
		}
	}
	if m.Program != "" {
		fmt.Fprintf(&b, "Trained with %s.\n", m.Program)
	}
	return b.String()
}
