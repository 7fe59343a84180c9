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
		m.Answer([]Question{{Vector: make([]float32, 37), N: 3}})
		if _, err := m.WithInt8(); !errors.Is(err, mmap.ErrShrunk) {
			t.Errorf("bytes of what is gone: %v", err)
		}
		for range m.words.All() {
		}
		if err := m.Save(filepath.Join(t.TempDir(), "again.bin")); err == nil {
			t.Error("it can be saved")
		}
	}
}

// TestShrinkingFile: the file becomes shorter while it is searched.
func TestShrinkingFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: files are not mapped there")
	}
	for range 5 {
		plain, path := mapped(t, random(t, 30_000, 37))
		fast, err := plain.WithInt8()
		if err != nil {
			t.Fatal(err)
		}
		query, begun := plain.Row(5), make(chan struct{}, 4)
		var all sync.WaitGroup
		for i := range 4 {
			all.Go(func() {
				m := []*Table{plain, fast}[i%2]
				for m.Err() == nil {
					m.Nearest(query, 3)
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
		if err := plain.Err(); !errors.Is(err, mmap.ErrShrunk) {
			t.Errorf("got %v", err)
		}
	}
}

// TestLookupInShortFile: the words of a file that became shorter are not unknown.
func TestLookupInShortFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: files are not mapped there")
	}
	for _, p := range []Policy{Refuse, Skip, Zero, Nearest} {
		m, path := mapped(t, random(t, 30_000, 3))
		if err := os.Truncate(path, 4096); err != nil {
			t.Fatal(err)
		}
		if _, err := (Lookup{Table: m}).Find([]string{"w29999"}, p); !errors.Is(err, mmap.ErrShrunk) {
			t.Errorf("%s: got %v", p, err)
		}
	}
}

// TestLookupEnds: a search for words spelt alike ends with its context.
func TestLookupEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	l := Lookup{Table: random(t, 10, 3)}
	for p, want := range map[Policy]error{Refuse: context.Canceled, Nearest: context.Canceled, Skip: nil} {
		if _, err := l.FindContext(ctx, []string{"w1", "x1"}, p); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", p, err, want)
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
