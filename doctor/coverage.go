package doctor

import "github.com/w2vattn/w2vattn/vocab"

// A Coverage says what a min-count leaves of a corpus.
type Coverage struct {
	MinCount int64   `json:"min_count"`
	Words    int     `json:"words"`  // that occur so often
	Tokens   int64   `json:"tokens"` // that are one of them
	Share    float64 `json:"share"`  // of all tokens
}

// coverage says what each of the min-counts leaves.
func coverage(c *vocab.Counter, minCounts []int64) []Coverage {
	all := make([]Coverage, len(minCounts))
	for i, least := range minCounts {
		all[i].MinCount = least
	}
	for _, n := range c.All() {
		for i := range all {
			if n >= all[i].MinCount {
				all[i].Words++
				all[i].Tokens += n
			}
		}
	}
	for i := range all {
		all[i].Share = float64(all[i].Tokens) / float64(max(1, c.Total()))
	}
	return all
}
