package word2vec

import (
	"cmp"
	"slices"

	"github.com/w2vattn/w2vattn/internal/numpy"
	"github.com/w2vattn/w2vattn/vocab"
)

// order returns the vocabulary order that the configuration names.
func (c Config) order() vocab.Order {
	if c.Trainer == Batched {
		return vocab.FirstAppearance
	}
	if c.GensimOrder == Order42 {
		return gensim42
	}
	return gensim44
}

// gensim44 is the order of gensim 4.4.0: by decreasing count, equally frequent words in
// reverse order of their first appearance.
func gensim44(counts []int64) []int {
	order := make([]int, len(counts))
	for i := range order {
		order[i] = len(counts) - 1 - i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(counts[b], counts[a]) })
	return order
}

// gensim42 is the order of gensim 4.0.0 to 4.3.3: numpy's default argsort of
// the counts, reversed. Up to 16 words it equals gensim44.
func gensim42(counts []int64) []int {
	order := numpy.ArgsortInt64(counts)
	slices.Reverse(order)
	return order
}
