package train

// This file selects the words of a training when a vocabulary is given or a model is
// continued.

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/w2vattn/w2vattn/vocab"
)

// maxParts is the maximum number of parts of a phrase. A word with more parts is assumed to
// be a line of underscores. Its number of parts grows with the square of the length; no
// measurement of other limits is recorded.
const maxParts = 32

// partsOf returns the words of a vocabulary and all words and shorter phrases from
// which they can be joined: for new_york_city also new, york, city, new_york and
// york_city.
func partsOf(v *vocab.Vocab) map[string]bool {
	parts := map[string]bool{}
	if v == nil {
		return parts
	}
	for _, word := range v.All() {
		words := strings.Split(word, "_")
		if len(words) > maxParts {
			continue
		}
		for i := range words {
			for j := i + 1; j <= len(words); j++ {
				parts[strings.Join(words[i:j], "_")] = true
			}
		}
	}
	return parts
}

// checkCounts returns an error if a word of a given vocabulary has no count: trainers
// compute subsampling, negative samples and trees from the counts.
func checkCounts(v *vocab.Vocab) error {
	for id, word := range v.All() {
		if v.Count(id) < 1 {
			return fmt.Errorf("train: the vocabulary's word %q has a count of %d, must be at least 1", word,
				v.Count(id))
		}
	}
	return nil
}

// merge returns the words of old and the other words of c that occur at least minCount
// times, most frequent first. A word of both has the sum of its two counts.
func merge(old *vocab.Vocab, c *vocab.Counter, minCount int64) (*vocab.Vocab, error) {
	var words []string
	var counts []int64
	for id, word := range old.All() {
		words = append(words, word)
		counts = append(counts, max(1, old.Count(id)))
	}
	for word, count := range c.All() {
		if id, ok := old.ID(word); ok {
			counts[id] += count
		} else if count >= minCount {
			words = append(words, word)
			counts = append(counts, count)
		}
	}
	order := make([]int, len(words))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(counts[b], counts[a]) })
	sortedWords, sortedCounts := make([]string, len(words)), make([]int64, len(words))
	for to, from := range order {
		sortedWords[to], sortedCounts[to] = words[from], counts[from]
	}
	return vocab.New(sortedWords, sortedCounts)
}
