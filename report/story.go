package report

// This file is the report of the library story (demo). It composes what other files
// have: a table of neighbours, the bars of an attention, sentences of a search.

import (
	"fmt"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/message"
)

// A Story explains attention by an example: a question to a library, the attention of a query
// over the words of the question, the context vector, and the sentences that are found with
// it. The strings are the texts before each part.
type Story struct {
	Intro      string
	Like       string // before the words that are like the query
	Neighbours []embed.Neighbour
	Asks       string // before the attention over the question
	Attention  *w2vattn.Attention
	Key        string // the name of the column of keys
	Mixes      string // before the context vector
	Finds      string // before the sentences
	Found      []StorySentence
}

// A StorySentence is a sentence that the context leads to.
type StorySentence struct {
	Cosine    float64 // of the question's context and the sentence's
	Text      string
	Attention *w2vattn.Attention // of the query over the sentence
}

// blocks returns the story: the nearest words, the attention over the question with keys,
// scores and weights, the context vector with the words nearest to it, and the sentences that
// were found.
func (s *Story) blocks(lang language) []block {
	a := (*attentionPart)(s.Attention)
	all := []block{
		remark{line: say(s.Intro)},
		heading(say("1. " + s.Like)), s.like(),
		heading(say("2. " + s.Asks)),
		remark{line: say("q ").quoted(a.Query).text(" = " + firstNumbers(a.QueryVector, 6))},
		a.sentence(),
		s.keys(lang),
		remark{line: say(strings.Join([]string{
			formula(a.Result.Score), lang.atTemperature(a.Result.Temperature, a.Auto), a.amount(lang),
		}, " · "))},
	}
	all = append(all, remarks(say(lang.unreached(&a.Result, a.Auto)))...)
	all = append(all,
		heading(say("3. "+s.Mixes)),
		remark{line: say("c = Σ wᵢ vᵢ = " + firstNumbers(a.Result.Context, 6))},
		remark{line: lang.nearestWords(a.Nearest)},
		figure{picture: a.lines(lang, nil), title: lang.text(message.Lines), folded: true, page: true},
		heading(say("4. "+s.Finds)),
	)
	for _, f := range s.Found {
		found := (*attentionPart)(f.Attention).sentence()
		found.cosine, found.text = fmt.Sprintf("%.3f", f.Cosine), f.Text
		if found.pieces == nil {
			found.pieces = []piece{{text: f.Text}}
		}
		all = append(all, found)
	}
	return all
}

// like returns a table of the words nearest to the query.
func (s *Story) like() *table {
	out := &table{caption: say(s.Like), right: true, bars: true, header: texts("", "cos", "")}
	for _, n := range s.Neighbours {
		cosine := words(fmt.Sprintf("%.2f", n.Cosine))
		out.rows = append(out.rows, []cell{token(n.Word), cosine, barOf(float32(n.Cosine))})
	}
	return out
}

// keys returns a table of the keys, scores and weights.
func (s *Story) keys(lang language) *table {
	a := s.Attention
	header := append(lang.texts(message.Token), say(s.Key))
	header = append(append(header, lang.texts(message.Score, message.Weight)...), say(""))
	out := &table{caption: say(s.Asks), right: true, bars: true, header: header}
	for i, word := range a.Tokens {
		if !a.Result.Visible[i] {
			out.rows = append(out.rows, []cell{token(word), {}, {}, {}, lang.absent(a.Known[i])})
			continue
		}
		out.rows = append(out.rows, []cell{
			token(word), words(firstNumbers(linalg.Row(a.Keys, i), 3)),
			number4(a.Result.Scores[i]), number4(a.Result.Weights[i]), barOf(a.Result.Weights[i]),
		})
	}
	return out
}

// firstNumbers returns the first n numbers of a vector as text, with two decimals,
// and an ellipsis if there are more: "[0.12, −0.40, 0.88, …]". The minus sign is
// U+2212.
func firstNumbers(x []float32, n int) string {
	var parts []string
	for _, v := range x[:min(n, len(x))] {
		parts = append(parts, strings.ReplaceAll(fmt.Sprintf("%.2f", v), "-", "−"))
	}
	if len(x) > n {
		parts = append(parts, "…")
	}
	return "[" + strings.Join(parts, ", ") + "]"
}
