package korean

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/w2vattn/w2vattn/tokenize"
)

// A tokenizer cuts text into morphemes. It is safe for concurrent use: each call takes a
// lattice of its own from the pool.
type tokenizer struct {
	folder  tokenize.Folder
	form    norm.Form
	keep    tagSet
	written bool
	emoji   bool
	rules   int // tokenize.Korean.Rules

	lattices sync.Pool // of *lattice: one for each concurrent call
}

// New returns the tokenizer that c describes; c.Name must be [tokenize.KoreanName]. It
// returns an error for an unknown part of speech, for a line of c.Korean.UserWords that
// cannot be read, and for a normalisation other than NFC and NFKC. The dictionary is
// loaded when the first text is cut.
func New(c tokenize.Config) (tokenize.Tokenizer, error) {
	t, err := newTokenizer(c)
	if err != nil {
		return nil, err
	}
	if c.Collapse {
		return tokenize.Collapsed(t), nil
	}
	return t, nil
}

// newTokenizer is New without Config.Collapse.
func newTokenizer(c tokenize.Config) (*tokenizer, error) {
	if c.Name != tokenize.KoreanName {
		return nil, fmt.Errorf("korean: the name of the tokenizer is %q, expected %q", c.Name, tokenize.KoreanName)
	}
	if r := c.Korean.Rules; r < 0 || r > tokenize.KoreanRules {
		return nil, fmt.Errorf("korean: version %d of the rules is not known, the newest one is %d; use a newer program",
			r, tokenize.KoreanRules)
	}
	t := &tokenizer{written: c.Korean.Written, emoji: c.Emoji, rules: c.Korean.Rules}
	switch c.Normalize {
	case tokenize.NFC:
		t.form = norm.NFC
	case tokenize.NFKC:
		t.form = norm.NFKC
	default:
		return nil, fmt.Errorf("korean: normalisation %q: the dictionary needs composed syllables; use %s or %s",
			c.Normalize, tokenize.NFC, tokenize.NFKC)
	}
	var err error
	if t.folder, err = tokenize.NewFolder(c.Lower, c.Normalize); err != nil {
		return nil, err
	}
	if t.keep, err = parsePOS(c.Korean.POS); err != nil {
		return nil, err
	}
	words, err := readUserWords(c.Korean.UserWords, t.form)
	if err != nil {
		return nil, fmt.Errorf("korean: user dictionary, %w", err)
	}
	user := sync.OnceValue(func() *wordList { return newUserWords(load(), words, c.Korean.Rules) })
	t.lattices.New = func() any {
		l := &lattice{d: load(), user: user(), emoji: c.Emoji, suffixes: c.Korean.KeepSuffixes}
		if c.Korean.Rules > 0 {
			l.supplement = loadSupplement()
		}
		if c.Korean.Lexicon {
			l.lexicon = loadLexicon()
		}
		return l
	}
	return t, nil
}

// Append implements [tokenize.Tokenizer]. If a dictionary entry has several morphemes, as
// 갔 in 갔다 has, their tokens have the same Start and End.
func (t *tokenizer) Append(dst []tokenize.Token, text string) []tokenize.Token {
	return t.append(dst, nil, text)
}

// append is Append; unless tags is nil, it appends the tags of the tokens to *tags.
func (t *tokenizer) append(dst []tokenize.Token, tags *[]string, text string) []tokenize.Token {
	if text == "" {
		return dst
	}
	l := t.lattices.Get().(*lattice)
	defer t.lattices.Put(l)
	first := len(dst)
	normal, changed := normalize(text, t.form)
	if changed {
		text = normal.text
	}
	for begin := 0; begin < len(text); {
		end := begin + sentenceEnd(text[begin:])
		dst = t.sentence(dst, tags, l, text[begin:end], begin)
		begin = end
	}
	if changed {
		for i := first; i < len(dst); i++ {
			dst[i].Start, dst[i].End = int(normal.first[dst[i].Start]), int(normal.last[dst[i].End-1])
		}
	}
	l.text = ""
	return dst
}

// sentence appends the tokens of a text and, unless tags is nil, their tags. offset is added
// to their bounds.
func (t *tokenizer) sentence(
	dst []tokenize.Token, tags *[]string, l *lattice, text string, offset int,
) []tokenize.Token {
	path := t.analyse(l, text)
	if t.written {
		l.morphemes = l.writtenForms(l.morphemes[:0], path)
	} else {
		l.morphemes = l.dictionaryForms(l.morphemes[:0], path)
	}
	for _, m := range l.morphemes {
		if !t.keeps(m) {
			continue
		}
		if m.tag > xr || m.form[0] < utf8.RuneSelf {
			m.form = t.folder.Fold(m.form)
		}
		dst = append(dst, tokenize.Token{Text: m.form, Start: offset + m.start, End: offset + m.end})
		if tags != nil {
			*tags = append(*tags, tagNames[m.tag])
		}
	}
	return dst
}

// keeps reports whether m is a token: its part of speech is kept, or it is an emoji
// and those are kept.
func (t *tokenizer) keeps(m morpheme) bool {
	return t.keep[m.tag] || t.emoji && m.tag == sy && tokenize.IsEmoji(m.form)
}

const (
	longSentence = 4 << 10  // bytes after which a text is cut at the next space
	longWord     = 16 << 10 // bytes after which it is cut between any two characters
)

// sentenceEnd returns the number of bytes of text to analyse at once: all of it, or
// fewer to bound the memory of the lattice, which grows with the length of the text.
// Cutting at a space changes the analysis only near the space. A text of 16 KiB
// without a space is not Korean prose, and may be cut anywhere but inside a
// character.
func sentenceEnd(text string) int {
	if len(text) <= longWord {
		if len(text) <= longSentence {
			return len(text)
		}
		if i := strings.IndexByte(text[longSentence:], ' '); i >= 0 {
			return longSentence + i
		}
		return len(text)
	}
	end := longSentence
	if i := strings.IndexByte(text[end:longWord], ' '); i >= 0 {
		return end + i
	}
	end = longWord
	for end > longSentence && !utf8.RuneStart(text[end]) {
		end--
	}
	return end
}
