package report

import (
	"fmt"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/message"
)

// A Story tells what attention is for: a question is asked of a library, the
// query looks at its words, the context comes of it, and sentences are found.
// The strings are what the teller says before each part.
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

func (s *Story) blocks(lang language) []block {
	a := (*attentionPart)(s.Attention)
	all := []block{
		remark{line: say(s.Intro)},
		heading(say("1. " + s.Like)), s.like(),
		heading(say("2. " + s.Asks)),
		remark{line: say("q ").quoted(a.Query).text(" = " + beginning(a.QueryVector, 6))},
		a.sentence(),
		s.keys(lang),
		remark{line: say(formula(a.Result.Score) + " · " + lang.atTemperature(a.Result.Temperature, a.Auto) + " · " + a.amount(lang))},
	}
	all = append(all, remarks(say(lang.unreached(&a.Result, a.Auto)))...)
	all = append(all,
		heading(say("3. "+s.Mixes)),
		remark{line: say("c = Σ wᵢ vᵢ = " + beginning(a.Result.Context, 6))},
		remark{line: lang.nearestWords(a.Nearest)},
		figure{picture: a.lines(lang, nil), title: lang.text(message.Lines), folded: true, page: true},
		heading(say("4. "+s.Finds)),
	)
	for _, f := range s.Found {
		found := (*attentionPart)(f.Attention).sentence()
		found.cosine, found.text = fmt.Sprintf("%.3f", f.Cosine), f.Text
		all = append(all, found)
	}
	return all
}

// like has the words that are like the query.
func (s *Story) like() *table {
	out := &table{caption: say(s.Like), right: true, header: texts("", "cos", "")}
	for _, n := range s.Neighbours {
		out.rows = append(out.rows, []cell{token(n.Word), words(fmt.Sprintf("%.2f", n.Cosine)), {kind: bar, weight: float32(n.Cosine), top: 1}})
	}
	return out
}

// keys has what the query compares itself with, and what comes of it.
func (s *Story) keys(lang language) *table {
	a, top := s.Attention, largest(s.Attention.Result.Weights)
	out := &table{caption: say(s.Asks), right: true, header: texts(lang.text(message.Token), s.Key, lang.text(message.Score), lang.text(message.Weight), "")}
	for i, word := range a.Tokens {
		if !a.Result.Visible[i] {
			out.rows = append(out.rows, []cell{token(word), {}, {}, {}, lang.absent(a.Known[i])})
			continue
		}
		out.rows = append(out.rows, []cell{token(word), words(beginning(linalg.Row(a.Keys, i), 3)), number4(a.Result.Scores[i]), number4(a.Result.Weights[i]),
			{kind: bar, weight: a.Result.Weights[i], top: top}})
	}
	return out
}

// beginning writes the first n numbers of a vector.
func beginning(x []float32, n int) string {
	var parts []string
	for _, v := range x[:min(n, len(x))] {
		parts = append(parts, strings.ReplaceAll(fmt.Sprintf("%.2f", v), "-", "−"))
	}
	if len(x) > n {
		parts = append(parts, "…")
	}
	return "[" + strings.Join(parts, ", ") + "]"
}
