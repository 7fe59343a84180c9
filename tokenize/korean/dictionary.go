package korean

// This file loads the dictionary and lays it out for the analysis. An analysis reads,
// for each entry that may start at a position, its cost and its two context ids, and
// for each pair of neighbours one cost of a matrix. The left context id of an entry
// describes how it connects to what precedes it, the right one how it connects to
// what follows.

import (
	_ "embed"
	"strings"
	"sync"
	"sync/atomic"

	ko "github.com/ikawaha/kagome-dict-ko"
	"github.com/ikawaha/kagome-dict/dict"
	"github.com/ikawaha/kagome-dict/dict/trie"
)

// Notice is the licence notice of the dictionary. Copies of the program must include it.
//
//go:embed NOTICE.txt
var Notice string

// A morph holds the fields of a dictionary entry that the analysis uses.
type morph struct {
	left, right int16  // context ids, which select the cost of a pair of neighbours
	cost        int32  // of the entry itself; lower is more likely
	tag         tag    // of its first morpheme
	same        uint16 // number of entries that follow with the same surface
}

// A dictionary holds kagome's dictionary in a layout in which the fields of a morph are
// side by side in memory. It is safe for concurrent use.
type dictionary struct {
	words   trie.DoubleArray // from a surface to its first entry
	starts  []start          // of words, by the first syllable
	morphs  []morph          // by entry
	content dict.Contents    // by entry: reading, type, expression

	contexts // the costs of pairs of neighbours

	letters, number, symbol, chinese, unknown, jamo morph // for text without an entry

	analyses   []atomic.Pointer[[]part] // by entry: its morphemes; nil until they are needed
	mostCommon map[mostCommonKey]morph  // see commonMorph
}

// load reads the dictionary when it is first called, and returns the same one
// afterwards: a program that cuts no Korean text does not pay its 240 MB. It is safe
// for concurrent use.
var load = sync.OnceValue(func() *dictionary {
	kd := ko.Dict()
	d := &dictionary{
		words: kd.Index.Da, content: kd.Contents, morphs: make([]morph, len(kd.Morphs)),
		analyses: make([]atomic.Pointer[[]part], len(kd.Morphs)),
	}
	first := make([]tag, len(kd.POSTable.NameList))
	for i, names := range kd.POSTable.NameList {
		name, _, _ := strings.Cut(names, "+")
		first[i] = parseTag(name)
	}
	for i, m := range kd.Morphs {
		d.morphs[i] = morph{m.LeftID, m.RightID, int32(m.Weight), first[kd.POSTable.POSs[i][0]], 0}
		// 가 is the stem of 가다 and, before some endings, of 갈다, at the same cost.
		// An inflected entry costs 1 more here, so an entry whose surface is its stem is
		// preferred to it at the same cost.
		if kd.Contents[i][ko.Type-1] == "Inflect" {
			d.morphs[i].cost++
		}
	}
	d.starts = starts(d.words)
	d.countCommon()
	d.loadUnknown(kd)
	d.contexts = newContexts(kd.Connection.Vec, int(kd.Connection.Row), d.morphs)
	d.renumber()
	for entry, n := range kd.Index.Dup {
		d.morphs[entry].same = uint16(n) //nolint:gosec // entries of one surface
	}
	return d
})

// entries returns the morphs of the entries with the surface whose first entry is first, or
// none if first is -1.
func (d *dictionary) entries(first int) []morph {
	if first < 0 {
		return nil
	}
	return d.morphs[first : first+1+int(d.morphs[first].same)]
}

// lookup returns the first entry with a surface, or -1 if there is none.
func (d *dictionary) lookup(surface string) int {
	if first, ok := d.words.Find(surface); ok {
		return first
	}
	return -1
}

// loadUnknown sets the morphs of text without an entry, from the dictionary's costs of
// unknown characters.
func (d *dictionary) loadUnknown(kd *dict.Dict) {
	of := func(example rune, t tag) morph {
		m := kd.UnkDict.Morphs[kd.UnkDict.Index[int32(kd.CharacterCategory(example))]]
		return morph{m.LeftID, m.RightID, int32(m.Weight), t, 0}
	}
	d.letters, d.number, d.symbol = of('a', sl), of('1', sn), of('★', sy)
	d.chinese, d.unknown = of('大', sh), of('가', na)
	d.jamo = d.commonMorph(ic, false)
}

// A mostCommonKey is the key of mostCommon: a tag, and whether the last syllable has a
// final consonant.
type mostCommonKey struct {
	tag       tag
	consonant bool
}

// commonMorph returns a morph with cost 0 and the most frequent context ids among the
// entries with a tag whose last syllable has a final consonant or, if consonant is false,
// has none.
func (d *dictionary) commonMorph(t tag, consonant bool) morph {
	if m, ok := d.mostCommon[mostCommonKey{t, consonant}]; ok {
		return m
	}
	return morph{left: d.end, right: d.begin, tag: t}
}

// countCommon sets mostCommon in a pass over all entries. Among equally frequent ids the
// smaller left id is chosen, so that the result does not depend on the order of a map.
// Entries with a semantic class or of several morphemes are not counted: their ids are
// those of special cases.
func (d *dictionary) countCommon() {
	const presence = int(ko.PresenceOrAbsence) - 1 // the contents lack the first field, the tag
	d.mostCommon = map[mostCommonKey]morph{}
	count := map[mostCommonKey]map[morph]int{}
	for i, m := range d.morphs {
		c := d.content[i]
		final := c[presence]
		if c[0] != "*" || c[ko.Type-1] != "*" || final != "F" && final != "T" {
			continue
		}
		m.cost = 0
		key := mostCommonKey{m.tag, final == "T"}
		of := count[key]
		if of == nil {
			of = map[morph]int{}
			count[key] = of
		}
		of[m]++
		best := d.mostCommon[key]
		if n := of[m]; n > of[best] || n == of[best] && m.left < best.left {
			d.mostCommon[key] = m
		}
	}
}
