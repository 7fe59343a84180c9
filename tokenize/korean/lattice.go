package korean

import (
	"math"
	"strings"

	"github.com/ikawaha/kagome-dict/dict/trie"
)

// A node is a morpheme that fits somewhere in the text, with the cheapest way
// to it.
type node struct {
	entry      int32 // of the dictionary; none: below 0
	prev       int32 // node before it; 0 is the beginning of the text
	start, end int32 // bytes
	tag        tag   // of its first morpheme
}

// A way is the cheapest way to a position of the text whose last morpheme has a
// given number as a left neighbour: what follows cannot tell others apart.
type way struct {
	cost  int32
	node  int32
	right int16
}

// A link is the cheapest way to the current position for a morpheme that has a
// given number as a right neighbour.
type link struct {
	cost int32
	node int32
	left int16
}

// spacePenalty is the cost of a space before a morpheme that leans on what
// stands before it. MeCab-ko added such costs to MeCab for Korean
// (left-space-penalty-factor); nori has the same 3,000.
const spacePenalty = 3000

// A lattice finds the cheapest sequence of morphemes. Its memory is used again
// from text to text.
type lattice struct {
	d    *dictionary
	user *userWords // nil: none
	text string

	nodes   []node
	ways    [][]way // to each byte of the text
	here    []way   // to the current position
	links   []link  // from it, as they are asked for
	spaced  bool    // white space stands before it
	stretch int     // where the last stretch without Hangul ends
	path    []node

	morphemes []morpheme
	joined    []byte            // scratch
	interned  map[string]string // joined words
}

// analyse returns the cheapest path through text. It is valid until the next
// call.
func (l *lattice) analyse(text string) []node {
	l.text = text
	l.nodes = append(l.nodes[:0], node{entry: -1})
	for len(l.ways) <= len(text) {
		l.ways = append(l.ways, nil)
	}
	for i := range len(text) + 1 {
		l.ways[i] = l.ways[i][:0]
	}
	l.ways[0] = append(l.ways[0], way{})
	l.spaced, l.stretch = false, 0
	for p := 0; p < len(text); {
		kind, width := classAt(text, p)
		if kind == blank {
			l.ways[p+width] = append(l.ways[p+width], l.ways[p]...)
			l.spaced = true
		} else if l.here = l.ways[p]; len(l.here) > 0 {
			l.links = l.links[:0]
			l.extend(kind, p)
			l.spaced = false
		}
		p += width
	}
	return l.trace(len(text))
}

// trace follows the cheapest way back from the end of the text.
func (l *lattice) trace(end int) []node {
	l.here, l.links = l.ways[end], l.links[:0]
	l.path = l.path[:0]
	for n := l.from(0).node; n > 0; n = l.nodes[n].prev {
		l.path = append(l.path, l.nodes[n])
	}
	for i, j := 0, len(l.path)-1; i < j; i, j = i+1, j-1 {
		l.path[i], l.path[j] = l.path[j], l.path[i]
	}
	return l.path
}

// extend adds all morphemes that may start at p.
func (l *lattice) extend(k class, p int) {
	if l.user != nil && l.userWords(p) {
		return
	}
	switch k {
	case syllable, han:
		if !l.known(p) {
			l.unknown(k, p)
		}
	case jamo:
		l.add(p, runEnd(l.text, p), -1, l.d.sound)
	default:
		l.foreign(p)
	}
}

// known adds the entries of the dictionary that start at p and reports whether
// there are any.
func (l *lattice) known(p int) (found bool) {
	l.d.words.CommonPrefixSearchCallback(l.text[p:], func(first, width int) {
		found = true
		for e := first; e <= first+int(l.d.same[first]); e++ {
			l.add(p, p+width, int32(e), l.d.morphs[e]) //nolint:gosec // the index of an entry
		}
	})
	return found
}

// insideWord reports whether a Latin word or a number goes on over a position.
func (l *lattice) insideWord(p int) bool {
	return p < len(l.text) && isAlnum(l.text[p-1]) && isAlnum(l.text[p])
}

