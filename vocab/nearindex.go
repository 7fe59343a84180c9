package vocab

// This file excludes most words from a search for similar spellings by two cheap
// bounds: the difference of the lengths, and the letters that only one of the words
// has.

import (
	"context"
	"math/bits"
	"runtime"
	"slices"
	"sync"
)

// A nearIndex has the data from which lower bounds on edit distances are computed: the
// number of letters and the signature of each word. An index of deletions, as in SymSpell
// (Garbe 2012), would need too much memory where several letters differ.
type nearIndex struct {
	ids        []ID     // by number of letters, then by ID
	signatures []uint64 // of the words, in the order of ids
	groups     []lengthGroup
}

// A lengthGroup is the range in nearIndex.ids of the words with a number of letters.
// Groups are sorted by that number.
type lengthGroup struct{ letters, begin, end int }

// A lazyNearIndex is the index of a vocabulary, which the first search makes.
type lazyNearIndex struct {
	mu    sync.Mutex
	index *nearIndex
}

// nearIndex returns the index of v and makes it in the first call. Other goroutines that
// call it meanwhile wait. The index is not kept if ctx is done before it is complete.
func (v *Vocab) nearIndex(ctx context.Context) (*nearIndex, error) {
	v.near.mu.Lock()
	defer v.near.mu.Unlock()
	if v.near.index == nil {
		x, err := newNearIndex(ctx, v)
		if err != nil {
			return nil, err
		}
		v.near.index = x
	}
	return v.near.index, nil
}

// contextInterval is the number of words between two checks of the context. It bounds the
// delay after ctx is done; no measurement of other numbers is recorded.
const contextInterval = 4096

// checkContext lets other goroutines run, and returns the error of ctx.
func checkContext(ctx context.Context) error {
	runtime.Gosched()
	return ctx.Err()
}

// newNearIndex returns the index of v, or the error of ctx. It sorts the words by number of
// letters with a counting sort, which keeps the order of the ids within a group. The time
// is O(V).
func newNearIndex(ctx context.Context, v *Vocab) (*nearIndex, error) {
	signatures, lengths := make([]uint64, v.Len()), make([]int32, v.Len())
	var letters []rune
	for id, word := range v.All() {
		if id%contextInterval == 0 {
			if err := checkContext(ctx); err != nil {
				return nil, err
			}
		}
		letters = appendLetters(letters[:0], word)
		signatures[id], lengths[id] = signature(letters), int32(len(letters))
	}
	x := &nearIndex{ids: make([]ID, v.Len()), signatures: make([]uint64, v.Len())}
	next := x.group(lengths)
	for id, n := range lengths {
		at := next[n]
		x.ids[at], x.signatures[at] = ID(id), signatures[id]
		next[n]++
	}
	return x, nil
}

// group sets x.groups for words with these numbers of letters, and returns where the
// group of each number begins.
func (x *nearIndex) group(lengths []int32) map[int32]int {
	counts := map[int32]int{}
	for _, n := range lengths {
		counts[n]++
	}
	for n, count := range counts {
		x.groups = append(x.groups, lengthGroup{letters: int(n), end: count})
	}
	slices.SortFunc(x.groups, func(a, b lengthGroup) int { return a.letters - b.letters })
	begins, begin := map[int32]int{}, 0
	for i := range x.groups {
		g := &x.groups[i]
		g.begin, g.end = begin, begin+g.end
		begins[int32(g.letters)], begin = g.begin, g.end
	}
	return begins
}

// groupOf returns the group of the words with n letters, which may be empty.
func (x *nearIndex) groupOf(n int) lengthGroup {
	i, found := slices.BinarySearchFunc(x.groups, n, func(g lengthGroup, n int) int { return g.letters - n })
	if !found {
		return lengthGroup{}
	}
	return x.groups[i]
}

// signature returns which of 32 classes the letters of a word are in: bit i is set if there
// is a letter of class i, bit 32+i if there are two or more. The class is a multiplicative
// hash of the letter (Knuth, TAOCP volume 3, section 6.4): 0x9E3779B1 is 2³² divided by the
// golden ratio, and the upper five bits select the class.
func signature(letters []rune) (s uint64) {
	for _, r := range letters {
		bit := uint64(1) << (uint32(r) * 0x9E3779B1 >> 27)
		if s&bit != 0 {
			bit <<= 32
		}
		s |= bit
	}
	return s
}

// distanceBound returns a lower bound on the edit distance of two words with signatures a
// and b: an edit removes at most one letter from a class and adds at most one to another.
func distanceBound(a, b uint64) int {
	return max(bits.OnesCount64(a&^b), bits.OnesCount64(b&^a))
}
