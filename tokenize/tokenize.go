package tokenize

import "fmt"

// A Token is a word of a text.
type Token struct {
	Text  string `json:"token"` // as it is counted and looked up
	Start int    `json:"start"` // first byte in the text
	End   int    `json:"end"`   // byte after the last
}

// A Tokenizer cuts text into tokens. It is safe for concurrent use: a corpus is
// tokenized on all cores.
type Tokenizer interface {
	// Append appends the tokens of text to dst and returns the longer slice.
	// Offsets count from the start of text, which should be UTF-8: what becomes
	// of other bytes depends on the tokenizer, and nothing reports them.
	// input.InvalidUTF8.Clean refuses or replaces them.
	Append(dst []Token, text string) []Token
}

// Names of the ways to cut that a Config can ask for.
const (
	SpaceName  = "space"
	WordsName  = "words"
	JosaName   = "josa"
	KoreanName = "korean"
)

// A Config describes a tokenizer as plain data, so that a model can remember
// with which one its words were made.
type Config struct {
	Name      string  `json:"name"`              // one of the names above, or one that Register was given
	Lower     bool    `json:"lower"`             // lower case
	Normalize Form    `json:"normalize"`         // Unicode normalisation
	Korean    Korean  `json:"korean,omitzero"`   // of KoreanName only
	Phrases   Phrases `json:"phrases,omitempty"` // joined in what the tokenizer finds
}

// Korean says what becomes of morphemes.
type Korean struct {
	// POS lists the parts of speech that are kept, by the Sejong corpus's tags
	// or their beginnings; after a + those besides nouns, verbs, adverbs and the
	// like, which are kept if it is empty.
	POS       string `json:"pos,omitempty"`
	Written   bool   `json:"written,omitempty"`    // morphemes as they are written, not as a dictionary lists them
	UserWords string `json:"user_words,omitempty"` // a user's dictionary: a word a line, a comma, its tag
}

// Default returns the configuration that one starts from: words in lower case
// and NFC.
func Default() Config {
	return Config{Name: WordsName, Lower: true, Normalize: NFC}
}

// Plain returns the configuration that changes nothing: tokens between white
// space, as they are written. It is what gensim reads.
func Plain() Config {
	return Config{Name: SpaceName, Normalize: None}
}

// New makes the tokenizer that c describes. A name that is neither of this package
// nor registered is an *UnknownTokenizerError, and an unknown form an error too.
func (c Config) New() (Tokenizer, error) {
	t, err := c.cutter()
	if err != nil {
		return nil, err
	}
	return Joined(t, c.Phrases), nil
}

// cutter makes the tokenizer that leaves phrases in two.
func (c Config) cutter() (Tokenizer, error) {
	form, err := NewFolder(c.Lower, c.Normalize)
	if err != nil {
		return nil, err
	}
	switch c.Name {
	case SpaceName:
		return space{form}, nil
	case WordsName:
		return uaxWords{form}, nil
	case JosaName:
		return josa{uaxWords{form}}, nil
	case KoreanName:
		return nil, fmt.Errorf("tokenize: the tokenizer %s has a dictionary to carry: package tokenize/korean makes it", c.Name)
	}
	return c.custom()
}

// Words returns the default tokenizer: UAX #29 words in lower case and NFC.
func Words() Tokenizer { return uaxWords{Folder{lower: true, form: NFC}} }

// Space returns a tokenizer that cuts at white space and changes nothing.
func Space() Tokenizer { return space{Folder{form: None}} }

// Texts returns the texts of tokens, in order.
func Texts(tokens []Token) []string {
	texts := make([]string, len(tokens))
	for i, t := range tokens {
		texts[i] = t.Text
	}
	return texts
}
