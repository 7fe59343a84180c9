package tokenize

// This file declares tokenizers, tokens with byte offsets, and the configuration that
// a model stores.

import (
	"encoding/json"
	"fmt"
)

// A Token is a piece of a text: a word, a morpheme or a phrase.
type Token struct {
	Text  string `json:"token"` // the form that is counted and looked up
	Start int    `json:"start"` // offset of its first byte in the text
	End   int    `json:"end"`   // offset of the byte after its last
}

// A Tokenizer cuts text into tokens. It is safe for concurrent use: a corpus is
// tokenized on all cores.
type Tokenizer interface {
	// Append appends the tokens of text to dst and returns the extended slice. Offsets
	// are relative to the start of text, which should be UTF-8: the treatment of other
	// bytes depends on the tokenizer, and they are not reported.
	// Use input.InvalidUTF8.Clean first to refuse or replace them.
	Append(dst []Token, text string) []Token
}

// The names of the tokenizers of this package and of tokenize/korean, for Config.
const (
	SpaceName  = "space"  // tokens between white space
	WordsName  = "words"  // UAX #29 words
	JosaName   = "josa"   // UAX #29 words without Korean particles
	KoreanName = "korean" // Korean morphemes
)

// A Config describes a tokenizer as plain data. A model stores the Config of the tokenizer
// that cut its corpus.
type Config struct {
	Name      string  `json:"name"`               // one of the names above, or one given to Register
	Lower     bool    `json:"lower"`              // tokens in lower case
	Normalize Form    `json:"normalize"`          // Unicode normalisation of tokens
	Marks     Marks   `json:"marks,omitempty"`    // where WordsName and JosaName break Hangul
	Collapse  bool    `json:"collapse,omitempty"` // repeated letters of Hangul are shortened: see Collapsed
	Emoji     bool    `json:"emoji,omitempty"`    // emoji are tokens, not with SpaceName: see IsEmoji
	Korean    Korean  `json:"korean,omitzero"`    // options of KoreanName
	Josa      Josa    `json:"josa,omitzero"`      // options of JosaName
	Phrases   Phrases `json:"phrases,omitempty"`  // joined in the tokens
}

// Marks says at which punctuation marks inside a word Hangul is cut. UAX #29 has no word
// boundary at . : · ’ and ' between two letters.
type Marks string

// The values of Marks.
const (
	UAXMarks    Marks = ""       // where UAX #29 has a boundary: 재밌어요.정말 is one word
	HangulMarks Marks = "hangul" // also at marks beside Hangul: 재밌어요.정말 is two words; don't is one
)

// Korean holds the options of the Korean tokenizer.
type Korean struct {
	// POS lists the parts of speech that are kept, by tags of the Sejong corpus or their
	// first letters, separated by commas. An empty list stands for the default: nouns,
	// verbs, adverbs and the like. A list that begins with + is added to the default.
	POS string `json:"pos,omitempty"`
	// Written keeps morphemes as they are written instead of in their dictionary form.
	Written bool `json:"written,omitempty"`
	// UserWords is a user dictionary: one word per line and, after a comma, its tag. A
	// comment begins with # at the start of a line or after white space.
	UserWords string `json:"user_words,omitempty"`
	// Rules is the version of the rules of the analysis, from 0 to KoreanRules. Models that
	// do not store it use version 0.
	Rules int `json:"rules,omitempty"`
	// KeepSuffixes joins a noun and its suffix to one token: 가능성. Otherwise suffixes are
	// dropped and the noun remains: 가능.
	KeepSuffixes bool `json:"keep_suffixes,omitempty"`
	// Lexicon adds the words of the lexicon of package korean to the dictionary: new words,
	// names and technical terms, such as 꿀잼 and 챗봇.
	Lexicon bool `json:"lexicon,omitempty"`
}

