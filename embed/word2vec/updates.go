package word2vec

import "github.com/w2vattn/w2vattn/internal/simd"

// Updates says how often training has added something to the vectors of each
// word. Where parts of a corpus are trained on side by side, it tells how much
// each part has to say about a word.
type Updates struct {
	Inputs  []int64 // V: the contexts that the word stood in
	Outputs []int64 // V: predictions of it, and blocks that it was a negative of
}

// CountUpdates has training count its updates into u. Only the batched trainer
// does.
func CountUpdates(u *Updates) Option { return func(o *options) { o.updates = u } }

// sized returns u, emptied, with room for v words.
func (u *Updates) sized(v int) *Updates {
	if u != nil {
		u.Inputs, u.Outputs = make([]int64, v), make([]int64, v)
	}
	return u
}

// add counts what the blocks of a plan update.
func (u *Updates) add(p *simd.Plan, blocks int) {
	for i, target := range p.Target[:blocks*p.Rows] {
		if p.Size[i] == 0 {
			continue // the row only fills its block
		}
		u.Outputs[target]++
		before, after := p.Context(i)
		for _, word := range before {
			u.Inputs[word]++
		}
		for _, word := range after {
			u.Inputs[word]++
		}
	}
	for block := range blocks {
		for _, word := range p.Negative[block*p.Pitch:][:p.Shared] {
			u.Outputs[word]++
		}
	}
}
