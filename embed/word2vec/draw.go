package word2vec

// The purposes of draws, one random stream for each. Every draw of the batched trainer is
// a hash (splitmix.Next) of its purpose, epoch and position: no draw depends on another,
// so workers can draw in any order, and training can resume anywhere.
const (
	drawInitial   = iota // initial input vectors
	drawTokens           // subsampling and windows
	drawNegatives        // negative samples
	drawHeldOut          // held-out sentences
	drawOrder            // order of the sequence of negative samples
)
