package embed

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestWordsThatStandTwice checks that the first row of each word stays with its vector, for
// repeated words at any place.
func TestWordsThatStandTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 3*idBlock).Draw(t, "rows")
		different := rapid.IntRange(1, n).Draw(t, "words")
		var file strings.Builder
		fmt.Fprintf(&file, "%d 2\n", n)
		var want []string
		seen := map[string]bool{}
		var vectors []float32
		state := rapid.Uint32().Draw(t, "seed")
		for i := range n {
			state = state*1664525 + 1013904223
			word := fmt.Sprint("w", int(state>>8)%different)
			fmt.Fprintf(&file, "%s %d %d\n", word, i, -i)
			if !seen[word] {
				seen[word], want, vectors = true, append(want, word), append(vectors, float32(i), float32(-i))
			}
		}
		f, err := Read(strings.NewReader(file.String()), Word2VecText)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, w := range f.Table.Vocab().All() {
			got = append(got, w)
		}
		if !slices.Equal(got, want) || !slices.Equal(f.Table.Matrix().Data, vectors) || f.Duplicates != n-len(want) {
			t.Fatalf(
				"of %d rows %d words stay, %d stood twice; want %d and %d",
				n,
				len(got),
				f.Duplicates,
				len(want),
				n-len(want),
			)
		}
	})
}
