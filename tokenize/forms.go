package tokenize

// Forms are the tokens of several texts by their forms alone, which is all that
// counting them takes: token i is Text[Bounds[2i]:Bounds[2i+1]]. It is used again
// and again, and then allocates nothing.
type Forms struct {
	Text   []byte
	Bounds []int32
	tokens []Token // scratch
}

// Reset empties f.
func (f *Forms) Reset() { f.Text, f.Bounds = f.Text[:0], f.Bounds[:0] }

// Len returns the number of tokens.
func (f *Forms) Len() int { return len(f.Bounds) / 2 }

// Add adds the tokens that t finds in text.
func (f *Forms) Add(t Tokenizer, text string) {
	if t, ok := t.(former); ok {
		t.forms(f, text)
		return
	}
	f.tokens = t.Append(f.tokens[:0], text)
	for _, token := range f.tokens {
		begin, end := f.put(token.Text)
		f.Bounds = append(f.Bounds, begin, end)
	}
}

// A former is a Tokenizer that can do better than cut forms out one by one.
type former interface {
	// forms adds the forms of the tokens that Append finds in text.
	forms(f *Forms, text string)
}

// put adds a form to the text and returns its bounds.
func (f *Forms) put(form string) (begin, end int32) {
	begin = int32(len(f.Text))
	f.Text = append(f.Text, form...)
	return begin, int32(len(f.Text))
}
