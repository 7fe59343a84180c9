package korean

// This file finds the best sequence of morphemes. All morphemes that may start at
// each position form a lattice, and each path through it is an analysis of the text:
//
//	나 ── 는          I, topic
//	날 ── 는          to fly, adnominal (written 나는)
//	나는 …
//
// The cost of a path is Σ cost(morpheme) + Σ connection(morpheme, next). The Viterbi
// algorithm (Viterbi 1967) goes through the positions from left to right and keeps
// the cheapest path to each position, one for each right context id, because only
// that id affects the costs that follow. Its time is O(positions · morphemes starting
// there · paths ending there).

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/w2vattn/w2vattn/tokenize"
)

// A node is a morpheme at a position of the text. Following prev from it gives the cheapest
// path that ends with it.
type node struct {
	entry      int32 // index in the dictionary; negative if there is none
	prev       int32 // the node before it on that path; 0 is the beginning of the text
	start, end int32 // bytes
	tag        tag   // of its first morpheme
}

// A path is the cheapest sequence of morphemes from the beginning of the text to a
// position, among those whose last morpheme has right as its right context id. The costs
// of the morphemes that follow depend on no other property of the path.
type path struct {
	cost  int32
	node  int32 // the last one
	right int16
	order int16 // among the paths to the position, in which they were found
}

// A predecessor is the cheapest path to a position if the next morpheme has a certain left
// context id. cost includes the cost of that pair of neighbours.
type predecessor struct {
	cost     int32
	node     int32
	position uint32 // its number: see lattice
}

// spacePenalty is the cost of a space before a morpheme that attaches to the one before
// it. MeCab-ko has such costs for Korean (left-space-penalty-factor); nori also uses 3,000.
const spacePenalty = 3000

// insidePenalty is the cost of a pronoun or a numeral directly after a syllable,
// where a word rarely begins. Like spacePenalty it is added to the costs of the
// dictionary, which are proportional to −log of a probability.
const insidePenalty = 4000

