package korean

// This file turns the path of dictionary entries into tokens: entries of several
// morphemes are taken apart, stems become dictionary forms, and morphemes that are
// one word for a reader are joined.
//
//	갔다       → 가다 + 았 + 다      one entry for 갔
//	비공식     → 비 + 공식 → 비공식   prefix and noun
//	깨끗하다   → 깨끗 + 하다 → 깨끗하다

import (
	"strings"

	ko "github.com/ikawaha/kagome-dict-ko"
)

// A part is one morpheme of a dictionary entry, in its dictionary form.
type part struct {
	form string
	tag  tag
}

// parts returns the morphemes of an entry; surface is the text of the entry. Most entries
// are one morpheme. The entry 갔 is two, 가다 and the ending 았, which share its bytes.
func (d *dictionary) parts(entry int32, surface string) []part {
	if p := d.analyses[entry].Load(); p != nil {
		return *p
	}
	parts := d.analysis(entry, strings.Clone(surface))
	d.analyses[entry].Store(&parts) // goroutines that compute it concurrently get equal parts
	return parts
}

// analysis parses the expression of an entry, such as 가/VV/*+았/EP/*, if it has one.
// Compound nouns are one part.
func (d *dictionary) analysis(entry int32, surface string) []part {
	content := d.content[entry]
	if kind := content[ko.Type-1]; kind != "Inflect" && kind != "Preanalysis" {
		return []part{newPart(surface, d.morphs[entry].tag)}
	}
	var parts []part
	for morpheme := range strings.SplitSeq(content[ko.Expression-1], "+") {
		fields := strings.Split(morpheme, "/")
		if len(fields) < 2 {
			return []part{newPart(surface, d.morphs[entry].tag)}
		}
		parts = append(parts, newPart(fields[0], parseTag(fields[1])))
	}
	return parts
}

// newPart returns a part with the dictionary form of a morpheme.
func newPart(form string, t tag) part {
	if t.verbal() {
		form += "다"
	}
	return part{finals.Replace(form), t}
}

// finals replaces conjoining final consonants by compatibility letters, as keyboards type
// them. Some endings of the dictionary begin with such a consonant: ㄴ다.
var finals = strings.NewReplacer("ᆨ", "ㄱ", "ᆫ", "ㄴ", "ᆮ", "ㄷ", "ᆯ", "ㄹ", "ᆷ", "ㅁ",
	"ᆸ", "ㅂ", "ᆺ", "ㅅ", "ᆻ", "ㅆ", "ᆼ", "ㅇ", "ᇂ", "ㅎ")

// A morpheme is a part with its position in a text.
type morpheme struct {
	form       string
	tag        tag
	start, end int // bytes
}

// dictionaryForms appends the morphemes of a path in their dictionary forms. The
// morphemes of one entry share its bytes.
func (l *lattice) dictionaryForms(dst []morpheme, path []node) []morpheme {
	for _, n := range path {
		start, end := int(n.start), int(n.end)
		surface := l.text[start:end]
		switch {
		case n.entry <= extraEntry:
			for _, p := range l.extraParts(n.entry) {
				dst = append(dst, morpheme{p.form, p.tag, start, end})
			}
		case n.entry < 0 && n.tag.verbal():
			dst = append(dst, morpheme{surface + "다", n.tag, start, end})
		case n.entry < 0:
			dst = append(dst, morpheme{surface, n.tag, start, end})
		default:
			for i, p := range l.d.parts(n.entry, surface) {
				if i == 1 && l.supplement != nil && p.tag == nnb && dst[len(dst)-1].form == surface {
					break // an entry that repeats a part of its word: 미국식 is 미국식 + 식
				}
				dst = append(dst, morpheme{p.form, p.tag, start, end})
			}
		}
	}
	if l.supplement != nil {
		l.correct(dst)
	}
	return l.joinSuffixes(l.join(dst))
}

// writtenForms appends the morphemes of a path as they are written in the text. An entry of
// several morphemes has the tag of the first.
func (l *lattice) writtenForms(dst []morpheme, path []node) []morpheme {
	for _, n := range path {
		dst = append(dst, morpheme{l.text[n.start:n.end], n.tag, int(n.start), int(n.end)})
	}
	return l.joinSuffixes(dst)
}

// joinSuffixes joins nouns and their suffixes if l.suffixes is set: 가능 + 성 becomes 가능성.
// 들 and 님 remain morphemes of their own, which are dropped by default.
func (l *lattice) joinSuffixes(ms []morpheme) []morpheme {
	if !l.suffixes {
		return ms
	}
	out := ms[:0]
	for _, m := range ms {
		if last := len(out) - 1; last >= 0 && isSuffixOf(out[last], m) {
			noun := &out[last]
			noun.form, noun.end = l.internForms(noun.form, m.form), m.end
			if noun.tag == xr {
				noun.tag = nng
			}
			continue
		}
		out = append(out, m)
	}
	return out
}

