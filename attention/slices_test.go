package attention_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/attention"
)

// The query has the direction of two of the keys, which get most of the weight.
func ExampleAttendSlices() {
	query := []float32{0, 1}
	keys := [][]float32{{1, 0}, {0, 1}, {0, 1}}
	values := [][]float32{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}
	weights, context := attention.AttendSlices(query, keys, values, attention.Options{})
	fmt.Printf("%.3f\n%.3f\n", weights, context)
	// Output:
	// [0.155 0.422 0.422]
	// [0.155 0.422 0.422]
}

// TestSlices checks that the numbers equal those of matrices, to the bit.
func TestSlices(t *testing.T) {
	x := blas32.General{Rows: 3, Cols: 2, Stride: 2, Data: []float32{1, .5, -2, 3, .25, 4}}
	rows := [][]float32{{1, .5}, {-2, 3}, {.25, 4}}
	query := []float32{.5, -1}
	o := attention.Options{Score: attention.Scaled, Temperature: 2, Mask: []bool{true, false, true}}
	want := attention.Attend(query, x, x, o)
	weights, context := attention.AttendSlices(query, rows, rows, o)
	if !slices.Equal(weights, want.Weights) || !slices.Equal(context, want.Context) {
		t.Errorf("%v, %v: want %v, %v", weights, context, want.Weights, want.Context)
	}
	self := attention.SelfAttend(x, attention.SelfOptions{Causal: true})
	matrix, contexts := attention.SelfAttendSlices(rows, attention.SelfOptions{Causal: true})
	if !slices.Equal(slices.Concat(matrix...), self.Weights.Data) || !slices.Equal(slices.Concat(contexts...),
		self.Context.Data) {
		t.Errorf("%v, %v: want %v, %v", matrix, contexts, self.Weights.Data, self.Context.Data)
	}
	if weights, context := attention.AttendSlices(query, nil, nil,
		attention.Options{}); len(weights)+len(context) != 0 {
		t.Errorf("of no keys: %v, %v", weights, context)
	}
}

// TestUnevenSlices checks the message of the panic for rows of different lengths.
func TestUnevenSlices(t *testing.T) {
	defer func() {
		if what := fmt.Sprint(recover()); !strings.Contains(what, "number 1 has length 1") {
			t.Error(what)
		}
	}()
	attention.AttendSlices([]float32{1, 2}, [][]float32{{1, 2}, {1}}, [][]float32{{1}, {2}}, attention.Options{})
}
