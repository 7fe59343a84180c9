package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/search"
)

// A Search is the sentences that a query found, each with what its words add to
// its score. Morphemes are rolled up to what stands between two spaces.
type Search struct {
	Query       []string
	Unknown     []string // words of the query that took no part
	Temperature float64  // infinite: without attention
	Auto        bool
	Sentences   int // that were searched
	Hits        []search.Hit
}

func (s *Search) blocks(lang language) []block {
	all := []block{heading(s.facts(lang))}
	if len(s.Hits) == 0 {
		return append(all, remark{line: lang.say(message.None)})
	}
	top := 0.0
	for i := range s.Hits {
		for _, e := range s.Hits[i].Eojeols() {
			top = max(top, e.Share)
		}
	}
	for i := range s.Hits {
		h := &s.Hits[i]
		all = append(all, shaded(h, float32(top)), remark{line: s.reasons(h, lang)})
	}
	return append(all, remark{line: lang.say(message.Contributions)})
}

// facts is the line that says what was asked, and of how many sentences.
func (s *Search) facts(lang language) line {
	among := lang.text(message.OneSentence)
	if s.Sentences != 1 {
		among = lang.text(message.Sentences, s.Sentences)
	}
	l := lang.say(message.Query).quoted(s.Query).text(" · " + among)
	if math.IsInf(s.Temperature, 1) {
		return l.text(" · " + lang.text(message.WithoutAttention))
	}
	return l.text(" · " + lang.atTemperature(s.Temperature, s.Auto))
}

// shaded is a sentence with the shares of its words.
func shaded(h *search.Hit, top float32) sentence {
	s := sentence{cosine: fmt.Sprintf("%.3f", h.Score), text: h.Text, top: top}
	for _, e := range h.Eojeols() {
		s.tokens, s.weights, s.visible = append(s.tokens, e.Text), append(s.weights, float32(e.Share)), append(s.visible, e.Known)
	}
	return s
}

// reasonsShown is how many words the reasons for a hit name.
const reasonsShown = 5

// reasons says where a sentence stands, and names the words with the largest
// shares: those of one token with the change of the score without them.
func (s *Search) reasons(h *search.Hit, lang language) line {
	l := say("        ").word(fmt.Sprintf("%s:%d", h.File, h.Line)).text(" ")
	all := slices.DeleteFunc(h.Eojeols(), func(e search.Eojeol) bool { return !e.Known })
	slices.SortStableFunc(all, func(a, b search.Eojeol) int { return cmp.Compare(math.Abs(b.Share), math.Abs(a.Share)) })
	for _, e := range all[:min(reasonsShown, len(all))] {
		word, without := e.Text, ""
		if token := alone(h, e); token != nil {
			word, without = h.Text[token.Start:token.End], " ("+lang.text(message.WithoutWord, token.Without)+")"
		}
		l = l.text(" · ").word(word).text(fmt.Sprintf(" %.3f", e.Share) + without)
	}
	return l
}

// alone returns the token of an eojeol that has no other, or nil.
func alone(h *search.Hit, e search.Eojeol) (only *search.Token) {
	for i := range h.Tokens {
		token := &h.Tokens[i]
		switch {
		case token.Start < e.Start || token.End > e.End:
		case only != nil:
			return nil
		default:
			only = token
		}
	}
	return only
}

// json writes the list of hits.
func (s *Search) json(o *object) {
	o.bare = true
	o.list(len(s.Hits), func(i int) { o.value(&s.Hits[i]) })
}

// csv writes a row for each token of each hit.
func (s *Search) csv(w *csvWriter) {
	w.header([]string{"rank", "score", "file", "line", "text", "position", "token", "known", "weight", "share", "change without"}, nil)
	for i := range s.Hits {
		h := &s.Hits[i]
		for j, t := range h.Tokens {
			w.row([]string{strconv.Itoa(i + 1), digits64(h.Score), harmless(h.File), strconv.Itoa(h.Line), harmless(h.Text), strconv.Itoa(j),
				harmless(t.Text), strconv.FormatBool(t.Known), digits64(t.Weight), digits64(t.Share), digits64(t.Without)})
		}
	}
}
