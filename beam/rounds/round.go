package rounds

// This file runs one round as a pipeline. The shuffle between training and merging is
// the only communication between workers: each row's changes meet on one of them.

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/w2vattn/w2vattn/beam/engine"
)

// init registers the function of this file.
func init() {
	register.DoFn3x1[int, func(*[]byte) bool, func(int, []byte), error](&mergeFn{})
	register.Iter1[[]byte]()
}

// A mergeFn merges the changes of a block of rows. It is not a combiner, which a runner
// could apply before the shuffle: a worker trains only one or two shards, so there is
// little to combine, and sums take twice the space of changes.
type mergeFn struct{ Job Job }

// Setup returns an error if the pipeline is of another version.
func (f *mergeFn) Setup() error { return engine.Fail(f.Job.Check()) }

// ProcessElement emits the merged changes of a block, all under one key.
func (f *mergeFn) ProcessElement(_ int, next func(*[]byte) bool, emit func(int, []byte)) error {
	dim := f.Job.Config.Dim
	sums := map[uint32]*sum{}
	var b []byte
	for next(&b) {
		err := eachChange(b, dim, func(c change) error {
			s := sums[c.row]
			if s == nil {
				s = &sum{total: make([]int64, dim)}
				sums[c.row] = s
			}
			return s.add(f.Job.Merge, c.delta, c.updates)
		})
		if err != nil {
			return engine.Fail(err)
		}
	}
	delta := make([]float32, dim)
	var merged []byte
	for row, s := range sums { // in any order: each row is written to its own place
		s.result(f.Job.Merge, f.Job.Shards, delta)
		merged = appendChange(merged, change{row: row, delta: delta})
	}
	emit(0, merged)
	return nil
}

// round runs the pipeline of a round, from 0, and writes its model:
//
//	shard numbers → trainFn → changes by block → mergeFn ─┐
//	                       └→ losses ─────────────────────┴→ saveFn → model number+1
//
// Merged changes and losses have the key 0, so one worker writes the model.
func (j *Job) round(ctx context.Context, number int) (engine.Counters, error) {
	p, scope := beam.NewPipelineWithRoot()
	shards := make([]int, j.Shards)
	for i := range shards {
		shards[i] = i
	}
	rows, losses := beam.ParDo2(scope.Scope("train"), &trainFn{Job: *j, Round: number},
		beam.Reshuffle(scope.Scope("shards"), beam.CreateList(scope, shards)))
	merged := beam.ParDo(scope.Scope("merge"), &mergeFn{Job: *j}, beam.GroupByKey(scope, rows))
	beam.ParDo0(scope.Scope("save"), &saveFn{Job: *j, Round: number}, beam.CoGroupByKey(scope, merged, losses))
	return engine.Run(ctx, p)
}
