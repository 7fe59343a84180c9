package serve

import (
	"context"
	"net/http"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// attend answers how a query, or every token, attends over a sentence.
func (s *Server) attend(room *scratch, r *http.Request) (answer, error) {
	part, err := s.attention(room, r)
	if err != nil {
		return answer{}, err
	}
	if !room.held.small() {
		return answer{kind: jsonType, part: part}, nil
	}
	room.out, err = report.AppendJSON(room.out[:0], part)
	return answer{kind: jsonType, body: room.out}, err
}

// attention computes what the body of a request asks for.
func (s *Server) attention(room *scratch, r *http.Request) (report.Part, error) {
	c, err := parseAttend(room.body)
	if err != nil {
		return nil, err
	}
	m, err := s.model(c.Model)
	if err != nil {
		return nil, err
	}
	at := &room.attender
	if err := at.gather(r.Context(), m, c); err != nil {
		return nil, err
	}
	if !c.Self {
		return at.query(r.Context(), m, c)
	}
	part, err := s.self(r.Context(), at, m, c)
	if err != nil {
		return nil, err
	}
	if c.Nearest > 0 {
		if part.Nearest, err = m.near(r.Context(), part.Result.Context, c.Nearest); err != nil {
			return nil, err
		}
	}
	return part, m.Table.Err()
}

// self lets every token attend to every token, when it is the request's turn.
func (s *Server) self(ctx context.Context, at *attender, m *Model, c *attendCall) (*report.Self, error) {
	if err := s.enterHeavy(ctx); err != nil {
		return nil, err
	}
	defer s.leaveHeavy()
	return at.self(m, c)
}

// An attender is a sentence with its vectors, and what attention makes of it. It
// is used again for the next one.
type attender struct {
	cut       []tokenize.Token
	tokens    []string
	ids       []vocab.ID // Unknown where the model does not know the token
	known     []bool
	takesPart []bool
	keys      blas32.General // m×D; values too
	result    attention.Result
	held      share
}

// size is about how many bytes it holds.
func (at *attender) size() int { return 4*cap(at.keys.Data) + 64*cap(at.tokens) }

// split cuts the sentence of a call.
func (at *attender) split(m *Model, c *attendCall) error {
	at.tokens = append(at.tokens[:0], c.Tokens...)
	if c.Text != nil {
		most := tokenBytes * len(*c.Text)
		if err := at.held.take(most); err != nil {
			return err
		}
		defer at.held.give(most)
		at.cut = m.Tokenizer.Append(at.cut[:0], *c.Text)
		for _, t := range at.cut {
			at.tokens = append(at.tokens, t.Text)
		}
	}
	limit := maxTokens
	if c.Self {
		limit = maxSelf
	}
	if n := len(at.tokens); n > limit {
		at.tokens, at.cut = nil, nil // they may be large
		return badValue("the sentence has %d tokens, at most %d are taken", n, limit)
	}
	return nil
}

// gather cuts the sentence of a call and looks its tokens up.
func (at *attender) gather(ctx context.Context, m *Model, c *attendCall) error {
	if err := at.split(m, c); err != nil {
		return err
	}
	d := m.Table.Dim()
	if err := at.held.take(attendBytes(c, at.tokens, d)); err != nil {
		return err
	}
	found, err := m.findTokens(ctx, at.tokens, c.policy)
	if err != nil {
		return err
	}
	at.ids, at.known, at.takesPart = at.ids[:0], at.known[:0], at.takesPart[:0]
	at.keys = blas32.General{Rows: len(at.tokens), Cols: d, Stride: d, Data: slices.Grow(at.keys.Data[:0], len(at.tokens)*d)}
	for _, f := range found {
		at.add(m.Table, f)
	}
	return m.Table.Err()
}

// add appends a token and its vector.
func (at *attender) add(t *embed.Table, f embed.Found) {
	at.ids, at.known, at.takesPart = append(at.ids, f.ID), append(at.known, f.Known), append(at.takesPart, f.TakesPart)
	vector := f.Vector
	if f.ID != vocab.Unknown {
		vector = t.Row(f.ID)
	}
	n := len(at.keys.Data)
	at.keys.Data = slices.Grow(at.keys.Data, at.keys.Cols)[:n+at.keys.Cols]
	clear(at.keys.Data[n:])
	copy(at.keys.Data[n:], vector)
}

// query lets the words of the query attend.
func (at *attender) query(ctx context.Context, m *Model, c *attendCall) (report.Part, error) {
	policy := embed.Refuse
	if c.policy == embed.ByParts {
		policy = embed.ByParts
	}
	found, err := m.find(ctx, c.Query, policy)
	if err != nil {
		return nil, err
	}
	query, err := at.prepare(m, c, found)
	if err != nil {
		return nil, err
	}
	attention.AttendTo(&at.result, query, at.keys, at.keys,
		attention.Options{Score: c.score, Temperature: attention.Temperature(c.Temperature), Mask: at.takesPart})
	if err := at.checkNorms(m.Table, at.result.Norms); err != nil {
		return nil, err
	}
	a := &report.Attention{Query: c.Query, Tokens: at.tokens, Known: at.known, Auto: attention.Temperature(c.Temperature) == attention.Auto,
		Result: at.result, QueryVector: query, Keys: at.keys, Values: at.keys}
	if c.Nearest > 0 {
		near, err := m.near(ctx, blas32.General{Rows: 1, Cols: at.keys.Cols, Stride: at.keys.Cols, Data: at.result.Context}, c.Nearest)
		if err != nil {
			return nil, err
		}
		a.Nearest = near[0]
	}
	return a, m.Table.Err()
}

// prepare returns the query, the mean of the vectors of its words, each of which
// must have one. With exclude_self these words take no part.
func (at *attender) prepare(m *Model, c *attendCall, words []embed.Found) ([]float32, error) {
	for i, w := range words {
		if w.ID == vocab.Unknown {
			if w.Vector == nil {
				return nil, &embed.UnknownWordError{Words: c.Query[i : i+1]}
			}
			continue
		}
		if err := m.Table.CheckFinite(w.ID); err != nil {
			return nil, err
		}
		for j := range at.ids {
			if c.ExcludeSelf && at.ids[j] == w.ID {
				at.takesPart[j] = false
			}
		}
	}
	return m.Table.Mean(words), nil
}

// self lets every token attend to every token.
func (at *attender) self(m *Model, c *attendCall) (*report.Self, error) {
	for _, id := range at.ids {
		if id != vocab.Unknown {
			if err := m.Table.CheckFinite(id); err != nil {
				return nil, err
			}
		}
	}
	return &report.Self{Tokens: at.tokens, Known: at.known, Auto: attention.Temperature(c.Temperature) == attention.Auto,
		Result: attention.SelfAttend(at.keys, attention.SelfOptions{Score: c.score, Temperature: attention.Temperature(c.Temperature),
			Mask: at.takesPart, Causal: c.Causal, ExcludeSelf: c.ExcludeSelf})}, m.Table.Err()
}

// checkNorms refuses vectors with a NaN or an infinity, by their norms.
func (at *attender) checkNorms(t *embed.Table, norms []float32) error {
	for i, n := range norms {
		if n-n != 0 && at.ids[i] != vocab.Unknown {
			if err := t.CheckFinite(at.ids[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// near finds the words nearest to each row of contexts. Nothing is near to one
// that no token took part in.
func (m *Model) near(ctx context.Context, contexts blas32.General, n int) ([][]embed.Neighbour, error) {
	questions := make([]embed.Question, contexts.Rows)
	for i := range questions {
		// A copy: a pass may outlive the request whose room this is.
		questions[i] = embed.Question{Vector: slices.Clone(contexts.Data[i*contexts.Stride : i*contexts.Stride+contexts.Cols]), N: n}
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
