package vocab

import (
	"encoding/binary"
	"hash/maphash"
	"math/bits"
)

// A key stands for a word: its bytes and its length for a short word, which no
// other word has, a hash for a longer one.
type key struct{ lo, hi uint64 }

const (
	short = 15      // bytes of a word that its key holds whole
	long  = 1 << 63 // marks hi of a longer word
)

// len returns the length of the word in bytes.
func (k key) len() int {
	if k.hi >= long {
		return int(k.hi &^ long)
	}
	return int(k.hi >> 56)
}

// A keyer makes keys and their hashes. Both are random, so that nobody can
// choose words that collide.
type keyer struct {
	seed maphash.Seed
	mix  key
}

func newKeyer() keyer {
	seed := maphash.MakeSeed()
	return keyer{seed, key{maphash.String(seed, "lo"), maphash.String(seed, "hi")}}
}

// key makes the key of a word. Where the loads of its head and its tail overlap
// they have the same bytes.
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

func load32(s string) uint32 { return binary.LittleEndian.Uint32([]byte(s[:4])) }

func load64(s string) uint64 { return binary.LittleEndian.Uint64([]byte(s[:8])) }

// keyAt makes the key of text[begin:end]. It does not ask how short the word is,
// which no processor can foresee, but takes sixteen bytes and masks those off
// that follow.
func (k *keyer) keyAt(text []byte, begin, end int32) key {
	n := int(end - begin)
	if n > short || int(begin)+16 > len(text) {
		return k.rareKey(text[begin:end])
	}
	w, m := text[begin:begin+16], &masks[n]
	return key{binary.LittleEndian.Uint64(w) & m.lo, binary.LittleEndian.Uint64(w[8:])&m.hi | uint64(n)<<56}
}

// rareKey is keyAt for the few words that are long, or are the text's last ones.
func (k *keyer) rareKey(word []byte) key {
	if n := len(word); n > short {
		return key{maphash.Bytes(k.seed, word), uint64(n) | long}
	}
	return k.key(string(word))
}

// masks keep the first n of sixteen bytes.
var masks = func() (m [short + 1]key) {
	for n := range m {
		m[n] = key{1<<(8*min(n, 8)) - 1, 1<<(8*max(n-8, 0)) - 1}
	}
	return m
}()

// hash spreads a key over 32 bits.
func (k *keyer) hash(w key) uint32 {
	hi, lo := bits.Mul64(w.lo^k.mix.lo, w.hi^k.mix.hi)
	return uint32((hi ^ lo) >> 32)
}
