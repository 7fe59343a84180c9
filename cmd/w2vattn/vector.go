package main

import (
	"bufio"
	"errors"
	"strconv"

	"github.com/spf13/cobra"
)

func (a *app) newVector() *cobra.Command {
	var model modelFlags
	var format, oov string
	cmd := &cobra.Command{
		Use:     "vector -m MODEL WORD…",
		Short:   "A word's vector",
		Example: "  w2vattn vector -m model.safetensors cat dog",
		Args:    atLeast(1, "WORD"),
		RunE: func(_ *cobra.Command, words []string) error {
			return a.runVector(&model, words, format, oov)
		},
	}
	model.add(cmd)
	addOOV(cmd, &oov)
	textOrJSON(cmd, &format)
	return cmd
}

func (a *app) runVector(model *modelFlags, words []string, format, oov string) error {
	l, err := a.openLookup(model)
	if err != nil {
		return err
	}
	defer l.Table.Close() //nolint:errcheck // only read from
	found, err := ask(l, words, oov)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(a.out)
	for i, f := range found {
		word, vector := words[i], f.Vector
		if vector == nil {
			word, vector = l.Table.Vocab().Word(f.ID), l.Table.Row(f.ID)
		}
		if format == "json" {
			err = a.json(struct {
				Word   string    `json:"word"`
				Vector []float32 `json:"vector"`
			}{word, vector})
		} else {
			_, err = w.Write(vectorLine(word, vector))
		}
		if err != nil {
			return err
		}
	}
	return errors.Join(l.Table.Err(), w.Flush())
}

// vectorLine is a word and its numbers, with as many digits as they need.
func vectorLine(word string, vector []float32) []byte {
	line := []byte(word)
	for _, x := range vector {
		line = strconv.AppendFloat(append(line, ' '), float64(x), 'g', -1, 32)
	}
	return append(line, '\n')
}
