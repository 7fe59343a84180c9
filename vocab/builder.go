package vocab

// A Builder numbers words in the order in which they come. Make one with
// NewBuilder.
type Builder struct {
	words []string
	ids   map[string]ID
}

// NewBuilder returns a Builder with room for so many words.
func NewBuilder(capacity int) *Builder {
	return &Builder{words: make([]string, 0, capacity), ids: make(map[string]ID, capacity)}
}

// Add gives word the next number. If it has one already, that one is returned,
// and false.
func (b *Builder) Add(word string) (ID, bool) {
	next := ID(len(b.words))
	if id, ok := b.ids[word]; ok {
		return id, false
	}
	b.ids[word] = next
	b.words = append(b.words, word)
	return next, true
}

// Len returns how many words have a number.
func (b *Builder) Len() int { return len(b.words) }

// Vocab makes a vocabulary of the words. counts is as in New; the Builder must
// not be used any more.
func (b *Builder) Vocab(counts []int64) (*Vocab, error) { return newVocab(b.words, b.ids, counts) }
