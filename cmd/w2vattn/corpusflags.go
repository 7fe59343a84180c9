package main

import (
	"cmp"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/tokenize/korean"
)

// tokenizerFlags say how text is cut into words.
type tokenizerFlags struct {
	tokenize.Config
	cmd             *cobra.Command
	forms, userDict string
}

func (f *tokenizerFlags) add(cmd *cobra.Command) {
	f.cmd, f.Config = cmd, tokenize.Default()
	flags := cmd.Flags()
	cli.AddChoice(cmd, &f.Name, "tokenizer", f.Name, "how text is cut into words", tokenize.SpaceName+"\tat white space", tokenize.WordsName+"\tUAX #29",
		tokenize.KoreanName+"\tmorphemes, verbs as a dictionary lists them", tokenize.JosaName+"\twords without Korean particles, by spelling alone")
	flags.BoolVar(&f.Lower, "lower", f.Lower, "lower case")
	cli.AddChoice(cmd, &f.Normalize, "normalize", f.Normalize, "Unicode normalization", string(tokenize.NFC), string(tokenize.NFKC), string(tokenize.None))
	flags.StringVar(&f.Korean.POS, "pos", "", "korean: parts of speech `TAGS` to keep, or +J,E besides the default")
	cli.AddChoice(cmd, &f.forms, "forms", "dictionary", "korean: form of verbs", "dictionary\t찾다", "written\t찾")
	flags.StringVar(&f.userDict, "user-dict", "", "korean: `FILE` of further words, a line each: word,TAG")
	cli.SetTopic(cmd, cli.TopicTokens)
}

// koreanFlags are those that only the tokenizer korean has.
var koreanFlags = []string{"pos", "forms", "user-dict"}

// settle finishes the configuration once the flags are read.
func (f *tokenizerFlags) settle() error {
	return f.settleFor(f.Name)
}

// settleFor finishes the configuration for a tokenizer of that name.
func (f *tokenizerFlags) settleFor(name string) error {
	for _, flag := range koreanFlags {
		if f.cmd.Flags().Changed(flag) && name != tokenize.KoreanName {
			return cli.Usagef("--%s goes with --tokenizer korean", flag)
		}
	}
	if f.cmd.Flags().Changed("forms") {
		f.Korean.Written = f.forms == "written"
	}
	if f.userDict == "" {
		return nil
	}
	words, err := readUserDict(f.userDict)
	f.Korean.UserWords = words
	return err
}

// maxUserDict bounds a user's dictionary, which becomes part of the model.
const maxUserDict = 16 << 20

// readUserDict reads a user's dictionary and checks it.
func readUserDict(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close() //nolint:errcheck // only read from
	text, err := io.ReadAll(io.LimitReader(file, maxUserDict+1))
	if err != nil {
		return "", err
	}
	if len(text) > maxUserDict {
		return "", fmt.Errorf("%s: a user dictionary may have %d MB: is this one?", path, maxUserDict>>20)
	}
	if err := korean.CheckUserWords(string(text)); err != nil {
		return "", fmt.Errorf("%s, %w", path, err)
	}
	return string(text), nil
}

// over returns c, a model's tokenizer, changed by the flags that were given.
func (f *tokenizerFlags) over(c tokenize.Config) (tokenize.Config, error) {
	if f.cmd.Flags().Changed("tokenizer") {
		c.Name = f.Name
	}
	if f.cmd.Flags().Changed("lower") {
		c.Lower = f.Lower
	}
	if f.cmd.Flags().Changed("normalize") {
		c.Normalize = f.Normalize
	}
	if err := f.settleFor(c.Name); err != nil {
		return c, err
	}
	if f.cmd.Flags().Changed("pos") {
		c.Korean.POS = f.Korean.POS
	}
	if f.cmd.Flags().Changed("forms") {
		c.Korean.Written = f.Korean.Written
	}
	if f.userDict != "" {
		c.Korean.UserWords = f.Korean.UserWords
	}
	return c, nil
}

// tokenizer makes the tokenizer of a configuration; a bad name is bad usage.
func tokenizer(c tokenize.Config) (tokenize.Tokenizer, error) {
	t, err := w2vattn.NewTokenizer(c)
	if err != nil {
		return nil, cli.UsageError{Err: err}
	}
	return t, nil
}

// corpusFlags say how text is read.
type corpusFlags struct {
	tokenizerFlags
	wordFlags
	input, field, encoding, invalid string
	streamLimit                     int // tokens at which a stream is cut
}

