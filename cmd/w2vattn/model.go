package main

// This file holds what all commands with -m share: the flags, opening a model, the
// treatment of unknown words, and the notes about what reading a file changed.

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/packed"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report"
)

// modelFlags are the flags for a model and its format. Commands embed them or pass them
// to openModel.
type modelFlags struct {
	path string
	from embed.Format // "": detected
}

// add adds -m and --from.
func (f *modelFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&f.path, "model", "m", "", "`MODEL` file, or vectors of another program")
	f.addFrom(cmd)
}

// addFrom adds --from.
func (f *modelFlags) addFrom(cmd *cobra.Command) {
	addFrom(cmd, &f.from)
}

// addFrom adds --from.
func addFrom(cmd *cobra.Command, from *embed.Format) {
	cli.AddChoice(cmd, from, "from", "", "input format (default: detected)", cli.Names(embed.Formats())...)
	cli.SetTopic(cmd, cli.TopicModel)
}

// check returns an error if there is no model. Cobra could require the flag, but its
// error would have no remedy and no Korean text.
func (f *modelFlags) check() error {
	if f.path == "" {
		return cli.Usagef("-m MODEL is missing: name a model file")
	}
	return nil
}

// options returns how to read the file.
func (f *modelFlags) options() []embed.OpenOption {
	return []embed.OpenOption{embed.Unpack(packed.Open), embed.From(f.from)}
}

// read opens the file. With whole it reads and checks all of it, O(V·D); without, a
// native file is mapped and only its header is read. The caller closes the table of
// the file.
func (f *modelFlags) read(whole bool) (*embed.File, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	if whole {
		return embed.ReadFile(f.path, f.options()...)
	}
	return embed.OpenFile(f.path, f.options()...)
}

// noteReading notes what reading a file left out or changed.
func (a *app) noteReading(path string, file *embed.File) {
	if file.Duplicates > 0 {
		n := int64(file.Duplicates)
		a.note("note: %s contains %s more than once; the first vector is used", path, english.Plural(n, "word"))
	}
	if file.Repaired > 0 {
		n := int64(file.Repaired)
		a.note("note: %s of %s %s not valid UTF-8; invalid bytes are shown as \\xNN",
			english.Plural(n, "word"), path, english.Agree(n, "is", "are"))
	}
}

// openModel opens the model and notes what reading it left out. The caller closes the
// model.
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

// openModelOver opens the model and applies the tokenizer flags: fields of the model's
// tokenizer configuration whose flags are given are replaced. The caller closes the
// model.
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

// addOOV adds --oov to commands whose arguments are words. Unlike attend, they have no
// choice to skip a word or to use zeros, since the answer would then be about other
// words.
func addOOV(cmd *cobra.Command, oov *embed.Policy) {
	cli.AddChoice(cmd, oov, "oov", embed.Auto, "vector of unknown words",
		string(embed.Auto)+"\tcompose for Korean models, else error",
		string(embed.Refuse)+"\tan error with similar spellings",
		string(embed.NearestSpelling)+"\tthe word with the nearest spelling replaces it",
		string(embed.SubwordMean)+"\tfastText models: the vector of its n-grams",
		string(embed.Compose)+"\tKorean models: the mean of its known morphemes")
	cli.SetTopic(cmd, cli.TopicQuery)
}

// wordPolicy returns the policy that --oov auto stands for where words are the arguments:
// embed.Compose for models that know parts of words, if they have no subwords.
func wordPolicy(m *w2vattn.Model, oov embed.Policy) embed.Policy {
	if p := m.Lookup().Resolve(oov); oov != embed.Auto || p == embed.Compose {
		return p
	}
	return embed.Refuse
}

// replacedWords are the unknown words that --oov nearest or compose replaced, each with the
// words whose vectors replace it, as "replaced" in JSON: {"fim":["film"]}. compose has
// several words: their mean is the vector.
type replacedWords map[string][]string

// replaced returns those of words that are unknown and replaced, with their replacement,
// and nil if there are none or oov is neither embed.NearestSpelling nor embed.Compose.
func replaced(m *w2vattn.Model, words []string, oov embed.Policy) (replacedWords, error) {
	if oov != embed.NearestSpelling && oov != embed.Compose {
		return nil, nil
	}
	found, err := m.Lookup().Find(context.Background(), words, oov)
	if err != nil {
		return nil, err
	}
	var all replacedWords
	for i, f := range found {
		if f.Known {
			continue
		}
		if all == nil {
			all = replacedWords{}
		}
		if all[words[i]] = f.Words; f.Words == nil {
			all[words[i]] = []string{m.Table().Vocab().Word(f.ID)}
		}
	}
	return all, nil
}

// line returns a line that names the words in the order of words, "" if there are none.
func (r replacedWords) line(lang message.Language, words []string) string {
	var all []w2vattn.Replacement
	for _, word := range words {
		if by := r[word]; by != nil {
			all = append(all, w2vattn.Replacement{Token: word, Words: by})
		}
	}
	return report.Replacements(all, string(lang))
}

// noteReplaced notes the replaced words. The line is the one that reports have.
func (a *app) noteReplaced(r replacedWords, words []string) {
	if line := r.line(a.lang, words); line != "" {
		a.note("note: %s", line)
	}
}

// formatOf returns the format of a file to write, by its extension. If path is a folder,
// the error names a file in it as an example. flag begins that error.
func formatOf(flag, path string) (embed.Format, error) {
	format, err := embed.FormatOf(path)
	if info, statErr := os.Stat(path); err != nil && statErr == nil && info.IsDir() {
		example := filepath.Join(path, "model.safetensors")
		return "", fmt.Errorf("%s: %s is a folder: name a file, such as %s", flag, path, example)
	}
	return format, err
}
