package vocab

// This file computes edit distances with transpositions of neighbours (Damerau 1964).
// Words of at most 64 letters are compared by bit-parallel arithmetic, a column of
// the matrix of distances in a few operations (Myers 1999; Hyyrö 2003).

// A pattern is a word that is prepared to be compared with many others.
type pattern struct {
	letters []rune
	// The positions of each letter as a set of bits, for up to 64 letters.
	ascii [128]uint64
	jamo  [256]uint64 // U+1100 to U+11FF
	rest  map[rune]uint64
}

// newPattern returns the pattern of a word with these letters. Beyond 64 letters the sets
// of bits stay empty, and distance uses editDistance.
func newPattern(letters []rune) *pattern {
	p := &pattern{letters: letters}
	if len(letters) > 64 {
		return p
	}
	for i, r := range letters {
		bit := uint64(1) << i
		switch {
		case r < 128:
			p.ascii[r] |= bit
		case uint32(r-leadFirst) < 256:
			p.jamo[r-leadFirst] |= bit
		default:
			if p.rest == nil {
				p.rest = map[rune]uint64{}
			}
			p.rest[r] |= bit
		}
	}
	return p
}

// positions returns the positions of a letter: bit i is set if letter i is r.
func (p *pattern) positions(r rune) uint64 {
	switch {
	case r < 128:
		return p.ascii[r]
	case uint32(r-leadFirst) < 256:
		return p.jamo[r-leadFirst]
	}
	return p.rest[r]
}

// distance returns the edit distance of the pattern and other: the least number of
// insertions, deletions, substitutions and transpositions of neighbours, where no letter
// is edited twice (optimal string alignment). If it is above limit, any number above
// limit may be returned.
func (p *pattern) distance(other []rune, limit int) int {
	if len(p.letters) > 64 {
		return editDistance(p.letters, other, limit)
	}
	return p.bitDistance(other)
}

// bitDistance computes the distance for patterns of at most 64 letters. It computes a
// column of the matrix of distances at a time, as bits of the differences between
// neighbouring rows (Hyyrö 2003, "A bit-vector algorithm for computing Levenshtein and
// Damerau edit distances", Nordic Journal of Computing 10). The time is proportional to
// len(other). distance follows the last row of the matrix from column to column: it starts
// at len(letters), the distance to the empty word.
func (p *pattern) bitDistance(other []rune) int {
	if len(p.letters) == 0 {
		return len(other)
	}
	distance, last := len(p.letters), uint64(1)<<(len(p.letters)-1)
	// Bit i of up and down is set if row i is one more or one less than the row above, bit i
	// of same if it equals its diagonal neighbour. before has the positions of the letter
	// before r.
	up, down, same, before := ^uint64(0), uint64(0), ^uint64(0), uint64(0)
	for _, r := range other {
		match := p.positions(r)
		swapped := (^same & match) << 1 & before
		same = ((match & up) + up) ^ up | match | down | swapped
		increased, decreased := down|^(same|up), same&up
		if increased&last != 0 {
			distance++
		}
		if decreased&last != 0 {
			distance--
		}
		increased, decreased = increased<<1|1, decreased<<1
		up, down, before = decreased|^(same|increased), same&increased, match
	}
	return distance
}

// editDistance computes the same distance of a and b by dynamic programming. It returns
// limit + 1 for distances above limit. Cells of the matrix that are farther than limit
// from the diagonal are above limit, so it does not compute them. The time is
// O(len(a)·limit) and the memory O(len(b)). last and before are the two rows above the
// current one; a transposition needs before.
func editDistance(a, b []rune, limit int) int {
	if max(len(a)-len(b), len(b)-len(a)) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = min(j, limit+1)
	}
	for i := range a {
		before, last, row = last, row, before
		begin, end := max(0, i-limit), min(len(b), i+limit+1)
		row[begin] = limit + 1
		if begin == 0 {
			row[0] = min(i+1, limit+1)
		}
		least := row[begin]
		for j := begin; j < end; j++ {
			d := min(last[j+1]+1, row[j]+1, last[j]+1)
			switch {
			case a[i] == b[j]:
				d = min(d, last[j])
			case i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j]:
				d = min(d, before[j-1]+1)
			}
			row[j+1] = min(d, limit+1)
			least = min(least, row[j+1])
		}
		if end < len(b) {
			row[end+1] = limit + 1
		}
		if least > limit {
			return limit + 1
		}
	}
	return row[len(b)]
}
