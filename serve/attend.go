package serve

import (
	"context"
	"slices"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// attend answers POST /api/attend with the attention over the tokens of a sentence.
// The queries are the query words, every token of the sentence, or the tokens of
// another text. Large answers are written in pieces; small ones are encoded at once,
// so that an error of encoding can still become a status. With packed the weights
// are one string, see report.Packed.
func (s *Server) attend(q *request) (answer, error) {
	result, packed, err := s.attention(q, "")
	if err != nil {
		return answer{}, err
	}
	if packed {
		result = report.Packed{Attention: result}
	}
	if !q.held.small() {
		return answer{kind: jsonType, result: result}, nil
	}
	q.out, err = report.AppendJSON(q.out[:0], result)
	return answer{kind: jsonType, body: q.out}, err
}

// attention computes the attention that the body of a request describes, in this order:
// parse and check the body, cut the texts, take the memory from the budget, look up the
// tokens, attend. Whatever can be refused is refused before it costs much.
// A page of HTML shows the text, so the attention has spans. packed reports
// whether the request asks for packed JSON.
func (s *Server) attention(q *request, format report.Format) (result report.Result, packed bool, err error) {
	c, err := parseAttend(q.body)
	if err != nil {
		return nil, false, err
	}
	c.Spans = c.Spans || format == report.HTML && c.Text != nil
	m, err := s.model(c.Model)
	if err != nil {
		return nil, false, err
	}
	at := &q.sentence
	if err := at.split(m, c); err != nil {
		return nil, false, err
	}
	if err := at.held.take(attendBytes(c, at.to, at.tokens, m.Dim())); err != nil {
		return nil, false, err
	}
	found, err := m.findTokens(q.ctx, at.tokens, c.policy)
	if err != nil {
		return nil, false, err
	}
	switch {
	case c.To != nil:
		result, err = s.cross(q.ctx, at, m, c, found)
	case c.Self:
		result, err = s.self(q.ctx, at, m, c, found)
	default:
		result, err = at.query(q.ctx, m, c, found)
	}
	return result, c.Packed, err
}

// A sentence is the tokens of a request, with the memory for attending to them. The
// memory is reused by later requests, and the result refers to it until then.
type sentence struct {
	cut      []tokenize.Token // scratch of the tokenizer
	tokens   []string         // the keys
	to       []string         // the queries of cross-attention
	toParts  []w2vattn.Eojeol // the eojeol of the queries, if the request asks for them
	attender w2vattn.Attender // the matrices
	held     share            // of the memory budget
}

// size returns about how many bytes the sentence keeps.
func (at *sentence) size() int { return at.attender.Size() + 64*(cap(at.tokens)+cap(at.to)) }

// split cuts the texts of a request into tokens. Too many tokens are an error with
// status 422: the matrix of self-attention grows with the square of their number,
// 512² cells at most. After that error the slices are dropped, because the pool would
// keep them for requests that need a hundredth of them.
func (at *sentence) split(m *Model, c *attendRequest) (err error) {
	limit := maxTokens
	if c.matrix() {
		limit = maxSelf
	}
	at.to, at.toParts = at.to[:0], nil
	if c.To != nil {
		if at.to, err = at.append(at.to, m, *c.To); err != nil {
			return err
		}
		if c.Eojeol {
			at.toParts = w2vattn.EojeolsOf(*c.To.text, at.cut)
		}
	}
	if at.tokens, err = at.append(at.tokens[:0], m, passage{c.Text, c.Tokens}); err != nil {
		return err
	}
	if n := max(len(at.to), len(at.tokens)); n > limit {
		at.to, at.tokens, at.cut = nil, nil, nil // they may be large
		return badValue("the sentence has %d tokens, at most %d are allowed", n, limit)
	}
	return nil
}

// append appends the tokens of a passage to dst. A text can have a token for each byte,
// so the memory for that is taken from the budget while it is cut.
func (at *sentence) append(dst []string, m *Model, p passage) ([]string, error) {
	dst = append(dst, p.tokens...)
	if p.text == nil {
		return dst, nil
	}
	most := tokenBytes * len(*p.text)
	if err := at.held.take(most); err != nil {
		return dst, err
	}
	defer at.held.give(most)
	at.cut = m.Tokenizer().Append(at.cut[:0], *p.text)
	for _, t := range at.cut {
		dst = append(dst, t.Text)
	}
	return dst, nil
}

// eojeols returns the eojeol of the text of a request, nil if it does not ask for them.
func (at *sentence) eojeols(c *attendRequest) []w2vattn.Eojeol {
	if !c.Eojeol {
		return nil
	}
	return w2vattn.EojeolsOf(*c.Text, at.cut)
}

// spans returns the text of a request and the bytes of each of its tokens, nothing if it does
// not ask for them. The text is the one that was cut last, that of the keys.
func (at *sentence) spans(c *attendRequest) (string, []tokenize.Span) {
	if !c.Spans {
		return "", nil
	}
	return *c.Text, w2vattn.SpansOf(at.cut)
}

// options returns the options of a request, without the number of words nearest to the contexts:
// near finds these, in passes that requests share.
func (c *attendRequest) options() w2vattn.AttendOptions {
	return w2vattn.AttendOptions{
		Score: c.score, Sparse: c.sparse, Temperature: attention.Temperature(c.Temperature),
		Unknown: c.policy, ExcludeSelf: c.ExcludeSelf, Causal: c.Causal, OutputKeys: c.Keys == outputKeys,
	}
}

// query computes the attention of the mean vector of the query words. Unknown query words
// are an error with status 404, unless the policy makes their vectors from n-grams or parts.
func (at *sentence) query(ctx context.Context, m *Model, c *attendRequest, found []embed.Found) (report.Result, error) {
	words, err := m.findQuery(ctx, c.Query, c.policy)
	if err != nil {
		return nil, err
	}
	if err := at.attender.Reset(m.Model, c.Query, words, c.options()); err != nil {
		return nil, err
	}
	a, err := at.attender.AttendFound(at.tokens, found)
	if err != nil {
		return nil, err
	}
	a.Eojeols = at.eojeols(c)
	a.Text, a.Spans = at.spans(c)
	if c.Nearest == 0 {
		return a, nil
	}
	near, err := m.near(ctx, [][]float32{a.Result.Context}, c, found, words)
	if err != nil {
		return nil, err
	}
	a.Nearest = near[0]
	return a, nil
}

// self computes the attention of every token over all tokens, as soon as a slot for
// heavy work is free. The result has a row of n weights and a context vector of D
// numbers for each of n tokens, and takes O(n²·D) time.
func (s *Server) self(
	ctx context.Context, at *sentence, m *Model, c *attendRequest, found []embed.Found,
) (report.Result, error) {
	if err := at.attender.Reset(m.Model, nil, nil, c.options()); err != nil {
		return nil, err
	}
	a, err := inTurn(ctx, s, func() (*w2vattn.SelfAttention, error) {
		return at.attender.SelfAttendFound(at.tokens, found)
	})
	if err != nil {
		return nil, err
	}
	a.Eojeols = at.eojeols(c)
	a.Text, a.Spans = at.spans(c)
	if c.Nearest == 0 {
		return a, nil
	}
	a.Nearest, err = m.near(ctx, linalg.Rows(a.Result.Context), c, found)
	return a, err
}

// cross computes the attention of the tokens of one text, the queries, over those of
// another, as soon as a slot for heavy work is free. With m queries and n tokens it
// takes O(m·n·D) time.
func (s *Server) cross(
	ctx context.Context, at *sentence, m *Model, c *attendRequest, found []embed.Found,
) (report.Result, error) {
	queries, err := m.findTokens(ctx, at.to, c.policy)
	if err != nil {
		return nil, err
	}
	if err := at.attender.Reset(m.Model, nil, nil, c.options()); err != nil {
		return nil, err
	}
	a, err := inTurn(ctx, s, func() (*w2vattn.CrossAttention, error) {
		return at.attender.CrossAttendFound(at.to, queries, at.tokens, found)
	})
	if err != nil {
		return nil, err
	}
	a.QueryEojeols, a.Eojeols = at.toParts, at.eojeols(c)
	a.Text, a.Spans = at.spans(c)
	if c.Nearest == 0 {
		return a, nil
	}
	a.Nearest, err = m.near(ctx, linalg.Rows(a.Result.Context), c, queries, found)
	return a, err
}

// inTurn calls f as soon as a slot for heavy work is free, and returns its result. It
// returns an error of ctx if that ends first; f itself is not interrupted.
func inTurn[R any](ctx context.Context, s *Server, f func() (R, error)) (result R, err error) {
	if err := s.enterHeavy(ctx); err != nil {
		return result, err
	}
	defer s.leaveHeavy()
	return f()
}

// near returns the words nearest to each context, in passes that requests share; words are the
// tokens and the query words, which are left out if the request asks for other words. A context
// is zero if no token contributed to it; it has no nearest words.
func (m *Model) near(
	ctx context.Context, contexts [][]float32, c *attendRequest, words ...[]embed.Found,
) ([][]embed.Neighbour, error) {
	var exclude []vocab.ID
	if c.OtherWords {
		for _, f := range slices.Concat(words...) {
			if f.ID != vocab.Unknown {
				exclude = append(exclude, f.ID)
			}
		}
	}
	questions := make([]embed.NearestRequest, len(contexts))
	for i, context := range contexts {
		// A copy, because the pass may still read it when the request has ended.
		questions[i] = embed.NearestRequest{Vector: slices.Clone(context), N: c.Nearest, Exclude: exclude}
	}
	all, err := m.passes.answer(ctx, questions)
	if err != nil {
		return nil, err
	}
	for i, q := range questions {
		if !slices.ContainsFunc(q.Vector, func(x float32) bool { return x != 0 }) {
			all[i] = []embed.Neighbour{}
		}
	}
	return all, nil
}
