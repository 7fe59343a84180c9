// Package phrases finds pairs of words that occur together more often than by chance,
// such as "new york", and joins each into one word: new_york.
//
// [Join] works on a corpus as ids, [Count] on a source of sentences. tokenize.Joined
// returns a tokenizer that joins the same phrases in other text.
//
// With several passes, phrases of more than two words arise: the first pass joins
// new_york and city_hall, the second joins new_york_city_hall. Each pass counts the pairs
// of words that follow each other in a sentence, computes their scores from the counts of
// the words and of the pair, and joins the pairs with scores above the threshold.
package phrases

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Score is a measure of how strongly two words that follow each other are associated.
type Score string

// The scores of words a and b, where n(ab) is the number of times that b follows a, n(a)
// and n(b) are the counts of the words, N is the number of tokens of the corpus, and δ is
// Config.MinCount:
//
//	Mikolov  (n(ab) − δ)·N / (n(a)·n(b))
//	NPMI     ln(n(ab)·N / (n(a)·n(b))) / ln(N/n(ab)), from −1 to 1
//
// Mikolov is the score of Mikolov et al. 2013 (arXiv:1310.4546) times N, as in word2phrase.
// NPMI is normalized pointwise mutual information (Bouma 2009).
const (
	Mikolov Score = "mikolov"
	NPMI    Score = "npmi"
)

// A Config defines which pairs become phrases.
type Config struct {
	Score     Score
	Threshold float64 // pairs with a higher score are joined
	MinCount  int64   // least count of a pair and of each of its words
	Passes    int     // a pass can join what earlier passes have joined: 2^Passes words at most
	Pairs     int     // largest number of pairs counted at once; the rarest are dropped beyond it
}

// Default returns the default configuration: Mikolov's score above 100 in two passes, for
// phrases of up to four words, and at most 8 million pairs of about 40 bytes each. The
// threshold and the minimum count are the defaults of word2phrase. The paper recommends two
// to four passes. Pairs bounds the memory.
func Default() Config {
	return Config{Score: Mikolov, Threshold: 100, MinCount: 5, Passes: 2, Pairs: 8 << 20}
}

// Validate returns an error if a field of c is out of its range.
func (c Config) Validate() error {
	switch {
	case c.Score != Mikolov && c.Score != NPMI:
		return fmt.Errorf("phrases: unknown score %q; use %s or %s", c.Score, Mikolov, NPMI)
	case c.Score == NPMI && (c.Threshold < -1 || c.Threshold >= 1):
		return fmt.Errorf("phrases: the threshold is %g; with %s it must be at least -1 and less than 1", c.Threshold, NPMI)
	case c.MinCount < 1 || c.Passes < 1 || c.Pairs < 1:
		return fmt.Errorf("phrases: min-count, passes and pairs are %d, %d and %d; each must be at least 1",
			c.MinCount, c.Passes, c.Pairs)
	}
	return nil
}

// score returns the score of a pair that occurs n times, of words that occur a and b
// times, in a corpus of total tokens.
func (c Config) score(n, a, b, total int64) float64 {
	lift := float64(total) / (float64(a) * float64(b))
	if c.Score == Mikolov {
		return float64(n-c.MinCount) * lift
	}
	if n == total {
		return 1
	}
	return math.Log(float64(n)*lift) / math.Log(float64(total)/float64(n))
}

// Found holds the phrases of a corpus.
type Found struct {
	tokenize.Phrases
	Evicted int64 // how often a rare pair was dropped to stay within Config.Pairs
}

// Count counts the words of src into words, as corpus.Count does, and joins phrases as
// Join does. It holds the corpus as ids: up to memory bytes of them in RAM, the rest in a
// temporary file, as corpus.Encode does. The returned number of tokens is that after
// joining. Errors are those of corpus.Encode and Join.
func Count(
	ctx context.Context, src corpus.Source, words *vocab.Counter, c Config, keep func(string) bool, memory int64,
) (_ corpus.Statistics, found Found, err error) {
	ids, statistics, err := corpus.Encode(ctx, src, words, memory)
	if err != nil {
		return statistics, found, err
	}
	defer func() { err = errors.Join(err, ids.Close()) }()
	found, err = Join(ctx, ids, words, c, keep)
	statistics.Tokens = ids.Tokens()
	return statistics, found, err
}

