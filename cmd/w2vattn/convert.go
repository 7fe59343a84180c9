package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// convertFlags are the flags of convert.
type convertFlags struct {
	modelFlags
	to, words string
	top       int
}

func (a *app) newConvert() *cobra.Command {
	var f convertFlags
	cmd := &cobra.Command{
		Use:   "convert IN OUT",
		Short: "Write vectors in another format, or some of them",
		Long: `Write the vectors of IN to OUT, whose extension picks the format unless --to says
it. From one native file to another everything stays; a part of the words, or
another format, keeps words, counts where there is room for them, and vectors.`,
		Example: `  w2vattn convert GoogleNews.bin news.safetensors
  w2vattn convert model.safetensors small.txt --top 10000
  w2vattn convert model.safetensors some.bin --words list.txt`,
		Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			f.path = args[0]
			return a.runConvert(&f, args[1])
		},
	}
	f.addFrom(cmd)
	cmd.Flags().StringVar(&f.to, "to", "", "the format of OUT: "+formatNames)
	cmd.Flags().StringVar(&f.words, "words", "", "only the words in this file, one a line, in its order")
	cmd.Flags().IntVar(&f.top, "top", 0, "only the first so many words; 0: all")
	return cmd
}

// target returns the format to write.
func (f *convertFlags) target(out string) (format embed.Format, err error) {
	if f.to != "" {
		format, err = embed.ParseFormat(f.to)
	} else {
		format, err = embed.FormatOf(out)
	}
	if err != nil {
		return "", usageError{err}
	}
	if f.top < 0 {
		return "", usagef("--top is %d, must be 0 or more", f.top)
	}
	if f.top > 0 && f.words != "" {
		return "", usagef("--top and --words contradict each other")
	}
	return format, nil
}

func (a *app) runConvert(f *convertFlags, out string) error {
	format, err := f.target(out)
	if err != nil {
		return err
	}
	file, err := f.read()
	if err != nil {
		return err
	}
	ids, err := f.choose(file.Table)
	if err != nil {
		return err
	}
	if ids != nil {
		if file, err = part(file, ids); err != nil {
			return err
		}
	}
	if format != embed.Safetensors && len(file.Matrices) > 0 {
		a.note("note: %s has no room for %s", format, strings.Join(file.MatrixNames(), ", "))
	}
	if file.Duplicates > 0 {
		a.note("note: %s words of %s had come before and were left out", thousands(int64(file.Duplicates)), f.path)
	}
	if err := embed.WriteFile(out, format, file); err != nil {
		return err
	}
	a.note("%s: %s words × %d numbers as %s", out, thousands(int64(file.Table.Len())), file.Table.Dim(), format)
	return nil
}

// choose returns the words to keep, nil for all.
func (f *convertFlags) choose(t *embed.Table) ([]vocab.ID, error) {
	if f.words != "" {
		return readWordList(f.words, t)
	}
	if f.top == 0 || f.top >= t.Len() {
		return nil, nil
	}
	ids := make([]vocab.ID, f.top)
	for i := range ids {
		ids[i] = vocab.ID(i)
	}
	return ids, nil
}

// readWordList reads one word a line; all must be known, and none twice.
func readWordList(path string, t *embed.Table) ([]vocab.ID, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // only read from
	var words []string
	r := bufio.NewReader(file)
	for {
		line, err := r.ReadString('\n')
		if word := strings.TrimRight(line, "\r\n"); word != "" {
			words = append(words, word)
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	ids, err := embed.Lookup{Table: t}.IDs(words)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(ids) == 0 {
		return nil, fmt.Errorf("%s: no words", path)
	}
	return ids, nil
}

// part makes a file of some of the words.
func part(f *embed.File, ids []vocab.ID) (*embed.File, error) {
	t := f.Table
	words := make([]string, len(ids))
	var counts []int64
	for i, id := range ids {
		words[i] = t.Vocab().Word(id)
		if t.Vocab().Counted() {
			counts = append(counts, t.Vocab().Count(id))
		}
	}
	v, err := vocab.New(words, counts)
	if err != nil {
		return nil, err
	}
	table, err := embed.New(v, rows(t, ids))
	if err != nil {
		return nil, err
	}
	return &embed.File{Table: table.WithMeta(embed.Meta{Tokenizer: t.Meta().Tokenizer}), Matrices: map[string]blas32.General{}, Duplicates: f.Duplicates}, nil
}
