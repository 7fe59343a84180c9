package corpus

import (
	"context"
	"iter"
)

// A RawSentence sentence is a sentence as it stands in a file, not cut into tokens.
type RawSentence struct {
	Text     string
	File     string
	Line     int // where it starts, from 1
	Replaced int // bytes that were no UTF-8, since the sentence before
}

// maxRawSentence bounds the bytes of a sentence that comes as one text. What is
// longer, as a stream is, comes as several.
const maxRawSentence = 64 << 10

// Texts yields the sentences of s as they are written, white space and all. Those
// without any text are left out; of the others, some may have no token. After an
// error nothing more comes.
func (s *FileSource) Texts() iter.Seq2[RawSentence, error] {
	return func(yield func(RawSentence, error) bool) {
		files, err := s.files.Begin()
		if err != nil {
			yield(RawSentence{}, err)
			return
		}
		for _, name := range files {
			if !s.fileTexts(name, yield) {
				return
			}
		}
	}
}

// fileTexts yields the sentences of one file and reports whether to go on.
func (s *FileSource) fileTexts(name string, yield func(RawSentence, error) bool) bool {
	w := RawSentence{File: name}
	for p, err := range s.files.Passages(context.Background(), name) {
		if err != nil {
			yield(RawSentence{}, err)
			return false
		}
		if w.Text != "" && len(w.Text)+len(p.Text) > maxRawSentence && !w.emit(yield) {
			return false
		}
		if w.Text == "" {
			w.Line = p.Line
		}
		w.Text += p.Text
		w.Replaced += p.Replaced
		if p.Last && !w.emit(yield) {
			return false
		}
	}
	return w.emit(yield)
}

// emit yields the sentence, if it has text, and begins another.
func (w *RawSentence) emit(yield func(RawSentence, error) bool) bool {
	if w.Text == "" {
		return true
	}
	full := *w
	w.Text, w.Replaced = "", 0
	return yield(full, nil)
}
