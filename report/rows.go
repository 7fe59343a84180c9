package report

import (
	"strconv"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report/picture"
)

// A rowsPart is the attention of each of n queries over m tokens in a report: a
// self-attention, whose queries are the tokens, or a cross-attention.
type rowsPart struct {
	w2vattn.CrossAttention
	self    bool
	eojeols []w2vattn.Eojeol // of self-attention
}

func selfPart(s *w2vattn.SelfAttention) *rowsPart {
	return &rowsPart{w2vattn.CrossAttention{Queries: s.Tokens, QueriesKnown: s.Known, Tokens: s.Tokens, Known: s.Known, Replaced: s.Replaced,
		Auto: s.Auto, Result: s.Result, Nearest: s.Nearest}, true, s.Eojeols}
}

func crossPart(c *w2vattn.CrossAttention) *rowsPart { return &rowsPart{CrossAttention: *c} }

func (p *rowsPart) blocks(lang language) []block {
	all := append([]block{heading(p.facts(lang))}, p.matrix(lang).blocks(lang, lang.text(message.Table))...)
	if p.eojeols != nil {
		all = append(all, remark{line: lang.say(message.EojeolRows)})
		all = append(all, p.rolledUp(lang).blocks(lang, lang.text(message.ByEojeol))...)
	}
	queries := ""
	if !p.self {
		queries = lang.missingQueries(p.QueriesKnown)
	}
	all = append(all, remarks(append(texts(lang.unreachedOfRows(&p.Result, p.Auto), queries, lang.missing(p.Known, nil)), lang.replacements(p.Replaced))...)...)
	all = append(all, advice(lang.rowsAdvice(&p.Result, p.Auto))...)
	if p.Nearest != nil {
		all = append(all, lang.nearestOfRows(p.Queries, p.Result.Effective, p.Nearest))
	}
	return all
}

// facts is the line that says what was asked, and how.
func (p *rowsPart) facts(lang language) line {
	r, kind := &p.Result, lang.text(message.CrossAttention)
	if p.self {
		kind = lang.text(message.SelfAttention)
	}
	return say(kind + " · " + lang.method(r.Score, r.Temperature, p.Auto, r.Sparse) + " · " + lang.text(message.EachRow))
}

// matrix is the weights from the queries to the tokens.
func (p *rowsPart) matrix(lang language) *matrix {
	return &matrix{facts: p.facts(lang), queries: p.Queries, keys: p.Tokens, weights: p.Result.Weights, visible: p.Result.Visible}
}

// nearestOfRows has the words nearest to the context of each query.
func (lang language) nearestOfRows(queries []string, effective []float64, nearest [][]embed.Neighbour) *table {
	out := &table{caption: lang.say(message.NearestOfEach)}
	for i, word := range queries {
		out.rows = append(out.rows, []cell{token(word), words(lang.text(message.Tokens, effective[i])), {line: lang.neighbours(nearest[i])}})
	}
	return out
}

// json writes the attention; the queries of a cross-attention are "to".
func (p *rowsPart) json(o *object) {
	if !p.self {
		o.texts("to", p.Queries)
	}
	o.method(p.Result.Score, p.Result.Temperature, p.Result.Sparse)
	o.texts("tokens", p.Tokens)
	if !p.self {
		o.bools("to_known", p.QueriesKnown)
	}
	o.bools("known", p.Known)
	o.replaced(p.Replaced)
	o.rows(&p.Result, p.Nearest)
	if p.eojeols != nil {
		m := p.rolledUp(language{})
		o.eojeols(p.eojeols, func(i int) { o.vectorOf("weights", linalg.Row(m.weights, i)) })
	}
}

// rows writes scores, weights and what comes of them, a row for each query.
func (o *object) rows(r *attention.SelfResult, nearest [][]embed.Neighbour) {
	n, m := r.Scores.Rows, r.Scores.Cols
	o.named("scores", n, func(i int) { o.scores(linalg.Row(r.Scores, i), r.Visible[i*m:(i+1)*m]) })
	o.named("weights", n, func(i int) { o.vector(linalg.Row(r.Weights, i)) })
	o.named("context", n, func(i int) { o.vector(linalg.Row(r.Context, i)) })
	o.vectorOf("norms", r.Norms)
	o.numbers("entropy", r.Entropy)
	o.numbers("effective", r.Effective)
	if nearest != nil {
		o.named("nearest", n, func(i int) { o.neighbours(nearest[i]) })
	}
}

func (p *rowsPart) csv(w *csvWriter) {
	w.header([]string{"sentence", "query position", "query", "position", "token", "score", "weight"}, p.eojeols, "query eojeol", "eojeol", "eojeol weight")
	r, sums, of := &p.Result, p.rolledUp(language{}), placesOf(p.eojeols, len(p.Tokens))
	for i, query := range p.Queries {
		scores, weights := linalg.Row(r.Scores, i), linalg.Row(r.Weights, i)
		for j, token := range p.Tokens {
			var eojeol []string
			if p.eojeols != nil {
				eojeol = []string{harmless(sums.queries[of[i]]), harmless(sums.keys[of[j]]), digits(linalg.Row(sums.weights, of[i])[of[j]])}
			}
			w.row([]string{strconv.Itoa(w.sentence), strconv.Itoa(i), harmless(query), strconv.Itoa(j), harmless(token),
				visibleDigits(scores[j], r.Sees(i, j)), digits(weights[j])}, eojeol...)
		}
	}
}

func (p *rowsPart) picture(lang language, v View) *picture.Picture {
	drawn := p.matrix(lang).picture(lang, v, lang.rowsAdvice(&p.Result, p.Auto))
	if p.eojeols != nil {
		drawn = picture.Stack(drawn.Title, drawn, p.rolledUp(lang).picture(lang, v))
	}
	return drawn
}
