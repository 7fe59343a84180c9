package vocab

import (
	"iter"
	"slices"
	"strings"
)

// A Counter counts words and numbers them by first appearance. Its memory
// grows with the distinct words, not with the words counted. The zero value is
// ready to use.
type Counter struct {
	table table
	words []string // by first appearance
	total int64
}

// Add counts word once and returns its number of first appearance.
func (c *Counter) Add(word string) ID {
	s := c.table.find(word, c.words)
	if s.next == 0 {
		c.table.insert(s, ID(len(c.words)))
		c.words = append(c.words, strings.Clone(word)) // a token may be part of a long line
	}
	s.count++
	c.total++
	return s.next - 1
}

// AddCount counts word n times and returns its number of first appearance. Add
// copies a word that it has not seen, AddCount keeps it as it is.
func (c *Counter) AddCount(word string, n int64) ID {
	s := c.table.find(word, c.words)
	if s.next == 0 {
		c.table.insert(s, ID(len(c.words)))
		c.words = append(c.words, word)
	}
	s.count += n
	c.total += n
	return s.next - 1
}

// Since returns the words from number first on. They must not be changed.
func (c *Counter) Since(first int) []string { return c.words[first:len(c.words):len(c.words)] }

// Distinct returns how many different words were counted.
func (c *Counter) Distinct() int { return len(c.words) }

// Total returns how many words were counted.
func (c *Counter) Total() int64 { return c.total }

// All yields the words with their counts, by first appearance.
func (c *Counter) All() iter.Seq2[string, int64] {
	return func(yield func(string, int64) bool) {
		counts := c.table.counts()
		for i, w := range c.words {
			if !yield(w, counts[i]) {
				return
			}
		}
	}
}

// Surviving returns how many words were counted at least minCount times.
func (c *Counter) Surviving(minCount int64) int {
	n := 0
	for _, k := range c.table.counts() {
		if k >= minCount {
			n++
		}
	}
	return n
}

// MaxCount returns how often the most frequent word was counted.
func (c *Counter) MaxCount() int64 {
	if len(c.words) == 0 {
		return 0
	}
	return slices.Max(c.table.counts())
}

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
	MinCount int64 // words counted less often are left out
	MaxVocab int   // if above 0, only the first so many of Order stay
	Order    Order // nil stands for FirstAppearance
}

// Vocab makes a vocabulary of the selected words. Its second result turns a
// number of first appearance, as Add returns it, into the word's number in the
// vocabulary, or Unknown if the word was left out.
func (c *Counter) Vocab(s Selection) (*Vocab, []ID) {
	if s.Order == nil {
		s.Order = FirstAppearance
	}
	var kept []ID // numbers of first appearance of the words that are frequent enough
	var counts []int64
	for i, n := range c.table.counts() {
		if n >= s.MinCount {
			kept = append(kept, ID(i))
			counts = append(counts, n)
		}
	}
	order := s.Order(counts)
	if s.MaxVocab > 0 && len(order) > s.MaxVocab {
		order = order[:s.MaxVocab]
	}
	v := &Vocab{ids: make(map[string]ID, len(order))}
	renumber := make([]ID, len(c.words))
	for i := range renumber {
		renumber[i] = Unknown
	}
	for id, k := range order {
		word := c.words[kept[k]]
		v.words = append(v.words, word)
		v.counts = append(v.counts, counts[k])
		v.ids[word] = ID(id)
		v.total += counts[k]
		renumber[kept[k]] = ID(id)
	}
	return v, renumber
}
