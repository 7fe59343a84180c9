package main

import (
	"context"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/search"
)

// searchFlags are the flags of search.
type searchFlags struct {
	corpusflags.Flags
	model               modelFlags
	queries             []string
	output, index       string
	format              report.Format
	weighting           search.Weighting
	temperature         string
	rebuild, keepCommon bool
	n                   int
}

func (a *app) newSearch() *cobra.Command {
	var f searchFlags
	cmd := &cobra.Command{
		Use:   "search -m MODEL -q TEXT [CORPUS…]",
		Short: "Sentences ranked for a query, and why",
		Long: `Ranks the sentences of a corpus for a query, a word or a text. The query attends
over each sentence; the score is the cosine between the query and the context
vector that this makes, and every word's share of it is shown. Of several -q the
mean is the query.

With --index FILE the sentences are kept in an index. FILE is built if it does
not exist, and extended by files of CORPUS that it does not hold. Without CORPUS
the sentences that it holds are searched, whatever has become of their files. If
a file of CORPUS has changed, --rebuild reads everything again.`,
		Example: `  w2vattn search -m model.safetensors -q "a book about a cat" library.txt
  w2vattn search -m model.safetensors -q 고양이 -n 5 --format json library.txt
  w2vattn search -m model.safetensors -q cat -o page.html library.txt
  w2vattn search -m model.safetensors -q cat --index library.index library.txt
  w2vattn search -m model.safetensors -q book --index library.index
  w2vattn search -m model.safetensors -q book --index library.index --rebuild`,
		RunE: func(cmd *cobra.Command, paths []string) error { return a.runSearch(cmd.Context(), &f, paths) },
	}
	f.add(cmd)
	return cmd
}

func (f *searchFlags) add(cmd *cobra.Command) {
	f.AddReading(cmd)
	f.model.add(cmd)
	flags := cmd.Flags()
	flags.StringArrayVarP(&f.queries, "query", "q", nil, "`TEXT` to look for: a word or a text; of several the mean")
	flags.StringVar(&f.index, "index", "", "keep the sentences in `FILE`, for the next search")
	flags.BoolVar(&f.rebuild, "rebuild", false, "build the index again, from CORPUS or its own files")
	cli.SetTopic(cmd, cli.TopicQuery)
	flags.IntVarP(&f.n, "number", "n", 10, "how many sentences")
	flags.StringVarP(&f.output, "output", "o", "", "write to `FILE`; its extension picks the format")
	cli.AddChoice(cmd, &f.format, "format", "", "form of the answer, if -o does not say it", cli.Names(searchFormats())...)
	cli.SetTopic(cmd, cli.TopicOutput)
	cli.AddChoice(cmd, &f.weighting, "weighting", search.Default().Weighting, "weight of a word", string(search.SIF)+"\ta/(a+p), Arora et al. 2017", string(search.IDF)+"\tinverse document frequency", string(search.Even)+"\tall alike")
	flags.StringVar(&f.temperature, "temperature", "auto", "`T` that divides the scores, auto, or none: no attention, a mean")
	cli.Complete(cmd, "temperature", "auto", "none")
	flags.BoolVar(&f.keepCommon, "keep-common", false, "keep the direction that all sentences have in common")
	cli.SetTopic(cmd, cli.TopicAttention)
}

// ranking returns the options that the flags stand for.
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

// searchFormats lists the formats of the command.
func searchFormats() []report.Format { return report.FormatsOf(&report.Search{}) }

// reportFormat is what --format names or, without it, the extension of -o.
func (f *searchFlags) reportFormat() (report.Format, error) {
	format, err := reportFormat(f.format, f.output)
	if f.format == "" && (err != nil || !slices.Contains(searchFormats(), format)) {
		return "", cli.Usagef("the extension of -o %s stands for none of the formats %s: name one with --format", f.output, cli.OrList(cli.Names(searchFormats())))
	}
	return format, err
}

// check settles what can be known before a file is read.
func (f *searchFlags) check(paths []string) (report.Format, search.Options, error) {
	var err error
	switch {
	case len(f.queries) == 0 || slices.Contains(f.queries, ""):
		err = cli.Usagef("-q TEXT is missing: what to look for?")
	case len(paths) == 0 && f.index == "":
		err = cli.Usagef("CORPUS is missing: which sentences? (or --index FILE, which holds them)")
	case f.rebuild && f.index == "":
		err = cli.Usagef("--rebuild needs --index FILE: what is to be built?")
	case f.n < 1:
		err = cli.Usagef("-n is %d, must be 1 or more", f.n)
	}
	if err == nil && len(paths) == 0 && !f.rebuild {
		err = cli.Refuse(f.Given, "has no effect without CORPUS or --rebuild: the sentences are read from --index", "input", "field", "encoding")
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

func (a *app) runSearch(ctx context.Context, f *searchFlags, paths []string) error {
	format, options, err := f.check(paths)
	if err != nil {
		return err
	}
	if err := cli.CheckOutputs(corpusflags.Files(paths), cli.Output{Flag: "-o", Path: f.output}, cli.Output{Flag: "--index", Path: f.index, InPlace: true}); err != nil {
		return err
	}
	ix, err := a.searchIndex(ctx, f, paths, options)
	if err != nil {
		return err
	}
	defer ix.Close() //nolint:errcheck // only read from
	q, err := ix.Query(ctx, f.queries...)
	if err != nil {
		return err
	}
	if len(q.Unknown) > 0 {
		a.note("note: the model does not know %s of the query; the other words ask", strings.Join(q.Unknown, ", "))
	}
	hits, err := ix.Search(ctx, q.Vector, f.n)
	if err != nil {
		return err
	}
	temperature, err := ix.Temperature(q.Vector)
	if err != nil {
		return err
	}
	title := strings.Join(f.queries, " + ")
	return a.writeTo(f.output, func(w io.Writer) error {
		out := report.NewWriter(w, format, report.Options{Color: a.useColor(f.output), Language: string(a.lang), Title: title})
		part := &report.Search{Query: f.queries, Unknown: q.Unknown, Temperature: temperature,
			Auto: options.Temperature == search.BySpread, Sentences: ix.Len(), Hits: hits}
		if err := out.Add(part); err != nil {
			return err
		}
		return out.Close()
	})
}

// searchIndex reads the model and the sentences.
func (a *app) searchIndex(ctx context.Context, f *searchFlags, paths []string, o search.Options) (*search.Index, error) {
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

// readSentences reads a corpus into memory.
func (a *app) readSentences(ctx context.Context, f *searchFlags, m search.Model, paths []string, o search.Options) (*search.Index, error) {
	src, err := f.Source(a.in, paths)
	if err != nil {
		return nil, err
	}
	ix, err := search.Build(ctx, m, src, o)
	if err != nil {
		return nil, err
	}
	a.notes(corpusflags.ReadingNotes(src.Findings(), corpus.Figures{Replaced: ix.Figures().Replaced}))
	a.noteUnsearchable(ix.Figures())
	return ix, nil
}

// noteUnsearchable says which sentences cannot be found.
func (a *app) noteUnsearchable(f search.Figures) {
	if f.Silent > 0 {
		n := int64(f.Silent)
		a.note("note: %s %s no word that the model knows, and cannot be found", english.OutOf(n, int64(f.Sentences), "sentence"), english.Agree(n, "has", "have"))
	}
}

// isKorean reports whether a text is in Hangul.
func isKorean(text string) bool {
	return slices.ContainsFunc([]rune(text), func(r rune) bool { return r >= '가' && r <= '힣' })
}
