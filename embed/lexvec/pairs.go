package lexvec

// This file draws the pairs of an epoch: the words of each window and negative
// samples, as skip-gram does, but with associations of the whole corpus as targets.

import (
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/internal/sampling"
	"github.com/w2vattn/w2vattn/embed/internal/strata"
	"github.com/w2vattn/w2vattn/internal/splitmix"
	"github.com/w2vattn/w2vattn/vocab"
)

// An epoch has the tables of an epoch, which all workers read.
type epoch struct {
	config         Config
	number         int
	keep           []uint32 // as sampling.Keep returns it
	noise          sampling.Alias
	targets        *targets
	words, columns []uint8 // stratum of each word and of each row of contexts
}

// assignStrata sets the strata, which differ between epochs.
func (e *epoch) assignStrata() {
	assign := func(of []uint8, purpose int) {
		key := e.config.stream(purpose, e.number)
		for i := range of {
			of[i] = strata.Of(key, i)
		}
	}
	assign(e.words, drawRowStrata)
	assign(e.columns, drawColumnStrata)
}

// A slice holds the pairs of a range of the corpus, sorted by block: the stratum of the word and
// that of the context. Within a block they are in the order of the text.
type slice struct {
	pairs  []pair
	starts [strata.Blocks + 1]int // of each block in pairs
	alpha  float32

	buffer  []vocab.ID
	kept    []vocab.ID // words of a sentence
	radius  []int      // of the window of each
	scratch []pair     // pairs in the order of the text
}

// fill sets s to the pairs of a range.
func (s *slice) fill(e *epoch, ids *corpus.IDs, r corpus.Range) error {
	s.scratch = s.scratch[:0]
	tokens, err := ids.Read(r, &s.buffer)
	if err != nil {
		return err
	}
	key := e.config.stream(drawTokens, e.number) + uint64(r.Token)
	negatives := splitmix.Next(e.config.stream(drawNegatives, e.number) + uint64(r.Token))
	for len(tokens) > 0 {
		n := s.subsample(e, tokens, key)
		for i, word := range s.kept {
			s.addWindow(e, i)
			for range e.config.Negative {
				s.addNegative(e, word, negatives)
				negatives++
			}
		}
		tokens, key = tokens[n+1:], key+uint64(n)
	}
	e.targets.set(s.scratch)
	s.sort(e)
	return nil
}

// subsample sets s.kept to the words of the first sentence that subsampling keeps, draws the
// radius of the window of each, and returns the number of tokens of the sentence. Token i draws
// from the hash of key + i: the lower half decides whether it is kept, the upper half is the
// radius.
func (s *slice) subsample(e *epoch, tokens []vocab.ID, key uint64) int {
	s.kept, s.radius = s.kept[:0], s.radius[:0]
	for i, id := range tokens {
		if id == corpus.End {
			return i
		}
		draw := splitmix.Next(key + uint64(i))
		if id >= 0 && (e.keep == nil || e.keep[id] >= uint32(draw)) {
			s.kept = append(s.kept, id)
			s.radius = append(s.radius, 1+sampling.Below(uint32(draw>>32), e.config.Window))
		}
	}
	return len(tokens) - 1 // Read ends every sentence by corpus.End
}

// addWindow adds the pairs of word i of the sentence with the words of its window.
func (s *slice) addWindow(e *epoch, i int) {
	word := s.kept[i]
	for j := max(0, i-s.radius[i]); j <= min(len(s.kept)-1, i+s.radius[i]); j++ {
		if j != i {
			s.add(e, word, s.kept[j], e.config.offset(j-i))
		}
	}
}

// offset returns the number of the context vector for a context word at a distance from −Window
// to Window, without 0.
func (c Config) offset(distance int) int {
	switch {
	case !c.Positional:
		return 0
	case distance < 0:
		return c.Window + distance
	}
	return c.Window + distance - 1
}

// addNegative adds the pair of a word with a negative sample, and with Positional an offset, from
// one hash.
func (s *slice) addNegative(e *epoch, word vocab.ID, key uint64) {
	offset := 0
	if e.config.Positional {
		offset = sampling.Below(uint32(splitmix.Next(^key)), e.config.offsets())
	}
	s.add(e, word, e.noise.Draw(splitmix.Next(key)), offset)
}

// add adds a pair without its association.
func (s *slice) add(e *epoch, word, context vocab.ID, offset int) {
	row := int(context)*e.config.offsets() + offset
	s.scratch = append(s.scratch, pair{word: int32(word), context: int32(row)})
}

// sort sorts the pairs by block.
func (s *slice) sort(e *epoch) {
	var next [strata.Blocks + 1]int
	for _, p := range s.scratch {
		next[int(e.words[p.word])*strata.Number+int(e.columns[p.context])+1]++
	}
	for i := range strata.Blocks {
		next[i+1] += next[i]
	}
	s.starts = next
	if cap(s.pairs) < len(s.scratch) {
		s.pairs = make([]pair, len(s.scratch)+len(s.scratch)/4)
	}
	s.pairs = s.pairs[:len(s.scratch)]
	for _, p := range s.scratch {
		block := int(e.words[p.word])*strata.Number + int(e.columns[p.context])
		s.pairs[next[block]] = p
		next[block]++
	}
}
