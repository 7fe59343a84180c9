package main

// This file converts vectors between formats. Tables of several gigabytes are common,
// so the vectors flow through: a row is read, rounded if asked for, and written
// before the next is read. What a format has no place for is named in a note, never
// dropped silently.

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/internal/message"
)

// convertFlags are the flags of convert.
type convertFlags struct {
	modelFlags
	to embed.Format // format of OUT; "": by its extension
	// words is a file of words, one per line; quantize is embed.QuantizeF16, embed.QuantizeInt8
	// or "". top and words exclude each other.
	words, quantize string
	top             int // number of words; 0: all
	folder          folderFlags
	table           tableFlags
}

// newConvert returns the command convert. It streams vectors from one format to another,
// row by row, so that its memory is that of the words and does not grow with the
// dimension; see docs/benchmarks.md, section Reading and converting vector files.
func (a *app) newConvert() *cobra.Command {
	var f convertFlags
	cmd := &cobra.Command{
		Use:   "convert IN OUT",
		Short: "Convert vectors to another format, or select words",
		Long: `Write the vectors of IN to OUT, in the format of its extension or of --to.
Between two native files everything is kept. Other formats, and a selection of
words, keep words, vectors and, where the format has them, counts. Vectors are
streamed, except those of --words and of fastText models. --quantize rounds
vectors to half (f16) or a quarter (int8) of the bytes in a native file and
reports the error.

--to sentence-transformers writes a folder that the Python libraries
sentence-transformers and model2vec load, with the tokenizer space or words of
the model, and a model card; --evaluation adds results of eval to the card.`,
		Example: `  w2vattn convert GoogleNews.bin news.safetensors
  w2vattn convert model.safetensors small.txt --top 10000
  w2vattn convert model.safetensors some.bin --words list.txt
  w2vattn convert cc.ko.300.bin korean.safetensors --quantize int8
  w2vattn convert glove.6B.300d.txt.gz glove.npz
  w2vattn convert model.safetensors words.parquet --map
  w2vattn convert model.safetensors words.db --normalized
  w2vattn convert model.safetensors folder --to sentence-transformers`,
		Args: cli.Exactly("IN", "OUT"),
		RunE: func(cmd *cobra.Command, args []string) error {
			f.path = args[0]
			return a.runConvert(cmd.Context(), &f, args[1])
		},
	}
	f.addFrom(cmd)
	cli.AddChoice(cmd, &f.to, "to", "", "format of OUT (default: by extension)",
		cli.Names(writtenFormats())...)
	cli.AddChoice(cmd, &f.quantize, "quantize", "", "safetensors: round the vectors to",
		embed.QuantizeF16+"\thalf the bytes", embed.QuantizeInt8+"\ta quarter of the bytes")
	f.folder.add(cmd)
	f.table.add(cmd)
	cli.SetTopic(cmd, cli.TopicOutput)
	cmd.Flags().StringVar(&f.words, "words", "", "select the words in `FILE`, one per line, in its order")
	cmd.Flags().IntVar(&f.top, "top", 0, "select the first N words; 0: all")
	cli.SetTopic(cmd, cli.TopicVocabulary)
	return cmd
}

// target returns the format of OUT, and an error for flags that contradict each other or
// an output that cannot be written.
func (f *convertFlags) target(out string) (format embed.Format, err error) {
	if format = f.to; format == "" {
		if format, err = formatOf("OUT", out); err != nil {
			return "", cli.UsageError{Err: err}
		}
	}
	if f.top < 0 {
		return "", cli.Usagef("--top is %d, must be 0 or more", f.top)
	}
	if f.top > 0 && f.words != "" {
		return "", cli.Usagef("--top and --words contradict each other")
	}
	if f.quantize != "" && format != embed.Safetensors {
		return "", cli.Usagef("--quantize is for %s files, not for %s", embed.Safetensors, format)
	}
	if f.folder.evaluation != "" && (f.top > 0 || f.words != "") {
		return "", cli.Usagef("--evaluation does not describe the words that --top and --words select; " +
			"write these to a file, evaluate it, and convert it")
	}
	if err := f.table.check(format); err != nil {
		return "", err
	}
	if err := f.folder.check(format); err != nil || format == sentenceTransformers {
		return format, err
	}
	if err := f.table.checkWrite(out, format); err != nil {
		return "", err
	}
	return format, cli.CheckOutputs(nil, cli.Output{Flag: "OUT", Path: out})
}

