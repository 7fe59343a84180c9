package word2vec

import (
	"math"
	"slices"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// A chunk is the blocks that a range of the corpus gives: which words are
// dropped, how far each window reaches, and which negatives each block has. It
// is a pure function of the configuration, the epoch and the range: every worker
// prepares it for itself, which takes two of them no longer than to read what the
// other has just written.
type chunk struct {
	plan    *simd.Plan
	blocks  int
	centres int64 // words with a context

	buffer []vocab.ID
	radius []int32 // of a sentence's windows

	// The rows in flight by their target, whose number's last bits stand for
	// it: words that share them wait for each other, no more.
	inFlight [inFlightCounters]uint8
	most     int // rows in flight that a word may be the target of
}

// prepare fills the chunk with a range. If that cannot be read, there are no
// blocks.
func (b *batched) prepare(c *chunk, epoch int, r corpus.Range) error {
	c.reset()
	ids, err := b.text.ids.Read(r, &c.buffer)
	if err != nil {
		return err
	}
	alpha := b.rate(epoch, r.Token)
	c.plan.SetRate(float32(alpha), b.config.Negative)
	c.most = int(min(math.MaxUint8, max(1, burst/alpha)))
	key, sentence := stream(b.config.Seed, drawTokens, epoch)+uint64(r.Token), r.Sentence
	for len(ids) > 0 {
		n := slices.Index(ids, corpus.End)
		if b.heldOut(sentence) == b.measuring {
			b.subsample(c, ids[:n], key)
			b.addRows(c)
		}
		ids, key, sentence = ids[n+1:], key+uint64(n), sentence+1
	}
	b.fill(c, hash(stream(b.config.Seed, drawNegatives, epoch)+uint64(r.Token)))
	return nil
}

// reset empties the chunk, but for what it has room for.
func (c *chunk) reset() {
	p := c.plan
	c.blocks, c.centres = 0, 0
	p.Words, p.First, p.Size, p.Skip = p.Words[:0], p.First[:0], p.Size[:0], p.Skip[:0]
	p.Target, p.Negative = p.Target[:0], p.Negative[:0]
	c.inFlight = [len(c.inFlight)]uint8{}
}

// subsample adds the words of a sentence that stay to the plan's words, and
// writes the reach of their windows to radius. Each token has draws of its own.
func (b *batched) subsample(c *chunk, ids []vocab.ID, key uint64) {
	p, begin := c.plan, len(c.plan.Words)
	p.Words = slices.Grow(p.Words, len(ids))
	c.radius = slices.Grow(c.radius[:0], len(ids))
	words, radius, kept := p.Words[begin:begin+len(ids)], c.radius[:len(ids)], 0
	for i, id := range ids {
		if id == vocab.Unknown {
			continue
		}
		draw := hash(key + uint64(i))
		words[kept], radius[kept] = int32(id), int32(1+below(uint32(draw>>32), b.config.Window))
		if b.keep == nil || b.keep[id] >= uint32(draw) {
			kept++
		}
	}
	p.Words, c.radius = p.Words[:begin+kept], radius[:kept]
}

// addRows adds the rows of the sentence that subsample added last: with CBOW
// each word is the target of its context, with skip-gram of each word in it.
// Windows do not reach across the ends of a sentence, blocks do.
func (b *batched) addRows(c *chunk) {
	n := len(c.radius)
	if n < 2 {
		return
	}
	c.centres += int64(n)
	begin := len(c.plan.Words) - n
	for i, target := range c.plan.Words[begin:] {
		first, last := max(0, i-int(c.radius[i])), min(n-1, i+int(c.radius[i]))
		if b.config.Arch == CBOW {
			b.addRow(c, begin+first, last-first, begin+i, target)
			continue
		}
		for j := first; j <= last; j++ {
			if j != i {
				b.addRow(c, begin+j, 1, -1, target)
			}
		}
	}
}

// burst bounds the sum of the learning rates of a word's rows in flight. A text
// may say one word over and over, as lists do: each of its rows, scored before
// the others have moved the vectors, would move them as if it were alone, and
// together they would overshoot, farther every time.
const burst = .35

// inFlightCounters is so large that words seldom share a counter.
const inFlightCounters = 1 << 12

// counterOf is where a word's rows in flight are counted.
func counterOf(word int32) int { return int(word) % inFlightCounters }

// addRow adds a row to the plan, behind as many that do nothing as it takes
// until few enough rows of its target are in flight.
func (b *batched) addRow(c *chunk, first, size, skip int, target int32) {
	for int(c.inFlight[counterOf(target)]) >= c.most {
		b.land(c)
		c.addRow(0, 0, -1, 0)
	}
	b.land(c)
	c.inFlight[counterOf(target)]++
	c.addRow(first, size, skip, target)
}

// land takes the row out of the count that is in flight no more when another
// one is added.
func (b *batched) land(c *chunk) {
	i := len(c.plan.Target) - int(b.delay+1)*b.rows
	if i >= 0 && c.plan.Size[i] > 0 {
		c.inFlight[counterOf(c.plan.Target[i])]--
	}
}

// addRow adds a row to the plan.
func (c *chunk) addRow(first, size, skip int, target int32) {
	p := c.plan
	p.First = append(p.First, int32(first))
	p.Size = append(p.Size, int32(size))
	p.Skip = append(p.Skip, int32(skip))
	p.Target = append(p.Target, target)
}

// leastBlocks is the least number of blocks in a chunk: the blocks that are
// scored but not applied must not be in more than two.
const leastBlocks = maxDelay + 1

// fill fills the chunk's last blocks up with rows that do nothing and draws
// negatives.
func (b *batched) fill(c *chunk, key uint64) {
	p := c.plan
	rows := len(p.Target)
	c.blocks = max(leastBlocks, (rows+p.Rows-1)/p.Rows)
	for range c.blocks*p.Rows - rows + simd.MaxRows {
		c.addRow(0, 0, -1, 0)
	}
	p.Negative = slices.Grow(p.Negative[:0], c.blocks*p.Pitch)[:c.blocks*p.Pitch]
	for block := range c.blocks {
		negatives, reused := p.Negative[block*p.Pitch:][:p.Shared], b.reused(block)
		if reused > 0 {
			copy(negatives, p.Negative[(block-1)*p.Pitch:][p.Shared-reused:p.Shared])
		}
		for j := range negatives[reused:] {
			negatives[reused+j] = int32(b.noise.draw(hash(key)))
			key++
		}
	}
}

// reused is how many of a chunk's block's negatives, the first ones, are those of the
// block before.
func (b *batched) reused(block int) int {
	if block == 0 || !b.config.Reuse {
		return 0
	}
	return b.config.Shared / 2
}

// rate is the learning rate after so many tokens of an epoch: it falls evenly.
func (b *batched) rate(epoch int, tokens int64) float64 {
	c := b.config
	progress := (float64(epoch) + float64(tokens)/float64(b.text.ids.Tokens())) / float64(c.Epochs)
	return max(c.MinAlpha, c.Alpha-float64((c.Alpha-c.MinAlpha)*progress)) // rounded: no machine may fuse the two
}

// heldOut says whether a sentence is kept out of training.
func (b *batched) heldOut(sentence int) bool {
	if b.config.HeldOut == 0 {
		return false
	}
	draw := hash(stream(b.config.Seed, drawHeldOut, 0) + uint64(sentence))
	return float64(draw>>11)/(1<<53) < b.config.HeldOut
}
