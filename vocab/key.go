package vocab

// This file makes keys of words: 16 bytes that hold a short word itself, so that most
// comparisons need no access to its text.

import (
	"encoding/binary"
	"hash/maphash"
	"math/bits"
)

// A key identifies a word. The key of a word of at most 15 bytes is its bytes and its
// length, so different words have different keys. The key of a longer word is a hash and
// its length, so words with equal keys have to be compared.
//
// Layout of a short word of n bytes, little-endian: bytes 0–7 are in lo, bytes 8–14 in the
// lower 56 bits of hi, and n is in the upper 8 bits of hi; unused bytes are 0. Layout of a
// longer word: its 64-bit hash is in lo, and n | long in hi. The top bit of hi is set for
// longer words only.
type key struct{ lo, hi uint64 }

const (
	short = 15      // largest length in bytes of a word that its key contains
	long  = 1 << 63 // bit of hi that marks longer words
)

// len returns the length of the word in bytes.
func (k key) len() int {
	if k.hi >= long {
		return int(k.hi &^ long)
	}
	return int(k.hi >> 56)
}

// A keyer makes keys and their hashes. Both depend on random numbers, so that nobody can
// write a text whose words collide.
type keyer struct {
	seed maphash.Seed
	mix  key // for hash
}

// newKeyer returns a keyer with new random numbers.
func newKeyer() keyer {
	seed := maphash.MakeSeed()
	return keyer{seed, key{maphash.String(seed, "lo"), maphash.String(seed, "hi")}}
}

// key returns the key of a word. It loads the first and the last bytes of the word; where
// the two loads overlap, they have the same bytes.
func (k *keyer) key(word string) key {
	n := len(word)
	length := uint64(n) << 56
	switch {
	case n > short:
		return key{maphash.String(k.seed, word), uint64(n) | long}
	case n >= 8:
		return key{load64(word), load64(word[n-8:])>>(8*(16-n)) | length}
	case n >= 4:
		return key{uint64(load32(word)) | uint64(load32(word[n-4:]))<<(8*(n-4)), length}
	case n > 0:
		return key{uint64(word[0]) | uint64(word[n/2])<<(8*(n/2)) | uint64(word[n-1])<<(8*(n-1)), length}
	}
	return key{}
}

// load32 returns the first 4 bytes of s.
func load32(s string) uint32 { return binary.LittleEndian.Uint32([]byte(s[:4])) }

// load64 returns the first 8 bytes of s.
func load64(s string) uint64 { return binary.LittleEndian.Uint64([]byte(s[:8])) }

// keyAt returns the key of text[begin:end]. It has no branch on the length of the word,
// which the processor could not predict: it loads sixteen bytes and masks those after
// the word.
func (k *keyer) keyAt(text []byte, begin, end int32) key {
	n := int(end - begin)
	if n > short || int(begin)+16 > len(text) {
		return k.rareKey(text[begin:end])
	}
	w, m := text[begin:begin+16], &masks[n]
	return key{binary.LittleEndian.Uint64(w) & m.lo, binary.LittleEndian.Uint64(w[8:])&m.hi | uint64(n)<<56}
}

// rareKey is keyAt for words that are long or at the end of the text. Its result equals
// that of keyAt wherever both apply, which a test checks.
func (k *keyer) rareKey(word []byte) key {
	if n := len(word); n > short {
		return key{maphash.Bytes(k.seed, word), uint64(n) | long}
	}
	return k.key(string(word))
}

// masks[n] keeps the first n of sixteen bytes.
var masks = func() (m [short + 1]key) {
	for n := range m {
		m[n] = key{1<<(8*min(n, 8)) - 1, 1<<(8*max(n-8, 0)) - 1}
	}
	return m
}()

// hash returns a 32-bit hash of a key. It multiplies both halves to 128 bits and combines
// the halves of the product, as wyhash does (Wang Yi 2019). mix is random, so nobody can
// choose words that collide.
func (k *keyer) hash(w key) uint32 {
	hi, lo := bits.Mul64(w.lo^k.mix.lo, w.hi^k.mix.hi)
	return uint32((hi ^ lo) >> 32)
}
