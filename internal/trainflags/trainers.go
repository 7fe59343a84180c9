package trainflags

// This file lists the trainers and which flags each reads. A flag that the chosen
// trainer does not read is an error, because the user expects an effect.

import (
	"cmp"
	"slices"

	"github.com/w2vattn/w2vattn/embed/glove"
	"github.com/w2vattn/w2vattn/embed/lexvec"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/cli"
)

// Values holds the values of the flags of all trainers. Flags that several trainers have,
// such as --dim, are in the configuration of word2vec, and those that GloVe and LexVec have are
// in the configuration of GloVe.
type Values struct {
	Word2Vec word2vec.Config
	GloVe    glove.Config
	LexVec   lexvec.Config
}

// A Choice is a trainer that --trainer or --arch selects by name.
type Choice struct {
	Name    string                            // value of --trainer or --arch
	Refused []Refusal                         // flags that it does not read
	Trainer func(values Values) train.Trainer // from the values of the flags
}

// A Refusal is flags that a trainer does not read.
type Refusal struct {
	Flags []string
	Why   string // continues the error "--flag …"
}

// Trainers lists the trainers of word2vec, which --trainer selects, the default first. It is
// read only.
var Trainers = []Choice{
	{word2vec.Batched, append([]Refusal{{gensimOnly, "is for the gensim trainer: add --trainer gensim"}},
		notWord2Vec...), asWord2Vec},
	{word2vec.Gensim, append([]Refusal{{batchedOnly, "is for the batched trainer, not --trainer gensim"}},
		notWord2Vec...), asWord2Vec},
}

// Others lists the trainers of other models than word2vec, which --arch selects. A new model
// is one more line. It is read only.
var Others = []Choice{
	{glove.Name, []Refusal{{sampling, "is for word2vec and LexVec, not --arch glove"},
		{word2vecOnly, "is for word2vec, not --arch glove"},
		{lexvecOnly, "is for LexVec, not --arch glove"}}, asGloVe},
	{lexvec.Name, []Refusal{{word2vecOnly, "is for word2vec, not --arch lexvec"},
		{gloveOnly, "is for GloVe, not --arch lexvec"}}, asLexVec},
}

var (
	// The flags that only one of the trainers reads.
	gensimOnly  = []string{"hs", "gensim-order", "cbow-mean", "batch-words"}
	batchedOnly = []string{"block", "shared", "reuse", "gradient", "kernel", "checkpoint", "continue", "held-out",
		"patience"}
	// The flags that only word2vec reads.
	word2vecOnly = slices.Concat(gensimOnly, []string{"trainer", "block", "shared", "reuse", "gradient", "held-out",
		"patience", "continue"})
	// The flags that only word2vec and LexVec read.
	sampling = []string{"negative", "sample", "min-alpha", "ns-exponent"}
	// The flags that only one of the other models reads.
	gloveOnly  = []string{"xmax", "solver", "weight-alpha", "symmetric", "vectors"}
	lexvecOnly = []string{"association", "smooth", "positional"}
	// The flags that word2vec does not read.
	notWord2Vec = []Refusal{{gloveOnly, "is for GloVe: add --arch glove"},
		{lexvecOnly, "is for LexVec: add --arch lexvec"},
		{[]string{"window-weighting", "cooccur"}, "is for GloVe and LexVec: add --arch glove or --arch lexvec"}}
)

// asWord2Vec returns the configuration of word2vec, which selects the trainer by its field
// Trainer.
func asWord2Vec(values Values) train.Trainer { return values.Word2Vec }

// asGloVe returns the configuration of GloVe, with the values of the flags that it shares with
// word2vec.
func asGloVe(values Values) train.Trainer {
	c, shared := withSolver(values.GloVe), values.Word2Vec
	c.Dim, c.Window, c.Epochs, c.Alpha, c.Seed = shared.Dim, shared.Window, shared.Epochs, shared.Alpha, shared.Seed
	c.MinCount, c.MaxVocab = shared.MinCount, shared.MaxVocab
	c.Weighting = cmp.Or(c.Weighting, glove.Default().Weighting)
	return c
}

// asLexVec returns the configuration of LexVec, with the values of the flags that it shares with
// word2vec and GloVe.
func asLexVec(values Values) train.Trainer {
	c, shared := values.LexVec, values.Word2Vec
	c.Dim, c.Window, c.Negative, c.Epochs, c.Seed = shared.Dim, shared.Window, shared.Negative, shared.Epochs, shared.Seed
	c.MinCount, c.MaxVocab, c.Sample = shared.MinCount, shared.MaxVocab, shared.Sample
	c.Alpha, c.MinAlpha, c.NSExponent = shared.Alpha, shared.MinAlpha, shared.NSExponent
	c.Weighting, c.Cooccurrences = cmp.Or(values.GloVe.Weighting, c.Weighting), values.GloVe.Cooccurrences
	return c
}

// Names lists the trainers that --trainer selects.
func Names() []string { return namesOf(Trainers) }

// Architectures lists the values of --arch: those of word2vec, the default first, and the
// other models.
func Architectures() []string {
	return append([]string{word2vec.CBOW, word2vec.SkipGram}, namesOf(Others)...)
}

// namesOf returns the names of choices.
func namesOf(choices []Choice) []string {
	names := make([]string, len(choices))
	for i, c := range choices {
		names[i] = c.Name
	}
	return names
}

// Refuse returns an error for the first flag that c does not read.
func (c Choice) Refuse(given func(flag string) bool) error {
	for _, r := range c.Refused {
		if err := cli.Refuse(given, r.Why, r.Flags...); err != nil {
			return err
		}
	}
	return nil
}

// ChoiceOf returns the trainer of a configuration: its architecture if that is another model
// than word2vec, else its trainer. It panics for a name that the flags do not accept.
func ChoiceOf(c word2vec.Config) Choice {
	if i := slices.IndexFunc(Others, func(o Choice) bool { return o.Name == c.Arch }); i >= 0 {
		return Others[i]
	}
	return Trainers[slices.IndexFunc(Trainers, func(o Choice) bool { return o.Name == c.Trainer })]
}
