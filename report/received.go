package report

// This file shades the text of a self- or cross-attention by what its tokens receive. A
// matrix has n weights for each token, one from each query, and a text one colour for each
// token, so the colour is that of their mean.

import (
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/message"
)

// received returns, for each key j of m, the mean of the weights that it receives:
//
//	r[j] = (1 / |Q|) Σ_{i ∈ Q} w[i,j],  Q = the queries that see key j
//
// In self-attention a token's weight to itself does not count unless diagonal is set, because
// it is often the largest, as for the colours of heat maps. A key that no query sees has 0
// and is not visible.
func (m *matrix) received(diagonal bool) (means []float32, visible []bool) {
	sums, counts := make([]float64, len(m.keys)), make([]int, len(m.keys))
	visible = make([]bool, len(m.keys))
	for i := range m.queries {
		for j, w := range linalg.Row(m.weights, i) {
			if !m.sees(i, j) {
				continue
			}
			visible[j] = true
			if diagonal || !m.self || i != j {
				sums[j] += float64(w)
				counts[j]++
			}
		}
	}
	means = make([]float32, len(m.keys))
	for j, sum := range sums {
		means[j] = float32(sum / float64(max(1, counts[j])))
	}
	return means, visible
}

// sentence returns the text as it is written, shaded by the weights that its tokens receive;
// nil if the attention has no text.
func (p *rowsPart) sentence(m *matrix, lang language) []block {
	if p.Text == "" || len(p.Spans) != len(p.Tokens) {
		return nil
	}
	means, visible := m.received(lang.diagonal)
	tokens := make([]shadedToken, len(p.Tokens))
	for j, span := range p.Spans {
		tokens[j] = shadedToken{span, visible[j], means[j]}
	}
	note := message.Received
	if m.self && !lang.diagonal {
		note = message.ReceivedFromOthers
	}
	pieces := piecesOf(p.Text, tokens)
	return []block{sentence{tokens: p.Tokens, weights: means, visible: visible, pieces: pieces,
		top: largestPiece(pieces, largest(means)), note: lang.say(note)}}
}