// userWords adds the words of the user that start at p and reports whether there
// are any. They take precedence over the dictionary.
func (l *lattice) userWords(p int) (found bool) {
	if p > 0 && l.insideWord(p) {
		return false
	}
	l.user.words.CommonPrefixSearchCallback(l.text[p:], func(word, width int) {
		if end := p + width; !l.insideWord(end) {
			found = true
			l.add(p, end, userEntry, l.user.morphs[word])
		}
	})
	return found
}

// unknown adds what a syllable or a Chinese character that no entry begins with
// can be: itself, itself and the next one, or all of its kind up to others or
// maxUnknown.
func (l *lattice) unknown(k class, p int) {
	m := l.d.unknown
	if k == han {
		m = l.d.chinese
	}
	end := p
	for n := 1; ; n++ {
		next, width := classAt(l.text, end)
		if next != k || n > maxUnknown {
			l.add(p, end, -1, m)
			return
		}
		if end += width; n <= 2 {
			l.add(p, end, -1, m)
		}
	}
}

// maxUnknown bounds the characters of an unknown word.
const maxUnknown = 64

// foreign adds the word, the number or the symbol at p of a stretch without
// Hangul.
func (l *lattice) foreign(p int) {
	if p >= l.stretch {
		l.stretch = stretchEnd(l.text, p)
	}
	width, word := segment(l.text[p:l.stretch])
	m := l.d.symbol
	switch {
	case word && hasLetter(l.text[p:p+width]):
		m = l.d.letters
	case word:
		m = l.d.number
	case l.known(p): // full stops, commas, brackets
		return
	}
	l.add(p, p+width, -1, m)
}

// add adds a morpheme unless there is a cheaper one that what follows cannot
// tell apart from it.
func (l *lattice) add(start, end int, entry int32, m morph) {
	from := l.from(m.left)
	cost := from.cost + m.cost
	if l.spaced && m.tag.leans() {
		cost += spacePenalty
	}
	ways := l.ways[end]
	i := 0
	for i < len(ways) && ways[i].right != m.right {
		i++
	}
	w := way{cost, int32(len(l.nodes)), m.right}
	if i == len(ways) {
		l.ways[end] = append(ways, w)
	} else if cost < ways[i].cost {
		ways[i] = w
	} else {
		return
	}
	l.nodes = append(l.nodes, node{entry, from.node, int32(start), int32(end), m.tag})
}

// from returns the cheapest way for a morpheme with this number as a right
// neighbour. Many that start at one position share it.
func (l *lattice) from(left int16) link {
	for _, k := range l.links {
		if k.left == left {
			return k
		}
	}
	costs := l.d.connection[int(left)*l.d.rows:][:l.d.rows]
	best := link{cost: math.MaxInt32, left: left}
	for _, w := range l.here {
		if c := w.cost + int32(costs[w.right]); c < best.cost {
			best.cost, best.node = c, w.node
		}
	}
	l.links = append(l.links, best)
	return best
}

// userWords are words that a user added.
type userWords struct {
	words  trie.DoubleArray
	morphs []morph
}

// userEntry marks the nodes of a user's words.
const userEntry = -2

// userCost is the cost of each syllable of a user's word: low enough for it to
// win against whatever else fits.
const userCost = -10000

// newUserWords prepares words, sorted and different, with their tags.
func newUserWords(d *dictionary, words []string, of map[string]tag) *userWords {
	ids := make([]int, len(words))
	morphs := make([]morph, len(words))
	for i, w := range words {
		ids[i] = i
		closes := "F"
		if closed(w) {
			closes = "T"
		}
		morphs[i] = d.usual(of[w], closes)
		morphs[i].cost = userCost * int32(strings.Count(w, "")-1)
	}
	array, err := trie.BuildWithIDs(words, ids)
	if err != nil {
		panic("korean: user words: " + err.Error()) // they are sorted and without NUL
	}
	return &userWords{array, morphs}
}
