package corpusflags

// This file defines the flags of reading a corpus, for all commands that read one.

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/tokenize"
)

// Flags are all flags about a corpus. The zero value is ready for Add.
type Flags struct {
	Tokenizer
	Words
	Input    string // --input, as for input.Parse
	Field    string // --field, the name of the field of records
	Encoding string // --encoding, as for input.ParseEncoding
	Invalid  string // --invalid-utf8, as for input.ParseInvalidUTF8

	// StreamLimit is the number of tokens in a sentence of a stream. Add sets it to
	// corpus.MaxSentence; a command may set another number before it calls Source.
	StreamLimit int
}

// Add defines all flags on cmd.
func (f *Flags) Add(cmd *cobra.Command) {
	f.AddReading(cmd)
	f.Words.Add(cmd)
}

// AddReading defines the flags of a command that does not make a vocabulary: those of
// reading and of tokenizing.
func (f *Flags) AddReading(cmd *cobra.Command) {
	f.Tokenizer.Add(cmd)
	f.addInput(cmd)
}

// AddInput defines the flags of a command that reads texts without tokenizing them.
func (f *Flags) AddInput(cmd *cobra.Command) {
	f.cmd, f.Config = cmd, tokenize.Plain()
	f.addInput(cmd)
}

// addInput defines the flags that say how a corpus is read.
func (f *Flags) addInput(cmd *cobra.Command) {
	f.StreamLimit = corpus.MaxSentence
	var choices []string
	for _, format := range input.Formats() {
		choices = append(choices, format.Name+"\t"+format.Help)
	}
	cli.AddChoice(cmd, &f.Input, "input", "", "what a sentence is; default by file extension", choices...)
	cmd.Flags().StringVar(&f.Field, "field", "text",
		fmt.Sprintf("%s: field `NAME`; a.b is field b of object a, 2 is column 2", english.List(recordFormats(), "and")))
	cmd.Flags().StringVar(&f.Encoding, "encoding", "", "encoding `NAME`; default: detected")
	cli.Complete(cmd, "encoding", "utf-8", "utf-16", "euc-kr", "cp949", "shift_jis", "gbk", "big5", "iso-8859-1")
	cli.SetTopic(cmd, cli.TopicCorpus)
	AddInvalid(cmd, &f.Invalid)
}

// AddInvalid defines --invalid-utf8 on cmd. Its value, which ParseInvalid parses, goes to
// *to.
func AddInvalid(cmd *cobra.Command, to *string) {
	cli.AddChoice(cmd, to, "invalid-utf8", "error", "what to do with invalid UTF-8", "error",
		"replace\tby U+FFFD, counted")
	cli.SetTopic(cmd, cli.TopicTokens)
}

// ParseInvalid returns the meaning of a value of --invalid-utf8.
func ParseInvalid(flag string) (input.InvalidUTF8, error) {
	invalid, err := input.ParseInvalidUTF8(flag)
	if err != nil {
		return 0, cli.Usagef("--invalid-utf8 is %q, must be error or replace", flag)
	}
	return invalid, nil
}

// Source returns the source that the flags describe, reading from paths, of which "-" is
// stdin. It resolves the flags and checks them; wrong ones are a cli.UsageError. To choose
// a tokenizer it reads a sample of the files; errors about files come when the source is
// read.
func (f *Flags) Source(stdin io.Reader, paths []string) (*corpus.FileSource, error) {
	if err := f.RefuseUnused(); err != nil {
		return nil, err
	}
	format, err := input.Parse(f.Input, f.Field, f.StreamLimit)
	if err != nil {
		return nil, cli.UsageError{Err: err}
	}
	encoding, err := input.ParseEncoding(f.Encoding)
	if err != nil {
		return nil, cli.UsageError{Err: err}
	}
	invalid, err := ParseInvalid(f.Invalid)
	if err != nil {
		return nil, err
	}
	options := []corpus.Option{corpus.Stdin(stdin), corpus.Encoding(encoding), corpus.Invalid(invalid)}
	src := corpus.Files(paths, format, nil, options...)
	if err := cmp.Or(f.refuseUnusedField(src), f.Resolve(src.Sample)); err != nil {
		return nil, err
	}
	tok, err := NewTokenizer(f.Config)
	if err != nil {
		return nil, err
	}
	corpus.Tokenizer(tok, f.Config)(src)
	return src, nil
}

// Files returns the names of the files that paths stand for. Paths that cannot be
// resolved give no names: reading them reports the error.
func Files(paths []string) []string {
	if len(paths) == 0 {
		return nil
	}
	names, _ := corpus.Files(paths, input.Lines(), nil).Names()
	return names
}

// RefuseUnused returns a cli.UsageError if --field was given for a format without fields.
func (f *Flags) RefuseUnused() error {
	if f.Input != "" && !slices.Contains(recordFormats(), f.Input) {
		formats := english.List(recordFormats(), "and")
		return cli.Refuse(f.Given, fmt.Sprintf("has no effect with --input %s: it is for %s", f.Input, formats), "field")
	}
	return nil
}

// recordFormats returns the names of the formats with fields: jsonl, csv, tsv.
func recordFormats() (names []string) {
	for _, format := range input.Formats() {
		if format.Records {
			names = append(names, format.Name)
		}
	}
	return names
}

// refuseUnusedField returns a cli.UsageError if --field was given and no file of src has
// fields by its extension.
func (f *Flags) refuseUnusedField(src *corpus.FileSource) error {
	if f.Input != "" || !f.Given("field") {
		return nil
	}
	if names, err := src.Names(); err != nil || slices.ContainsFunc(names, input.IsRecords) {
		return nil // reading reports the error
	}
	return cli.Usagef("--field has no effect without --input %s: no file has an extension of these formats",
		english.List(recordFormats(), "or"))
}
