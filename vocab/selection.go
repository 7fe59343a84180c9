package vocab

import "slices"

// An Order arranges words for a vocabulary: given their counts by first
// appearance, it returns the indices of counts in the order in which the words
// are to be numbered, most frequent first.
type Order func(counts []int64) []int

// FirstAppearance sorts by falling count and leaves equally frequent words in
// the order in which they first appeared.
func FirstAppearance(counts []int64) []int {
	order := make([]int, len(counts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case counts[a] > counts[b]:
			return -1
		case counts[a] < counts[b]:
			return 1
		}
		return 0
	})
	return order
}

// A Selection says which of the counted words join a vocabulary.
type Selection struct {
	MinCount int64                  // words counted less often are left out
	MaxVocab int                    // if above 0, only the first so many of Order stay
	Exclude  func(word string) bool // words left out whatever their count; nil: none
	Order    Order                  // nil stands for FirstAppearance
}

// Vocab makes a vocabulary of the selected words. Its second result turns a
// number of first appearance, as Add returns it, into the word's number in the
// vocabulary, or Unknown if the word was left out.
func (c *Counter) Vocab(s Selection) (*Vocab, []ID) {
	if s.Order == nil {
		s.Order = FirstAppearance
	}
	var kept []ID // numbers of first appearance of the words that are frequent enough
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
	v := &Vocab{ids: make(map[string]ID, len(order))}
	renumber := make([]ID, c.Distinct())
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
