package npy

import "fmt"

// A Matrix reads an array of two dimensions row by row. If the rows come first
// in the array, one row is in memory at a time; if the columns come first, the
// whole array is.
type Matrix struct {
	array   *Array
	columns []float32 // the whole array, if its columns come first
	row     int64     // the next row
	skipped int64     // rows before it that are still to be read
}

// NewMatrix returns a Matrix of the numbers of a. It returns an error if the
// array has elements of another kind than f or another number of dimensions
// than two, or if an array whose columns come first cannot be read.
func NewMatrix(a *Array) (*Matrix, error) {
	if a.Kind != 'f' || len(a.Shape) != 2 {
		return nil, fmt.Errorf("the array has elements of type %s and the shape %v, expected two dimensions of "+
			"numbers of type f", a.Type, a.Shape)
	}
	m := &Matrix{array: a}
	if a.Fortran && a.Shape[0] > 1 && a.Shape[1] > 1 {
		return m, m.readColumns()
	}
	return m, nil
}

// readColumns reads the whole array. Its memory grows with what was read.
func (m *Matrix) readColumns() error {
	rows, columns := m.array.Shape[0], m.array.Shape[1]
	for range columns {
		for left := rows; left > 0; {
			part := make([]float32, min(left, 1<<16))
			if err := m.array.Floats(part, len(part)); err != nil {
				return err
			}
			m.columns = append(m.columns, part...)
			left -= int64(len(part))
		}
	}
	return nil
}

// Next fills vector, of as many numbers as a row has, with the next row, or skips the row
// if vector is nil. Skipped rows are not read before a later row is wanted. Do not call it
// after the last row.
func (m *Matrix) Next(vector []float32) error {
	row := m.row
	m.row++
	if m.columns != nil {
		for i := range vector {
			vector[i] = m.columns[int64(i)*m.array.Shape[0]+row]
		}
		return nil
	}
	if vector == nil {
		m.skipped++
		return nil
	}
	for ; m.skipped > 0; m.skipped-- {
		if err := m.array.Floats(nil, len(vector)); err != nil {
			return err
		}
	}
	return m.array.Floats(vector, len(vector))
}

// Rest reads the rows that were not read yet and returns the number of bytes
// that follow the array.
func (m *Matrix) Rest() (int64, error) {
	if m.columns == nil {
		for m.skipped += m.array.Shape[0] - m.row; m.skipped > 0; m.skipped-- {
			if err := m.array.Floats(nil, int(m.array.Shape[1])); err != nil {
				return 0, err
			}
		}
		m.row = m.array.Shape[0]
	}
	return m.array.Rest()
}
