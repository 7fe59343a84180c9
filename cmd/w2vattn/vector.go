package main

// This file prints vectors, which is what programs in other languages read from this
// one: text with digits that give back the same float32, or JSON.

import (
	"bufio"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/jsonline"
)

// newVector returns the command vector: a line for each word, as text in the form of
// word2vec or as JSON. A native file is mapped, so the command reads a few pages of it,
// whatever its size.
func (a *app) newVector() *cobra.Command {
	var model modelFlags
	var format string
	var oov embed.Policy
	cmd := &cobra.Command{
		Use:     "vector -m MODEL WORD…",
		Short:   "Show the vectors of words",
		Example: "  w2vattn vector -m model.safetensors cat dog",
		Args:    cli.AtLeast(1, "WORD"),
		RunE: func(_ *cobra.Command, words []string) error {
			return a.runVector(&model, words, format, oov)
		},
	}
	model.add(cmd)
	addOOV(cmd, &oov)
	cli.TextOrJSON(cmd, &format)
	return cmd
}

// runVector carries out vector. With --oov nearest, a line is about the word whose vector
// was taken, and a note and the key "replaced" of JSON name the given one.
func (a *app) runVector(model *modelFlags, words []string, format string, oov embed.Policy) error {
	m, err := a.openModel(model)
	if err != nil {
		return err
	}
	defer m.Close() //nolint:errcheck // only read from
	oov = wordPolicy(m, oov)
	vectors, err := m.Vectors(words, oov)
	if err != nil {
		return err
	}
	unknown, err := replaced(m, words, oov)
	if err != nil {
		return err
	}
	a.noteForms(m, words)
	a.noteReplaced(unknown, words)
	w := bufio.NewWriter(a.out)
	for i, v := range vectors {
		if by, ok := unknown[words[i]]; ok && format == "json" {
			err = jsonline.Write(w, replacedVector{v, replacedWords{words[i]: by}})
		} else if format == "json" {
			err = jsonline.Write(w, v)
		} else {
			_, err = w.Write(vectorLine(v.Word, v.Vector))
		}
		if err != nil {
			return err
		}
	}
	return w.Flush()
}

// A replacedVector is the vector of the word that replaced an unknown one.
type replacedVector struct {
	w2vattn.WordVector
	Replaced replacedWords `json:"replaced"`
}

// vectorLine returns a line of the text format of word2vec: a word and its numbers, each
// with the fewest digits from which the same float32 is read.
//
// The shortest such decimal of a float32 has at most nine digits.
func vectorLine(word string, vector []float32) []byte {
	line := []byte(word)
	for _, x := range vector {
		line = strconv.AppendFloat(append(line, ' '), float64(x), 'g', -1, 32)
	}
	return append(line, '\n')
}