// isSuffixOf reports whether m is a suffix that is joined to a noun.
func isSuffixOf(noun, m morpheme) bool {
	return m.tag == xsn && noun.tag.takesSuffix() && (noun.end == m.start || noun.end == m.end) &&
		m.form != "들" && m.form != "님"
}

// join joins morphemes that together form one word:
//
//   - a prefix and its noun: 비 + 공식 becomes 비공식;
//   - a root and 하다: 깨끗 + 하다 becomes 깨끗하다. A noun that is a word without 하다 is
//     not joined: 공부했다 keeps the noun 공부;
//   - by the newer rules, a noun and 스럽다 or 롭다: 자연 + 스럽다 becomes 자연스럽다;
//   - an adjective, an ending and 하다: 좋다 + 아 + 하다 becomes 좋아하다;
//   - by the newer rules, the dependent nouns 만 and 듯 after a verb, and 하다: 볼 만 + 하다
//     becomes 만하다, 올 듯 + 하다 becomes 듯하다.
func (l *lattice) join(ms []morpheme) []morpheme {
	out := ms[:0]
	for i := 0; i < len(ms); i++ {
		m := ms[i]
		switch {
		case m.tag == xpn && i+1 < len(ms) && ms[i+1].start == m.end && ms[i+1].tag.nominal():
			ms[i+1].form = l.intern(m.start, m.end, ms[i+1].form)
			ms[i+1].start = m.start
			continue
		case i+1 < len(ms) && ms[i+1].start == m.end && l.joinsRoot(m, ms[i+1]):
			suffix := ms[i+1]
			m.form = l.intern(m.start, m.end, suffix.form)
			m.tag, m.end = vv, suffix.end
			if suffix.tag == xsa {
				m.tag = va
			}
			i++
		case l.supplement != nil && i > 0 && i+1 < len(ms) && isAuxiliary(ms[i-1], m, ms[i+1]):
			m.form = l.intern(m.start, m.end, ms[i+1].form)
			m.tag, m.end = vx, ms[i+1].end
			i++
		case m.tag == va && i+2 < len(ms) && isFeelingVerb(m, ms[i+1], ms[i+2]):
			m.form = l.intern(m.start, ms[i+2].start, ms[i+2].form)
			m.tag, m.end = vv, ms[i+2].end
			i += 2
		}
		out = append(out, m)
	}
	return out
}

// joinsRoot reports whether a root or a noun and a suffix directly after it are one verb or
// adjective.
func (l *lattice) joinsRoot(root, suffix morpheme) bool {
	switch root.tag {
	case xr:
		return suffix.tag == xsa || suffix.tag == xsv
	case nng, nnp:
		return l.supplement != nil && suffix.tag == xsa && (suffix.form == "스럽다" || suffix.form == "롭다")
	}
	return false
}

// isAuxiliary reports whether a dependent noun and 하다 directly after it form an auxiliary
// adjective, which follows the ending of a verb: 만하다 in 볼 만하다.
func isAuxiliary(ending, noun, verb morpheme) bool {
	return ending.tag == etm && noun.tag == nnb && (noun.form == "만" || noun.form == "듯") &&
		verb.tag == xsa && verb.form == "하다" && verb.start == noun.end
}

// isFeelingVerb reports whether an adjective, an ending and a verb without spaces are
// one verb of feeling: 좋아하다, 예뻐하다.
func isFeelingVerb(adjective, ending, verb morpheme) bool {
	return ending.tag == ec && verb.form == "하다" && verb.start == ending.end &&
		(ending.start == adjective.end || ending.start == adjective.start)
}

// maxInterned is the largest number of joined words that a lattice keeps, about 1 MB.
// When it is reached, all are dropped: the frequent ones are back after a few
// sentences.
const maxInterned = 1 << 14

// intern returns text[start:end] with rest appended. It allocates once for each word.
func (l *lattice) intern(start, end int, rest string) string {
	return l.internForms(l.text[start:end], rest)
}

// internForms returns first and rest as one word. It allocates once for each word.
func (l *lattice) internForms(first, rest string) string {
	l.joined = append(append(l.joined[:0], first...), rest...)
	if word, ok := l.interned[string(l.joined)]; ok {
		return word
	}
	if l.interned == nil || len(l.interned) >= maxInterned {
		l.interned = map[string]string{}
	}
	word := string(l.joined)
	l.interned[word] = word
	return word
}
