// Package strata divides the training of a matrix factorization into blocks that workers train
// side by side, with the same result for any number of workers.
//
// Rows are divided into [Number] strata, and columns too. A block is the training data of a
// stratum of rows and one of columns. Blocks without a common stratum change different vectors, so
// Number of them can be trained at the same time, in any order (Gemulla et al. 2011, "Large-scale
// matrix factorization with distributed stochastic gradient descent").
package strata

import (
	"sync"
	"sync/atomic"

	"github.com/w2vattn/w2vattn/internal/splitmix"
)

// Number is the number of strata of rows and of columns, and thereby the largest number of
// workers. No measurement of other numbers is recorded.
const Number = 16

// Blocks is the number of blocks.
const Blocks = Number * Number

// Of returns the stratum of a row or column, by a hash of a key and its index.
func Of(key uint64, index int) uint8 { return uint8(splitmix.Next(key+uint64(index)) >> 60) }

// Train calls train for each block, in Number rounds of Number blocks without a common stratum,
// and returns the sum of the results, which are losses, in the order of the blocks.
func Train(workers int, train func(rows, columns int) float64) float64 {
	sum := 0.
	for round := range Number {
		var losses [Number]float64
		Parallel(workers, Number, func(i int) { losses[i] = train(i, (i+round)%Number) })
		for _, loss := range losses {
			sum += loss
		}
	}
	return sum
}

// Parallel calls f for the numbers from 0 to n−1, in the given number of goroutines, and returns
// when all calls have.
func Parallel(workers, n int, f func(i int)) {
	var next atomic.Int32
	work := func() {
		for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
			f(i)
		}
	}
	var others sync.WaitGroup
	for range min(workers, n) - 1 {
		others.Go(work)
	}
	work()
	others.Wait()
}
