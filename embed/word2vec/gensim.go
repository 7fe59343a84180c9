package word2vec

import (
	"fmt"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed/internal/sampling"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/numpy"
	"github.com/w2vattn/w2vattn/vocab"
)

// maxKept is the number of words that a job trains on after subsampling. Words beyond it
// are left out, as in gensim. Only a very long sentence or a BatchWords above 10,000
// leads to longer jobs.
const maxKept = 10000

// divergedLoss is a mean loss that only diverged training exceeds. With the initial vectors
// the loss is about 0.7 for each target of a centre word.
const divergedLoss = 1e4

// gensim is the training of the gensim trainer. It processes the corpus in jobs of about
// BatchWords tokens; each job has one learning rate and one seed. It runs in one goroutine,
// because the random stream of a job depends on all jobs before it.
type gensim struct {
	step
	config  Config
	text    *train.Text
	keep    []uint32       // nil: no subsampling
	streams *numpy.MT19937 // seeds the jobs, draws the windows
	kept    []vocab.ID     // the job's words after subsampling
	ends    []int          // where its sentences end in kept
	reduced []int          // by kept word: Window minus the radius of its window
	context []vocab.ID     // scratch
	centres int64          // centre words with a context, this epoch
	dropped int64          // words that did not fit into a job, this epoch
}

// newGensim prepares training: its tables, and the initial input vectors.
func newGensim(c Config, text *train.Text) *gensim {
	v := text.Words
	t := &gensim{
		step: step{
			dim: c.Dim, in: randomVectors(v.Len(), c.Dim, c.Seed),
			samples: c.Negative, mean: c.CBOWMean,
			x: make([]float32, c.Dim), work: make([]float32, c.Dim),
		},
		config: c, text: text, keep: sampling.Keep(v, c.Sample), streams: numpy.NewMT19937(c.Seed),
	}
	if c.HS {
		t.tree = newHuffman(v)
		t.nodes = make([]float32, len(t.in))
	}
	if c.Negative > 0 {
		t.noise = newNoise(v, c.NSExponent)
		t.out = make([]float32, len(t.in))
	}
	return t
}

// randomVectors returns a V×D matrix of numbers uniform in [−1/D, 1/D).
func randomVectors(words, dim int, seed uint32) []float32 {
	r := numpy.NewPCG64(uint64(seed))
	m := make([]float32, words*dim)
	for i := range words {
		randomVector(m[i*dim:(i+1)*dim], r)
	}
	return m
}

// randomVector writes an initial vector to x: float32 numbers of numpy's generator, uniform
// in [−1/D, 1/D), rounded as gensim rounds them.
func randomVector(x []float32, r *numpy.PCG64) {
	for d := range x {
		x[d] = (float32(r.Float32()*2) - 1) / float32(len(x))
	}
}

// Status returns the status before the first epoch: this trainer cannot be resumed.
func (t *gensim) Status() Status { return Status{Alpha: t.config.Alpha} }

// Result returns the matrices.
func (t *gensim) Result(last bool) train.Result {
	r := train.Result{Inputs: t.matrix(t.in, last), Matrices: map[string]blas32.General{}, Loss: t.meanLoss(),
		Dropped: t.dropped}
	if t.out != nil {
		r.Matrices[outputsName] = t.matrix(t.out, last)
	}
	if t.nodes != nil {
		r.Matrices[nodesName] = t.matrix(t.nodes, last)
	}
	return r
}

// matrix returns m as a matrix, copied unless own is set.
func (t *gensim) matrix(m []float32, own bool) blas32.General {
	if !own {
		m = slices.Clone(m)
	}
	return train.Matrix(m, t.dim)
}

