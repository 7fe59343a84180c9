package corpus

import (
	"context"
	"iter"
)

// A Written sentence is a sentence as it stands in a file, not cut into tokens.
type Written struct {
	Text     string
	File     string
	Line     int // where it starts, from 1
	Replaced int // bytes that were no UTF-8, since the sentence before
}

// maxWritten bounds the bytes of a sentence that comes as one text. What is
// longer, as a stream is, comes as several.
const maxWritten = 64 << 10

// Texts yields the sentences of s as they are written, white space and all. Those
// without any text are left out; of the others, some may have no token. After an
// error nothing more comes.
func (s *FileSource) Texts() iter.Seq2[Written, error] {
	return func(yield func(Written, error) bool) {
		files, err := s.files.Begin()
		if err != nil {
			yield(Written{}, err)
			return
		}
		for _, name := range files {
			if !s.textsOf(name, yield) {
				return
			}
		}
	}
}

// textsOf yields the sentences of one file and reports whether to go on.
func (s *FileSource) textsOf(name string, yield func(Written, error) bool) bool {
	w := Written{File: name}
	for p, err := range s.files.Passages(context.Background(), name) {
		if err != nil {
			yield(Written{}, err)
			return false
		}
		if w.Text != "" && len(w.Text)+len(p.Text) > maxWritten && !w.give(yield) {
			return false
		}
		if w.Text == "" {
			w.Line = p.Line
		}
		w.Text += p.Text
		w.Replaced += p.Replaced
		if p.Last && !w.give(yield) {
			return false
		}
	}
	return w.give(yield)
}

// give yields the sentence, if it has text, and begins another.
func (w *Written) give(yield func(Written, error) bool) bool {
	if w.Text == "" {
		return true
	}
	full := *w
	w.Text, w.Replaced = "", 0
	return yield(full, nil)
}
