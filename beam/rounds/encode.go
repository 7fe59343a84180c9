package rounds

// This file encodes the corpus, once for all rounds. Sentences are tokenized here and
// stored as ids, so that a round reads numbers and not text. The shard of a sentence
// is a hash of its ids: shards then have about the same size, and equal sentences are
// in one shard.

import (
	"bytes"
	"cmp"
	"context"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/storage"
	"github.com/w2vattn/w2vattn/beam/text"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/vocab"
)

// A piece is the part of a span that belongs to one shard.
type piece struct {
	Span       int64
	Known      int64
	Statistics corpus.Statistics
	Sentences  []byte // as in a shard's file
}

// init registers the functions and the coder of pieces, by which a worker finds them.
func init() {
	beam.RegisterCoder(reflect.TypeFor[piece](), encodePiece, decodePiece)
	register.DoFn3x1[context.Context, text.Span, func(int, piece), error](&encodeFn{})
	register.Emitter2[int, piece]()
	register.DoFn3x1[context.Context, int, func(*piece) bool, error](&shardFn{})
	register.Iter1[piece]()
}

// encodePiece and decodePiece are the coder of pieces. Beam requires functions that it
// can look up by name.
func encodePiece(p piece) ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(p)
	return b.Bytes(), err
}

func decodePiece(b []byte) (p piece, err error) {
	return p, gob.NewDecoder(bytes.NewReader(b)).Decode(&p)
}

// An encodeFn encodes the sentences of spans as ids and assigns them to shards by a hash
// of the ids, so that the shard of a sentence depends neither on the spans nor on the
// runner.
type encodeFn struct {
	Job Job

	words *vocab.Vocab
}

// Setup reads the vocabulary.
func (f *encodeFn) Setup(ctx context.Context) (err error) {
	if err := f.Job.Check(); err != nil {
		return engine.Fail(err)
	}
	f.words, err = readVocab(ctx, f.Job.vocab())
	return engine.Fail(err)
}

// readVocab reads the vocabulary at path. Errors name the file.
func readVocab(ctx context.Context, path string) (*vocab.Vocab, error) {
	r, err := storage.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	defer r.Close() //nolint:errcheck // only read from
	v, err := vocab.Read(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return v, nil
}

// ProcessElement encodes a span as one piece for each shard. Empty pieces are emitted
// only for the first span, so that each shard has a file.
func (f *encodeFn) ProcessElement(ctx context.Context, s text.Span, emit func(int, piece)) error {
	pieces := make([]piece, f.Job.Shards)
	err := f.Job.Reading.Source(ctx, s, func(src *corpus.FileSource) error {
		var sentence []byte
		for s, err := range src.Sentences() {
			if err != nil {
				return err
			}
			var known int64
			var key uint64
			sentence, known, key = appendSentence(sentence[:0], f.words, s.Tokens)
			pieces[key%uint64(len(pieces))].add(s, sentence, known)
		}
		return ctx.Err()
	})
	for i, p := range pieces {
		if p.Statistics != (corpus.Statistics{}) || s.Number == 0 {
			p.Span = int64(s.Number)
			emit(i, p)
		}
	}
	return engine.Fail(err)
}

// add adds a sentence. One without known words is counted, but not stored.
func (p *piece) add(s corpus.Sentence, encoded []byte, known int64) {
	p.Statistics.Add(corpus.StatisticsOf(s))
	if p.Known += known; known > 0 {
		p.Sentences = append(p.Sentences, encoded...)
	}
}

// A shardFn writes the files of shards. It has a whole shard in memory, as training
// does.
type shardFn struct{ Job Job }

// Setup returns an error if the pipeline is of another version.
func (f *shardFn) Setup() error { return engine.Fail(f.Job.Check()) }

// ProcessElement writes the file of a shard: its pieces in the order of the text. Pieces
// arrive in any order, so they are sorted by span.
func (f *shardFn) ProcessElement(ctx context.Context, shard int, next func(*piece) bool) error {
	h := header{Build: f.Job.Build, Shard: shard, Shards: f.Job.Shards}
	var pieces []piece
	for p := (piece{}); next(&p); p = (piece{}) {
		pieces = append(pieces, p)
		h.Known += p.Known
		h.Statistics.Add(p.Statistics)
	}
	slices.SortFunc(pieces, func(a, b piece) int { return cmp.Compare(a.Span, b.Span) })
	h.Parts = cut(pieces, h.Known, f.Job.PerEpoch)
	return engine.Fail(storage.Write(ctx, f.Job.shard(shard), func(w io.Writer) error {
		line, err := json.Marshal(h)
		if err != nil {
			return err
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
		for _, p := range pieces {
			if _, err := w.Write(p.Sentences); err != nil {
				return err
			}
		}
		return nil
	}))
}

// encode writes the files of all shards: spans → pieces by shard → one file for each
// shard.
func (j *Job) encode(ctx context.Context, spans []text.Span) error {
	p, scope := beam.NewPipelineWithRoot()
	pieces := beam.ParDo(scope.Scope("encode"), &encodeFn{Job: *j}, beam.Reshuffle(scope.Scope("spans"),
		beam.CreateList(scope, spans)))
	beam.ParDo0(scope.Scope("shards"), &shardFn{Job: *j}, beam.GroupByKey(scope, pieces))
	_, err := engine.Run(ctx, p)
	return err
}
