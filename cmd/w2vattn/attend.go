package main

// This file defines the flags of attend and checks them. attender.go opens the models
// and computes, attendreport.go writes the report, and batches.go divides the
// sentences among the processors.

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/report"
)

// attendFlags are the flags of attend, with all those of train. Exactly one of model and
// trainOn is given, and exactly one of queries, to and self. check makes sure of both
// before a file is opened.
type attendFlags struct {
	trainFlags
	model       modelFlags
	queries     []string      // -q; several are averaged
	to          string        // text whose tokens are queries; "": none
	trainOn     []string      // corpus to train on; nil: a model is given
	score       string        // name of an attention.Score
	temperature string        // auto, a number, or with compare a list
	normalizer  string        // name of an attention normalizer
	oov         embed.Policy  // vector of unknown tokens
	values      string        // model of the values; "": the values are the keys
	keys        string        // vectors or outputs: with self, which vectors are the keys
	nearest     int           // words nearest to the context vector
	otherWords  bool          // nearest leaves out the words of the text and of the query
	tokens      bool          // texts are tokens between white space
	excludeSelf bool          // no weight for the query word; with self or to, for the same word
	self        bool          // self-attention
	causal      bool          // with self
	worked      bool          // show every step
	full        bool          // of worked: all numbers of long vectors
	eojeol      bool          // sum weights to eojeol
	compare     bool          // all scores at several temperatures
	view        report.View   // of svg and png
	paper       paperFlags    // how svg and png are drawn
	diagonal    bool          // colour scales include the diagonal of --self
	output      string        // file; "": standard output
	format      report.Format // "": by the extension of output
}

// newAttend returns the command attend. Its flags include all flags of train, which apply
// with --train; help refers to train for them. The order in which flags are added is
// their order in help, and SetTopic gives a topic to the flags added since its last call.
//
// With a query vector q, keys k₁ … k_n of D numbers and values v₁ … v_n, the report shows
//
//	sᵢ = score(q, kᵢ)               by default q·kᵢ / √D
//	wᵢ = exp(sᵢ/T) / Σⱼ exp(sⱼ/T)   or sparsemax
//	c  = Σᵢ wᵢ vᵢ                   and the words nearest to c
//
// With --self and --to there is a row of weights for each query. Package attention
// computes them.
func (a *app) newAttend() *cobra.Command {
	var f attendFlags
	cmd := &cobra.Command{
		Use:   "attend -m MODEL -q WORD [TEXT…]",
		Short: "Show the attention of a query word over a sentence",
		Long: `Show the attention of a query word over the tokens of each TEXT: scores,
attention weights, and the words nearest to the context vector. Quote a TEXT of
several words. Without TEXT, each line of standard input is a TEXT. The model's
tokenizer cuts TEXT into tokens. With several -q, the query is the mean of their
vectors.

With --self, every token of TEXT is a query; with --to, every token of another
text is one. The weights are then a matrix with a row for each query. With
--train CORPUS, a model is trained in memory first, and all flags of train
apply.`,
		Example: `  w2vattn attend -m model.safetensors -q cat "the cat reads a book"
  w2vattn attend -m model.safetensors -q 고양이 --worked "고양이에 대한 책"
  w2vattn attend -m model.safetensors --self --causal "the cat reads a book"
  w2vattn attend -m model.safetensors --to "a kitten sleeps" "the cat reads a book"
  w2vattn attend -m model.safetensors --self -o page.html "the cat reads a book"
  w2vattn attend -m model.safetensors -q cat --compare "the cat reads a book"
  w2vattn attend --train corpus.txt --dim 3 -q cat "the cat reads"`,
		RunE: func(cmd *cobra.Command, texts []string) error {
			if err := f.check(cmd); err != nil {
				return err
			}
			outputs := append(f.outputs(), cli.Output{Flag: "-o", Path: f.output})
			if err := cli.CheckOutputs(corpusflags.Files(f.trainOn), outputs...); err != nil {
				return err
			}
			return a.runAttend(cmd.Context(), &f, texts)
		},
	}
	f.add(cmd)
	f.model.add(cmd)
	flags := cmd.Flags()
	cli.SetTopic(cmd, cli.TopicModel)
	flags.StringArrayVar(&f.trainOn, "train", nil, "train on `CORPUS` instead of -m; --min-count is then 1")
	flags.StringVar(&f.values, "values", "", "vectors of another `MODEL` as values; default: the keys")
	cli.AddChoice(cmd, &f.keys, "keys", "vectors", "with --self: the vectors that are keys",
		"vectors\tthose of the queries", "outputs\toutput vectors: which word predicts which")
	cli.SetTopic(cmd, cli.TopicModel)
	flags.StringArrayVarP(&f.queries, "query", "q", nil, "query `WORD`; may be repeated: the mean of the vectors")
	flags.StringVar(&f.to, "to", "", "every token of this `TEXT` is a query; instead of -q")
	flags.BoolVar(&f.tokens, "tokens", false, "cut TEXT at white space only; it is already tokenized")
	cli.SetTopic(cmd, cli.TopicQuery)
	cli.AddChoice(cmd, &f.score, "score", attention.Scaled.String(), "score of query and key",
		attention.ScoreNames()...)
	flags.StringVar(&f.temperature, "temperature", "auto", "divide the scores by `T`; with --compare a list: 1,2,4")
	cli.Complete(cmd, "temperature", "auto")
	cli.AddChoice(cmd, &f.normalizer, "normalizer", "softmax", "function from scores to weights",
		"softmax\tall weights are above 0", "sparsemax\tthe weights of low scores are 0")
	addTokenOOV(cmd, &f.oov)
	flags.BoolVar(&f.excludeSelf, "exclude-self", false,
		"give no weight to the query word in TEXT; with --self to the token itself")
	flags.BoolVar(&f.self, "self", false, "every token of TEXT is a query; instead of -q")
	flags.BoolVar(&f.causal, "causal", false, "with --self: token i attends to tokens 0 … i")
	cli.SetTopic(cmd, cli.TopicAttention)
	f.addOutput(cmd)
	cli.SetTopic(cmd, cli.TopicOutput)
	cli.ExplainElsewhere(cmd, "With --train all flags of train apply: see w2vattn train --help",
		cli.TopicCorpus, cli.TopicVocabulary, cli.TopicTraining, cli.TopicProgress)
	return cmd
}

