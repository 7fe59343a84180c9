package word2vec

import (
	"slices"
	"sync/atomic"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// A chunk is the blocks that a range of the corpus gives: which words are
// dropped, how far each window reaches, and which negatives each block has. It
// is a pure function of the configuration, the epoch and the range, so that any
// worker can prepare it for all.
type chunk struct {
	plan    *simd.Plan
	blocks  int
	centres int64 // words with a context
	ready   atomic.Int64

	buffer []vocab.ID
	kept   []int32 // words after subsampling
	radius []int32 // of their windows
}

// prepare fills the chunk with a range. If that cannot be read, there are no
// blocks.
func (b *batched) prepare(c *chunk, epoch int, r corpus.Range) error {
	c.reset()
	ids, err := b.text.ids.Read(r, &c.buffer)
	if err != nil {
		return err
	}
	c.plan.SetRate(float32(b.rate(epoch, r.Token)), b.config.Negative)
	key, sentence := stream(b.config.Seed, drawTokens, epoch)+uint64(r.Token), r.Sentence
	for begin := 0; begin < len(ids); {
		n := b.subsample(c, ids[begin:], key)
		key += uint64(n)
		if b.heldOut(sentence) == b.measuring {
			b.addRows(c)
		}
		sentence++
		begin += n + 1
	}
	b.fill(c, hash(stream(b.config.Seed, drawNegatives, epoch)+uint64(r.Token)))
	return nil
}

// reset empties the chunk, but for what it has room for.
func (c *chunk) reset() {
	p := c.plan
	c.blocks, c.centres = 0, 0
	c.kept, c.radius = c.kept[:0], c.radius[:0]
	p.Begin, p.Context, p.Target = append(p.Begin[:0], 0), p.Context[:0], p.Target[:0]
	p.Inverse, p.Scale, p.Live, p.Negative = p.Inverse[:0], p.Scale[:0], p.Live[:0], p.Negative[:0]
}

// subsample puts the words of the sentence at the begin of ids that stay into
// kept, and the reach of their windows into radius. It returns the number of the
// sentence's tokens, each of which has draws of its own.
func (b *batched) subsample(c *chunk, ids []vocab.ID, key uint64) int {
	kept, radius := c.kept[:0], c.radius[:0]
	n := 0
	for _, id := range ids {
		if id == corpus.End {
			break
		}
		draw := hash(key + uint64(n))
		n++
		if id != vocab.Unknown && (b.keep == nil || b.keep[id] >= uint32(draw)) {
			kept = append(kept, int32(id))
			radius = append(radius, int32(1+below(uint32(draw>>32), b.config.Window)))
		}
	}
	c.kept, c.radius = kept, radius
	return n
}

// addRows adds the rows of the sentence that is left in kept: with CBOW each
// word is the target of its context, with skip-gram of each word in it. Windows
// do not reach across the ends of a sentence, blocks do.
func (b *batched) addRows(c *chunk) {
	if len(c.kept) < 2 {
		return
	}
	c.centres += int64(len(c.kept))
	context := c.plan.Context
	for i, target := range c.kept {
		first, last := max(0, i-int(c.radius[i])), min(len(c.kept)-1, i+int(c.radius[i]))
		for j, word := range c.kept[first : last+1] {
			if first+j == i {
				continue
			}
			context = append(context, word)
			if b.config.Arch == SkipGram {
				c.addRow(target, len(context), 1, 1)
			}
		}
		if b.config.Arch == CBOW {
			size := b.sizes[last-first]
			c.addRow(target, len(context), size.inverse, size.scale)
		}
	}
	c.plan.Context = context
}

// addRow adds a row whose context ends at end.
func (c *chunk) addRow(target int32, end int, inverse, scale float32) {
	p := c.plan
	p.Begin = append(p.Begin, int32(end))
	p.Target = append(p.Target, target)
	p.Inverse = append(p.Inverse, inverse)
	p.Scale = append(p.Scale, scale)
	p.Live = append(p.Live, -1)
}

// leastBlocks is the least number of blocks in a chunk. When a worker begins a
// round it waits for all, itself too, to be done with the round before the last:
// so the blocks that are scored but not applied must fit into the last one.
const leastBlocks = delay + 1

// fill fills the chunk's last blocks up with rows that do nothing and draws
// negatives.
func (b *batched) fill(c *chunk, key uint64) {
	p := c.plan
	rows := len(p.Target)
	c.blocks = max(leastBlocks, (rows+p.Rows-1)/p.Rows)
	for range c.blocks*p.Rows - rows + simd.MaxRows {
		p.Begin = append(p.Begin, int32(len(p.Context)))
		p.Target, p.Live = append(p.Target, 0), append(p.Live, 0)
		p.Inverse, p.Scale = append(p.Inverse, 0), append(p.Scale, 0)
	}
	p.Negative = slices.Grow(p.Negative[:0], c.blocks*p.Pitch)[:c.blocks*p.Pitch]
	for block := range c.blocks {
		for j := range p.Shared {
			p.Negative[block*p.Pitch+j] = int32(b.noise.draw(hash(key)))
			key++
		}
	}
}

// rate is the learning rate after so many tokens of an epoch: it falls evenly.
func (b *batched) rate(epoch int, tokens int64) float64 {
	c := b.config
	progress := (float64(epoch) + float64(tokens)/float64(b.text.ids.Tokens())) / float64(c.Epochs)
	return max(c.MinAlpha, c.Alpha-(c.Alpha-c.MinAlpha)*progress)
}

// heldOut says whether a sentence is kept out of training.
func (b *batched) heldOut(sentence int) bool {
	if b.config.HeldOut == 0 {
		return false
	}
	draw := hash(stream(b.config.Seed, drawHeldOut, 0) + uint64(sentence))
	return float64(draw>>11)/(1<<53) < b.config.HeldOut
}
