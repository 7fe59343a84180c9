package korean

import (
	"strings"

	ko "github.com/ikawaha/kagome-dict-ko"

	"github.com/w2vattn/w2vattn/tokenize"
)

// genitive is the particle 의 (of). It stands between two nouns, so the costs of the
// dictionary make it unlikely at the end of a text: 배우의 alone is 배 + 우의.
const genitive = "의"

// rareNoun is the cost of a noun in 의 from which a reading with the particle is preferred.
// The cost of 책의 is 3,405, that of 주의 (attention) is 2,287.
const rareNoun = 3100

// analyse returns the sequence of morphemes of a text, valid until the next call. A text
// that ends in the particle 의, such as a word that a user looks up, is analysed as if a
// noun followed. Nouns and adverbs in 의 stay whole: 회의, 거의.
func (t *tokenizer) analyse(l *lattice, text string) []node {
	path := l.analyse(text)
	trimmed := strings.TrimRightFunc(text, tokenize.IsSpace)
	if t.rules == 0 || len(path) == 0 || !strings.HasSuffix(trimmed, genitive) || l.endsWell(path) {
		return path
	}
	path = l.analyse(trimmed + " 것")
	for int(path[len(path)-1].end) > len(trimmed) {
		path = path[:len(path)-1]
	}
	return path
}

// endsWell reports whether the last morpheme of a path, which ends in 의, is the
// particle, a user word, an adverb, or a noun that is frequent or has a semantic
// class. whole is true if the morpheme begins an eojeol: only a noun that is the
// whole word can be one in 의.
func (l *lattice) endsWell(path []node) bool {
	n := path[len(path)-1]
	switch whole := n.start == 0 || tokenize.IsSpace(rune(l.text[n.start-1])); {
	case n.tag == jkg, n.entry <= userEntry:
		return true
	case !whole || n.entry < 0:
		return false
	case n.tag == nng:
		c := l.d.content[n.entry]
		return c[0] != "*" || c[ko.Type-1] == "*" && l.d.morphs[n.entry].cost < rareNoun
	}
	return n.tag == mag
}
