package word2vec

// This file makes rows from text: subsampling, windows, and the negatives of each
// block. It is the part of training in which the words matter; what follows is
// arithmetic on numbered rows. A sentence
//
//	the cat sat on the mat      ids 0 7 12 3 0 9
//
// with the radius 1 for "cat" gives the CBOW row {context: the sat, target: cat}, and
// the skip-gram rows {the → cat} and {sat → cat}. Draws are hashes of the position
// (see draw.go), so a chunk does not depend on the chunks before it.

import (
	"math"
	"slices"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/internal/sampling"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/internal/splitmix"
	"github.com/w2vattn/w2vattn/vocab"
)

// A chunk holds the blocks of one range of the corpus: the words that subsampling
// keeps, the context of each, and the negatives of each block. It is a pure function
// of the configuration, the epoch and the range.
type chunk struct {
	plan    *simd.Plan
	blocks  int
	centres int64 // words with a context
}

// A preparedChunk is a chunk with the buffers that prepare it.
type preparedChunk struct {
	chunk
	rows int // number of rows so far

	buffer []vocab.ID // tokens of the range
	radius []int32    // radius of the window of each word of a sentence
	used   int        // columns of the last block that are used, with skip-gram in groups

	// inFlight counts the rows in flight (scored but not yet updated) by their target's
	// id modulo inFlightCounters. Words that share a counter only postpone each other.
	inFlight     [inFlightCounters]uint8
	postponed    []row // rows that wait until fewer rows of their targets are in flight
	maxInFlight  uint8 // rows of one target that may be in flight
	rowsToUpdate int   // a row is updated before the row that comes this many rows later is scored
}

// prepare fills c with the blocks of a range in an epoch. After an error of reading, it
// holds only padding rows. The draws depend on the number of the first token of the range
// in the corpus, not on previous chunks, so chunks can be prepared in any order.
func (b *batched) prepare(c *preparedChunk, epoch int, r corpus.Range) error {
	ids, err := b.text.IDs.Read(r, &c.buffer)
	c.reset(len(ids))
	alpha := b.rate(epoch, r.Token)
	c.plan.SetRate(float32(alpha), b.config.Negative)
	c.maxInFlight = uint8(min(math.MaxUint8, max(1, maxRateInFlight/alpha)))
	if b.groups.used() {
		b.setGroupRate(c, alpha)
	}
	c.rowsToUpdate = int(b.delay+1) * b.rows
	key, sentence := sampling.Stream(b.config.Seed, drawTokens, epoch)+uint64(r.Token), r.Sentence
	for len(ids) > 0 {
		begin, n := len(c.plan.Words), b.subsample(c, ids, key)
		if b.heldOut(sentence) != b.measuring {
			c.plan.Words = c.plan.Words[:begin]
		} else if b.groups.used() {
			b.addGroups(c)
		} else {
			b.addRows(c)
		}
		ids, key, sentence = ids[n+1:], key+uint64(n), sentence+1
	}
	b.fill(c, splitmix.Next(sampling.Stream(b.config.Seed, drawNegatives, epoch)+uint64(r.Token)))
	return err
}

// reset empties the chunk and reserves memory for a number of tokens.
func (c *preparedChunk) reset(tokens int) {
	p := c.plan
	c.blocks, c.centres, c.rows = 0, 0, 0
	p.Negative, p.Factor = p.Negative[:0], p.Factor[:0]
	p.Words, c.radius = slices.Grow(p.Words[:0], tokens), slices.Grow(c.radius[:0], tokens)
	c.inFlight = [len(c.inFlight)]uint8{}
}

// subsample appends the words of the first sentence in ids that subsampling keeps to the
// plan's words, writes the radii of their windows to c.radius, and returns the number of
// tokens of the sentence. Token i draws from the hash of key + i: the lower half decides
// whether the token is kept, the upper half is the radius, uniform in 1 … Window. A word
// and its radius are stored before the decision, which then only increments a counter, or not, without
// a jump: no processor could predict it.
func (b *batched) subsample(c *preparedChunk, ids []vocab.ID, key uint64) int {
	p, begin := c.plan, len(c.plan.Words)
	words, radius, kept := p.Words[begin:begin+len(ids)], c.radius[:len(ids)], 0
	keep, window := b.keep, b.config.Window
	for i, id := range ids {
		if id < 0 {
			if id == corpus.End {
				p.Words, c.radius = p.Words[:begin+kept], radius[:kept]
				return i
			}
			continue // unknown
		}
		draw := splitmix.Next(key + uint64(i))
		words[kept], radius[kept] = int32(id), int32(1+sampling.Below(uint32(draw>>32), window))
		dropped := (uint64(keep[id]) - uint64(uint32(draw))) >> 63 // 1 if keep[id] is less than the draw
		kept += 1 - int(dropped)
	}
	panic("word2vec: a sentence without an end")
}

// addRows adds the rows of the sentence that subsample has appended: with CBOW one row
// for each word, predicted from its context; with skip-gram one for each pair of a word
// and a word of its context. Windows end at the ends of the sentence, blocks do not.
func (b *batched) addRows(c *preparedChunk) {
	n := len(c.radius)
	if n < 2 {
		return
	}
	c.centres += int64(n)
	end := int32(len(c.plan.Words))
	begin := end - int32(n)
	for i, target := range c.plan.Words[begin:] {
		centre := begin + int32(i)
		first, last := max(begin, centre-c.radius[i]), min(end-1, centre+c.radius[i])
		if b.config.Arch == CBOW {
			c.schedule(row{first, last - first, centre, target})
			continue
		}
		for j := first; j <= last; j++ {
			if j != centre {
				c.schedule(row{j, 1, -1, target})
			}
		}
	}
}

