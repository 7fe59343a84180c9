package vocab

import (
	"cmp"
	"slices"
)

// Near returns up to n words of the vocabulary that are spelt like word, the
// likest first and equally like ones by number. Likeness is the edit distance
// (Damerau 1964: letters inserted, left out, exchanged, or swapped with their
// neighbour), for Hangul counted in jamo, the letters of a syllable. Words that
// differ in more than two fifths of their letters are not near.
func (v *Vocab) Near(word string, n int) []string {
	type candidate struct {
		id       ID
		distance int
	}
	var near []candidate
	letters := spell(nil, word)
	if len(letters) == 0 {
		return nil
	}
	limit := max(1, 2*len(letters)/5)
	var other []rune
	for id, w := range v.All() {
		other = spell(other[:0], w)
		if abs(len(other)-len(letters)) > limit {
			continue
		}
		if d := editDistance(letters, other); d <= limit {
			near = append(near, candidate{id, d})
		}
	}
	slices.SortStableFunc(near, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	words := make([]string, 0, n)
	for _, c := range near[:min(n, len(near))] {
		words = append(words, v.Word(c.id))
	}
	return words
}

func abs(n int) int { return max(n, -n) }

// Hangul syllables are composed of a lead, a vowel and perhaps a tail (The
// Unicode Standard, section 3.12).
const (
	hangulFirst, hangulLast = 0xAC00, 0xD7A3
	leadFirst, vowelFirst   = 0x1100, 0x1161
	tailBefore              = 0x11A7
	vowels, tails           = 21, 28
)

// spell appends the letters of a word to dst, Hangul syllables as jamo.
func spell(dst []rune, word string) []rune {
	for _, r := range word {
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

// editDistance counts the insertions, deletions, substitutions and swaps of
// neighbours that turn a into b, each letter touched once.
func editDistance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before, last, row = last, row, before
		row[0] = i + 1
		for j := range b {
			d := min(last[j+1]+1, row[j]+1)
			switch {
			case a[i] == b[j]:
				d = min(d, last[j])
			case i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j]:
				d = min(d, last[j]+1, before[j-1]+1)
			default:
				d = min(d, last[j]+1)
			}
			row[j+1] = d
		}
	}
	return row[len(b)]
}
