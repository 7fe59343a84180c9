package report

import (
	"fmt"
	"strings"

	"github.com/w2vattn/w2vattn/search"
)

// A piece is a part of a sentence as it is written: what one token or several came from, or
// the text between them, such as spaces, particles and endings.
type piece struct {
	text   string
	token  bool
	known  bool    // a token of it is in the vocabulary
	weight float32 // sum of the contributions of its tokens
}

// piecesOf cuts the text of a hit at the bytes of its tokens. Tokens of the same bytes, as
// the morphemes of 갔, are one piece. The pieces together are the text.
func piecesOf(h *search.Hit) []piece {
	var all []piece
	end := 0
	for _, t := range h.Tokens {
		if t.Start > end {
			all = append(all, piece{text: h.Text[end:t.Start]})
			end = t.Start
		}
		if t.End > end || len(all) == 0 {
			all = append(all, piece{text: h.Text[end:t.End], token: true})
			end = t.End
		}
		last := &all[len(all)-1]
		last.known = last.known || t.Known
		last.weight += float32(t.Share)
	}
	if end < len(h.Text) {
		all = append(all, piece{text: h.Text[end:]})
	}
	return all
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

// shadeHTML is shade for HTML.
func shadeHTML(pieces []piece, top float32) string {
	var b strings.Builder
	for _, p := range pieces {
		text := markup(line{}.word(p.text))
		switch {
		case p.known:
			fmt.Fprintf(&b, `<span %s title="%.4f">%s</span>`, background(p.weight, top), p.weight, text)
		case strings.TrimSpace(p.text) == "":
			b.WriteString(p.text)
		default:
			b.WriteString(`<span class="out">` + text + `</span>`)
		}
	}
	return b.String()
}
