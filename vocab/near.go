package vocab

// This file finds words with a similar spelling. Hangul is compared by letters: 고양이
// and 고앙이 differ in one of seven letters, not in one of three syllables.

import "context"

// Near returns up to n words of the vocabulary with a spelling similar to that of word,
// by ascending edit distance and then by id. The edit distance (Damerau 1964) is the number
// of letters inserted, deleted, substituted or transposed with their neighbour; the
// letters of a Hangul syllable are its jamo. A word is near if its distance is at most
// two fifths of the number of letters of word; a distance of 1 is always near.
//
// The first call makes an index of the vocabulary of 12 bytes for each word. Near returns
// the error of ctx soon after ctx is done.
func (v *Vocab) Near(ctx context.Context, word string, n int) ([]string, error) {
	all, err := v.NearAll(ctx, []string{word}, n)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// NearAll returns the result of Near for each of words. It returns the error of ctx soon
// after ctx is done, and lets other goroutines run in between.
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

// Hangul syllables are composed of a leading consonant, a vowel and an optional trailing
// consonant (The Unicode Standard, section 3.12). The syllable with leading consonant l,
// vowel v and trailing consonant t, counted from 0, has the code point hangulFirst +
// (l·vowels + v)·tails + t; t = 0 means no trailing consonant.
const (
	hangulFirst, hangulLast = 0xAC00, 0xD7A3
	leadFirst, vowelFirst   = 0x1100, 0x1161
	tailBefore              = 0x11A7
	vowels, tails           = 21, 28
)

// appendLetters appends the letters of a word to dst, those of Hangul syllables as jamo.
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
