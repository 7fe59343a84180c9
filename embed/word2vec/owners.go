package word2vec

// One worker, the owner, computes the coefficients of a block for all. The block's number
// modulo ownerCycle determines the owner, so workers do not need to communicate about it. A
// longer cycle would divide the work more finely. With more than 16 workers some own no
// block.
const ownerCycle = 16

// coefficientsCost is the time for the coefficients of all blocks, as a multiple of the
// time for one lane. It is an estimate from a profile of training at dim 100, which
// docs/benchmarks.md does not record. Only speed depends on it.
const coefficientsCost = .8

// An ownerTable holds the worker that computes the coefficients of each block number
// modulo ownerCycle.
type ownerTable [ownerCycle]int

// assign distributes work of a total cost over workers that have different loads: each of
// the ownerCycle equal parts goes to the worker with the least load so far. The parts of a
// worker are spread evenly over the cycle. The first loop computes count[i], the number of
// parts of worker i. The second gives each turn of the cycle to the worker that is furthest
// behind its even pace, count[i]/ownerCycle parts a turn.
func assign(load []float64, cost float64) (a ownerTable) {
	count, assigned := make([]int, len(load)), make([]int, len(load))
	for range ownerCycle {
		least := 0
		for i := range load {
			if load[i] < load[least] {
				least = i
			}
		}
		count[least]++
		load[least] += cost / ownerCycle
	}
	late := func(i, turn int) int { return count[i]*(turn+1) - assigned[i]*ownerCycle }
	for turn := range a {
		for i := range load {
			if late(i, turn) > late(a[turn], turn) {
				a[turn] = i
			}
		}
		assigned[a[turn]]++
	}
	return a
}

// addSegmentLosses adds the losses of a segment to those of the epoch, in the same order
// for any number of workers.
func (b *batched) addSegmentLosses() {
	b.at.Centres += b.workers[0].centres
	b.workers[0].centres = 0
	for turn := range b.segmentLosses {
		for i, x := range b.segmentLosses[turn] {
			b.at.Losses[i] += x
		}
	}
	clear(b.segmentLosses)
}
