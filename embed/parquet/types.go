package parquet

// This file checks the types of columns.

import (
	"encoding/binary"

	"github.com/parquet-go/parquet-go"

	"github.com/w2vattn/w2vattn/embed/internal/float16"
)

// A ColumnError is the error for a column that is missing, or whose type or values cannot
// be read as words, counts or vectors. Its text says what to do.
type ColumnError struct {
	Column string
	err    error
}

// Error names the column, and says what to do.
func (e *ColumnError) Error() string { return e.err.Error() }

// numbers returns the function that converts a value of a column of vectors, and an error
// if there is none for its type.
func (c *column) numbers() (func(parquet.Value) float32, error) {
	remedy := `store lists of float32, in pandas: df["vector"] = df["vector"].map(lambda v: numpy.asarray(v, "float32"))`
	kind := c.leaf.Type().Kind()
	switch {
	case c.repetitions == 0 && (kind == parquet.ByteArray || kind == parquet.FixedLenByteArray):
		return nil, c.fault("the column vector holds bytes, not lists of numbers; store lists, in pandas: " +
			`df["vector"] = df["vector"].map(lambda b: numpy.frombuffer(b, "<f4"))`)
	case c.repetitions != 1:
		return nil, c.fault("the column vector has the type %s, not a list of numbers; %s", c.typeName(), remedy)
	case kind == parquet.Float:
		return parquet.Value.Float, nil
	case kind == parquet.Double:
		return func(v parquet.Value) float32 { return float32(v.Double()) }, nil
	case kind == parquet.FixedLenByteArray && c.isFloat16():
		return func(v parquet.Value) float32 { return float16.ToFloat32(binary.LittleEndian.Uint16(v.ByteArray())) }, nil
	}
	return nil, c.fault("the column vector has lists of %s, not of float32 or float64; %s", c.typeName(), remedy)
}

// checkWords returns an error if a column does not hold strings.
func (c *column) checkWords() error {
	if c.repetitions > 0 || c.leaf.Type().Kind() != parquet.ByteArray {
		return c.fault("the column word has the type %s, not string; convert it, in pandas: "+
			`df["word"] = df["word"].astype(str)`, c.typeName())
	}
	return nil
}

// checkCounts returns an error if a column does not hold integers.
func (c *column) checkCounts() error {
	kind := c.leaf.Type().Kind()
	if c.repetitions > 0 || kind != parquet.Int64 && kind != parquet.Int32 {
		return c.fault("the column count has the type %s, not int64; convert it, in pandas: "+
			`df["count"] = df["count"].astype("int64")`, c.typeName())
	}
	return nil
}

// checkValue returns an error if v is not a number.
func (c *column) checkValue(v parquet.Value) error {
	switch d := v.DefinitionLevel(); {
	case d == c.definitions:
		return nil
	case d == c.definitions-1 && c.leaf.Optional():
		return c.fault("the vector contains null; leave the row out, or fill in a number")
	}
	return c.fault("the vector is null or empty; leave such rows out, in pandas: " +
		`df = df[df["vector"].str.len() > 0]`)
}
