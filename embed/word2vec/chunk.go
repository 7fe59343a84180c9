package word2vec

import (
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
	key, position, sentence := stream(b.config.Seed, drawTokens, epoch), uint64(r.Token), r.Sentence
	for _, id := range ids {
		if id == corpus.End {
			if b.heldOut(sentence) == b.measuring {
				b.addRows(c)
			}
			c.kept, c.radius = c.kept[:0], c.radius[:0]
			sentence++
			continue
		}
		draw := hash(key + position)
		position++
		if id != vocab.Unknown && (b.keep == nil || b.keep[id] >= uint32(draw)) {
			c.kept = append(c.kept, int32(id))
			c.radius = append(c.radius, int32(1+below(uint32(draw>>32), b.config.Window)))
		}
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

// addRows adds the rows of the sentence that is left in kept: with CBOW each
// word is the target of its context, with skip-gram of each word in it. Windows
// do not reach across the ends of a sentence, blocks do.
func (b *batched) addRows(c *chunk) {
	for i, target := range c.kept {
		first, last := max(0, i-int(c.radius[i])), min(len(c.kept)-1, i+int(c.radius[i]))
		if first == last {
			continue
		}
		c.centres++
		if b.config.Arch == CBOW {
			c.plan.Context = append(c.plan.Context, c.kept[first:i]...)
			c.plan.Context = append(c.plan.Context, c.kept[i+1:last+1]...)
			c.addRow(target, 1/float32(last-first), b.scales[min(last-first, len(b.scales)-1)])
			continue
		}
		for j := first; j <= last; j++ {
			if j != i {
				c.plan.Context = append(c.plan.Context, c.kept[j])
				c.addRow(target, 1, 1)
			}
		}
	}
}

// addRow ends a row whose context has been added.
func (c *chunk) addRow(target int32, inverse, scale float32) {
	p := c.plan
	p.Begin = append(p.Begin, int32(len(p.Context)))
	p.Target = append(p.Target, target)
	p.Inverse = append(p.Inverse, inverse)
	p.Scale = append(p.Scale, scale)
	p.Live = append(p.Live, -1)
}

// fill fills the last block up with rows that do nothing and draws negatives.
func (b *batched) fill(c *chunk, key uint64) {
	p := c.plan
	rows := len(p.Target)
	c.blocks = (rows + p.Rows - 1) / p.Rows
	for range c.blocks*p.Rows - rows + simd.MaxRows {
		p.Begin = append(p.Begin, int32(len(p.Context)))
		p.Target, p.Live = append(p.Target, 0), append(p.Live, 0)
		p.Inverse, p.Scale = append(p.Inverse, 0), append(p.Scale, 0)
	}
	for range c.blocks {
		for j := range p.Pitch {
			if j < p.Shared {
				p.Negative = append(p.Negative, int32(b.noise.draw(hash(key))))
				key++
				continue
			}
			p.Negative = append(p.Negative, 0)
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
