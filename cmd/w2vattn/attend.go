package main

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

// attendFlags are the flags of attend.
type attendFlags struct {
	trainFlags
	model       modelFlags
	queries     []string
	to          string
	trainOn     []string
	score       string
	temperature string
	normalizer  string
	oov         embed.Policy
	values      string
	nearest     int
	tokens      bool
	excludeSelf bool
	self        bool
	causal      bool
	worked      bool
	eojeol      bool
	compare     bool
	view        report.View
	output      string
	format      report.Format
}

func (a *app) newAttend() *cobra.Command {
	var f attendFlags
	cmd := &cobra.Command{
		Use:   "attend -m MODEL -q WORD [TEXT…]",
		Short: "Show how a query word attends over a sentence",
		Long: `Show how a query word attends over the tokens of each TEXT or, without one, of
each line of standard input: scores, weights, and the words nearest to the
context vector. Quote a TEXT of several words. It is tokenized as the model's
corpus was. Of several -q the mean is the query; with --self or --to each of
several tokens asks, and the weights are a matrix. With --train CORPUS a model
is trained first, in memory, and all flags of train apply.`,
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
			if err := cli.CheckOutputs(corpusflags.Files(f.trainOn), append(f.outputs(), cli.Output{Flag: "-o", Path: f.output})...); err != nil {
				return err
			}
			return a.runAttend(cmd.Context(), &f, texts)
		},
	}
	f.add(cmd)
	f.model.add(cmd)
	flags := cmd.Flags()
	cli.SetTopic(cmd, cli.TopicModel)
	flags.StringArrayVar(&f.trainOn, "train", nil, "train on `CORPUS` first, instead of -m; --min-count is then 1")
	flags.StringVar(&f.values, "values", "", "take the values from `MODEL`")
	cli.SetTopic(cmd, cli.TopicModel)
	flags.StringArrayVarP(&f.queries, "query", "q", nil, "`WORD` that asks; of several the mean")
	flags.StringVar(&f.to, "to", "", "the tokens of `TEXT` ask, each for itself; no -q")
	flags.BoolVar(&f.tokens, "tokens", false, "TEXT is tokens between white space")
	cli.SetTopic(cmd, cli.TopicQuery)
	cli.AddChoice(cmd, &f.score, "score", attention.Scaled.String(), "score of a key", attention.ScoreNames()...)
	flags.StringVar(&f.temperature, "temperature", "auto", "`T` that divides the scores; auto: half the tokens count; with --compare a list: 1,2,4")
	cli.Complete(cmd, "temperature", "auto")
	cli.AddChoice(cmd, &f.normalizer, "normalizer", "softmax", "how scores become weights", "softmax\tall are above 0", "sparsemax\tlow scores get exactly 0")
	cli.AddChoice(cmd, &f.oov, "oov", embed.Skip, "what an unknown token does", string(embed.Skip)+"\tit has no weight", string(embed.Refuse)+"\tan error",
		string(embed.Zero)+"\tits vector is zero", string(embed.NearestSpelling)+"\tthe word spelt most alike takes its place", string(embed.ByParts)+"\tfastText models: the vector of its n-grams")
	flags.BoolVar(&f.excludeSelf, "exclude-self", false, "the query's own occurrences get no weight")
	flags.BoolVar(&f.self, "self", false, "every token attends to every token; no -q")
	flags.BoolVar(&f.causal, "causal", false, "with --self: a token sees itself and those before it")
	cli.SetTopic(cmd, cli.TopicAttention)
	flags.BoolVar(&f.worked, "worked", false, "show every step, to be redone by hand")
	flags.BoolVar(&f.compare, "compare", false, "show every score at several temperatures")
	flags.BoolVar(&f.eojeol, "eojeol", false, "sum the weights of morphemes to eojeol too, between spaces")
	flags.IntVar(&f.nearest, "nearest", 5, "words nearest to the context; 0: none")
	cli.AddChoice(cmd, &f.view, "view", "", "svg and png: instead of bars or a heat map", string(report.Lines)+"\tfrom query to keys")
	flags.StringVarP(&f.output, "output", "o", "", "write to `FILE`; its extension picks the format")
	cli.AddChoice(cmd, &f.format, "format", "", "form of the report, if -o does not say it", cli.Names(report.Formats())...)
	cli.SetTopic(cmd, cli.TopicOutput)
	cli.ExplainElsewhere(cmd, "With --train all flags of train apply: see w2vattn train --help",
		cli.TopicCorpus, cli.TopicVocabulary, cli.TopicTraining, cli.TopicProgress)
	return cmd
}

// check refuses flags that contradict each other and finishes the others.
func (f *attendFlags) check(cmd *cobra.Command) error {
	switch {
	case (f.model.path == "") == (f.trainOn == nil):
		return cli.Usagef("give either -m MODEL or --train CORPUS")
	case f.worked && f.compare:
		return cli.Usagef("--worked and --compare contradict each other: give one")
	case f.compare && f.values != "":
		return cli.Usagef("--compare shows weights, in which --values have no part")
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
	if f.trainOn == nil {
		return nil
	}
	if !cmd.Flags().Changed("min-count") {
		f.config.MinCount = 1
	}
	if f.vocabFile != "" && !cmd.Flags().Changed("min-count") {
		f.config.MinCount = 0
	}
	return f.trainFlags.check(cmd)
}

// checkQuery refuses flags that contradict each other about who asks.
func (f *attendFlags) checkQuery(cmd *cobra.Command) error {
	to := cmd.Flags().Changed("to")
	matrix := "--self"
	if to {
		matrix = "--to"
	}
	switch {
	case f.self && to:
		return cli.Usagef("--self and --to contradict each other: either the tokens of the sentence ask, or those of another text")
	case (f.self || to) && len(f.queries) > 0:
		return cli.Usagef("%s and -q contradict each other: with %[1]s every token is a query", matrix)
	case !f.self && !to && len(f.queries) == 0:
		return cli.Usagef("-q WORD is missing: which word asks? (or --self: every token does; or --to TEXT: those of another text do)")
	case to && strings.TrimSpace(f.to) == "":
		return cli.Usagef("--to is empty: which words ask?")
	case f.causal && !f.self:
		return cli.Usagef("--causal needs --self")
	case (f.self || to) && (f.worked || f.compare):
		return cli.Usagef("--worked and --compare show one query: they do not go with %s", matrix)
	case f.self && f.values != "":
		return cli.Usagef("--self and --values contradict each other: the tokens are queries, keys and values")
	case to && f.eojeol:
		return cli.Usagef("--eojeol does not go with --to, whose weights are from token to token")
	}
	return nil
}

// matrix reports whether each of several tokens asks.
func (f *attendFlags) matrix() bool { return f.self || f.to != "" }

// parseTemperature reads --temperature.
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

// compared reads the list that --temperature is with --compare. Without the flag
// it is empty: --compare has temperatures of its own.
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
