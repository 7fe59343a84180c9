package korean

import (
	"fmt"
	"slices"
	"strings"
)

// A tag is a part of speech of the Sejong corpus, as mecab-ko-dic uses it.
type tag uint8

// The tags: nouns, verbs and adjectives, determiners and adverbs, interjections,
// particles, endings, affixes and roots, symbols and other scripts. The predicates
// below depend on their order.
const (
	na   tag = iota // unknown
	nng             // common noun
	nnp             // proper noun
	nnb             // dependent noun: 것, 수
	nnbc            // counter: 개, 명
	nr              // numeral: 하나
	np              // pronoun: 나
	vv              // verb
	va              // adjective
	vx              // auxiliary: 싶다
	vcp             // copula 이다
	vcn             // negative copula 아니다
	mm              // determiner: 이, 새
	mag             // adverb
	maj             // conjunction: 그러나
	ic              // interjection
	jks             // particles: subject
	jkc             // complement
	jkg             // genitive
	jko             // object
	jkb             // adverbial: 에, 에서
	jkv             // vocative
	jkq             // quotation
	jx              // topic and others: 은, 도
	jc              // and: 와, 하고
	ep              // endings: before the final one
	ef              // final
	ec              // connecting
	etn             // nominal: 기, ㅁ
	etm             // adnominal: 는, ㄴ
	xpn             // prefix: 비-
	xsn             // suffix of nouns: -들
	xsv             // suffix that makes a verb: -하다
	xsa             // suffix that makes an adjective: -하다
	xr              // root that is not a word by itself: 깨끗
	sf              // symbols: full stop
	se              // ellipsis
	sso             // opening bracket
	ssc             // closing bracket
	sc              // separator
	sy              // other
	sh              // Chinese characters
	sl              // letters of other scripts
	sn              // number
	sp              // space
	tags
)

var tagNames = [tags]string{
	"NA", "NNG", "NNP", "NNB", "NNBC", "NR", "NP", "VV", "VA", "VX", "VCP", "VCN", "MM", "MAG", "MAJ", "IC",
	"JKS", "JKC", "JKG", "JKO", "JKB", "JKV", "JKQ", "JX", "JC", "EP", "EF", "EC", "ETN", "ETM",
	"XPN", "XSN", "XSV", "XSA", "XR", "SF", "SE", "SSO", "SSC", "SC", "SY", "SH", "SL", "SN", "SP",
}

// parseTag returns the tag with a name, or na if there is none.
func parseTag(name string) tag {
	return tag(max(0, slices.Index(tagNames[:], name)))
}

// nominal reports whether a prefix can precede a morpheme with the tag: a noun, a root or
// an unknown word.
func (t tag) nominal() bool { return t <= np || t == xr }

// takesSuffix reports whether a suffix of nouns is joined to a morpheme with the tag.
func (t tag) takesSuffix() bool { return t <= nnp || t == nr || t == xr || t == sh }

// verbal reports whether the dictionary form of a morpheme with the tag ends in 다.
func (t tag) verbal() bool { return t >= vv && t <= vcn || t == xsv || t == xsa }

// attaches reports whether a morpheme with the tag is written without a space after
// the one before it: particles, endings, the copula and suffixes.
func (t tag) attaches() bool {
	return t >= jks && t <= etm || t == vcp || t >= xsn && t <= xsa
}

// beginsWord reports whether a morpheme with the tag rarely follows another one without a
// space: pronouns and numerals.
func (t tag) beginsWord() bool { return t == np || t == nr }

// DefaultPOS lists the parts of speech that are kept by default: nouns, verbs, adjectives
// and 아니다 but not the copula 이다, determiners, adverbs, interjections, roots, Chinese
// characters, Latin words and numbers.
const DefaultPOS = "N,VV,VA,VX,VCN,M,IC,XR,SH,SL,SN"

// A tagSet holds for each tag whether its morphemes are kept.
type tagSet [tags]bool

// parsePOS parses a list of tags or prefixes of tags, separated by commas: J stands for
// all particles, "all" for every tag, and an empty list for DefaultPOS. A list that
// begins with + is added to DefaultPOS. A name that is not a prefix of a tag is an error.
func parsePOS(list string) (tagSet, error) {
	var set tagSet
	if list == "" {
		list = DefaultPOS
	}
	if more, plus := strings.CutPrefix(list, "+"); plus {
		list = DefaultPOS + "," + more
	}
	for name := range strings.SplitSeq(list, ",") {
		name = strings.ToUpper(strings.TrimSpace(name))
		found := false
		for i, t := range tagNames {
			if name == "ALL" || name != "" && strings.HasPrefix(t, name) {
				set[i], found = true, true
			}
		}
		if !found {
			return set, fmt.Errorf("korean: no part of speech %q; use all, or tags or their first letters: %s",
				name, strings.Join(tagNames[:], ", "))
		}
	}
	return set, nil
}
