package doctor

// maxDistinct is how many hashes of lines are kept: some 16 MB of them, and an
// error of 1/√maxDistinct, 0.15 %, in the number of different lines.
const maxDistinct = 1 << 19

// A distinctCounter counts different lines in bounded memory. It keeps the hashes that
// end in level zero bits, which one in 2^level of the different lines has, and
// begins a new level when there are too many of them (Gibbons, "Distinct
// sampling for highly-accurate answers to distinctCounter values queries and event
// reports", VLDB 2001). The zero value is ready to use.
type distinctCounter struct {
	seen  map[uint64]struct{}
	level uint
}

// add adds the hash of a line and reports whether it is new, as far as is known.
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

// oneIn says that one in so many different lines is looked at.
func (d *distinctCounter) oneIn() int64 { return 1 << d.level }

// repeated returns how many of so many lines were there before: exactly on
// level 0, else about.
func (d *distinctCounter) repeated(lines int64) int64 {
	return max(0, lines-int64(len(d.seen))<<d.level)
}

// FNV-1a, 64 bits, of a text that comes in pieces. Its last bits depend on the
// last bits of each byte alone, so distinct takes splitmix.Mix of it.
const (
	hashBasis = 0xcbf29ce484222325
	hashPrime = 0x100000001b3
)

// extendHash goes on with a hash.
func extendHash(hash uint64, text string) uint64 {
	for i := range len(text) {
		hash = (hash ^ uint64(text[i])) * hashPrime
	}
	return hash
}
