package tokenize

// Forms holds the forms of the tokens of several texts, without offsets, for counting:
// token i is Text[Bounds[2i]:Bounds[2i+1]]. Reset keeps its memory for reuse. It is not
// safe for concurrent use.
type Forms struct {
	Text   []byte
	Bounds []int32
	tokens []Token // scratch
}

// Reset removes all tokens and keeps the memory.
func (f *Forms) Reset() { f.Text, f.Bounds = f.Text[:0], f.Bounds[:0] }

// Len returns the number of tokens.
func (f *Forms) Len() int { return len(f.Bounds) / 2 }

// Add adds the tokens that t finds in text.
func (f *Forms) Add(t Tokenizer, text string) {
	if t, ok := t.(formTokenizer); ok {
		t.forms(f, text)
		return
	}
	f.tokens = t.Append(f.tokens[:0], text)
	for _, token := range f.tokens {
		begin, end := f.put(token.Text)
		f.Bounds = append(f.Bounds, begin, end)
	}
}

// A formTokenizer is a Tokenizer with a faster way to add forms than token by token.
type formTokenizer interface {
	// forms adds the forms of the tokens that Append finds in text.
	forms(f *Forms, text string)
}

// put adds a form to the text and returns its bounds.
func (f *Forms) put(form string) (begin, end int32) {
	begin = int32(len(f.Text))
	f.Text = append(f.Text, form...)
	return begin, int32(len(f.Text))
}
