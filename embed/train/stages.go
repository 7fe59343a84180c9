package train

// This file divides training into stages, for programs that need the words or ids
// between them:
//
//	Count ─► Counted ─Select─► Selection ─Encode─► Text ─Train─► Model

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/phrases"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// An EmptyVocabularyError is the error of a corpus in which no word is frequent enough.
type EmptyVocabularyError struct {
	MinCount int
	Distinct int           // words in the corpus
	MaxCount int64         // count of the most frequent word
	Keeps    map[int64]int // for some lower min-counts: the number of words that they keep
}

// Error names the count of the most frequent word, and lower minimum counts with the number
// of words that each would keep.
func (e *EmptyVocabularyError) Error() string {
	if e.Distinct == 0 {
		return "train: the corpus has no words"
	}
	var hints []string
	for _, n := range []int64{5, 3, 2, 1} {
		if k := e.Keeps[n]; k > 0 {
			hints = append(hints, fmt.Sprintf("%d would keep %d", n, k))
		}
	}
	return fmt.Sprintf("train: no word of the corpus occurs at least %d times, the min-count (different words: %d, "+
		"highest count: %d); a min-count of %s",
		e.MinCount, e.Distinct, e.MaxCount, strings.Join(hints, ", of "))
}

// A Counted is a corpus whose words have been counted. Call Close, or Encode: the ids
// then belong to the Text, and Close is not needed.
type Counted struct {
	Words      *vocab.Counter
	Statistics Statistics // without Unknown and what training adds

	ids     *corpus.IDs      // words numbered in the order of first appearance
	phrases tokenize.Phrases // found in the corpus
	josa    *tokenize.Josa   // with the stems of the corpus; nil without Josa.Learn
}

// Count reads src once: it counts the words, stores the text as ids in the order of
// first appearance, removes Korean particles if the option Tokenizer has Josa.Learn set
// (see corpus.RemoveParticles), and joins phrases if the option Phrases is given. It calls
// the function of the option Progress before it reads. Errors are those of src and ctx, and
// of the temporary file.
func Count(ctx context.Context, src corpus.Source, options ...Option) (*Counted, error) {
	o := NewOptions(options...)
	o.progress(Status{Reading: true})
	c := &Counted{Words: &vocab.Counter{}}
	ids, statistics, err := corpus.Encode(ctx, src, c.Words, o.memory)
	if err != nil {
		return nil, err
	}
	c.ids, c.Statistics.Statistics = ids, statistics
	if err = c.removeParticles(o); err == nil {
		err = c.join(ctx, o)
	}
	if err != nil {
		return nil, errors.Join(err, ids.Close())
	}
	return c, nil
}

// removeParticles removes the particles if the option Tokenizer has Josa.Learn set. It finds
// the stems in the corpus.
func (c *Counted) removeParticles(o *Options) error {
	if t := o.tokenizer; t == nil || t.Name != tokenize.JosaName || !t.Josa.Learn {
		return nil
	}
	josa, err := corpus.RemoveParticles(c.ids, c.Words, o.tokenizer.Josa)
	c.josa = &josa
	return err
}

// Close removes the temporary file of the ids, if there is one. The error is that of the
// file system.
func (c *Counted) Close() error { return c.ids.Close() }

// join joins phrases if the option Phrases is given. With the option Vocabulary it
// joins only phrases of that vocabulary and parts of them: any other phrase would be an
// unknown word.
func (c *Counted) join(ctx context.Context, o *Options) error {
	if o.phrases == nil {
		return nil
	}
	wanted := partsOf(o.vocab)
	keep := func(word string) bool { return !o.stop[word] && (o.vocab == nil || wanted[word]) }
	found, err := phrases.Join(ctx, c.ids, c.Words, *o.phrases, keep)
	c.phrases = found.Phrases
	c.Statistics.Phrases, c.Statistics.PairsEvicted = found.Len(), found.Evicted
	c.Statistics.Tokens = c.ids.Tokens()
	return err
}

