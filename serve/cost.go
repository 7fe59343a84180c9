package serve

// This file estimates the memory of a request before it is computed. Requests take
// their estimate from a common budget and are refused (429) when it is used up, so
// that many large requests at once slow clients down instead of ending the process.

// Approximate sizes of the parts of a request, in bytes. They are rounded up from the
// sizes of the Go types and of typical numbers as text; the budget needs no exact ones.
const (
	tokenBytes     = 64 // a token, its text and flags
	cellBytes      = 9  // a score, a weight and whether it is visible
	cellText       = 24 // the two numbers of a cell as JSON
	numberText     = 12 // a number of a vector as JSON
	packedText     = 6  // a weight in base64
	neighbourBytes = 64 // one of the nearest words
)

// attendBytes estimates how many bytes a request holds until its answer is written:
// the vectors of its n tokens and its queries, D numbers of 4 bytes each, the matrix
// of scores and weights, the nearest words, and the answer as JSON, or one piece of
// it if it is large. With one query there is one vector for each token; with a matrix
// there are five, see below.
//
//	4 D vectors (n + len(to)) + 64 (n + len(to)) + 9 rows n + 64 rows nearest + the text of the tokens
//
// A sentence of 20 tokens with one query, 100 dimensions and 5 nearest words takes
// 4·100·20 + 64·20 + 9·20 + 64·5 bytes, about 10 kB.
func attendBytes(c *attendRequest, to, tokens []string, d int) int {
	n, rows, vectors := len(tokens), 1, 1
	all := n + len(to)
	switch {
	case c.To != nil:
		rows, vectors = len(to), 5
	case c.Self:
		rows, vectors = n, 5 // contexts, a copy of them as questions, blocks of keys and values
	}
	bytes := 4*all*d*vectors + tokenBytes*all + cellBytes*rows*n + neighbourBytes*rows*c.Nearest
	// Tokens of unusual length count by their bytes; the others are within
	// tokenBytes.
	for _, list := range [][]string{to, tokens} {
		for _, t := range list {
			bytes += len(t)
		}
	}
	text := cellText*rows*n + numberText*rows*d
	if c.Packed {
		text = packedText * rows * n
	}
	// A small answer is held as a whole, so that its length can be sent; a large one
	// is written in pieces while it is computed.
	if bytes+text <= smallAnswer {
		return bytes + text
	}
	return bytes + pieceBytes
}
