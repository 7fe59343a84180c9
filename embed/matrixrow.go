package embed

// This file computes means of rows of File.Matrices, such as the output
// vectors.

import (
	"fmt"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/vocab"
)

// MeanRow sets dst to the mean of rows of the matrix f.Matrices[name], such as
// the output vectors:
//
//	dst = (1 / |ids|) Σ rows
//
// The sum is in float32, in the order of ids; without ids it is zero. dst has the length of
// a row. A name that the file lacks, another length, an id outside the matrix, a number
// that is not finite and a mapped file that cannot be read are errors.
func (f *File) MeanRow(dst []float32, name string, ids []vocab.ID) error {
	m, ok := f.Matrices[name]
	if !ok || m.Cols != len(dst) {
		return fmt.Errorf("embed: there is no matrix %q with rows of %d numbers", name, len(dst))
	}
	clear(dst)
	for _, id := range ids {
		if id < 0 || int(id) >= m.Rows {
			return fmt.Errorf("embed: row %d of the matrix %q, which has %d", id, name, m.Rows)
		}
		err := f.Table.guard(func() {
			for d, x := range linalg.Row(m, int(id)) {
				dst[d] += x
			}
		})
		if err != nil {
			return err
		}
	}
	for d := range dst {
		if len(ids) > 1 {
			dst[d] /= float32(len(ids))
		}
		if dst[d]-dst[d] != 0 {
			return fmt.Errorf("embed: number %d of row %d of the matrix %q is %v, not a finite number",
				d+1, ids[0], name, dst[d])
		}
	}
	return nil
}
