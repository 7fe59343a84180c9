package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/packed"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/internal/english"
)

// modelFlags name a model and its format.
type modelFlags struct {
	path string
	from embed.Format // "": detected
}

func (f *modelFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&f.path, "model", "m", "", "`MODEL`, or vectors of another program")
	f.addFrom(cmd)
}

func (f *modelFlags) addFrom(cmd *cobra.Command) {
	addFrom(cmd, &f.from)
}

// addFrom adds --from.
func addFrom(cmd *cobra.Command, from *embed.Format) {
	cli.AddChoice(cmd, from, "from", "", "format of MODEL, if it is not detected", cli.Names(embed.Formats())...)
	cli.SetTopic(cmd, cli.TopicModel)
}

// check refuses a missing model.
func (f *modelFlags) check() error {
	if f.path == "" {
		return cli.Usagef("-m MODEL is missing: which model?")
	}
	return nil
}

// options says how the file is to be read.
func (f *modelFlags) options() []embed.OpenOption {
	return []embed.OpenOption{embed.Unpack(packed.Open), embed.From(f.from)}
}

// read opens the file; with whole, all of it is read and checked.
func (f *modelFlags) read(whole bool) (*embed.File, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	if whole {
		return embed.ReadFile(f.path, f.options()...)
	}
	return embed.OpenFile(f.path, f.options()...)
}

// noteReading says what reading a file left out or changed.
func (a *app) noteReading(path string, file *embed.File) {
	if file.Duplicates > 0 {
		a.note("note: %s holds %s that had come before; the first vector of each counts", path, english.Plural(int64(file.Duplicates), "word"))
	}
	if file.Repaired > 0 {
		n := int64(file.Repaired)
		a.note("note: %s of %s %s not UTF-8: the broken bytes are shown as \\xNN", english.Plural(n, "word"), path, english.Agree(n, "is", "are"))
	}
}

// openModel opens the model and says what reading it left out.
func (a *app) openModel(f *modelFlags) (*w2vattn.Model, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	m, err := w2vattn.Open(f.path, w2vattn.From(f.from))
	if err != nil {
		return nil, err
	}
	a.noteReading(f.path, m.File())
	return m, nil
}

// openModelOver opens the model with its tokenizer changed by the flags.
func (a *app) openModelOver(f *modelFlags, t *corpusflags.Tokenizer) (*w2vattn.Model, error) {
	m, err := a.openModel(f)
	if err != nil {
		return nil, err
	}
	c, err := t.Override(m.TokenizerConfig())
	if err != nil {
		return nil, errors.Join(err, m.Close())
	}
	with, err := m.WithTokenizer(c)
	if err != nil {
		return nil, errors.Join(cli.UsageError{Err: err}, m.Close())
	}
	return with, nil
}

// addOOV adds --oov for commands that ask for words.
func addOOV(cmd *cobra.Command, oov *embed.Policy) {
	cli.AddChoice(cmd, oov, "oov", embed.Refuse, "what an unknown word does", string(embed.Refuse)+"\tan error that names words spelt alike",
		string(embed.NearestSpelling)+"\tthe word spelt most alike takes its place", string(embed.ByParts)+"\tfastText models: the vector of its n-grams")
	cli.SetTopic(cmd, cli.TopicQuery)
}

// replacedWords are the unknown words that --oov nearest has replaced, each with the
// words whose vectors it got, as "replaced" in JSON.
type replacedWords map[string][]string

// replaced returns the unknown ones among words, nil if there are none.
func replaced(m *w2vattn.Model, words []string, oov embed.Policy) (replacedWords, error) {
	var all replacedWords
	for _, word := range words {
		if _, known := m.Lookup().ID(word); known || oov != embed.NearestSpelling {
			continue
		}
		vectors, err := m.Vectors([]string{word}, embed.NearestSpelling)
		if err != nil {
			return nil, err
		}
		if all == nil {
			all = replacedWords{}
		}
		all[word] = []string{vectors[0].Word}
	}
	return all, nil
}

// line names the words in the order of words, "" if there are none.
func (r replacedWords) line(words []string) string {
	var pairs []string
	for _, word := range words {
		if by := r[word]; by != nil {
			pairs = append(pairs, word+" → "+by[0])
		}
	}
	if pairs == nil {
		return ""
	}
	return "unknown words replaced: " + strings.Join(pairs, ", ")
}

// noteReplaced writes that line as a note.
func (a *app) noteReplaced(r replacedWords, words []string) {
	if line := r.line(words); line != "" {
		a.note("note: %s", line)
	}
}

// formatOf returns the format of a file to write by its extension. A folder, which
// may have none, is named as such.
func formatOf(flag, path string) (embed.Format, error) {
	format, err := embed.FormatOf(path)
	if info, statErr := os.Stat(path); err != nil && statErr == nil && info.IsDir() {
		return "", fmt.Errorf("%s: %s is a folder: name a file, such as %s", flag, path, filepath.Join(path, "model.safetensors"))
	}
	return format, err
}