// Epoch trains on the corpus once and calls pause after every job.
func (t *gensim) Epoch(epoch int, pause func(Status) error) (heldOut float64, err error) {
	ids := t.text.IDs
	t.loss, t.centres, t.dropped = 0, 0, 0
	var job [][]vocab.ID
	var words, earlier int64 // tokens of the job; tokens of the jobs before it in the epoch
	done := 0                // sentences in the jobs before it
	flush := func() error {
		t.alpha = float32(t.rate(epoch, done, ids.Len()))
		t.job(job)
		done += len(job)
		earlier += words
		job, words = job[:0], 0
		if loss := t.meanLoss(); t.diverged || !(loss < divergedLoss) {
			return fmt.Errorf("word2vec: training diverged in epoch %d at learning rate %.3g (a loss of %.3g): lower "+
				"alpha",
				epoch+1, t.alpha, loss)
		}
		return pause(Status{Epoch: epoch, Tokens: earlier, Alpha: float64(t.alpha), Loss: t.meanLoss()})
	}
	for s, err := range ids.Sentences() {
		if err != nil {
			return 0, err
		}
		if words+int64(len(s)) > int64(t.config.BatchWords) {
			if err := flush(); err != nil {
				return 0, err
			}
		}
		job = append(job, s)
		words += int64(len(s))
	}
	if len(job) == 0 {
		return 0, nil
	}
	return 0, flush()
}

// rate returns the learning rate of a job that begins after done of all sentences. It
// falls linearly from Alpha to MinAlpha by sentences, as in gensim, not by tokens as
// in the batched trainer.
func (t *gensim) rate(epoch, done, all int) float64 {
	c := t.config
	progress := (float64(epoch) + float64(done)/float64(all)) / float64(c.Epochs)
	return max(c.MinAlpha, c.Alpha-float64((c.Alpha-c.MinAlpha)*progress))
}

// meanLoss returns the mean loss of a centre word in the epoch so far.
func (t *gensim) meanLoss() float64 {
	if t.centres == 0 {
		return 0
	}
	return t.loss / float64(t.centres)
}

// job trains on the sentences of a job. The order of the draws is gensim's: the state of
// the generator for subsampling and negatives first, then the radii of all windows.
func (t *gensim) job(sentences [][]vocab.ID) {
	if t.noise != nil || t.keep != nil {
		high := t.streams.Intn(1 << 24)
		t.lcg = uint64(high)<<24 + uint64(t.streams.Intn(1<<24))
	}
	t.subsample(sentences)
	t.reduced = t.reduced[:0]
	for range t.kept {
		t.reduced = append(t.reduced, int(t.streams.Intn(uint32(t.config.Window))))
	}
	begin := 0
	for _, end := range t.ends {
		for i := begin; i < end; i++ {
			t.centre(i, begin, end)
		}
		begin = end
	}
}

// subsample fills kept and ends. It leaves out unknown words and, at random, frequent
// ones; windows then reach across the gaps.
func (t *gensim) subsample(sentences [][]vocab.ID) {
	t.kept, t.ends = t.kept[:0], t.ends[:0]
	for _, s := range sentences {
		for i, w := range s {
			if len(t.kept) == maxKept {
				t.dropped += int64(len(s) - i)
				break
			}
			if w == vocab.Unknown || t.keep != nil && t.keep[w] < t.next() {
				continue
			}
			t.kept = append(t.kept, w)
		}
		t.ends = append(t.ends, len(t.kept))
	}
}

// centre trains on the word at position i, a centre word, of the sentence kept[begin:end].
// It prefetches the vectors of the word that enters the largest window next.
func (t *gensim) centre(i, begin, end int) {
	radius := t.config.Window - t.reduced[i]
	first, last := max(begin, i-radius), min(end-1, i+radius)
	if first < last {
		t.centres++
	}
	if next := i + t.config.Window; next < len(t.kept) {
		t.prefetch(t.in, t.kept[next])
		if t.noise != nil {
			t.prefetch(t.out, t.kept[next])
		}
	}
	if t.config.Arch == CBOW {
		t.context = append(t.context[:0], t.kept[first:i]...)
		t.context = append(t.context, t.kept[i+1:last+1]...)
		t.cbow(t.kept[i], t.context)
		return
	}
	for j := first; j <= last; j++ {
		if j != i {
			t.skipgram(t.kept[i], t.kept[j])
		}
	}
}