// runConvert carries out convert: open IN, select words, round vectors, write OUT. A
// signal ends the program at once while IN is read, since that may take long and leaves
// no file. Once OUT is written, a signal cancels ctx instead, and the incomplete file is
// removed.
func (a *app) runConvert(ctx context.Context, f *convertFlags, out string) error {
	format, err := f.target(out)
	if err != nil {
		return err
	}
	if err := f.check(); err != nil {
		return err
	}
	// Three phases: read and select words; round them, if asked to; write. Vectors are not in
	// memory as a whole in any of them, unless the words of a list are selected or the format
	// cannot be streamed.
	a.atOnce.Store(true) // nothing is written yet
	s, err := embed.OpenStream(f.path, f.options()...)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // only read from
	// With the context, a signal ends the reading of rows and so the writing of the file.
	if s, err = f.choose(ctx, s.WithContext(ctx)); err != nil {
		return err
	}
	if format != embed.Safetensors {
		a.noteLost(s, format)
	}
	if s.Duplicates > 0 {
		n := int64(s.Duplicates)
		a.note("note: %s of %s occurred again and %s left out",
			english.Plural(n, "word"), f.path, english.Agree(n, "was", "were"))
	}
	if s.Repaired > 0 {
		n := int64(s.Repaired)
		a.note("note: %s of %s %s not valid UTF-8; invalid bytes are written as \\xNN",
			english.Plural(n, "word"), f.path, english.Agree(n, "is", "are"))
	}
	if f.quantize != "" {
		if s, err = a.quantize(s, f.quantize); err != nil {
			return err
		}
	}
	a.atOnce.Store(false)
	if format == sentenceTransformers {
		err = f.folder.write(out, s)
	} else {
		err = f.table.write(ctx, out, format, s)
	}
	if err != nil {
		return err
	}
	words, dim := english.Plural(int64(s.Words.Len()), "word"), english.Plural(int64(s.Dim), "number")
	a.note("%s: %s × %s as %s", out, words, dim, format)
	return nil
}

// noteLost notes what a format other than the native one cannot store: matrices beside
// the vectors, which training needs to continue, and subwords.
func (a *app) noteLost(s *embed.Stream, format embed.Format) {
	lost := s.MatrixNames()
	if s.HasSubwords() {
		lost = append(lost, "subwords")
	}
	effect := ""
	if len(s.MatrixNames()) > 0 {
		effect = message.Sprintf(a.lang, "; training cannot continue from this file")
	}
	if len(lost) > 0 {
		a.note("note: %s cannot store %s%s", format, strings.Join(lost, ", "), effect)
	}
}

// quantize returns a stream of rounded vectors and notes the error of the rounding: the
// largest difference of a number, and mean and minimum of the cosines between rounded and
// exact vectors. Loss reads all vectors for that, once more before they are written.
func (a *app) quantize(s *embed.Stream, how string) (*embed.Stream, error) {
	q, err := s.Quantize(how)
	if err != nil {
		return nil, err
	}
	loss, err := q.Loss()
	if err != nil {
		return nil, err
	}
	a.note("note: rounded to %s: largest error %.2g; cosine of rounded and exact vectors: mean %.7f, minimum %.7f",
		how, loss.Largest, loss.MeanCosine, loss.MinCosine)
	if names := s.MatrixNames(); len(names) > 0 {
		a.note("note: %s left out: training cannot continue from rounded vectors", strings.Join(names, ", "))
	}
	return q, nil
}

// choose returns a stream of the selected words: the listed ones, the first ones, or all.
func (f *convertFlags) choose(ctx context.Context, s *embed.Stream) (*embed.Stream, error) {
	switch {
	case f.words != "":
		return s.SelectFile(ctx, f.words)
	case f.top > 0 && f.top < s.Words.Len():
		return s.Top(f.top)
	}
	return s, nil
}
