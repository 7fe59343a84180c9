package vocab

// This file searches by increasing difference of lengths, and stops when no further
// word can be among the best.

import (
	"cmp"
	"context"
	"slices"
)

// A nearSearch finds the words with the smallest edit distance to one word.
type nearSearch struct {
	vocab     *Vocab
	index     *nearIndex
	pattern   *pattern
	signature uint64
	n         int
	limit     int         // largest distance of a near word, or of the n best once there are n
	best      []candidate // at most n, sorted
	other     []rune      // letters of the word that is compared, scratch
}

// A candidate is a word and its distance, or a lower bound on the distance.
type candidate struct {
	distance int
	id       ID
}

// compare orders candidates by distance, then by id.
func (a candidate) compare(b candidate) int {
	return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.id, b.id))
}

// newNearSearch returns a search for n words near the word with these letters.
func newNearSearch(v *Vocab, x *nearIndex, letters []rune, n int) *nearSearch {
	return &nearSearch{
		vocab: v, index: x, pattern: newPattern(letters), signature: signature(letters),
		n: n, limit: max(1, 2*len(letters)/5),
	}
}

// run compares the words of all groups, in the order of the difference in length, which
// is a lower bound of the distance. It ends early when no more words can be near.
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

// accepts reports whether c is near and better than the worst of the n best.
func (s *nearSearch) accepts(c candidate) bool {
	return c.distance <= s.limit && (len(s.best) < s.n || s.n > 0 && c.compare(s.best[s.n-1]) < 0)
}

// scan compares the words of a group and checks ctx in between.
func (s *nearSearch) scan(ctx context.Context, g lengthGroup) error {
	for begin := g.begin; begin < g.end; begin += contextInterval {
		if err := checkContext(ctx); err != nil {
			return err
		}
		s.vocab.guard(func() error { return s.compare(begin, min(begin+contextInterval, g.end)) })
	}
	return nil
}

// compare compares the words with indices begin … end−1 in the index, first by bounds. The
// signature excludes most words without reading their text.
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

// read sets s.other to the letters of a word. It is called inside Vocab.guard.
func (s *nearSearch) read(id ID) error {
	if s.vocab.packed == nil {
		s.other = appendLetters(s.other[:0], s.vocab.words[id])
		return nil
	}
	word, err := s.vocab.packed.word(int(id))
	s.other = appendLetters(s.other[:0], word)
	return err
}

// add adds c to the best if it is accepted. When there are n, limit becomes the distance
// of the worst of them.
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

// words returns the words that were found, in order.
func (s *nearSearch) words() []string {
	words := make([]string, len(s.best))
	for i, c := range s.best {
		words[i] = s.vocab.Word(c.id)
	}
	return words
}
