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
	table   table
	words   []string // by first appearance
	more    []int64  // counts by number that are not in the table
	total   int64
	text    strings.Builder // where copies of words go, many in one allocation
	touched ID
}

// textSize is how many bytes of words are allocated at once.
const textSize = 16 << 10

// Add counts word once and returns its number of first appearance.
func (c *Counter) Add(word string) ID {
	return c.count(c.table.find(word, c.words), word)
}

// count counts a word in its slot.
func (c *Counter) count(s *slot, word string) ID {
	if s.next == 0 {
		c.table.insert(s, ID(len(c.words)))
		c.words = append(c.words, c.keep(word))
	}
	s.count++
	c.total++
	return s.next - 1
}

// keep copies a word, which may be part of a long line.
func (c *Counter) keep(word string) string {
	if len(word) > textSize/16 {
		return strings.Clone(word)
	}
	if c.text.Cap()-c.text.Len() < len(word) {
		c.text = strings.Builder{}
		c.text.Grow(textSize)
	}
	c.text.WriteString(word)
	return c.text.String()[c.text.Len()-len(word):]
}

// ahead is for how many words AddAll looks up slots at a time.
const ahead = 32

// AddAll counts words in their order, appends their numbers to ids and returns
// the longer slice. It is faster than Add for each: the slots of several words
// are touched first, so that the processor fetches them from memory side by side.
func (c *Counter) AddAll(ids []ID, words []string) []ID {
	var keys [ahead]key
	var hashes [ahead]uint64
	for len(words) > 0 {
		n := min(ahead, len(words))
		for 4*(c.table.used+n) >= 3*len(c.table.slots) {
			c.table.grow()
		}
		mask := uint64(len(c.table.slots) - 1)
		for i, word := range words[:n] {
			keys[i] = c.table.key(word)
			hashes[i] = c.table.hash(keys[i])
			c.touched ^= c.table.slots[hashes[i]&mask].next
		}
		for i, word := range words[:n] {
			ids = append(ids, c.count(c.table.seek(keys[i], hashes[i], word, c.words), word))
		}
		words = words[n:]
	}
	return ids
}

// Number gives word a number of first appearance, unless it has one, and
// returns it without counting the word. Unlike Add, it does not copy the word.
func (c *Counter) Number(word string) ID {
	s := c.table.find(word, c.words)
	if s.next == 0 {
		c.table.insert(s, ID(len(c.words)))
		c.words = append(c.words, word)
	}
	return s.next - 1
}

// Merge adds the counts of other, whose words have these numbers in c.
func (c *Counter) Merge(other *Counter, numbers []ID) {
	c.more = append(c.more, make([]int64, len(c.words)-len(c.more))...)
	for i, n := range other.table.counts(other.more) {
		c.more[numbers[i]] += n
	}
	c.total += other.total
}

// Adjust adds changes, by number of first appearance, to the counts.
func (c *Counter) Adjust(changes []int64) {
	c.more = append(c.more, make([]int64, len(changes)-len(c.more))...)
	for i, n := range changes {
		c.more[i] += n
		c.total += n
	}
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
		counts := c.table.counts(c.more)
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
	for _, k := range c.table.counts(c.more) {
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
	return slices.Max(c.table.counts(c.more))
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
	var counts []int64
	for i, n := range c.table.counts(c.more) {
		if n >= s.MinCount && n > 0 && (s.Exclude == nil || !s.Exclude(c.words[i])) {
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
