package korean

// This file adds to the dictionary what the newer rules (tokenize.Korean.Rules ≥ 1)
// need: missing words with their conjugations, names, and forms such as 다스립니다 that
// the dictionary lacks. A line of supplement.txt is one of
//
//	WORD TAG [COST] [IRREGULAR]     a word; verbs in their dictionary form; a negative COST is =-N
//	WORD TAG +N or -N               a change of the cost of an entry
//	FORM = WORD                     a misspelling, with the entries of the word
//
// Extra entries get negative numbers, so that a node needs no second field to tell
// them from entries of the dictionary; extraEntry and the constants beside it divide
// the numbers.

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	ko "github.com/ikawaha/kagome-dict-ko"
)

// supplementText lists words that are added to the dictionary.
//
//go:embed supplement.txt
var supplementText string

// An extra is an entry that the dictionary lacks.
type extra struct {
	surface string
	morph   morph
	parts   []part
}

// A supplement holds the extra entries, and what is known about endings. It is read-only
// after newSupplement.
type supplement struct {
	*wordList

	formal   map[tag][2]fusion // of 습니다 and 습니까
	names    [2]morph          // of unknown names that end in a vowel and in a consonant
	adjusted []uint64          // by entry of the dictionary: a bit, set for the first with a surface in adjust
	adjust   map[int32]int32   // what is added to the cost of an entry
}

// loadSupplement makes the supplement when it is first called.
var loadSupplement = sync.OnceValue(func() *supplement { return newSupplement(load()) })

// questionBonus is subtracted from the cost of 습니까. It makes 춥니까 a form of 추다, although
// the dictionary has 춥 and 니까: 니까 cannot follow the stem of 춥다.
const questionBonus = 5000

// frequentWord is the cost of an extra word for which the file gives none. Frequent nouns
// and verbs of the dictionary cost as much.
const frequentWord = 2500

// newSupplement makes the supplement of a dictionary.
func newSupplement(d *dictionary) *supplement {
	s := &supplement{adjusted: make([]uint64, (len(d.morphs)+63)/64), adjust: map[int32]int32{},
		formal: map[tag][2]fusion{}}
	s.names = [2]morph{d.commonMorph(nnp, false), d.commonMorph(nnp, true)}
	for t := range stemOf {
		statement, _ := d.fuse(t, &consonantal[0])
		question, _ := d.fuse(t, &consonantal[1])
		question.cost -= questionBonus
		s.formal[t] = [2]fusion{statement, question}
	}
	var entries []extra
	for line := range strings.Lines(supplementText) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		entries = append(entries, s.readLine(d, strings.Fields(line))...)
	}
	s.wordList = newWordList(entries)
	return s
}

// readLine returns the entries of a line of the file, or adjusts the cost that it gives.
func (s *supplement) readLine(d *dictionary, fields []string) []extra {
	if fields[1] == "=" {
		return d.misspelling(fields[0], fields[2])
	}
	word, t, how, cost := fields[0], parseTag(fields[1]), regular, int32(frequentWord)
	given := false
	if len(fields) == 3 && strings.ContainsAny(fields[2][:1], "+-") {
		s.adjustCost(d, word, t, fields[2])
		return nil
	}
	for _, option := range fields[2:] {
		if n, err := strconv.Atoi(strings.TrimPrefix(option, "=")); err == nil {
			cost = int32(n) //nolint:gosec // of our own file
			continue
		}
		r, _ := utf8.DecodeRuneInString(option)
		how, given = irregular(r), true
	}
	if t.verbal() {
		stem := strings.TrimSuffix(word, "다")
		if !given {
			how = irregularOf(stem, t)
		}
		return d.conjugations(stem, t, how, cost)
	}
	m := d.commonMorph(t, endsInConsonant(word))
	m.cost = cost
	return []extra{{word, m, []part{{word, t}}}}
}

