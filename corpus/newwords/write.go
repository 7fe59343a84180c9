package newwords

// This file writes new words as a user dictionary, which a person reads and corrects
// before it is used.

import (
	"bufio"
	"fmt"
	"io"
)

// WriteDictionary writes words as a user dictionary of package korean: a line for each
// word with its tag, NNG, and its numbers in a comment. The error is that of w.
func WriteDictionary(w io.Writer, words []Word) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, "# New words, the best first. Remove the lines of those that are not words.")
	fmt.Fprintln(out, "# word,TAG  # score, count, cohesion, entropy, particles")
	for _, x := range words {
		fmt.Fprintf(out, "%s,NNG  # %.4f, %d, %.4f, %.4f, %d\n", x.Word, x.Score, x.Count, x.Cohesion, x.Entropy,
			x.Particles)
	}
	return out.Flush()
}
