package vocab

import (
	"cmp"
	"context"
	"slices"
)

// A nearSearch finds the words nearest to one word.
type nearSearch struct {
	vocab     *Vocab
	index     *nearIndex
	pattern   *pattern
	signature uint64
	n         int
	limit     int         // the distance beyond which words are not near
	best      []candidate // at most n, the nearest first
	other     []rune
}

// A candidate is a word and its distance to the one that is searched for.
type candidate struct {
	distance int
	id       ID
}

func (a candidate) compare(b candidate) int {
	return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.id, b.id))
}

func newNearSearch(v *Vocab, x *nearIndex, letters []rune, n int) *nearSearch {
	return &nearSearch{
		vocab: v, index: x, pattern: newPattern(letters), signature: signature(letters),
		n: n, limit: max(1, 2*len(letters)/5),
	}
}

// run searches the groups in the order of the difference in length, which is a
// lower bound of the distance.
func (s *nearSearch) run(ctx context.Context) error {
	n := len(s.pattern.letters)
	for difference := 0; difference <= s.limit && s.accepts(candidate{difference, 0}); difference++ {
		if err := s.scan(ctx, s.index.groupOf(n+difference)); err != nil {
			return err
		}
		if difference > 0 && difference <= n {
			if err := s.scan(ctx, s.index.groupOf(n-difference)); err != nil {
				return err
			}
		}
	}
	return nil
}

// accepts reports whether c belongs among the best.
func (s *nearSearch) accepts(c candidate) bool {
	return c.distance <= s.limit && (len(s.best) < s.n || s.n > 0 && c.compare(s.best[s.n-1]) < 0)
}

// scan compares the words of a group.
func (s *nearSearch) scan(ctx context.Context, g lengthGroup) error {
	for begin := g.begin; begin < g.end; begin += contextInterval {
		if err := checkContext(ctx); err != nil {
			return err
		}
		s.vocab.guard(func() error { return s.compare(begin, min(begin+contextInterval, g.end)) })
	}
	return nil
}

// compare compares the words from begin to end.
func (s *nearSearch) compare(begin, end int) error {
	for i, other := range s.index.signatures[begin:end] {
		least := distanceBound(s.signature, other)
		if least > s.limit {
			continue
		}
		id := s.index.ids[begin+i]
		if !s.accepts(candidate{least, id}) {
			continue
		}
		if err := s.read(id); err != nil {
			return err
		}
		s.add(candidate{s.pattern.distance(s.other, s.limit), id})
	}
	return nil
}

// read spells a word. It is called inside the guard of the vocabulary.
func (s *nearSearch) read(id ID) error {
	if s.vocab.packed == nil {
		s.other = appendLetters(s.other[:0], s.vocab.words[id])
		return nil
	}
	word, err := s.vocab.packed.word(int(id))
	s.other = appendLetters(s.other[:0], word)
	return err
}

// add puts a word among the best if it belongs there. When there are enough,
// words that are further away than all of them are no longer near.
func (s *nearSearch) add(c candidate) {
	if !s.accepts(c) {
		return
	}
	at, _ := slices.BinarySearchFunc(s.best, c, candidate.compare)
	s.best = slices.Insert(s.best[:min(len(s.best), s.n-1)], min(at, s.n-1), c)
	if len(s.best) == s.n {
		s.limit = s.best[s.n-1].distance
	}
}

func (s *nearSearch) words() []string {
	words := make([]string, len(s.best))
	for i, c := range s.best {
		words[i] = s.vocab.Word(c.id)
	}
	return words
}