// misspelling returns the entries of verbs and adjectives with the surface word, for the text
// form: 봣 has those of 봤, which is 보다 + 았.
func (d *dictionary) misspelling(form, word string) (entries []extra) {
	first := d.lookup(word)
	for i, m := range d.entries(first) {
		parts := d.analysis(int32(first+i), word) //nolint:gosec // the index of an entry
		if parts[0].tag.verbal() {
			entries = append(entries, extra{form, m, parts})
		}
	}
	return entries
}

// adjustCost adds a number to the costs of the entries with a surface and a part of speech.
func (s *supplement) adjustCost(d *dictionary, surface string, t tag, number string) {
	n, err := strconv.Atoi(number)
	if err != nil {
		panic("korean: supplement.txt: " + err.Error())
	}
	first := d.lookup(surface)
	for i, m := range d.entries(first) {
		if m.tag == t {
			s.adjusted[first/64] |= 1 << (first % 64)
			s.adjust[int32(first+i)] = int32(n) //nolint:gosec // the index of an entry, our own number
		}
	}
}

// adjusts reports whether the costs of entries are adjusted whose surface has the entry
// first as its first.
func (s *supplement) adjusts(first int) bool { return s.adjusted[first/64]>>(first%64)&1 != 0 }

// The entries of nodes that the dictionary does not have: extraEntry - i is extra i of the
// supplement; formalEntry - i is the stem with entry i/2 and 습니다 or 습니까; userEntry - i
// is entry i of the user's words.
const (
	extraEntry  = -16
	formalEntry = -1 << 24
	userEntry   = -1 << 28
)

// addSupplement adds the extra entries that start at p, and the stems that are fused with
// 습니다 and 습니까, and reports whether there are any.
func (l *lattice) addSupplement(p int) (found bool) {
	l.matches = appendMatches(l.matches[:0], l.supplement.words, l.text[p:])
	for _, w := range l.matches {
		found = true
		l.addEntries(p, w, l.supplement.wordList, extraEntry)
	}
	for len(l.formals) > 0 && int(l.formals[0]) < p {
		l.formals = l.formals[1:]
	}
	if len(l.formals) > 0 && int(l.formals[0])-p <= maxStem {
		found = l.addFormal(p, int(l.formals[0])) || found
	}
	return found
}

// The cost of a name that the dictionary lacks, and of each of its syllables, and the
// largest number of syllables.
const (
	nameCost         = 5000
	nameSyllableCost = 850
	maxName          = 7
)

// addNames adds unknown names of two syllables and more that start at p, where a word
// begins. Without them, names are divided into shorter words: 니콜 and 라오 for 니콜라오.
func (l *lattice) addNames(p int) {
	if p > 0 && !l.afterSpace && l.insideEojeol(p) {
		return
	}
	end := p
	for n := int32(1); n <= maxName; n++ {
		kind, width := classAt(l.text, end)
		if kind != syllable {
			return
		}
		if end += width; n == 1 {
			continue
		}
		m := l.supplement.names[0]
		if endsInConsonant(l.text[p:end]) {
			m = l.supplement.names[1]
		}
		m.cost = nameCost + nameSyllableCost*n
		l.add(p, end, -1, m)
	}
}

// maxStem is the length in bytes of the longest stem, without its last syllable, that is
// looked up before ㅂ니다.
const maxStem = 5 * 3

// findFormals sets formals to the positions of the syllables with ㅂ before 니다 and 니까.
func (l *lattice) findFormals() {
	l.formals = l.formals[:0]
	for at := 0; ; {
		i := strings.Index(l.text[at:], "니")
		if i < 0 {
			return
		}
		at += i
		_, r, _, final, _ := lastSyllable(l.text[:at])
		at += len("니")
		if final == finalB && (strings.HasPrefix(l.text[at:], "다") || strings.HasPrefix(l.text[at:], "까")) {
			l.formals = append(l.formals, int32(at-len("니")-utf8.RuneLen(r))) //nolint:gosec // the text is short
		}
	}
}

