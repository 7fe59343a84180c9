package attention

// This file computes attention for many sentences on all processors. Sentences are
// independent, so each result is that of a single call, whatever the number of
// processors.

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"gonum.org/v1/gonum/blas/blas32"
)

// An Input is one element of the inputs of [AttendAll]: a query and the m keys and values
// of a sentence.
type Input struct {
	Query        []float32      // D
	Keys, Values blas32.General // m×D and m×(length of a value)
	Mask         []bool         // m; true: the key is visible; nil: all are
}

// AttendAll is [Attend] for many sentences, on all CPU cores. Result i equals that of
// Attend for input i to the last bit; the mask is that of the input, not o.Mask. The
// only error is that of ctx.
func AttendAll(ctx context.Context, inputs []Input, o Options) ([]Result, error) {
	results := make([]Result, len(inputs))
	if err := AttendAllTo(ctx, results, inputs, o); err != nil {
		return nil, err
	}
	return results, nil
}

// AttendAllTo is like [AttendAll] but writes the result of inputs[i] to results[i], whose
// memory it reuses. If this memory is large enough, AttendAllTo allocates only a few objects
// for each core, no matter how many inputs there are. If ctx is done early, AttendAllTo returns
// the error of ctx. Then some results are complete and the others are unchanged, and it does
// not report which.
func AttendAllTo(ctx context.Context, results []Result, inputs []Input, o Options) error {
	return onAllCores(ctx, len(inputs), func(i int) {
		in, options := &inputs[i], o
		options.Mask = in.Mask
		AttendTo(&results[i], in.Query, in.Keys, in.Values, options)
	})
}

// A SelfInput is one element of the inputs of [SelfAttendAll]: the tokens of a sentence.
type SelfInput struct {
	X    blas32.General // n×D
	Mask []bool         // n; true: the token is visible as a key; nil: all are
}

// SelfAttendAll is [SelfAttend] for many sentences, on all CPU cores; see [AttendAll]. The
// only error is that of ctx.
func SelfAttendAll(ctx context.Context, inputs []SelfInput, o SelfOptions) ([]SelfResult, error) {
	results := make([]SelfResult, len(inputs))
	if err := SelfAttendAllTo(ctx, results, inputs, o); err != nil {
		return nil, err
	}
	return results, nil
}

// SelfAttendAllTo is like [SelfAttendAll] but writes the results to the slice results; see
// [AttendAllTo]. The only error is that of ctx.
func SelfAttendAllTo(ctx context.Context, results []SelfResult, inputs []SelfInput, o SelfOptions) error {
	return onAllCores(ctx, len(inputs), func(i int) {
		options := o
		options.Mask = inputs[i].Mask
		SelfAttendTo(&results[i], inputs[i].X, options)
	})
}

// batchSentences is the number of sentences that a goroutine takes at a time: enough that
// goroutines seldom access the counter together, few enough that they end at about the same
// time. Other numbers were not measured.
const batchSentences = 16

// onAllCores calls f once for each of 0 … n−1, from several goroutines, until ctx is
// done. If f panics, onAllCores panics with the same value.
func onAllCores(ctx context.Context, n int, f func(i int)) error {
	var next atomic.Int64
	var panicked atomic.Pointer[any]
	work := func() {
		defer func() {
			if p := recover(); p != nil {
				panicked.Store(&p)
				next.Store(int64(n)) // no goroutine begins another batch
			}
		}()
		for {
			end := int(next.Add(batchSentences))
			if end-batchSentences >= n || ctx.Err() != nil {
				return
			}
			for i := end - batchSentences; i < min(end, n); i++ {
				f(i)
			}
		}
	}
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), (n+batchSentences-1)/batchSentences) {
		all.Go(work)
	}
	all.Wait()
	if p := panicked.Load(); p != nil {
		panic(*p)
	}
	return ctx.Err()
}