// A Selection is the vocabulary of a training.
type Selection struct {
	Words   *vocab.Vocab
	Unknown int64 // tokens of the corpus that are not in Words

	number []vocab.ID // the id of each word of the counter
}

// Select returns the vocabulary to train: that of the option Vocabulary; or, with the
// option Continue, the words of the base model and the frequent new ones; or else the words
// that t's Spec selects, without those of the option Stop. The vocabulary may be empty. A
// word of the option Vocabulary with a count below 1 is an error.
func (c *Counted) Select(t Trainer, options ...Option) (*Selection, error) {
	o, spec := NewOptions(options...), t.Spec()
	s := &Selection{}
	var err error
	switch {
	case o.vocab != nil:
		s.Words, err = o.vocab, checkCounts(o.vocab)
	case o.Base != nil:
		s.Words, err = merge(o.Base.Table.Vocab(), c.Words, int64(spec.MinCount))
	default:
		s.Words, s.number = c.Words.Vocab(vocab.Selection{MinCount: int64(spec.MinCount), MaxVocab: spec.MaxVocab,
			Order:   spec.Order,
			Exclude: func(word string) bool { return o.stop[word] }})
	}
	if err != nil {
		return nil, err
	}
	if s.number == nil {
		for word := range c.Words.All() {
			id, _ := s.Words.ID(word)
			s.number = append(s.number, id)
		}
	}
	i := 0
	for _, count := range c.Words.All() {
		if s.number[i] == vocab.Unknown {
			s.Unknown += count
		}
		i++
	}
	return s, nil
}

// Encode replaces the ids of c by those of the selection s, which c.Select returned. It
// changes c, which must not be used afterwards. It accepts an empty selection, but trainers
// need at least one word. Close the text at the end. If Encode fails, it closes the ids
// itself. The error is that of the temporary file.
func (c *Counted) Encode(s *Selection) (*Text, error) {
	if err := c.ids.Renumber(s.number); err != nil {
		return nil, errors.Join(err, c.ids.Close())
	}
	t := &Text{Words: s.Words, IDs: c.ids, Statistics: c.Statistics, phrases: c.phrases,
		josa: c.josa}
	t.Statistics.Unknown = s.Unknown
	return t, nil
}

// A Text is a corpus as ids, with its vocabulary: what a Trainer trains on.
type Text struct {
	Words      *vocab.Vocab
	IDs        *corpus.IDs // the sentences, as ids of Words
	Statistics Statistics  // statistics of the corpus

	phrases tokenize.Phrases // found in the corpus
	josa    *tokenize.Josa   // as in Counted
}

// Close removes the temporary file of the ids, if there is one. It may be called again. The
// error is that of the file system.
func (t *Text) Close() error { return t.IDs.Close() }

// encode runs the stages before the training. It calls the function of the option Inspect
// even for an empty vocabulary, before it returns the error, so that a caller can report on
// such a corpus.
func encode(ctx context.Context, src corpus.Source, t Trainer, o *Options, options []Option) (*Text, error) {
	c, err := Count(ctx, src, options...)
	if err != nil {
		return nil, err
	}
	s, err := c.Select(t, options...)
	if err == nil {
		statistics := c.Statistics
		statistics.Unknown = s.Unknown
		err = o.inspect(statistics, s.Words)
	}
	if err == nil && s.Words.Len() == 0 {
		err = emptyVocabulary(c.Words, t.Spec().MinCount)
	}
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c.Encode(s)
}

// emptyVocabulary returns the error for a corpus in which no word reaches minCount. It
// counts the words for the usual lower minimum counts 5, 3, 2 and 1.
func emptyVocabulary(counter *vocab.Counter, minCount int) error {
	e := &EmptyVocabularyError{MinCount: minCount, Distinct: counter.Distinct(), MaxCount: counter.MaxCount(),
		Keeps: map[int64]int{}}
	for _, n := range []int64{5, 3, 2, 1} {
		if n < int64(minCount) {
			e.Keeps[n] = counter.DistinctAtLeast(n)
		}
	}
	return e
}
