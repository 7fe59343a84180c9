package word2vec

import "github.com/w2vattn/w2vattn/internal/simd"

// addUpdates adds to u how often the blocks of a plan update each word. Worker 0 calls it,
// once for each chunk of an epoch.
func addUpdates(u *Updates, p *simd.Plan, blocks int) {
	for i, target := range p.Target[:blocks*p.Rows] {
		if p.Size[i] == 0 {
			continue // a padding row
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
