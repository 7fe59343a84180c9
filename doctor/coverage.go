package doctor

// This file computes what minimum counts keep. Word frequencies fall about as 1/rank
// (Zipf 1949), so most words are rare: a minimum count of 5 typically drops most
// words and few tokens.

import "github.com/w2vattn/w2vattn/vocab"

// A Coverage is what a minimum count keeps of a corpus. The table of several minimum counts
// shows the effect of --min-count.
type Coverage struct {
	MinCount int64   `json:"min_count"`
	Words    int     `json:"words"`  // distinct words with at least this count
	Tokens   int64   `json:"tokens"` // their occurrences
	Share    float64 `json:"share"`  // Tokens / all tokens, from 0 to 1
}

// coverage returns what each of the minimum counts keeps of the words of c. It reads the
// words once for all minimum counts.
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
