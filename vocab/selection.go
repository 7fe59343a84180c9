package vocab

// This file selects the words of a vocabulary from counts: a minimum count, a maximum
// number, excluded words, and an order.

import (
	"cmp"
	"slices"
)

// An Order sorts words for a vocabulary. counts are the counts of words in the order of
// first appearance. It returns the indices of counts in the order of the ids that the
// words get, most frequent first.
type Order func(counts []int64) []int

// FirstAppearance is the Order by descending count, and by first appearance among equal
// counts.
func FirstAppearance(counts []int64) []int {
	order := make([]int, len(counts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(counts[b], counts[a]) })
	return order
}

// A Selection defines which counted words become words of a vocabulary.
type Selection struct {
	MinCount int64                  // least count of a word; words with count 0 are never selected
	MaxVocab int                    // if above 0, the largest number of words: the first of Order
	Exclude  func(word string) bool // words that are not selected; nil: none
	Order    Order                  // nil: FirstAppearance
}

// Vocab returns the vocabulary v of the selected words. renumber maps ids of c to ids of v:
// the word with an id of c has the id renumber[id] in v, or Unknown if it was not selected.
// Most of the time is for sorting the selected words. c is not changed.
func (c *Counter) Vocab(s Selection) (v *Vocab, renumber []ID) {
	if s.Order == nil {
		s.Order = FirstAppearance
	}
	var kept []ID // ids in c of the words that are selected by count
	var words []string
	var counts []int64
	i := ID(0)
	for word, n := range c.All() {
		if n >= s.MinCount && n > 0 && (s.Exclude == nil || !s.Exclude(word)) {
			kept, words, counts = append(kept, i), append(words, word), append(counts, n)
		}
		i++
	}
	order := s.Order(counts)
	if s.MaxVocab > 0 && len(order) > s.MaxVocab {
		order = order[:s.MaxVocab]
	}
	v = &Vocab{ids: make(map[string]ID, len(order))}
	renumber = make([]ID, c.Distinct())
	for i := range renumber {
		renumber[i] = Unknown
	}
	for id, k := range order {
		word := words[k]
		v.words = append(v.words, word)
		v.counts = append(v.counts, counts[k])
		v.ids[word] = ID(id)
		v.total += counts[k]
		renumber[kept[k]] = ID(id)
	}
	return v, renumber
}
