package main

import (
	"fmt"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// An attender lets a query, or every token, attend over sentences.
type attender struct {
	flags               *attendFlags
	score               attention.Score
	temperature         attention.Temperature
	keys, values        *embed.Table
	lookup, valueLookup embed.Lookup
	policy              embed.Policy // of unknown tokens
	tokenizer           tokenize.Tokenizer
	queryIDs            []vocab.ID
	query               []float32
}

// close releases the tables; nothing is written to them.
func (at *attender) close() {
	at.keys.Close()   //nolint:errcheck // only read from
	at.values.Close() //nolint:errcheck // only read from
}

// A sentence is tokens with their vectors.
type sentence struct {
	tokens       []string
	ids          []vocab.ID // Unknown where the model does not know the token
	known        []bool     // whether the token itself is known
	takesPart    []bool
	keys, values blas32.General
}

// A scratch is what attending to a sentence takes, for the next one to take
// again once the report on the one before is written.
type scratch struct {
	words    map[string]*lookedUp
	found    []*lookedUp // of the sentence's tokens
	cut      []tokenize.Token
	sentence sentence
	vectors  []float32
	result   attention.Result
}

// next is a scratch for a sentence whose predecessor is still to be written.
func (room *scratch) next() *scratch {
	return &scratch{words: room.words, found: room.found, cut: room.cut}
}

// A lookedUp is a word as a table has it: most words of a text came before, and
// to look into a mapped table takes a system call each time.
type lookedUp struct {
	embed.Found
	vector []float32 // D, of zeros if the word is unknown
}

// maxLookedUp bounds the numbers of the words that are remembered: 64 MB.
const maxLookedUp = 16 << 20

// attend makes the report on one sentence, in a scratch.
func (at *attender) attend(text string, room *scratch) (report.Part, error) {
	s, err := at.gather(at.cutTokens(text, room), room)
	if err != nil {
		return nil, err
	}
	var units []report.Eojeol
	if at.flags.eojeol {
		units = eojeols(text, room.cut)
	}
	if at.flags.self {
		return at.selfAttend(s, units)
	}
	if at.flags.excludeSelf {
		for i, id := range s.ids {
			if slices.Contains(at.queryIDs, id) {
				s.takesPart[i] = false
			}
		}
	}
	if at.flags.compare {
		return at.compare(s, units)
	}
	attention.AttendTo(&room.result, at.query, s.keys, s.values, attention.Options{Score: at.score, Temperature: at.temperature, Mask: s.takesPart})
	if err := at.checkNorms(s, room.result.Norms); err != nil {
		return nil, err
	}
	r := &report.Attention{
		Query: at.flags.queries, Tokens: s.tokens, Known: s.known, Auto: at.temperature == attention.Auto,
		Result:      room.result,
		QueryVector: at.query, Keys: s.keys, Values: s.values, Eojeols: units,
	}
	if at.flags.worked {
		return report.Worked{Attention: r}, nil
	}
	return r, nil
}

// eojeols finds the eojeol of a text that its tokens were cut from.
func eojeols(text string, tokens []tokenize.Token) []report.Eojeol {
	all := []report.Eojeol{}
	for _, e := range tokenize.Eojeols(nil, text, tokens) {
		all = append(all, report.Eojeol{Text: e.Text, First: e.First, Last: e.Last})
	}
	return all
}

// checkNorms refuses vectors with a NaN or an infinity: their norm is one too,
// and looking at norms costs less than looking at vectors.
func (at *attender) checkNorms(s *sentence, norms []float32) error {
	for i, n := range norms {
		if n-n != 0 && s.ids[i] != vocab.Unknown {
			if err := at.keys.CheckFinite(s.ids[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// maxSelf bounds the tokens of --self and --compare, whose work grows with
// their square.
const maxSelf = 4096

func (at *attender) compare(s *sentence, units []report.Eojeol) (report.Part, error) {
	if n := len(s.tokens); n > maxSelf {
		return nil, fmt.Errorf("a sentence of %s tokens: --compare looks at every pair and takes at most %s; give shorter sentences", thousands(int64(n)), thousands(maxSelf))
	}
	if err := at.keys.CheckFinite(at.knownIDs(s)...); err != nil {
		return nil, err
	}
	c := (*report.Comparison)(w2vattn.CompareScores(at.query, s.keys, s.takesPart, at.score))
	c.Query, c.Tokens, c.Known, c.Eojeols = at.flags.queries, s.tokens, s.known, units
	return c, nil
}

func (at *attender) selfAttend(s *sentence, units []report.Eojeol) (report.Part, error) {
	if at.flags.values != "" {
		return nil, usagef("--self and --values contradict each other: the tokens are queries, keys and values")
	}
	if n := len(s.tokens); n > maxSelf {
		return nil, fmt.Errorf("a sentence of %s tokens: --self makes a table of every pair and takes at most %s; give shorter sentences", thousands(int64(n)), thousands(maxSelf))
	}
	if err := at.keys.CheckFinite(at.knownIDs(s)...); err != nil {
		return nil, err
	}
	return &report.Self{
		Tokens: s.tokens, Known: s.known, Auto: at.temperature == attention.Auto, Eojeols: units,
		Result: attention.SelfAttend(s.keys, attention.SelfOptions{Score: at.score, Temperature: at.temperature,
			Mask: s.takesPart, Causal: at.flags.causal, ExcludeSelf: at.flags.excludeSelf}),
	}, nil
}

func (at *attender) knownIDs(s *sentence) []vocab.ID {
	return slices.DeleteFunc(slices.Clone(s.ids), func(id vocab.ID) bool { return id == vocab.Unknown })
}

// addNearest finds the words nearest to the contexts of all parts, in one pass
// over the vectors. Nothing is near to a context that no token took part in.
func (at *attender) addNearest(parts []report.Part) {
	if at.flags.nearest == 0 {
		return
	}
	var contexts [][]float32
	var to []func([]embed.Neighbour)
	for _, p := range parts {
		switch p := p.(type) {
		case *report.Attention:
			contexts = append(contexts, p.Result.Context)
			to = append(to, func(n []embed.Neighbour) { p.Nearest = n })
		case report.Worked:
			contexts = append(contexts, p.Result.Context)
			to = append(to, func(n []embed.Neighbour) { p.Nearest = n })
		case *report.Self:
			p.Nearest = make([][]embed.Neighbour, len(p.Tokens))
			for i := range p.Tokens {
				c := p.Result.Context
				contexts = append(contexts, c.Data[i*c.Stride:i*c.Stride+c.Cols])
				to = append(to, func(n []embed.Neighbour) { p.Nearest[i] = n })
			}
		}
	}
	d := at.values.Dim()
	all := blas32.General{Rows: len(contexts), Cols: d, Stride: d, Data: slices.Concat(contexts...)}
	for i, near := range at.values.NearestAll(all, at.flags.nearest) {
		if !slices.ContainsFunc(contexts[i], func(x float32) bool { return x != 0 }) {
			near = []embed.Neighbour{}
		}
		to[i](near)
	}
}

// mean returns the mean of the vectors of some words.
func (at *attender) mean(words []embed.Found) []float32 {
	mean := make([]float32, at.keys.Dim())
	for _, w := range words {
		vector := w.Vector
		if vector == nil {
			vector = at.keys.Row(w.ID)
		}
		for d, x := range vector {
			mean[d] += x
		}
	}
	for d := range mean {
		mean[d] /= float32(len(words))
	}
	return mean
}

// gather looks tokens up, treating unknown ones as --oov says.
func (at *attender) gather(tokens []string, room *scratch) (*sentence, error) {
	if err := at.lookUp(tokens, room); err != nil {
		return nil, err
	}
	d := at.keys.Dim()
	room.vectors = slices.Grow(room.vectors[:0], len(tokens)*d)
	s := &room.sentence
	s.tokens, s.ids, s.known, s.takesPart = tokens, s.ids[:0], s.known[:0], s.takesPart[:0]
	for _, f := range room.found {
		s.ids, s.known, s.takesPart = append(s.ids, f.ID), append(s.known, f.Known), append(s.takesPart, f.TakesPart)
		room.vectors = append(room.vectors, f.vector...)
	}
	s.keys = blas32.General{Rows: len(tokens), Cols: d, Stride: d, Data: room.vectors}
	s.values = s.keys
	if at.values != at.keys {
		s.values = rows(at.values, at.valueIDs(s))
		at.valuesByParts(s, room.found)
	}
	return s, nil
}

// lookUp finds the words of a sentence, those that came before in the scratch.
func (at *attender) lookUp(tokens []string, room *scratch) error {
	if len(room.words)*at.keys.Dim() > maxLookedUp {
		clear(room.words)
	}
	room.found = room.found[:0]
	for _, token := range tokens {
		f, ok := room.words[token]
		if !ok {
			var err error
			if f, err = at.find(token); err != nil {
				return at.refuse(tokens)
			}
			room.words[token] = f
		}
		room.found = append(room.found, f)
	}
	return nil
}

// find looks a word up in the table.
func (at *attender) find(word string) (*lookedUp, error) {
	found, err := at.lookup.Find([]string{word}, at.policy)
	if err != nil {
		return nil, err
	}
	f := &lookedUp{found[0], found[0].Vector}
	switch {
	case f.vector != nil:
	case f.ID != vocab.Unknown:
		f.vector = at.keys.Row(f.ID)
	default:
		f.vector = make([]float32, at.keys.Dim())
	}
	return f, nil
}

// refuse is the error that names every unknown word of a sentence.
func (at *attender) refuse(tokens []string) error {
	_, err := at.lookup.Find(tokens, at.policy)
	return err
}

// valuesByParts makes the values of tokens whose keys were made of subwords.
func (at *attender) valuesByParts(s *sentence, found []*lookedUp) {
	for i, f := range found {
		if f.Vector == nil {
			continue
		}
		ok := false
		if id, known := at.valueLookup.ID(s.tokens[i]); known {
			ok = true
			copy(s.values.Data[i*s.values.Stride:], at.values.Row(id))
		} else if sub := at.values.Subwords(); sub != nil {
			var v []float32
			v, ok = sub.Vector(s.tokens[i])
			copy(s.values.Data[i*s.values.Stride:], v)
		}
		s.takesPart[i] = s.takesPart[i] && ok
	}
}

// valueIDs finds the tokens in the table of values. A token without a value
// cannot take part.
func (at *attender) valueIDs(s *sentence) []vocab.ID {
	ids := make([]vocab.ID, len(s.ids))
	for i, id := range s.ids {
		ids[i] = vocab.Unknown
		if id != vocab.Unknown {
			var ok bool
			ids[i], ok = at.valueLookup.ID(at.keys.Vocab().Word(id))
			s.takesPart[i] = s.takesPart[i] && ok
		}
	}
	return ids
}

// rows copies the vectors of ids; Unknown gets zeros.
func rows(t *embed.Table, ids []vocab.ID) blas32.General {
	d := t.Dim()
	m := blas32.General{Rows: len(ids), Cols: d, Stride: d, Data: make([]float32, len(ids)*d)}
	for i, id := range ids {
		if id != vocab.Unknown {
			copy(m.Data[i*d:], t.Row(id))
		}
	}
	return m
}
