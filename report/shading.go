package report

// This file colours a sentence as it is written. Tokens are what the model sees:
// lower-cased words, or morphemes in their dictionary form. Their byte offsets lead
// back to the text, where the colour of a token is put on the bytes that it came
// from:
//
//	text      The cat slept.
//	tokens    the [0,3)  cat [4,7)  slept [8,13)
//	pieces    The·␣·cat·␣·slept·.   (the spaces and the full stop have no token)

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/tokenize"
)

// A piece is a part of a sentence as it is written: what one token or several came from, or
// the text between them, such as spaces, particles and endings.
type piece struct {
	text   string
	token  bool
	known  bool    // a token of it is in the vocabulary
	weight float32 // sum of the contributions of its tokens
}

// A shadedToken is a token of a text with its weight.
type shadedToken struct {
	tokenize.Span
	known  bool // false: it is shown without a colour
	weight float32
}

// piecesOf cuts a text at the bytes of its tokens, which are in the order of the
// text. Tokens of the same bytes, as the morphemes of 갔, are one piece, whose weight
// is their sum. The pieces together are the text. Bytes outside the text are left
// out.
func piecesOf(text string, tokens []shadedToken) []piece {
	var all []piece
	end := 0
	for _, t := range tokens {
		t.Start, t.End = min(t.Start, len(text)), min(t.End, len(text))
		if t.Start > end {
			all = append(all, piece{text: text[end:t.Start]})
			end = t.Start
		}
		if t.End > end || len(all) == 0 {
			all = append(all, piece{text: text[end:max(end, t.End)], token: true})
			end = max(end, t.End)
		}
		last := &all[len(all)-1]
		last.known = last.known || t.known
		last.weight += t.weight
	}
	if end < len(text) {
		all = append(all, piece{text: text[end:]})
	}
	return all
}

// hitPieces returns the pieces of a sentence that was found; the weights are contributions.
func hitPieces(h *search.Hit) []piece {
	tokens := make([]shadedToken, len(h.Tokens))
	for i, t := range h.Tokens {
		tokens[i] = shadedToken{tokenize.Span{Start: t.Start, End: t.End}, t.Known, float32(t.Share)}
	}
	return piecesOf(h.Text, tokens)
}

// pieces returns the pieces of the text of an attention, nil if it has no text.
func (a *attentionPart) pieces() []piece {
	if a.Text == "" || len(a.Spans) != len(a.Tokens) {
		return nil
	}
	tokens := make([]shadedToken, len(a.Tokens))
	for i, span := range a.Spans {
		tokens[i] = shadedToken{span, a.Result.Visible[i], a.Result.Weights[i]}
	}
	return piecesOf(a.Text, tokens)
}

// largestPiece returns the largest weight of pieces, at least top.
func largestPiece(pieces []piece, top float32) float32 {
	for _, p := range pieces {
		top = max(top, p.weight)
	}
	return top
}

// shade writes a sentence for a terminal: tokens in the colours of their weights, all else
// faint.
func (c colours) shade(pieces []piece, top float32) string {
	var b strings.Builder
	for _, p := range pieces {
		text := terminal(p.text)
		if p.known {
			text = c.cell(text, p.weight, top)
		} else {
			text = c.dim(text)
		}
		b.WriteString(text)
	}
	return b.String()
}

// shadeHTML is shade for HTML. What stands between spaces, an eojeol or a word with its
// punctuation, is one element, which is not torn across lines unless it is longer than a
// line.
func shadeHTML(pieces []piece, top float32) string {
	var b strings.Builder
	open := false
	for _, p := range pieces {
		for _, part := range splitAtSpaces(p.text) {
			if strings.TrimSpace(part) == "" {
				if open {
					b.WriteString("</span>")
				}
				open = false
				b.WriteString(part)
				continue
			}
			if !open {
				b.WriteString(`<span class="eojeol">`)
			}
			open = true
			text := markup(line{}.word(part))
			if p.known {
				fmt.Fprintf(&b, `<span %s title="%.4f">%s</span>`, background(p.weight, top), p.weight, text)
			} else {
				b.WriteString(`<span class="out">` + text + `</span>`)
			}
		}
	}
	if open {
		b.WriteString("</span>")
	}
	return b.String()
}

// splitAtSpaces cuts a text into runs of white space and of other characters, in order.
func splitAtSpaces(s string) []string {
	var parts []string
	for s != "" {
		first, _ := utf8.DecodeRuneInString(s)
		space := unicode.IsSpace(first)
		n := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) != space })
		if n < 0 {
			n = len(s)
		}
		parts = append(parts, s[:n])
		s = s[n:]
	}
	return parts
}
