package corpusflags

// This file defines the flags of tokenizing and completes the configuration: auto
// looks at a sample of the text, a user dictionary is read, and a flag of another
// tokenizer is an error.

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/tokenize/korean"
)

// Tokenizer is the flags of tokenizing. After the flags are parsed and Resolve has been
// called, Config is the configuration that they describe.
type Tokenizer struct {
	tokenize.Config
	// Chosen is the tokenizer and the share of Hangul in the text, which Resolve has found;
	// nil if the tokenizer does not depend on the text and suits any.
	Chosen *tokenize.Choice

	cmd *cobra.Command // whose flags these are
	// The values of --forms, dictionary or written, of --suffixes, keep or drop, and of
	// --user-dict, a file. Resolve copies them to Config.
	forms, suffixes, userDict string
	collapse                  bool // --collapse
	lexicon                   bool // --lexicon

	learn     bool // LearnParticles was called
	fromModel bool // Config is that of a model, with flags over it
}

// Add defines the flags on cmd.
func (f *Tokenizer) Add(cmd *cobra.Command) {
	f.cmd, f.Config = cmd, tokenize.Default()
	flags := cmd.Flags()
	cli.AddChoice(cmd, &f.Name, "tokenizer", auto, "how text is cut into tokens",
		auto+"\tkorean where most letters are Hangul, else words",
		tokenize.SpaceName+"\tat white space", tokenize.WordsName+"\tUAX #29",
		tokenize.KoreanName+"\tmorphemes, verbs as a dictionary lists them",
		tokenize.JosaName+"\twords without Korean particles, without a dictionary")
	flags.BoolVar(&f.Lower, "lower", f.Lower, "convert to lower case")
	cli.AddChoice(cmd, &f.Normalize, "normalize", f.Normalize, "Unicode normalization", string(tokenize.NFC),
		string(tokenize.NFKC), string(tokenize.None))
	flags.StringVar(&f.Korean.POS, "pos", "", "korean: parts of speech `TAGS` to keep, or +J,E besides the default")
	cli.AddChoice(cmd, &f.forms, "forms", "dictionary", "korean: form of verbs", "dictionary\t찾다", "written\t찾")
	cli.AddChoice(cmd, &f.suffixes, "suffixes", "keep", "korean: suffixes of nouns", "keep\t가능성", "drop\t가능")
	flags.StringVar(&f.userDict, "user-dict", "", "korean: `FILE` of additional words, one per line: word,TAG")
	flags.BoolVar(&f.lexicon, "lexicon", true, "korean: use the lexicon of new words and names, too")
	flags.BoolVar(&f.collapse, "collapse", false, "shorten ㅋㅋㅋㅋ to ㅋㅋ; default: true for korean and josa")
	flags.BoolVar(&f.Emoji, "keep-emoji", false, "emoji are tokens")
	cli.SetTopic(cmd, cli.TopicTokens)
}

// auto is the value of --tokenizer that chooses by the text.
const auto = "auto"

// koreanFlags are the flags that only the tokenizer korean reads.
var koreanFlags = []string{"pos", "forms", "suffixes", "user-dict", "lexicon"}

// Given reports whether a flag was set on the command line.
func (f *Tokenizer) Given(flag string) bool { return f.cmd.Flags().Changed(flag) }

// Resolve completes Config after the flags are parsed. It reads the user dictionary.
// sample returns text, by which auto chooses the tokenizer; it is called only if that, or
// whether the given tokenizer suits the text, must be found out. Without normalization auto
// does not choose korean. Flags of Korean with another tokenizer are a cli.UsageError.
func (f *Tokenizer) Resolve(sample func() string) error {
	switch {
	case f.fromModel:
	case f.Name == auto:
		chosen := tokenize.Choose(sample())
		if f.Normalize == tokenize.None {
			chosen.Name = tokenize.WordsName // the Korean dictionary needs composed syllables
		}
		f.Chosen, f.Name = &chosen, chosen.Name
	case f.Given("tokenizer") && (f.Name == tokenize.SpaceName || f.Name == tokenize.WordsName):
		f.Chosen = &tokenize.Choice{Name: f.Name, Hangul: tokenize.HangulShare(sample())}
	}
	if !f.fromModel {
		standard := tokenize.DefaultOf(f.Name)
		f.Marks, f.Collapse, f.Josa = standard.Marks, standard.Collapse, standard.Josa
		f.Korean.Rules, f.Korean.KeepSuffixes = standard.Korean.Rules, standard.Korean.KeepSuffixes
		f.Korean.Lexicon = standard.Korean.Lexicon
		f.Josa.Learn = f.learn && f.Name == tokenize.JosaName
	}
	return f.resolveFor(f.Name)
}

