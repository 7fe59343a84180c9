package word2vec

// The coefficients of a block are made by one worker for all. Whose turn it is
// says the block's number modulo turns, so that no worker need ask.
const ownerCycle = 16

// coefficientsCost is what the coefficients of all blocks would take a worker, in
// what its training of a lane takes (a profile of training at dim 100). Nothing
// but speed depends on it.
const coefficientsCost = .8

// An assignment says which worker's turn each is.
type ownerTable [ownerCycle]int

// assign hands out the turns of a work of so much cost, each to the worker with
// the least load, which grows by its part. A worker's turns are spread evenly.
func assign(load []float64, cost float64) (a ownerTable) {
	count, given := make([]int, len(load)), make([]int, len(load))
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
	late := func(i, turn int) int { return count[i]*(turn+1) - given[i]*ownerCycle }
	for turn := range a {
		for i := range load {
			if late(i, turn) > late(a[turn], turn) {
				a[turn] = i
			}
		}
		given[a[turn]]++
	}
	return a
}

// count adds up the losses of a segment, in the same order for any number of
// workers.
func (b *batched) count() {
	b.at.Centres += b.workers[0].centres
	b.workers[0].centres = 0
	for turn := range b.segmentLosses {
		for i, x := range b.segmentLosses[turn] {
			b.at.Losses[i] += x
		}
	}
	clear(b.segmentLosses)
}
