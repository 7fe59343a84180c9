package input

import (
	"iter"
	"slices"
	"sort"
	"strings"

	"github.com/w2vattn/w2vattn/tokenize"
)

// Text reads running text: lines are wrapped, a blank line ends a paragraph,
// and paragraphs are cut into sentences by UAX #29.
func Text() Format {
	return Format{Name: "text", Help: "running text, UAX #29", Sentence: "a sentence by UAX #29; lines are wrapped, a blank line ends a paragraph", passages: readText}
}

func readText(l *lineReader) iter.Seq2[Passage, error] {
	return func(yield func(Passage, error) bool) {
		var para paragraph
		fresh := true // the next piece begins a line
		for p, err := range readLines(l) {
			if err != nil {
				yield(Passage{}, err)
				return
			}
			blank := fresh && p.Last && strings.TrimFunc(p.Text, tokenize.IsSpace) == ""
			if blank || para.text.Len() > pieceSize {
				if !para.flush(blank, yield) {
					return
				}
			}
			if !blank {
				para.add(p)
			}
			fresh = p.Last
		}
		para.flush(true, yield)
	}
}

// A paragraph collects wrapped lines until its sentences are known.
type paragraph struct {
	text     strings.Builder
	lines    []lineStart
	replaced int
}

// A lineStart says where in a paragraph's text a line begins.
type lineStart struct{ offset, line int }

// add appends a piece. Its line end becomes a space, because to UAX #29 a line
// end is a sentence's end.
func (p *paragraph) add(piece Passage) {
	p.lines = append(p.lines, lineStart{p.text.Len(), piece.Line})
	p.text.WriteString(strings.TrimSuffix(piece.Text, "\r"))
	if piece.Last {
		p.text.WriteByte(' ')
	}
	p.replaced += piece.Replaced
}

// lineAt returns the index in p.lines of the line that holds offset.
func (p *paragraph) lineAt(offset int) int {
	return sort.Search(len(p.lines), func(i int) bool { return p.lines[i].offset > offset }) - 1
}

// flush yields the paragraph's sentences. Unless the paragraph is whole, its
// last sentence may go on: it stays or, if there is no other, it is yielded as
// the beginning of a long one. flush reports whether the reader wants more.
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

// keep leaves only the rest of the text, which began at offset.
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
