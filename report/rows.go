package report

// This file writes attention with several queries: self-attention, where the n tokens
// of a sentence are queries and keys, and cross-attention, where the queries are the
// tokens of another text. Both are the same matrices, so they share one type:
//
//	Scores, Weights   n×m, row i belongs to query i
//	Context           n×D, row i = Σⱼ wᵢⱼ vⱼ
//	Entropy           n numbers, one for each row

import (
	"slices"
	"strconv"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report/picture"
)

// A rowsPart is the attention of each of n queries over m tokens: a self-attention, whose
// queries are its tokens, or a cross-attention. Matrices have n rows and m columns.
type rowsPart struct {
	w2vattn.CrossAttention
	self    bool
	outputs bool // of self-attention: the keys are output vectors
}

// selfPart returns a self-attention as a part. Its queries are its tokens.
func selfPart(s *w2vattn.SelfAttention) *rowsPart {
	return &rowsPart{w2vattn.CrossAttention{
		Queries: s.Tokens, QueriesKnown: s.Known, Tokens: s.Tokens, Known: s.Known,
		Replaced: s.Replaced, Auto: s.Auto, Result: s.Result, Nearest: s.Nearest, Text: s.Text, Spans: s.Spans,
		QueryEojeols: s.Eojeols, Eojeols: s.Eojeols,
	}, true, s.OutputKeys}
}

// crossPart returns a cross-attention as a part.
func crossPart(c *w2vattn.CrossAttention) *rowsPart { return &rowsPart{CrossAttention: *c} }

// blocks returns the attention for people: the facts, the matrix of weights as a heat map and
// as a table, the matrix by eojeol, remarks, and the nearest words of each row.
func (p *rowsPart) blocks(lang language) []block {
	m := p.matrix(lang)
	all := append([]block{heading(p.facts(lang))}, p.sentence(m, lang)...)
	all = append(all, m.figures(lang)...)
	if !m.wide() {
		all = append(all, m.table(lang.text(message.Table), lang.diagonal))
	}
	if p.Eojeols != nil {
		all = append(all, remark{line: lang.say(message.EojeolRows)})
		all = append(all, p.eojeolMatrix(lang).blocks(lang, lang.text(message.ByEojeol))...)
	}
	queries := ""
	if !p.self {
		queries = lang.missingQueries(p.QueriesKnown)
	}
	lines := texts(lang.unreachedOfRows(&p.Result, p.Auto), queries, lang.missing(p.Known, nil))
	all = append(all, remarks(append(lines, lang.replacements(p.Replaced))...)...)
	all = append(all, advice(lang.rowsAdvice(&p.Result, p.Auto))...)
	var tables []block
	if m.wide() {
		tables = append(tables, m.strongest(lang))
	}
	if p.Nearest != nil {
		tables = append(tables, p.nearestOfRows(lang, m))
	}
	if m.wide() {
		return append(all, fold{lang.say(message.Table), tables})
	}
	return append(all, tables...)
}

// facts returns the line that names the kind of attention, the score and the temperature.
func (p *rowsPart) facts(lang language) line {
	r, kind := &p.Result, lang.text(message.CrossAttention)
	if p.self {
		kind = lang.text(message.SelfAttention)
	}
	if p.outputs {
		kind += " · " + lang.text(message.OutputKeys)
	}
	return say(kind + " · " + lang.method(r.Score, r.Temperature, p.Auto, r.Sparse) + " · " +
		lang.text(message.EachRow))
}

// matrix returns the weights from the queries to the tokens.
func (p *rowsPart) matrix(lang language) *matrix {
	m := &matrix{
		facts: p.facts(lang), queries: p.Queries, keys: p.Tokens, weights: p.Result.Weights, visible: p.Result.Visible,
		self: p.self && !p.outputs,
	}
	m.leaveOut(p.withoutVector())
	return m
}

// withoutVector reports which queries and which keys have no vector: they are unknown and
// take no part. Such a key is hidden from every query, and such a query of a
// cross-attention attends to no key. In self-attention the queries are the keys.
func (p *rowsPart) withoutVector() (queries, keys []bool) {
	queries, keys = make([]bool, len(p.Queries)), make([]bool, len(p.Tokens))
	for j := range keys {
		keys[j] = !p.Known[j]
		for i := 0; keys[j] && i < len(queries); i++ {
			keys[j] = !p.Result.Sees(i, j)
		}
	}
	if p.self {
		return keys, keys
	}
	for i := range queries {
		queries[i] = !p.QueriesKnown[i]
		for j := 0; queries[i] && j < len(keys); j++ {
			queries[i] = !p.Result.Sees(i, j)
		}
	}
	return queries, keys
}

// eojeolMatrix is byEojeol for people: eojeol whose tokens all have no vector are left out.
func (p *rowsPart) eojeolMatrix(lang language) *matrix {
	m := p.byEojeol(lang)
	queries, tokens := p.withoutVector()
	m.leaveOut(allOf(p.QueryEojeols, queries), allOf(p.Eojeols, tokens))
	return m
}

