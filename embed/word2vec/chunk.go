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
	n := slices.Index(ids, corpus.End)
	c.kept, c.radius = slices.Grow(c.kept[:0], n+stretch)[:n], slices.Grow(c.radius[:0], n)[:n]
	kept := 0
	for i, id := range ids[:n] {
		if id == vocab.Unknown {
			continue
		}
		draw := hash(key + uint64(i))
		c.kept[kept] = int32(id)
		c.radius[kept] = int32(1 + below(uint32(draw>>32), b.config.Window))
		if b.keep == nil || b.keep[id] >= uint32(draw) {
			kept++
		}
	}
	c.kept, c.radius = c.kept[:kept], c.radius[:kept]
	return n
}

// addRows adds the rows of the sentence that is left in kept: with CBOW each
// word is the target of its context, with skip-gram of each word in it. Windows
// do not reach across the ends of a sentence, blocks do.
func (b *batched) addRows(c *chunk) {
	n := len(c.kept)
	if n < 2 {
		return
	}
	c.centres += int64(n)
	words := c.kept[:n+stretch]
	context := slices.Grow(c.plan.Context, n*min(2*b.config.Window, n)+stretch)
	for i, radius := range c.radius {
		first, last := max(0, i-int(radius)), min(n-1, i+int(radius))
		begin := len(context)
		context = extend(context, words[first:], i-first)
		context = extend(context, words[i+1:], last-i)
		if b.config.Arch == CBOW {
			c.addRow(c.kept[i], len(context), b.sizes[last-first])
			continue
		}
		for end := begin + 1; end <= len(context); end++ {
			c.addRow(c.kept[i], end, contextSize{1, 1})
		}
	}
	c.plan.Context = context
}

// stretch is the number of words that extend copies at once.
const stretch = 8

// extend appends the first n words of from to a slice that has room for them. It
// copies whole stretches, of which there is one for most windows: a loop of a
// length that nobody can guess takes longer. Both slices must reach a stretch
// farther.
func extend(to, from []int32, n int) []int32 {
	end := len(to)
	to = to[:end+n+stretch]
	for i := 0; i < n; i += stretch {
		*(*[stretch]int32)(to[end+i:]) = *(*[stretch]int32)(from[i:])
	}
	return to[:end+n]
}

// addRow adds a row whose context ends at end.
func (c *chunk) addRow(target int32, end int, size contextSize) {
	p := c.plan
	p.Begin = append(p.Begin, int32(end))
	p.Target = append(p.Target, target)
	p.Inverse = append(p.Inverse, size.inverse)
	p.Scale = append(p.Scale, size.scale)
	p.Live = append(p.Live, -1)
}

// leastBlocks is the least number of blocks in a chunk. When a worker begins a
// round it waits for all, itself too, to be done with the round before the last:
// so the blocks that are scored but not applied must fit into the last one.
const leastBlocks = maxDelay + 1

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
	reused := 0
	for block := range c.blocks {
		negatives := p.Negative[block*p.Pitch:][:p.Shared]
		if block > 0 && b.config.Reuse {
			reused = copy(negatives, p.Negative[(block-1)*p.Pitch:][p.Shared/2:p.Shared])
		}
		for j := range negatives[reused:] {
			negatives[reused+j] = int32(b.noise.draw(hash(key)))
			key++
		}
	}
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
