package korean

import (
	_ "embed"
	"strings"
	"sync"
	"sync/atomic"

	ko "github.com/ikawaha/kagome-dict-ko"
	"github.com/ikawaha/kagome-dict/dict"
	"github.com/ikawaha/kagome-dict/dict/trie"
)

// Notice is the notice of the dictionary, which whoever passes the program on
// has to pass on with it.
//
//go:embed NOTICE.txt
var Notice string

// A morph is what the analysis needs of an entry: costs of its neighbours on
// both sides, by their numbers, its own cost, and the tag of its first morpheme.
type morph struct {
	left, right int16
	cost        int32
	tag         tag
}

// A dictionary is kagome's, laid out for one entry to be a single read.
type dictionary struct {
	words   trie.DoubleArray // surface to its first entry
	same    []uint16         // entries with the surface of this one that follow it
	morphs  []morph
	content dict.Contents
	// connection[left·rows+right] is the cost of two neighbours.
	connection []int16
	rows       int

	letters, number, symbol, chinese, unknown, sound morph // of what no entry fits

	// What an entry is made of, worked out when it is first met.
	analyses []atomic.Pointer[[]part]
	// The morph that is usual for a tag and an ending, likewise.
	usuals sync.Map
}

// load reads the dictionary, once.
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
		// 가 is the stem of 가다 and, before some endings, of 갈다, at the same
		// cost: of equals, the entry that is as it is written goes before.
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

// loadUnknown sets the costs of what no entry fits.
func (d *dictionary) loadUnknown(kd *dict.Dict) {
	of := func(example rune, t tag) morph {
		m := kd.UnkDict.Morphs[kd.UnkDict.Index[int32(kd.CharacterCategory(example))]]
		return morph{m.LeftID, m.RightID, int32(m.Weight), t}
	}
	d.letters, d.number, d.symbol = of('a', sl), of('1', sn), of('★', sy)
	d.chinese, d.unknown = of('大', sh), of('가', na)
	d.sound = d.usual(ic, "F")
}

// An ending is a tag, and whether the last syllable closes with a consonant ("T")
// or not ("F").
type ending struct {
	tag    tag
	closes string
}

// usual returns the neighbours' numbers that most entries of a tag have, with
// cost 0. Those depend on whether the last syllable closes with a consonant
// ("T") or not ("F").
func (d *dictionary) usual(t tag, closes string) morph {
	key := ending{t, closes}
	m, ok := d.usuals.Load(key)
	if !ok {
		m, _ = d.usuals.LoadOrStore(key, d.countUsual(t, closes))
	}
	return m.(morph)
}

// countUsual is usual, by a pass over all entries.
func (d *dictionary) countUsual(t tag, closes string) morph {
	const presence = int(ko.PresenceOrAbsence) - 1 // the tag is not among the contents
	count := map[morph]int{}
	best := morph{tag: t}
	for i, m := range d.morphs {
		c := d.content[i]
		if m.tag != t || c[presence] != closes || c[0] != "*" || c[ko.Type-1] != "*" {
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
