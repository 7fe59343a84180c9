package doctor

// This file counts distinct lines in bounded memory by adaptive sampling (Wegman;
// Flajolet 1990): only hashes that end in L zero bits are kept, and L grows when the
// set is full. With k stored hashes there are about k·2^L distinct lines.

// maxDistinct is the largest number of hashes that are stored. They take about 16 MB,
// and the standard error of the number of distinct lines is 1/√maxDistinct, 0.14 %.
const maxDistinct = 1 << 19

// A distinctCounter counts different lines in bounded memory. It keeps the hashes that
// end in level zero bits, which one in 2^level of the different lines has, and
// begins a new level when there are too many of them (Gibbons, "Distinct
// sampling for highly-accurate answers to distinct values queries and event
// reports", VLDB 2001). The zero value is ready to use.
type distinctCounter struct {
	seen  map[uint64]struct{}
	level uint
}

// add adds the hash of a line. It reports false if an equal hash is stored, so the line is
// certainly repeated, up to collisions of 64-bit hashes. A hash that is not sampled at the
// present level is ignored, so some repeated lines are reported as new.
func (d *distinctCounter) add(hash uint64) bool {
	if hash&(1<<d.level-1) != 0 {
		return true
	}
	if _, known := d.seen[hash]; known {
		return false
	}
	if d.seen == nil {
		d.seen = map[uint64]struct{}{}
	}
	d.seen[hash] = struct{}{}
	for len(d.seen) > maxDistinct {
		d.level++
		for h := range d.seen {
			if h&(1<<d.level-1) != 0 {
				delete(d.seen, h)
			}
		}
	}
	return true
}

// oneIn returns n if one in n distinct lines is stored.
func (d *distinctCounter) oneIn() int64 { return 1 << d.level }

// repeated returns how many of lines lines, which were all added, equal an earlier one. The
// number is exact as long as oneIn is 1, and an estimate afterwards. The number of distinct
// lines is estimated as the number of stored hashes times 2^level.
func (d *distinctCounter) repeated(lines int64) int64 {
	return max(0, lines-int64(len(d.seen))<<d.level)
}

// The parameters of FNV-1a, 64 bits. Its low bits depend only on the low bits of each
// byte, so distinctCounter is given splitmix.Mix of it.
const (
	hashBasis = 0xcbf29ce484222325
	hashPrime = 0x100000001b3
)

// extendHash returns the FNV-1a hash of a text and the text after it: hash is that of the
// first, or hashBasis.
func extendHash(hash uint64, text string) uint64 {
	for i := range len(text) {
		hash = (hash ^ uint64(text[i])) * hashPrime
	}
	return hash
}
