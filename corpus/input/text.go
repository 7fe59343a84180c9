package input

// This file cuts running text into sentences by Unicode's rules (UAX #29). Lines may
// be wrapped anywhere; a blank line ends a paragraph and so a sentence.

import (
	"iter"
	"slices"
	"sort"
	"strings"

	"github.com/w2vattn/w2vattn/tokenize"
)

// Text is the format of running text. Lines are wrapped, a blank line ends a paragraph,
// and paragraphs are cut into sentences by Unicode Standard Annex #29.
//
// Two paragraphs, the first of which has two sentences:
//
//	The cat reads
//	a book. The dog sleeps.
//
//	It dreams.
func Text() Format {
	return Format{
		Name: "text", Help: "running text, UAX #29", passages: readText,
		Sentence: "a sentence by UAX #29; lines are wrapped, a blank line ends a paragraph",
	}
}

// readText yields the sentences of all paragraphs. A paragraph of more than pieceSize bytes
// is yielded in parts, so memory does not grow with its length.
func readText(l *lineReader) iter.Seq2[Passage, error] {
	return func(yield func(Passage, error) bool) {
		var para paragraph
		atStart := true // the next passage begins a line
		for p, err := range readLines(l) {
			if err != nil {
				yield(Passage{}, err)
				return
			}
			blank := atStart && p.Last && strings.TrimFunc(p.Text, tokenize.IsSpace) == ""
			if blank || para.text.Len() > pieceSize {
				if !para.flush(blank, yield) {
					return
				}
			}
			if !blank {
				para.add(p)
			}
			atStart = p.Last
		}
		para.flush(true, yield)
	}
}

// A paragraph collects the lines of a paragraph, joined by spaces, with the offsets at
// which they begin, so that a sentence can be reported with the line in which it starts.
type paragraph struct {
	text     strings.Builder
	lines    []lineStart // in the order of text
	replaced int         // bytes replaced and not yet reported in a passage
}

// A lineStart is the byte offset in a paragraph's text at which a line begins, and the
// line's number.
type lineStart struct{ offset, line int }

// add appends a line or a part of one. The line end becomes a space, because a line end
// ends a sentence in UAX #29.
func (p *paragraph) add(piece Passage) {
	p.lines = append(p.lines, lineStart{p.text.Len(), piece.Line})
	p.text.WriteString(piece.Text)
	if piece.Last {
		p.text.WriteByte(' ')
	}
	p.replaced += piece.Replaced
}

// lineAt returns the index in p.lines of the line that contains the byte offset. The first
// line begins at offset 0, so there always is one.
func (p *paragraph) lineAt(offset int) int {
	return sort.Search(len(p.lines), func(i int) bool { return p.lines[i].offset > offset }) - 1
}

// flush yields the sentences of the paragraph. Unless the paragraph is whole, the last
// sentence may continue: it stays in p or, if it is the only one, is yielded as the
// beginning of a long sentence. flush reports whether the consumer wants more.
func (p *paragraph) flush(whole bool, yield func(Passage, error) bool) bool {
	text := p.text.String()
	spans := tokenize.Sentences(text)
	rest := len(text)
	if n := len(spans); !whole && n > 1 {
		rest, spans = spans[n-1].Start, spans[:n-1]
	}
	for _, s := range spans {
		ends := whole || rest < len(text)
		out := Passage{text[s.Start:s.End], p.lines[p.lineAt(s.Start)].line, ends, p.replaced}
		p.replaced = 0
		if !yield(out, nil) {
			return false
		}
	}
	p.keep(text[rest:], rest)
	return true
}

// keep drops the text before offset. rest is the text from there on. The first line that is
// kept may begin before offset; its offset becomes 0.
func (p *paragraph) keep(rest string, offset int) {
	p.text.Reset()
	p.text.WriteString(rest)
	if rest == "" {
		p.lines = p.lines[:0]
		return
	}
	p.lines = slices.Delete(p.lines, 0, p.lineAt(offset))
	for i := range p.lines {
		p.lines[i].offset = max(p.lines[i].offset-offset, 0)
	}
}
