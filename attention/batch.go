package attention

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"gonum.org/v1/gonum/blas/blas32"
)

// An Input is a query with the m keys and values of a sentence.
type Input struct {
	Query        []float32
	Keys, Values blas32.General
	Mask         []bool // true: the key takes part; nil: all do
}

// AttendAll is [Attend] for many sentences, on all cores. Result i is, to the
// bit, what Attend makes of input i; o.Mask has no part in it. The error is that
// of ctx.
func AttendAll(ctx context.Context, inputs []Input, o Options) ([]Result, error) {
	results := make([]Result, len(inputs))
	if err := AttendAllTo(ctx, results, inputs, o); err != nil {
		return nil, err
	}
	return results, nil
}

// AttendAllTo is AttendAll into results that are used again, one for each input.
// It allocates for each core, not for each sentence. After an error some results
// are those of before.
func AttendAllTo(ctx context.Context, results []Result, inputs []Input, o Options) error {
	return onAllCores(ctx, len(inputs), func(i int) {
		in, options := &inputs[i], o
		options.Mask = in.Mask
		AttendTo(&results[i], in.Query, in.Keys, in.Values, options)
	})
}

// A SelfInput is the tokens of a sentence.
type SelfInput struct {
	X    blas32.General // n×D
	Mask []bool         // true: the token takes part as a key; nil: all do
}

// SelfAttendAll is [SelfAttend] for many sentences as [AttendAll] is Attend.
func SelfAttendAll(ctx context.Context, inputs []SelfInput, o SelfOptions) ([]SelfResult, error) {
	results := make([]SelfResult, len(inputs))
	if err := SelfAttendAllTo(ctx, results, inputs, o); err != nil {
		return nil, err
	}
	return results, nil
}

// SelfAttendAllTo is SelfAttendAll into results that are used again; see
// [AttendAllTo].
func SelfAttendAllTo(ctx context.Context, results []SelfResult, inputs []SelfInput, o SelfOptions) error {
	return onAllCores(ctx, len(inputs), func(i int) {
		options := o
		options.Mask = inputs[i].Mask
		SelfAttendTo(&results[i], inputs[i].X, options)
	})
}

// batchSentences is how many sentences a core takes at a time: so many that cores seldom
// meet, so few that they end together.
const batchSentences = 16

// onAllCores calls f once for each of 0…n−1, until ctx ends. A panic of f is one
// of the caller.
func onAllCores(ctx context.Context, n int, f func(i int)) error {
	var next atomic.Int64
	var panicked atomic.Pointer[any]
	work := func() {
		defer func() {
			if p := recover(); p != nil {
				panicked.Store(&p)
				next.Store(int64(n)) // nobody begins another turn
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
