package vocab

// A Builder makes a vocabulary of words in the order in which they are added. Make one
// with NewBuilder.
type Builder struct {
	words []string // by id
	ids   map[string]ID
}

// NewBuilder returns an empty Builder with a capacity of that number of words.
func NewBuilder(capacity int) *Builder {
	return &Builder{words: make([]string, 0, capacity), ids: make(map[string]ID, capacity)}
}

// Add gives word the next id and returns it, and true. If the word was added before, Add
// returns its id, and false.
func (b *Builder) Add(word string) (ID, bool) {
	next := ID(len(b.words))
	if id, ok := b.ids[word]; ok {
		return id, false
	}
	b.ids[word] = next
	b.words = append(b.words, word)
	return next, true
}

// Len returns the number of words.
func (b *Builder) Len() int { return len(b.words) }

// Vocab returns the vocabulary of the words. counts is as for New, with its errors. The
// Builder must not be used afterwards.
func (b *Builder) Vocab(counts []int64) (*Vocab, error) { return newVocab(b.words, b.ids, counts) }
