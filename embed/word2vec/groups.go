package word2vec

import (
	"math"
	"slices"

	"github.com/w2vattn/w2vattn/internal/simd"
)

// Skip-gram in groups: a row is a word with all words of its window as targets, instead of one
// pair of words. The rows of a block are words that follow one another, so that their windows
// overlap: the columns of the block are the words from the first window to the last, and then the
// negatives, which all its targets share. A factor for each row and column (simd.Plan.Factor)
// says whether the column is a target of the row, and weights the negatives by the number of its
// targets. A word has 48 scores at the default settings, 6·17 in pairs on average.

// A grouping is the shape of blocks of skip-gram in groups.
type grouping struct {
	targets   int // columns for targets; 0: rows are pairs
	negatives int // columns for negatives
}

// groupsOf returns the grouping of blocks of a number of rows, or none for CBOW and where a
// block has no space for the words of all windows.
func (c Config) groupsOf(rows int) grouping {
	targets := rows + 2*c.Window
	columns := min(simd.MaxShared, (targets+2*c.Shared)&^7)
	if c.Arch != SkipGram || columns < targets+leastNegatives || 2*c.Window*c.Negative > maxFactor {
		return grouping{}
	}
	return grouping{targets, columns - targets}
}

const (
	// maxFactor is the largest factor that fits into a plan.
	maxFactor = 127
	// leastNegatives is the least number of negatives of a block. Fewer give worse vectors: see
	// docs/benchmarks.md, section "Skip-gram in groups".
	leastNegatives = 14
)

// used reports whether training is in groups.
func (g grouping) used() bool { return g.targets > 0 }

// columns returns the number of columns of a block.
func (g grouping) columns() int { return g.targets + g.negatives }

// A span is the words of one sentence that are columns of a block so far.
type span struct {
	block  int   // in the chunk
	column int   // of the first word
	first  int32 // position of the first word
	end    int32 // position after the last word
}

// addGroups adds the rows of the sentence that subsample has appended.
func (b *batched) addGroups(c *preparedChunk) {
	n := len(c.radius)
	if n < 2 {
		return
	}
	c.centres += int64(n)
	p, window := c.plan, int32(b.config.Window)
	end := int32(len(p.Words))
	begin := end - int32(n)
	s := span{block: -1}
	for i, word := range p.Words[begin:] {
		for *c.counter(word) >= c.maxInFlight {
			c.addRow(padding)
		}
		centre, block := begin+int32(i), c.rows/p.Rows
		columns, factors := c.blockOf(block)
		if s.block != block {
			first := max(begin, centre-window)
			s = span{block, c.used, first, first}
		}
		for ; s.end < min(end, centre+window+1); s.end++ {
			columns[c.used] = p.Words[s.end]
			c.used++
		}
		first, last := max(begin, centre-c.radius[i]), min(end-1, centre+c.radius[i])
		factors = factors[c.rows%p.Rows*p.Pitch:][:p.Pitch]
		from, to := s.column+int(first-s.first), s.column+int(last-s.first)
		simd.Fill(factors[from:to+1], int8(-b.groups.negatives))
		factors[s.column+int(centre-s.first)] = 0
		simd.Fill(factors[b.groups.targets:b.groups.columns()], int8(int(last-first)*b.config.Negative))
		c.addRow(row{centre, 1, -1, word})
	}
}

// blockOf returns the columns and the factors of a block of the chunk, and begins the block
// if it is a new one.
func (c *preparedChunk) blockOf(block int) (columns []int32, factors []int8) {
	p := c.plan
	if n := (block + 1) * p.Pitch; n > len(p.Negative) {
		from := len(p.Negative)
		p.Negative = slices.Grow(p.Negative, n-from)[:n]
		p.Factor = slices.Grow(p.Factor, (n-from)*p.Rows)[:n*p.Rows]
		clear(p.Negative[from:])
		clear(p.Factor[from*p.Rows:])
		c.used = 0
	}
	return p.Negative[block*p.Pitch:][:p.Pitch], p.Factor[block*p.Pitch*p.Rows:][:p.Pitch*p.Rows]
}

// fillGroups takes the negatives of all blocks from the sequence of negative samples, from a
// place that depends on key. A negative that is a target of a row has no effect on it.
func (b *batched) fillGroups(c *preparedChunk, key uint64) {
	p, targets := c.plan, b.groups.targets
	c.blockOf(c.blocks - 1)
	next := int(key % uint64(len(b.noise)))
	for block := range c.blocks {
		columns, factors := c.blockOf(block)
		negatives := columns[targets:p.Shared]
		var likely [16]uint64 // a bit for each target, by its number modulo 1024
		for _, target := range columns[:targets] {
			likely[target>>6&15] |= 1 << (target & 63)
		}
		if next > len(b.noise)-len(negatives) {
			next = 0
		}
		next += copy(negatives, b.noise[next:])
		for j, word := range negatives {
			if likely[word>>6&15]>>(word&63)&1 == 0 {
				continue // it is none of the targets
			}
			for column, target := range columns[:targets] {
				if target != word {
					continue
				}
				for at := 0; at < len(factors); at += p.Pitch {
					if factors[at+column] != 0 {
						factors[at+targets+j] = 0
					}
				}
			}
		}
	}
}

// addGroupUpdates adds to u how often the blocks of a plan update each word.
func addGroupUpdates(u *Updates, p *simd.Plan, blocks int) {
	for i, word := range p.Target[:blocks*p.Rows] {
		if p.Size[i] == 0 {
			continue
		}
		u.Inputs[word]++
		for j, factor := range p.Factor[i*p.Pitch:][:p.Pitch] {
			if factor != 0 {
				u.Outputs[p.Negative[i/p.Rows*p.Pitch+j]]++
			}
		}
	}
}

// meanGroupLoss is meanLoss for skip-gram in groups: the kernel weights the loss of each
// score by its factor, which for a target is the number of negatives.
func (b *batched) meanGroupLoss() float64 {
	var sum float64
	for _, x := range b.at.Losses {
		sum += x
	}
	return sum / float64(b.groups.negatives) / float64(b.at.Centres)
}

// maxGroupRate bounds the sum of the learning rates of the pairs of one word that are in
// flight, as maxRateInFlight does for rows. A row has Window+1 targets on average.
// No measurement of other bounds is recorded.
const maxGroupRate = 1

// setGroupRate sets the learning rate of a chunk in groups, and how many rows of a word may be
// in flight.
func (b *batched) setGroupRate(c *preparedChunk, alpha float64) {
	c.plan.NegativeRate = float32(-alpha / float64(b.groups.negatives))
	c.maxInFlight = uint8(min(math.MaxUint8, max(1, maxGroupRate/(alpha*float64(b.config.Window+1)))))
}
