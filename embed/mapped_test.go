package embed

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/internal/mmap"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// random makes a table of v words of dimension d.
func random(t testing.TB, v, d int) *Table {
	t.Helper()
	words, data := make([]string, v), make([]float32, v*d)
	for i := range words {
		words[i] = fmt.Sprint("w", i)
	}
	x := uint32(1)
	for i := range data {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		data[i] = float32(int32(x)) * 0x1p-31
	}
	voc, err := vocab.New(words, nil)
	if err != nil {
		t.Fatal(err)
	}
	tab, err := New(voc, blas32.General{Rows: v, Cols: d, Stride: d, Data: data})
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

// mapped saves a table and opens it again.
func mapped(t testing.TB, tab *Table) (*Table, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "m.safetensors")
	if err := tab.Save(path); err != nil {
		t.Fatal(err)
	}
	m, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return m, path
}

// TestMappedIsTheSame: a mapped table answers as one in memory.
func TestMappedIsTheSame(t *testing.T) {
	tab := random(t, 9000, 37)
	m, _ := mapped(t, tab)
	if runtime.GOOS != "windows" && m.file == nil {
		t.Error("it is not mapped")
	}
	if !same(&File{Table: tab}, &File{Table: m}) {
		t.Error("words or vectors differ")
	}
	for id, word := range tab.words.All() {
		if got, ok := m.words.ID(word); !ok || got != id {
			t.Fatalf("%s has number %d, want %d", word, got, id)
		}
	}
	for _, absent := range []string{"", "w", "w9000", "x", "a"} {
		if _, ok := m.words.ID(absent); ok {
			t.Errorf("%q is known", absent)
		}
	}
	if got, want := m.Similar("w77", 20), tab.Similar("w77", 20); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestShrunkFile: every method returns; those with errors say what happened.
func TestShrunkFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: files are not mapped there")
	}
	for _, share := range []int64{0, 3, 7} {
		m, path := mapped(t, random(t, 9000, 37))
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, info.Size()*share/8); err != nil {
			t.Fatal(err)
		}
		if got := m.Similar("w5", 3); len(got) != 0 {
			t.Errorf("neighbours out of nowhere: %v", got)
		}
		if err := m.Err(); !errors.Is(err, mmap.ErrShrunk) {
			t.Errorf("got %v", err)
		}
		if _, err := m.Vector("w5"); err == nil {
			t.Error("a vector without an error")
		}
		m.Gather([]string{"w1", "w8999"})
		m.NearestAll(m.vectors, 0)
		m.Find(Query{Plus: []vocab.ID{1}, Method: Multiply}, 3)
		m.Odd([]vocab.ID{1, 2, 8999})
		for range m.words.All() {
		}
		if err := m.Save(filepath.Join(t.TempDir(), "again.bin")); err == nil {
			t.Error("it can be saved")
		}
	}
}

func TestClosed(t *testing.T) {
	m, _ := mapped(t, random(t, 10, 3))
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Vector("w1"); err == nil && runtime.GOOS != "windows" {
		t.Error("a closed table has vectors")
	}
	if err := m.Close(); err != nil {
		t.Errorf("closed again: %v", err)
	}
}

// TestBatchIsSingle: a batch gives what single questions give, for any shape.
func TestBatchIsSingle(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		v, d, n := rapid.IntRange(1, 300).Draw(r, "v"), rapid.IntRange(1, 40).Draw(r, "d"), rapid.IntRange(0, 12).Draw(r, "n")
		tab := random(t, v, d)
		queries := random(t, rapid.IntRange(1, 9).Draw(r, "queries"), d).vectors
		for i, got := range tab.NearestAll(queries, n) {
			if want := tab.Nearest(rowOf(queries, i), n); !reflect.DeepEqual(got, want) || len(got) != min(n, v) {
				r.Fatalf("question %d: got %v, want %v", i, got, want)
			}
		}
	})
}

