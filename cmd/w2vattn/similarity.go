package main

// This file computes the cosine of two words or texts. The vector of a text is the
// mean of the vectors of its known tokens, without attention: it is the simplest
// baseline, and package search has better ones.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/tokenize"
)

// newSimilarity returns the command similarity: a·b / (‖a‖ ‖b‖) of two words or texts.
func (a *app) newSimilarity() *cobra.Command {
	var model modelFlags
	var oov embed.Policy
	var format string
	cmd := &cobra.Command{
		Use:   "similarity -m MODEL A B",
		Short: "Show the cosine similarity of two words or texts",
		Long: `Show the cosine similarity of A and B, from −1 to 1. A word of the model is that
word; anything else with a space in it is a text, whose vector is the mean of
the vectors of its known tokens. The model's tokenizer cuts texts into tokens.
--oov is for a word that the model does not know.`,
		Example: `  w2vattn similarity -m model.safetensors cat kitten
  w2vattn similarity -m model.safetensors "the cat reads" "a book for a kitten"`,
		Args: cli.Exactly("A", "B"),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.runSimilarity(&model, args, oov, format)
		},
	}
	model.add(cmd)
	addOOV(cmd, &oov)
	cli.TextOrJSON(cmd, &format)
	return cmd
}

// runSimilarity carries out similarity for A and B. Text is the cosine alone, with four
// decimals as in the output of similar; JSON is {"a":"cat","b":"kitten","cosine":0.9}, with
// "replaced" if --oov replaced a word.
func (a *app) runSimilarity(model *modelFlags, args []string, oov embed.Policy, format string) error {
	m, err := a.openModel(model)
	if err != nil {
		return err
	}
	defer m.Close() //nolint:errcheck // only read from
	oov = wordPolicy(m, oov)
	cosine, err := m.TextSimilarityOver(args[0], args[1], oov)
	if err != nil {
		return err
	}
	words, texts := wordsAndTexts(m, args)
	by, err := replaced(m, words, oov)
	if err != nil {
		return err
	}
	a.noteReplaced(by, words)
	unknown, err := unknownTokens(m, texts)
	if err != nil {
		return err
	}
	if len(unknown) > 0 {
		a.note("note: unknown words of the texts are ignored: %s", strings.Join(unknown, ", "))
	}
	if format == "json" {
		return a.json(struct {
			A        string        `json:"a"`
			B        string        `json:"b"`
			Cosine   float64       `json:"cosine"`
			Replaced replacedWords `json:"replaced,omitempty"`
		}{args[0], args[1], cosine, by})
	}
	_, err = fmt.Fprintf(a.out, "%.4f\n", cosine)
	return err
}

// wordsAndTexts returns the arguments that are words and those that are texts, as
// w2vattn.Model.TextSimilarity distinguishes them.
func wordsAndTexts(m *w2vattn.Model, args []string) (words, texts []string) {
	for _, arg := range args {
		if _, known := m.Lookup().ID(arg); known || len(strings.Fields(arg)) == 1 {
			words = append(words, arg)
		} else {
			texts = append(texts, arg)
		}
	}
	return words, texts
}

// unknownTokens returns the unknown tokens of texts, each once.
func unknownTokens(m *w2vattn.Model, texts []string) ([]string, error) {
	var all []string
	for _, text := range texts {
		tokens, err := m.Tokens(text)
		if err != nil {
			return nil, err
		}
		for _, t := range tokenize.Texts(tokens) {
			if _, known := m.Lookup().ID(t); !known && !slices.Contains(all, t) {
				all = append(all, t)
			}
		}
	}
	return all, nil
}
