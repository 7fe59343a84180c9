package vocab

import (
	"cmp"
	"context"
	"slices"
)

// A spellingSearch finds the words nearest to one word.
type spellingSearch struct {
	vocab     *Vocab
	index     *spellingIndex
	pattern   *pattern
	signature uint64
	n         int
	limit     int        // the distance beyond which words are not near
	best      []spelling // at most n, the nearest first
	other     []rune
}

// A spelling is a word and its distance to the one that is searched for.
type spelling struct {
	distance int
	id       ID
}

func (a spelling) compare(b spelling) int {
	return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.id, b.id))
}

func newSpellingSearch(v *Vocab, x *spellingIndex, letters []rune, n int) *spellingSearch {
	return &spellingSearch{vocab: v, index: x, pattern: newPattern(letters), signature: signature(letters), n: n, limit: max(1, 2*len(letters)/5)}
}

// run searches the groups in the order of the difference in length, which is a
// lower bound of the distance.
func (s *spellingSearch) run(ctx context.Context) error {
	n := len(s.pattern.letters)
	for difference := 0; difference <= s.limit && s.accepts(spelling{difference, 0}); difference++ {
		if err := s.scan(ctx, s.index.lettersOf(n+difference)); err != nil {
			return err
		}
		if difference > 0 && difference <= n {
			if err := s.scan(ctx, s.index.lettersOf(n-difference)); err != nil {
				return err
			}
		}
	}
	return nil
}

// accepts reports whether c belongs among the best.
func (s *spellingSearch) accepts(c spelling) bool {
	return c.distance <= s.limit && (len(s.best) < s.n || s.n > 0 && c.compare(s.best[s.n-1]) < 0)
}

// scan compares the words of a group.
func (s *spellingSearch) scan(ctx context.Context, g lengthGroup) error {
	for begin := g.begin; begin < g.end; begin += spellingStep {
		if err := pause(ctx); err != nil {
			return err
		}
		s.vocab.guard(func() error { return s.compare(begin, min(begin+spellingStep, g.end)) })
	}
	return nil
}

// compare compares the words from begin to end.
func (s *spellingSearch) compare(begin, end int) error {
	for i, other := range s.index.signatures[begin:end] {
		least := leastDistance(s.signature, other)
		if least > s.limit {
			continue
		}
		id := s.index.ids[begin+i]
		if !s.accepts(spelling{least, id}) {
			continue
		}
		if err := s.read(id); err != nil {
			return err
		}
		s.add(spelling{s.pattern.distance(s.other, s.limit), id})
	}
	return nil
}

// read spells a word. It is called inside the guard of the vocabulary.
func (s *spellingSearch) read(id ID) error {
	if s.vocab.packed == nil {
		s.other = spell(s.other[:0], s.vocab.words[id])
		return nil
	}
	word, err := s.vocab.packed.word(int(id))
	s.other = spell(s.other[:0], word)
	return err
}

// add puts a word among the best if it belongs there. When there are enough,
// words that are further away than all of them are no longer near.
func (s *spellingSearch) add(c spelling) {
	if !s.accepts(c) {
		return
	}
	at, _ := slices.BinarySearchFunc(s.best, c, spelling.compare)
	s.best = slices.Insert(s.best[:min(len(s.best), s.n-1)], min(at, s.n-1), c)
	if len(s.best) == s.n {
		s.limit = s.best[s.n-1].distance
	}
}

func (s *spellingSearch) words() []string {
	words := make([]string, len(s.best))
	for i, c := range s.best {
		words[i] = s.vocab.Word(c.id)
	}
	return words
}
