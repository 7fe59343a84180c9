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
	left, right int16 // context ids, which select the cost of a pair of neighbours
	cost        int32 // of the entry itself; lower is more likely
	tag         tag   // of its first morpheme
}

// A dictionary holds kagome's dictionary in a layout in which the fields of a morph are
// side by side in memory. It is safe for concurrent use.
type dictionary struct {
	words   trie.DoubleArray // from a surface to its first entry
	same    []uint16         // by entry: the number of following entries with its surface
	morphs  []morph          // by entry
	content dict.Contents    // by entry: reading, type, expression
	// connection[left·rows+right] is the cost of a pair of neighbours, where right is the
	// right context id of the first entry and left the left context id of the second.
	connection []int16
	rows       int

	letters, number, symbol, chinese, unknown, jamo morph // for text without an entry

	analyses   []atomic.Pointer[[]part] // by entry: its morphemes; nil until they are needed
	mostCommon sync.Map                 // of mostCommonKey: the morph that commonMorph returned
}

// load reads the dictionary when it is first called, and returns the same one
// afterwards: a program that cuts no Korean text does not pay its 240 MB. It is safe
// for concurrent use.
var load = sync.OnceValue(func() *dictionary {
	kd := ko.Dict()
	d := &dictionary{
		words: kd.Index.Da, content: kd.Contents, connection: kd.Connection.Vec, rows: int(kd.Connection.Row),
		same: make([]uint16, len(kd.Morphs)), morphs: make([]morph, len(kd.Morphs)),
		analyses: make([]atomic.Pointer[[]part], len(kd.Morphs)),
	}
	first := make([]tag, len(kd.POSTable.NameList))
	for i, names := range kd.POSTable.NameList {
		name, _, _ := strings.Cut(names, "+")
		first[i] = parseTag(name)
	}
	for i, m := range kd.Morphs {
		d.morphs[i] = morph{m.LeftID, m.RightID, int32(m.Weight), first[kd.POSTable.POSs[i][0]]}
		// 가 is the stem of 가다 and, before some endings, of 갈다, at the same cost.
		// An inflected entry costs 1 more here, so an entry whose surface is its stem is
		// preferred to it at the same cost.
		if kd.Contents[i][ko.Type-1] == "Inflect" {
			d.morphs[i].cost++
		}
	}
	for entry, n := range kd.Index.Dup {
		d.same[entry] = uint16(n) //nolint:gosec // entries of one surface
	}
	d.loadUnknown(kd)
	return d
})

// loadUnknown sets the morphs of text without an entry, from the dictionary's costs of
// unknown characters.
func (d *dictionary) loadUnknown(kd *dict.Dict) {
	of := func(example rune, t tag) morph {
		m := kd.UnkDict.Morphs[kd.UnkDict.Index[int32(kd.CharacterCategory(example))]]
		return morph{m.LeftID, m.RightID, int32(m.Weight), t}
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
	key := mostCommonKey{t, consonant}
	m, ok := d.mostCommon.Load(key)
	if !ok {
		m, _ = d.mostCommon.LoadOrStore(key, d.countCommon(t, consonant))
	}
	return m.(morph)
}

// countCommon computes commonMorph in a pass over all entries. Among equally frequent
// ids the smaller left id is chosen, so that the result does not depend on the order
// of a map. Entries with a semantic class or of several morphemes are not counted:
// their ids are those of special cases.
func (d *dictionary) countCommon(t tag, consonant bool) morph {
	final := "F"
	if consonant {
		final = "T"
	}
	const presence = int(ko.PresenceOrAbsence) - 1 // the contents lack the first field, the tag
	count := map[morph]int{}
	best := morph{tag: t}
	for i, m := range d.morphs {
		c := d.content[i]
		if m.tag != t || c[presence] != final || c[0] != "*" || c[ko.Type-1] != "*" {
			continue
		}
		m.cost = 0
		count[m]++
		if n := count[m]; n > count[best] || n == count[best] && m.left < best.left {
			best = m
		}
	}
	return best
}