// LearnParticles makes Resolve set a configuration of the tokenizer josa that removes no
// particles, for a command that then finds the stems in the corpus. It is called before
// Resolve.
func (f *Tokenizer) LearnParticles() { f.learn = true }

// resolveFor is Resolve for the tokenizer of that name.
func (f *Tokenizer) resolveFor(name string) error {
	for _, flag := range koreanFlags {
		if f.Given(flag) && name != tokenize.KoreanName {
			return cli.Usagef("--%s goes with --tokenizer korean", flag)
		}
	}
	if f.Given("keep-emoji") && name == tokenize.SpaceName {
		return cli.Usagef("--keep-emoji goes with --tokenizer words, josa or korean; space keeps all characters")
	}
	if f.Given("forms") {
		f.Korean.Written = f.forms == "written"
	}
	if f.Given("suffixes") {
		f.Korean.KeepSuffixes = f.suffixes == "keep"
	}
	if f.Given("lexicon") {
		f.Korean.Lexicon = f.lexicon
	}
	if f.Given("collapse") {
		f.Collapse = f.collapse
	}
	if f.userDict == "" {
		return nil
	}
	words, err := readUserDict(f.userDict)
	f.Korean.UserWords = words
	return err
}

// maxUserDict is the largest size in bytes of a user dictionary, which becomes part of
// the model. The limit is a choice.
const maxUserDict = 16 << 20

// readUserDict reads a user dictionary, in UTF-8 or another encoding that input.Decode
// detects, and checks its lines. It returns the text in UTF-8.
func readUserDict(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close() //nolint:errcheck // only read from
	decoded, err := input.Decode(file, path, input.Encoding{})
	if err != nil {
		return "", err
	}
	defer decoded.Close() //nolint:errcheck // only read from
	text, err := io.ReadAll(io.LimitReader(decoded, maxUserDict+1))
	if err != nil {
		return "", err
	}
	if len(text) > maxUserDict {
		return "", fmt.Errorf("%s: too large for a user dictionary; at most %d MiB are read", path, maxUserDict>>20)
	}
	if err := korean.CheckUserWords(string(text)); err != nil {
		return "", fmt.Errorf("%s, %w", path, err)
	}
	return string(text), nil
}

// Override returns c, the configuration of a model, with the fields replaced whose flags
// were given; --tokenizer auto leaves the tokenizer as it is. Errors are those of Resolve.
func (f *Tokenizer) Override(c tokenize.Config) (tokenize.Config, error) {
	f.fromModel = true
	if f.Given("tokenizer") && f.Name != auto && c.Name != f.Name {
		c = retokenized(c, f.Name)
	}
	if f.Given("lower") {
		c.Lower = f.Lower
	}
	if f.Given("normalize") {
		c.Normalize = f.Normalize
	}
	if err := f.resolveFor(c.Name); err != nil {
		return c, err
	}
	if f.Given("pos") {
		c.Korean.POS = f.Korean.POS
	}
	if f.Given("forms") {
		c.Korean.Written = f.Korean.Written
	}
	if f.Given("suffixes") {
		c.Korean.KeepSuffixes = f.Korean.KeepSuffixes
	}
	if f.Given("lexicon") {
		c.Korean.Lexicon = f.Korean.Lexicon
	}
	if f.Given("collapse") {
		c.Collapse = f.Collapse
	}
	if f.Given("keep-emoji") {
		c.Emoji = f.Emoji
	}
	if f.userDict != "" {
		c.Korean.UserWords = f.Korean.UserWords
	}
	return c, nil
}

// retokenized returns c for another tokenizer, whose options are the default ones.
func retokenized(c tokenize.Config, name string) tokenize.Config {
	standard := tokenize.DefaultOf(name)
	standard.Lower, standard.Normalize, standard.Phrases = c.Lower, c.Normalize, c.Phrases
	return standard
}

// NewTokenizer returns the tokenizer that c describes. A wrong configuration is a
// cli.UsageError.
func NewTokenizer(c tokenize.Config) (tokenize.Tokenizer, error) {
	t, err := w2vattn.NewTokenizer(c)
	if err != nil {
		return nil, cli.UsageError{Err: err}
	}
	return t, nil
}