// insideEojeol reports whether a syllable precedes position p, by the newer rules.
func (l *lattice) insideEojeol(p int) bool {
	if l.supplement == nil || l.afterSpace || p == 0 {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(l.text[:p])
	return isSyllable(r)
}

// A lattice finds the sequence of morphemes of a text with the least total cost, by
// dynamic programming from left to right (the Viterbi algorithm). Its memory is reused
// from text to text; it is not safe for concurrent use.
type lattice struct {
	d       *dictionary
	user    *wordList // nil: none
	lexicon *lexicon  // nil: not used
	text    string

	emoji    bool // emoji are whole, even if the dictionary has a part of one
	suffixes bool // a noun and its suffix are one word

	supplement *supplement // nil with the first rules
	formals    []int32     // positions of syllables with ㅂ before 니다 and 니까
	formalOf   map[int32][]part

	nodes        []node
	paths        [][]path      // by byte of the text: the paths that end there
	current      []path        // those that end at the current position, the cheapest first
	predecessors []predecessor // by left: of the current position if their position is it
	position     uint32        // number of the current position, among all since the first text
	matches      []match       // scratch
	afterSpace   bool          // white space precedes the current position
	otherEnd     int           // end of the last run of characters of class other
	best         []node        // scratch of trace

	morphemes []morpheme
	joined    []byte            // scratch
	interned  map[string]string // joined words
}

// analyse returns the sequence of morphemes of text with the least total cost. It is valid
// until the next call.
func (l *lattice) analyse(text string) []node {
	l.text = text
	l.nodes = append(l.nodes[:0], node{entry: -1})
	for len(l.paths) <= len(text) {
		l.paths = append(l.paths, nil)
	}
	for i := range len(text) + 1 {
		l.paths[i] = l.paths[i][:0]
	}
	l.paths[0] = append(l.paths[0], path{right: l.d.begin})
	l.afterSpace, l.otherEnd = l.supplement != nil, 0 // the first rules do not count the start as white space
	if l.supplement != nil {
		l.findFormals()
	}
	for p := 0; p < len(text); {
		kind, width := classAt(text, p)
		if kind == blank {
			l.paths[p+width] = append(l.paths[p+width], l.paths[p]...)
			l.afterSpace = true
		} else if len(l.paths[p]) > 0 {
			l.setPosition(p)
			l.extend(kind, p)
			l.afterSpace = false
		}
		p += width
	}
	return l.trace(len(text))
}

// trace returns the nodes of the cheapest path that ends at a position.
func (l *lattice) trace(end int) []node {
	l.setPosition(end)
	l.best = l.best[:0]
	for n := l.predecessor(l.d.end).node; n > 0; n = l.nodes[n].prev {
		l.best = append(l.best, l.nodes[n])
	}
	slices.Reverse(l.best)
	return l.best
}

// extend adds all morphemes that may start at p, where k is the class of the character. If
// user words start there, it adds only these.
func (l *lattice) extend(k class, p int) {
	if l.user != nil && l.addUserWords(p) {
		return
	}
	switch k {
	case syllable, han:
		found := l.addKnown(p)
		if l.supplement != nil {
			found = l.addSupplement(p) || found
			l.addNames(p)
		}
		if found = l.addLexicon(p) || found; !found {
			l.addUnknown(k, p)
		}
	case jamo:
		l.add(p, jamoRunEnd(l.text, p), -1, l.d.jamo)
	default:
		l.addOther(p)
	}
}

// addKnown adds the dictionary entries that start at p and reports whether there are
// any.
func (l *lattice) addKnown(p int) bool {
	l.matches = l.d.appendMatches(l.matches[:0], l.text[p:])
	for _, w := range l.matches {
		adjusts := l.supplement != nil && l.supplement.adjusts(w.id)
		for i, m := range l.d.entries(w.id) {
			entry := int32(w.id + i) //nolint:gosec // the index of an entry
			if adjusts {
				m.cost += l.supplement.adjust[entry]
			}
			l.add(p, p+w.width, entry, m)
		}
	}
	return len(l.matches) > 0
}

// addEntries adds the entries of a word of a list that starts at p. A node of entry i of the
// list has the entry base − i.
func (l *lattice) addEntries(p int, word match, list *wordList, base int32) {
	for i := list.first[word.id]; i < list.first[word.id+1]; i++ {
		l.add(p, p+word.width, base-i, list.entries[i].morph)
	}
}

// insideWord reports whether position p is inside a Latin word or a number.
func (l *lattice) insideWord(p int) bool {
	return p < len(l.text) && isAlnum(l.text[p-1]) && isAlnum(l.text[p])
}

// addUserWords adds the user's words that start at p and reports whether there are any.
func (l *lattice) addUserWords(p int) (found bool) {
	if p > 0 && l.insideWord(p) {
		return false
	}
	l.matches = appendMatches(l.matches[:0], l.user.words, l.text[p:])
	for _, w := range l.matches {
		if !l.insideWord(p + w.width) {
			found = true
			l.addEntries(p, w, l.user, userEntry)
		}
	}
	return found
}

// addUnknown adds unknown words that start with the syllable or the Chinese character
// at p, where no dictionary entry starts. A word has one character, two characters,
// or all characters of class k that follow, at most maxUnknown. All three are
// candidates; the costs of what follows choose.
func (l *lattice) addUnknown(k class, p int) {
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

// maxUnknown is the largest number of characters of an unknown word. It bounds the
// time of a text of syllables at random, in which no entry starts anywhere.
const maxUnknown = 64

// addOther adds the Latin word, the number or the symbol at p.
func (l *lattice) addOther(p int) {
	if p >= l.otherEnd {
		l.otherEnd = otherRunEnd(l.text, p)
	}
	width, word := segment(l.text[p:l.otherEnd])
	m := l.d.symbol
	switch {
	case word && strings.ContainsFunc(l.text[p:p+width], unicode.IsLetter):
		m = l.d.letters
	case word:
		m = l.d.number
	case l.emoji && tokenize.IsEmoji(l.text[p:p+width]):
	case l.addKnown(p): // full stops, commas, brackets
		return
	}
	l.add(p, p+width, -1, m)
}

// add adds a morpheme m at text[start:end] unless a path to end with the same right
// context id costs the same or less. entry is the index of its dictionary entry, or
// negative if it has none.
func (l *lattice) add(start, end int, entry int32, m morph) {
	from := l.predecessor(m.left)
	cost := from.cost + m.cost
	if l.afterSpace && m.tag.attaches() {
		cost += spacePenalty
	}
	if m.tag.beginsWord() && l.insideEojeol(start) {
		cost += insidePenalty
	}
	paths := l.paths[end]
	i := 0
	for i < len(paths) && paths[i].right != m.right {
		i++
	}
	w := path{cost, int32(len(l.nodes)), m.right, 0}
	if i == len(paths) {
		l.paths[end] = append(paths, w)
	} else if cost < paths[i].cost {
		paths[i] = w
	} else {
		return
	}
	l.nodes = append(l.nodes, node{entry, from.node, int32(start), int32(end), m.tag})
}

// setPosition makes p the current position, whose predecessors are not known yet.
func (l *lattice) setPosition(p int) {
	if l.predecessors == nil {
		l.predecessors = make([]predecessor, l.d.lefts)
	}
	if l.position++; l.position == 0 {
		clear(l.predecessors)
		l.position = 1
	}
	l.current = l.paths[p]
	for i, w := range l.current {
		w.order = int16(i) //nolint:gosec // fewer than there are context ids
		for ; i > 0 && l.current[i-1].cost > w.cost; i-- {
			l.current[i] = l.current[i-1]
		}
		l.current[i] = w
	}
}

// predecessor returns the predecessor of a morpheme that has left as its left context id.
// Many morphemes that start at the current position have the same id, so results are kept.
// Paths that cost too much even with the least cost before left are not looked at. Of paths
// that cost the same, the one that was found first is taken.
func (l *lattice) predecessor(left int16) *predecessor {
	best := &l.predecessors[left]
	if best.position == l.position {
		return best
	}
	costs, least := l.d.costsBefore(left), int32(l.d.least[left])
	cost, node, order := int32(math.MaxInt32), int32(0), int16(0)
	for i := range l.current {
		w := &l.current[i]
		if w.cost+least > cost {
			break
		}
		if c := w.cost + int32(costs[w.right]); c < cost || c == cost && w.order < order {
			cost, node, order = c, w.node, w.order
		}
	}
	*best = predecessor{cost, node, l.position}
	return best
}
