// Package phrases finds words that stand together more often than chance has it,
// such as "new york", and joins them into one word each.
//
// [Join] does so with a corpus as numbers, [Count] with a source of sentences. A
// tokenizer joins the same phrases in other text: tokenize.Joined.
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

// A Score says how much two neighbouring words belong together.
type Score string

// The scores of words a and b that follow each other n(ab) times in a corpus of
// N tokens, where δ is Config.MinCount:
//
//	Mikolov  (n(ab) − δ)·N / (n(a)·n(b))             Mikolov et al. 2013, arXiv:1310.4546, times N, as in word2phrase
//	NPMI     ln(n(ab)·N / (n(a)·n(b))) / ln(N/n(ab))  Bouma 2009, "Normalized (pointwise) mutual information", −1 to 1
const (
	Mikolov Score = "mikolov"
	NPMI    Score = "npmi"
)

// A Config says which pairs become phrases.
type Config struct {
	Score     Score
	Threshold float64 // a pair's score is above it
	MinCount  int64   // a pair, and each of its words, occurs at least so often
	Passes    int     // a pass can join what the one before has made
	Pairs     int     // pairs that are counted at once; if there are more, the rarest are forgotten
}

// Default is where one starts: phrases of two to four words. A pair takes
// about 40 bytes.
func Default() Config {
	return Config{Score: Mikolov, Threshold: 100, MinCount: 5, Passes: 2, Pairs: 8 << 20}
}

// Validate says what is wrong with c.
func (c Config) Validate() error {
	switch {
	case c.Score != Mikolov && c.Score != NPMI:
		return fmt.Errorf("corpus: no score of phrases %q; there are %s and %s", c.Score, Mikolov, NPMI)
	case c.Score == NPMI && (c.Threshold < -1 || c.Threshold >= 1):
		return fmt.Errorf("corpus: the phrases' threshold is %g, must be from -1 to less than 1 with %s", c.Threshold,
			NPMI)
	case c.MinCount < 1 || c.Passes < 1 || c.Pairs < 1:
		return fmt.Errorf("corpus: the phrases' min-count, passes and pairs are %d, %d and %d, must be at least 1",
			c.MinCount, c.Passes, c.Pairs)
	}
	return nil
}

// score is the score of a pair that occurs n times.
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

// Found are the phrases of a corpus, and how many pairs were too many to
// be counted exactly.
type Found struct {
	tokenize.Phrases
	Forgotten int64 // pairs, each seen too seldom when room was needed
}

// Count counts the words of src into words, as corpus.Count does, and joins phrases
// as Join does. Of the corpus as numbers it keeps memory bytes in memory, as
// corpus.Encode does. The tokens of the figures are those that joining leaves.
func Count(ctx context.Context, src corpus.Source, words *vocab.Counter, c Config, keep func(string) bool,
	memory int64) (_ corpus.Figures, found Found, err error) {
	ids, figures, err := corpus.Encode(ctx, src, words, memory)
	if err != nil {
		return figures, found, err
	}
	defer func() { err = errors.Join(err, ids.Close()) }()
	found, err = Join(ctx, ids, words, c, keep)
	figures.Tokens = ids.Tokens()
	return figures, found, err
}

// Join finds the phrases of ids and joins them there: it passes over the
// numbers, not over the text, and its memory is bounded by c.Pairs. ids has
// numbers of first appearance as words gives them; joined words are counted there
// and their parts so much less. Words for which keep is false are never joined, nor
// made by joining; nil keeps all.
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
		found.Forgotten += p.forgotten
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

// A pair is two numbers.
type pair struct{ a, b vocab.ID }

func (p pair) words(c *vocab.Counter) [2]string { return [2]string{c.Word(p.a), c.Word(p.b)} }

// A pass finds pairs and joins them.
type pass struct {
	Config
	counts    []int64 // by number; 0 for words that are not joined
	total     int64
	keep      func(string) bool
	pairs     map[pair]int64
	least     int64 // pairs seen no more often are forgotten when room is needed
	forgotten int64
	phrases   map[pair]vocab.ID
}

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

// count counts the pairs. When they are too many, those seen least are
// forgotten, as word2phrase.c does; they may come again.
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
			p.forget()
		}
	}
	return nil
}

func (p *pass) forget() {
	before := len(p.pairs)
	for ab, n := range p.pairs {
		if n <= p.least {
			delete(p.pairs, ab)
		}
	}
	p.forgotten += int64(before - len(p.pairs))
}

// choose gives numbers to the pairs that are phrases, in the order of those of
// their parts, and returns them as words.
func (p *pass) choose(words *vocab.Counter) [][2]string {
	var chosen []pair
	for ab, n := range p.pairs {
		if n >= p.MinCount && p.score(n, p.counts[ab.a], p.counts[ab.b], p.total) > p.Threshold &&
			p.keep(tokenize.Join(ab.words(words))) {
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

// join joins the phrases in ids, from left to right.
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
