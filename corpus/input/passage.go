package input

// A Passage is a stretch of text that is tokenized at once: a line, a part of a long
// line that ends before a space, so that tokens, accents and syllables stay whole, or
// whatever the format makes a sentence of. A sentence is one passage or several.
type Passage struct {
	Text     string
	Line     int  // where it starts, from 1
	Last     bool // the sentence ends with it
	Replaced int  // bytes that were no UTF-8, since the passage before
}
