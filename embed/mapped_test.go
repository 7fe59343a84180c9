package embed

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"sync"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/mmap"
	"github.com/w2vattn/w2vattn/vocab"
)

// random returns a table of v words of dimension d with random vectors.
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

// saved saves a table and opens the file.
func saved(t testing.TB, tab *Table) (*Table, string) {
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

// TestMappedIsTheSame checks that a mapped table gives the answers of one in memory.
func TestMappedIsTheSame(t *testing.T) {
	tab := random(t, 9000, 37)
	m, _ := saved(t, tab)
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
	if got, want := must(m.Similar("w77", 20)), must(tab.Similar("w77", 20)); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestCallsReportShortFile checks that each call returns the error of a file that became
// shorter, also if it is the first that reads the missing part, without a call of Err.
func TestCallsReportShortFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: files are not mapped there")
	}
	ctx, last := t.Context(), vocab.ID(8999)
	vector := make([]float32, 37)
	for name, call := range map[string]func(m *Table) error{
		"Vector":  func(m *Table) error { return fails(m.Vector("w8999")) },
		"Similar": func(m *Table) error { return fails(m.Similar("w8999", 3)) },
		"Nearest": func(m *Table) error { return fails(m.Nearest(vector, 3)) },
		"NearestAll": func(m *Table) error {
			return fails(m.NearestAll(ctx, blas32.General{Rows: 1, Cols: 37, Stride: 37, Data: vector}, 3))
		},
		"NearestBatch": func(m *Table) error { return fails(m.NearestBatch(ctx, []NearestRequest{{Vector: vector, N: 3}})) },
		"Find":         func(m *Table) error { return fails(m.Find(ctx, Query{Plus: []vocab.ID{last}}, 3)) },
		"Find mul": func(m *Table) error {
			return fails(m.Find(ctx, Query{Plus: []vocab.ID{last}, Method: Multiply},
				3))
		},
		"Cosine":      func(m *Table) error { return fails(m.Cosine(0, last)) },
		"Direction":   func(m *Table) error { return fails(m.Direction([]vocab.ID{0}, []vocab.ID{last})) },
		"Mean":        func(m *Table) error { return fails(m.Mean([]Found{{ID: last}})) },
		"Rows":        func(m *Table) error { return fails(m.Rows([]vocab.ID{last})) },
		"Fingerprint": func(m *Table) error { return fails(m.Fingerprint(ctx)) },
		"WithInt8":    func(m *Table) error { return fails(m.WithInt8(ctx)) },
		"CheckFinite": func(m *Table) error { return m.CheckFinite(last) },
		"CheckQuery":  func(m *Table) error { return m.CheckQuery(Query{Plus: []vocab.ID{last}}) },
		"Odd":         func(m *Table) error { _, _, err := m.Odd([]vocab.ID{0, last}); return err },
		"Gather":      func(m *Table) error { _, _, err := m.Gather([]string{"w8999"}); return err },
		"Lookup.IDs":  func(m *Table) error { return fails(Lookup{Table: m}.IDs(ctx, []string{"w8999"})) },
	} {
		m, path := saved(t, random(t, 9000, 37))
		if err := os.Truncate(path, 4096); err != nil {
			t.Fatal(err)
		}
		if err := call(m); !errors.Is(err, mmap.ErrShrunk) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// fails returns the error of a call.
func fails[T any](_ T, err error) error { return err }

// TestCallsEndWithContext checks that long calls stop when their context ends.
func TestCallsEndWithContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	m := random(t, 100, 5)
	for name, err := range map[string]error{
		"NearestBatch": fails(m.NearestBatch(ctx, []NearestRequest{{Vector: m.Row(0), N: 3}})),
		"NearestAll":   fails(m.NearestAll(ctx, m.Matrix(), 3)),
		"Find":         fails(m.Find(ctx, Query{Plus: []vocab.ID{1}}, 3)),
		"Find mul":     fails(m.Find(ctx, Query{Plus: []vocab.ID{1}, Method: Multiply}, 3)),
		"Fingerprint":  fails(m.Fingerprint(ctx)),
		"WithInt8":     fails(m.WithInt8(ctx)),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// TestShrunkFile checks that loops over a file that became shorter end, and that Err
// returns the reason.
func TestShrunkFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: files are not mapped there")
	}
	for _, share := range []int64{0, 3, 7} {
		m, path := saved(t, random(t, 9000, 37))
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, info.Size()*share/8); err != nil {
			t.Fatal(err)
		}
		for range m.words.All() {
		}
		if err := m.Err(); !errors.Is(err, mmap.ErrShrunk) {
			t.Errorf("got %v", err)
		}
		if err := m.Save(filepath.Join(t.TempDir(), "again.bin")); err == nil {
			t.Error("it can be saved")
		}
	}
}

// TestShrinkingFile makes the file shorter during a search.
func TestShrinkingFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: files are not mapped there")
	}
	for range 5 {
		plain, path := saved(t, random(t, 30_000, 37))
		fast, err := plain.WithInt8(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		query, begun := plain.Row(5), make(chan struct{}, 4)
		var all sync.WaitGroup
		for i := range 4 {
			all.Go(func() {
				m := []*Table{plain, fast}[i%2]
				for err := error(nil); err == nil; _, err = m.Nearest(query, 3) {
					select {
					case begun <- struct{}{}:
					default:
					}
				}
			})
		}
		<-begun
		if err := os.Truncate(path, 4096); err != nil {
			t.Fatal(err)
		}
		all.Wait()
		if _, err := fast.Nearest(query, 3); !errors.Is(err, mmap.ErrShrunk) {
			t.Errorf("got %v", err)
		}
	}
}

// TestLookupInShortFile checks that the words of a file that became shorter are not
// reported as unknown.
func TestLookupInShortFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: files are not mapped there")
	}
	for _, p := range []Policy{Refuse, Skip, Zero, NearestSpelling} {
		m, path := saved(t, random(t, 30_000, 3))
		if err := os.Truncate(path, 4096); err != nil {
			t.Fatal(err)
		}
		if _, err := (Lookup{Table: m}).Find(t.Context(), []string{"w29999"}, p); !errors.Is(err, mmap.ErrShrunk) {
			t.Errorf("%s: got %v", p, err)
		}
	}
}

// TestLookupEnds checks that a search for similar spellings ends with its context.
func TestLookupEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	l := Lookup{Table: random(t, 10, 3)}
	for p, want := range map[Policy]error{Refuse: context.Canceled, NearestSpelling: context.Canceled, Skip: nil} {
		if _, err := l.Find(ctx, []string{"w1", "x1"}, p); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", p, err, want)
		}
	}
}

func TestClosed(t *testing.T) {
	m, _ := saved(t, random(t, 10, 3))
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
