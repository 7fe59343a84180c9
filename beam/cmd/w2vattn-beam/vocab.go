package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/text"
	"github.com/w2vattn/w2vattn/beam/words"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/tokenize"
)

// corpusFlags say how text is read, as those of w2vattn do.
type corpusFlags struct {
	text.Reading
	invalid string
	span    int64 // MB
}

func (f *corpusFlags) add(cmd *cobra.Command) {
	c := &f.Tokenizer
	*c = tokenize.Default()
	flags := cmd.Flags()
	flags.StringVar(&c.Name, "tokenizer", c.Name, "space (cut at white space), words (UAX #29) or korean (morphemes)")
	flags.BoolVar(&c.Lower, "lower", c.Lower, "lower case")
	flags.StringVar((*string)(&c.Normalize), "normalize", string(c.Normalize), "Unicode normalisation: nfc, nfkc or none")
	flags.StringVar(&f.Input, "input", "", "what is a sentence: lines, text (running text, UAX #29), stream (one endless sentence), or a field of jsonl, csv or tsv (without it: jsonl, csv and tsv by the file's name, else lines)")
	flags.StringVar(&f.Field, "field", "text", "the field of jsonl, csv and tsv")
	flags.StringVar(&f.Encoding, "encoding", "", "utf-8, utf-16, euc-kr (CP949) or another (without it: utf-8; for files that are not cut, found out)")
	flags.StringVar(&f.invalid, "invalid-utf8", "error", "bytes that are no UTF-8: error or replace (by U+FFFD, counted)")
	flags.Int64Var(&f.span, "span", text.Size>>20, "MB of a file that are read by one worker at a time")
}

// spans checks the flags and cuts the corpus.
func (f *corpusFlags) spans(ctx context.Context, paths []string) ([]text.Span, error) {
	switch f.invalid {
	case "error", "replace":
		f.Replace = f.invalid == "replace"
	default:
		return nil, usagef("--invalid-utf8 is %q, must be error or replace", f.invalid)
	}
	if f.span < 1 {
		return nil, usagef("--span is %d, must be at least 1", f.span)
	}
	if err := f.Check(); err != nil {
		return nil, usageError{err}
	}
	return f.Cut(ctx, paths, f.span<<20)
}

func (a *app) newVocab() *cobra.Command {
	var f corpusFlags
	var s words.Selection
	var output string
	cmd := &cobra.Command{
		Use:   "vocab CORPUS… -o FILE",
		Short: "Count the words of a corpus",
		Long: `Count the words of a corpus, as w2vattn vocab does: the same file, byte for byte,
however the corpus is cut.`,
		Example: `  w2vattn-beam vocab texts/ -o vocab.tsv
  w2vattn-beam vocab 's3://bucket/texts/*.gz' --min-count 10 -o s3://bucket/vocab.tsv`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if output == "" {
				return usagef("-o FILE is missing: where shall the vocabulary be written?")
			}
			if s.MinCount < 0 || s.MaxVocab < 0 {
				return usagef("--min-count and --max-vocab must not be negative")
			}
			spans, err := f.spans(cmd.Context(), paths)
			if err != nil {
				return err
			}
			counters, err := words.Count(cmd.Context(), spans, f.Reading, s, output)
			if err != nil {
				return err
			}
			a.noteWords(counters, s)
			return nil
		},
	}
	f.add(cmd)
	cmd.Flags().Int64Var(&s.MinCount, "min-count", 5, "words rarer than this are left out")
	cmd.Flags().IntVar(&s.MaxVocab, "max-vocab", 0, "keep the most frequent so many words; 0: all")
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to this file, which all workers see")
	return cmd
}

// noteWords tells what was counted.
func (a *app) noteWords(c engine.Counters, s words.Selection) {
	if c["cut"] > 0 {
		a.note("note: sentences of more than %d tokens were cut, %d times in all", corpus.MaxSentence, c["cut"])
	}
	if c["replaced"] > 0 {
		a.note("note: %d bytes were no UTF-8 and were replaced", c["replaced"])
	}
	a.note("%d tokens in %d sentences, %d different words, %d of them at least %d times", c["tokens"], c["sentences"], c["distinct"], c["frequent"], s.MinCount)
}