// maxRateInFlight bounds the sum of the learning rates of the rows of one target that are
// in flight. Where a text repeats a word, as lists do, the rows are scored before the
// others have changed the vectors: without a bound their updates add up, overshoot, and
// training diverges. No measurement of other bounds is recorded.
const maxRateInFlight = .35

// inFlightCounters is the number of counters. It is large enough that two frequent words
// seldom share one, and small enough that the counters, one byte each, stay in the
// first-level cache.
const inFlightCounters = 1 << 12

// counter returns the counter of a target's rows in flight.
func (c *preparedChunk) counter(word int32) *uint8 { return &c.inFlight[uint32(word)%inFlightCounters] }

// maxPostponed bounds the number of postponed rows, and so how late they are trained and
// how long the search among them takes. No measurement of other limits is recorded.
const maxPostponed = 32

// A row is a row of a plan: its context is Words[first : first+size+1] without position
// skip, or Words[first] alone if skip is −1.
type row struct{ first, size, skip, target int32 }

// padding is a row without context, which changes nothing.
var padding = row{skip: -1}

// schedule adds a row to the plan. While too many rows of its target are in flight, it is
// postponed, and later rows overtake it.
func (c *preparedChunk) schedule(r row) {
	if len(c.postponed) > 0 {
		c.retryPostponed()
	}
	if *c.counter(r.target) < c.maxInFlight {
		c.addRow(r)
		return
	}
	c.postponed = append(c.postponed, r)
	for len(c.postponed) > maxPostponed {
		c.addRow(padding)
		c.retryPostponed()
	}
}

// retryPostponed adds the postponed rows that need not wait any longer. The rows keep their
// order. postponed and c.postponed share memory: the rows that stay are moved to its start.
func (c *preparedChunk) retryPostponed() {
	postponed := c.postponed
	c.postponed = postponed[:0]
	for _, r := range postponed {
		if *c.counter(r.target) < c.maxInFlight {
			c.addRow(r)
		} else {
			c.postponed = append(c.postponed, r)
		}
	}
}

// addRow appends a row to the plan. The row that is c.rowsToUpdate rows earlier is
// updated by then, and no longer in flight.
func (c *preparedChunk) addRow(r row) {
	p, i := c.plan, c.rows
	if i == len(p.Target) {
		c.grow()
	}
	if finished := i - c.rowsToUpdate; finished >= 0 && p.Size[finished] > 0 {
		*c.counter(p.Target[finished])--
	}
	if r.size > 0 {
		*c.counter(r.target)++
	}
	p.First[i], p.Size[i], p.Skip[i], p.Target[i] = r.first, r.size, r.skip, r.target
	c.rows++
}

// grow lengthens the plan's rows by a chunk's tokens and a half of what there is.
// Elements beyond c.rows have no meaning.
func (c *preparedChunk) grow() {
	for _, m := range []*[]int32{&c.plan.First, &c.plan.Size, &c.plan.Skip, &c.plan.Target} {
		*m = append(*m, make([]int32, chunkTokens+len(*m)/2)...)
	}
}

// leastBlocks is the least number of blocks in a chunk: the blocks that are scored but not
// yet updated must be in at most two chunks. copyChunk relies on this.
const leastBlocks = maxDelay + 1

// fill adds the postponed rows, completes the last blocks with padding rows, and takes the
// negatives of all blocks from the sequence of negative samples, one after another from a place
// that key selects. It appends simd.MaxRows further padding rows, which kernels may read past
// the last block.
func (b *batched) fill(c *preparedChunk, key uint64) {
	for len(c.postponed) > 0 {
		c.addRow(padding)
		c.retryPostponed()
	}
	p := c.plan
	c.blocks = max(leastBlocks, (c.rows+p.Rows-1)/p.Rows)
	for range c.blocks*p.Rows - c.rows + simd.MaxRows {
		c.addRow(padding)
	}
	if b.groups.used() {
		b.fillGroups(c, key)
		return
	}
	p.Negative = slices.Grow(p.Negative[:0], c.blocks*p.Pitch)[:c.blocks*p.Pitch]
	next := int(key % uint64(len(b.noise)))
	for block := range c.blocks {
		negatives, reused := p.Negative[block*p.Pitch:][:p.Shared], b.reused(block)
		if reused > 0 {
			copy(negatives, p.Negative[(block-1)*p.Pitch:][p.Shared-reused:p.Shared])
		}
		if next > len(b.noise)-p.Shared {
			next = 0
		}
		next += copy(negatives[reused:], b.noise[next:])
	}
}

// reused returns how many negatives a block of a chunk has in common with the previous
// block. They are its first ones.
func (b *batched) reused(block int) int {
	if block == 0 || !b.config.Reuse {
		return 0
	}
	return b.config.Shared / 2
}

// rate returns the learning rate after a number of tokens of an epoch. It falls linearly
// from Alpha to MinAlpha over all epochs.
func (b *batched) rate(epoch int, tokens int64) float64 {
	c := b.config
	progress := (float64(epoch) + float64(tokens)/float64(b.text.IDs.Tokens())) / float64(c.Epochs)
	return max(c.MinAlpha, c.Alpha-float64((c.Alpha-c.MinAlpha)*progress)) // rounded: no machine may fuse the two
}

// heldOut reports whether the sentence with this number is held out. A sentence is held out
// in all epochs or in none.
func (b *batched) heldOut(sentence int) bool {
	if b.config.HeldOut == 0 {
		return false
	}
	draw := splitmix.Next(sampling.Stream(b.config.Seed, drawHeldOut, 0) + uint64(sentence))
	return float64(draw>>11)/(1<<53) < b.config.HeldOut
}
