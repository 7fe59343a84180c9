package word2vec

import (
	"fmt"
	"slices"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/internal/sampling"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/internal/splitmix"
	"github.com/w2vattn/w2vattn/vocab"
)

// TestPrepare compares chunks with the definitions of CBOW and skip-gram.
func TestPrepare(t *testing.T) {
	for _, window := range []int{1, 5, 8, 9, 20, 30} {
		for _, arch := range []string{CBOW, SkipGram} {
			c := fast()
			c.Arch, c.Window, c.Sample, c.HeldOut = arch, window, 5e-3, .1
			waits := window == 8 // rows, at a high learning rate; the next ones go first
			if !waits {
				c.Alpha = c.MinAlpha
			}
			b := newTestTrainer(t, long(t, 6000), c)
			sentences := 0
			var words []corpus.Range
			words = append(words, b.ranges...)
			for _, r := range words {
				chunk := b.workers[0].prepared[0]
				if err := b.prepare(chunk, 3, r); err != nil {
					t.Fatal(err)
				}
				var want, got []string
				var buffer []vocab.ID
				ids, _ := b.text.IDs.Read(r, &buffer)
				token, sentence := r.Token, r.Sentence
				for len(ids) > 0 {
					n := slices.Index(ids, corpus.End)
					if !b.heldOut(sentence) {
						want = append(want, definition(b, ids[:n], token)...)
					}
					ids, token, sentence, sentences = ids[n+1:], token+int64(n), sentence+1, sentences+1
				}
				p := chunk.plan
				for i := range chunk.blocks * p.Rows {
					if p.Size[i] != 0 && b.groups.targets > 0 {
						got = append(got, pairsOf(p, i)...)
					} else if p.Size[i] != 0 {
						got = append(got, fmt.Sprint(p.Target[i], contextOf(p, i)))
					}
				}
				if waits {
					slices.Sort(got)
					slices.Sort(want)
				}
				if !slices.Equal(got, want) {
					t.Fatalf("window %d, %s: chunk at token %d: got %v, want %v", window, arch, r.Token, got, want)
				}
				if b.groups.targets > 0 {
					checkFactors(t, b, p, chunk.blocks)
				} else {
					checkNegatives(t, p, chunk.blocks)
				}
			}
			if sentences != b.text.IDs.Len() {
				t.Errorf("%d sentences in the ranges, want %d", sentences, b.text.IDs.Len())
			}
		}
	}
}

// contextOf returns the words of a row's context.
func contextOf(p *simd.Plan, i int) (words []int32) {
	for at := p.First[i]; len(words) < int(p.Size[i]); at++ {
		if at != p.Skip[i] {
			words = append(words, p.Words[at])
		}
	}
	return words
}

// definition returns the targets and contexts of a sentence in the third epoch.
func definition(b *batched, ids []vocab.ID, token int64) []string {
	var kept []vocab.ID
	var radius []int
	for i, id := range ids {
		draw := splitmix.Next(sampling.Stream(b.config.Seed, drawTokens, 3) + uint64(token) + uint64(i))
		if id != vocab.Unknown && uint32(draw) <= b.keep[id] {
			kept, radius = append(kept, id), append(radius, 1+int(draw>>32*uint64(b.config.Window)>>32))
		}
	}
	var rows []string
	for i, target := range kept {
		var context []vocab.ID
		for j := i - radius[i]; j <= i+radius[i]; j++ {
			if j >= 0 && j < len(kept) && j != i {
				context = append(context, kept[j])
			}
		}
		for _, word := range context {
			if b.config.Arch == SkipGram {
				rows = append(rows, fmt.Sprint(target, []vocab.ID{word}))
			}
		}
		if b.config.Arch == CBOW && len(context) > 0 {
			rows = append(rows, fmt.Sprint(target, context))
		}
	}
	return rows
}

// checkNegatives checks that half of each block's negatives are those of the previous
// block.
func checkNegatives(t *testing.T, p *simd.Plan, blocks int) {
	t.Helper()
	for block := 1; block < blocks; block++ {
		before, here := p.Negative[(block-1)*p.Pitch:], p.Negative[block*p.Pitch:]
		if !slices.Equal(before[p.Shared/2:p.Shared], here[:p.Shared/2]) {
			t.Fatalf("block %d has the negatives %v after %v", block, here[:p.Shared], before[:p.Shared])
		}
	}
}
