package report

// This file writes the sentences that a search found. The score of a sentence is a
// sum over its tokens (package search), so a report can say which words it comes
// from: share is a token's term of the sum, and without is how much the score changes
// if the token is removed. The two differ, because removing a token also changes the
// norm that the score is divided by.

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/search"
)

// A Search is the result of a search: sentences, each with the contributions of its words to
// its score. Morphemes are summed by eojeol.
type Search struct {
	Query       []string
	Unknown     []string // words of the query that took no part
	Composed    []search.Composed
	Temperature float64 // infinite: without attention
	Auto        bool    // whether the temperature was found automatically
	Sentences   int     // that were searched
	Hits        []search.Hit
}

// blocks returns the result for people: each sentence, coloured by the contributions of its
// words, with its file, line and the words with the largest contributions. The colours of all
// sentences have one scale.
func (s *Search) blocks(lang language) []block {
	all := []block{heading(s.facts(lang))}
	if len(s.Hits) == 0 {
		return append(all, remark{line: lang.say(message.None)})
	}
	pieces, top := make([][]piece, len(s.Hits)), float32(0)
	for i := range s.Hits {
		pieces[i] = hitPieces(&s.Hits[i])
		top = largestPiece(pieces[i], top)
	}
	for i := range s.Hits {
		h := &s.Hits[i]
		shown := sentence{cosine: fmt.Sprintf("%.3f", h.Score), text: h.Text, top: top, pieces: pieces[i]}
		all = append(all, shown, remark{line: s.reasons(h, lang)})
	}
	return append(all, remark{line: lang.say(message.Contributions)})
}

// facts returns the line that names the query, the number of sentences and the temperature.
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

// reasonsShown is how many words reasons names: as many as fit on a line with the name of
// the file.
const reasonsShown = 5

// reasons returns a line with the file and line of a sentence, and the words with the largest
// contributions. A word of one token also has the change of the score without it.
func (s *Search) reasons(h *search.Hit, lang language) line {
	l := say("        ").word(fmt.Sprintf("%s:%d", h.File, h.Line)).text(" ")
	all := slices.DeleteFunc(h.Eojeols(), func(e search.Eojeol) bool { return !e.Known })
	slices.SortStableFunc(all, func(a, b search.Eojeol) int {
		return cmp.Compare(math.Abs(b.Share),
			math.Abs(a.Share))
	})
	for _, e := range all[:min(reasonsShown, len(all))] {
		word, without := e.Text, ""
		if token := singleToken(h, e); token != nil {
			word, without = h.Text[token.Start:token.End], " ("+lang.text(message.WithoutWord, token.Without)+")"
			if !strings.EqualFold(word, token.Text) {
				word = token.Text // 읽다, not 읽
			}
		}
		l = l.text(" · ").word(word).text(fmt.Sprintf(" %.3f", e.Share) + without)
	}
	return l
}

// singleToken returns the token of an eojeol that has one token, else nil.
func singleToken(h *search.Hit, e search.Eojeol) (only *search.Token) {
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

// json writes the list of sentences, each as package search describes it. Query and
// temperature are not in it.
func (s *Search) json(o *object) {
	o.bare = true
	all := search.Sentences(s.Hits, s.Composed)
	o.list(len(all), func(i int) { o.value(&all[i]) })
}

// csv writes a row for each token of each sentence, with the sentence's rank, score
// and place repeated, so that a row can be read without the rows above it.
func (s *Search) csv(w *csvWriter) {
	w.header([]string{"rank", "score", "file", "line", "text", "position",
		"token", "known", "weight", "share", "change without"}, nil)
	for i := range s.Hits {
		h := &s.Hits[i]
		for j, t := range h.Tokens {
			w.row([]string{strconv.Itoa(i + 1), digits64(h.Score), escapeFormula(h.File), strconv.Itoa(h.Line),
				escapeFormula(h.Text), strconv.Itoa(j),
				escapeFormula(t.Text), strconv.FormatBool(t.Known), digits64(t.Weight), digits64(t.Share), digits64(t.Without)})
		}
	}
}
