package embed_test

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// withOutputs returns a file of two words with the matrix of output vectors.
func withOutputs() *embed.File {
	words, err := vocab.New([]string{"cat", "dog"}, []int64{2, 1})
	if err != nil {
		panic(err)
	}
	table, err := embed.New(words, blas32.General{Rows: 2, Cols: 1, Stride: 1, Data: []float32{1, 2}})
	if err != nil {
		panic(err)
	}
	outputs := blas32.General{Rows: 2, Cols: 2, Stride: 2, Data: []float32{1, 2, 3, 6}}
	return &embed.File{Table: table, Matrices: map[string]blas32.General{"outputs": outputs}}
}

// TestMeanRow: the mean of no row, of one and of several; wrong names, lengths, ids and numbers are
// errors.
func TestMeanRow(t *testing.T) {
	f := withOutputs()
	for _, c := range []struct {
		ids  []vocab.ID
		want [2]float32
	}{{nil, [2]float32{}}, {[]vocab.ID{1}, [2]float32{3, 6}}, {[]vocab.ID{0, 1}, [2]float32{2, 4}}} {
		dst := []float32{9, 9}
		if err := f.MeanRow(dst, "outputs", c.ids); err != nil || [2]float32(dst) != c.want {
			t.Errorf("%v: %v, %v", c.ids, dst, err)
		}
	}
	dst := make([]float32, 2)
	if f.MeanRow(dst, "contexts", nil) == nil || f.MeanRow(dst[:1], "outputs", nil) == nil ||
		f.MeanRow(dst, "outputs", []vocab.ID{2}) == nil || f.MeanRow(dst, "outputs", []vocab.ID{vocab.Unknown}) == nil {
		t.Error("a wrong name, length or id is no error")
	}
	f.Matrices["outputs"].Data[1] = float32(math.NaN())
	if err := f.MeanRow(dst, "outputs", []vocab.ID{0}); err == nil {
		t.Error("NaN is no error")
	}
}

func ExampleFile_MeanRow() {
	dst := make([]float32, 2)
	if err := withOutputs().MeanRow(dst, "outputs", []vocab.ID{0, 1}); err != nil {
		panic(err)
	}
	fmt.Println(dst)
	// Output: [2 4]
}