// add adds all flags.
func (f *corpusFlags) add(cmd *cobra.Command) {
	f.addReading(cmd)
	f.wordFlags.add(cmd)
}

// addReading adds the flags of commands that have a vocabulary already.
func (f *corpusFlags) addReading(cmd *cobra.Command) {
	f.tokenizerFlags.add(cmd)
	f.streamLimit = corpus.MaxSentence
	cli.AddChoice(cmd, &f.input, "input", "", "what is a sentence, if the file's name does not say it", "lines\teach line", "text\trunning text, UAX #29",
		"stream\tone endless sentence", "jsonl\ta field of a record", "csv\ta field of a record", "tsv\ta field of a record")
	cmd.Flags().StringVar(&f.field, "field", "text", "jsonl, csv and tsv: field `NAME`; a.b for b in a, 2 for column 2")
	cmd.Flags().StringVar(&f.encoding, "encoding", "", "encoding `NAME`; without it, detected")
	cli.Offer(cmd, "encoding", "utf-8", "utf-16", "euc-kr", "cp949", "shift_jis", "gbk", "big5", "iso-8859-1")
	cli.SetTopic(cmd, cli.TopicCorpus)
	addInvalid(cmd, &f.invalid)
}

// addInvalid adds the flag that parseInvalid parses.
func addInvalid(cmd *cobra.Command, to *string) {
	cli.AddChoice(cmd, to, "invalid-utf8", "error", "bytes that are not text", "error", "replace\tby U+FFFD, counted")
	cli.SetTopic(cmd, cli.TopicTokens)
}

func parseInvalid(flag string) (corpus.InvalidUTF8, error) {
	invalid, err := corpus.ParseInvalidUTF8(flag)
	if err != nil {
		return 0, cli.Usagef("--invalid-utf8 is %q, must be error or replace", flag)
	}
	return invalid, nil
}

// source opens nothing yet: errors about files come when it is read.
func (a *app) source(f *corpusFlags, paths []string) (*corpus.FileSource, error) {
	if err := cmp.Or(f.settle(), f.refuseIdle()); err != nil {
		return nil, err
	}
	tok, err := tokenizer(f.Config)
	if err != nil {
		return nil, err
	}
	input, err := corpus.ParseInput(f.input, f.field, f.streamLimit)
	if err != nil {
		return nil, cli.UsageError{Err: err}
	}
	encoding, err := corpus.ParseEncoding(f.encoding)
	if err != nil {
		return nil, cli.UsageError{Err: err}
	}
	invalid, err := parseInvalid(f.invalid)
	if err != nil {
		return nil, err
	}
	options := []corpus.Option{corpus.Stdin(a.in), corpus.Encoded(encoding), corpus.Invalid(invalid)}
	src := corpus.Files(paths, input, tok, options...)
	return src, f.refuseField(src)
}

// corpusFiles returns the names of a corpus's files; what is wrong with them is for
// reading to report.
func corpusFiles(paths []string) []string {
	if len(paths) == 0 {
		return nil
	}
	names, _ := corpus.Files(paths, corpus.Lines(), nil).Names()
	return names
}

// reportReading notes what was found and changed in reading a corpus.
func (a *app) reportReading(src *corpus.FileSource, f corpus.Figures) {
	found := src.Findings()
	if n := len(found.Decoded); n > 0 {
		a.note("note: %s is %s%s", found.Decoded[0].File, found.Decoded[0].Encoding, andMore(n-1))
	}
	if found.Missing > 0 {
		n := found.Missing
		a.note("note: %s %s the field, or %s null in it", english.OutOf(n, found.Records, "record"), english.Agree(n, "lacks", "lack"), english.Agree(n, "has", "have"))
	}
	if n := len(found.Grown); n > 0 {
		a.note("note: %s grew while it was read%s; what came later is not used", found.Grown[0], andMore(n-1))
	}
	if f.Cut > 0 {
		a.note("note: sentences of more than %s were cut, %s in all", english.Plural(corpus.MaxSentence, "token"), english.Plural(f.Cut, "time"))
	}
	if f.Replaced > 0 {
		n := f.Replaced
		a.note("note: %s %s not text in the file's encoding and %s replaced", english.Plural(n, "byte"), english.Agree(n, "was", "were"), english.Agree(n, "was", "were"))
	}
}

// andMore says how many files are like the one that was named.
func andMore(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", and %s %s like it", english.Plural(int64(n), "more file"), english.Agree(int64(n), "is", "are"))
}
