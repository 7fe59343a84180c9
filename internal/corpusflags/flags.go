package corpusflags

import (
	"cmp"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/english"
)

// Flags is all flags about a corpus: how it is read, how it is cut into words and which
// words become those of a vocabulary.
type Flags struct {
	Tokenizer
	Words
	Input       string // as for input.Parse
	Field       string // of records
	Encoding    string // as for input.ParseEncoding
	Invalid     string // as for input.ParseInvalidUTF8
	StreamLimit int    // tokens at which a stream is cut
}

// Add adds all flags to a command.
func (f *Flags) Add(cmd *cobra.Command) {
	f.AddReading(cmd)
	f.Words.Add(cmd)
}

// AddReading adds the flags of a command that has a vocabulary already.
func (f *Flags) AddReading(cmd *cobra.Command) {
	f.Tokenizer.Add(cmd)
	f.StreamLimit = corpus.MaxSentence
	var choices []string
	for _, format := range input.Formats() {
		choices = append(choices, format.Name+"\t"+format.Help)
	}
	cli.AddChoice(cmd, &f.Input, "input", "", "what is a sentence, if the file's name does not say it", choices...)
	cmd.Flags().StringVar(&f.Field, "field", "text", english.List(recordFormats(), "and")+": field `NAME`; a.b for b in a, 2 for column 2")
	cmd.Flags().StringVar(&f.Encoding, "encoding", "", "encoding `NAME`; without it, detected")
	cli.Offer(cmd, "encoding", "utf-8", "utf-16", "euc-kr", "cp949", "shift_jis", "gbk", "big5", "iso-8859-1")
	cli.SetTopic(cmd, cli.TopicCorpus)
	AddInvalid(cmd, &f.Invalid)
}

// AddInvalid adds the flag --invalid-utf8, whose value ParseInvalid parses.
func AddInvalid(cmd *cobra.Command, to *string) {
	cli.AddChoice(cmd, to, "invalid-utf8", "error", "bytes that are not text", "error", "replace\tby U+FFFD, counted")
	cli.SetTopic(cmd, cli.TopicTokens)
}

// ParseInvalid returns what --invalid-utf8 stands for.
func ParseInvalid(flag string) (input.InvalidUTF8, error) {
	invalid, err := input.ParseInvalidUTF8(flag)
	if err != nil {
		return 0, cli.Usagef("--invalid-utf8 is %q, must be error or replace", flag)
	}
	return invalid, nil
}

// Source returns the corpus in paths, of which "-" stands for stdin. It opens nothing
// yet: errors about files come when it is read.
func (f *Flags) Source(stdin io.Reader, paths []string) (*corpus.FileSource, error) {
	if err := cmp.Or(f.Resolve(), f.RefuseUnused()); err != nil {
		return nil, err
	}
	tok, err := NewTokenizer(f.Config)
	if err != nil {
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
	options := []corpus.Option{corpus.Stdin(stdin), corpus.Encoded(encoding), corpus.Invalid(invalid)}
	src := corpus.Files(paths, format, tok, options...)
	return src, f.refuseUnusedField(src)
}

// Files returns the names of the files of a corpus, as far as they can be found: what
// is wrong with paths is for reading to report.
func Files(paths []string) []string {
	if len(paths) == 0 {
		return nil
	}
	names, _ := corpus.Files(paths, input.Lines(), nil).Names()
	return names
}

// RefuseUnused refuses flags that have no effect.
func (f *Flags) RefuseUnused() error {
	if f.Input != "" && !slices.Contains(recordFormats(), f.Input) {
		return cli.Refuse(f.Given, "has no effect with --input "+f.Input+": it is for "+english.List(recordFormats(), "and"), "field")
	}
	return nil
}

// recordFormats returns the names of the formats with fields.
func recordFormats() (names []string) {
	for _, format := range input.Formats() {
		if format.Records {
			names = append(names, format.Name)
		}
	}
	return names
}

// refuseUnusedField refuses --field if none of the files has fields by its name.
func (f *Flags) refuseUnusedField(src *corpus.FileSource) error {
	if f.Input != "" || !f.Given("field") {
		return nil
	}
	if names, err := src.Names(); err != nil || slices.ContainsFunc(names, input.IsRecords) {
		return nil // reading says what is wrong with the names
	}
	return cli.Usagef("--field has no effect without --input %s: no file's name says that it has fields", english.List(recordFormats(), "or"))
}