// Join finds the phrases of a corpus and joins them in ids, from left to right in each
// sentence. ids must be those that words assigns. Joined words are added to words with their
// counts, and the counts of their parts are reduced by the same number. Words for which
// keep returns false are neither joined nor made by joining; nil keeps all. The memory is
// bounded by c.Pairs. Errors are those of c.Validate, of ctx, and of reading the temporary
// file of ids. After an error, ids and words must not be used.
func Join(ctx context.Context, ids *corpus.IDs, words *vocab.Counter, c Config, keep func(string) bool) (Found, error) {
	var found Found
	if err := c.Validate(); err != nil {
		return found, err
	}
	for range c.Passes {
		p := newPass(words, c, keep)
		if err := p.count(ctx, ids); err != nil {
			return found, err
		}
		found.Evicted += p.evicted
		list := p.choose(words)
		if len(list) == 0 {
			break
		}
		if err := p.join(ids, words); err != nil {
			return found, err
		}
		found.Phrases = append(found.Phrases, list)
	}
	return found, nil
}

// A pair is the ids of two words that follow each other.
type pair struct{ a, b vocab.ID }

// words returns the two words.
func (p pair) words(c *vocab.Counter) [2]string { return [2]string{c.Word(p.a), c.Word(p.b)} }

// A pass counts the pairs of a corpus, chooses phrases and joins them.
type pass struct {
	Config
	counts  []int64 // of words, by id; 0 for words that are not joined
	total   int64   // tokens of the corpus
	keep    func(string) bool
	pairs   map[pair]int64 // counts
	least   int64          // pairs with at most this count were dropped
	evicted int64
	phrases map[pair]vocab.ID // ids of the joined words
}

// newPass returns a pass over a corpus with the counts of words.
func newPass(words *vocab.Counter, c Config, keep func(string) bool) *pass {
	if keep == nil {
		keep = func(string) bool { return true }
	}
	p := &pass{Config: c, keep: keep, total: words.Total(), pairs: map[pair]int64{}, phrases: map[pair]vocab.ID{}}
	for word, n := range words.All() {
		if n < c.MinCount || !keep(word) {
			n = 0
		}
		p.counts = append(p.counts, n)
	}
	return p
}

// count counts the pairs. When there are more than p.Pairs, the rarest are dropped, as in
// word2phrase.c; they may be counted again from 0. Small corpora are counted exactly,
// because pairs are dropped only when the table is full.
func (p *pass) count(ctx context.Context, ids *corpus.IDs) error {
	n := 0
	for sentence, err := range ids.Sentences() {
		if n++; err == nil && n%4096 == 0 {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		for i := 1; i < len(sentence); i++ {
			if p.counts[sentence[i-1]] > 0 && p.counts[sentence[i]] > 0 {
				p.pairs[pair{sentence[i-1], sentence[i]}]++
			}
		}
		for len(p.pairs) > p.Pairs {
			p.least++
			p.dropRare()
		}
	}
	return nil
}

// dropRare drops the pairs with counts of at most p.least.
func (p *pass) dropRare() {
	before := len(p.pairs)
	for ab, n := range p.pairs {
		if n <= p.least {
			delete(p.pairs, ab)
		}
	}
	p.evicted += int64(before - len(p.pairs))
}

// choose returns the pairs that are phrases, as words in the order of their ids, and adds
// the joined words to words. The ids of the joined words do not depend on the order of a
// map, because pairs are sorted first.
func (p *pass) choose(words *vocab.Counter) [][2]string {
	var chosen []pair
	for ab, n := range p.pairs {
		score := p.score(n, p.counts[ab.a], p.counts[ab.b], p.total)
		if n >= p.MinCount && score > p.Threshold && p.keep(tokenize.Join(ab.words(words))) {
			chosen = append(chosen, ab)
		}
	}
	slices.SortFunc(chosen, func(x, y pair) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	p.pairs = nil
	list := make([][2]string, len(chosen))
	for i, ab := range chosen {
		list[i] = ab.words(words)
		p.phrases[ab] = words.Intern(tokenize.Join(list[i]))
	}
	return list
}

// join joins the phrases in ids, from left to right, and adjusts the counts of words.
func (p *pass) join(ids *corpus.IDs, words *vocab.Counter) error {
	changes := make([]int64, words.Distinct())
	starts := make([]bool, words.Distinct())
	for ab := range p.phrases {
		starts[ab.a] = true
	}
	err := ids.Rewrite(func(sentence []vocab.ID) []vocab.ID {
		out := sentence[:0]
		for i := 0; i < len(sentence); i++ {
			id := sentence[i]
			if starts[id] && i+1 < len(sentence) {
				if whole, ok := p.phrases[pair{id, sentence[i+1]}]; ok {
					i++
					changes[id]--
					changes[sentence[i]]--
					changes[whole]++
					id = whole
				}
			}
			out = append(out, id)
		}
		return out
	})
	words.Adjust(changes)
	return err
}
