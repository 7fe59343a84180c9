package corpus

// This file yields sentences as they are written, for an index that shows them.
// Tokens have lost case and punctuation.

import (
	"context"
	"iter"
)

// A RawSentence is a sentence as it is written in a file, not tokenized.
type RawSentence struct {
	Text     string // with its white space, without the line end
	File     string // name
	Line     int    // where it starts, from 1
	Replaced int    // bytes replaced by U+FFFD since the sentence before
}

// maxRawSentence is the size in bytes from which a sentence, such as a stream, is yielded
// in several parts. It is the size of the pieces in which package input reads long lines.
const maxRawSentence = 64 << 10

// Texts yields the sentences of s as they are written in the files, not tokenized. It
// leaves out empty sentences, but not those in which the tokenizer finds no token. A
// sentence of more than 64 KiB is yielded in several parts. If reading fails, Texts yields
// the error and ends. Use it where the text is displayed, as in the results of a search.
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

// fileTexts yields the sentences of one file and reports whether the consumer wants more.
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

// emit yields the sentence, if it has text, and begins another. It reports whether the
// consumer wants more.
func (w *RawSentence) emit(yield func(RawSentence, error) bool) bool {
	if w.Text == "" {
		return true
	}
	full := *w
	w.Text, w.Replaced = "", 0
	return yield(full, nil)
}
