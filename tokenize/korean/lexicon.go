package korean

// This file adds a lexicon of nouns that are newer than the dictionary or missing
// from it, such as names of companies and terms. It is one of the options of the
// tokenizer (tokenize.Korean.Lexicon), and a model stores whether it was used,
// because the same text has other tokens without it.

import (
	_ "embed"
	"maps"
	"slices"
	"sync"

	"github.com/ikawaha/kagome-dict/dict/trie"
	"golang.org/x/text/unicode/norm"
)

// lexiconText is the lexicon, in the format of a user dictionary. Its words are nouns.
//
//go:embed lexicon.csv
var lexiconText string

// lexiconCost is the cost of a word of the lexicon. It is below that of most nouns of the
// dictionary, 2,600, so that the word costs less than its parts. It is far above that of
// user words, so that a longer noun of the dictionary that begins with the word costs less
// than the word and the rest.
const lexiconCost = 1000

// lexiconEntry is the value of entry in the nodes of words of the lexicon.
const lexiconEntry = -2

// A lexicon holds nouns in addition to those of the dictionary, with the morph of each.
type lexicon struct {
	words  trie.DoubleArray
	morphs []morph
}

// loadLexicon reads the lexicon when it is first called.
var loadLexicon = sync.OnceValue(func() *lexicon {
	of, err := readUserWords(lexiconText, norm.NFC)
	if err != nil {
		panic("korean: lexicon.csv, " + err.Error()) // a test reads it
	}
	words, d := slices.Sorted(maps.Keys(of)), load()
	x := &lexicon{morphs: make([]morph, len(words))}
	ids := make([]int, len(words))
	for i, word := range words {
		ids[i], x.morphs[i] = i, d.commonMorph(of[word], endsInConsonant(word))
		x.morphs[i].cost = lexiconCost
	}
	if x.words, err = trie.BuildWithIDs(words, ids); err != nil {
		panic("korean: lexicon.csv, " + err.Error()) // the words are sorted and without NUL
	}
	return x
})

// addLexicon adds the words of the lexicon that start at p, beside the dictionary's
// entries, and reports whether there are any.
func (l *lattice) addLexicon(p int) bool {
	if l.lexicon == nil {
		return false
	}
	l.matches = appendMatches(l.matches[:0], l.lexicon.words, l.text[p:])
	for _, w := range l.matches {
		l.add(p, p+w.width, lexiconEntry, l.lexicon.morphs[w.id])
	}
	return len(l.matches) > 0
}
