package main

// This file ranks the sentences of a corpus for a query. Each sentence has a context
// vector c for the query q, and the score is cos(q, c); searchindex.go stores the
// sentences for later searches. JSON is a list of sentences, best first:
//
//	[{"score":0.71,"file":"library.txt","line":12,"text":"…","tokens":[…]},…]

import (
	"context"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/search"
)

// searchFlags are the flags of search. The tokenizer of the model applies, so of
// corpusflags.Flags those of the vocabulary are not added.
type searchFlags struct {
	corpusflags.Flags
	model               modelFlags
	queries             []string         // -q; several are averaged
	output, index       string           // files
	toParquet           string           // file of sentences with their vectors
	format              report.Format    // "": by the extension of output
	weighting           search.Weighting // token weights
	temperature         string           // auto, none or a number
	rebuild, keepCommon bool             // build the index again; keep the common direction
	n                   int              // number of sentences
}

// newSearch returns the command search. It reads the corpus into memory or, with
// --index, opens the index file and builds or extends it first if necessary.
//
// Every sentence is ranked, so a query takes time in proportion to their number; see
// docs/benchmarks.md, section Search speed. Package search has the formulas.
func (a *app) newSearch() *cobra.Command {
	var f searchFlags
	cmd := &cobra.Command{
		Use:   "search -m MODEL -q TEXT [CORPUS…]",
		Short: "Rank the sentences of a corpus for a query",
		Long: `Rank the sentences of a corpus for a query, a word or a text. The query attends
to each sentence. The score is the cosine of the query and the context vector,
and the contribution of each word to it is shown. Several -q are averaged.

With --index FILE the sentences are stored in an index. FILE is built if it does
not exist and extended by files of CORPUS that are not in it. It stores how its
files are read. Without CORPUS the sentences in the index are searched, even if
their files have changed. --rebuild builds the index again.

--to-parquet FILE writes the sentences with their vectors, files and lines as a
table. The vector is the mean of the words' vectors, weighted by --weighting. -q
is not needed then.`,
		Example: `  w2vattn search -m model.safetensors -q "a book about a cat" library.txt
  w2vattn search -m model.safetensors -q 고양이 -n 5 --format json library.txt
  w2vattn search -m model.safetensors -q cat -o page.html library.txt
  w2vattn search -m model.safetensors -q cat --index library.index library.txt
  w2vattn search -m model.safetensors -q book --index library.index
  w2vattn search -m model.safetensors -q book --index library.index --rebuild
  w2vattn search -m model.safetensors --to-parquet sentences.parquet library.txt`,
		RunE: func(cmd *cobra.Command, paths []string) error { return a.runSearch(cmd.Context(), &f, paths) },
	}
	f.add(cmd)
	return cmd
}

// add adds the flags.
func (f *searchFlags) add(cmd *cobra.Command) {
	f.AddReading(cmd)
	f.model.add(cmd)
	flags := cmd.Flags()
	flags.StringArrayVarP(&f.queries, "query", "q", nil, "query `TEXT`, a word or a text; several are averaged")
	flags.StringVar(&f.index, "index", "", "store the sentences in `FILE` for the next search")
	flags.BoolVar(&f.rebuild, "rebuild", false, "build the index again from CORPUS or its own files")
	cli.SetTopic(cmd, cli.TopicQuery)
	flags.IntVarP(&f.n, "number", "n", 10, "number of sentences")
	flags.StringVarP(&f.output, "output", "o", "", "write to `FILE`; its extension selects the format")
	flags.StringVar(&f.toParquet, "to-parquet", "", "write all sentences and their vectors to `FILE`")
	cli.AddChoice(cmd, &f.format, "format", "", "format (default: by -o)", cli.Names(searchFormats())...)
	cli.SetTopic(cmd, cli.TopicOutput)
	cli.AddChoice(cmd, &f.weighting, "weighting", search.Default().Weighting, "token weights",
		string(search.SIF)+"\ta/(a+p), Arora et al. 2017", string(search.IDF)+"\tinverse document frequency",
		string(search.Even)+"\tuniform")
	flags.StringVar(&f.temperature, "temperature", "auto", "`T` divides the scores; none: no attention")
	cli.Complete(cmd, "temperature", "auto", "none")
	flags.BoolVar(&f.keepCommon, "keep-common", false, "keep the direction common to all sentences")
	cli.SetTopic(cmd, cli.TopicAttention)
}