// addOutput adds the flags that say what a report shows and where it goes.
func (f *attendFlags) addOutput(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&f.worked, "worked", false, "show every step of the calculation")
	flags.BoolVar(&f.full, "full", false, "with --worked: all numbers of vectors longer than 16")
	flags.BoolVar(&f.compare, "compare", false, "compare all scores at several temperatures")
	flags.BoolVar(&f.eojeol, "eojeol", false, "also show the sum of the weights of each eojeol")
	flags.IntVar(&f.nearest, "nearest", 5, "number of words nearest to the context vector; 0: none")
	flags.BoolVar(&f.otherWords, "nearest-others", false,
		"of the nearest words, leave out those of TEXT and of the query")
	cli.AddChoice(cmd, &f.view, "view", "", "svg and png: what to draw instead of bars or a heat map",
		string(report.Lines)+"\tfrom query to keys")
	f.paper.add(cmd)
	flags.BoolVar(&f.diagonal, "diagonal", false,
		"with --self: the colour scale includes the weights of tokens to themselves")
	flags.StringVarP(&f.output, "output", "o", "", "write to `FILE`; its extension selects the format")
	cli.AddChoice(cmd, &f.format, "format", "", "format (default: by -o)", cli.Names(report.Formats())...)
}

// addTokenOOV adds --oov for the tokens of a text. Unlike those of addOOV they can be skipped.
func addTokenOOV(cmd *cobra.Command, oov *embed.Policy) {
	cli.AddChoice(cmd, oov, "oov", embed.Auto, "vector of unknown tokens",
		string(embed.Auto)+"\tsubword for fastText models, compose for Korean ones, else skip",
		string(embed.Skip)+"\tno weight", string(embed.Refuse)+"\tan error", string(embed.Zero)+"\ta vector of zeros",
		string(embed.NearestSpelling)+"\tthe word with the nearest spelling replaces it",
		string(embed.SubwordMean)+"\tfastText models: the vector of its n-grams",
		string(embed.Compose)+"\tKorean models: the mean of its known morphemes")
}

