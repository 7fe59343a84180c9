package trainflags

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/w2vattn/w2vattn/embed/glove"
	"github.com/w2vattn/w2vattn/embed/lexvec"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/cli"
)

// parse returns the settled configuration that args stand for.
func parse(t *testing.T, args string) word2vec.Config {
	t.Helper()
	c := word2vec.Default()
	cmd := command(&c)
	if err := cmd.ParseFlags(strings.Fields(args)); err != nil {
		t.Fatal(err)
	}
	Settle(&c, cmd.Flags().Changed)
	return c
}

// command returns a command with all flags of c.
func command(c *word2vec.Config) *cobra.Command {
	cmd := &cobra.Command{Use: "train"}
	for _, add := range []func(*cobra.Command, *word2vec.Config){AddVocabulary, AddBatched, AddGensim, AddSeed} {
		add(cmd, c)
	}
	AddModel(cmd, c, Architectures()...)
	return cmd
}

// TestFlagsAreFields: each flag sets the field that a FieldError would name by it.
func TestFlagsAreFields(t *testing.T) {
	var fields []string
	for f := range reflect.TypeFor[word2vec.Config]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		fields = append(fields, Flag(name))
	}
	c := word2vec.Default()
	n := 0
	command(&c).Flags().VisitAll(func(f *pflag.Flag) {
		if n++; !slices.Contains(fields, f.Name) {
			t.Errorf("--%s is no field of a Config: %q", f.Name, fields)
		}
	})
	if n != 20 {
		t.Errorf("%d flags", n)
	}
}

func TestDefaults(t *testing.T) {
	if got, want := parse(t, ""), word2vec.Default(); !reflect.DeepEqual(got, want) {
		t.Errorf("without flags:\n got %+v\nwant %+v", got, want)
	}
}

func TestSettle(t *testing.T) {
	for _, c := range []struct {
		args     string
		negative int
		alpha    float64
	}{
		{"--hs", 0, word2vec.Default().Alpha},
		{"--hs --negative 3", 3, word2vec.Default().Alpha},
		{"--arch skipgram", word2vec.Default().Negative, parse(t, "--arch skipgram").DefaultAlpha()},
		{"--arch skipgram --alpha 0.2", word2vec.Default().Negative, 0.2},
	} {
		if got := parse(t, c.args); got.Negative != c.negative || got.Alpha != c.alpha {
			t.Errorf("%s: negative %d, alpha %v; want %d, %v", c.args, got.Negative, got.Alpha, c.negative, c.alpha)
		}
	}
	if parse(t, "--arch skipgram").Alpha == word2vec.Default().Alpha {
		t.Error("the default of --alpha does not depend on --arch")
	}
}

// TestAlphas: help has the learning rates of the trainer.
func TestAlphas(t *testing.T) {
	c := word2vec.Default()
	usage := command(&c).Flags().Lookup("alpha").Usage
	if want := fmt.Sprintf("%g with skipgram", parse(t, "--arch skipgram").Alpha); !strings.Contains(usage, want) {
		t.Errorf("%q does not say %q", usage, want)
	}
}

func TestUsageError(t *testing.T) {
	fields := &word2vec.FieldError{Fields: []string{"dim", "ns_exponent"},
		Why: []string{"dim is 0", "ns_exponent is -9"}}
	err := UsageError(fmt.Errorf("job: %w", fields))
	var usage cli.UsageError
	if !errors.As(err, &usage) || err.Error() != "--dim is 0; --ns-exponent is -9" {
		t.Errorf("got %v", err)
	}
	if c := parse(t, "--dim 0"); !errors.As(UsageError(c.Validate()), &usage) {
		t.Errorf("--dim 0: %v", c.Validate())
	}
	if UsageError(nil) != nil || !errors.Is(UsageError(fs.ErrNotExist), fs.ErrNotExist) {
		t.Error("other errors do not stay as they are")
	}
}

// TestGloVe: GloVe has its own defaults where flags are not given, and gets the values of the
// flags that it shares with word2vec.
func TestGloVe(t *testing.T) {
	d := glove.Default()
	c := parse(t, "--arch glove --dim 7 --seed 5 --min-count 3 --max-vocab 9")
	choice := ChoiceOf(c)
	d.Dim, d.Seed, d.MinCount, d.MaxVocab = 7, 5, 3, 9
	if got := choice.Trainer(Values{Word2Vec: c, GloVe: glove.Default()}); got != d {
		t.Errorf("%+v, want %+v", got, d)
	}
	c = parse(t, "--arch glove --window 3 --epochs 2 --alpha 0.1")
	if c.Window != 3 || c.Epochs != 2 || c.Alpha != 0.1 || c.Sample != 0 {
		t.Errorf("%+v", c)
	}
	given := func(name string) func(string) bool { return func(flag string) bool { return flag == name } }
	for flag, want := range map[string]string{"negative": "--negative is for word2vec and LexVec, not --arch glove",
		"hs": "--hs is for word2vec, not --arch glove", "dim": "",
		"xmax": "", "checkpoint": ""} {
		if err := choice.Refuse(given(flag)); err == nil && want != "" || err != nil && err.Error() != want {
			t.Errorf("--%s: %v, want %q", flag, err, want)
		}
	}
	for _, trainer := range Names() {
		err := ChoiceOf(word2vec.Config{Arch: word2vec.CBOW, Trainer: trainer}).Refuse(given("xmax"))
		if err == nil || err.Error() != "--xmax is for GloVe: add --arch glove" {
			t.Errorf("%s: %v", trainer, err)
		}
	}
}

