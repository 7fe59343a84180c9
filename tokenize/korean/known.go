package korean

// This file classifies words, for the search for new words in a corpus (package
// corpus/newwords): a frequent string is worth adding to the dictionary only if the
// dictionary cannot explain it. The kinds are in the order of how much grammar
// explains: a word has the largest kind of its morphemes.

import (
	"strings"
	"sync"
	"unicode/utf8"

	ko "github.com/ikawaha/kagome-dict-ko"
)

// A Kind is the kind of a word that stands by itself, according to the dictionary.
type Kind uint8

// The kinds of words.
const (
	// Novel words are neither an entry nor put together by a rule of grammar: 킬링타임, which
	// the analysis cuts into 킬링 and 타임.
	Novel Kind = iota
	// Entry is a word of the dictionary that the analysis leaves whole, alone, after another
	// word and before a particle: 영화.
	Entry
	// Derived is a noun with a suffix or a determiner that can be separated: 배우들, 이영화.
	Derived
	// Ending is a word that ends like a noun with a particle or like an inflected verb,
	// which may be an accident: 몰입도 is 몰입 and the particle 도 by its spelling.
	Ending
	// Inflected is a verb or an adjective with an ending: 보았다, 순수함.
	Inflected
)

// lattices holds the lattices of KindOf.
var lattices = sync.Pool{New: func() any {
	return &lattice{d: load(), supplement: loadSupplement(), lexicon: loadLexicon()}
}}

// KindOf returns the kind of a word in NFC, by the dictionary and the lexicon, with the
// newest rules. It loads the dictionary if no text has been cut before, and is safe for
// concurrent use.
func KindOf(word string) Kind {
	l := lattices.Get().(*lattice)
	defer lattices.Put(l)
	path := l.analyse(word)
	if len(path) == 0 {
		return Novel
	}
	kind := Novel
	for _, n := range path {
		kind = max(kind, l.kindOf(n))
	}
	switch {
	case kind != Novel:
	case len(path) == 1 && (path[0].entry >= 0 || path[0].entry == lexiconEntry):
		kind = l.kindInContext(word)
	case l.derived(word, path):
		kind = Derived
	}
	l.text = ""
	return kind
}

// kindInContext returns Entry if the analysis leaves a word whole after another word and
// before 은 or 는, and otherwise the largest kind of its morphemes there.
func (l *lattice) kindInContext(word string) Kind {
	particle := "는"
	if endsInConsonant(word) {
		particle = "은"
	}
	const before = "이거 "
	whole, kind := true, Novel
	for _, context := range []struct {
		text  string
		start int
	}{{word + particle, 0}, {before + word, len(before)}} {
		for _, n := range l.analyse(context.text) {
			if start, end := int(n.start), int(n.end); start < context.start+len(word) && end > context.start {
				whole = whole && start == context.start && end-start == len(word)
				kind = max(kind, l.kindOf(n))
			}
		}
	}
	if whole {
		return Entry
	}
	return kind
}

// NounPrefix returns the length in bytes of the longest noun of the dictionary that a word
// in NFC begins with, or 0. Nouns of the lexicon count, too. It loads the dictionary if no
// text has been cut before.
func NounPrefix(word string) (longest int) {
	d, lexicon := load(), loadLexicon()
	for _, w := range appendMatches(nil, d.words, word) {
		for _, m := range d.entries(w.id) {
			if m.tag == nng || m.tag == nnp {
				longest = w.width
			}
		}
	}
	for _, w := range appendMatches(nil, lexicon.words, word) {
		longest = max(longest, w.width)
	}
	return longest
}

// has reports whether a word is an entry that is no inflected form.
func (d *dictionary) has(word string) (found bool) {
	first := d.lookup(word)
	for i := range d.entries(first) {
		kind := d.content[first+i][ko.Type-1]
		found = found || kind != "Inflect" && kind != "Preanalysis"
	}
	return found
}

// kindOf returns the kind of a word that contains the morpheme n: Inflected, Ending
// or Novel. Suffixes that make verbs, the copula, the genitive and endings of verbs
// occur in inflected words only; other particles and endings may be the last syllable
// of a noun by accident.
func (l *lattice) kindOf(n node) Kind {
	var parts []part
	switch {
	case n.entry >= 0:
		parts = l.d.parts(n.entry, l.text[n.start:n.end])
	case n.entry <= extraEntry:
		parts = l.extraParts(n.entry)
	}
	kind := Novel
	for _, p := range parts {
		switch t := p.tag; {
		case t == xsv || t == xsa || t == vcp || t == vcn || t == jkg || t == ep || t == ef || t == etm || t == etn:
			kind = Inflected
		case t.verbal() || t >= jks && t <= etm:
			kind = max(kind, Ending)
		}
	}
	return kind
}

// derived reports whether a word is an entry with a suffix, or after a determiner.
func (l *lattice) derived(word string, path []node) bool {
	last := path[len(path)-1]
	if last.tag == xsn || last.tag == nnb {
		switch suffix := word[last.start:]; suffix {
		case "들", "님", "적", "용", "씩", "쯤", "분", "분들", "씨", "때", "중":
			return utf8.RuneCountInString(word[:last.start]) > 1 && l.d.has(word[:last.start])
		}
	}
	first := word[:path[0].end]
	return strings.Contains(determiners, " "+first+" ") && l.d.has(word[len(first):])
}

// determiners are words that stand before a noun, as a rule with a space.
const determiners = " 이 그 저 이런 그런 저런 어떤 무슨 다른 모든 여러 옛 첫 한 두 세 네 몇 내 제 우리 이번 다음 마지막 "
