package input

// A Passage is text that is tokenized at once: a whole sentence, or a part of a long one. A
// part ends before a space, so that no token, accent or syllable is split. The passages of
// one sentence follow each other; the last of them has Last.
type Passage struct {
	Text     string // UTF-8, without the line end
	Line     int    // where it starts in the file, from 1
	Last     bool   // the sentence ends with this passage
	Replaced int    // bytes replaced by U+FFFD since the passage before
}
