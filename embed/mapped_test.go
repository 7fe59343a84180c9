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

// BenchmarkOpen: 200,000 words × 100; the time must not depend on the size.
func BenchmarkOpen(b *testing.B) {
	_, path := mapped(b, random(b, 200_000, 100))
	b.ReportAllocs()
	for b.Loop() {
		t, err := Open(path)
		if err != nil {
			b.Fatal(err)
		}
		t.Close()
	}
}

// BenchmarkQueries: single questions and a batch of 256 over 400,000 × 300; the
// bytes are those of the matrix, so MB/s compares with memory's speed. tools/bench
// measures the peers.
func BenchmarkQueries(b *testing.B) {
	if testing.Short() {
		b.Skip("skipped: -short")
	}
	tab := random(b, 400_000, 300)
	tab.Similar("w0", 10)
	b.Run("read", func(b *testing.B) { // what the memory gives
		b.SetBytes(4 * 400_000 * 300)
		for b.Loop() {
			tab.inParts(tab.Len(), func(_, begin, end int) { readAll(tab.vectors.Data[begin*300 : end*300]) })
		}
	})
	b.Run("one", func(b *testing.B) {
		b.SetBytes(4 * 400_000 * 300)
		for b.Loop() {
			tab.Similar("w7", 10)
		}
	})
	b.Run("batch", func(b *testing.B) {
		queries := blas32.General{Rows: 256, Cols: 300, Stride: 300, Data: tab.vectors.Data[:256*300]}
		for b.Loop() {
			tab.NearestAll(queries, 10)
		}
		b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(256*b.N), "ms/query")
	})
}

var sink float32

// readAll touches every cache line once.
func readAll(x []float32) {
	var a, b, c, d float32
	for i := 0; i+64 <= len(x); i += 64 {
		a, b, c, d = a+x[i], b+x[i+16], c+x[i+32], d+x[i+48]
	}
	if a+b+c+d == 12345 {
		sink = a
	}
}
