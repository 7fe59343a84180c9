package serve

import (
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/leaktest"
)

// copying returns passes over a table that is copied after some passes.
func copying(table *embed.Table, after, least int, left int64) *passes {
	c := newCopies(slog.New(slog.DiscardHandler), newTasks())
	c.after, c.least = after, least
	c.left.Store(left)
	return &passes{table: table, sizes: &sizes{}, tasks: newTasks(), copies: c}
}

// ask asks for near words, and compares them with those of the table itself.
func (p *passes) ask(t *testing.T, questions int) {
	t.Helper()
	all := make([]embed.NearestRequest, questions)
	for i := range all {
		all[i] = embed.NearestRequest{Vector: p.table.Row(1), N: 5 + i}
	}
	got, err := p.answer(t.Context(), all)
	if want := must(p.table.NearestBatch(t.Context(), all)); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

// TestCopiedInInt8: a table that is searched often is copied. The answers stay the same
// bit for bit, in passes with few and with many questions.
func TestCopiedInInt8(t *testing.T) {
	leaktest.None(t, func() {
		p := copying(newTable(t, 3000, 20), 3, 1, int8Most)
		for range 2 {
			p.ask(t, 1)
		}
		if p.fast.Load() != nil {
			t.Error("copied after two passes")
		}
		p.ask(t, 1)
		p.copies.tasks.all.Wait()
		if p.fast.Load() == nil {
			t.Fatal("not copied after three passes")
		}
		if left := int8Most - p.table.Int8Size(); p.copies.left.Load() != left {
			t.Errorf("%d bytes are left, want %d", p.copies.left.Load(), left)
		}
		for _, n := range []int{1, 2, 40} {
			p.ask(t, n)
		}
		p.copies.tasks.end()
	})
}

// TestNotCopied: small tables, tables for whose copy there is no memory, and tables of a
// server that stops are searched as they are.
func TestNotCopied(t *testing.T) {
	table := newTable(t, 300, 8)
	for name, p := range map[string]*passes{
		"small": copying(table, 1, table.Len()*table.Dim()+1, int8Most),
		"large": copying(table, 1, 1, table.Int8Size()-1),
		"stops": copying(table, 1, 1, int8Most),
	} {
		if name == "stops" {
			p.copies.tasks.end()
		}
		left := p.copies.left.Load()
		for range 3 {
			p.ask(t, 1)
		}
		p.copies.tasks.all.Wait()
		if p.fast.Load() != nil || p.copies.left.Load() != left {
			t.Errorf("%s: it is copied", name)
		}
	}
}

// TestCopyFails: if the file cannot be read the memory is given back, and searches
// report the error.
func TestCopyFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.safetensors")
	if err := newTable(t, 9000, 20).Save(path); err != nil {
		t.Fatal(err)
	}
	table, err := embed.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	p := copying(table, 1, 1, int8Most)
	vector := table.Row(1)
	if err := os.Truncate(path, 4096); err != nil {
		t.Skip(err) // Windows
	}
	if _, err := p.answer(t.Context(), []embed.NearestRequest{{Vector: vector, N: 1}}); err == nil {
		t.Skip("the file is not mapped here")
	}
	p.copies.tasks.all.Wait()
	if p.copies.left.Load() != int8Most || p.fast.Load() != nil {
		t.Errorf("%d bytes are left, want %d", p.copies.left.Load(), int8Most)
	}
}