// check returns an error for flags that contradict each other, and sets the flags that
// depend on others: the format of the report and, with --train, the minimum count.
func (f *attendFlags) check(cmd *cobra.Command) error {
	switch {
	case (f.model.path == "") == (f.trainOn == nil):
		return cli.Usagef("give either -m MODEL or --train CORPUS")
	case f.worked && f.compare:
		return cli.Usagef("--worked and --compare contradict each other: give one of them")
	case f.compare && f.values != "":
		return cli.Usagef("--compare shows weights only, so --values has no effect")
	case f.nearest < 0:
		return cli.Usagef("--nearest is %d, must be 0 or more", f.nearest)
	}
	if err := f.checkQuery(cmd); err != nil {
		return err
	}
	if err := f.checkReport(); err != nil {
		return err
	}
	if err := f.refuseUnused(cmd); err != nil {
		return err
	}
	// What follows is about training; -m MODEL is complete.
	if f.trainOn == nil {
		return nil
	}
	// A corpus for --train is often one sentence, in which each word occurs once: by default
	// all words count. A file of --vocab has been filtered when it was written.
	if !cmd.Flags().Changed("min-count") {
		f.config.MinCount = 1
	}
	if f.vocabFile != "" && !cmd.Flags().Changed("min-count") {
		f.config.MinCount = 0
	}
	return f.trainFlags.check(cmd)
}

// checkQuery returns an error for flags that contradict each other about the queries.
// Allowed are
//
//	-q WORD [-q WORD]…      one query, the mean of the vectors
//	--self [--causal]       n queries, the tokens of TEXT
//	--to TEXT               m queries, the tokens of another text
func (f *attendFlags) checkQuery(cmd *cobra.Command) error {
	// --to "" is given but empty, which is an error below; f.to alone could not distinguish
	// that.
	to := cmd.Flags().Changed("to")
	// matrix is the flag that the messages below name.
	matrix := "--self"
	if to {
		matrix = "--to"
	}
	switch {
	case f.self && to:
		return cli.Usagef("--self and --to contradict each other: give one of them")
	case (f.self || to) && len(f.queries) > 0:
		return cli.Usagef("%s and -q contradict each other: with %[1]s every token is a query", matrix)
	case !f.self && !to && len(f.queries) == 0:
		return cli.Usagef("-q WORD is missing: give a query, or --self, or --to TEXT")
	case to && strings.TrimSpace(f.to) == "":
		return cli.Usagef("--to is empty: give a text of queries")
	case f.causal && !f.self:
		return cli.Usagef("--causal needs --self")
	case (f.self || to) && (f.worked || f.compare):
		return cli.Usagef("--worked and --compare are for one query, not for %s", matrix)
	case f.self && f.values != "":
		return cli.Usagef("--self and --values contradict each other: with --self the values are the keys")
	}
	return nil
}

// matrix reports whether there are several queries, so that the weights are a matrix.
func (f *attendFlags) matrix() bool { return f.self || f.to != "" }

// parseTemperature returns the value of --temperature: auto or a finite number above 0.
// The condition !(t > 0) also excludes NaN, which ParseFloat accepts.
func parseTemperature(s string) (attention.Temperature, error) {
	if s == "auto" {
		return attention.Auto, nil
	}
	if strings.Contains(s, ",") {
		return 0, cli.Usagef("--temperature %s is a list, which goes with --compare", s)
	}
	t, err := strconv.ParseFloat(s, 64)
	if err != nil || !(t > 0) || math.IsInf(t, 0) {
		return 0, cli.Usagef("--temperature is %q, must be auto or a number above 0", s)
	}
	return attention.Temperature(t), nil
}

// compared returns the list of temperatures that --temperature is with --compare, in its
// order. It returns nil without the flag: --compare then uses w2vattn.Temperatures. A
// number that occurs twice is a usage error, because each temperature is one column of
// the report.
func (f *attendFlags) compared() ([]attention.Temperature, error) {
	if !f.compare || !f.Given("temperature") {
		return nil, nil
	}
	var all []attention.Temperature
	for _, s := range strings.Split(f.temperature, ",") {
		t, err := parseTemperature(strings.TrimSpace(s))
		if err != nil {
			return nil, err
		}
		if slices.Contains(all, t) {
			return nil, cli.Usagef("--temperature has %s twice", s)
		}
		all = append(all, t)
	}
	return all, nil
}
