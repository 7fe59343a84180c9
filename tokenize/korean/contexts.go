package korean

import (
	"cmp"
	"slices"
)

// contexts holds the costs of pairs of neighbours, by context ids. The ids of the
// dictionary are renumbered: ids whose costs are all the same are one, and frequent ids are
// small, so that most of the costs that a text needs are near each other in memory.
type contexts struct {
	// connection[left·rights+right] is the cost of a pair of neighbours, where right is the
	// right context id of the first entry and left the left context id of the second.
	connection    []int16
	lefts, rights int
	least         []int16 // by left context id: the least of the costs

	begin int16 // right context id of the beginning of a text
	end   int16 // left context id of the end of a text

	newLeft, newRight []int16 // by the dictionary's id
}

// costsBefore returns the costs of the pairs whose second entry has a left context id, by
// the right context id of the first.
func (c *contexts) costsBefore(left int16) []int16 {
	return c.connection[int(left)*c.rights:][:c.rights]
}

// newContexts returns the contexts of the dictionary's matrix, which has a row of rights
// costs for each left context id. The frequency of an id is estimated from the costs of the
// entries that have it.
func newContexts(matrix []int16, rights int, morphs []morph) contexts {
	lefts := len(matrix) / rights
	left, right := make([]int64, lefts), make([]int64, rights)
	for _, m := range morphs {
		n := frequency(m.cost)
		left[m.left] += n
		right[m.right] += n
	}
	oldLeft, newLeft := renumbered(equalRows(matrix, lefts, rights), left)
	oldRight, newRight := renumbered(equalColumns(matrix, lefts, rights), right)
	c := contexts{connection: make([]int16, 0, len(oldLeft)*len(oldRight)), lefts: len(oldLeft),
		rights: len(oldRight), begin: newRight[0], end: newLeft[0], newLeft: newLeft, newRight: newRight}
	for _, l := range oldLeft {
		row := matrix[l*rights:][:rights]
		for _, r := range oldRight {
			c.connection = append(c.connection, row[r])
		}
		c.least = append(c.least, slices.Min(row))
	}
	return c
}

// frequency returns a number that falls by half when the cost rises by 512. The costs of
// MeCab's dictionaries are logarithms of probabilities.
func frequency(cost int32) int64 { return 1 << min(max(20-cost/512, 0), 30) }

// hash adds a cost to a hash of costs (FNV-1a).
func hash(h uint64, cost int16) uint64 { return (h ^ uint64(uint16(cost))) * 1099511628211 } //nolint:gosec // bits

// equalRows returns, for each row of a matrix, the first row that equals it.
func equalRows(matrix []int16, rows, columns int) []int {
	first, of := make([]int, rows), map[uint64]int{}
	for i := range first {
		row := matrix[i*columns:][:columns]
		h := uint64(0)
		for _, cost := range row {
			h = hash(h, cost)
		}
		if j, ok := of[h]; ok && slices.Equal(row, matrix[j*columns:][:columns]) {
			first[i] = j
			continue
		}
		first[i], of[h] = i, i
	}
	return first
}

// equalColumns returns, for each column of a matrix, the first column that equals it.
func equalColumns(matrix []int16, rows, columns int) []int {
	hashes := make([]uint64, columns)
	for i := range rows {
		for j, cost := range matrix[i*columns:][:columns] {
			hashes[j] = hash(hashes[j], cost)
		}
	}
	first, of := make([]int, columns), map[uint64]int{}
	for j, h := range hashes {
		k, ok := of[h]
		if !ok {
			of[h], k = j, j
		}
		first[j] = k
	}
	for i := range rows {
		row := matrix[i*columns:][:columns]
		for j, k := range first {
			if row[j] != row[k] {
				first[j] = j // equal hashes of different columns
			}
		}
	}
	return first
}

// renumbered returns the old ids in the order of the new ones, the most frequent first, and
// the new id of each old id. first is the id that stands for an id.
func renumbered(first []int, count []int64) (old []int, renumber []int16) {
	total := make([]int64, len(first))
	for id, as := range first {
		total[as] += count[id]
		if as == id {
			old = append(old, id)
		}
	}
	slices.SortStableFunc(old, func(a, b int) int { return cmp.Compare(total[b], total[a]) })
	renumber = make([]int16, len(first))
	for n, id := range old {
		renumber[id] = int16(n) //nolint:gosec // ids are int16
	}
	for id, as := range first {
		renumber[id] = renumber[as]
	}
	return old, renumber
}

// renumber gives all morphs of the dictionary the new context ids.
func (d *dictionary) renumber() {
	for i := range d.morphs {
		d.renumbered(&d.morphs[i])
	}
	for key, m := range d.mostCommon {
		d.renumbered(&m)
		d.mostCommon[key] = m
	}
	for _, m := range []*morph{&d.letters, &d.number, &d.symbol, &d.chinese, &d.unknown, &d.jamo} {
		d.renumbered(m)
	}
}

// renumbered gives a morph the new context ids.
func (c *contexts) renumbered(m *morph) { m.left, m.right = c.newLeft[m.left], c.newRight[m.right] }