// TestSolver: --solver selects the solver by its name, and adagrad is that of the defaults.
func TestSolver(t *testing.T) {
	for args, want := range map[string]glove.Solver{"": glove.AdaGrad, "--solver adagrad": glove.AdaGrad,
		"--solver sgd": glove.SGD} {
		shared, g := word2vec.Default(), glove.Default()
		cmd := command(&shared)
		AddGloVe(cmd, &g)
		if err := cmd.ParseFlags(strings.Fields("--arch glove " + args)); err != nil {
			t.Fatal(err)
		}
		Settle(&shared, cmd.Flags().Changed)
		c := glove.Default()
		c.Solver = want
		if got := ChoiceOf(shared).Trainer(Values{Word2Vec: shared, GloVe: g}); got != c {
			t.Errorf("%q: %+v, want %+v", args, got, c)
		}
	}
}

// asFlags returns the values of the flags of GloVe.
func asFlags() glove.Config {
	c := glove.Default()
	AddGloVe(&cobra.Command{}, &c)
	return c
}

// TestLexVec: LexVec has its own learning rate and weights of distances, and gets the values of the flags that it shares
// with the other models.
func TestLexVec(t *testing.T) {
	d, c := lexvec.Default(), parse(t, "--arch lexvec")
	if got := ChoiceOf(c).Trainer(Values{Word2Vec: c, GloVe: asFlags(), LexVec: d}); got != d {
		t.Errorf("the defaults of the flags are %+v, not those of the package", got)
	}
	c = parse(t, "--arch lexvec --dim 7 --seed 5 --min-count 3 --max-vocab 9 --window 2 --negative 3 --epochs 4 "+
		"--sample 0.5 --alpha 0.1 --min-alpha 0.2 --ns-exponent 0.3")
	choice := ChoiceOf(c)
	d.Dim, d.Seed, d.MinCount, d.MaxVocab, d.Window, d.Negative, d.Epochs = 7, 5, 3, 9, 2, 3, 4
	d.Sample, d.Alpha, d.MinAlpha, d.NSExponent = .5, .1, .2, .3
	values := Values{Word2Vec: c, GloVe: glove.Default(), LexVec: lexvec.Default()}
	values.GloVe.Weighting, values.GloVe.Cooccurrences, values.LexVec.Smooth = "flat", "f", 1
	d.Weighting, d.Cooccurrences, d.Smooth = "flat", "f", 1
	if got := choice.Trainer(values); got != d {
		t.Errorf("%+v, want %+v", got, d)
	}
	for flag, want := range map[string]string{"xmax": "--xmax is for GloVe, not --arch lexvec", "negative": "",
		"trainer": "--trainer is for word2vec, not --arch lexvec", "cooccur": "", "window-weighting": "", "smooth": ""} {
		given := func(name string) bool { return name == flag }
		if err := choice.Refuse(given); err == nil && want != "" || err != nil && err.Error() != want {
			t.Errorf("--%s: %v, want %q", flag, err, want)
		}
	}
	given := func(name string) bool { return name == "positional" }
	for arch, want := range map[string]string{glove.Name: "--positional is for LexVec, not --arch glove",
		word2vec.CBOW: "--positional is for LexVec: add --arch lexvec"} {
		choice := ChoiceOf(word2vec.Config{Arch: arch, Trainer: word2vec.Batched})
		if err := choice.Refuse(given); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %q", arch, err, want)
		}
	}
}

// TestLexVecFlagsAreFields: each flag of LexVec sets a field that a FieldError names by it.
func TestLexVecFlagsAreFields(t *testing.T) {
	var fields []string
	for f := range reflect.TypeFor[lexvec.Config]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		fields = append(fields, Flag(name))
	}
	cmd, c := &cobra.Command{}, lexvec.Default()
	AddLexVec(cmd, &c)
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !slices.Contains(fields, f.Name) {
			t.Errorf("--%s is no field: %q", f.Name, fields)
		}
	})
}

// TestGloVeFlagsAreFields: each flag of GloVe sets a field that a FieldError names by it.
func TestGloVeFlagsAreFields(t *testing.T) {
	var fields []string
	for f := range reflect.TypeFor[glove.Config]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		fields = append(fields, Flag(name))
	}
	cmd, c := &cobra.Command{}, glove.Default()
	AddGloVe(cmd, &c)
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !slices.Contains(fields, f.Name) && f.Name != "cooccur" {
			t.Errorf("--%s is no field: %q", f.Name, fields)
		}
	})
}

// TestSettleKorean: 64 negatives are the default of CBOW for Korean text that is long enough.
func TestSettleKorean(t *testing.T) {
	none := func(string) bool { return false }
	long := strings.Repeat("a", koreanText)
	for _, test := range []struct {
		name   string
		change func(c *word2vec.Config)
		sample string
		given  func(string) bool
		want   int
	}{
		{"cbow", func(*word2vec.Config) {}, long, none, 64},
		{"short", func(*word2vec.Config) {}, long[1:], none, 16},
		{"given", func(*word2vec.Config) {}, long, func(flag string) bool { return flag == "shared" }, 16},
		{"skipgram", func(c *word2vec.Config) { c.Arch = word2vec.SkipGram }, long, none, 16},
		{"gensim", func(c *word2vec.Config) { c.Trainer = word2vec.Gensim }, long, none, 16},
		{"glove", func(c *word2vec.Config) { c.Arch = glove.Name }, long, none, 16},
	} {
		c := word2vec.Default()
		test.change(&c)
		if changed := SettleKorean(&c, test.sample, test.given); c.Shared != test.want || changed != (test.want == 64) {
			t.Errorf("%s: shared %d, changed %v", test.name, c.Shared, changed)
		}
		if err := c.Validate(); test.name == "cbow" && err != nil {
			t.Error(err)
		}
	}
}
