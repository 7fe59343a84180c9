package vocab

import "context"

// Near returns up to n words of the vocabulary that are spelt like word, the
// likest first and equally like ones by number. Likeness is the edit distance
// (Damerau 1964: letters inserted, left out, exchanged, or swapped with their
// neighbour), for Hangul counted in jamo, the letters of a syllable. Words that
// differ in more than two fifths of their letters are not near.
//
// The first call makes an index of the vocabulary, which takes 12 bytes a word.
// Near stops soon after ctx ends and returns the error of ctx.
func (v *Vocab) Near(ctx context.Context, word string, n int) ([]string, error) {
	all, err := v.NearAll(ctx, []string{word}, n)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// NearAll returns what Near returns for each of words. It stops soon after ctx
// ends, with the error of ctx, and lets other goroutines run in between.
func (v *Vocab) NearAll(ctx context.Context, words []string, n int) ([][]string, error) {
	x, err := v.nearIndex(ctx)
	if err != nil {
		return nil, err
	}
	all := make([][]string, len(words))
	for i, word := range words {
		if err := checkContext(ctx); err != nil {
			return nil, err
		}
		letters := appendLetters(nil, word)
		if len(letters) == 0 {
			continue
		}
		s := newNearSearch(v, x, letters, n)
		if err := s.run(ctx); err != nil {
			return nil, err
		}
		all[i] = s.words()
	}
	return all, nil
}

// Hangul syllables are composed of a lead, a vowel and perhaps a tail (The
// Unicode Standard, section 3.12).
const (
	hangulFirst, hangulLast = 0xAC00, 0xD7A3
	leadFirst, vowelFirst   = 0x1100, 0x1161
	tailBefore              = 0x11A7
	vowels, tails           = 21, 28
)

// appendLetters appends the letters of a word to dst, Hangul syllables as jamo.
func appendLetters[W stringOrBytes](dst []rune, word W) []rune {
	for _, r := range string(word) {
		if r < hangulFirst || r > hangulLast {
			dst = append(dst, r)
			continue
		}
		s := r - hangulFirst
		dst = append(dst, leadFirst+s/(vowels*tails), vowelFirst+s/tails%vowels)
		if tail := s % tails; tail != 0 {
			dst = append(dst, tailBefore+tail)
		}
	}
	return dst
}
