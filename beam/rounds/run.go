package rounds

// This file runs a job from its first step to its last model. Each step writes a file
// that appears whole, and is skipped if its file exists, so the state of a job is the
// list of its files.

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/w2vattn/w2vattn/beam/storage"
	"github.com/w2vattn/w2vattn/beam/text"
	"github.com/w2vattn/w2vattn/beam/words"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/word2vec"
)

// A Status is the progress of a job.
type Status struct {
	Round, Rounds int     // number of the round, from 1, and of all
	Loss          float64 // mean of a centre word in the round
	Failed        error   // why the round failed; it is repeated
}

// Run trains the job on the spans of its corpus and returns the model. Results that are
// in the work folder are not computed again. A round that fails is repeated up to retries
// times. report is called after each round and each failure, in the goroutine of the
// caller. Errors are those of Validate, of a work folder with another job, of files and
// pipelines, and of ctx; after an error the same call continues with the last complete
// round.
func (j *Job) Run(ctx context.Context, spans []text.Span, retries int, report func(Status)) (*word2vec.Model, error) {
	if err := j.Validate(); err != nil {
		return nil, err
	}
	if err := j.claim(ctx); err != nil {
		return nil, err
	}
	done, err := j.prepare(ctx, spans)
	if err != nil {
		return nil, err
	}
	for ; done < j.Rounds(); done++ {
		for attempt := 0; ; attempt++ {
			_, err := j.round(ctx, done)
			if err == nil {
				break
			}
			if attempt == retries || ctx.Err() != nil {
				return nil, fmt.Errorf("round %d of %d failed; run the same command again to continue from "+
					"the previous round: %w",
					done+1, j.Rounds(), err)
			}
			report(Status{Round: done + 1, Rounds: j.Rounds(), Failed: err})
		}
		m, err := openModel(ctx, j.model(done+1))
		if err != nil {
			return nil, err
		}
		report(Status{Round: done + 1, Rounds: j.Rounds(), Loss: m.Statistics.Loss})
		if err := j.removeOld(ctx, done); err != nil {
			return nil, err
		}
	}
	return openModel(ctx, j.model(done))
}

// removeOld removes, after a round, the files that no later round needs: the model before
// the last two, and the velocity that the round started from. The model that the round
// started from is kept for inspection.
func (j *Job) removeOld(ctx context.Context, round int) error {
	if round == 0 {
		return nil
	}
	err := storage.Remove(ctx, j.model(round-1))
	if err == nil && j.Merge.Rule == Momentum {
		err = storage.Remove(ctx, j.velocity(round))
	}
	return err
}

// prepare runs the steps before the rounds, unless their results are there, and returns
// the number of finished rounds: that of the last model in the work folder. Without a
// model it counts the words, unless there is a vocabulary, encodes the corpus and writes
// model 0.
func (j *Job) prepare(ctx context.Context, spans []text.Span) (int, error) {
	for done := j.Rounds(); done >= 0; done-- {
		there, err := storage.Exists(ctx, j.model(done))
		if err != nil || there {
			return done, err
		}
	}
	there, err := storage.Exists(ctx, j.vocab())
	if err != nil {
		return 0, err
	}
	if !there {
		s := words.Selection{MinCount: int64(j.Config.MinCount), MaxVocab: j.Config.MaxVocab}
		if _, err := words.Count(ctx, spans, j.Reading, s, j.vocab()); err != nil {
			return 0, err
		}
	}
	if err := j.encode(ctx, spans); err != nil {
		return 0, err
	}
	return 0, j.begin(ctx)
}

// begin checks the encoded corpus and writes the model before the first round, which has
// the initial vectors: those that word2vec.Train gives without sentences. A vocabulary
// whose counts are not those of the corpus is an error.
func (j *Job) begin(ctx context.Context) error {
	v, err := readVocab(ctx, j.vocab())
	if err != nil {
		return err
	}
	statistics, known, err := j.statistics(ctx)
	if err != nil {
		return err
	}
	if known != v.Total() {
		return fmt.Errorf("the corpus holds %d tokens of the vocabulary's words, but %s counted %d: the corpus has "+
			"changed since, or another was counted: count it again", known, j.vocab(), v.Total())
	}
	m, err := word2vec.Train(ctx, corpus.Lists{}, j.Config, word2vec.Vocabulary(v))
	if err != nil {
		return err
	}
	if m.Tokenizer, err = json.Marshal(j.Reading.Tokenizer); err != nil {
		return err
	}
	m.Statistics = word2vec.Statistics{Statistics: statistics, Unknown: statistics.Tokens - known}
	return storage.Put(ctx, j.model(0), func(local string) error { return m.Save(local) })
}

// statistics returns the sums of the statistics of all shards, from their headers,
// and the number of tokens that are in the vocabulary.
func (j *Job) statistics(ctx context.Context) (all corpus.Statistics, known int64, err error) {
	for i := range j.Shards {
		h, _, file, err := openShard(ctx, j.shard(i))
		if err != nil {
			return all, 0, err
		}
		if err := file.Close(); err != nil {
			return all, 0, err
		}
		all.Add(h.Statistics)
		known += h.Known
	}
	return all, known, nil
}