// addFormal adds the stems of the dictionary that begin at p and whose last syllable, the
// one at last, is fused with 습니다 or 습니까: 다스립니다 is 다스리다.
func (l *lattice) addFormal(p, last int) (found bool) {
	r, width := utf8.DecodeRuneInString(l.text[last:])
	end := last + width + len("니다")
	question := int32(0)
	if strings.HasPrefix(l.text[last+width:], "니까") {
		question = 1
	}
	if r == '습' || p == last && (r == '입' || r == '합') { // these follow any stem or noun
		return false
	}
	for _, final := range []int{noFinal, finalR} {
		l.joined = utf8.AppendRune(append(l.joined[:0], l.text[p:last]...), withFinal(r, final))
		first := l.d.lookup(string(l.joined))
		for i, m := range l.d.entries(first) {
			f, ok := l.supplement.formal[m.tag]
			if !ok || l.d.content[first+i][ko.Type-1] != "*" {
				continue
			}
			found = true
			m.right, m.cost = f[question].right, m.cost+f[question].cost
			l.add(p, end, formalEntry-2*int32(first+i)-question, m) //nolint:gosec // the index of an entry
		}
	}
	return found
}

// extraParts returns the morphemes of a node that the dictionary does not have.
func (l *lattice) extraParts(entry int32) []part {
	switch {
	case entry <= userEntry:
		return l.user.entries[userEntry-entry].parts
	case entry > formalEntry:
		return l.supplement.entries[extraEntry-entry].parts
	}
	key := formalEntry - entry
	if parts, ok := l.formalOf[key]; ok {
		return parts
	}
	e := key / 2
	ending := &consonantal[key%2]
	parts := []part{{l.d.content[e][ko.Reading-1] + "다", l.d.morphs[e].tag}, {ending.form, ending.tag}}
	if l.formalOf == nil {
		l.formalOf = map[int32][]part{}
	}
	l.formalOf[key] = parts
	return parts
}

// A fusion is the morph of an ending after a stem of some part of speech: its cost
// includes that of the connection of the two, because the fused form is one node and
// the connection is no longer looked up.
type fusion struct {
	right int16
	cost  int32
}

// stemOf has a stem of the dictionary that ends in a consonant and one that ends in a vowel,
// for each part of speech that conjugates. Their context ids are those of all such stems.
var stemOf = map[tag][2]string{vv: {"먹", "가지"}, va: {"좋", "크"}, vx: {"않", "주"}}

// fuse returns the fusion of a stem of the given part of speech and an ending; ok is false
// if the dictionary lacks the ending.
func (d *dictionary) fuse(t tag, e *ending) (f fusion, ok bool) {
	stem, ok := d.entryOf(stemOf[t][0], t)
	if !ok {
		return f, false
	}
	end, ok := d.entryOf(e.closed, e.tag)
	if !ok {
		return f, false
	}
	return fusion{end.right, int32(d.costsBefore(end.left)[stem.right]) + end.cost}, true
}

// entryOf returns the morph of the entry with a surface and a part of speech that is one
// morpheme.
func (d *dictionary) entryOf(surface string, t tag) (m morph, ok bool) {
	first := d.lookup(surface)
	for i, m := range d.entries(first) {
		if m.tag == t && d.content[first+i][ko.Type-1] == "*" {
			return m, true
		}
	}
	return m, false
}

// conjugations returns the entries of a verb with the given cost of its stem.
func (d *dictionary) conjugations(stem string, t tag, how irregular, cost int32) (entries []extra) {
	like := stemOf[vv]
	if named, ok := stemOf[t]; ok {
		like = named
	}
	lemma := part{stem + "다", t}
	for _, form := range conjugate(stem, how) {
		name := like[1]
		if endsInConsonant(form.surface) {
			name = like[0]
		}
		m, ok := d.entryOf(name, t)
		if !ok {
			continue
		}
		m.cost, m.tag = cost, t
		parts := []part{lemma}
		if e := form.ending; e != nil {
			f, ok := d.fuse(t, e)
			if !ok {
				continue
			}
			m.right, m.cost = f.right, cost+f.cost
			parts = append(parts, part{e.form, e.tag})
		}
		entries = append(entries, extra{form.surface, m, parts})
	}
	return entries
}
