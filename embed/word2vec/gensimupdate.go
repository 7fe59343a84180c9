package word2vec

// This file has the updates of gensim, operation by operation. The functions contain
// no files, threads or clocks, so that tests can differentiate them numerically: with
// the loss L of a prediction,
//
//	x      += −α ∂L/∂x        work collects the sum over targets
//	out[t] += −α ∂L/∂out[t]

import "github.com/w2vattn/w2vattn/vocab"

// A step is the update of the gensim trainer, with the matrices, tables and scratch
// buffers that it needs. It contains only the mathematics of the model. C is the number
// of context words.
type step struct {
	dim     int
	in      []float32 // V×D input vectors
	out     []float32 // V×D output vectors of words, for negative sampling
	nodes   []float32 // V×D output vectors of the tree's inner nodes, for hierarchical softmax
	noise   *noise    // nil without negative sampling
	tree    *huffman  // nil without hierarchical softmax
	samples int       // negatives for each prediction
	mean    bool      // CBOW's x is the mean, not the sum

	alpha float32
	lcg   uint64 // draws negatives and subsampling

	x       []float32  // D, CBOW's hidden vector
	work    []float32  // D, the error of x
	drawn   []vocab.ID // the negatives of a prediction
	touched float32    // keeps the compiler from removing the loads of prefetch

	loss     float64 // sum of −ln σ(±score) over targets
	diverged bool    // a score was NaN
}

const (
	// The linear congruential generator of word2vec.c and gensim, which is that of drand48:
	// state = state·lcgMul + lcgAdd modulo 2^48.
	lcgMul  = 25214903917
	lcgAdd  = 11
	lcgMask = 1<<48 - 1
)

// next returns 32 random bits and advances the generator.
func (s *step) next() uint32 {
	r := uint32(s.lcg >> 16)
	s.lcg = (s.lcg*lcgMul + lcgAdd) & lcgMask
	return r
}

// row returns the vector with number i of a V×D matrix.
func (s *step) row(m []float32, i vocab.ID) []float32 {
	begin := int(i) * s.dim
	return m[begin : begin+s.dim : begin+s.dim]
}

// cbow predicts centre from the words of context. Hierarchical softmax, if it is used,
// comes before negative sampling, which starts from the changed input vectors.
func (s *step) cbow(centre vocab.ID, context []vocab.ID) {
	if len(context) == 0 {
		s.skipDraws()
		return
	}
	inverse := 1 / float32(len(context))
	if s.tree != nil {
		s.sum(context, inverse)
		s.descend(centre, s.x)
		s.addError(context, inverse)
	}
	if s.noise != nil {
		s.sum(context, inverse)
		s.sample(centre, s.x)
		s.addError(context, inverse)
	}
}

// skipgram predicts centre from one context word.
func (s *step) skipgram(centre, context vocab.ID) {
	x := s.row(s.in, context)
	if s.tree != nil {
		clear(s.work)
		s.descend(centre, x)
		add(x, s.work)
	}
	if s.noise != nil {
		clear(s.work)
		s.sample(centre, x)
		add(x, s.work)
	}
}

// skipDraws advances the generator by the draws of a centre word without context, as
// gensim does.
func (s *step) skipDraws() {
	if s.noise != nil {
		for range s.samples {
			s.next()
		}
	}
}

// sum sets x to the sum or mean of the context's vectors and clears the error.
func (s *step) sum(context []vocab.ID, inverse float32) {
	clear(s.x)
	clear(s.work)
	i := 0
	for ; i+1 < len(context); i += 2 {
		add2(s.x, s.row(s.in, context[i]), s.row(s.in, context[i+1]))
	}
	if i < len(context) {
		add(s.x, s.row(s.in, context[i]))
	}
	if s.mean {
		scale(inverse, s.x)
	}
}

// addError adds the error to the vector of each context word. As in gensim, the error of
// a mean is added whole and that of a sum is divided by C; the true gradients are the
// other way round.
func (s *step) addError(context []vocab.ID, inverse float32) {
	if !s.mean {
		scale(inverse, s.work)
	}
	for _, w := range context {
		add(s.row(s.in, w), s.work)
	}
}

// sample is negative sampling: it increases x·out[centre], and decreases x·out[w] for the
// drawn words w. A draw of the centre word is skipped without a replacement.
func (s *step) sample(centre vocab.ID, x []float32) {
	s.drawn = s.drawn[:0]
	for range s.samples {
		if w := s.noise.draw(s.next() % noiseTotal); w != centre {
			s.drawn = append(s.drawn, w)
			s.prefetch(s.out, w)
		}
	}
	s.target(x, s.row(s.out, centre), true)
	for _, w := range s.drawn {
		s.target(x, s.row(s.out, w), false)
	}
}

// prefetch reads one number of each cache line of a vector that is needed soon, so that
// the processor loads it while it computes something else.
func (s *step) prefetch(m []float32, i vocab.ID) {
	v := s.row(m, i)
	for d := 0; d < len(v); d += 16 {
		s.touched += v[d]
	}
}

// descend is hierarchical softmax: at each inner node on the path to centre, it increases
// the probability of the branch that the path takes.
func (s *step) descend(centre vocab.ID, x []float32) {
	codes := s.tree.codes[centre]
	for i, node := range s.tree.points[centre] {
		s.target(x, s.row(s.nodes, vocab.ID(node)), codes[i] == 0)
	}
}

// target increases (likely) or decreases x·out. It adds the error of x to work and
// changes the output vector at once. A score beyond ±6 changes nothing.
func (s *step) target(x, out []float32, likely bool) {
	f := dot(x, out)
	if !(f > -sigmoidReach && f < sigmoidReach) {
		s.addLossBeyondTable(f, likely)
		return
	}
	i := sigmoidIndex(f)
	g := -sigmoidTable[i]
	if likely {
		g = 1 - sigmoidTable[i]
		s.loss -= float64(logSigmoid[i])
	} else {
		s.loss -= float64(logSigmoid[sigmoidIndex(-f)])
	}
	updatePair(g*s.alpha, s.work, out, x)
}

// addLossBeyondTable adds the loss of a score f outside the table: 0 if its sign is
// right, else |f|.
func (s *step) addLossBeyondTable(f float32, likely bool) {
	switch {
	case f != f:
		s.diverged = true
	case likely == (f < 0):
		s.loss += max(float64(f), -float64(f))
	}
}