// ranking returns the options that the flags stand for. Temperature auto follows the
// spread of the scores; none is an infinite temperature, with which all tokens have the
// same attention weight and only the token weights count.
func (f *searchFlags) ranking() (search.Options, error) {
	o := search.Default()
	o.Weighting, o.Common = f.weighting, !f.keepCommon
	switch f.temperature {
	case "auto":
		o.Temperature = search.BySpread
	case "none":
		o.Temperature = math.Inf(1)
	default:
		t, err := strconv.ParseFloat(f.temperature, 64)
		if err != nil || !(t > 0) || math.IsInf(t, 0) {
			return o, cli.Usagef("--temperature is %q, must be auto, none or a number above 0", f.temperature)
		}
		o.Temperature = t
	}
	return o, nil
}

// searchFormats returns the report formats of search.
func searchFormats() []report.Format { return report.FormatsOf(&report.Search{}) }

// reportFormat returns the format named by --format or by the extension of -o. Its error
// lists the formats of search only, which are fewer than those of attend.
func (f *searchFlags) reportFormat() (report.Format, error) {
	format, err := reportFormat(f.format, f.output)
	if f.format == "" && (err != nil || !slices.Contains(searchFormats(), format)) {
		return "", cli.Usagef("-o %s: unknown extension; use one of %s, or name the format with --format",
			f.output, cli.OrList(cli.Names(searchFormats())))
	}
	return format, err
}

// checkGiven returns an error if the query or the corpus is missing, or for flags without
// effect.
func (f *searchFlags) checkGiven(paths []string) error {
	if len(f.queries) == 0 && f.toParquet != "" {
		err := cli.Refuse(f.Given, "has no effect without -q", "number", "output", "format", "temperature")
		if err != nil {
			return err
		}
	} else if len(f.queries) == 0 || slices.Contains(f.queries, "") {
		return cli.Usagef("-q TEXT is missing: give a query")
	}
	switch {
	case len(paths) == 0 && f.index == "":
		return cli.Usagef("CORPUS is missing: name its files, or give --index FILE")
	case f.rebuild && f.index == "":
		return cli.Usagef("--rebuild needs --index FILE")
	case f.n < 1:
		return cli.Usagef("-n is %d, must be 1 or more", f.n)
	}
	return nil
}

// check returns format and options, and an error for flags that contradict each other,
// before a file is read. paths is CORPUS, which --index replaces.
func (f *searchFlags) check(paths []string) (report.Format, search.Options, error) {
	err := f.checkGiven(paths)
	// Without CORPUS no file is read, so flags of reading have no effect.
	if err == nil && len(paths) == 0 && !f.rebuild {
		const why = "has no effect without CORPUS or --rebuild: the sentences come from --index"
		err = cli.Refuse(f.Given, why, "input", "field", "encoding")
	}
	if err != nil {
		return "", search.Options{}, err
	}
	format, err := f.reportFormat()
	if err != nil {
		return "", search.Options{}, err
	}
	o, err := f.ranking()
	return format, o, err
}

