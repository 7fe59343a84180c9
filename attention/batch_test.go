package attention_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/linalg"
)

// sentences returns inputs of 1 to 30 tokens, some of them masked.
func sentences(n int) ([]attention.Input, []attention.SelfInput) {
	r := rand.New(rand.NewPCG(5, 6))
	inputs, selves := make([]attention.Input, n), make([]attention.SelfInput, n)
	for i := range inputs {
		m := 1 + r.IntN(30)
		x, mask := normal(r, m, 12), make([]bool, m)
		for j := range mask {
			mask[j] = r.IntN(4) > 0
		}
		inputs[i] = attention.Input{Query: linalg.Row(normal(r, 1, 12), 0), Keys: x, Values: normal(r, m, 5),
			Mask: mask}
		selves[i] = attention.SelfInput{X: x, Mask: mask}
	}
	return inputs, selves
}

// TestAllIsEachByItself checks that results are in the order of the inputs and equal to the
// bit, in whatever order cores take sentences and whatever the results held before.
func TestAllIsEachByItself(t *testing.T) {
	for _, n := range []int{0, 1, 16, 17, 500} {
		inputs, selves := sentences(n)
		o := attention.Options{Score: attention.Scaled, Temperature: attention.Auto, Mask: []bool{true}}
		so := attention.SelfOptions{Score: attention.Scaled, Causal: true}
		results, err := attention.AttendAll(t.Context(), inputs, o)
		if err != nil {
			t.Fatal(err)
		}
		others, err := attention.SelfAttendAll(t.Context(), selves, so)
		if err != nil {
			t.Fatal(err)
		}
		if err := attention.SelfAttendAllTo(t.Context(), others, selves, so); err != nil {
			t.Fatal(err)
		}
		for i := range n {
			o.Mask, so.Mask = inputs[i].Mask, selves[i].Mask
			if want := attention.Attend(inputs[i].Query, inputs[i].Keys, inputs[i].Values,
				o); !reflect.DeepEqual(results[i], want) {
				t.Fatalf("sentence %d of %d: %v, want %v", i, n, results[i], want)
			}
			if want := attention.SelfAttend(selves[i].X, so); !reflect.DeepEqual(others[i], want) {
				t.Fatalf("sentence %d of %d: %v, want %v", i, n, others[i], want)
			}
		}
	}
}

// TestAllAllocatesNothing checks that a thousand sentences allocate as little as forty.
func TestAllAllocatesNothing(t *testing.T) {
	allocations := func(n int) float64 {
		inputs, selves := sentences(n)
		results, others := make([]attention.Result, n), make([]attention.SelfResult, n)
		return testing.AllocsPerRun(5, func() {
			if err := errors.Join(attention.AttendAllTo(t.Context(), results, inputs, attention.Options{}),
				attention.SelfAttendAllTo(t.Context(), others, selves, attention.SelfOptions{})); err != nil {
				t.Fatal(err)
			}
		})
	}
	if few, many := allocations(40), allocations(1000); many > few {
		t.Errorf("%v allocations for 1000 sentences, %v for 40", many, few)
	}
}

// TestAllStops checks that no sentence is begun once the context is done, and that shapes
// that do not match panic in the goroutine of the caller.
func TestAllStops(t *testing.T) {
	inputs, _ := sentences(100)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	results := make([]attention.Result, len(inputs))
	if err := attention.AttendAllTo(ctx, results, inputs, attention.Options{}); !errors.Is(err, context.Canceled) ||
		results[0].Weights != nil {
		t.Errorf("%v, and weights %v", err, results[0].Weights)
	}
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	inputs[77].Query = nil
	attention.AttendAll(t.Context(), inputs, attention.Options{})
}

// BenchmarkAttendAll computes the attention over sentences of 20 tokens × 100 numbers.
func BenchmarkAttendAll(b *testing.B) {
	inputs := make([]attention.Input, 10_000)
	r := rand.New(rand.NewPCG(7, 8))
	for i := range inputs {
		x := normal(r, 20, 100)
		inputs[i] = attention.Input{Query: linalg.Row(x, 0), Keys: x, Values: x}
	}
	results := make([]attention.Result, len(inputs))
	attention.AttendAllTo(b.Context(), results, inputs, attention.Options{}) // allocates the buffers
	b.ReportAllocs()
	for b.Loop() {
		if err := attention.AttendAllTo(b.Context(), results, inputs,
			attention.Options{Score: attention.Scaled}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*len(inputs))/b.Elapsed().Seconds(), "sentences/s")
}

func ExampleAttendAll() {
	question := []float32{1, 0}
	first, second := matrix([]float32{2, 0}, []float32{0, 2}), matrix([]float32{1, 1}, []float32{1, -1},
		[]float32{9, 9})
	results, err := attention.AttendAll(context.Background(), []attention.Input{
		{Query: question, Keys: first, Values: first},
		{Query: question, Keys: second, Values: second, Mask: []bool{true, true, false}}, // the last is padding
	}, attention.Options{})
	if err != nil {
		fmt.Println(err)
	}
	for _, r := range results {
		fmt.Printf("%.2f\n", r.Weights)
	}
	// Output:
	// [0.88 0.12]
	// [0.50 0.50 0.00]
}
