package native

// This file stores words: all bytes one after the other, and V+1 offsets. Word i has
// the bytes from offset i to offset i+1.
//
//	bytes     catdog고양이
//	offsets   0 3 6 15

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/w2vattn/w2vattn/internal/mmap"
)

// numbers returns the numbers that the bytes are, without a copy where memory
// has their order and alignment.
func numbers[T mmap.Number](b []byte) []T {
	if s, ok := mmap.Cast[T](b); ok {
		return s
	}
	var x T
	s := make([]T, len(b)/binary.Size(x))
	binary.Decode(b, binary.LittleEndian, s) //nolint:errcheck // there are enough bytes
	return s
}

// cutWords returns the words of text, which begin at the offsets. It checks the offsets and
// UTF-8. The words are parts of one string.
func cutWords(text []byte, offsets []int64) ([]string, error) {
	all := string(text)
	words := make([]string, len(offsets)-1)
	if offsets[0] != 0 || offsets[len(words)] != int64(len(all)) {
		return nil, fmt.Errorf("tensor %s runs from %d to %d, but there are %d bytes of words", tensorOffsets,
			offsets[0],
			offsets[len(words)], len(all))
	}
	for i := range words {
		begin, end := offsets[i], offsets[i+1]
		if begin > end || end > int64(len(all)) {
			return nil, fmt.Errorf("tensor %s: word %d has bytes %d to %d", tensorOffsets, i, begin, end)
		}
		words[i] = all[begin:end]
		if !utf8.ValidString(words[i]) {
			return nil, fmt.Errorf("tensor %s: word %d, %q, is invalid UTF-8", tensorWords, i, words[i])
		}
	}
	return words, nil
}

// sortedOrder returns the ids in the order of the bytes of their words. The words of a
// vocabulary are distinct, so the order is unique.
func sortedOrder(words []string) []int32 {
	order := make([]int32, len(words))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(words[a], words[b]) })
	return order
}

// checkSorted returns an error unless order is sortedOrder(words). It is not
// if a word occurs twice.
func checkSorted(words []string, order []int32) error {
	for i, id := range order {
		if id < 0 || int(id) >= len(words) || i > 0 && words[order[i-1]] >= words[id] {
			return fmt.Errorf("tensor %s: entry %d is %d, which is not in the order of the words", tensorSorted, i, id)
		}
	}
	return nil
}
