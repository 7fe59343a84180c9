package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/tokenize"
)

// tokenizerFlags say how text is cut into words.
type tokenizerFlags struct {
	tokenize.Config
	cmd *cobra.Command
}

func (f *tokenizerFlags) add(cmd *cobra.Command) {
	f.cmd, f.Config = cmd, tokenize.Default()
	cmd.Flags().StringVar(&f.Name, "tokenizer", f.Name, "space (cut at white space) or words (UAX #29)")
	cmd.Flags().BoolVar(&f.Lower, "lower", f.Lower, "lower case")
	cmd.Flags().StringVar((*string)(&f.Normalize), "normalize", string(f.Normalize), "Unicode normalisation: nfc, nfkc or none")
}

// over returns c, a model's tokenizer, changed by the flags that were given.
func (f *tokenizerFlags) over(c tokenize.Config) tokenize.Config {
	if f.cmd.Flags().Changed("tokenizer") {
		c.Name = f.Name
	}
	if f.cmd.Flags().Changed("lower") {
		c.Lower = f.Lower
	}
	if f.cmd.Flags().Changed("normalize") {
		c.Normalize = f.Normalize
	}
	return c
}

// tokenizer makes the tokenizer of a configuration; a bad name is bad usage.
func tokenizer(c tokenize.Config) (tokenize.Tokenizer, error) {
	t, err := c.New()
	if err != nil {
		return nil, usageError{err}
	}
	return t, nil
}

// corpusFlags say how text is read.
type corpusFlags struct {
	tokenizerFlags
	input, field, encoding, invalid string
	streamLimit                     int // tokens at which a stream is cut
}

func (f *corpusFlags) add(cmd *cobra.Command) {
	f.tokenizerFlags.add(cmd)
	f.streamLimit = corpus.MaxSentence
	cmd.Flags().StringVar(&f.input, "input", "", "what is a sentence: lines (each line), text (running text, UAX #29), stream (one endless sentence, cut every 1,000 tokens, with --trainer gensim every 10,000), or a field of jsonl, csv or tsv (without it: jsonl, csv and tsv by the file's name, else lines)")
	cmd.Flags().StringVar(&f.field, "field", "text", "the field of jsonl (a.b for b in a), csv and tsv (a name in the header, or a number from 1)")
	cmd.Flags().StringVar(&f.encoding, "encoding", "", "utf-8, utf-16, euc-kr (CP949) or another (without it: by byte order mark, else utf-8 or euc-kr by the text)")
	cmd.Flags().StringVar(&f.invalid, "invalid-utf8", "error", "bytes that are no UTF-8: error or replace (by U+FFFD, counted)")
}

// source opens nothing yet: errors about files come when it is read.
func (a *app) source(f *corpusFlags, paths []string) (*corpus.FileSource, error) {
	tok, err := tokenizer(f.Config)
	if err != nil {
		return nil, err
	}
	input, err := corpus.ParseInput(f.input, f.field, f.streamLimit)
	if err != nil {
		return nil, usageError{err}
	}
	encoding, err := corpus.ParseEncoding(f.encoding)
	if err != nil {
		return nil, usageError{err}
	}
	options := []corpus.Option{corpus.Stdin(a.in), corpus.Encoded(encoding)}
	switch f.invalid {
	case "error":
	case "replace":
		options = append(options, corpus.Invalid(corpus.ReplaceInvalid))
	default:
		return nil, usagef("--invalid-utf8 is %q, must be error or replace", f.invalid)
	}
	return corpus.Files(paths, input, tok, options...), nil
}

// checkTeachable refuses a corpus from which nothing can be learnt.
func checkTeachable(f corpus.Figures) error {
	switch {
	case f.Tokens == 0:
		return errors.New("the corpus has no words: the files are empty, or hold nothing that the tokenizer takes for a word")
	case f.Letters == f.Tokens:
		return errors.New("every token is a single letter: the text was split into characters; join the letters of a word, or leave out the spaces between them")
	case f.Sentences == 1:
		return errors.New("the corpus is one sentence only: nothing can be learnt from it; if it is running text use --input text, if it is a stream of words --input stream")
	}
	return nil
}

// reportReading notes what was found and changed in reading a corpus.
func (a *app) reportReading(src *corpus.FileSource, f corpus.Figures) {
	found := src.Found()
	if n := len(found.Decoded); n > 0 {
		a.note("note: %s is %s%s", found.Decoded[0].File, found.Decoded[0].Encoding, andMore(n-1))
	}
	if found.Missing > 0 {
		a.note("note: %s of %s records lack the field, or have null in it", thousands(found.Missing), thousands(found.Records))
	}
	if n := len(found.Grown); n > 0 {
		a.note("note: %s grew while it was read%s; what came later is not used", found.Grown[0], andMore(n-1))
	}
	if f.Cut > 0 {
		a.note("note: sentences of more than %d tokens were cut, %s times in all", corpus.MaxSentence, thousands(f.Cut))
	}
	if f.Replaced > 0 {
		a.note("note: %s bytes were no text in their encoding and were replaced", thousands(f.Replaced))
	}
}

// andMore says how many files are like the one that was named.
func andMore(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", and %d more files are like it", n)
}