// runSearch carries out search: open or build the index, make the query vector, rank,
// write the report. Temperature computes the temperature of this query once more for the
// report.
func (a *app) runSearch(ctx context.Context, f *searchFlags, paths []string) error {
	format, options, err := f.check(paths)
	if err != nil {
		return err
	}
	outputs := []cli.Output{{Flag: "-o", Path: f.output}, {Flag: "--index", Path: f.index, InPlace: true},
		{Flag: "--to-parquet", Path: f.toParquet}}
	if err := cli.CheckOutputs(corpusflags.Files(paths), outputs...); err != nil {
		return err
	}
	ix, err := a.searchIndex(ctx, f, paths, options)
	if err != nil {
		return err
	}
	defer ix.Close() //nolint:errcheck // only read from
	if f.toParquet != "" {
		if err := a.writeSentences(ctx, f, ix); err != nil || len(f.queries) == 0 {
			return err
		}
	}
	return a.answerSearch(ctx, f, ix, format, options)
}

// answerSearch ranks the sentences for the query and writes the report.
func (a *app) answerSearch(
	ctx context.Context, f *searchFlags, ix *search.Index, format report.Format, options search.Options,
) error {
	q, err := ix.Query(ctx, f.queries...)
	if err != nil {
		return err
	}
	if len(q.Unknown) > 0 {
		a.note("note: unknown words of the query are ignored: %s", strings.Join(q.Unknown, ", "))
	}
	for _, c := range q.Composed {
		replaced := []w2vattn.Replacement{{Token: c.Token, Words: c.Parts}}
		a.note("note: %s", report.Replacements(replaced, string(a.lang)))
	}
	hits, err := ix.Search(ctx, q.Vector, f.n)
	if err != nil {
		return err
	}
	temperature, err := ix.Temperature(q.Vector)
	if err != nil {
		return err
	}
	// The result is complete before a file is created.
	title := strings.Join(f.queries, " + ")
	return a.writeTo(f.output, func(w io.Writer) error {
		out := report.NewWriter(w, format, report.Options{
			Color: a.useColor(f.output), Language: string(a.lang), Title: title,
		})
		part := &report.Search{Query: f.queries, Unknown: q.Unknown, Composed: q.Composed, Temperature: temperature,
			Auto: options.Temperature == search.BySpread, Sentences: ix.Len(), Hits: hits}
		if err := out.Add(part); err != nil {
			return err
		}
		return out.Close()
	})
}

// searchIndex opens the model and reads or opens the sentences. The sentences are
// tokenized like the corpus of the model, unless flags change that. Closing the index
// unmaps the file of --index; the model stays open until the program ends.
func (a *app) searchIndex(
	ctx context.Context, f *searchFlags, paths []string, o search.Options,
) (*search.Index, error) {
	model, err := a.openModelOver(&f.model, &f.Tokenizer)
	if err != nil {
		return nil, err
	}
	m := model.SearchModel()
	f.Config = m.TokenizerConfig
	if f.index != "" {
		return a.indexFile(ctx, f, m, paths, o)
	}
	return a.readSentences(ctx, f, m, paths, o)
}

// readSentences reads a corpus into memory and notes what was left out.
func (a *app) readSentences(
	ctx context.Context, f *searchFlags, m search.Model, paths []string, o search.Options,
) (*search.Index, error) {
	src, err := f.Source(a.in, paths)
	if err != nil {
		return nil, err
	}
	ix, err := search.Build(ctx, m, src, o)
	if err != nil {
		return nil, err
	}
	a.notes(corpusflags.ReadingNotes(src.Findings(), corpus.Statistics{Replaced: ix.Statistics().Replaced}))
	a.noteUnsearchable(ix.Statistics())
	return ix, nil
}

// noteUnsearchable notes how many sentences have no known word: they have no vector, so
// no query finds them.
func (a *app) noteUnsearchable(f search.Statistics) {
	if f.Silent > 0 {
		n := int64(f.Silent)
		a.note("note: %s %s no known word and cannot be found",
			english.OutOf(n, int64(f.Sentences), "sentence"), english.Agree(n, "has", "have"))
	}
}

// isKorean reports whether a text contains Hangul syllables (U+AC00 to U+D7A3).
// Decomposed Hangul and single letters do not count.
func isKorean(text string) bool {
	return slices.ContainsFunc([]rune(text), func(r rune) bool { return r >= '가' && r <= '힣' })
}