// allOf reports for each eojeol whether all of its tokens are marked.
func allOf(eojeols []w2vattn.Eojeol, tokens []bool) []bool {
	all := make([]bool, len(eojeols))
	for e, at := range eojeols {
		all[e] = !slices.Contains(tokens[at.First:at.Last], false)
	}
	return all
}

// nearestOfRows returns a table of the words nearest to the context vector of each query
// that has a vector; there are none for another.
func (p *rowsPart) nearestOfRows(lang language, m *matrix) *table {
	out := &table{caption: lang.say(message.NearestOfEach)}
	for i, word := range p.Queries {
		effective, near := p.Result.Effective[i], p.Nearest[i]
		if m.noQuery[i] {
			effective, near = 0, nil
		}
		out.rows = append(out.rows, []cell{
			token(word), {line: lang.say(message.Tokens, effective)}, {line: lang.neighbours(near)},
		})
	}
	return out
}

// json writes the attention. The queries of a cross-attention have the key "to", and their
// eojeol "to_eojeols".
func (p *rowsPart) json(o *object) {
	p.jsonTokens(o)
	o.rows(&p.Result, p.Nearest)
	if p.Eojeols != nil {
		m := p.byEojeol(language{})
		weights := func(i int) { o.vectorOf("weights", linalg.Row(m.weights, i)) }
		if p.self {
			o.eojeols("eojeols", p.Eojeols, weights)
		} else {
			o.eojeols("to_eojeols", p.QueryEojeols, weights)
			o.eojeols("eojeols", p.Eojeols, func(int) {})
		}
	}
	o.spans(p.Text, p.Spans)
}

// jsonTokens writes the fields that come before the numbers.
func (p *rowsPart) jsonTokens(o *object) {
	if !p.self {
		o.texts("to", p.Queries)
	}
	o.method(p.Result.Score, p.Result.Temperature, p.Result.Sparse)
	o.texts("tokens", p.Tokens)
	if !p.self {
		o.bools("to_known", p.QueriesKnown)
	}
	if p.outputs {
		o.text("keys", "outputs")
	}
	o.bools("known", p.Known)
	o.replaced(p.Replaced)
}

// rows writes scores, weights, contexts and what is computed from them, with a row for each
// query.
func (o *object) rows(r *attention.SelfResult, nearest [][]embed.Neighbour) {
	n, m := r.Scores.Rows, r.Scores.Cols
	o.named("scores", n, func(i int) { o.scores(linalg.Row(r.Scores, i), r.Visible[i*m:(i+1)*m]) })
	o.named("weights", n, func(i int) { o.vector(linalg.Row(r.Weights, i)) })
	o.named("context", n, func(i int) { o.vector(linalg.Row(r.Context, i)) })
	o.vectorOf("norms", r.Norms)
	o.perRow(r, nearest)
}

// perRow writes what there is once for each query.
func (o *object) perRow(r *attention.SelfResult, nearest [][]embed.Neighbour) {
	o.numbers("entropy", r.Entropy)
	o.numbers("effective", r.Effective)
	if nearest != nil {
		o.named("nearest", len(nearest), func(i int) { o.neighbours(nearest[i]) })
	}
}

// csv writes a row for each query and token, n·m rows for a sentence. The two
// positions, from 0, make a row's place in the matrix unique where words repeat.
func (p *rowsPart) csv(w *csvWriter) {
	w.header([]string{"sentence", "query position", "query", "position", "token", "score", "weight"},
		p.Eojeols, "query eojeol", "eojeol", "eojeol weight")
	r, sums := &p.Result, p.byEojeol(language{})
	ofQuery, of := eojeolIndexes(p.QueryEojeols, len(p.Queries)), eojeolIndexes(p.Eojeols, len(p.Tokens))
	for i, query := range p.Queries {
		scores, weights := linalg.Row(r.Scores, i), linalg.Row(r.Weights, i)
		for j, token := range p.Tokens {
			var eojeol []string
			if p.Eojeols != nil {
				weight := linalg.Row(sums.weights, ofQuery[i])[of[j]]
				eojeol = []string{escapeFormula(sums.queries[ofQuery[i]]), escapeFormula(sums.keys[of[j]]), digits(weight)}
			}
			w.row([]string{
				strconv.Itoa(w.sentence), strconv.Itoa(i), escapeFormula(query), strconv.Itoa(j), escapeFormula(token),
				visibleDigits(scores[j], r.Sees(i, j)), digits(weights[j]),
			}, eojeol...)
		}
	}
}

// picture draws the weights as a heat map or, with the view Lines, as lines from the queries
// to the tokens, and the weights by eojeol below.
func (p *rowsPart) picture(lang language) *picture.Picture {
	drawn := p.matrix(lang).picture(lang, lang.rowsAdvice(&p.Result, p.Auto))
	if p.Eojeols != nil {
		drawn = picture.Stack(drawn.Title, drawn, p.eojeolMatrix(lang).picture(lang))
	}
	return drawn
}