// TestInt8IsExact: with bytes, the answers are those without, whatever the
// vectors: of ordinary, huge and tiny size, zero, equal, and no numbers.
func TestInt8IsExact(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		v, d, n := rapid.IntRange(1, 300).Draw(r, "v"), rapid.IntRange(1, 40).Draw(r, "d"), rapid.IntRange(0, 12).Draw(r, "n")
		tab := random(t, v, d)
		for range rapid.IntRange(0, 9).Draw(r, "odd") {
			row := rowOf(tab.vectors, rapid.IntRange(0, v-1).Draw(r, "row"))
			size := rapid.SampledFrom([]float32{0, 1e-44, 1e-22, 1e-12, 1e12, 1e19, 1e37, float32(math.Inf(1))}).Draw(r, "size")
			for i, x := range tab.vectors.Data[:d] { // much like the first row
				row[i] = x * size
			}
		}
		fast, err := tab.WithInt8()
		if err != nil {
			r.Fatal(err)
		}
		queries := blas32.General{Rows: v, Cols: d, Stride: d, Data: tab.vectors.Data}
		want := tab.NearestAll(queries, n)
		for i, got := range fast.NearestAll(queries, n) {
			if !reflect.DeepEqual(got, want[i]) {
				r.Fatalf("question %d: got %v, want %v", i, got, want[i])
			}
		}
	})
}

// TestInt8LooksAtFew: what the bytes leave open is a small share of the rows.
func TestInt8LooksAtFew(t *testing.T) {
	tab := random(t, 20_000, 100)
	fast, err := tab.WithInt8()
	if err != nil {
		t.Fatal(err)
	}
	all, _ := fast.asked([]Question{{Vector: tab.Row(5), N: 10}})
	lengths, _ := fast.norms.known(0)
	s := scan{}
	s.begin(all, fast.Len())
	fast.scan(&s, all, lengths, 0, fast.Len())
	open := 0
	products := make([]int32, fast.Len())
	simd.Best().DotBytes(products, all[0].bytes.numbers, fast.bytes.rows)
	for i := range products {
		if !fast.bytes.tells(&all[0], fast.bound(&all[0], s.best[0]), products[i], lengths[i], i) {
			open++
		}
	}
	if open > 200 {
		t.Errorf("%d of %d rows are left open", open, fast.Len())
	}
}

// TestAnswer: each question has a limit and exclusions of its own, from none to
// more than there are.
func TestAnswer(t *testing.T) {
	tab := random(t, 50, 3)
	all := []Question{{Vector: tab.Row(1)}, {Vector: tab.Row(2), N: 99, Exclude: []vocab.ID{2, 3}}, {Vector: tab.Row(4), N: 2}, {Vector: tab.Row(4), N: -1}}
	for i, got := range tab.Answer(all) {
		q := all[i]
		if want := tab.Nearest(q.Vector, q.N, q.Exclude...); !reflect.DeepEqual(got, want) || len(got) != min(max(0, q.N), 50-len(q.Exclude)) {
			t.Errorf("question %d: got %v, want %v", i, got, want)
		}
	}
	if got := tab.Answer(nil); len(got) != 0 {
		t.Errorf("no questions are answered: %v", got)
	}
}

// TestAnyNumberOfProcessors: the answer does not depend on how work is shared.
func TestAnyNumberOfProcessors(t *testing.T) {
	tab := random(t, 20_000, 8)
	copy(rowOf(tab.vectors, 17_000), rowOf(tab.vectors, 3)) // equal ones far apart
	copy(rowOf(tab.vectors, 9_000), rowOf(tab.vectors, 3))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	want := tab.Nearest(tab.Row(3), 3)
	if want[0].ID != 3 || want[1].ID != 9000 || want[2].ID != 17_000 {
		t.Errorf("got %v", want)
	}
	for _, p := range []int{2, 3, 7} {
		runtime.GOMAXPROCS(p)
		for range 20 {
			if got := tab.Nearest(tab.Row(3), 3); !reflect.DeepEqual(got, want) {
				t.Fatalf("%d processors: got %v, want %v", p, got, want)
			}
		}
	}
}

// TestQuickNorm holds the error's bound, for long and odd vectors.
func TestQuickNorm(t *testing.T) {
	for _, d := range []int{1, 15, 16, 17, 300, 5000} {
		for _, size := range []float32{1, 1e-30, 1e-18, 1e18, 1e30, 0} {
			x := random(t, 1, d).vectors.Data
			for i := range x {
				x[i] *= size
			}
			if quick, exact := quickNorm(x), norm(x); math.Abs(quick-exact) > exact*quickError(d) {
				t.Errorf("%d × %v: %v, exactly %v", d, size, quick, exact)
			}
		}
	}
}