// Josa holds the options of the tokenizer josa. The zero value stands for the rules of
// version 0.1, whose models do not store these options.
type Josa struct {
	// Rules is the number of the rules of particles: JosaRules, or 0 for those of
	// version 0.1.
	Rules int `json:"rules,omitempty"`
	// Stems are words, separated by spaces, that FindStems found in a corpus. If there are
	// any, particles are removed only after them.
	Stems string `json:"stems,omitempty"`
	// Learn says that the stems are still to be found in the corpus. The tokenizer then
	// removes nothing; package train, which finds the stems, does it.
	Learn bool `json:"learn,omitempty"`
}

// KoreanRules is the newest version of the rules of the Korean tokenizer.
const KoreanRules = 1

// Default returns the default configuration: words in lower case and NFC, with
// boundaries as in UAX #29 and at all marks beside Hangul.
func Default() Config {
	return Config{Name: WordsName, Lower: true, Normalize: NFC, Marks: HangulMarks}
}

// DefaultOf returns the default configuration of the tokenizer with a name. Its tokens are
// in lower case and NFC. The zero values of Marks, Collapse, Korean and Josa can differ
// from the defaults: they stand for the behaviour of models that were trained before these
// fields existed.
func DefaultOf(name string) Config {
	c := Default()
	c.Name = name
	if name != WordsName && name != JosaName {
		c.Marks = UAXMarks
	}
	c.Collapse = name == JosaName || name == KoreanName
	if name == JosaName {
		c.Josa.Rules = JosaRules
	}
	if name == KoreanName {
		c.Korean = Korean{Rules: KoreanRules, KeepSuffixes: true, Lexicon: true}
	}
	return c
}

// ParseConfig returns the configuration that a model stores as JSON, or the default for
// nil. A model from before a field of Config was added has its zero value, which stands for
// what the model's tokenizer did then.
func ParseConfig(stored []byte) (Config, error) {
	c := Default()
	if stored == nil {
		return c, nil
	}
	c.Marks = UAXMarks
	if err := json.Unmarshal(stored, &c); err != nil {
		return c, fmt.Errorf("the model's tokenizer: %w", err)
	}
	return c, nil
}

// Plain returns the configuration of tokens between white space, as they are written.
// gensim reads text in this way.
func Plain() Config {
	return Config{Name: SpaceName, Normalize: None}
}

// New returns the tokenizer that c describes. If its name is neither one of this package
// nor registered, the error is an *UnknownTokenizerError. An unknown normalisation and
// KoreanName, for which package tokenize/korean has a constructor, are errors, too.
func (c Config) New() (Tokenizer, error) {
	t, err := c.cutter()
	if err != nil {
		return nil, err
	}
	if c.Collapse {
		t = Collapsed(t)
	}
	return Joined(t, c.Phrases), nil
}

// cutter returns the tokenizer that c describes, without Collapse and Phrases.
func (c Config) cutter() (Tokenizer, error) {
	form, err := NewFolder(c.Lower, c.Normalize)
	if err != nil {
		return nil, err
	}
	if c.Marks != UAXMarks && c.Marks != HangulMarks {
		return nil, fmt.Errorf("tokenize: unknown marks %q; use %q or %q", c.Marks, UAXMarks, HangulMarks)
	}
	words := uaxWords{form, c.Marks == HangulMarks, c.Emoji}
	switch c.Name {
	case SpaceName:
		return space{form}, nil
	case WordsName:
		return words, nil
	case JosaName:
		return newJosa(words, c.Josa)
	case KoreanName:
		return nil,
			fmt.Errorf("tokenize: the tokenizer %s needs a dictionary: use korean.New of package tokenize/korean",
				c.Name)
	}
	return c.custom()
}

// Words returns the tokenizer of Default.
func Words() Tokenizer { return uaxWords{Folder: Folder{lower: true, form: NFC}, marks: true} }

// Space returns the tokenizer of Plain: text between white space, as it is written.
func Space() Tokenizer { return space{Folder{form: None}} }

// Texts returns the forms of tokens, in order.
func Texts(tokens []Token) []string {
	texts := make([]string, len(tokens))
	for i, t := range tokens {
		texts[i] = t.Text
	}
	return texts
}
